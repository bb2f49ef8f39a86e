import pytest

from profiles.databases import DESK
from profiles.models import Authorship, ListedPublication, Publication

from .breaking import assert_database_refuses, assert_refused

pytestmark = pytest.mark.django_db(databases=[DESK])


def paper(**fields: object) -> Publication:
    return Publication(**{"title": "A paper", "kind": "article", **fields})


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": ""}, "This field cannot be blank."),
        ({"kind": "opera"}, "is not a valid choice."),
        ({"url": "javascript:x"}, "The address must begin with http:// or https://."),
        (
            {"url": "ftp://example.org"},
            "The address must begin with http:// or https://.",
        ),
    ],
)
def test_a_publication_that_breaks_a_rule_is_refused(fields, sentence):
    assert_refused(paper(**fields), sentence)


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        (
            {"doi": "10.1000/ABC"},
            {"doi": "10.1000/abc"},
            "Another publication has this DOI.",
        ),
        (
            {"arxiv_id": "1501.00001"},
            {"arxiv_id": "1501.00001"},
            "Another publication has this arXiv id.",
        ),
    ],
)
def test_a_register_number_stands_once(first, second, sentence):
    paper(**first).save()

    assert_refused(paper(**second), sentence)


def test_publications_without_register_numbers_are_many():
    Publication.objects.bulk_create([paper(), paper(), paper()])

    assert Publication.objects.count() == 3


def test_authors_are_named_and_counted_from_one():
    work = paper()
    work.save()

    assert_refused(
        Authorship(publication=work, position=0, name="Ada"),
        "Positions are counted from 1.",
    )
    assert_refused(
        Authorship(publication=work, position=1, name=""), "This field cannot be blank."
    )
    assert_database_refuses(
        Authorship(publication=work, position=1, name="Ada"),
        Authorship(publication=work, position=1, name="Bo"),
    )


def test_a_dossier_lists_a_publication_once(person):
    work = paper()
    work.save()

    assert_database_refuses(
        ListedPublication(person=person, publication=work),
        ListedPublication(person=person, publication=work),
    )


def test_undated_publications_come_last():
    for stable_id, published_on in (("a", None), ("b", "1998"), ("c", "2015-05-27")):
        paper(stable_id=stable_id, published_on=published_on).save()

    assert [work.stable_id for work in Publication.objects.all()] == ["c", "b", "a"]
