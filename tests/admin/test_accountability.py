"""Every way in which the desk's pages write is recorded, in the same transaction (G18).

What a page does is watched statement by statement: a transaction that writes to a table
of dossiers has to write a revision too, and undoing that has to give what was there.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.sites import site
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections, router
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from profiles.admin.bases import RecordedAdmin
from profiles.admin.editions import KeptAdmin
from profiles.admin.merging import merge_url
from profiles.databases import DESK
from profiles.desk.correcting import propose
from profiles.desk.history import entries_as_of, entry_as_of
from profiles.desk.recording import recording
from profiles.desk.scopes import Scope
from profiles.desk.sharing import SHARED, record_key
from profiles.documents.entries import Data
from profiles.documents.loader import load_dossier
from profiles.documents.writer import write_record
from profiles.models import (
    Affiliation,
    Award,
    Belief,
    EntryChange,
    Expertise,
    Organization,
    Person,
    Portrait,
    Publication,
    Quote,
    Revision,
    Source,
    Topic,
)
from profiles.publishing import publish_starter
from tests.admin.conftest import filled_in
from tests.factories import complete, dossier
from tests.uploads import picture

pytestmark = pytest.mark.django_db(databases=["default", "public"])

#: Tables of the desk that are not of dossiers: what became of them, and who is here.
NOT_OF_DOSSIERS = {
    "correction",
    "edition",
    "entrychange",
    "ledgerhead",
    "presence",
    "remark",
    "review",
    "revision",
    "withdrawal",
}
#: Pages of the desk that write nothing to dossiers. A new page is named here or below.
READING = {
    "agenda-list",
    "correction-queue",
    "deleted-dossiers",
    "dossier-deleted",
    "dossier-edition",
    "dossier-history",
    "dossier-preview",
    "dossier-preview-differences",
    "dossier-preview-marks",
    "dossier-review",
    "dossier-revision",
    "presence",
    "profiles_portrait_file",
    "profiles_portrait_of",
    "review-queue",
    "signed-in",
}
#: Those that do; each is watched by a test of this module.
WRITING = {
    "correction",
    "record-merge",
    "revert-dossier",
    "revert-entry",
    "revert-field",
}
#: The fields of entries that hold the names of shared records.
NAMES = {"award", "expertise", "topics"}
STOCK = ("add", "autocomplete", "change", "changelist", "delete", "history")

#: What is changed by a form, of models whose entries have no remark.
CHANGES: dict[type[Model], dict[str, str]] = {
    Portrait: {"credit": "Another"},
    Source: {"publisher": "Another"},
    **{model: {"name": "Another"} for model in (Organization, Topic, Expertise, Award)},
}
#: What is sent to add a row beside those there are, of models that demand more.
ADDITIONS: dict[type[Model], dict[str, str]] = {
    Affiliation: {"is_primary": ""},
    Belief: {"position": "7"},
    Person: {"name": "Bo", "sort_name": "Bo", "slug": "bo"},
    Publication: {"title": "Another", "doi": "", "arxiv_id": ""},
    Source: {"title": "Another", "url": "https://example.org/another"},
    **{
        model: {"name": "Another", "slug": "another"}
        for model in (Organization, Topic, Expertise, Award)
    },
}

ADMINS = [
    pytest.param(model, id=model.__name__)
    for model, admin in site._registry.items()
    if isinstance(admin, RecordedAdmin)
]


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


@pytest.fixture
def person(portrait: dict[str, Any]) -> Person:
    """A dossier that says everything there is, and nobody's before it."""
    document = complete(1, portrait=portrait)
    with recording(Scope(), by=None) as made:
        person = load_dossier(document, DESK)
        made.scope.add_dossier(person)
        for model in SHARED:
            made.scope.add(*model._default_manager.using(DESK).all())
    return person


# Watching


class Watch:
    """Notes the tables that each transaction writes, as its statements are executed."""

    _WRITE = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "profiles_(\w+)"')

    def __init__(self) -> None:
        self.transactions: list[set[str]] = []
        self._open: list[tuple[str, int]] = []
        self._written: list[str] = []

    def __call__(
        self, execute: Callable[..., Any], sql: str, *rest: Any, **more: Any
    ) -> Any:
        result = execute(sql, *rest, **more)
        if sql.startswith("SAVEPOINT"):
            self._open.append((sql.split()[-1], len(self._written)))
        elif sql.startswith("ROLLBACK TO SAVEPOINT"):
            self._written = self._written[: dict(self._open)[sql.split()[-1]]]
        elif sql.startswith("RELEASE SAVEPOINT"):
            self._open.pop()
        elif found := self._WRITE.match(sql):
            self._written.append(found[1])
        if not self._open and self._written:
            self.transactions.append(set(self._written))
            self._written = []
        return result

    @property
    def of_dossiers(self) -> list[set[str]]:
        return [each for each in self.transactions if each - NOT_OF_DOSSIERS]


def entries_of(dossier_id: str, revision: int) -> dict[Any, Data]:
    """A dossier's entries, without the names of records, which say those themselves."""
    return {
        key: {name: each for name, each in entry.items() if name not in NAMES}
        for key, entry in entries_as_of(dossier_id, revision).items()
    }


