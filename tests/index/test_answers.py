from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profiles import reading_room
from profiles.choices import EntryKind
from profiles.databases import PUBLIC
from profiles.dates import PartialDate
from profiles.index import answers, tags
from profiles.index.answers import entries, find, find_all, neighbours, survey
from profiles.index.engines import Hit
from profiles.index.question import Order, Question
from profiles.index.words import terms_of
from profiles.models import IndexEntry, IndexTag
from profiles.models.index import first_key, key_of, last_key
from tests.conftest import Shelve
from tests.factories import complete, dossier, publication_data, quote_data

pytestmark = pytest.mark.django_db(databases=[PUBLIC])

QUOTE = EntryKind.QUOTE


def asked(words: str = "", **parts: Any) -> list[str]:
    """The ids of the quotes that are found, in order."""
    question = Question((QUOTE,), terms=terms_of(words), **parts)
    return ids(find(question, limit=50))


def ids(hits: list[Hit]) -> list[str]:
    return [entry.stable_id for entry in entries(hits)]


def quotes(*texts: str, **parts: Any) -> list[dict[str, Any]]:
    return [
        quote_data(n, text=text, said_on=f"20{n:02d}", **parts)
        for n, text in enumerate(texts, start=1)
    ]


def test_newest_come_first_and_undated_last(shelve: Shelve) -> None:
    days = ["2015-03", None, "2016", "2015-03-07", "1999-01-01"]
    shelve(dossier(quotes=[quote_data(n, said_on=d) for n, d in enumerate(days)]))

    newest = asked()
    oldest = asked(order=Order.OLDEST)

    assert newest == ["quote-2", "quote-3", "quote-0", "quote-4", "quote-1"]
    assert oldest == ["quote-4", "quote-0", "quote-3", "quote-2", "quote-1"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("understand", ["quote-1"]),
        ("understand*", ["quote-3", "quote-1"]),
        ("UNDERSTAND", ["quote-1"]),
        ("cafe", ["quote-2"]),
        ("café housecat", ["quote-2"]),
        ('"the world"', ["quote-1"]),
        ('"world the"', []),
        ("-cat the*", ["quote-3", "quote-1"]),
        ("the* -world", ["quote-3", "quote-2"]),
        ("nothing", []),
        ('"', ["quote-3", "quote-2", "quote-1"]),
        ("qall", []),
    ],
)
def test_words_phrases_and_beginnings_are_found(
    shelve: Shelve, words: str, found: list[str]
) -> None:
    texts = [
        "They understand the world.",
        "The cat of the café, a housecat.",
        "Understanding is for them.",
    ]
    shelve(dossier(quotes=quotes(*texts)))

    assert asked(words) == found


def test_tags_narrow_each_by_itself_and_groups_widen(shelve: Shelve) -> None:
    shelve(
        dossier(
            quotes=[
                quote_data(1, topics=["A", "B"], said_on="2001"),
                quote_data(2, topics=["B"], said_on="2002", attribution="disputed"),
                quote_data(3, topics=["C"], said_on="2003"),
            ]
        )
    )
    a, b, c = (tags.text_tag(QUOTE, tags.TOPIC, slug) for slug in "abc")
    disputed = tags.tag(QUOTE, tags.ATTRIBUTION, "disputed")

    assert asked(tags=((a,), (b,))) == ["quote-1"]
    assert asked(tags=((a, c),)) == ["quote-3", "quote-1"]
    assert asked(tags=((b,), (disputed,))) == ["quote-2"]
    assert asked(tags=((),)) == []


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (None, None, {"day", "month", "year", "before", "span", "undated"}),
        ("2015-03-07", "2015-03-07", {"day", "month", "year", "span"}),
        ("2015-03-08", None, {"month", "year", "span"}),
        ("2015-04-01", None, {"year", "span"}),
        (None, "2014-12-31", {"before", "span"}),
        ("2016", "2017", {"span"}),
        ("1999", "1999", set()),
    ],
)
def test_dates_are_compared_at_their_own_precision(
    shelve: Shelve, since: str | None, until: str | None, found: set[str]
) -> None:
    days = {
        "day": "2015-03-07",
        "month": "2015-03",
        "year": "2015",
        "before": "2014-06-01",
        "span": "2010/2016",
        "undated": None,
    }
    shelve(
        dossier(quotes=[quote_data(1, id=name, said_on=d) for name, d in days.items()])
    )

    result = asked(
        since=PartialDate.parse(since).lower if since else None,
        until=PartialDate.parse(until).upper if until else None,
    )

    assert set(result) == found


