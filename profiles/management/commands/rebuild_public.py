from typing import Any

from django.core.management.base import BaseCommand

from profiles.publishing import rebuild


class Command(BaseCommand):
    help = "Empty the reading room and fill it again from the editions."

    def handle(self, *args: Any, **options: Any) -> None:
        count = rebuild(lambda person: self.stderr.write(f"{person.slug} …"))
        self.stdout.write(f"The reading room was rebuilt from {count} dossiers.")
