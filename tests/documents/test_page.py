from datetime import date
from typing import Any

import pytest
from django.core.paginator import EmptyPage

from profiles.choices import Section, SectionState
from profiles.documents.citing import Evidence
from profiles.documents.page import dossier_page, mentioned_slugs
from profiles.documents.relations import Colleague
from profiles.documents.shown import DossierPage
from tests.factories import (
    dossier,
    portrait_data,
    publication_data,
    quote_data,
)

PRESENT = date(2026, 11, 24)


def page_of(**parts: Any) -> DossierPage:
    return dossier_page(dossier(**parts), present=PRESENT)


def content(page: DossierPage, section: Section) -> Any:
    return next(part.content for part in page.sections if part.section is section)


def test_all_sections_stand_in_their_order() -> None:
    page = page_of()

    assert [part.section for part in page.sections] == list(Section)


@pytest.mark.parametrize(
    ("notes", "state"),
    [
        ({}, SectionState.NOT_RESEARCHED),
        ({"awards": "none_found"}, SectionState.NONE_FOUND),
        ({"awards": "not_applicable"}, SectionState.NOT_APPLICABLE),
    ],
)
def test_empty_section_says_which_of_three_things_that_means(
    notes: dict[str, str], state: SectionState
) -> None:
    page = page_of(section_notes=notes)

    awards = next(part for part in page.sections if part.section is Section.AWARDS)
    assert (awards.state, awards.count) == (state, 0)


def test_section_with_entries_has_no_note() -> None:
    page = page_of(quotes=[quote_data()], section_notes={"quotes": "none_found"})

    quotes = next(part for part in page.sections if part.section is Section.QUOTES)
    assert (quotes.state, quotes.count) == (None, 1)


def test_companies_are_distinct_companies_among_positions() -> None:
    organizations = [
        {"id": "acme", "name": "Acme", "kind": "company"},
        {"id": "bolt", "name": "Bolt", "kind": "company"},
        {"id": "school", "name": "School", "kind": "university"},
        {"id": "ministry", "name": "Ministry", "kind": "company"},
    ]
    affiliations = [
        {"organization": "acme", "role": "Engineer", "ended_on": "1990"},
        {"organization": "acme", "role": "Director"},
        {"organization": "bolt", "role": "Founder"},
        {"organization": "school", "role": "Professor"},
        {"organization": "ministry", "role": "Advisor", "kind": "advisory"},
    ]

    page = page_of(organizations=organizations, affiliations=affiliations)

    assert [(each.label, each.value) for each in page.figures] == [
        ("h-index", None),
        ("Citations", None),
        ("Followers", None),
        ("Awards", 0),
        ("Publications", 0),
        ("Companies", 2),
    ]


def test_head_shows_the_newest_reading_and_prefers_one_with_a_day() -> None:
    reading = {"metric": "h_index", "provider": "A provider"}
    page = page_of(
        metrics=[
            {"metric": "h_index", "value": 170, "lacks_provenance": True},
            {**reading, "value": 150, "read_on": "2025-01-01"},
            {**reading, "value": 151, "read_on": "2026-01-01"},
        ]
    )

    assert page.figures[0].value == 151


def test_evidence_for_the_portrait_stands_with_it() -> None:
    cited = {"source": "a-source", "field": "portrait", "credibility": 1}
    page = page_of(portrait=portrait_data(), citations=[cited])

    assert [mark.citation.field for mark in page.portrait_evidence.marks] == [
        "portrait"
    ]


