"""The roles of the desk, which are groups, and what each may do."""

from typing import Any

from django.db.models import Manager, Q, QuerySet

from profiles.databases import DESK

ANALYST, EDITOR, ADMINISTRATOR = "analyst", "editor", "administrator"

#: What analysts write: entries, what belongs to them, and the records they share.
_WRITTEN = [
    "affiliation",
    "association",
    "authorship",
    "award",
    "awardreceived",
    "belief",
    "citation",
    "education",
    "event",
    "expertise",
    "formerslug",
    "identifier",
    "jointlaureate",
    "listedpublication",
    "mediaitem",
    "metricreading",
    "nationality",
    "organization",
    "othername",
    "person",
    "personexpertise",
    "portrait",
    "position",
    "publication",
    "quote",
    "quotetopic",
    "sectionnote",
    "source",
    "topic",
]
#: What everybody at the desk sees, and nobody changes.
_KEPT = [
    "edition",
    "withdrawal",
    "revision",
    "entrychange",
    "review",
    "remark",
    "correction",
]
#: The steps of a dossier's way to readers.
_STEPS = {
    ANALYST: ["send_dossier"],
    EDITOR: [
        "send_dossier",
        "review_dossier",
        "publish_dossier",
        "withdraw_dossier",
        "correct_record",
    ],
}
_STEPS[ADMINISTRATOR] = _STEPS[EDITOR]


def make_roles(groups: Manager[Any], permissions: Manager[Any]) -> None:
    """Make the groups, and give each what it may do; what it was given else stays.

    The permissions have to exist. The managers are those of a migration, or today's.
    """
    for name, steps in _STEPS.items():
        group, _ = groups.using(DESK).get_or_create(name=name)
        wanted = _of_the_desk(permissions.using(DESK), steps)
        if name == ADMINISTRATOR:
            wanted |= _of_accounts(permissions.using(DESK))
        group.permissions.add(*wanted)


def _of_the_desk(permissions: QuerySet[Any], steps: list[str]) -> QuerySet[Any]:
    usual = Q()
    for verb in ("add", "change", "delete", "view"):
        usual |= Q(codename__startswith=f"{verb}_")
    return permissions.filter(
        Q(content_type__app_label="profiles"),
        Q(usual, content_type__model__in=_WRITTEN)
        | Q(content_type__model__in=_KEPT, codename__startswith="view_")
        | Q(codename__in=steps),
    )


def _of_accounts(permissions: QuerySet[Any]) -> QuerySet[Any]:
    """Accounts are theirs; what a role may do is not, or it would be another role."""
    return permissions.filter(
        Q(content_type__model="user") | Q(codename="view_group"),
        content_type__app_label="auth",
    )
