"""The two databases: the desk, where analysts work, and the reading room's."""

from typing import Any

#: Where analysts work: drafts, accounts, editions with who approved them.
DESK = "default"
#: What readers see: published things only. Public code reads nothing else.
PUBLIC = "public"


#: Models that exist on one side only, by name, as migrations know them.
_ONLY_IN = {
    "edition": DESK,
    "withdrawal": DESK,
    "revision": DESK,
    "entrychange": DESK,
    "ledgerhead": DESK,
    "review": DESK,
    "remark": DESK,
    "correction": DESK,
    "presence": DESK,
    "publishededition": PUBLIC,
    "tombstone": PUBLIC,
    "readingroom": PUBLIC,
    "indexentry": PUBLIC,
    "indextag": PUBLIC,
}


class RoomRouter:
    """Keeps accounts and drafts out of the reading room, and its records off the desk.

    Queries are never routed: code names the database it means with `using`.
    """

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **hints: Any
    ) -> bool | None:
        if db not in (DESK, PUBLIC):
            return None
        if app_label != "profiles":
            return db == DESK
        return _ONLY_IN.get(model_name or "", db) == db
