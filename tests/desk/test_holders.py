import pytest

from profiles.desk.holders import holders
from profiles.models import Award, Organization, Publication, Source

pytestmark = pytest.mark.django_db


def test_record_is_not_in_its_own_way() -> None:
    lab = Organization.objects.create(name="Lab", slug="lab", kind="company")

    assert holders(lab, {"name": "Lab", "slug": "lab"}) == {}
    assert holders(Organization(), {"name": "Lab", "slug": "l"}) == {"name": lab}


def test_what_nobody_has_and_what_is_empty_stands_in_no_way() -> None:
    Publication.objects.create(title="A", kind="article")
    Source.objects.create(title="A", kind="news")

    assert holders(Publication(), {"doi": "", "arxiv_id": "2301.00001"}) == {}
    assert holders(Source(), {"url": ""}) == {}
    assert holders(Source(), {"url": "http://["}) == {}


def test_awards_of_one_name_are_two_where_nobody_grants_one() -> None:
    lab = Organization.objects.create(name="Lab", slug="lab", kind="company")
    Award.objects.create(name="Prize", slug="one")
    granted = Award.objects.create(name="Prize", slug="two", granted_by=lab)

    assert holders(Award(), {"name": "Prize", "granted_by": None}) == {}
    assert holders(Award(), {"name": "Prize", "granted_by": lab}) == {"name": granted}
