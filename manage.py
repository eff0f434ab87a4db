#!/usr/bin/env python
"""Django's command line, with the embedded services brought up for commands that need them."""

import os
import sys

from claimbase.embedded import EmbeddedError

# These read and write files only; everything else gets its database.
WITHOUT_SERVICES = {
    "check",
    "collectstatic",
    "diffsettings",
    "extract",
    "findstatic",
    "help",
    "makemessages",
    "spectacular",
    "version",
    "--version",
    "--help",
}
# These are about the state of the schema and must see it as it is.
ON_MIGRATIONS = {"makemigrations", "migrate", "showmigrations", "sqlmigrate"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimbase.settings")
    from django.core.management import execute_from_command_line

    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command not in WITHOUT_SERVICES:
        from claimbase.services import hold_services, migrate_embedded

        try:
            held = hold_services()
        except EmbeddedError as error:
            sys.exit(str(error))
        if held and command not in ON_MIGRATIONS:
            migrate_embedded()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
