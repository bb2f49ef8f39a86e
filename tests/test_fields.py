import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F
from hypothesis import given, settings
from hypothesis import strategies as st

from profiles.databases import DESK
from profiles.dates import PartialDate, PartialDateError
from profiles.documents.loader import load_dossier
from profiles.fields import (
    PartialDateFormField,
    newest_first,
    oldest_first,
    overlapping,
)
from profiles.models import MediaItem, Person, Source

from .factories import dossier
from .test_dates import partial_dates

pytestmark = pytest.mark.django_db(databases=[DESK])

BOUNDS = ("published_on", "published_on_lower", "published_on_upper")


def media_item(
    person: Person, published_on: PartialDate | str | None, **fields: object
) -> MediaItem:
    return MediaItem(
        person=person, title="A talk", kind="talk", published_on=published_on, **fields
    )


@pytest.fixture
def person() -> Person:
    return load_dossier(dossier(), DESK)


def stored() -> list[tuple[object, ...]]:
    rows = MediaItem.objects.order_by("pk").values_list(*BOUNDS)
    return [(str(text) if text else None, lower, upper) for text, lower, upper in rows]


# Each way of writing keeps the two days right


def test_create_stores_the_first_and_last_day(person):
    media_item(person, "2018-02").save()

    assert stored() == [
        ("2018-02", datetime.date(2018, 2, 1), datetime.date(2018, 2, 28))
    ]


def test_saving_a_row_read_from_the_database_stores_its_new_days(person):
    media_item(person, "2018-02").save()
    item = MediaItem.objects.get()

    item.published_on = PartialDate.parse("2019")
    item.save()

    assert stored() == [
        ("2019", datetime.date(2019, 1, 1), datetime.date(2019, 12, 31))
    ]


def test_emptying_a_date_empties_its_days(person):
    media_item(person, "2018-02").save()
    item = MediaItem.objects.get()

    item.published_on = None
    item.save()

    assert stored() == [(None, None, None)]


def test_bulk_create_stores_the_days(person):
    MediaItem.objects.bulk_create(
        [media_item(person, "2018"), media_item(person, None)]
    )

    assert stored() == [
        ("2018", datetime.date(2018, 1, 1), datetime.date(2018, 12, 31)),
        (None, None, None),
    ]


def test_bulk_update_of_a_date_and_its_days_stores_them(person):
    MediaItem.objects.bulk_create(
        [media_item(person, "2018"), media_item(person, None)]
    )
    first, second = MediaItem.objects.order_by("pk")

    first.published_on, second.published_on = None, PartialDate.parse("2013-12")
    MediaItem.objects.bulk_update([first, second], BOUNDS)

    assert stored() == [
        (None, None, None),
        ("2013-12", datetime.date(2013, 12, 1), datetime.date(2013, 12, 31)),
    ]


def test_saving_a_row_of_which_the_date_was_not_loaded_leaves_it(person):
    media_item(person, "2018").save()
    item = MediaItem.objects.only("title").get()

    item.title = "Another talk"
    item.save()

    assert MediaItem.objects.get().title == "Another talk"
    assert stored() == [
        ("2018", datetime.date(2018, 1, 1), datetime.date(2018, 12, 31))
    ]


def test_the_days_follow_the_date_before_anything_is_saved(person):
    item = media_item(person, "2018")

    item.published_on = "2019-03"

    assert item.published_on_lower == datetime.date(2019, 3, 1)


def test_the_normal_form_of_an_address_follows_the_address():
    Source(title="A", kind="news", url="http://www.example.org/a/").save()
    source = Source.objects.get()

    source.url = "https://example.org/b?utm_source=x"
    source.save()

    assert list(Source.objects.values_list("normalised_url", flat=True)) == [
        "https://example.org/b"
    ]


# Order and filter in the database are those of Python


@settings(max_examples=40, deadline=None)
@given(st.lists(partial_dates | st.none(), max_size=12))
def _check_order(person: Person, dates: list[PartialDate | None]) -> None:
    MediaItem.objects.all().delete()
    MediaItem.objects.bulk_create([media_item(person, date) for date in dates])

    newest = MediaItem.objects.order_by(*newest_first("published_on"))
    oldest = MediaItem.objects.order_by(*oldest_first("published_on"))

    known = sorted(date for date in dates if date is not None)
    undated: list[object] = [None] * (len(dates) - len(known))
    ascending = [*map(days, known), *undated]
    descending = [*map(days, reversed(known)), *undated]
    assert [days(item.published_on) for item in oldest] == ascending
    assert [days(item.published_on) for item in newest] == descending


