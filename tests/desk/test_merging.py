import json
from typing import Any

import pytest
from django.contrib.auth.models import User

from profiles.choices import CorrectionState, DossierState
from profiles.databases import DESK, PUBLIC
from profiles.desk.correcting import approve as let_out
from profiles.desk.correcting import digest_of_all, next_editions, undo
from profiles.desk.errors import ForbiddenError, RefusedError
from profiles.desk.history import ChangedMeanwhileError
from profiles.desk.merging import merge, scope_of
from profiles.desk.recording import recording
from profiles.desk.roles import EDITOR
from profiles.desk.scopes import Scope
from profiles.desk.standing import standing_of
from profiles.documents.loader import load_dossier
from profiles.documents.writer import write_dossier
from profiles.models import (
    Award,
    Citation,
    Correction,
    Expertise,
    Organization,
    Person,
    Publication,
    Revision,
    Source,
    Topic,
)
from profiles.publishing import publish, publish_starter
from tests.desk.conftest import Staff
from tests.desk.test_correcting import differences
from tests.desk.test_sharing import make
from tests.factories import (
    ORGANIZATION,
    SOURCE,
    complete,
    dossier,
    publication_data,
    quote_data,
)

pytestmark = pytest.mark.django_db(databases=[DESK, PUBLIC])


def merged(kept: Any, gone: Any, by: User, summary: str = "They are one.") -> Any:
    seen = scope_of(kept, gone).last_revision()
    return merge(kept, gone, by=by, reason="", summary=summary, seen=seen)


def topics_of(*names: str) -> Person:
    """The published dossier of Ada, whose quotes have these topics, by words."""
    quotes = [
        quote_data(number, topics=topics.split(", "))
        for number, topics in enumerate(names, start=1)
    ]
    return make("Ada", quotes=quotes)


def topic(name: str) -> Topic:
    return Topic.objects.get(name=name)


def on_the_desk(person: Person) -> list[list[str]]:
    document = write_dossier(person, DESK)
    return [quote.topics for quote in sorted(document.quotes, key=lambda q: q.id)]


def before_readers(person: Person) -> list[list[str]]:
    last = person.editions.order_by("number").last()
    assert last is not None
    quotes = json.loads(last.document)["quotes"]
    return [each["topics"] for each in sorted(quotes, key=lambda each: each["id"])]


def test_topics_are_merged_in_entries_with_one_and_with_both(editor: User) -> None:
    ada = topics_of("Gone", "Gone, Other, Kept", "Kept, Gone", "Other, Kept")

    correction = merged(topic("Kept"), topic("Gone"), editor)

    wanted = [["Kept"], ["Kept", "Other"], ["Kept"], ["Other", "Kept"]]
    assert on_the_desk(ada) == wanted
    assert before_readers(ada) == wanted
    assert not Topic.objects.filter(name="Gone").exists()
    assert correction.state == CorrectionState.PUBLISHED
    assert standing_of(ada).state == DossierState.PUBLISHED
    assert publish(ada) is None


def test_merger_is_one_revision_that_tells_where_the_other_has_gone(
    editor: User,
) -> None:
    topics_of("Gone", "Kept")

    merged(topic("Kept"), topic("Gone"), editor)

    revision = Revision.objects.get()
    assert revision.by == editor
    assert revision.reason == "Merged “Gone” into “Kept”."
    assert {
        (each.dossier_id, each.section, each.entry_id, json.dumps(each.after))
        for each in revision.changes.all()
    } == {
        ("", "topics", "gone", "null"),
        ("ada", "topics", "gone", "null"),
        ("", "topics", "kept", '{"merged_from": "gone"}'),
        ("ada", "quotes", "quote-1", '{"topics": ["Kept"]}'),
    }


def test_expertise_is_merged_once_and_in_its_order(editor: User) -> None:
    ada = make("Ada", profile={"expertise": ["Kept", "Other", "Gone"]})
    kept, gone = (Expertise.objects.get(name=name) for name in ("Kept", "Gone"))

    merged(kept, gone, editor)

    assert write_dossier(ada, DESK).profile.expertise == ["Kept", "Other"]
    assert differences(ada) == [("person", "", ["expertise"])]
    assert publish(ada) is None