def test_sources_are_numbered_by_their_first_citation_and_marked_in_order() -> None:
    sources = [
        {"id": "late", "title": "Late", "kind": "news", "reliability": "C"},
        {"id": "early", "title": "Early", "kind": "news", "reliability": "A"},
    ]
    event = {"occurred_on": "2001", "title": "An event", "category": "career"}
    page = page_of(
        sources=sources,
        history=[{**event, "citations": [{"source": "early", "credibility": 1}]}],
        quotes=[
            quote_data(
                citations=[
                    {"source": "late", "credibility": 3},
                    {"source": "early", "credibility": 2},
                ]
            )
        ],
    )

    numbered = content(page, Section.SOURCES)["sources"]
    assert [(each.number, each.source.id) for each in numbered] == [
        (1, "early"),
        (2, "late"),
    ]
    assert [[mark.anchor for mark in each.marks] for each in numbered] == [
        ["cite-1-1", "cite-1-2"],
        ["cite-2-1"],
    ]
    assert [str(each) for each in content(page, Section.SOURCES)["grades"]] == [
        "A1",
        "A2",
        "C3",
    ]


def test_grade_is_the_best_that_supports_and_contradiction_is_told() -> None:
    page = page_of(
        quotes=[
            quote_data(
                citations=[
                    {"source": "a-source", "credibility": 4},
                    {"source": "a-source", "credibility": 2, "stance": "contradicts"},
                ]
            )
        ]
    )

    evidence = content(page, Section.QUOTES)["verified"][0].evidence
    assert (str(evidence.grade), evidence.is_contradicted) == ("B4", True)


def test_quotes_that_are_not_verified_are_set_apart() -> None:
    page = page_of(
        quotes=[
            quote_data(1),
            quote_data(2, attribution="disputed"),
            quote_data(3, attribution="unverified"),
        ]
    )

    quotes = content(page, Section.QUOTES)
    assert [shown.entry.id for shown in quotes["verified"]] == ["quote-1"]
    assert [shown.entry.id for shown in quotes["doubtful"]] == ["quote-2", "quote-3"]
    assert quotes["topics"] == [("A topic", 3)]


def test_publications_are_grouped_by_decade_and_undated_ones_come_last() -> None:
    page = page_of(
        research=[
            publication_data(1, published_on="2015"),
            publication_data(2, published_on="2012-05"),
            publication_data(3, published_on="1998"),
            publication_data(4, published_on=None),
        ]
    )

    research = content(page, Section.RESEARCH)
    assert research["bars"] == [(1990, 1), (2010, 2)]
    assert [(each.label, each.count) for each in research["decades"]] == [
        ("2010s", 2),
        ("1990s", 1),
        ("Undated", 1),
    ]


def test_counts_are_of_all_entries_and_pages_of_some() -> None:
    quotes = [quote_data(number) for number in range(45)]

    page = dossier_page(
        dossier(quotes=quotes), present=PRESENT, pages={Section.QUOTES: 3}
    )

    part = next(each for each in page.sections if each.section is Section.QUOTES)
    assert (part.count, part.page_numbers) == (45, [1, 2, 3])
    assert len(part.content["verified"]) == 5
    assert part.content["topics"] == [("A topic", 45)]


def test_page_that_a_section_does_not_have_is_refused() -> None:
    with pytest.raises(EmptyPage):
        dossier_page(dossier(), present=PRESENT, pages={Section.QUOTES: 2})


def test_source_keeps_its_number_on_every_page_of_a_section() -> None:
    sources = [
        {"id": f"s{n}", "title": f"S{n}", "kind": "news", "reliability": "B"}
        for n in range(100)
    ]
    quotes = [
        quote_data(n, citations=[{"source": f"s{n}", "credibility": 2}])
        for n in range(100)
    ]
    document = dossier(sources=sources, quotes=quotes)

    pages = [
        dossier_page(document, present=PRESENT, pages={Section.QUOTES: number})
        for number in (1, 5)
    ]

    numbers = [
        [each.number for each in content(page, Section.SOURCES)["sources"]]
        for page in pages
    ]
    assert numbers == [list(range(1, 21)), list(range(81, 101))]


