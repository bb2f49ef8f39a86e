import contextlib
import json
import re
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from profiles.documents.faults import DocumentError
from profiles.documents.reader import check_dossier, read_dossier, read_stored
from profiles.documents.writer import to_data, to_json, to_yaml
from tests.factories import (
    ORGANIZATION,
    SOURCE,
    complete_data,
    dossier,
    dossier_data,
    portrait_data,
    publication_data,
    quote_data,
)

#: Marks where a table says that the key is left out.
MISSING = object()


def faults_in(text: str) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        read_dossier(text)
    return [str(fault) for fault in caught.value.faults]


def faults_of(**parts: object) -> list[str]:
    data = dossier_data(**parts)
    kept = {key: value for key, value in data.items() if value is not MISSING}
    with pytest.raises(DocumentError) as caught:
        check_dossier(kept)
    return [str(fault) for fault in caught.value.faults]


def quote(**fields: Any) -> dict[str, Any]:
    return {"quotes": [quote_data(**fields)]}


def event(**fields: Any) -> dict[str, Any]:
    values = {"occurred_on": "2018", "title": "A turn", "category": "career", **fields}
    return {"history": [values]}


def associate(**fields: Any) -> dict[str, Any]:
    return {"associates": [{"name": "Bo Example", "kind": "student", **fields}]}


def paper(**fields: Any) -> dict[str, Any]:
    return {"research": [publication_data(**fields)]}


def role(**fields: Any) -> dict[str, Any]:
    values = {"organization": "an-organization", "role": "Chief", **fields}
    return {"affiliations": [values]}


def source(**fields: Any) -> dict[str, Any]:
    return {"sources": [{**SOURCE, **fields}]}


def portrait(**fields: Any) -> dict[str, Any]:
    return {"portrait": portrait_data(**fields)}


def reading(**fields: Any) -> dict[str, Any]:
    values = {
        "metric": "h_index",
        "value": 5,
        "provider": "Reg",
        "read_on": "2024-01-02",
    }
    return {"metrics": [{**values, **fields}]}


def test_yaml_and_json_of_a_dossier_are_the_same_document():
    data = complete_data(2)

    from_yaml = read_dossier(yaml.safe_dump(data, sort_keys=False))
    from_json = read_dossier(json.dumps(data))

    assert to_data(from_yaml) == to_data(from_json) == data


def test_a_name_of_no_stays_text():
    document = read_dossier(
        "dossier: 1\nname: No\nsort_name: On\nslug: no\n"
        "nationalities: [NO]\nepithet: 2018-03-07\n"
    )

    said = (document.name, document.sort_name, document.slug, document.epithet)
    assert said == ("No", "On", "no", "2018-03-07")
    assert document.nationalities == ["NO"]


