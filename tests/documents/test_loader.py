from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import router
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from profiles.databases import DESK, PUBLIC
from profiles.documents.faults import DocumentError
from profiles.documents.loader import load_dossier
from profiles.documents.reader import check_dossier
from profiles.documents.schema import DossierDocument
from profiles.documents.writer import to_data, write_dossier
from profiles.models import (
    Award,
    Citation,
    FormerSlug,
    Organization,
    Person,
    Publication,
    Source,
    Topic,
)
from tests.factories import (
    SOURCE,
    complete,
    complete_data,
    dossier,
    portrait_data,
    publication_data,
    quote_data,
)

pytestmark = pytest.mark.django_db(databases=[DESK, PUBLIC])


def load(document: DossierDocument, using: str = DESK) -> Person:
    return load_dossier(document, using)


def written(person: Person, using: str = DESK) -> dict[str, Any]:
    return to_data(write_dossier(Person.objects.using(using).get(pk=person.pk), using))


def all_rows(using: str = DESK) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, row numbers included."""
    return {
        model.__name__: list(
            model._default_manager.using(using).order_by("pk").values()
        )
        for model in apps.get_app_config("profiles").get_models()
        if router.allow_migrate_model(using, model)
    }


def faults(document: DossierDocument) -> list[str]:
    before = all_rows()

    with pytest.raises(DocumentError) as caught:
        load(document)

    assert all_rows() == before, "something was written"
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("using", [DESK, PUBLIC])
def test_what_was_loaded_is_written_again_as_it_was(using: str) -> None:
    document = complete(3)

    person = load(document, using)

    assert written(person, using) == to_data(document)


def test_loading_twice_changes_no_row() -> None:
    load(complete(3))
    before = all_rows()

    load(complete(3))

    assert all_rows() == before


def test_the_two_databases_are_loaded_each_by_itself() -> None:
    load(complete(), DESK)

    assert not Person.objects.using(PUBLIC).exists()


# What changes between two documents


def _variants() -> Iterator[tuple[str, dict[str, Any]]]:
    """Documents of one dossier, each different in one way from the complete one."""
    base = complete_data(3)
    lists = [key for key, value in base.items() if isinstance(value, list)]
    for key in lists:
        # Addresses that once worked stay; a test of their own says so.
        if key not in ("sources", "organizations", "former_slugs"):
            yield f"no {key}", base | {key: []}
            yield f"{key} turned round", base | {key: base[key][::-1]}
            yield f"{key} without the first", base | {key: base[key][1:]}
    position = base["position"][0]
    for name, beliefs in (
        ("turned round", position["beliefs"][::-1]),
        ("fewer", position["beliefs"][1:]),
        ("one more", [*position["beliefs"], {"id": "belief-new", "text": "New"}]),
    ):
        changed = position | {"beliefs": beliefs}
        yield f"beliefs {name}", base | {"position": [changed, *base["position"][1:]]}
    moved = [
        base["affiliations"][0] | {"is_primary": False},
        {**base["affiliations"][1], "is_primary": True},
        base["affiliations"][2],
    ]
    del moved[1]["ended_on"]
    yield "another primary affiliation", base | {"affiliations": moved}
    quotes = [quote | {"topics": quote["topics"][::-1]} for quote in base["quotes"]]
    yield "topics turned round", base | {"quotes": quotes}
    yield "another portrait", base | {"portrait": portrait_data(1)}
    yield "no portrait", {k: v for k, v in base.items() if k != "portrait"}
    uncited = [{k: v for k, v in q.items() if k != "citations"} for q in base["quotes"]]
    yield "quotes without citations", base | {"quotes": uncited}


@pytest.mark.parametrize(
    "data", [data for _, data in _variants()], ids=[name for name, _ in _variants()]
)
def test_rows_follow_a_document_there_and_back(data: dict[str, Any]) -> None:
    """Whatever stood there before, the rows say what the document loaded last says."""
    expected = canonical(data)
    person = load(complete(3))

    load(check_dossier(data))
    there = written(person)
    load(complete(3))

    assert there == expected
    assert written(person) == to_data(complete(3))


def canonical(data: dict[str, Any]) -> dict[str, Any]:
    """What the rows make of a document: dates newest first, unused records left out."""
    empty = {
        k: v for k, v in complete_data(3).items() if k in ("id", "slug", "dossier")
    }
    person = load(check_dossier(data), PUBLIC)
    found = written(person, PUBLIC)
    Person.objects.using(PUBLIC).filter(pk=person.pk).delete()
    for model in (Publication, Source, Topic, Award, Organization):
        model._default_manager.using(PUBLIC).all().delete()
    assert found.items() >= {k: empty[k] for k in empty if k != "id"}.items()
    return found


def _subset(values: list[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(values), unique_by=str) if values else st.just([])


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.differing_executors],
)
@given(st.data())
def _check_any_two_documents(data: st.DataObject) -> None:
    base = complete_data(3)
    keys = [
        "other_names",
        "nationalities",
        "identifiers",
        "metrics",
        "history",
        "position",
        "quotes",
        "research",
        "media",
        "associates",
        "awards",
    ]
    steps = data.draw(
        st.lists(st.fixed_dictionaries({k: _subset(base[k]) for k in keys}), max_size=3)
    )
    person = load(check_dossier(base))

    for step in steps:
        load(check_dossier(base | step))
        fresh = load(check_dossier(base | step), PUBLIC)
        assert written(person) == written(fresh, PUBLIC)


def test_any_sequence_of_documents_ends_as_the_last_one_alone() -> None:
    _check_any_two_documents()


# Shared records are matched, never doubled


def other(**parts: Any) -> DossierDocument:
    return dossier(
        name="Bo Example", sort_name="Example, Bo", slug="bo-example", **parts
    )


def paper(**fields: Any) -> dict[str, Any]:
    return publication_data(id="", **fields)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"doi": "10.1000/ABC"}, {"doi": "10.1000/abc", "title": "Other words"}),
        ({"arxiv_id": "1501.00001"}, {"arxiv_id": "1501.00001", "title": "Other"}),
        ({"title": "Über Zahlen"}, {"title": "uber  zahlen"}),
        ({"doi": "10.1000/abc"}, {}),
        ({"id": "same"}, {"id": "same"}),
    ],
)
def test_one_publication_serves_two_dossiers(
    first: dict[str, str], second: dict[str, str]
) -> None:
    load(dossier(research=[{**paper(), **first}]))

    load(other(research=[{**paper(), **second}]))

    assert Publication.objects.count() == 1
    assert Publication.objects.get().people.count() == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"doi": "10.1000/a"}, {"doi": "10.1000/b"}),
        ({"published_on": "2015"}, {"published_on": "2016"}),
        ({"arxiv_id": "1501.00001"}, {"arxiv_id": "1501.00002"}),
        ({}, {"title": "Another paper"}),
    ],
)
def test_two_publications_stay_two(
    first: dict[str, str], second: dict[str, str]
) -> None:
    load(dossier(research=[{**publication_data(1), **first}]))

    load(other(research=[{**publication_data(1, id="publication-2"), **second}]))

    assert Publication.objects.count() == 2


def test_register_number_of_a_publication_can_be_corrected() -> None:
    load(dossier(research=[publication_data(doi="10.1000/wrong")]))

    load(dossier(research=[publication_data(doi="10.1000/right")]))

    assert [work.doi for work in Publication.objects.all()] == ["10.1000/right"]


def test_a_publication_stays_when_one_of_its_dossiers_drops_it() -> None:
    load(dossier(research=[paper()]))
    bo = load(other(research=[paper()]))

    load(dossier())

    assert [each.title for each in bo.publications.all()] == ["Paper number 1"]


def test_one_source_record_for_each_address() -> None:
    there = {"title": "A report", "kind": "news", "reliability": "B"}
    load(
        dossier(sources=[{**there, "id": "a", "url": "http://www.example.org/x/#top"}])
    )

    load(other(sources=[{**there, "id": "b", "url": "https://example.org/x"}]))

    assert Source.objects.count() == 1


def test_sources_without_address_are_one_only_with_the_same_id_and_title() -> None:
    source = {"id": "a-source", "kind": "news", "reliability": "B"}
    load(dossier(sources=[{**source, "title": "A letter"}]))

    load(other(sources=[{**source, "title": "Another letter"}]))
    load(other(sources=[{**source, "title": "Another letter"}]))

    found = Source.objects.order_by("stable_id").values_list("stable_id", "title")
    assert list(found) == [("a-source", "A letter"), ("a-source-2", "Another letter")]


def test_topics_awards_and_organizations_are_found_by_folded_name() -> None:
    def parts(topic: str, award: str, name: str) -> dict[str, Any]:
        organization = {"id": f"org-{len(name)}", "name": name, "kind": "company"}
        return {
            "quotes": [quote_data(len(name), id="", topics=[topic])],
            "awards": [{"award": award, "granted_by": organization["id"]}],
            "organizations": [organization],
        }

    load(dossier(**parts("Éthique", "Prix Élan", "Académie")))
    load(other(**parts("ethique", "prix elan", "academie")))

    counts = [model._default_manager.count() for model in (Topic, Award, Organization)]
    assert counts == [1, 1, 1]


# Slugs


def test_renamed_dossier_keeps_its_old_address_and_those_who_refer_to_it() -> None:
    mention = [{"name": "Ada", "person": "ada-example", "kind": "mentor"}]
    load(dossier(id="ada"))
    bo = load(other(associates=mention))

    load(dossier(id="ada", slug="ada-lovelace"))

    assert [row.slug for row in FormerSlug.objects.all()] == ["ada-example"]
    assert [row.associate_id for row in bo.associations.all()] == ["ada-lovelace"]


def test_document_that_still_uses_an_old_slug_is_led_to_the_new_one() -> None:
    load(dossier(id="ada", slug="ada-lovelace", former_slugs=["ada-example"]))

    bo = load(
        other(associates=[{"name": "Ada", "person": "ada-example", "kind": "mentor"}])
    )

    assert bo.associations.get().associate_id == "ada-lovelace"


def test_address_that_once_worked_is_not_dropped() -> None:
    load(dossier(id="ada", former_slugs=["ada-old"]))

    load(dossier(id="ada"))

    assert [row.slug for row in FormerSlug.objects.all()] == ["ada-old"]


# Refusals, before anything is written


def test_slug_of_another_dossier_is_refused() -> None:
    load(dossier(id="ada", former_slugs=["ada-old"]))

    assert faults(
        dossier(id="bo", slug="ada-example", former_slugs=["bo", "ada-old"])
    ) == [
        "former_slugs[1]: “ada-old” belongs to the dossier of Ada Example",
        "slug: “ada-example” belongs to the dossier of Ada Example",
    ]


def test_portrait_of_another_dossier_is_refused() -> None:
    load(dossier(portrait=portrait_data(7)))

    assert faults(other(portrait=portrait_data(7))) == [
        "portrait.name: is that of the dossier of Ada Example"
    ]


def test_entry_of_another_dossier_is_refused() -> None:
    load(dossier(quotes=[quote_data(7)]))

    assert faults(other(quotes=[quote_data(8), quote_data(7)])) == [
        "quotes[1].id: “quote-7” is an entry of another dossier"
    ]


def test_figure_of_something_else_is_refused() -> None:
    reading = {
        "id": "reading-1",
        "metric": "h_index",
        "value": 1,
        "lacks_provenance": True,
    }
    load(dossier(metrics=[reading]))

    assert faults(other(metrics=[reading])) == [
        "metrics[0].id: “reading-1” is a figure of Ada Example"
    ]


def test_document_that_contradicts_itself_is_refused() -> None:
    twice = [
        {
            "id": n,
            "title": n,
            "kind": "news",
            "reliability": "B",
            "url": "https://a.org",
        }
        for n in ("one", "two")
    ]
    same = [
        publication_data(1, doi="10.1000/a"),
        publication_data(2, doi="10.1000/A"),
        publication_data(3, title="Third", arxiv_id="1501.00001"),
        publication_data(4, title="Fourth", arxiv_id="1501.00001"),
    ]

    assert faults(dossier(research=same, sources=[SOURCE, *twice])) == [
        "sources[2].url: is the address of source “one” too; keep one",
        "research[1].doi: is that of research[0] too",
        "research[3].arxiv_id: is that of research[2] too",
    ]


def test_publication_id_of_another_work_is_refused() -> None:
    load(dossier(research=[publication_data(1, doi="10.1000/a")]))

    assert faults(
        other(research=[publication_data(1, title="Another", doi="10.1000/b")])
    ) == ["research[0].id: “publication-1” is another publication: Paper number 1"]


def test_name_of_another_organization_is_refused() -> None:
    load(dossier(organizations=[{"id": "a", "name": "Acme", "kind": "company"}]))
    load(dossier(organizations=[{"id": "b", "name": "Bcme", "kind": "company"}]))

    assert faults(
        other(organizations=[{"id": "a", "name": "Bcme", "kind": "company"}])
    ) == ["organizations[0].name: is the name of organization “b”"]


def test_citations_keep_their_order() -> None:
    data = quote_data(
        citations=[
            {"source": "a-source", "place": place, "credibility": 2}
            for place in ("z", "a", "m")
        ]
    )

    load(dossier(quotes=[data]))

    assert [row.place for row in Citation.objects.order_by("position")] == [
        "z",
        "a",
        "m",
    ]


def test_associate_at_a_former_address_of_the_dossier_is_refused() -> None:
    load(dossier(id="ada", former_slugs=["ada-old"]))
    associate = {"name": "Bo", "person": "ada-old", "kind": "student"}

    assert faults(dossier(id="ada", associates=[associate])) == [
        "associates[0].person: “ada-old” is an address of this dossier itself"
    ]


def test_addresses_of_a_document_are_kept_tidy_and_load_twice_as_the_same() -> None:
    untidy = {**SOURCE, "url": "HTTPS://Example.org:443/a/./b?utm_source=x#part"}
    document = dossier(id="ada", sources=[untidy])

    load(document)
    before = all_rows()
    load(dossier(id="ada", sources=[untidy]))

    assert document.sources[0].url == "https://example.org/a/b#part"
    assert Source.objects.get().url == "https://example.org/a/b#part"
    assert all_rows() == before
