"""The smallest valid documents; what a test is about stands in the test."""

from typing import Any

from profiles.documents.reader import check_dossier
from profiles.documents.schema import DossierDocument

SOURCE = {"id": "a-source", "title": "A source", "kind": "news", "reliability": "B"}
ORGANIZATION = {"id": "an-organization", "name": "An Organization", "kind": "company"}


def dossier_data(**parts: Any) -> dict[str, Any]:
    """The data of a dossier of nobody in particular, with the given parts."""
    return {
        "dossier": 1,
        "name": "Ada Example",
        "sort_name": "Example, Ada",
        "slug": "ada-example",
        "sources": [SOURCE],
        "organizations": [ORGANIZATION],
        **parts,
    }


def dossier(**parts: Any) -> DossierDocument:
    return check_dossier(dossier_data(**parts))


def quote_data(number: int = 1, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"quote-{number}",
        "text": f"Words number {number}.",
        "topics": ["A topic"],
        "attribution": "verified",
        "citations": [{"source": "a-source", "credibility": 2}],
        **fields,
    }


def portrait_data(number: int = 1, **fields: Any) -> dict[str, Any]:
    """A portrait as a document names it; its files are not anywhere."""
    return {
        "name": f"{number:032x}",
        "alt_text": f"Ada Example in front of {number} books.",
        "credit": "A Photographer",
        "licence": "CC BY-SA 4.0",
        "width": 800,
        "height": 1000,
        **fields,
    }


def event_data(number: int = 1, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"event-{number}",
        "occurred_on": "1994",
        "title": f"Event number {number}",
        "category": "career",
        "citations": [{"source": "a-source", "credibility": 2}],
        **fields,
    }


def position_data(entry_id: str = "position-1", /, **fields: Any) -> dict[str, Any]:
    """An assessment that states nothing but its day."""
    return {"id": entry_id, "assessed_on": "2026", **fields}


def publication_data(number: int = 1, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"publication-{number}",
        "title": f"Paper number {number}",
        "authors": [{"name": "Ada Example", "person": "ada-example"}],
        "published_on": "2015",
        "kind": "article",
        "citations": [{"source": "a-source", "credibility": 2}],
        **fields,
    }


