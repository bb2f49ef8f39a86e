"""What a share card says: of a dossier, of a quote, of where somebody stands on AGI.

A card travels without its page, so it carries what makes its words worth anything:
where they are from, when they were said, and how sure it is. `card_drawing` draws it.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import PIL
from django.urls import reverse

from profiles.choices import Attribution, RiskLevel, Stance, Wording
from profiles.dates import PartialDate
from profiles.documents.citing import Grade
from profiles.documents.schema import (
    DossierDocument,
    PositionPart,
    SourcePart,
)
from profiles.exports.lettering import BOX, first_lettered, lettered
from profiles.queries.quotes import ListedQuote

#: Raised when the same words are drawn differently.
_FORM = 1

_NAMELESS = "A name in letters that this picture lacks"
_UNREADABLE = "The words are in letters that this picture lacks; read them on the page."
_BOXED = f"{BOX} stands for a sign that this picture lacks."


@dataclass(frozen=True)
class Card:
    """The words of a card, from its top to its bottom."""

    kind: str
    name: str
    words: str
    facts: str
    status: str
    address: str
    epithet: str = ""
    detail: str = ""
    grade: Grade | None = None
    level: RiskLevel | None = None
    is_quotation: bool = False
    is_doubtful: bool = False
    has_scale: bool = False

    @property
    def note(self) -> str:
        drawn = (self.name, self.words, self.facts, self.detail, self.epithet)
        return _BOXED if any(BOX in text for text in drawn) else ""

    @property
    def digest(self) -> str:
        """What changes when the picture does."""
        drawn = f"{_FORM} {PIL.__version__} {self!r}"
        return hashlib.sha256(drawn.encode()).hexdigest()


def person_card(
    document: DossierDocument, *, number: int, published_on: date, origin: str
) -> Card:
    """The card of a dossier's edition of that number; `origin` may be ""."""
    return Card(
        kind="Dossier",
        name=_name(document.name, document.other_names, document.slug),
        epithet=lettered(document.epithet) or "",
        detail=lettered(_role(document)) or "",
        words=_words(document.profile.summary or "No summary is on file yet."),
        facts=f"Edition {number}, {PartialDate.of_day(published_on).words}",
        status=_sources_in_words(document.sources),
        address=_address(
            origin, reverse("profiles:person-detail", args=[document.slug])
        ),
    )


def position_card(document: DossierDocument, origin: str) -> Card | None:
    """The card of the present assessment; None where there is none."""
    if not document.position:
        return None
    position = document.position[0]
    source = _first_source(document, position)
    stance = position.stance or position.remarks or "No stance is on file."
    return Card(
        kind="Position on AGI",
        name=_name(document.name, document.other_names, document.slug),
        detail=lettered(f"Predicted timeline: {_timeline(position)}") or "",
        words=_words(stance),
        facts=_line([f"Assessed {position.assessed_on.words}", source]),
        status="Read from the person’s own statements",
        grade=_grade_in(document, position),
        level=position.risk_level,
        has_scale=True,
        address=_address(
            origin, reverse("profiles:person-position", args=[document.slug])
        ),
    )


def position_description(position: PositionPart) -> str:
    """What is said of an assessment beside its card."""
    level = position.risk_level.label.lower() if position.risk_level else "not stated"
    timeline = _timeline(position).removesuffix(".")
    return (
        f"Perceived risk of advanced AI: {level}, assessed "
        f"{position.assessed_on.words} from the person’s own statements. "
        f"Predicted timeline: {timeline}."
    )


def quote_card(listed: ListedQuote, other_names: Sequence[str], origin: str) -> Card:
    """The card of a quote; `other_names` are its speaker's."""
    quote, attribution = listed.quote, listed.attribution
    words, language = lettered(quote.text), ""
    if words is None and quote.translation:
        words, language = lettered(quote.translation), f"translated ({quote.language})"
    return Card(
        kind="Quote",
        name=_name(quote.person.name, other_names, quote.person.slug),
        words=words or _UNREADABLE,
        is_quotation=words is not None,
        facts=_line(
            [
                quote.outlet or _source_of(listed),
                quote.said_on.words if quote.said_on else "undated",
                "" if listed.wording is Wording.VERBATIM else listed.wording.label,
                language,
            ]
        ),
        status=_attribution_in_words(attribution),
        is_doubtful=attribution is not Attribution.VERIFIED,
        grade=listed.grade,
        address=_address(
            origin, reverse("profiles:quote-detail", args=[quote.stable_id])
        ),
    )


def _name(name: str, other_names: Sequence[str], slug: str) -> str:
    return first_lettered([name, *other_names, slug]) or _NAMELESS


def _words(text: str) -> str:
    return lettered(text) or _UNREADABLE


def _line(parts: Iterable[str]) -> str:
    return " · ".join(drawn for part in parts if part and (drawn := lettered(part)))


def _address(origin: str, path: str) -> str:
    """Where the page is, as people write it; a path alone where no host is set."""
    return f"{origin.partition('://')[2]}{path}"


def _role(document: DossierDocument) -> str:
    names = {each.id: each.name for each in document.organizations}
    primary = next((each for each in document.affiliations if each.is_primary), None)
    if primary is None:
        return ""
    return f"{primary.role}, {names[primary.organization]}"


def _timeline(position: PositionPart) -> str:
    if position.predicted_timeline:
        return position.predicted_timeline
    years = [str(y) for y in (position.earliest_year, position.latest_year) if y]
    return "–".join(years) or "not stated"


def _sources_in_words(sources: Sequence[SourcePart]) -> str:
    if not sources:
        return "No source is cited yet"
    grades = sorted({source.reliability.value for source in sources})
    span = grades[0] if len(grades) == 1 else f"{grades[0]} to {grades[-1]}"
    noun = "source" if len(sources) == 1 else "sources"
    return f"{len(sources):,} {noun}, reliability {span}"


def _attribution_in_words(attribution: Attribution) -> str:
    if attribution is Attribution.VERIFIED:
        return attribution.label
    return f"{attribution.label}. {attribution.definition.removesuffix('.')}"


def _source_of(listed: ListedQuote) -> str:
    sources = [each.source for each in listed.citations]
    return (
        (sources[0].publisher or sources[0].title) if sources else "source not stated"
    )


def _first_source(document: DossierDocument, position: PositionPart) -> str:
    sources = {source.id: source for source in document.sources}
    cited = [
        sources[each.source]
        for each in position.citations
        if each.stance is Stance.SUPPORTS
    ]
    return (cited[0].publisher or cited[0].title) if cited else "source not stated"


def _grade_in(document: DossierDocument, position: PositionPart) -> Grade | None:
    """The best grade that supports the assessment."""
    sources = {source.id: source for source in document.sources}
    return min(
        (
            Grade(sources[each.source].reliability, each.credibility)
            for each in position.citations
            if each.stance is Stance.SUPPORTS
        ),
        default=None,
    )