def test_merged_source_is_cited_by_every_kind_of_entry(editor: User) -> None:
    ada = load_dossier(complete(portrait=None), DESK)
    publish(ada)
    kept = Source.objects.create(
        stable_id="kept", title="Kept", kind="news", reliability="A"
    )

    merged(kept, Source.objects.get(stable_id="source-1"), editor)

    assert {*Citation.objects.values_list("source__stable_id", flat=True)} == {"kept"}
    assert [*Source.objects.all()] == [kept]
    assert len(differences(ada)) == 13  # eleven entries, and the sources listed
    assert publish(ada) is None


def test_source_is_not_cited_twice_for_the_same_words(editor: User) -> None:
    both = [
        {"source": "kept", "credibility": 2},
        {"source": "gone", "credibility": 2, "place": "p. 7"},
        {"source": "gone", "credibility": 2},
    ]
    sources = [{**SOURCE, "id": name, "title": name} for name in ("kept", "gone")]
    ada = make("Ada", sources=sources, quotes=[quote_data(citations=both)])
    kept, gone = (Source.objects.get(stable_id=name) for name in ("kept", "gone"))

    merged(kept, gone, editor)

    places = Citation.objects.values_list("source__stable_id", "place")
    assert [*places] == [("kept", ""), ("kept", "p. 7")]
    assert publish(ada) is None


def test_award_that_both_organizations_grant_is_one_then(editor: User) -> None:
    bodies = [{**ORGANIZATION, "id": name, "name": name} for name in ("kept", "gone")]
    awards = [
        {"id": "one", "award": "Medal", "granted_by": "gone"},
        {"id": "two", "award": "Medal", "granted_by": "kept"},
        {"id": "three", "award": "Prize", "granted_by": "gone"},
    ]
    affiliations = [{"id": "four", "organization": "gone", "role": "Fellow"}]
    ada = make("Ada", organizations=bodies, awards=awards, affiliations=affiliations)
    kept, gone = (Organization.objects.get(slug=name) for name in ("kept", "gone"))

    merged(kept, gone, editor)

    assert [*Award.objects.values_list("name", "granted_by__slug")] == [
        ("Medal", "kept"),
        ("Prize", "kept"),
    ]
    assert [*Organization.objects.all()] == [kept]
    assert differences(ada) == [
        ("affiliations", "four", ["organization"]),
        ("awards", "one", ["granted_by"]),
        ("awards", "three", ["granted_by"]),
        ("organizations", "gone", ["id", "name", "kind"]),
    ]
    assert publish(ada) is None


def test_awards_are_merged_with_who_grants_them(editor: User) -> None:
    awards = [
        {"id": "one", "award": "Turing Prize"},
        {"id": "two", "award": "Turing Award", "granted_by": "an-organization"},
    ]
    ada = make("Ada", awards=awards)

    merged(
        Award.objects.get(name="Turing Award"),
        Award.objects.get(name="Turing Prize"),
        editor,
    )

    assert differences(ada) == [("awards", "one", ["award", "granted_by"])]
    assert publish(ada) is None


def test_analyst_merges_no_publication_that_several_published_dossiers_have(
    analyst: User,
) -> None:
    make("Ada", research=[publication_data(1), publication_data(2)])
    make("Bo", research=[publication_data(2)])
    kept, gone = Publication.objects.order_by("stable_id")

    with pytest.raises(ForbiddenError, match="Readers see “Paper number 2”"):
        merged(kept, gone, analyst)

    assert Publication.objects.count() == 2


def test_publications_are_merged_for_the_reviews_of_their_dossiers(
    editor: User,
) -> None:
    ada = make("Ada", research=[publication_data(1), publication_data(2)])
    bo = make("Bo", research=[publication_data(2)])
    kept, gone = Publication.objects.order_by("stable_id")

    correction = merged(kept, gone, editor)

    assert correction is None
    assert [*Publication.objects.all()] == [kept]
    assert {*kept.people.all()} == {ada, bo}
    assert Citation.objects.filter(publication=kept).count() == 1
    assert [standing_of(each).state for each in (ada, bo)] == [DossierState.CHANGED] * 2


