"""`/healthz`: the process lives. `/readyz`: database, broker and migrations are in order."""

from __future__ import annotations

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

OK = "ok"


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Every dependency with "ok" or what is wrong with it; status 503 if anything is."""
    state = {"database": _database(), "broker": _broker()}
    status = 200 if set(state.values()) == {OK} else 503
    return JsonResponse(state, status=status)


def _database() -> str:
    try:
        executor = MigrationExecutor(connection)
        unapplied = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return f"unreachable: {error.__class__.__name__}"
    if unapplied:
        return f"{len(unapplied)} migrations are not applied; run manage.py migrate"
    return OK


def _broker() -> str:
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2) as client:
            client.ping()
    except redis.exceptions.RedisError as error:
        return f"unreachable: {error.__class__.__name__}"
    return OK
