"""What the tests of the desk share: people who work at it."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType

from profiles.desk.roles import ANALYST, EDITOR, make_roles

Staff = Callable[[str, str], User]


@pytest.fixture
def staff() -> Staff:
    """Makes accounts by name and role."""

    def make(name: str, role: str) -> User:
        # Tests that write for good leave tables empty, those of the roles too.
        if not Group.objects.filter(name=role).exists():
            make_roles(Group.objects, Permission.objects)
        # Django keeps them; which test would ask for one first is chance.
        ContentType.objects.get_for_models(*apps.get_models())
        user = User.objects.create_user(name, is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        return user

    return make


@pytest.fixture
def analyst(staff: Staff) -> User:
    return staff("ann", ANALYST)


@pytest.fixture
def editor(staff: Staff) -> User:
    return staff("ed", EDITOR)
