from typing import Any

from profiles.management.bases import DatabaseCommand
from profiles.publishing import rebuild


class Command(DatabaseCommand):
    help = "Empty the reading room and fill it again from the editions."

    def handle(self, *args: Any, **options: Any) -> None:
        count = rebuild(lambda person: self.stderr.write(f"{person.slug} …"))
        self.stdout.write(f"The reading room was rebuilt from {count} dossiers.")