@pytest.mark.parametrize(
    ("said_on", "text"),
    [(2018, "2018"), ("2018", "2018"), ("2018-03", "2018-03"), (987, "0987")],
)
def test_a_year_needs_no_quotes(said_on, text):
    assert str(dossier(**quote(said_on=said_on)).quotes[0].said_on) == text


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        # What is missing, unknown or empty
        ({"name": MISSING}, "name: is missing"),
        ({"name": ""}, "name: is empty"),
        ({"name": "  "}, "name: is empty"),
        ({"slug": ""}, "slug: is empty"),
        ({"dossier": 2}, "dossier: is not one of 1"),
        ({"dossier": MISSING}, "dossier: is missing"),
        ({"qoutes": []}, "qoutes: “qoutes” is not a key here; did you mean “quotes”?"),
        (
            quote(txt="x"),
            "quotes[0].txt: “txt” is not a key here; did you mean “text”?",
        ),
        (
            {"profile": {"sumary": "x"}},
            "profile.sumary: “sumary” is not a key here; did you mean “summary”?",
        ),
        (
            quote(citations=[{"source": "a-source"}]),
            "quotes[0].citations[0].credibility: is missing",
        ),
        (
            {"profile": {"zzz": "x"}},
            "profile.zzz: “zzz” is not a key here; known are summary, biography, "
            "expertise, education",
        ),
        (quote(text=""), "quotes[0].text: is empty"),
        (quote(text=" \n "), "quotes[0].text: is empty"),
        (quote(topics=[]), "quotes[0].topics: is empty"),
        ({"quotes": [{"text": "Words."}]}, "quotes[0].topics: is missing"),
        (paper(authors=[]), "research[0].authors: is empty"),
        # Numbers, lists and truths where text belongs
        (
            {"name": 5},
            "name: is a number or a list where text belongs; put it in quotes",
        ),
        (
            {"name": True},
            "name: is a number or a list where text belongs; put it in quotes",
        ),
        (
            {"name": None},
            "name: is a number or a list where text belongs; put it in quotes",
        ),
        (
            {"name": ["Ada"]},
            "name: is a number or a list where text belongs; put it in quotes",
        ),
        (
            quote(topics=[1984]),
            "quotes[0].topics[0]: is a number or a list where text belongs; "
            "put it in quotes",
        ),
        (quote(id=5), "quotes[0].id: is a number or a list where text belongs"),
        (role(is_primary="yes"), "affiliations[0].is_primary: input should be a valid"),
        (role(is_primary=1), "affiliations[0].is_primary: input should be a valid"),
        (reading(value="5"), "metrics[0].value: input should be a valid integer"),
        (reading(value=5.5), "metrics[0].value: input should be a valid integer"),
        (reading(value=True), "metrics[0].value: input should be a valid integer"),
        (reading(value=-1), "metrics[0].value: input should be greater than or equal"),
        (reading(value=10**13), "metrics[0].value: input should be less than or equal"),
        ({"quotes": {}}, "quotes: input should be a valid list"),
        ({"quotes": ["x"]}, "quotes[0]: input should be a valid dictionary"),
        # Portraits
        (portrait(name="../../etc/passwd"), "portrait.name: is not the name of a "),
        (portrait(name="A" * 32), "portrait.name: is not the name of a portrait: 32"),
        (portrait(alt_text=""), "portrait.alt_text: is empty"),
        (portrait(width=0), "portrait.width: input should be greater than or equal"),
        (portrait(height=10**9), "portrait.height: input should be less than or equal"),
        (portrait(file="x"), "portrait.file: “file” is not a key here; known are name"),
        # Dates
        (
            quote(said_on="2023-02-29"),
            "quotes[0].said_on: “2023-02-29” does not exist: February 2023 has 28 days",
        ),
        (quote(said_on="soon"), "quotes[0].said_on: “soon” is not a date; expected"),
        (quote(said_on=True), "quotes[0].said_on: expected a date such as 2018"),
        (quote(said_on=2018.5), "quotes[0].said_on: expected a date such as 2018"),
        (quote(said_on=-5), "quotes[0].said_on: “-005” is not a date"),
        (quote(said_on=["2018"]), "quotes[0].said_on: expected a date such as 2018"),
        (event(occurred_on=None), "history[0].occurred_on: expected a date such as"),
        (
            reading(read_on="2024-01"),
            "metrics[0].read_on: expected a day that exists, such as 2018-03-07",
        ),
        (reading(read_on=2024), "metrics[0].read_on: expected a day that exists"),
        (
            source(seen_on="2023-02-29"),
            "sources[0].seen_on: expected a day that exists",
        ),
        (
            {"reviewed_on": "2023-13-01"},
            "reviewed_on: expected a day that exists, such as 2018-03-07",
        ),
        (
            {"born_on": "1960", "died_on": "1959"},
            "the document: died_on lies before born_on",
        ),
        (
            role(started_on="2013", ended_on="2012-12-31"),
            "affiliations[0]: ended_on lies before started_on",
        ),
        # Dates that cannot have come yet
        ({"born_on": "9001"}, "born_on: lies in the future; correct it"),
        ({"died_on": "9001-05"}, "died_on: lies in the future"),
        ({"reviewed_on": "9001-01-01"}, "reviewed_on: lies in the future"),
        (quote(said_on="9001~"), "quotes[0].said_on: lies in the future; correct it"),
        (reading(read_on="9001-01-01"), "metrics[0].read_on: lies in the future"),
        (source(seen_on="9001-01-01"), "sources[0].seen_on: lies in the future"),
        (
            {"position": [{"assessed_on": "9001"}]},
            "position[0].assessed_on: lies in the future",
        ),
        (
            {"media": [{"title": "T", "kind": "talk", "published_on": "9001"}]},
            "media[0].published_on: lies in the future",
        ),
        (
            source(published_on="9001"),
            "sources[0].published_on: lies more than a year ahead; correct it",
        ),
        (paper(published_on="9001"), "research[0].published_on: lies more than a year"),
        (
            {"awards": [{"award": "A Prize", "awarded_on": "9001"}]},
            "awards[0].awarded_on: lies more than a year ahead",
        ),
        (event(occurred_on="9001"), "history[0].occurred_on: lies more than 10 years"),
        (
            role(ended_on="9001"),
            "affiliations[0].ended_on: lies more than 10 years ahead; correct it",
        ),
        # Links
        (
            source(url="javascript:alert(1)"),
            "sources[0].url: must begin with http:// or https://",
        ),
        (source(url="ftp://example.org"), "sources[0].url: must begin with http"),
        (
            source(url="https://u:p@example.org"),
            "sources[0].url: holds a user name or password before the host; remove it",
        ),
        (source(url="https://example.org\\a"), "sources[0].url: holds a backslash"),
        (
            source(archived_url="https://example.org/\u202e"),
            "sources[0].archived_url: holds a space, control or bidirectional",
        ),
        (paper(url="//example.org"), "research[0].url: must begin with http"),
        (
            {"identifiers": [{"scheme": "homepage", "value": "example.org"}]},
            "identifiers[0].value: must begin with http:// or https://",
        ),
        (
            {"identifiers": [{"scheme": "github", "value": "a\\b"}]},
            "identifiers[0].value: is not written as GitHub writes it; write it by "
            "itself, such as ada-example",
        ),
        (
            {"identifiers": [{"scheme": "wikidata", "value": "javascript:alert(1)"}]},
            "identifiers[0].value: is not written as Wikidata writes it; write it by "
            "itself, such as Q7259",
        ),
        (
            {"identifiers": [{"scheme": "orcid", "value": "0000-0002-1825-0098"}]},
            "identifiers[0].value: is no ORCID: its last digit does not fit; copy it",
        ),
        (
            {
                "identifiers": [
                    {"scheme": "wikidata", "value": "Q7259"},
                    {"scheme": "wikidata", "value": "https://wikidata.org/wiki/Q7259"},
                ]
            },
            "identifiers: names “Q7259” twice",
        ),
        # Characters and lengths
        (quote(outlet="a\nb"), "quotes[0].outlet: holds a line break"),
        (
            quote(text="a\u202eb"),
            "quotes[0].text: holds U+202E (right-to-left override)",
        ),
        (quote(text="a\x00b"), "quotes[0].text: holds U+0000 (control character)"),
        (quote(text="a\rb"), "quotes[0].text: holds U+000D (control character)"),
        ({"note": "a\u0301" * 15 + "\u0301" * 31}, "note: has more than 30 accents"),
        ({"name": "x" * 201}, "name: is longer than 200 characters"),
        ({"name": "x" * 1_000}, "name: is longer than 200 characters"),
        ({"epithet": "x" * 501}, "epithet: is longer than 500 characters"),
        ({"note": "x" * 2_001}, "note: is longer than 2,000 characters"),
        (quote(text="x" * 5_001), "quotes[0].text: is longer than 5,000 characters"),
        (
            {"profile": {"biography": "x" * 20_001}},
            "profile.biography: is longer than 20,000 characters",
        ),
        (
            {"name": "\u0958" * 101},  # each becomes two in NFC
            "name: is longer than 200 characters",
        ),
        (
            {"other_names": [f"Name {n}" for n in range(201)]},
            "other_names: has more than 200 entries",
        ),
        # Ids, slugs and references
        ({"id": "Ä"}, "id: is not an id; use lower-case letters and digits"),
        (quote(id="Quote 1"), "quotes[0].id: is not an id"),
        ({"slug": "Ada"}, "slug: is not a slug; use lower-case letters and digits"),
        ({"slug": "a b"}, "slug: is not a slug"),
        ({"former_slugs": ["a/b"]}, "former_slugs[0]: is not a slug"),
        ({"former_slugs": ["a", "a"]}, "former_slugs: names “a” twice"),
        (
            {"quotes": [quote_data(1), quote_data(1)]},
            "quotes[1].id: “quote-1” is used twice; every entry needs its own",
        ),
        (
            {"sources": [SOURCE, SOURCE]},
            "sources[1].id: “a-source” is used twice; every entry needs its own",
        ),
        (
            {
                "position": [
                    {"assessed_on": "2018", "beliefs": [{"id": "b", "text": "x"}]},
                    {"assessed_on": "2019", "beliefs": [{"id": "b", "text": "y"}]},
                ]
            },
            "position[1].beliefs[0].id: “b” is used twice; every entry needs its own",
        ),
        (
            quote(citations=[{"source": "other", "credibility": 1}]),
            "quotes[0].citations[0].source: “other” is not the id of any source",
        ),
        (
            role(organization="other"),
            "affiliations[0].organization: “other” is not the id of any organization",
        ),
        (
            {"awards": [{"award": "A Prize", "granted_by": "other"}]},
            "awards[0].granted_by: “other” is not the id of any organization",
        ),
        (
            quote(
                citations=[{"source": "a-source", "credibility": 1, "field": "soul"}]
            ),
            "quotes[0]: a citation names “soul”, not a field here",
        ),
        (
            {"citations": [{"source": "a-source", "credibility": 1, "field": "soul"}]},
            "the document: a citation names “soul”, not a field here",
        ),
        # Values off their lists
        (quote(wording="sung"), "quotes[0].wording: is not one of 'verbatim', 'cut'"),
        (event(category="party"), "history[0].category: is not one of 'career'"),
        (
            quote(citations=[{"source": "a-source", "credibility": 7}]),
            "quotes[0].citations[0].credibility: is not one of 1, 2, 3, 4, 5 or 6",
        ),
        (source(reliability="G"), "sources[0].reliability: is not one of 'A', 'B'"),
        ({"section_notes": {"hobbies": "none_found"}}, "section_notes.hobbies: is not"),
        ({"section_notes": {"media": "maybe"}}, "section_notes.media: is not one of"),
        ({"nationalities": ["XX"]}, "nationalities[0]: is not a country code"),
        ({"nationalities": ["fr"]}, "nationalities[0]: is not a country code"),
        ({"nationalities": ["FR", "FR"]}, "nationalities: names “FR” twice"),
        (quote(language="xx"), "quotes[0].language: is not a language tag"),
        (quote(language="English!"), "quotes[0].language: is not a language tag"),
        (quote(topics=["Safety", "safety"]), "quotes[0].topics: names “safety” twice"),
        (quote(topics=["Café", "CAFE"]), "quotes[0].topics: names “CAFE” twice"),
        (
            paper(doi="https://doi.org/10.1/x"),
            "research[0].doi: is not a DOI; write it by itself, such as 10.1000/182",
        ),
        (
            paper(arxiv_id="arXiv:1501.1"),
            "research[0].arxiv_id: is not an arXiv id; write it by itself and without",
        ),
        # People beside themselves
        (
            associate(name="Ada", person="ada-example"),
            "associates[0]: “ada-example” is whom the dossier is about; name somebody "
            "else, or say by an address which namesake it is",
        ),
        (
            associate(person="ada-once") | {"former_slugs": ["ada-once"]},
            "associates[0]: “ada-once” is whom the dossier is about",
        ),
        (associate(name="ADA EXAMPLE"), "associates[0]: “ADA EXAMPLE” is whom the"),
        (
            {
                "awards": [
                    {"award": "A Prize", "jointly_with": [{"name": "Ada Example"}]}
                ]
            },
            "awards[0]: “Ada Example” is whom the dossier is about",
        ),
        # Rules between fields
        (
            reading(provider=""),
            "metrics[0]: needs its provider and the day it was read (read_on), or must "
            "be marked with lacks_provenance: true",
        ),
        (reading(read_on=None), "metrics[0]: needs its provider and the day"),
        (
            role(is_primary=True, ended_on="2018"),
            "affiliations[0]: the primary affiliation cannot have ended",
        ),
        (
            {
                "affiliations": [
                    {**role(is_primary=True)["affiliations"][0]},
                    {**role(is_primary=True)["affiliations"][0]},
                ]
            },
            "affiliations[1]: only one affiliation can be the primary one",
        ),
        (
            {
                "position": [
                    {"assessed_on": "2018", "earliest_year": 2050, "latest_year": 2049}
                ]
            },
            "position[0]: latest_year lies before earliest_year",
        ),
        (
            {
                "position": [
                    {
                        "assessed_on": "2018",
                        "predicted_timeline": "Not stated",
                        "earliest_year": 2050,
                    }
                ]
            },
            "position[0]: has years, and predicted_timeline says “Not stated”; take "
            "out the years, or say there what was predicted",
        ),
        (
            {"media": [{"title": "T", "kind": "talk", "duration_minutes": 0}]},
            "media[0].duration_minutes: input should be greater than or equal to 1",
        ),
    ],
)
def test_a_fault_is_named_by_its_path(parts, fault):
    (found,) = faults_of(**parts)

    assert found.startswith(fault)


