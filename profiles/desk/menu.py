"""The models of the desk in the order of a dossier, for its menus."""

from typing import Any

from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.urls import reverse
from django.utils.text import slugify

from profiles.desk.sharing import SHARED
from profiles.documents.mapping import LISTS
from profiles.models import Belief, Person, Portrait, Position

_ENTRIES: list[type[Model]] = [each.entries.model for each in LISTS.values()]
# Beliefs are parts of a position, and come right after it.
_ENTRIES.insert(_ENTRIES.index(Position) + 1, Belief)

_KEPT = "Kept on record"
#: The groups in their order; what none of them names is kept on record.
_GROUPS: dict[str, list[type[Model]]] = {
    "Dossiers": [Person, Portrait],
    "Entries, by section": _ENTRIES,
    "Shared records": [*SHARED],
    _KEPT: [],
    "Accounts": [User, Group],
}


def grouped(apps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The models of the admin's apps, in groups that look like apps to its templates.

    Groups without a model that the user may see are left out.
    """
    models = {model["model"]: model for app in apps for model in app["models"]}
    named = {model for group in _GROUPS.values() for model in group}
    groups = {
        **_GROUPS,
        _KEPT: [model for model in models if model not in named],
    }
    return [
        {
            "name": name,
            "app_label": slugify(name),
            "app_url": f"{reverse('admin:index')}#{slugify(name)}",
            "has_module_perms": True,
            "models": [models[model] for model in group if model in models],
        }
        for name, group in groups.items()
        if any(model in models for model in group)
    ]
