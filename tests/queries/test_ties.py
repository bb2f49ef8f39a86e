from typing import Any

import pytest
from django.utils import timezone

from profiles import reading_room
from profiles.documents.schema import DossierDocument
from profiles.queries.ties import Pair, members_and_pairs
from tests.conftest import Shelve
from tests.factories import dossier, publication_data

pytestmark = pytest.mark.django_db(databases=["public"])

ADA = {"name": "Ada Example", "person": "ada-example"}


def bo(**parts: Any) -> DossierDocument:
    identity = {"id": "bo", "slug": "bo-example", "name": "Bo Example"}
    return dossier(**identity, sort_name="Example, Bo", **parts)


def pairs() -> list[Pair]:
    return members_and_pairs()[1]


def told() -> list[tuple[str, str, str]]:
    """Each pair by its names, with all that joins it."""
    return [(pair.one.name, pair.other.name, pair.words) for pair in pairs()]


def test_curated_relation_says_whose_dossier_names_whom(shelve: Shelve) -> None:
    shelve(dossier(associates=[{"name": "Cy Example", "kind": "student"}]))

    assert told() == [
        (
            "Ada Example",
            "Cy Example",
            "Advisor and student: Cy Example is named as “student” "
            "in the dossier of Ada Example",
        )
    ]


def test_curated_relation_leads_to_its_entry(shelve: Shelve) -> None:
    cy = {"id": "to-cy", "name": "Cy Example", "kind": "friend"}
    shelve(dossier(associates=[cy]))

    assert [tie.address for tie in pairs()[0].ties] == ["/people/ada-example/#to-cy"]


def test_shared_award_is_told_once_though_both_dossiers_tell_it(shelve: Shelve) -> None:
    award = {"award": "A Prize", "awarded_on": "2018-03"}
    other = {"name": "Bo Example", "person": "bo-example"}
    shelve(
        dossier(awards=[{**award, "id": "a", "jointly_with": [other]}]),
        bo(awards=[{**award, "id": "b", "jointly_with": [ADA]}]),
    )

    assert told() == [("Ada Example", "Bo Example", "Co-laureates: A Prize 2018")]


def test_co_authors_share_each_publication_once_the_newest_first(
    shelve: Shelve,
) -> None:
    authors = [ADA, {"name": "Bo Example", "person": "bo-example"}]
    papers = [
        publication_data(n, published_on=f"20{n:02}", authors=authors)
        for n in range(1, 6)
    ]
    shelve(dossier(research=papers), bo(research=papers[:2]))

    assert told() == [
        (
            "Ada Example",
            "Bo Example",
            "Co-authors: 5 publications: “Paper number 5” (2005), “Paper number 4” "
            "(2004), “Paper number 3” (2003), and 2 more",
        )
    ]


def test_authors_of_one_publication_are_joined_only_to_who_has_it_in_a_dossier(
    shelve: Shelve,
) -> None:
    authors = [ADA, {"name": "Cy Example"}, {"name": "Di Example"}]
    shelve(dossier(research=[publication_data(authors=authors, published_on=None)]))

    words = "Co-authors: 1 publication: “Paper number 1” (undated)"
    assert told() == [
        ("Ada Example", "Cy Example", words),
        ("Ada Example", "Di Example", words),
    ]
    assert [pair.weight for pair in pairs()] == [0.5, 0.5]


@pytest.mark.parametrize(
    ("started", "kind", "are_colleagues"),
    [
        ("1992", "position", True),
        ("1995", "position", False),  # both in 1995, perhaps, but not surely
        ("1992", "advisory", False),
    ],
)
def test_colleagues_surely_held_positions_at_the_same_time(
    shelve: Shelve, started: str, kind: str, are_colleagues: bool
) -> None:
    role = {"organization": "an-organization", "role": "Fellow"}
    mine = {**role, "id": "a", "started_on": "1988", "ended_on": "1995"}
    theirs = {**role, "id": "b", "started_on": started, "kind": kind}
    shelve(dossier(affiliations=[mine]), bo(affiliations=[theirs]))

    words = "Colleagues: An Organization, at the same time"
    expected = [("Ada Example", "Bo Example", words)] if are_colleagues else []
    assert told() == expected


def test_name_alone_is_who_has_it_in_a_dossier(shelve: Shelve) -> None:
    shelve(
        dossier(associates=[{"name": "Bo Éxample", "kind": "friend"}]),
        bo(),
    )

    assert [pair.anchor for pair in pairs()] == ["ada-example--bo-example"]


def test_name_that_two_people_have_stands_for_itself(shelve: Shelve) -> None:
    namesake = {"id": "bo-2", "slug": "bo-2", "name": "Bo Example", "sort_name": "B"}
    friend = {"name": "Bo Example", "kind": "friend"}
    shelve(dossier(associates=[friend]), bo(), dossier(**namesake))

    assert [pair.anchor for pair in pairs()] == ["ada-example--name.bo-example"]


def test_nobody_is_joined_to_themselves(shelve: Shelve) -> None:
    itself = {"name": "Somebody", "kind": "friend"}
    document = dossier(associates=[itself], research=[publication_data(authors=[ADA])])
    # Forms and imports refuse it by now; an edition may be older than that.
    document.associates[0].name = "Ada Example"
    shelve(document)

    assert told() == []


def test_slug_without_published_dossier_is_no_dossier(shelve: Shelve) -> None:
    draft = {"name": "In Draft", "person": "in-draft", "kind": "critic"}
    shelve(dossier(associates=[draft]))

    assert [(pair.other.key, pair.other.person) for pair in pairs()] == [
        ("in-draft", None)
    ]


def test_withdrawn_dossier_joins_nobody(shelve: Shelve) -> None:
    document = shelve(dossier(), bo(associates=[{"name": "Cy", "kind": "friend"}]))
    with reading_room.changed():
        reading_room.bury(
            document.id, slug=document.slug, after_number=1, at=timezone.now()
        )

    members, found = members_and_pairs()

    assert ([each.key for each in members], found) == (["ada-example"], [])