def test_batches_hold_every_entry_once(
    shelve: Shelve, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelve(dossier(quotes=[quote_data(n, said_on=f"19{n}") for n in range(10, 30)]))
    monkeypatch.setattr(answers, "_BATCH", 7)

    batches = list(find_all(Question((QUOTE,), order=Order.NAME)))

    assert [len(batch) for batch in batches] == [7, 7, 6]
    assert [hit for batch in batches for hit in batch] == find(
        Question((QUOTE,)), limit=50
    )


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize(
    ("since", "until"),
    [(None, None), (date(2002, 1, 1), None), (None, date(2004, 6, 1))],
)
def test_everything_is_found_as_what_is_narrowed_to_all(
    shelve: Shelve, order: Order, since: date | None, until: date | None
) -> None:
    """The two are asked of different tables."""
    shelve(
        dossier(
            quotes=[
                quote_data(n, said_on=f"200{n}" if n < 6 else None, topics=[f"{-n}"])
                for n in range(8)
            ]
        )
    )
    plain = Question((QUOTE,), since=since, until=until, order=order)
    narrowed = plain.having(tags.everything(QUOTE))

    found = find(plain, limit=9)

    assert len(found) >= 4
    assert find(narrowed, limit=9) == found
    assert find(plain, limit=3, offset=3) == found[3:6]
    assert find(narrowed, limit=3, offset=3) == found[3:6]
    assert survey(plain) == survey(narrowed)


def test_neighbours_are_the_next_newer_and_older(shelve: Shelve) -> None:
    shelve(dossier(quotes=[quote_data(n, said_on=f"200{n}") for n in range(3)]))
    question = Question((QUOTE,))
    newest, middle, oldest = find(question, limit=3)

    assert neighbours(question, middle.key) == (newest, oldest)
    assert neighbours(question, newest.key) == (None, middle)
    assert neighbours(question, oldest.key) == (middle, None)


def test_survey_counts_all_and_what_they_are_tagged_with(shelve: Shelve) -> None:
    shelve(
        dossier(
            quotes=[
                quote_data(n, topics=["A"] if n % 2 else ["A", "B"]) for n in range(5)
            ]
        )
    )

    result = survey(Question((QUOTE,)))

    assert (result.total, result.is_bounded) == (5, False)
    assert sorted(result.counts("qt").values()) == [3, 5]
    named = answers.named(result.counts("qt"))
    assert {(row.value, row.label, row.count) for row in named.values()} == {
        ("a", "A", 5),
        ("b", "B", 3),
    }


def test_survey_says_where_it_stops(
    shelve: Shelve, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelve(dossier(quotes=[quote_data(n) for n in range(5)]))
    monkeypatch.setattr(answers, "MOST_COUNTED", 3)

    narrowed = survey(Question((QUOTE,)).having(tags.everything(QUOTE)))
    everything = survey(Question((QUOTE,)))

    assert (narrowed.total, narrowed.is_bounded) == (3, True)
    assert (everything.total, everything.is_bounded) == (3, True)
    assert narrowed.tags[tags.everything(QUOTE)] == 3
    assert everything.tags[tags.everything(QUOTE)] == 5


def test_what_the_title_says_is_more_relevant(shelve: Shelve) -> None:
    shelve(
        dossier(
            research=[
                publication_data(1, title="On models", abstract="Of cats. " * 9),
                publication_data(2, title="On cats", abstract="Of models."),
            ]
        )
    )
    question = Question(
        (EntryKind.PUBLICATION,), terms=terms_of("models"), order=Order.RELEVANCE
    )

    assert ids(find(question, limit=9)) == ["publication-1", "publication-2"]


def test_kinds_are_searched_together_and_counted_apart(shelve: Shelve) -> None:
    shelve(complete(1))

    result = survey(Question(tuple(EntryKind)))

    assert {tag: n for tag, n in result.tags.items() if tag.endswith("all")} == {
        tags.everything(kind): 1 for kind in EntryKind
    }


def test_publication_is_found_under_each_of_its_people(shelve: Shelve) -> None:
    paper = publication_data(authors=[{"name": "Ada"}, {"name": "Bo"}])
    shelve(
        dossier(research=[paper]),
        dossier(name="Bo Example", slug="bo-example", research=[paper]),
    )

    def of(slug: str) -> list[Hit]:
        wanted = tags.text_tag(EntryKind.PUBLICATION, tags.PERSON, slug)
        return find(Question((EntryKind.PUBLICATION,), tags=((wanted,),)), limit=9)

    assert of("ada-example") == of("bo-example") != []
    shelve(dossier(name="Bo Example", slug="bo-example"))
    assert of("bo-example") == []
    assert len(of("ada-example")) == 1


def test_nothing_stays_in_the_index_of_a_dossier_that_left(shelve: Shelve) -> None:
    shelve(complete(2))

    with reading_room.changed():
        reading_room.clear()

    assert not IndexEntry.objects.using(PUBLIC).exists()
    assert not IndexTag.objects.using(PUBLIC).exists()
    assert survey(Question(tuple(EntryKind))).total == 0


def test_tags_know_how_many_have_them(shelve: Shelve) -> None:
    shelve(complete(2))
    shelve(complete(1))

    counts = {
        row.tag: row.count
        for row in IndexTag.objects.using(PUBLIC).filter(tag__endswith="all")
    }

    assert counts == {tags.everything(kind): 1 for kind in EntryKind}


def test_tag_is_called_what_the_newest_edition_calls_it(shelve: Shelve) -> None:
    shelve(dossier(id="ada"))

    shelve(dossier(id="ada", name="Ada Lovelace"))

    slug = tags.text_tag(QUOTE, tags.PERSON, "ada-example")
    person = tags.text_tag(EntryKind.PERSON, tags.PERSON, "ada-example")
    found = answers.named([slug, person])
    assert {tag: (row.label, row.folded_label) for tag, row in found.items()} == {
        person: ("Ada Lovelace", "ada lovelace")
    }


# Keys


def test_order_of_a_day_does_not_depend_on_who_was_loaded_first(shelve: Shelve) -> None:
    ada = dossier(quotes=[quote_data(n, said_on="2020-02-02") for n in range(5)])
    bo = dossier(
        name="Bo Example",
        slug="bo-example",
        quotes=[quote_data(n, said_on="2020-02-02") for n in range(5, 9)],
    )
    shelve(ada, bo)
    before = asked()

    with reading_room.changed():
        reading_room.clear()
    shelve(bo, ada)

    assert asked() == before


days = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(days, days, st.text(max_size=20))
def test_keys_are_in_the_order_of_their_days(one: date, other: date, name: str) -> None:
    assert first_key(one) <= key_of(one, QUOTE, name) <= last_key(one) < 2**62
    assert (one < other) == (last_key(one) < first_key(other))
    assert -(2**62) <= key_of(None, QUOTE, name) < 0


# Against the rows themselves


past_days = st.dates(date(1, 1, 1), date(2025, 12, 31))
partial_dates = st.one_of(
    past_days.map(str),
    past_days.map(lambda day: str(day)[:7]),
    past_days.map(lambda day: str(day)[:4]),
    st.none(),
)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(partial_dates, max_size=8),
    st.none() | days,
    st.none() | days,
)
def _check_spans(
    shelve: Shelve, said: list[str | None], since: date | None, until: date | None
) -> None:
    shelve(dossier(quotes=[quote_data(n, said_on=d) for n, d in enumerate(said)]))

    found = asked(since=since, until=until)
    narrowed = asked(since=since, until=until, tags=((tags.everything(QUOTE),),))

    expected = {
        f"quote-{n}"
        for n, text in enumerate(said)
        if (since is None and until is None)
        or (
            text is not None
            and PartialDate.parse(text).lower <= (until or date.max)
            and PartialDate.parse(text).upper >= (since or date.min)
        )
    }
    assert set(found) == expected
    assert len(found) == len(expected)
    assert narrowed == found


def test_any_span_finds_what_can_share_a_day_with_it(shelve: Shelve) -> None:
    _check_spans(shelve)


def test_entry_whose_key_is_held_by_another_takes_the_next(shelve: Shelve) -> None:
    """As happens to two of one day in four thousand million."""
    shelve(dossier(quotes=[quote_data(1, said_on="2001-02-03")]))
    wanted = key_of(date(2001, 2, 3), EntryKind.QUOTE, "quote-2")
    held = IndexEntry.objects.using(PUBLIC).filter(stable_id="quote-1")
    held.update(key=wanted)

    shelve(
        dossier(
            id="bob",
            slug="bob",
            name="Bob",
            sort_name="Bob",
            quotes=[quote_data(2, said_on="2001-02-03")],
        )
    )

    second = IndexEntry.objects.using(PUBLIC).get(stable_id="quote-2")
    assert second.key == wanted + 1
