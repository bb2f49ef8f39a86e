from typing import Any

from django.core.management.base import BaseCommand

from profiles.documents.json_schema import schema_text


class Command(BaseCommand):
    help = "Print the JSON Schema of dossier documents."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(schema_text())
