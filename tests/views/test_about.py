import re
from enum import Enum

import pytest
from django.db.models import Choices
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from profiles import choices

#: What only the index, the network's filter and the desk's own steps need: no word that
#: analysts choose.
_NOT_CHOSEN = {
    "CorrectionState",
    "DossierState",
    "EntryKind",
    "RelationKind",
    "ReviewState",
    "ReviewStep",
}

VOCABULARIES = [
    each
    for name, each in vars(choices).items()
    if isinstance(each, type)
    and issubclass(each, Choices)
    and issubclass(each, Enum)
    and list(each)
    and name not in _NOT_CHOSEN
]


def page(client: Client) -> str:
    return client.get(reverse("profiles:about")).content.decode()


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda each: each.__name__)
def test_every_word_that_analysts_choose_is_there(
    client: Client, vocabulary: type[Choices]
) -> None:
    shown = page(client).lower()

    missing = [each for each in vocabulary.labels if escape(each).lower() not in shown]

    assert missing == []


@pytest.mark.parametrize(
    "vocabulary", [choices.RiskLevel, choices.Attribution, choices.Wording]
)
def test_definitions_are_those_of_the_forms(
    client: Client,
    vocabulary: type[choices.RiskLevel | choices.Attribution | choices.Wording],
) -> None:
    shown = page(client)

    assert [each for each in vocabulary if escape(each.definition) not in shown] == []


def test_every_grade_has_its_place(client: Client) -> None:
    found = re.findall(r'id="(grade-\w\d)" title="([^"]+)"', page(client))

    assert len(found) == 36
    assert ("grade-b2", "Usually reliable source; probably true") in found


def test_dates_are_shown_as_they_are_read(client: Client) -> None:
    found = re.findall(
        r"<code>([^<]+)</code></th><td data-label=\"Read\">([^<]+)<", page(client)
    )

    assert ("2018~", "about 2018") in found
    assert ("201X", "the 2010s") in found


def test_about_asks_no_database_and_its_contents_lead_somewhere(
    client: Client,
) -> None:
    shown = page(client)  # a query would fail the test, which has no database

    ids = re.findall(r'\bid="([^"]+)"', shown)
    assert sorted(ids) == sorted(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', shown)) - set(ids) == set()
