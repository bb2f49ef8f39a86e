import datetime

import pytest

from profiles.databases import DESK
from profiles.models import MetricReading, Publication

from .breaking import assert_database_refuses, assert_refused

pytestmark = pytest.mark.django_db(databases=[DESK])

DAY = datetime.date(2024, 1, 2)
PROVENANCE = "Name the provider and the day, or mark it as lacking provenance."


def reading(**fields: object) -> MetricReading:
    values = {"metric": "h_index", "value": 5, "provider": "Reg", "read_on": DAY}
    return MetricReading(**{**values, **fields})


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"metric": "likes"}, "is not a valid choice."),
        ({"provider": ""}, PROVENANCE),
        ({"read_on": None}, PROVENANCE),
        ({"provider": "", "read_on": None}, PROVENANCE),
    ],
)
def test_a_reading_that_breaks_a_rule_is_refused(person, fields, sentence):
    assert_refused(reading(person=person, **fields), sentence)


def test_a_reading_may_be_marked_as_lacking_provenance(person):
    row = reading(person=person, provider="", read_on=None, lacks_provenance=True)

    row.full_clean()
    row.save()

    assert list(person.metrics.all()) == [row]


def test_a_reading_is_of_a_person_or_of_a_publication(person):
    work = Publication.objects.create(title="A paper", kind="article")
    sentence = "A reading is of a person or of a publication."

    assert_refused(reading(), sentence)
    assert_refused(reading(person=person, publication=work), sentence)


def test_a_figure_is_not_negative(person):
    assert_database_refuses(reading(person=person, value=-1))


def test_the_newest_reading_comes_first_and_undated_ones_last(person):
    for stable_id, day in (("a", None), ("b", DAY), ("c", DAY.replace(year=2025))):
        reading(
            person=person, stable_id=stable_id, read_on=day, lacks_provenance=not day
        ).save()

    assert [row.stable_id for row in person.metrics.all()] == ["c", "b", "a"]
