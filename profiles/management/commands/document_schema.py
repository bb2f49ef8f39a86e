import json
from typing import Any

from django.core.management.base import BaseCommand

from profiles.documents.schema import DossierDocument


class Command(BaseCommand):
    help = "Print the JSON Schema of dossier documents."

    def handle(self, *args: Any, **options: Any) -> None:
        schema = DossierDocument.model_json_schema()
        self.stdout.write(json.dumps(schema, ensure_ascii=False, indent=2))
