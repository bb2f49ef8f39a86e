from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from profiles.desk.reviewing import RefusedError, publish_without_review
from profiles.documents.faults import DocumentError
from profiles.management.bases import DatabaseCommand
from profiles.management.people import people_by_slug


class Command(DatabaseCommand):
    help = (
        "Publish dossiers as the desk has them, at a desk of one. Elsewhere an editor "
        "approves them at the desk first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="+", metavar="SLUG")
        parser.add_argument(
            "--summary", default="", help="what changed, in words for readers"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for person in people_by_slug(options["slugs"]):
            try:
                edition = publish_without_review(person, summary=options["summary"])
            except RefusedError as error:
                raise CommandError(str(error)) from error
            except DocumentError as error:
                raise CommandError(f"{person.slug} was refused:\n{error}") from error
            said = "published already" if edition is None else f"published as {edition}"
            self.stdout.write(f"{person.slug}: {said}.")