def complete_data(size: int = 1, **parts: Any) -> dict[str, Any]:
    """Everything a document can say, `size` times over, in its canonical order."""
    numbers = range(1, size + 1)
    sources = [
        {
            "id": f"source-{n}",
            "title": f"Source {n}",
            "publisher": "A Publisher",
            "url": f"https://example.org/{n}",
            "archived_url": f"https://web.archive.org/web/{n}",
            "kind": "news",
            "published_on": "2019-05",
            "seen_on": "2024-01-02",
            "link_state": "working",
            "reliability": "B",
        }
        for n in numbers
    ]
    organizations = [
        {
            "id": f"organization-{n}",
            "name": f"Organization {n}",
            "full_name": f"The Organization {n}",
            "kind": "company",
            "country": "FR",
            "url": f"https://organization-{n}.example.org",
        }
        for n in numbers
    ]

    def entry(prefix: str, n: int, /, **fields: Any) -> dict[str, Any]:
        citation = {
            "source": f"source-{n}",
            "place": "p. 7",
            "excerpt": "As it stands there.",
            "stance": "contradicts",
            "credibility": 2,
        }
        return {
            "id": f"{prefix}-{n}",
            **fields,
            "note": f"A note on {prefix} {n}.",
            "citations": [citation, {"source": "source-1", "credibility": 6}],
        }

    def reading(prefix: str, n: int) -> dict[str, Any]:
        return entry(
            prefix, n, metric="citations", value=n, provider="Reg", read_on="2024-01-02"
        )

    def position(n: int) -> dict[str, Any]:
        beliefs = [
            entry(f"belief-{n}", each, text=f"Belief {each}") for each in numbers
        ]
        return entry(
            "position",
            n,
            assessed_on="2023",
            risk_level="low",
            predicted_timeline="Decades.",
            earliest_year=2030,
            latest_year=2050,
            stance="Calm.",
            beliefs=beliefs,
            safety_approach="By design.",
            remarks="Has not moved.",
        )

    return {
        "dossier": 1,
        "id": "ada",
        "name": "Ada Example",
        "sort_name": "Example, Ada",
        "other_names": [f"A. Example {n}" for n in numbers],
        "slug": "ada-example",
        "former_slugs": [f"ada-{n}" for n in numbers],
        "epithet": "The Example",
        "nationalities": ["FR", "US", "GB"][:size],
        "born_on": "1960-07-08",
        "died_on": "202X",
        "reviewed_on": "2024-01-02",
        "portrait": portrait_data(size),
        "identifiers": [{"scheme": "github", "value": f"ada-{n}"} for n in numbers],
        "metrics": [reading("reading", n) for n in numbers],
        "section_notes": {"media": "none_found", "quotes": "not_applicable"},
        "note": "A note on the whole.",
        "citations": [{"source": "source-1", "field": "born_on", "credibility": 1}],
        "profile": {
            "summary": "A summary.",
            "biography": "First paragraph.\n\nSecond paragraph.",
            "expertise": [f"Field {n}" for n in numbers],
            "education": [
                entry(
                    "education",
                    n,
                    degree="PhD",
                    field="Computing",
                    institution="A University",
                    started_on="1980",
                    ended_on="1987~",
                )
                for n in numbers
            ],
        },
        "history": [
            entry(
                "event",
                n,
                occurred_on="2013-12-09",
                title=f"Event {n}",
                description="What happened.",
                category="career",
            )
            for n in numbers
        ],
        "position": [position(n) for n in numbers],
        "quotes": [
            entry(
                "quote",
                n,
                text=f"Words {n}.",
                said_on="2018/2019",
                outlet="An outlet",
                topics=[f"Topic {n}", "Topic 0"],
                context="Asked about it.",
                language="fr",
                translation="Words.",
                wording="cut",
                attribution="verified",
            )
            for n in numbers
        ],
        "research": [
            entry(
                "publication",
                n,
                title=f"Paper {n}",
                authors=[
                    {"name": "Ada Example", "person": "ada-example"},
                    {"name": "Bo Example"},
                ],
                published_on="2015-05",
                venue="A Journal",
                kind="article",
                abstract="What it says.",
                doi=f"10.1000/{n}",
                arxiv_id=f"1501.0000{n}",
                url=f"https://papers.example.org/{n}",
                is_key_work=True,
                metrics=[reading("figure", n)],
            )
            for n in numbers
        ],
        "media": [
            entry(
                "media",
                n,
                title=f"Talk {n}",
                outlet="A podcast",
                kind="podcast",
                published_on="2022",
                duration_minutes=90,
                url=f"https://talks.example.org/{n}",
            )
            for n in numbers
        ],
        "associates": [
            entry(
                "association",
                n,
                name=f"Bo Example {n}",
                person=f"bo-example-{n}",
                kind="student",
                started_on="1999",
                ended_on="2003",
                description="Wrote together.",
            )
            for n in numbers
        ],
        "affiliations": [
            entry(
                "affiliation",
                n,
                organization=f"organization-{n}",
                role="Chief",
                started_on="2013",
                **({"is_primary": True} if n == 1 else {"ended_on": "2020"}),
            )
            for n in numbers
        ],
        "awards": [
            entry(
                "award",
                n,
                award=f"Award {n}",
                granted_by="organization-1",
                awarded_on="2018",
                citation_text="For everything.",
                jointly_with=[{"name": "Bo Example", "person": "bo-example"}],
            )
            for n in numbers
        ],
        "sources": sources,
        "organizations": organizations,
        **parts,
    }


def complete(size: int = 1, **parts: Any) -> DossierDocument:
    return check_dossier(complete_data(size, **parts))
