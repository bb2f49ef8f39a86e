from typing import Any

from django.utils import timezone

from profiles.desk.reviewing import publish_due
from profiles.management.bases import DatabaseCommand
from profiles.publishing import publish_pending


class Command(DatabaseCommand):
    help = (
        "Publish what was approved for a time that has come, and finish what was "
        "interrupted. Made for cron: says what it did, and ends with 1 when it failed."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        editions = publish_due(timezone.now())
        for edition in editions:
            self.stdout.write(f"{edition.person.slug}: published as {edition}.")
        # What could not be brought to readers just now is among these.
        finished = publish_pending(
            lambda person: self.stdout.write(f"{person.slug}: being brought in line.")
        )
        if not (finished or editions):
            self.stdout.write("Nothing is due.")
