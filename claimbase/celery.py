"""The Celery application."""

from __future__ import annotations

import os
import warnings
from typing import Any

import structlog
from celery import Celery
from celery.exceptions import SecurityWarning
from celery.signals import beat_init, celeryd_init, setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimbase.settings")

# The warning is about pickled messages, which are not accepted here; a local start may be root's.
warnings.filterwarnings("ignore", category=SecurityWarning)

app = Celery("claimbase")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

_log = structlog.get_logger(__name__)


@setup_logging.connect
def keep_django_logging(**_: Any) -> None:
    """Leave logging as settings.LOGGING has it; connecting is what tells Celery so."""


@celeryd_init.connect
@beat_init.connect
def hold_services_while_running(**_: Any) -> None:
    """A worker or beat brings up the embedded servers like any command."""
    from claimbase.services import hold_services

    if hold_services():
        _log.info("using embedded services")
