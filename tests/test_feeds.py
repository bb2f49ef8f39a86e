"""Feeds keep to the format's own rules."""

from pathlib import Path

import pytest
from django.test import Client
from lxml import etree

from tests.conftest import Shelve
from tests.factories import dossier

pytestmark = pytest.mark.django_db(databases=["public"])

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
FEEDS = [
    "/quotes.atom",
    "/quotes.atom?topic=ai-risk&q=the*",
    "/quotes.atom?q=nothing-has-this",
    "/people/yann-lecun/quotes.atom",
    "/people/yann-lecun.atom",
    "/changes.atom",
]


def test_feeds_are_valid(client: Client, nine_dossiers: None) -> None:
    feeds = {path: etree.fromstring(client.get(path).content) for path in FEEDS}

    faults = {
        path: str(SCHEMA.error_log)
        for path, feed in feeds.items()
        if not SCHEMA.validate(feed)
    }
    assert faults == {}


def test_feed_holds_markup_of_nobody(client: Client, shelve: Shelve) -> None:
    shelve(dossier(name="Ada <b>&amp; Co</b>"))

    feed = etree.fromstring(client.get("/changes.atom").content)

    assert SCHEMA.validate(feed), SCHEMA.error_log
    titles = feed.findall(".//{http://www.w3.org/2005/Atom}entry/{*}title")
    assert [title.text for title in titles] == ["Ada <b>&amp; Co</b>, edition 1"]


def test_rules_refuse_what_is_no_feed() -> None:
    feed = etree.fromstring(
        b'<feed xmlns="http://www.w3.org/2005/Atom"><id>x</id></feed>'
    )

    assert not SCHEMA.validate(feed)
