import pytest
from django.db import IntegrityError, transaction

from profiles.databases import DESK
from profiles.models import Award, AwardReceived, JointLaureate

from .breaking import assert_database_refuses, assert_refused, sentences_about

pytestmark = pytest.mark.django_db(databases=[DESK])


@pytest.fixture
def received(person):
    award = Award.objects.create(name="A Prize", slug="a-prize")
    return AwardReceived.objects.create(person=person, award=award, awarded_on="2018")


def test_an_award_has_a_slug(organization):
    assert_refused(Award(name="A Prize", slug=""), "This field cannot be blank.")


def test_an_organization_grants_an_award_of_a_name_once(organization):
    Award.objects.create(name="A Prize", slug="a-prize", granted_by=organization)

    assert_refused(
        Award(name="A Prize", slug="a-prize-2", granted_by=organization),
        "There is an award of this name already.",
    )


def test_joint_laureates_are_named_and_counted_from_one(received):
    assert_refused(
        JointLaureate(award_received=received, position=0, name="Bo"),
        "Positions are counted from 1.",
    )
    assert_refused(
        JointLaureate(award_received=received, position=1, name=""),
        "This field cannot be blank.",
    )
    assert_database_refuses(
        JointLaureate(award_received=received, position=1, name="Bo"),
        JointLaureate(award_received=received, position=1, name="Cy"),
    )


def test_an_award_that_was_received_cannot_be_deleted(received):
    with pytest.raises(IntegrityError), transaction.atomic(using=DESK):
        received.award.delete()


def test_nobody_shares_an_award_with_themselves(received: AwardReceived) -> None:
    own = JointLaureate(award_received=received, position=1, name="Ada Example")

    (said,) = sentences_about(own)

    assert said.startswith("“Ada Example” is whom the dossier is about")
