from typing import Any

from profiles.management.bases import DatabaseCommand
from profiles.publishing import publish_pending


class Command(DatabaseCommand):
    help = "Finish publications and withdrawals that were interrupted."

    def handle(self, *args: Any, **options: Any) -> None:
        count = publish_pending(lambda person: self.stderr.write(f"{person.slug} …"))
        self.stdout.write(f"{count} brought in line." if count else "Nothing pending.")