def test_people_are_links_only_where_a_dossier_is_published() -> None:
    authors = [
        {"name": "Ada Example", "person": "ada-example"},
        {"name": "Out There", "person": "out-there"},
        {"name": "In Draft", "person": "in-draft"},
        {"name": "No Dossier"},
    ]
    document = dossier(research=[publication_data(authors=authors)])

    page = dossier_page(document, present=PRESENT, published={"out-there"})

    paper = content(page, Section.RESEARCH)["decades"][0].publications[0]
    assert [(each.name, each.slug) for each in paper.with_authors] == [
        ("Out There", "out-there"),
        ("In Draft", ""),
        ("No Dossier", ""),
    ]
    assert mentioned_slugs(document) == {"out-there", "in-draft"}


def test_associates_are_curated_first_and_the_rest_is_derived() -> None:
    document = dossier(
        associates=[{"name": "Mona Mentor", "person": "mona", "kind": "mentor"}],
        research=[
            publication_data(
                n, authors=[{"name": "Ada Example"}, {"name": "Carl Coauthor"}]
            )
            for n in range(2)
        ],
        awards=[
            {
                "award": "A Prize",
                "awarded_on": "2018",
                "jointly_with": [{"name": "Mona M. Mentor", "person": "mona"}],
            }
        ],
    )
    colleagues = [Colleague("Carl Coauthor", "carl", "An Organization", "role-1")]

    page = dossier_page(document, present=PRESENT, colleagues=colleagues)

    associates = content(page, Section.ASSOCIATES)

    def told(group: str) -> list[tuple[str, str, list[str]]]:
        found = [each.relation for each in associates[group]]
        return [(each.name, each.slug, each.derived) for each in found]

    assert told("curated") == [("Mona Mentor", "mona", ["Co-laureate, A Prize 2018"])]
    assert told("derived") == [
        (
            "Carl Coauthor",
            "carl",
            ["Co-author of 2 publications", "Colleague, An Organization"],
        )
    ]


def test_relation_leads_to_what_it_rests_on() -> None:
    document = dossier(
        research=[
            publication_data(n, authors=[{"name": f"Author {n}"}]) for n in range(21)
        ],
        associates=[
            {"id": "with-mona", "name": "Mona", "kind": "mentor"},
            {"id": "with-last", "name": "Author 20", "kind": "student"},
        ],
        affiliations=[
            {"id": "chair", "organization": "an-organization", "role": "Chair"}
        ],
        awards=[
            {
                "id": "a-prize",
                "award": "A Prize",
                "jointly_with": [{"name": "Lola"}, {"name": "Mona"}],
            }
        ],
    )
    colleagues = [Colleague("Col", "col", "An Organization", "chair")]

    def leads(**asked: int) -> dict[str, str]:
        pages = {Section[section]: number for section, number in asked.items()}
        page = dossier_page(
            document, present=PRESENT, colleagues=colleagues, pages=pages
        )
        associates = content(page, Section.ASSOCIATES)
        shown = associates["curated"] + associates["derived"]
        return {each.relation.name: each.reason_url for each in shown}

    assert leads() == {
        "Mona": "#with-mona",
        "Author 20": "#with-last",
        "Lola": "#a-prize",
        "Col": "#chair",
        **{f"Author {n}": f"#publication-{n}" for n in range(20)},
    }
    assert leads(RESEARCH=2) == {
        "Mona": "#with-mona",
        "Author 20": "#with-last",
        "Lola": "#a-prize",
        "Col": "#chair",
        **{f"Author {n}": f"?research=1#publication-{n}" for n in range(20)},
    }


def test_relation_may_rest_on_what_is_on_a_further_page() -> None:
    research = [publication_data(n) for n in range(20)]
    late = publication_data(99, published_on="1980", authors=[{"name": "Bo"}])

    page = page_of(research=[*research, late])

    (shown,) = content(page, Section.ASSOCIATES)["derived"]
    assert shown.reason_url == "?research=2#publication-99"


