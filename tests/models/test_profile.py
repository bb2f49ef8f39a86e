from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from profiles.databases import DESK
from profiles.models import (
    Education,
    Expertise,
    FormerSlug,
    Identifier,
    Nationality,
    OtherName,
    Person,
    PersonExpertise,
    Portrait,
    SectionNote,
)

from .breaking import assert_database_refuses, assert_refused, sentences_about

pytestmark = pytest.mark.django_db(databases=[DESK])


def someone(**fields: object) -> Person:
    return Person(
        **{"name": "Bo Example", "sort_name": "Example, Bo", "slug": "bo", **fields}
    )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"slug": ""}, "This field cannot be blank."),
        ({"name": ""}, "This field cannot be blank."),
        ({"born_on": "1960", "died_on": "1959-12-31"}, "That is before the birth;"),
    ],
)
def test_a_person_that_breaks_a_rule_is_refused(fields, sentence):
    assert_refused(someone(**fields), sentence)


@pytest.mark.parametrize(
    ("born_on", "died_on"),
    [("1960", "1960-01-01"), ("1960-05", "1960"), (None, "1960"), ("1960", None)],
)
def test_dates_that_may_be_in_order_are(born_on, died_on):
    someone(born_on=born_on, died_on=died_on).full_clean()
    someone(born_on=born_on, died_on=died_on).save()

    assert Person.objects.get().slug == "bo"


def test_two_people_do_not_share_a_slug_or_an_id(person):
    assert_database_refuses(someone(slug=person.slug))
    assert_database_refuses(someone(stable_id=person.stable_id))


def test_a_former_slug_leads_to_one_person(person):
    FormerSlug.objects.create(person=person, slug="old")

    assert_database_refuses(FormerSlug(person=person, slug="old"))
    assert_refused(FormerSlug(person=person, slug=""), "This field cannot be blank.")
    assert list(Person.objects.known_as("old")) == [person]
    assert list(Person.objects.known_as(person.slug)) == [person]
    assert list(Person.objects.known_as("other")) == []


@pytest.mark.parametrize(
    "model_and_value",
    [
        (OtherName, {"name": "A. Example"}),
        (Nationality, {"country": "FR"}),
        (Identifier, {"scheme": "github", "value": "ada"}),
    ],
)
def test_lists_of_a_person_are_counted_from_one(person, model_and_value):
    model, value = model_and_value

    assert_refused(
        model(person=person, position=0, **value), "Positions are counted from 1."
    )


@pytest.mark.parametrize(
    "rows",
    [
        (OtherName, {"name": "A"}, {"name": "B"}),
        (Nationality, {"country": "FR"}, {"country": "US"}),
    ],
)
def test_two_of_a_list_do_not_share_a_place(person, rows):
    model, *values = rows

    assert_database_refuses(*(model(person=person, position=1, **v) for v in values))


def test_nothing_is_listed_twice(person):
    machines = Expertise.objects.create(name="Machines", slug="machines")
    places = (1, 2)

    assert_database_refuses(
        *(Nationality(person=person, position=n, country="FR") for n in places)
    )
    assert_database_refuses(
        *(
            Identifier(person=person, position=n, scheme="x", value="ada")
            for n in places
        )
    )
    assert_database_refuses(
        *(
            PersonExpertise(person=person, position=n, expertise=machines)
            for n in places
        )
    )


def test_an_identifier_is_of_a_known_register(person):
    assert_refused(
        Identifier(person=person, position=1, scheme="myspace", value="ada"),
        "is not a valid choice.",
    )


def test_an_identifier_is_written_as_its_register_writes_it(person: Person) -> None:
    identifier = Identifier(person=person, position=1, scheme="wikidata", value="Q42x")

    assert sentences_about(identifier) == [
        "“Q42x” is not written as Wikidata writes it; write it by itself, such as "
        "Q7259."
    ]


def test_a_nationality_names_a_country(person):
    assert_refused(
        Nationality(person=person, position=1, country=""),
        "This field cannot be blank.",
    )


@pytest.mark.parametrize("field", ["section", "state"])
def test_a_section_note_has_a_known_section_and_one_of_three_states(person, field):
    values = {"section": "quotes", "state": "none_found", field: "perhaps"}

    assert_refused(
        SectionNote(person=person, **values),
        "is not a valid choice.",
    )


def test_a_section_has_one_note(person):
    SectionNote.objects.create(person=person, section="quotes", state="none_found")

    assert_database_refuses(
        SectionNote(person=person, section="quotes", state="not_applicable")
    )


def test_a_section_note_says_not_yet_researched_unless_told_otherwise(person):
    note = SectionNote.objects.create(person=person, section="quotes")

    assert str(note) == "Quotes: Not yet researched"


def test_education_does_not_end_before_it_begins(person):
    assert_refused(
        Education(
            person=person,
            degree="PhD",
            institution="A University",
            started_on="1987",
            ended_on="1986",
        ),
        "It ends before it begins;",
    )


def likeness(person, **fields):
    values = {"name": "0" * 32, "alt_text": "Reading.", "width": 800, "height": 1000}
    return Portrait(person=person, **{**values, **fields})


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"alt_text": ""}, "This field cannot be blank."),
        ({"name": ""}, "The name is missing."),
        ({"width": 0}, "A picture has a width and a height."),
        ({"height": 0}, "A picture has a width and a height."),
    ],
)
def test_a_portrait_that_breaks_a_rule_is_refused(person, fields, sentence):
    assert_refused(likeness(person, **fields), sentence)


def test_a_person_has_one_portrait_and_a_portrait_one_name(person):
    likeness(person).save()
    bo = someone()
    bo.save()

    assert_database_refuses(likeness(person, name="1" * 32))
    assert_database_refuses(likeness(bo))


def test_expertise_has_a_slug():
    assert_refused(Expertise(name="X", slug=""), "This field cannot be blank.")


def test_a_shared_name_stands_once():
    Expertise.objects.create(name="Machines", slug="machines")

    assert_database_refuses(Expertise(name="Machines", slug="machines-2"))
    assert sentences_about(Expertise(name="Machines", slug="machines-2")) == [
        "Expertise with this Name already exists."
    ]


def test_an_expertise_in_use_cannot_be_deleted(person):
    machines = Expertise.objects.create(name="Machines", slug="machines")
    PersonExpertise.objects.create(person=person, position=1, expertise=machines)

    with pytest.raises(IntegrityError), transaction.atomic(using=DESK):
        machines.delete()


def test_former_slug_is_not_the_present_one_of_another(person: Person) -> None:
    other = Person.objects.create(stable_id="bo", slug="bo", name="Bo", sort_name="Bo")

    with pytest.raises(ValidationError, match="the address of the dossier of Bo"):
        FormerSlug(person=person, slug=other.slug).full_clean()


def test_slug_is_not_a_former_one_of_another(person: Person) -> None:
    FormerSlug.objects.create(person=person, slug="old")
    other = Person(stable_id="bo", slug="old", name="Bo", sort_name="Bo")

    with pytest.raises(ValidationError, match=f"leads to the dossier of {person}"):
        other.full_clean()


def test_own_former_slug_can_be_taken_again(person: Person) -> None:
    FormerSlug.objects.create(person=person, slug="old")
    person.slug = "old"

    person.full_clean()


def test_nobody_has_reviewed_a_dossier_in_the_future(person: Person) -> None:
    # Tomorrow may be today where the analyst is.
    person.reviewed_on = timezone.localdate() + timedelta(days=2)

    with pytest.raises(ValidationError, match="lies in the future; correct it"):
        person.full_clean()
