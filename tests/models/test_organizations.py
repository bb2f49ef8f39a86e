import pytest
from django.db import IntegrityError, transaction

from profiles.databases import DESK
from profiles.models import Organization

from .breaking import assert_database_refuses, assert_refused, sentences_about

pytestmark = pytest.mark.django_db(databases=[DESK])


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"slug": ""}, "This field cannot be blank."),
        ({"kind": "club"}, "is not a valid choice."),
        ({"url": "data:x"}, "The address must begin with http:// or https://."),
    ],
)
def test_an_organization_that_breaks_a_rule_is_refused(fields, sentence):
    values = {"name": "A Company", "slug": "acme", "kind": "company", **fields}

    assert_refused(Organization(**values), sentence)


def test_organizations_do_not_share_a_name_or_slug(organization):
    assert_database_refuses(Organization(name="Other", slug="acme", kind="company"))
    twin = Organization(name="A Company", slug="twin", kind="company")
    assert_database_refuses(twin)
    assert sentences_about(twin) == ["Organization with this Name already exists."]


def test_an_organization_in_use_cannot_be_deleted(person, organization):
    person.affiliations.create(organization=organization, role="Chief")

    with pytest.raises(IntegrityError), transaction.atomic(using=DESK):
        organization.delete()


@pytest.mark.parametrize(("country", "name"), [("FR", "France"), ("", "")])
def test_an_organization_names_its_country(country, name):
    assert Organization(country=country).country_name == name
