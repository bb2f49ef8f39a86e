import pytest

from profiles.choices import AssociationKind
from profiles.databases import DESK
from profiles.models import Association, FormerSlug, Person

from .breaking import assert_refused, sentences_about

pytestmark = pytest.mark.django_db(databases=[DESK])


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "This field cannot be blank."),
        ({"kind": "rival"}, "is not a valid choice."),
        ({"started_on": "1999-06", "ended_on": "1999-05"}, "It ends before it begins;"),
    ],
)
def test_an_association_that_breaks_a_rule_is_refused(person, fields, sentence):
    values = {"name": "Bo Example", "kind": "student", **fields}

    assert_refused(Association(person=person, **values), sentence)


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Bo", "ada-example"), ("Bo", "ada-once"), ("ada example", None)],
)
def test_nobody_is_an_associate_of_their_own(
    person: Person, name: str, slug: str | None
) -> None:
    FormerSlug.objects.create(person=person, slug="ada-once")
    own = Association(person=person, name=name, associate_id=slug, kind="friend")

    assert sentences_about(own) == [
        f"“{slug or name}” is whom the dossier is about; name somebody else, or say "
        "by an address which namesake it is."
    ]


def test_an_association_finds_the_dossier_once_there_is_one(person):
    Association.objects.create(
        person=person, name="Bo Example", kind="student", associate_id="bo-example"
    )
    assert not Person.objects.filter(associations_from__person=person).exists()

    bo = Person.objects.create(name="Bo", sort_name="Bo", slug="bo-example")

    assert list(Person.objects.filter(associations_from__person=person)) == [bo]
    bo.delete()
    assert person.associations.get().associate_id == "bo-example"


@pytest.mark.parametrize("kind", AssociationKind)
def test_the_inverse_of_the_inverse_is_the_kind_itself(kind):
    assert kind.inverse.inverse is kind
