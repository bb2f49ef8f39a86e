"""The commands: arguments in, messages out."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import router
from django.utils import timezone

from profiles.databases import DESK, PUBLIC
from profiles.desk.recording import recording
from profiles.desk.reviewing import approve, digest_now, send
from profiles.desk.scopes import Scope
from profiles.documents.loader import load_dossier
from profiles.documents.writer import to_json, to_yaml
from profiles.models import (
    Award,
    EntryChange,
    Expertise,
    LedgerHead,
    Organization,
    Person,
    Publication,
    PublishedEdition,
    Quote,
    Review,
    Revision,
    Source,
    Topic,
)
from tests.conftest import DOSSIERS
from tests.desk.conftest import analyst, editor, staff
from tests.factories import complete, dossier, quote_data

__all__ = ["analyst", "editor", "staff"]

pytestmark = pytest.mark.django_db(databases=[DESK, PUBLIC])

STARTERS = sorted(DOSSIERS.glob("*.yaml"))


def run(*words: object, **options: Any) -> tuple[str, str]:
    """What a command says, on its output and beside it."""
    out, err = io.StringIO(), io.StringIO()
    call_command(*map(str, words), stdout=out, stderr=err, no_color=True, **options)
    return out.getvalue(), err.getvalue()


def refused(*words: object) -> tuple[str, str]:
    """The sentence with which a command ends, and what it said before."""
    err = io.StringIO()
    with pytest.raises(CommandError) as caught:
        call_command(*map(str, words), stdout=io.StringIO(), stderr=err, no_color=True)
    assert caught.value.returncode == 1
    return str(caught.value), err.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ada.yaml"
    path.write_text(to_yaml(dossier(quotes=[quote_data(1), quote_data(2)])))
    return path


# Importing


def test_import_brings_a_file_to_the_desk_and_says_what_it_does(file: Path) -> None:
    out, err = run("import_dossier", file)

    assert out == "ada-example: 4 added.\n"
    assert err.splitlines() == [
        f"[1/1] ada.yaml: {stage} …" for stage in ("checking", "loading", "comparing")
    ]
    assert Quote.objects.count() == 2
    assert not PublishedEdition.objects.using(PUBLIC).exists()


def test_import_run_twice_changes_nothing(file: Path) -> None:
    run("import_dossier", file)

    assert run("import_dossier", file)[0] == "ada-example: nothing to change.\n"


def test_dry_run_prints_entry_by_entry_and_writes_nothing(file: Path) -> None:
    run("import_dossier", file)
    file.write_text(
        to_yaml(
            dossier(
                epithet="The Example",
                quotes=[quote_data(1, text="Other words."), quote_data(3)],
            )
        )
    )

    out, _ = run("import_dossier", file, "--dry-run")

    assert out.splitlines() == [
        "ada-example would change:",
        "  ~ person: Ada Example",
        '      epithet: nothing → "The Example"',
        "  ~ quotes quote-1: Other words.",
        '      text: "Words number 1." → "Other words."',
        "  + quotes quote-3: Words number 3.",
        "  - quotes quote-2: Words number 2.",
    ]
    assert set(Quote.objects.values_list("text", flat=True)) == {
        "Words number 1.",
        "Words number 2.",
    }
    assert Person.objects.get().epithet == ""


def test_import_says_that_it_takes_back_the_work_of_a_colleague(
    file: Path, analyst: User, editor: User
) -> None:
    run("import_dossier", file)
    quotes = Quote.objects.filter(stable_id="quote-2")
    with recording(Scope(quotes.get()), by=analyst) as made:
        quotes.update(text="Other words.")
    assert made.revision is not None
    on = f"{made.revision.at:%-d %B %Y}"

    tried, _ = run("import_dossier", file, "--by", "ed", "--dry-run")
    done, _ = run("import_dossier", file, "--by", "ed")

    assert tried.splitlines() == [
        "ada-example would change:",
        "  ~ quotes quote-2: Words number 2.",
        '      text: "Other words." → "Words number 2."',
        f"      takes back what ann saved on {on}, not out yet",
    ]
    assert done == (
        "ada-example: 1 changed. In 1 entry this took back what ann saved and is not "
        "out yet; it can be put back from the history of the dossier.\n"
    )


def test_import_publishes_when_it_is_told_to(file: Path) -> None:
    out, _ = run("import_dossier", file, "--publish")
    again, _ = run("import_dossier", file, "--publish")

    assert out.endswith("ada-example: published as Ada Example, edition 1.\n")
    assert again.endswith("ada-example: published already.\n")


def test_every_fault_of_every_file_is_told_and_the_sound_file_is_imported(
    file: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("dossier: 1\nname: Bo\nslug: bo\nqoutes: []\nborn_on: 2023-02-29\n")
    binary = tmp_path / "binary.yaml"
    binary.write_bytes(b"dossier: \xff\xfe")

    said, err = refused("import_dossier", bad, binary, tmp_path / "none.yaml", file)

    assert said == "3 of 4 files refused; nothing of them was written."
    assert [line for line in err.splitlines() if line.startswith("  ")] == [
        "  sort_name, line 1: is missing",
        "  qoutes, line 4: “qoutes” is not a key here; did you mean “quotes”?",
        "  born_on, line 5: “2023-02-29” does not exist: February 2023 has 28 days",
        "  the document: is not UTF-8 text: invalid start byte",
        "  the document: cannot be read: No such file or directory",
    ]
    assert [person.slug for person in Person.objects.all()] == ["ada-example"]


def test_clash_with_the_desk_names_its_line(file: Path, tmp_path: Path) -> None:
    run("import_dossier", file)
    other = tmp_path / "bo.yaml"
    other.write_text("dossier: 1\nname: Bo\nsort_name: Bo\nslug: ada-example\nid: bo\n")

    _, err = refused("import_dossier", other)

    assert "  slug, line 4: “ada-example” belongs to the dossier of Ada Example" in err


def test_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    with large.open("wb") as stream:
        stream.truncate(15_000_001)

    _, err = refused("import_dossier", large)

    assert "the document: is larger than 15,000,000 bytes" in err


def test_dry_run_cannot_publish(file: Path) -> None:
    said, _ = refused("import_dossier", file, "--dry-run", "--publish")

    assert said == "--dry-run writes nothing, so it cannot --publish."


# Exporting


@pytest.mark.parametrize("notation", ["yaml", "json"])
def test_export_imported_into_an_empty_desk_is_exported_the_same(
    notation: str, tmp_path: Path
) -> None:
    slugs = [path.stem for path in STARTERS]
    for path in STARTERS:
        run("import_dossier", path)
    run("export_dossier", *slugs, "--format", notation, "--folder", tmp_path)
    first = {path.stem: path.read_bytes() for path in tmp_path.iterdir()}

    again = {}
    for slug in slugs:
        _empty_the_desk()
        run("import_dossier", tmp_path / f"{slug}.{notation}")
        out, _ = run("export_dossier", slug, "--format", notation)
        again[slug] = out.encode()

    assert again == first


def _empty_the_desk() -> None:
    people = (Person, Publication, Source, Topic, Expertise, Award, Organization)
    for model in (EntryChange, Revision, LedgerHead, *people):
        model._default_manager.all().delete()
    left = apps.get_app_config("profiles").get_models()
    desk = [m for m in left if router.allow_migrate_model(DESK, m)]
    assert [m for m in desk if m._default_manager.exists()] == []


def test_export_prints_one_dossier_and_wants_a_folder_for_more() -> None:
    load_dossier(complete(), DESK)
    load_dossier(dossier(slug="bo"), DESK)

    assert run("export_dossier", "ada-example")[0] == to_yaml(complete())
    assert refused("export_dossier", "ada-example", "bo")[0] == (
        "Name a --folder for more than one dossier."
    )


def test_export_says_which_rule_the_rows_break() -> None:
    load_dossier(dossier(quotes=[quote_data()]), DESK)
    Quote.objects.update(outlet="A\tstation")

    said, _ = refused("export_dossier", "ada-example")

    assert said == (
        "ada-example breaks rules of the document:\n"
        "quotes[0].outlet: holds U+0009 (control character), which is not "
        "printable; remove it"
    )


# Publishing


def test_publish_and_withdraw_say_what_they_did() -> None:
    load_dossier(dossier(), DESK)

    said = [
        run("publish_dossier", "ada-example")[0],
        run("publish_dossier", "ada-example")[0],
        run("withdraw_dossier", "ada-example", "--reason", "A complaint.")[0],
        refused("withdraw_dossier", "ada-example", "--reason", "Again.")[0],
    ]

    assert said == [
        "ada-example: published as Ada Example, edition 1.\n",
        "ada-example: published already.\n",
        "ada-example: withdrawn.\n",
        "Ada Example is not published.",
    ]


@pytest.mark.usefixtures("four_eyes")
def test_import_of_a_desk_of_several_names_whose_changes_it_holds(file: Path) -> None:
    said, err = refused("import_dossier", file)

    assert said == "1 of 1 files refused; nothing of them was written."
    assert "Name an account with --by" in err
    assert not Person.objects.exists()


@pytest.mark.usefixtures("four_eyes")
def test_nothing_is_published_that_nobody_approved(file: Path, analyst: User) -> None:
    said, err = refused("import_dossier", file, "--publish", "--by", "ann")

    refusal = (
        "Ada Example was not published: nobody has approved it. Send it to review at "
        "the desk; at a desk of one, set DOSSIER_FOUR_EYES to 0."
    )
    assert said == "1 of 1 dossiers imported and not published."
    assert err.splitlines()[-1] == refusal
    assert refused("publish_dossier", "ada-example")[0] == refusal
    assert Quote.objects.count() == 2
    assert not PublishedEdition.objects.using(PUBLIC).exists()


def test_quote_without_a_source_is_not_published(tmp_path: Path) -> None:
    path = tmp_path / "ada.yaml"
    path.write_text(to_yaml(dossier(quotes=[quote_data(citations=[])])))

    _, err = refused("import_dossier", path, "--publish")

    assert err.splitlines()[-1] == (
        "Ada Example has quotes without a source; cite where each was said, or delete "
        "it: “Words number 1.”"
    )
    assert not PublishedEdition.objects.using(PUBLIC).exists()


def test_import_is_recorded_as_made_by_who_is_named(file: Path, analyst: User) -> None:
    run("import_dossier", file, "--by", "ann")

    assert Revision.objects.get().by == analyst
    assert refused("import_dossier", file, "--by", "nobody")[0] == (
        "Nobody works at the desk as nobody."
    )


@pytest.mark.usefixtures("four_eyes")
def test_what_was_approved_for_now_is_published_and_told(
    file: Path, analyst: User, editor: User
) -> None:
    run("import_dossier", file, "--by", "ann")
    person = Person.objects.get()
    review = send(person, by=analyst, summary="A first version.")
    at = timezone.now() + timedelta(hours=1)
    approve(review, by=editor, seen=digest_now(person), publish_at=at)
    before = run("publish_scheduled")[0]
    Review.objects.update(publish_at=timezone.now())

    said = [run("publish_scheduled")[0] for _ in range(2)]

    assert before == "Nothing is due.\n"
    assert said == [
        "ada-example: published as Ada Example, edition 1.\n",
        "Nothing is due.\n",
    ]
    assert PublishedEdition.objects.using(PUBLIC).get().is_reviewed


def test_what_was_interrupted_is_finished_by_the_schedule_too() -> None:
    load_dossier(dossier(), DESK)
    run("publish_dossier", "ada-example")
    PublishedEdition.objects.using(PUBLIC).all().delete()

    assert run("publish_scheduled")[0] == "ada-example: being brought in line.\n"


@pytest.mark.parametrize(
    ("reason", "refusal"),
    [
        ([], "the following arguments are required: --reason"),
        (["--reason", " "], "Say why it is withdrawn, for colleagues."),
    ],
)
def test_dossier_is_withdrawn_only_with_a_reason(
    reason: list[str], refusal: str
) -> None:
    load_dossier(dossier(), DESK)
    run("publish_dossier", "ada-example")

    said, _ = refused("withdraw_dossier", "ada-example", *reason)

    assert refusal in said
    assert PublishedEdition.objects.using(PUBLIC).exists()


@pytest.mark.parametrize(
    "command",
    [
        ["publish_dossier", "nobody"],
        ["withdraw_dossier", "nobody", "--reason", "Why."],
        ["export_dossier", "nobody"],
    ],
    ids=lambda command: command[0],
)
def test_dossier_that_is_not_there_is_named(command: list[str]) -> None:
    said, _ = refused(*command)

    assert said == "There is no dossier nobody on the desk."


def test_pending_and_rebuild_say_how_many() -> None:
    load_dossier(dossier(), DESK)
    run("publish_dossier", "ada-example")
    PublishedEdition.objects.using(PUBLIC).all().delete()

    said = [
        run("publish_pending")[0],
        run("publish_pending")[0],
        run("rebuild_public")[0],
    ]

    assert said == [
        "1 brought in line.\n",
        "Nothing pending.\n",
        "The reading room was rebuilt from 1 dossiers.\n",
    ]


def test_history_is_verified_and_its_head_printed(file: Path) -> None:
    run("import_dossier", file)
    run("publish_dossier", "ada-example")

    said, _ = run("verify_history")
    noted = said.split()[-1]

    assert said.startswith("All is as it was entered (revisions: 1, editions: 1).\n")
    assert run("verify_history", "--known", noted)[0] == said
    assert "is not a number" in refused("verify_history", "--known", "nonsense")[0]


def test_history_that_was_written_to_past_the_product_is_told(file: Path) -> None:
    run("import_dossier", file)
    Revision.objects.update(reason="Another.")

    said, faults = refused("verify_history")

    assert said.startswith("Faults: 1. Somebody wrote to the database past the product")
    assert faults.count("does not follow on the one before it") == 1


def test_public_pages_are_those_of_what_was_published(client: Any, file: Path) -> None:
    run("import_dossier", file)
    before = client.get("/people/ada-example/").status_code

    run("publish_dossier", "ada-example")

    assert (before, client.get("/people/ada-example/").status_code) == (404, 200)


def test_json_of_an_edition_is_a_document_to_import(
    tmp_path: Path, portrait: dict[str, Any]
) -> None:
    document = complete(2, portrait=portrait)
    path = tmp_path / "ada.json"
    path.write_text(to_json(document))

    assert run("import_dossier", path)[0].startswith("ada-example: ")
    assert run("export_dossier", "ada-example", "--format", "json")[0] == (
        to_json(document)
    )
