import pytest
from django.db import connections

from profiles.choices import Credibility, Reliability
from profiles.databases import DESK
from profiles.desk.evidence import (
    EntryEvidence,
    cited,
    contradicted,
    evidence_of,
    uncited,
)
from profiles.documents.citing import Grade
from profiles.documents.loader import load_dossier
from profiles.models import Person, Quote
from tests.factories import SOURCE, dossier, event_data, quote_data

pytestmark = pytest.mark.django_db

SUPPORT = {"source": "a-source", "credibility": 2}
B2 = Grade(Reliability.B, Credibility.PROBABLE)


@pytest.fixture
def person() -> Person:
    against = {**SUPPORT, "stance": "contradicts"}
    worse = {"source": "worse", "credibility": 4}
    document = dossier(
        id="ada",
        sources=[SOURCE, {**SOURCE, "id": "worse", "reliability": "E"}],
        quotes=[
            quote_data(1, citations=[worse, SUPPORT]),
            quote_data(2, citations=[SUPPORT, against]),
            quote_data(3, citations=[against]),
            quote_data(4, citations=[]),
        ],
        history=[event_data(citations=[SUPPORT])],
    )
    return load_dossier(document, DESK)


def test_evidence_is_the_best_grade_that_supports(person: Person) -> None:
    found = evidence_of([*person.quotes.all(), *person.events.all()])

    assert {str(row): evidence for row, evidence in found.items()} == {
        "Words number 1.": EntryEvidence(2, B2),
        "Words number 2.": EntryEvidence(2, B2, is_contradicted=True),
        "Words number 3.": EntryEvidence(1, None, is_contradicted=True),
        "Words number 4.": EntryEvidence(),
        "1994: Event number 1": EntryEvidence(1, B2),
    }


def test_evidence_of_many_entries_takes_one_query(
    person: Person, django_assert_num_queries
) -> None:
    rows = [*person.quotes.all(), *person.events.all(), person]

    with django_assert_num_queries(1, connection=connections[DESK]):
        evidence_of(rows)


def test_evidence_of_nothing_asks_nothing(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert evidence_of([]) == {}


@pytest.mark.parametrize(
    ("evidence", "kind", "short", "words"),
    [
        (EntryEvidence(), "uncited", "uncited", "No source is cited."),
        (EntryEvidence(1, B2), "cited", "B2", "Usually reliable source; probably true"),
        (
            EntryEvidence(2, B2, is_contradicted=True),
            "contradicted",
            "B2, contradicted",
            "Usually reliable source; probably true; a source contradicts it.",
        ),
        (
            EntryEvidence(1, None, is_contradicted=True),
            "contradicted",
            "no support, contradicted",
            "No source supports this; a source contradicts it.",
        ),
    ],
)
def test_evidence_is_worded(
    evidence: EntryEvidence, kind: str, short: str, words: str
) -> None:
    assert (evidence.kind, evidence.short, evidence.words) == (kind, short, words)


def test_entries_are_narrowed_by_evidence(person: Person) -> None:
    def ids(rows) -> list[str]:
        return sorted(rows.values_list("stable_id", flat=True))

    quotes = Quote.objects.all()

    assert ids(cited(quotes)) == ["quote-1", "quote-2", "quote-3"]
    assert ids(uncited(quotes)) == ["quote-4"]
    assert ids(contradicted(quotes)) == ["quote-2", "quote-3"]