def contents() -> dict[str, Any]:
    """All that the desk's dossiers and shared records say."""
    found: dict[str, Any] = {
        person.stable_id: entries_of(person.stable_id, _last())
        for person in Person.objects.using(DESK)
    }
    return found | {"": {key: write_record(row) for key, row in _records().items()}}


def undone(revision: int, before: dict[str, Any]) -> dict[str, Any]:
    """The same as it was after a revision, by what history keeps."""
    dossiers = {
        *before,
        *EntryChange.objects.values_list("dossier_id", flat=True),
    } - {""}
    found: dict[str, Any] = {each: entries_of(each, revision) for each in dossiers}
    present = {key: write_record(row) for key, row in _records().items()}
    keys = {*present, *before[""]}
    records: dict[Any, Data | None] = {
        key: entry_as_of("", key, present.get(key), revision) for key in keys
    }
    found = {each: entries for each, entries in found.items() if entries}
    return found | {"": {k: v for k, v in records.items() if v is not None}}


def _records() -> dict[Any, Any]:
    rows = [row for model in SHARED for row in model._default_manager.using(DESK).all()]
    return {record_key(row): row for row in rows}


def _last() -> int:
    newest = Revision.objects.first()
    return 0 if newest is None else newest.pk


@contextmanager
def accounted_for(*, writes: bool = True) -> Iterator[None]:
    """Whatever is written within is recorded, all of it, as it is written."""
    before, last = contents(), _last()
    watch = Watch()
    with connections[DESK].execute_wrapper(watch):
        yield
    assert bool(watch.of_dossiers) == writes
    assert [each for each in watch.of_dossiers if "revision" not in each] == []
    assert undone(last, before) == before


def row_of(model: type[Model]) -> Any:
    row = model._default_manager.using(DESK).first()
    assert row is not None
    return row


def url_of(view: str, row: Any) -> str:
    return reverse(f"admin:profiles_{row._meta.model_name}_{view}", args=[row.pk])


def unused(model: type[Model]) -> Any:
    """A row that nothing keeps from being deleted."""
    if model in SHARED:
        return _unused_record(model)
    return row_of(model)


def _unused_record(model: type[Model]) -> Any:
    values = {"name": "Unused", "slug": "unused"}
    if model is Source:
        values = {"stable_id": "unused", "title": "Unused", "kind": "news"}
    if model is Organization:
        values |= {"kind": "company"}
    with recording(Scope(), by=None) as made:
        row = model._default_manager.using(DESK).create(**values)
        made.scope.add(row)
    return row


# What there is


def test_every_admin_of_dossiers_records_and_the_others_write_nothing() -> None:
    admins = {
        model: admin
        for model, admin in site._registry.items()
        if model._meta.app_label == "profiles"
    }

    others = [each for each in admins.values() if not isinstance(each, RecordedAdmin)]

    assert all(isinstance(each, KeptAdmin) for each in others)


def test_history_itself_has_no_page_that_writes() -> None:
    assert not site.is_registered(Revision)
    assert not site.is_registered(EntryChange)


def test_every_page_of_the_desk_is_known_to_read_or_to_write() -> None:
    stock = {
        f"{model._meta.app_label}_{model._meta.model_name}_{view}"
        for model in site._registry
        for view in STOCK
    }
    own = {
        pattern.name
        for admin in site._registry.values()
        if isinstance(admin, RecordedAdmin | KeptAdmin)
        for pattern in admin.get_urls()
        if pattern.name
    }
    pages = {name for _, _, name in site._pages}  # type: ignore[attr-defined]  # the desk's

    assert (pages | own) - stock == READING | WRITING


def test_what_is_not_of_dossiers_is_named() -> None:
    tables = {
        model._meta.model_name
        for model in apps.get_app_config("profiles").get_models()
        if router.allow_migrate_model(DESK, model)
    }

    assert tables >= NOT_OF_DOSSIERS


# The admin's own pages


@pytest.mark.parametrize("model", ADMINS)
def test_form_is_recorded_in_its_transaction(
    desk: Client, person: Person, model: type[Model]
) -> None:
    url = url_of("change", row_of(model))
    data = filled_in(desk.get(url)) | CHANGES.get(model, {"note": "A remark."})

    with accounted_for():
        response = desk.post(url, data | {"_reason": "Found it.", "summary": "Found."})

    assert response.status_code == 302


def _portrait_of_another() -> dict[str, Any]:
    bo = dossier(id="bo", slug="bo", name="Bo", sort_name="Bo")
    with recording(Scope(), by=None) as made:
        other = load_dossier(bo, DESK)
        made.scope.add_dossier(other)
    upload = SimpleUploadedFile("bo.jpg", picture(), "image/jpeg")
    return {"person": other.pk, "upload": upload, "alt_text": "Bo."}


def _topic_of_a_quote() -> dict[str, Any]:
    return {
        "ranked_topics-TOTAL_FORMS": 1,
        "ranked_topics-0-position": 1,
        "ranked_topics-0-topic": row_of(Topic).pk,
    }