def days(date: PartialDate | None) -> object:
    return date and (date.lower, date.upper)


def test_the_database_orders_as_python_does_and_undated_last(person):
    _check_order(person)


@settings(max_examples=40, deadline=None)
@given(st.lists(partial_dates | st.none(), max_size=12), partial_dates)
def _check_overlap(
    person: Person, dates: list[PartialDate | None], span: PartialDate
) -> None:
    MediaItem.objects.all().delete()
    MediaItem.objects.bulk_create([media_item(person, date) for date in dates])

    found = MediaItem.objects.filter(overlapping("published_on", span)).order_by("pk")

    expected = [date for date in dates if date is not None and date.overlaps(span)]
    assert [item.published_on for item in found] == expected


def test_the_database_filters_a_range_as_python_does(person):
    _check_overlap(person)


def test_dates_can_be_looked_up_by_their_text(person):
    media_item(person, "2018").save()

    found = MediaItem.objects.filter(published_on=PartialDate.parse("2018"))

    assert found.count() == MediaItem.objects.filter(published_on="2018").count() == 1
    assert not MediaItem.objects.filter(published_on="2018~").exists()
    assert MediaItem.objects.filter(published_on=F("published_on")).exists()


# Validation says what is wrong


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("published_on", "2023-02-29", "“2023-02-29” does not exist"),
        ("published_on", "soon", "expected a date such as 2018, 2018-03 or 2018-03-07"),
        ("url", "javascript:alert(1)", "The address must begin with http"),
        ("url", "https://u:p@example.org", "The address holds a user name"),
        ("title", "two\nlines", "The text holds a line break"),
        ("title", "a\u202eb", "The text holds U+202E"),
        ("note", "a\x00b", "U+0000"),
        ("stable_id", "Ä", "“Ä” is not an id"),
        ("kind", "opera", "Value 'opera' is not a valid choice."),
    ],
)
def test_a_bad_value_is_answered_with_a_sentence(person, field, value, message):
    item = media_item(person, "2018")
    setattr(item, field, value)

    with pytest.raises(ValidationError) as caught:
        item.full_clean()

    assert list(caught.value.message_dict) == [field]
    assert message in caught.value.message_dict[field][0]


def test_what_is_no_date_is_not_saved_even_without_validation(person):
    with pytest.raises(PartialDateError):
        media_item(person, "soon").save()


@pytest.mark.parametrize("url", ["https://[::1", "https://example.org:99999", "x"])
def test_a_broken_address_of_a_source_is_answered_with_a_sentence(url):
    with pytest.raises(ValidationError) as caught:
        Source(title="A", kind="news", url=url).full_clean()

    assert list(caught.value.message_dict) == ["url"]


def test_a_slug_with_capitals_is_answered_with_a_sentence(person):
    person.slug = "Ada"

    with pytest.raises(ValidationError) as caught:
        person.full_clean()

    assert caught.value.message_dict == {
        "slug": [
            "“Ada” is not a slug: use lower-case letters and digits, joined by hyphens."
        ]
    }


def test_text_is_composed_and_line_ends_are_made_one(person):
    item = media_item(person, "2018", note="Zu\u0308rich\r\nGene\u0300ve")
    item.title = "Zu\u0308rich"

    item.full_clean()

    assert (item.title, item.note) == ("Zürich", "Zürich\nGenève")


def test_a_reference_may_be_to_a_dossier_that_is_not_there(person):
    association = person.associations.create(name="Bo", kind="student")
    association.associate_id = "bo-example"

    association.full_clean()
    association.save()

    assert person.associations.get().associate_id == "bo-example"
    assert person.associations.filter(associate__name="Bo").count() == 0


def test_a_reference_that_is_no_slug_is_refused(person):
    association = person.associations.create(name="Bo", kind="student")
    association.associate_id = "Bo Example"

    with pytest.raises(ValidationError, match="is not a slug"):
        association.full_clean()


def test_the_form_field_reads_a_date_and_sees_no_change_in_the_same():
    field = PartialDateFormField(required=False)
    date = PartialDate.parse("2018-03")

    assert field.clean(" 2018-03 ") == date
    assert field.clean("") is None
    assert (field.has_changed(date, "2018-03"), field.has_changed(date, "2018")) == (
        False,
        True,
    )


def test_the_form_field_says_what_is_wrong():
    with pytest.raises(ValidationError, match="there is no month 13"):
        PartialDateFormField().clean("2018-13")