def test_twelve_associates_are_drawn_and_marked_in_the_list() -> None:
    document = dossier(
        associates=[{"id": "first", "name": "Person 00", "kind": "friend"}],
        research=[
            publication_data(authors=[{"name": f"Person {n:02}"} for n in range(50)])
        ],
    )

    associates = content(dossier_page(document, present=PRESENT), Section.ASSOCIATES)

    drawn = [(each.person.name, each.anchor) for each in associates["drawn"]]
    assert drawn == [
        ("Person 00", "first"),
        *((f"Person {n:02}", f"associate--{n + 1}") for n in range(1, 12)),
    ]
    assert associates["total"] == 50
    assert [each.anchor for each in associates["derived"]] == [
        *(f"associate--{n + 1}" for n in range(1, 12)),
        *([""] * 28),
    ]


def test_further_page_of_associates_has_no_picture() -> None:
    authors = [{"name": f"Person {n:02}"} for n in range(50)]
    document = dossier(research=[publication_data(authors=authors)])

    page = dossier_page(document, present=PRESENT, pages={Section.ASSOCIATES: 2})

    associates = content(page, Section.ASSOCIATES)
    assert associates["drawn"] == []
    assert [(each.person.name, each.anchor) for each in associates["derived"]] == [
        (f"Person {n}", "") for n in range(40, 50)
    ]


def test_affiliations_are_current_then_former_then_advisory() -> None:
    role = {"organization": "an-organization"}
    page = page_of(
        affiliations=[
            {**role, "id": "advice", "role": "Advisor", "kind": "advisory"},
            {**role, "id": "old", "role": "Fellow", "ended_on": "1990"},
            {**role, "id": "new", "role": "Head", "started_on": "2020"},
            {**role, "id": "main", "role": "Chair", "is_primary": True},
        ]
    )

    groups = content(page, Section.AFFILIATIONS)["groups"]
    assert [(label, [each.entry.id for each in rows]) for label, rows in groups] == [
        ("Current", ["main", "new"]),
        ("Former", ["old"]),
        ("Government advisory", ["advice"]),
    ]
    assert page.primary is not None
    assert page.primary.entry.id == "main"


def test_newest_assessment_is_current_and_the_others_show_how_the_view_moved() -> None:
    page = page_of(
        position=[
            {"id": "now", "assessed_on": "2026", "risk_level": "high"},
            {"id": "then", "assessed_on": "2019", "risk_level": "low"},
        ]
    )

    position = content(page, Section.POSITION)
    assert position["current"].entry.id == "now"
    assert [each.entry.id for each in position["earlier"]] == ["then"]


def test_evidence_for_one_field_of_an_assessment_stands_with_that_field() -> None:
    fields = ["", "risk_level", "earliest_year", "stance", "remarks", "safety_approach"]
    cited = [
        {"source": "a-source", "field": each, "place": each or "all", "credibility": 2}
        for each in fields
    ]
    page = page_of(position=[{"assessed_on": "2026", "citations": cited}])

    shown = content(page, Section.POSITION)["current"]

    def places(evidence: Evidence) -> list[str]:
        return [mark.citation.place for mark in evidence.marks]

    assert places(shown.risk_level) == ["risk_level"]
    assert places(shown.predicted_timeline) == ["earliest_year"]
    assert places(shown.safety_approach) == ["safety_approach"]
    assert places(shown.remarks) == ["remarks"]
    assert places(shown.evidence) == ["all", "stance"]


def test_page_that_the_lists_may_not_hold_leads_to_none() -> None:
    document = dossier(quotes=[quote_data()])

    listed = dossier_page(document, present=PRESENT)
    unlisted = dossier_page(document, present=PRESENT, is_listed=False)

    def slugs(page: DossierPage) -> tuple[str, str]:
        return page.listed_slug, content(page, Section.QUOTES)["slug"]

    assert slugs(listed) == ("ada-example", "ada-example")
    assert slugs(unlisted) == ("", "")


def test_portrait_is_left_out_where_its_files_are_not_shown() -> None:
    document = dossier(portrait=portrait_data())

    shown = dossier_page(document, present=PRESENT).portrait
    hidden = dossier_page(document, present=PRESENT, has_portrait=False).portrait

    assert (shown, hidden) == (document.portrait, None)
