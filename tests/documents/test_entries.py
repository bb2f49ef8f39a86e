import pytest

from profiles.documents.entries import data_of, entries_of, field_label, label_of
from profiles.documents.reader import check_dossier
from profiles.documents.writer import to_data, to_json
from tests.factories import complete, dossier


@pytest.mark.parametrize("document", [complete(2), dossier()])
def test_document_taken_apart_can_be_put_together_again(document) -> None:
    entries = entries_of(to_data(document))

    assert to_json(check_dossier(data_of(entries))) == to_json(document)


def test_no_document_has_no_entries() -> None:
    assert entries_of({}) == {}


@pytest.mark.parametrize(
    ("entry", "label"),
    [
        ({"title": "A title", "text": "Words"}, "A title"),
        ({"text": "Word " * 40}, f"{('Word ' * 14).rstrip()}…"),
        ({"stance": "Hopeful", "assessed_on": "2024-03"}, "Assessment of March 2024"),
        ({"metric": "h_index", "value": 12}, "h-index"),
        ({"metric": "of a later release"}, "of a later release"),
        ({}, ""),
    ],
)
def test_label_is_what_a_person_would_call_the_entry(entry, label) -> None:
    assert label_of(entry) == label


@pytest.mark.parametrize(
    ("name", "label"),
    [("born_on", "Born on"), ("text", "Text"), ("doi", "DOI"), ("url", "Address")],
)
def test_field_is_called_as_the_forms_call_it(name: str, label: str) -> None:
    assert field_label(name) == label
