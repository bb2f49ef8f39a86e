import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import CommandError

from profiles.desk.errors import ForbiddenError, RefusedError
from profiles.desk.importing import Imported, import_dossier
from profiles.desk.reviewing import publish_without_review
from profiles.documents.diff import Change, Verb
from profiles.documents.faults import DocumentError, Fault
from profiles.documents.parsing import MAX_BYTES
from profiles.management.bases import DatabaseCommand
from profiles.management.people import staff_by_name
from profiles.models import EntryChange

_SIGNS = {Verb.ADDED: "+", Verb.CHANGED: "~", Verb.REMOVED: "-"}
_VALUE_LENGTH = 100


class Command(DatabaseCommand):
    help = "Import dossier documents (YAML or JSON) to the desk."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="print what would change, entry by entry, and write nothing",
        )
        parser.add_argument(
            "--publish",
            action="store_true",
            help="publish what was imported, at a desk of one",
        )
        parser.add_argument(
            "--by",
            dest="username",
            metavar="USERNAME",
            help="whose changes these are, so that somebody else has to approve them; "
            "needed unless this is a desk of one",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        files: list[Path] = options["files"]
        if options["dry_run"] and options["publish"]:
            raise CommandError("--dry-run writes nothing, so it cannot --publish.")
        username = options["username"]
        by = None if username is None else staff_by_name(username)
        refused = unpublished = 0
        for number, file in enumerate(files, start=1):
            progress = f"[{number}/{len(files)}] {file.name}"
            try:
                self._import(file, progress, by, **options)
            except ForbiddenError as error:
                refused += 1
                self.stderr.write(self.style.ERROR(f"{file} was refused: {error}"))
            except RefusedError as error:
                unpublished += 1
                self.stderr.write(self.style.ERROR(str(error)))
            except DocumentError as error:
                refused += 1
                self.stderr.write(self.style.ERROR(f"{file} was refused:"))
                for fault in error.faults:
                    self.stderr.write(f"  {fault}")
        if refused:
            raise CommandError(
                f"{refused} of {len(files)} files refused; nothing of them was written."
            )
        if unpublished:
            raise CommandError(
                f"{unpublished} of {len(files)} dossiers imported and not published."
            )

    def _import(
        self, file: Path, progress: str, by: User | None, **options: Any
    ) -> None:
        def report(stage: str) -> None:
            self.stderr.write(f"{progress}: {stage} …")

        imported = import_dossier(
            _text_of(file), by=by, dry_run=options["dry_run"], report=report
        )
        slug = imported.person.slug
        if not imported.changes:
            self.stdout.write(f"{slug}: nothing to change.")
        elif options["dry_run"]:
            self.stdout.write(f"{slug} would change:")
            for change in imported.changes:
                self._show(change, imported.taken_back.get(change.key))
        else:
            counts, lost = _counts(imported.changes), _what_was_lost(imported)
            self.stdout.write(f"{slug}: {counts}.{lost}")
        if options["publish"]:
            report("publishing")
            edition = publish_without_review(imported.person, by=by)
            said = "published already" if edition is None else f"published as {edition}"
            self.stdout.write(f"{slug}: {said}.")

    def _show(self, change: Change, taken_back: EntryChange | None) -> None:
        entry = f"{change.section} {change.entry_id}".rstrip()
        self.stdout.write(f"  {_SIGNS[change.verb]} {entry}: {change.label}")
        for each in change.fields if change.verb is Verb.CHANGED else ():
            self.stdout.write(
                f"      {each.name}: {_shown(each.before)} → {_shown(each.after)}"
            )
        if taken_back is not None:
            by, at = taken_back.revision.by, taken_back.revision.at
            self.stdout.write(
                f"      takes back what {by} saved on {at:%-d %B %Y}, not out yet"
            )


def _text_of(file: Path) -> str:
    """The text of a file; raises DocumentError when there is none."""
    try:
        if file.stat().st_size > MAX_BYTES:
            raise _refusal(f"is larger than {MAX_BYTES:,} bytes")
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise _refusal(f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise _refusal(f"is not UTF-8 text: {error.reason}") from error


def _refusal(message: str) -> DocumentError:
    return DocumentError([Fault((), message)])


def _counts(changes: list[Change]) -> str:
    numbers = {verb: sum(change.verb is verb for change in changes) for verb in Verb}
    return ", ".join(f"{n} {verb.value}" for verb, n in numbers.items() if n)


def _what_was_lost(imported: Imported) -> str:
    """A sentence on the work of colleagues that is gone and not out yet, if there is.

    It follows on another one.
    """
    rows = imported.taken_back.values()
    if not rows:
        return ""
    names = sorted({str(row.revision.by) for row in rows})
    entries = "1 entry" if len(rows) == 1 else f"{len(rows)} entries"
    return (
        f" In {entries} this took back what {' and '.join(names)} saved and is not out "
        "yet; it can be put back from the history of the dossier."
    )


def _shown(value: Any) -> str:
    text = "nothing" if value is None else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _VALUE_LENGTH else f"{text[:_VALUE_LENGTH]}…"
