import pytest

from profiles.databases import DESK
from profiles.desk.differences import (
    as_change,
    desk_wording,
    field_differences,
    verb_of,
)
from profiles.desk.recording import recording
from profiles.desk.scopes import Scope
from profiles.documents.diff import Change, Verb
from profiles.documents.loader import load_dossier
from profiles.documents.worded import Wording
from profiles.models import EntryChange, Organization, Source
from tests.factories import dossier, quote_data


def test_change_of_the_history_is_told_as_any_other() -> None:
    change = Change(("quotes", "q"), None, {"id": "q", "said_on": "2001"})
    kept = EntryChange(section="quotes", entry_id="q", before=None, after=change.after)
    wording = Wording({})

    assert as_change(kept) == change
    assert field_differences(kept, wording) == field_differences(change, wording) != []
    assert verb_of(kept) is Verb.ADDED


@pytest.mark.django_db(databases=[DESK])
def test_history_names_records_as_the_desk_has_them_or_had_them_last() -> None:
    role = {"id": "r", "organization": "an-organization", "role": "Chair"}
    person = load_dossier(dossier(affiliations=[role], quotes=[quote_data()]), DESK)
    Organization.objects.update(name="Another name")
    quote, source = person.quotes.get(), Source.objects.get()
    for row in (quote, source):
        with recording(Scope(row), by=None):
            row.delete()
    change = EntryChange.objects.get(section="quotes")
    came = Change(("affiliations", "r"), None, role)

    wording = desk_wording([change, came])

    told = {
        field.name: "".join(piece.text for piece in field.pieces)
        for each in (change, came)
        for field in field_differences(each, wording)
    }
    assert told["citations"] == "A source; supports it, B2"
    assert told["organization"] == "Another name"
