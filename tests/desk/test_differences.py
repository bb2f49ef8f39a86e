from profiles.desk.differences import as_change, field_differences, verb_of
from profiles.documents.diff import Change, Verb
from profiles.models import EntryChange


def test_change_of_the_history_is_told_as_any_other() -> None:
    change = Change(("quotes", "q"), None, {"id": "q", "said_on": "2001"})
    kept = EntryChange(section="quotes", entry_id="q", before=None, after=change.after)

    assert as_change(kept) == change
    assert field_differences(kept) == field_differences(change) != []
    assert verb_of(kept) is Verb.ADDED
