"""`manage.py set_family`: which owner or agency an outlet belongs to, however many claims rest on it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.services.acting import By, ChangeRefusedError
from claims.services.reviewing import set_family
from sources.models import Outlet


class Command(BaseCommand):
    """What the page of an outlet does, for outlets that too many claims rest on to wait for."""

    help = "Set the family of an outlet and compute the claims that rest on its word anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("outlet", help="Id or name of the outlet.")
        parser.add_argument("family", help="Owner or wire agency; empty for none.")
        parser.add_argument("--by", required=True, help="Who says so (a user name).")
        parser.add_argument("--reason", required=True, help="Why.")

    def handle(self, *args: Any, **options: Any) -> None:
        named = options["outlet"]
        outlet = Outlet.objects.filter(public_id=named).first()
        outlet = outlet or Outlet.objects.filter(name=named).first()
        if outlet is None:
            raise CommandError(f"There is no outlet “{named}”.")
        user = User.objects.filter(username=options["by"], is_active=True).first()
        if user is None or not user.has_perm("sources.change_outlet"):
            raise CommandError(f"“{options['by']}” is nobody who may change outlets.")
        by = By(user, options["reason"])
        try:
            change = set_family(outlet=outlet, family=options["family"], by=by, has_time=True)
        except ChangeRefusedError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{change.summary}.")
