"""What pages say to machines, in the vocabulary of schema.org, as plain data.

A property that is not known is left out. `profiles.templatetags.linked_data` puts the
data into pages as JSON-LD.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django_countries import countries

from profiles.choices import AffiliationKind, Attribution, PublicationKind
from profiles.dates import PartialDate
from profiles.documents.schema import AffiliationPart, DossierDocument, PortraitPart

Data = dict[str, Any]

_CONTEXT = "https://schema.org"
_PUBLICATION_TYPES = {
    PublicationKind.BOOK: "Book",
    PublicationKind.CHAPTER: "Chapter",
    PublicationKind.THESIS: "Thesis",
    PublicationKind.REPORT: "Report",
    PublicationKind.ESSAY: "Article",
    PublicationKind.OTHER: "CreativeWork",
}


@dataclass(frozen=True)
class Named:
    """A person as a page names them; `url` is "" where there is no dossier."""

    name: str
    url: str = ""


def person_data(document: DossierDocument, *, url: str, image: str = "") -> Data:
    """A Person, at the absolute address of the dossier; `image` is its portrait's."""
    names = {each.id: each.name for each in document.organizations}
    current = [each for each in document.affiliations if each.ended_on is None]
    positions = [each for each in current if each.kind is AffiliationKind.POSITION]
    advisory = [each for each in current if each.kind is AffiliationKind.ADVISORY]
    return _stated(
        {
            "@context": _CONTEXT,
            "@type": "Person",
            "@id": url,
            "url": url,
            "name": document.name,
            "alternateName": document.other_names,
            "description": document.profile.summary,
            "image": _image(document.portrait, image),
            "birthDate": _date(document.born_on),
            "deathDate": _date(document.died_on),
            "nationality": [
                {"@type": "Country", "name": str(countries.name(code))}
                for code in document.nationalities
            ],
            "jobTitle": next((each.role for each in current if each.is_primary), ""),
            "worksFor": _organizations(positions, names),
            "affiliation": _organizations(advisory, names),
            "alumniOf": _named_once(
                "EducationalOrganization",
                (each.institution for each in document.profile.education),
            ),
            "award": [_award(each.award, each.awarded_on) for each in document.awards],
            "knowsAbout": document.profile.expertise,
            "sameAs": [
                each.scheme.address_of(each.value) for each in document.identifiers
            ],
        }
    )


def quotation_data(
    *,
    url: str,
    text: str,
    speaker: Named,
    attribution: Attribution,
    said_on: PartialDate | None = None,
    outlet: str = "",
    language: str = "",
    topics: Sequence[str] = (),
    sources: Sequence[str] = (),
) -> Data:
    """A Quotation; `sources` are the addresses of what it was read in.

    Only of verified words is the speaker the creator. Of others the doubt is stated,
    because whoever reads this data sees nothing else of the page.
    """
    is_verified = attribution is Attribution.VERIFIED
    doubt = f"{attribution.label}. {attribution.definition}"
    return _stated(
        {
            "@context": _CONTEXT,
            "@type": "Quotation",
            "@id": url,
            "url": url,
            "text": text,
            "inLanguage": language,
            "creator": _person(speaker) if is_verified else None,
            "description": ""
            if is_verified
            else f"Attributed to {speaker.name}. {doubt}",
            "dateCreated": _date(said_on),
            "isPartOf": {"@type": "CreativeWork", "name": outlet} if outlet else None,
            "about": list(topics),
            "citation": list(sources),
        }
    )


def article_data(
    *,
    url: str,
    title: str,
    authors: Sequence[Named],
    kind: PublicationKind,
    published_on: PartialDate | None = None,
    venue: str = "",
    description: str = "",
    doi: str = "",
    arxiv_id: str = "",
) -> Data:
    """A ScholarlyArticle, or what else a publication is; the description is ours."""
    return _stated(
        {
            "@context": _CONTEXT,
            "@type": _PUBLICATION_TYPES.get(kind, "ScholarlyArticle"),
            "@id": url,
            "url": url,
            "name": title,
            "author": [_person(author) for author in authors],
            "datePublished": _date(published_on),
            "isPartOf": {"@type": "CreativeWork", "name": venue} if venue else None,
            "description": description,
            "sameAs": [
                *([f"https://doi.org/{doi}"] if doi else []),
                *([f"https://arxiv.org/abs/{arxiv_id}"] if arxiv_id else []),
            ],
        }
    )


def item_list_data(
    name: str, items: Sequence[Data], *, url: str, total: int, first: int = 1
) -> Data:
    """An ItemList: a page of a list of `total` things that begins at number `first`."""
    return {
        "@context": _CONTEXT,
        "@type": "ItemList",
        "name": name,
        "url": url,
        "numberOfItems": total,
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "item": {k: v for k, v in item.items() if k != "@context"},
            }
            for position, item in enumerate(items, start=first)
        ],
    }


def _stated(data: Mapping[str, Any]) -> Data:
    return {key: value for key, value in data.items() if value}


def _date(value: PartialDate | None) -> str:
    """ISO 8601, as far as it is known; "" for a span or a decade."""
    return value.machine_text if value is not None else ""


def _person(named: Named) -> Data:
    return _stated({"@type": "Person", "name": named.name, "url": named.url})


def _image(portrait: PortraitPart | None, url: str) -> Data | None:
    if portrait is None or not url:
        return None
    licence = {"@type": "CreativeWork", "name": portrait.licence}
    return _stated(
        {
            "@type": "ImageObject",
            "contentUrl": url,
            "caption": portrait.alt_text,
            "creditText": portrait.credit,
            # The vocabulary wants an address or a work; the licence is known by name.
            "license": licence if portrait.licence else None,
        }
    )


def _award(name: str, awarded_on: PartialDate | None) -> str:
    return f"{name} ({awarded_on.year_text})" if awarded_on is not None else name


def _organizations(
    affiliations: Iterable[AffiliationPart], names: Mapping[str, str]
) -> list[Data]:
    return _named_once(
        "Organization", (names[each.organization] for each in affiliations)
    )


def _named_once(kind: str, names: Iterable[str]) -> list[Data]:
    return [{"@type": kind, "name": name} for name in dict.fromkeys(names)]
