import pytest

from profiles.models import Organization, Person, Source


@pytest.fixture
def person() -> Person:
    return Person.objects.create(
        name="Ada Example", sort_name="Example, Ada", slug="ada-example"
    )


@pytest.fixture
def organization() -> Organization:
    return Organization.objects.create(name="A Company", slug="acme", kind="company")


@pytest.fixture
def source() -> Source:
    return Source.objects.create(title="A source", kind="news")
