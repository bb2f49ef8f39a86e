from argparse import ArgumentParser, ArgumentTypeError
from itertools import chain
from typing import Any

from django.core.management.base import CommandError

from profiles.databases import DESK
from profiles.desk.verifying import Head, faulty_editions, faulty_revisions, head
from profiles.management.bases import DatabaseCommand
from profiles.models import Edition


class Command(DatabaseCommand):
    help = (
        "Check that no revision or edition was altered or removed since it was entered."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--known",
            type=_head,
            metavar="HEAD",
            help="a head that this command printed before and that was kept elsewhere: "
            "check that the history still begins as it did then",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now, editions = head(), Edition.objects.using(DESK).count()
        held = f"revisions: {now.count:,}, editions: {editions:,}"
        self.stderr.write(f"checking {held} …")
        count = 0
        for fault in chain(faulty_revisions(options["known"]), faulty_editions()):
            count += 1
            self.stderr.write(self.style.ERROR(fault))
        if count:
            raise CommandError(
                f"Faults: {count:,}. Somebody wrote to the database past the product; "
                "compare it with a backup from before."
            )
        self.stdout.write(f"All is as it was entered ({held}).")
        self.stdout.write(f"Head, to be kept elsewhere: {now}")


def _head(text: str) -> Head:
    try:
        return Head.of(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error