def test_every_fault_of_a_file_is_listed_at_once_by_line():
    text = """\
dossier: 1
name: 5
sort_name: Example, Ada
slug: Ada
born_on: 2023-02-29
qoutes: []
quotes:
  - text: Words.
    topics: [A topic]
    said_on: soon
    citations:
      - source: a-source
        credibility: 9
  - text: ""
    topics: []
sources:
  - id: a-source
    title: A source
    kind: news
    url: javascript:alert(1)
    reliability: B
"""

    assert faults_in(text) == [
        "name, line 2: is a number or a list where text belongs; put it in quotes",
        "slug, line 4: is not a slug; use lower-case letters and digits, joined by “-”",
        "born_on, line 5: “2023-02-29” does not exist: February 2023 has 28 days",
        "qoutes, line 6: “qoutes” is not a key here; did you mean “quotes”?",
        "quotes[0].said_on, line 10: “soon” is not a date; expected a date such as "
        "2018, 2018-03 or 2018-03-07",
        "quotes[0].citations[0].credibility, line 13: is not one of 1, 2, 3, 4, 5 or 6",
        "quotes[1].text, line 14: is empty",
        "quotes[1].topics, line 15: is empty",
        "sources[0].url, line 20: must begin with http:// or https://",
    ]


def test_lines_of_json_are_named_too():
    text = json.dumps(dossier_data(name=5, slug="Ada"), indent=1)

    assert faults_in(text) == [
        "name, line 3: is a number or a list where text belongs; put it in quotes",
        "slug, line 5: is not a slug; use lower-case letters and digits, joined by “-”",
    ]


