from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from profiles.databases import DESK
from profiles.documents.faults import DocumentError
from profiles.documents.writer import to_json, to_yaml, write_dossier
from profiles.management.bases import DatabaseCommand
from profiles.management.people import people_by_slug


class Command(DatabaseCommand):
    help = "Write the desk's dossiers as documents."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="+", metavar="SLUG")
        parser.add_argument("--format", choices=["yaml", "json"], default="yaml")
        parser.add_argument(
            "--folder",
            type=Path,
            help="write a file <slug>.<format> there for each, instead of printing",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        write_text = to_yaml if options["format"] == "yaml" else to_json
        folder: Path | None = options["folder"]
        if folder is None and len(options["slugs"]) > 1:
            raise CommandError("Name a --folder for more than one dossier.")
        for person in people_by_slug(options["slugs"]):
            try:
                text = write_text(write_dossier(person, DESK))
            except DocumentError as error:
                raise CommandError(
                    f"{person.slug} breaks rules of the document:\n{error}"
                ) from error
            if folder is None:
                self.stdout.write(text, ending="")
            else:
                file = folder / f"{person.slug}.{options['format']}"
                folder.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
                self.stdout.write(str(file))
