"""What the commands of this application have in common."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from profiles.publishing import UnshelvedError
from profiles.readiness import refuse_unready


class DatabaseCommand(BaseCommand):
    """A command that works on the two databases, and says when they are not there.

    Checks of the site are for `check` and for the server: they load every page's code,
    which takes more memory than most documents.
    """

    requires_system_checks = []

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            refuse_unready()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        try:
            return super().execute(*args, **options)
        except UnshelvedError as error:
            raise CommandError(str(error)) from error