@pytest.mark.parametrize("text", ["- a", "text", "5", "[1]", "null"])
def test_what_is_not_keys_and_values_is_no_dossier(text):
    assert faults_in(text) == [
        "the document, line 1: is not a dossier: expected keys and values"
    ]


def test_more_faults_than_anyone_reads_are_not_listed():
    found = faults_of(quotes=[{}] * 3_000)

    assert found[0] == (
        "the document: has too many faults to list; these are the first 1,000"
    )
    assert len(found) == 1_001


@pytest.mark.parametrize(
    "section",
    ["profile", "research", "media", "associates", "affiliations", "awards", "sources"],
)
def test_parts_after_so_many_faults_are_passed_over(section):
    metrics = [{"name": "Citations", "value": 1}] * 6_000

    found = faults_of(metrics=metrics, **{section: complete_data()[section]})

    assert found[0] == (
        "the document: has too many faults to list; these are the first 1,000"
    )
    assert all(fault.startswith(("the document", "metrics")) for fault in found)


def test_text_is_kept_composed_and_trimmed():
    document = dossier(name=" Zoe\u0308 ", note=" one\n\ntwo\n")

    assert (document.name, document.note) == ("Zoë", "one\n\ntwo")


# Ids made for entries without one


def without_ids(data: Any) -> Any:
    if isinstance(data, dict):
        kept = {"sources", "organizations"}
        return {
            key: value if key in kept else without_ids(value)
            for key, value in data.items()
            if key != "id"
        }
    return [*map(without_ids, data)] if isinstance(data, list) else data


