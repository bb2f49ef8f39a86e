from typing import Any

from profiles.management.bases import DatabaseCommand
from profiles.sweeping import sweep_portraits


class Command(DatabaseCommand):
    help = "Remove the files of portraits that neither desk nor any edition has."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Portraits removed: {sweep_portraits()}.")
