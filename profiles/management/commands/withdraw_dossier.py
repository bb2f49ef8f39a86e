from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from profiles.desk.reviewing import RefusedError, withdraw
from profiles.management.bases import DatabaseCommand
from profiles.management.people import people_by_slug


class Command(DatabaseCommand):
    help = "Take dossiers from readers; the desk keeps them and their editions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="+", metavar="SLUG")
        parser.add_argument("--reason", required=True, help="why, for colleagues")

    def handle(self, *args: Any, **options: Any) -> None:
        for person in people_by_slug(options["slugs"]):
            try:
                withdraw(person, by=None, reason=options["reason"])
            except RefusedError as error:
                raise CommandError(str(error)) from error
            self.stdout.write(f"{person.slug}: withdrawn.")
