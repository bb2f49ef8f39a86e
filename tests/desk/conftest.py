"""What the tests of the desk share: people who work at it."""

import pytest
from django.contrib.auth.models import User


@pytest.fixture
def analyst() -> User:
    return User.objects.create_user("ann", is_staff=True)