def test_analyst_merges_what_no_published_dossier_uses(analyst: User) -> None:
    make("Ada", is_published=False, quotes=[quote_data(topics=["Gone", "Kept"])])

    correction = merged(topic("Kept"), topic("Gone"), analyst)

    assert correction is None
    assert [*Topic.objects.values_list("name", flat=True)] == ["Kept"]


@pytest.mark.parametrize(("kept", "gone"), [("A topic", "Free"), ("Free", "A topic")])
def test_analyst_merges_nothing_with_what_readers_have(
    kept: str, gone: str, analyst: User
) -> None:
    make("Ada")
    Topic.objects.create(name="Free", slug="free")

    with pytest.raises(ForbiddenError, match="Readers see “A topic”"):
        merged(topic(kept), topic(gone), analyst)

    assert Topic.objects.count() == 2


def test_merger_needs_words_for_readers_who_see_it(editor: User) -> None:
    topics_of("Gone", "Kept")

    with pytest.raises(RefusedError, match="Say what changed, for readers"):
        merged(topic("Kept"), topic("Gone"), editor, summary="")

    assert Topic.objects.count() == 2


@pytest.mark.parametrize("other", ["itself", "of another kind"])
def test_only_two_records_of_one_kind_are_merged(other: str, editor: User) -> None:
    make("Ada")
    gone: Any = Topic.objects.get() if other == "itself" else Source.objects.get()

    with pytest.raises(RefusedError, match="two different records of one kind"):
        merge(Topic.objects.get(), gone, by=editor, reason="", seen=0)


def test_merger_of_what_changed_since_it_was_looked_at_is_refused(
    editor: User,
) -> None:
    ada = topics_of("Gone", "Kept")
    kept, gone = topic("Kept"), topic("Gone")
    seen = scope_of(kept, gone).last_revision()
    quote = ada.quotes.get(stable_id="quote-1")
    with recording(Scope(quote), by=editor):
        quote.ranked_topics.create(position=2, topic=kept)

    with pytest.raises(ChangedMeanwhileError):
        merge(kept, gone, by=editor, reason="", summary="One.", seen=seen)

    assert Topic.objects.count() == 2


@pytest.mark.usefixtures("four_eyes")
def test_merger_waits_for_another_editor(editor: User, staff: Staff) -> None:
    second = staff("eve", EDITOR)
    ada = topics_of("Gone, Kept", "Gone")
    correction = merged(topic("Kept"), topic("Gone"), editor)
    waiting = before_readers(ada)
    seen = digest_of_all(next_editions(correction.revision))

    let_out(correction, by=second, seen=seen)

    assert waiting == [["Gone", "Kept"], ["Gone"]]
    assert before_readers(ada) == [["Kept"], ["Kept"]]


@pytest.mark.usefixtures("four_eyes")
def test_merger_is_undone_with_all_that_it_moved(editor: User) -> None:
    ada = topics_of("Gone, Kept", "Gone", "Kept")
    bo = make("Bo", is_published=False, quotes=[quote_data(9, topics=["Gone"])])
    correction = merged(topic("Kept"), topic("Gone"), editor)

    undo(correction, by=editor, reason="They are two.")

    assert on_the_desk(ada) == [["Gone", "Kept"], ["Gone"], ["Kept"]]
    assert on_the_desk(bo) == [["Gone"]]
    assert topic("Gone").slug == "gone"
    assert Correction.objects.get().state == CorrectionState.UNDONE


@pytest.mark.usefixtures("four_eyes")
def test_merger_of_organizations_is_undone_with_their_awards(editor: User) -> None:
    bodies = [{**ORGANIZATION, "id": name, "name": name} for name in ("kept", "gone")]
    awards = [
        {"id": "one", "award": "Medal", "granted_by": "gone"},
        {"id": "two", "award": "Medal", "granted_by": "kept"},
    ]
    ada = load_dossier(dossier(id="ada", organizations=bodies, awards=awards), DESK)
    publish_starter(ada)
    before = write_dossier(ada, DESK)
    kept, gone = (Organization.objects.get(slug=name) for name in ("kept", "gone"))
    correction = merged(kept, gone, editor)

    undo(correction, by=editor, reason="They are two.")

    assert write_dossier(ada, DESK) == before
    assert [*Award.objects.order_by("slug").values_list("slug", flat=True)] == [
        "medal",
        "medal-2",
    ]
