"""About: the scales, the definitions and the rules, read from where they are kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from profiles.choices import (
    AffiliationKind,
    AssociationKind,
    Attribution,
    Credibility,
    EventCategory,
    IdentifierScheme,
    LinkState,
    MediaKind,
    Metric,
    OrganizationKind,
    PublicationKind,
    Reliability,
    RiskLevel,
    Section,
    SectionState,
    SourceKind,
    Stance,
    Wording,
)
from profiles.dates import PartialDate
from profiles.documents.citing import Grade

#: Every grade, a row for each letter.
_GRADES = [
    (letter, [Grade(letter, figure) for figure in Credibility])
    for letter in Reliability
]
#: One date of each form that the notation has.
_DATES = [
    PartialDate.parse(text)
    for text in (
        "2018",
        "2018-03",
        "2018-03-07",
        "2018~",
        "2018?",
        "2018%",
        "201X",
        "20XX",
        "2018/2019",
        "2018/..",
        "../2018",
        "2018/",
        "XXXX",
    )
]
#: Vocabularies whose words need no more than to be listed, under their headings.
_VOCABULARIES = [
    ("Events", list(EventCategory)),
    ("Publications", list(PublicationKind)),
    ("Talks and interviews", list(MediaKind)),
    ("Organizations", list(OrganizationKind)),
    ("Affiliations", list(AffiliationKind)),
    ("Sources", list(SourceKind)),
    ("Links of sources", list(LinkState)),
    ("Figures", list(Metric)),
    ("Identifiers", list(IdentifierScheme)),
]


def about(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "profiles/about.html",
        {
            "reliabilities": list(Reliability),
            "credibilities": list(Credibility),
            "grades": _GRADES,
            "stances": list(Stance),
            "levels": list(RiskLevel),
            "attributions": list(Attribution),
            "wordings": list(Wording),
            "states": list(SectionState),
            "associations": list(AssociationKind),
            "dates": _DATES,
            "sections": list(Section),
            "vocabularies": _VOCABULARIES,
        },
    )