def _who_wrote_it() -> dict[str, Any]:
    return {
        "authors-TOTAL_FORMS": 1,
        "authors-0-position": 1,
        "authors-0-name": "Ada",
        "listings-TOTAL_FORMS": 1,
        "listings-0-person": row_of(Person).pk,
    }


#: What is sent beside that, made when there are rows.
FURTHER: dict[type[Model], Callable[[], dict[str, Any]]] = {
    Portrait: _portrait_of_another,
    Publication: _who_wrote_it,
    Quote: _topic_of_a_quote,
}


@pytest.mark.parametrize("model", ADMINS)
def test_addition_is_recorded_in_its_transaction(
    desk: Client, person: Person, model: type[Model]
) -> None:
    like = filled_in(desk.get(url_of("change", row_of(model))))
    url = reverse(f"admin:profiles_{model._meta.model_name}_add")
    page = desk.get(url)
    names = page.context["adminform"].form.fields
    data = filled_in(page)
    data |= {name: like[name] for name in names if name in like and name not in data}
    data |= ADDITIONS.get(model, {}) | FURTHER.get(model, dict)()

    with accounted_for():
        response = desk.post(url, data)
        assert response.status_code == 302, response.context["errors"]


@pytest.mark.parametrize("model", ADMINS)
def test_deletion_is_recorded_in_its_transaction(
    desk: Client, person: Person, model: type[Model]
) -> None:
    row = unused(model)
    url = url_of("delete", row)
    seen = desk.get(url).context["seen"]

    with accounted_for():
        desk.post(url, {"post": "yes", "_seen": seen, "_reason": "Not so."})

    assert not model._default_manager.filter(pk=row.pk).exists()


@pytest.mark.parametrize("model", ADMINS)
def test_every_action_is_recorded_in_its_transaction(
    desk: Client, person: Person, model: type[Model], rf: Any, editor: User
) -> None:
    row = unused(model)
    url = reverse(f"admin:profiles_{model._meta.model_name}_changelist")
    request = rf.get(url)
    request.user = editor
    names = [*site._registry[model].get_actions(request)]
    assert ("delete_selected" in names) == (model is not Person)

    for name in names:
        data = {"action": name, "_selected_action": [row.pk]}
        page = desk.post(url, data)
        seen = page.context["seen"] if "seen" in (page.context or {}) else 0
        with accounted_for(writes=name == "delete_selected"):
            desk.post(url, data | {"post": "yes", "_seen": seen})

    assert model._default_manager.filter(pk=row.pk).exists() == (model is Person)


# Putting back


def _confirm(desk: Client, url: str) -> Any:
    seen = desk.get(url).context["plan"].seen
    return desk.post(url, {"_seen": seen, "reason": "Better.", "summary": "Better."})


def _changed(row: Any, **fields: str) -> EntryChange:
    with recording(Scope(row), by=None) as made:
        type(row).objects.filter(pk=row.pk).update(**fields)
    assert made.revision is not None
    changed = made.revision.changes.first()
    assert changed is not None
    return changed


@pytest.mark.parametrize("model", ADMINS)
def test_putting_back_is_recorded_in_its_transaction(
    desk: Client, person: Person, model: type[Model]
) -> None:
    fields = CHANGES.get(model, {"note": "A remark."})
    changed = _changed(row_of(model), **fields)
    url = reverse("admin:revert-entry", args=[changed.pk, "before"])

    with accounted_for():
        response = _confirm(desk, url)

    assert response.status_code == 302


def test_putting_a_field_back_is_recorded_in_its_transaction(
    desk: Client, person: Person
) -> None:
    changed = _changed(person.quotes.get(), note="A remark.")

    with accounted_for():
        _confirm(desk, reverse("admin:revert-field", args=[changed.pk, "note"]))


def test_putting_a_dossier_back_is_recorded_in_its_transaction(
    desk: Client, person: Person
) -> None:
    changed = _changed(person.quotes.get(), note="A remark.")
    url = reverse(
        "admin:revert-dossier", args=[person.stable_id, changed.revision_id - 1]
    )

    with accounted_for():
        _confirm(desk, url)


# Shared records


def test_merging_is_recorded_in_its_transaction(desk: Client, person: Person) -> None:
    kept, gone = _unused_record(Topic), row_of(Topic)
    url = merge_url(kept, gone)
    seen = desk.get(url).context["seen"]

    with accounted_for():
        response = desk.post(url, {"_seen": seen, "stays": kept.pk})

    assert response.status_code == 302


def test_undoing_a_correction_is_recorded_in_its_transaction(
    desk: Client, person: Person, editor: User, four_eyes: None
) -> None:
    publish_starter(person)
    changed = _changed(row_of(Source), title="Another")
    correction = propose(changed.revision, by=editor, summary="Its title.")
    assert correction is not None
    url = reverse("admin:correction", args=[correction.pk])

    with accounted_for():
        response = desk.post(url, {"step": "undo", "reason": "It was right."})

    assert response.status_code == 302


# The watch itself


def test_what_is_not_recorded_is_noticed(person: Person) -> None:
    with pytest.raises(AssertionError), accounted_for():
        Person.objects.update(epithet="The Unaccountable")
