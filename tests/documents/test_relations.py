import pytest

from profiles.choices import Section
from profiles.documents.relations import Colleague, Relation, relations
from profiles.documents.schema import DossierDocument
from tests.factories import dossier, publication_data

BO = {"name": "Bo Example", "person": "bo"}


def related(
    kinds: tuple[str, ...] = (), awards: int = 0, papers: int = 0
) -> DossierDocument:
    """A dossier that has to do with Bo: by associations, awards and publications."""
    return dossier(
        associates=[{**BO, "id": f"as-{kind}", "kind": kind} for kind in kinds],
        awards=[
            {
                "id": f"prize-{n}",
                "award": f"Prize {n}",
                "awarded_on": "2018",
                "jointly_with": [BO],
            }
            for n in range(awards)
        ],
        research=[publication_data(n, authors=[BO]) for n in range(papers)],
    )


def beside(count: int) -> list[Colleague]:
    return [
        Colleague("Bo Example", "bo", f"Lab {n}", f"role-{n}") for n in range(count)
    ]


def relation(document: DossierDocument, organizations: int = 0) -> Relation:
    (found,) = relations(document, beside(organizations))
    return found


@pytest.mark.parametrize(
    ("document", "organizations", "words"),
    [
        (related(("mentor",)), 0, "mentor"),
        (related(("influence",)), 0, "influence on the person"),
        (related(("mentor", "critic")), 0, "mentor; critic"),
        (related(("critic",), papers=1), 0, "critic; co-author of 1 publication"),
        (related(awards=1), 0, "co-laureate, Prize 0 2018"),
        (related(awards=3), 0, "co-laureate of 3 awards"),
        (related(("co_laureate",), awards=2), 0, "co-laureate of 2 awards"),
        (related(("co_laureate",)), 0, "co-laureate"),
        (related(("colleague",)), 1, "colleague, Lab 0"),
        (related(papers=2), 1, "co-author of 2 publications; colleague, Lab 0"),
        (related(), 2, "colleague in 2 organizations"),
    ],
)
def test_relation_is_told_in_brief(
    document: DossierDocument, organizations: int, words: str
) -> None:
    assert relation(document, organizations).words == words


@pytest.mark.parametrize(
    ("document", "basis"),
    [
        (related(("critic",), awards=1, papers=1), (Section.ASSOCIATES, "as-critic")),
        (related(awards=2, papers=1), (Section.AWARDS, "prize-0")),
        (related(papers=2), (Section.RESEARCH, "publication-0")),
        (related(), (Section.AFFILIATIONS, "role-0")),
    ],
)
def test_relation_rests_first_on_what_an_analyst_wrote(
    document: DossierDocument, basis: tuple[Section, str]
) -> None:
    assert relation(document, organizations=2).basis == basis


def test_everything_derived_is_told_in_full() -> None:
    found = relation(related(("mentor",), awards=2, papers=3), organizations=2)

    assert found.derived == [
        "Co-laureate, Prize 0 2018",
        "Co-laureate, Prize 1 2018",
        "Co-author of 3 publications",
        "Colleague, Lab 0",
        "Colleague, Lab 1",
    ]


def test_those_who_share_most_come_first_and_the_curated_before_all() -> None:
    document = dossier(
        associates=[{"name": "Zoe", "kind": "friend"}],
        awards=[{"award": "A Prize", "jointly_with": [{"name": "Lola"}]}],
        research=[
            publication_data(1, authors=[{"name": "Éric"}, {"name": "Erica"}]),
            publication_data(
                2, authors=[{"name": "Tom"}, {"name": "Ada Example"}, {"name": "Uma"}]
            ),
            publication_data(3, authors=[{"name": "Tom"}]),
            publication_data(4, authors=[{"name": "TOM"}]),
        ],
    )

    found = relations(document)

    assert [(each.name, each.weight) for each in found] == [
        ("Zoe", 0),
        ("Tom", 3),
        ("Lola", 2),
        ("Éric", 1),
        ("Erica", 1),
        ("Uma", 1),
    ]