def ids_in(data: object) -> list[str]:
    if isinstance(data, dict):
        own = [data["id"]] if "id" in data else []
        return own + [found for value in data.values() for found in ids_in(value)]
    return (
        [found for each in data for found in ids_in(each)]
        if isinstance(data, list)
        else []
    )


def test_ids_left_out_are_made_and_the_same_on_each_reading():
    text = json.dumps(without_ids(complete_data(2)))

    first, second = to_data(read_dossier(text)), to_data(read_dossier(text))

    assert first == second
    assert len(ids_in(first)) == len(ids_in(complete_data(2)))
    assert len(set(ids_in(first))) == len(ids_in(first))
    assert first["id"] == "ada-example"
    assert re.fullmatch(r"quote-[0-9a-f]{12}", first["quotes"][0]["id"])


def test_a_made_id_depends_neither_on_the_place_nor_on_other_entries():
    one, other = (without_ids(quote_data(number)) for number in (1, 2))

    alone = dossier(quotes=[one]).quotes
    among = dossier(quotes=[other, one], epithet="The Example").quotes

    assert alone[0].id == among[1].id != among[0].id


def test_entries_that_say_the_same_get_ids_of_their_own():
    same = without_ids(quote_data(1))
    figure = {
        "metric": "citations",
        "value": 5,
        "provider": "Reg",
        "read_on": "2024-01-02",
    }
    document = dossier(
        quotes=[same, same],
        position=[
            {"assessed_on": "2018", "beliefs": [{"text": "x"}]},
            {"assessed_on": "2019", "beliefs": [{"text": "x"}]},
        ],
        research=[publication_data(n, metrics=[figure]) for n in (1, 2)],
        metrics=[figure],
    )

    first = document.quotes[0].id
    beliefs = [belief.id for each in document.position for belief in each.beliefs]
    figures = [each.metrics[0].id for each in document.research]

    assert [each.id for each in document.quotes] == [first, f"{first}-2"]
    assert len(set(beliefs)) == 2
    assert len({*figures, document.metrics[0].id}) == 3


