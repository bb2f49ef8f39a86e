from typing import Any

import pytest
from django.db import connections
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from benchmarks.corpus import documents, quote_id
from benchmarks.rooms import fill
from benchmarks.visits import Measured, visit
from profiles import reading_room
from profiles.databases import PUBLIC
from profiles.models import IndexEntry, IndexTag, PublishedEdition, Quote
from tests.conftest import Shelve

pytestmark = pytest.mark.django_db(databases=[PUBLIC])


def rows(model: type[Model], *columns: str) -> list[tuple[Any, ...]]:
    found = model._default_manager.using(PUBLIC)
    return sorted(found.values_list(*columns))


def test_room_that_was_filled_is_shown(client: Client) -> None:
    fill(documents(50))

    response = client.get(reverse("profiles:quote-list"))

    shown = {listed.quote.stable_id for listed in response.context["page"].quotes}
    assert shown == {quote_id(1, number) for number in range(1, 51)}


def test_room_holds_what_publishing_would_put_there(shelve: Shelve) -> None:
    def held() -> list[list[tuple[Any, ...]]]:
        return [
            rows(Quote, "stable_id", "text", "outlet", "attribution"),
            rows(PublishedEdition, "slug", "digest", "chain", "is_current"),
            rows(IndexEntry, "key", "kind", "stable_id", "sort_name", "tags"),
            rows(IndexTag, "tag", "value", "label", "folded_label", "count"),
        ]

    shelve(*documents(130))
    published = held()
    with reading_room.changed():
        reading_room.clear()

    fill(documents(130))

    assert held() == published


def test_pages_are_measured_beside_their_statements() -> None:
    if connections[PUBLIC].vendor != "sqlite":
        pytest.skip("rooms to measure are SQLite files")
    fill(documents(50))
    measured = Measured()

    visit("/quotes/", 2, measured)

    assert len(measured.page.samples) == len(measured.replay.samples) == 2
    assert measured.statements
    assert 0 < measured.replay.median < measured.page.median


def test_page_that_is_not_there_is_not_measured() -> None:
    with pytest.raises(LookupError, match="answers 404"):
        visit("/quotes/?topic=nowhere", 2, Measured())
