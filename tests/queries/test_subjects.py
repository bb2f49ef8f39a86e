import pytest

from profiles.choices import Section
from profiles.databases import PUBLIC
from profiles.models import Citation, Source
from profiles.models.sources import CITED
from profiles.queries.sources import by_dossier, citations_of
from profiles.queries.subjects import SUBJECTS, Subject
from tests.conftest import Shelve
from tests.factories import complete, dossier, publication_data

pytestmark = pytest.mark.django_db(databases=["public"])


def test_everything_that_can_be_cited_has_its_words() -> None:
    assert sorted(SUBJECTS) == sorted(CITED)


def test_entries_are_named_in_the_order_of_the_dossier(shelve: Shelve) -> None:
    shelve(complete())
    (source,) = Source.objects.using(PUBLIC)

    (found,) = by_dossier(citations_of(source))

    # Every entry cites the source twice; the person only for a field.
    assert [claim.subject for claim in found.claims][:1] == [
        Subject(Section.PROFILE, "Ada Example", "born on", "profile")
    ]
    assert [
        (claim.subject.section.value, claim.subject.words, claim.subject.anchor)
        for claim in found.claims[1::2]
    ] == [
        ("profile", "Citations 1, Reg", "main"),
        ("profile", "Citations 1 of “Paper 1”, Reg", "publication-1"),
        ("profile", "PhD, Computing, A University", "education-1"),
        ("history", "Event 1, 9 December 2013", "event-1"),
        ("position", "Assessment of 2023", "position"),
        ("position", "Belief 1", "belief-1-1"),
        ("quotes", "“Words 1.”", "quote-1"),
        ("research", "Paper 1", "publication-1"),
        ("media", "Talk 1", "media-1"),
        ("associates", "Bo Example 1, student", "association-1"),
        ("affiliations", "Chief, Organization 1", "affiliation-1"),
        ("awards", "Award 1, 2018", "award-1"),
    ]


def test_shared_publication_stands_in_each_dossier_that_lists_it(
    shelve: Shelve,
) -> None:
    paper = publication_data(citations=[{"source": "a-source", "credibility": 2}])
    shelve(
        dossier(research=[paper]),
        dossier(
            id="bo",
            slug="bo",
            name="Bo Example",
            sort_name="Example, Bo",
            research=[paper],
        ),
    )

    found = by_dossier(citations_of(Source.objects.using(PUBLIC).get()))

    assert Citation.objects.using(PUBLIC).count() == 1
    assert [each.person.name for each in found] == ["Ada Example", "Bo Example"]
