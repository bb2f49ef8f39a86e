import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from profiles.databases import DESK
from profiles.documents.entries import PERSON, RECORD_LISTS, entries_of
from profiles.documents.loader import load_dossier
from profiles.documents.mapping import LISTS
from profiles.documents.reader import read_dossier
from profiles.documents.schema import DossierDocument
from profiles.documents.writer import (
    to_data,
    to_json,
    to_yaml,
    write_dossier,
    write_entries,
    write_own_fields,
    write_record,
)
from profiles.models import Organization, Source
from tests.conftest import DOSSIERS
from tests.factories import complete, dossier, dossier_data, quote_data


def test_canonical_data_leaves_out_what_is_empty_and_puts_evidence_last() -> None:
    document = dossier(
        quotes=[
            {
                "id": "q",
                "citations": [{"source": "a-source", "credibility": 1}],
                "note": "A note.",
                "topics": ["A topic"],
                "text": "Words.",
                "outlet": "",
            }
        ]
    )

    (quote,) = to_data(document)["quotes"]

    assert list(quote) == ["id", "text", "topics", "note", "citations"]


def test_version_stands_first() -> None:
    assert next(iter(to_data(complete()))) == "dossier"
    assert to_yaml(complete()).startswith("dossier: 1\nid: ada\n")
    assert to_json(complete()).startswith('{"dossier":1,"id":"ada",')


@pytest.mark.parametrize(
    "text",
    [
        "No",
        "null",
        "~",
        "1987",
        "12:30:45",
        "2018-03-07",
        "1e3",
        "true",
        "# no comment",
        "- no list",
        "a: b",
        "*alias",
        "“quoted”",
        "ends with a colon:",
        "One paragraph.\n\nAnother one.",
        "Line\n  indented\nlast",
        "émigré 中文 عربي",
    ],
)
def test_text_survives_both_notations(text: str) -> None:
    document = dossier(profile={"summary": text})

    from_yaml = read_dossier(to_yaml(document))
    from_json = read_dossier(to_json(document))

    assert from_yaml.profile.summary == from_json.profile.summary == text


def test_yaml_is_plain_yaml_and_json_plain_json() -> None:
    """Other programs read the same from it."""
    document = complete(2)

    assert json.loads(to_json(document)) == to_data(document)
    loaded = yaml.safe_load(to_yaml(document))
    assert loaded["quotes"][0]["text"] == document.quotes[0].text


@pytest.mark.parametrize("path", sorted(DOSSIERS.glob("*.yaml")), ids=lambda p: p.stem)
def test_starter_dossier_keeps_its_meaning_in_canonical_form(path: Path) -> None:
    document = read_dossier(path.read_text())

    again: DossierDocument = read_dossier(to_yaml(document))

    assert to_data(again) == to_data(document)


def test_keys_of_the_smallest_dossier() -> None:
    document = read_dossier(json.dumps(dossier_data(sources=[], organizations=[])))

    assert list(to_data(document)) == ["dossier", "id", "name", "sort_name", "slug"]


@pytest.mark.django_db
def test_entries_written_alone_are_those_of_the_document() -> None:
    person = load_dossier(complete(2), DESK)
    whole = entries_of(to_data(write_dossier(person, DESK)))

    alone = {PERSON: write_own_fields(person, DESK)}
    for path, each in LISTS.items():
        rows = list(getattr(person, each.relation).all())
        alone |= {(path, e["id"]): e for e in write_entries(path, rows, DESK)}

    records = {key: entry for key, entry in whole.items() if key[0] in RECORD_LISTS}
    assert alone | records == whole


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Source, Organization])
def test_record_written_alone_is_that_of_the_document(model: Any) -> None:
    person = load_dossier(complete(1), DESK)
    whole = entries_of(to_data(write_dossier(person, DESK)))

    (record,) = [write_record(row) for row in model.objects.all()]

    assert record in whole.values()


@pytest.mark.django_db
def test_rows_that_break_a_rule_are_written_as_they_stand() -> None:
    quote = load_dossier(dossier(quotes=[quote_data()]), DESK).quotes.get()
    quote.ranked_topics.all().delete()

    (entry,) = write_entries("quotes", [quote], DESK)

    assert entry["text"] == "Words number 1."
    assert "topics" not in entry
