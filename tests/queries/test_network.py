from typing import Any

import pytest
from django.core.paginator import EmptyPage
from django.http import QueryDict

from profiles.addresses import Address
from profiles.choices import RelationKind
from profiles.queries import network
from profiles.queries.network import NetworkPage, network_page
from tests.conftest import Shelve
from tests.factories import dossier

pytestmark = pytest.mark.django_db(databases=["public"])


def page_of(*kinds: RelationKind, person: str = "", number: int = 1) -> NetworkPage:
    address = Address(QueryDict(), ["person", "kind", "page"], "/network/")
    return network_page(kinds, person, number, address)


def associate(name: str, kind: str = "friend") -> dict[str, Any]:
    return {"id": f"{name.lower()}-{kind}", "name": name, "kind": kind}


def anchors(page: NetworkPage) -> list[str]:
    return [pair.anchor for pair in page.pairs]


def test_pairs_are_narrowed_by_kind_and_keep_only_ties_of_that_kind(
    shelve: Shelve,
) -> None:
    shelve(
        dossier(
            associates=[associate("Cy"), associate("Cy", "critic"), associate("Di")]
        )
    )

    page = page_of(RelationKind.CRITIC)

    assert anchors(page) == ["ada-example--name.cy"]
    assert [tie.kind for tie in page.pairs[0].ties] == [RelationKind.CRITIC]


def test_pairs_are_narrowed_to_those_of_a_person(shelve: Shelve) -> None:
    shelve(dossier(associates=[associate("Cy"), associate("Di")]))

    page = page_of(person="name.di")

    assert anchors(page) == ["ada-example--name.di"]
    assert page.member is not None
    assert page.member.name == "Di"


def test_person_whom_nobody_names_is_unknown(shelve: Shelve) -> None:
    shelve(dossier())

    with pytest.raises(LookupError, match="“nobody”"):
        page_of(person="nobody")


def test_kinds_are_counted_under_the_person_and_people_under_the_kinds(
    shelve: Shelve,
) -> None:
    bo = {"id": "bo", "slug": "bo", "name": "Bo", "sort_name": "Bo"}
    shelve(
        dossier(associates=[associate("Cy"), associate("Di", "critic")]),
        dossier(**bo, associates=[associate("Ed", "critic")]),
    )

    page = page_of(RelationKind.FRIEND, person="bo")

    assert [(each.value, each.count) for each in page.kinds] == [
        ("critic", 1),
        ("friend", 0),
    ]
    assert [(each.value, each.count, each.is_chosen) for each in page.people] == [
        ("bo", 0, True),
        ("ada-example", 1, False),
    ]


def test_person_with_a_dossier_is_drawn_without_any_relation(shelve: Shelve) -> None:
    shelve(dossier())

    page = page_of()

    assert [node.member.key for node in page.nodes] == ["ada-example"]
    assert page.pairs == []


def test_those_with_the_strongest_ties_are_drawn_and_all_stand_in_the_table(
    shelve: Shelve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "MOST_DRAWN", 3)
    twice = [associate("Di"), associate("Di", "critic")]
    shelve(dossier(associates=[associate("Cy"), *twice, associate("Ed")]))

    page = page_of()

    assert [node.member.key for node in page.nodes] == [
        "ada-example",
        "name.cy",
        "name.di",
    ]
    assert anchors(page) == [
        "ada-example--name.cy",
        "ada-example--name.di",
        "ada-example--name.ed",
    ]


def test_every_line_that_is_drawn_has_its_row_on_the_first_page(
    shelve: Shelve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "MOST_EDGES", 2)
    monkeypatch.setattr(network, "PER_PAGE", 2)
    strong = [associate("Zoe"), associate("Zoe", "critic")]
    shelve(dossier(associates=[associate("Cy"), associate("Di"), *strong]))

    first, second = page_of(), page_of(number=2)

    drawn = [pair.anchor for node in first.nodes for pair in node.pairs]
    assert drawn == anchors(first) == ["ada-example--name.cy", "ada-example--name.zoe"]
    assert (anchors(second), second.nodes) == (["ada-example--name.di"], [])


def test_there_are_no_more_pages_than_pairs(shelve: Shelve) -> None:
    shelve(dossier(associates=[associate("Cy")]))

    with pytest.raises(EmptyPage):
        page_of(number=2)
