from typing import Any

import pytest

from profiles.databases import PUBLIC
from profiles.models import Award
from profiles.queries.awards import Conferral, conferrals, receptions_of
from tests.conftest import Shelve
from tests.factories import dossier

pytestmark = pytest.mark.django_db(databases=["public"])


def winner(slug: str, when: str | None, *others: str, **fields: Any) -> dict[str, Any]:
    """A dossier of who received the award, with these others by name."""
    received = {
        "id": f"award-{slug}",
        "award": "A Prize",
        "granted_by": "an-organization",
        "awarded_on": when,
        "jointly_with": [{"name": name.title()} for name in others],
        **fields,
    }
    return {"id": slug, "slug": slug, "name": slug.title(), "awards": [received]}


def given() -> list[Conferral]:
    return conferrals(receptions_of(Award.objects.using(PUBLIC).get()))


def names() -> list[list[str]]:
    return [[each.name for each in conferral.laureates] for conferral in given()]


@pytest.mark.parametrize(
    ("ada", "bo", "expected"),
    [
        (("2018", "bo"), ("2018", "ada"), [["Ada", "Bo"]]),
        (("2018", "bo"), ("2018",), [["Ada", "Bo"]]),
        (("2018-03", "bo"), ("2018", "ada"), [["Ada", "Bo"]]),
        (("2018", "cy"), ("2018", "cy"), [["Ada", "Cy", "Bo"]]),
        ((None, "bo"), (None, "ada"), [["Ada", "Bo"]]),
        # Not the same award: another year, nobody in common, a year not known.
        (("2019", "bo"), ("2018", "ada"), [["Ada", "Bo"], ["Bo", "Ada"]]),
        (("2018",), ("2018",), [["Ada"], ["Bo"]]),
        (("2018", "bo"), (None, "ada"), [["Ada", "Bo"], ["Bo", "Ada"]]),
    ],
)
def test_joint_laureates_stand_together(
    shelve: Shelve, ada: tuple[Any, ...], bo: tuple[Any, ...], expected: list[list[str]]
) -> None:
    shelve(dossier(**winner("ada", *ada)), dossier(**winner("bo", *bo)))

    assert names() == expected


def test_laureate_is_linked_only_where_a_dossier_is_published(shelve: Shelve) -> None:
    received = winner("ada", "2018")
    received["awards"][0]["jointly_with"] = [
        {"name": "Bo", "person": "bo"},
        {"name": "Cy", "person": "in-draft"},
    ]
    shelve(dossier(**received), dossier(id="bo", slug="bo", name="Bo"))

    (conferral,) = given()

    assert [(each.slug, each.entry_id) for each in conferral.laureates] == [
        ("ada", "award-ada"),
        ("bo", ""),
        ("", ""),
    ]


def test_joint_award_has_the_best_grade_and_each_reason_once(shelve: Shelve) -> None:
    def cited(credibility: int, **fields: Any) -> dict[str, Any]:
        citation = {"source": "a-source", "credibility": credibility, **fields}
        return {"citations": [citation], "note": "Announced in 2019."}

    shelve(
        dossier(**winner("ada", "2018", "bo", citation_text="For work.", **cited(3))),
        dossier(**winner("bo", "2018", "ada", citation_text="For work.", **cited(2))),
        dossier(
            **winner(
                "cy",
                "2018",
                "ada",
                citation_text="For more.",
                **cited(1, stance="contradicts"),
            )
        ),
    )

    (conferral,) = given()

    assert str(conferral.grade) == "B2"
    assert conferral.texts == [("For work.", ["Ada", "Bo"]), ("For more.", ["Cy"])]
    assert conferral.notes == ["Announced in 2019."]