def test_a_publication_gets_the_same_id_in_the_dossiers_of_all_its_authors():
    work = without_ids(publication_data(1))

    ada = dossier(research=[work])
    bo = dossier(slug="bo", research=[{**work, "title": "PAPER  number 1"}])

    assert ada.research[0].id == bo.research[0].id


def test_a_dossier_with_a_slug_in_another_script_keeps_its_id_when_it_changes():
    before = dossier(slug="杨立昆")
    after = dossier(slug="杨立昆", epithet="The Contrarian")

    assert before.id == after.id
    assert re.fullmatch(r"dossier-[0-9a-f]{12}", before.id)


# Anything at all

words = st.text(st.characters(), max_size=30)
leaves = st.none() | st.booleans() | st.integers() | st.floats() | words
known_keys = st.sampled_from(sorted(without_ids(complete_data()))) | st.sampled_from(
    ["id", "text", "topics", "said_on", "source", "credibility", "url", "beliefs"]
)
anything = st.recursive(
    leaves,
    lambda children: (
        st.lists(children, max_size=4)
        | st.dictionaries(known_keys | words, children, max_size=5)
    ),
    max_leaves=25,
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(known_keys | words, anything, max_size=8))
def test_any_data_is_checked_or_refused(parts):
    with contextlib.suppress(DocumentError):
        check_dossier({**dossier_data(), **parts})


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(known_keys | words, anything, max_size=8))
def test_any_json_text_is_read_or_refused(parts):
    with contextlib.suppress(DocumentError):
        read_dossier(json.dumps({**dossier_data(), **parts}))


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters()) | st.text().map("dossier: 1\nname: {}".format))
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(DocumentError):
        read_dossier(text)


@settings(max_examples=200, deadline=None)
@given(words, st.text(st.characters(), max_size=60), st.lists(words, min_size=1))
def test_what_is_accepted_reads_back_from_both_canonical_forms(name, text, topics):
    try:
        document = dossier(name=name, note=text, quotes=[quote_data(topics=topics)])
    except DocumentError:
        return

    assert read_dossier(to_yaml(document)) == document
    assert read_dossier(to_json(document)) == document


def test_organizations_and_sources_need_not_be_used():
    document = dossier(sources=[SOURCE], organizations=[ORGANIZATION])

    assert [part.id for part in document.organizations] == ["an-organization"]


def test_stored_document_is_read_though_rules_about_values_came_later() -> None:
    data = dossier_data(born_on="9001")

    document = read_stored(json.dumps(data))

    assert str(document.born_on) == "9001"


def test_namesake_with_an_address_of_their_own_can_be_an_associate() -> None:
    parts = associate(name="Ada Example", person="ada-example-of-york")

    document = check_dossier(dossier_data(**parts))

    assert document.associates[0].person == "ada-example-of-york"
