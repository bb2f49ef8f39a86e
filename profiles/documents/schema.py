"""The dossier document, version 1: everything about one person's dossier.

The models below are the format. They check each value by itself and each reference
against the rest of the document; the JSON Schema is generated from them.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Self

from django_countries import countries
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PlainSerializer,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticOmit

from profiles import portraits, registers, text
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
from profiles.dates import (
    ANNOUNCED,
    DATED_AHEAD,
    PAST,
    PartialDate,
    require_no_later,
)
from profiles.languages import NOT_A_LANGUAGE, is_language_tag
from profiles.pictures import MAX_PIXELS

NAME_LENGTH = 200
TITLE_LENGTH = 500
NOTE_LENGTH = 2_000
TEXT_LENGTH = 5_000
BIOGRAPHY_LENGTH = 20_000

LARGEST_FIGURE = 10**12
#: Of names in one list, such as a quote's topics.
MOST_NAMES = 200

#: A document with more faults is no dossier, and nobody reads on.
MAX_FAULTS = 1_000


@dataclass
class References:
    """What the entries of one document may refer to, and the ids met so far."""

    sources: set[str]
    organizations: set[str]
    #: The name of whom it is about, as names are compared, and all their addresses.
    own_name: str = ""
    own_slugs: set[str] = field(default_factory=set)
    seen: dict[type, set[str]] = field(default_factory=lambda: defaultdict(set))
    has_primary_affiliation: bool = False
    fault_count: int = 0
    #: Whether it was checked when it was stored, perhaps by rules that have changed.
    is_stored: bool = False

    @classmethod
    def in_data(cls, data: Any, *, is_stored: bool = False) -> Self:
        """Collect the ids from data that has not been checked yet."""
        return cls(
            cls._ids(data, "sources"),
            cls._ids(data, "organizations"),
            *cls._own(data),
            is_stored=is_stored,
        )

    @staticmethod
    def _own(data: Any) -> tuple[str, set[str]]:
        found = data if isinstance(data, dict) else {}
        name, former = found.get("name"), found.get("former_slugs")
        slugs = [found.get("slug"), *(former if isinstance(former, list) else [])]
        return (
            text.fold(name) if isinstance(name, str) else "",
            {slug for slug in slugs if isinstance(slug, str)},
        )

    @staticmethod
    def _ids(data: Any, key: str) -> set[str]:
        entries = data.get(key) if isinstance(data, dict) else None
        if not isinstance(entries, list):
            return set()
        ids = (entry.get("id") for entry in entries if isinstance(entry, dict))
        return {found for found in ids if isinstance(found, str)}


def _cleaned(limit: int, *, multiline: bool = False) -> BeforeValidator:
    """Cleans text before its length is checked: NFC and trimming change that.

    Text far over the limit is left as it is, to be refused for its length alone.
    """

    def clean(value: object) -> object:
        if isinstance(value, str) and len(value) <= 4 * limit:
            return text.clean_text(value, multiline=multiline)
        return value

    return BeforeValidator(clean)


def _stable_id(value: str) -> str:
    if value and not text.is_stable_id(value):
        raise ValueError(
            "is not an id; use lower-case letters and digits, joined by “-”, "
            f"at most {text.MAX_ID_LENGTH} characters"
        )
    return value


def _slug(value: str) -> str:
    if value and not text.is_slug(value):
        raise ValueError(
            "is not a slug; use lower-case letters and digits, joined by “-”"
        )
    return value


def _portrait_name(value: str) -> str:
    if not portraits.is_name(value):
        raise ValueError(
            "is not the name of a portrait: 32 of the characters 0-9 and a-f, as its "
            "upload at the desk gave it"
        )
    return value


def _country(value: str) -> str:
    if value and not (len(value) == 2 and value.isupper() and value in countries):
        raise ValueError("is not a country code of ISO 3166-1, such as FR")
    return value


def _partial_date(value: object) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        value = f"{value:04d}"
    if not isinstance(value, str):
        raise ValueError("expected a date such as 2018, 2018-03 or 2018-03-07")
    return PartialDate.parse(value)


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise ValueError("expected a day that exists, such as 2018-03-07") from None


def _is_stored(info: ValidationInfo) -> bool:
    references: References | None = info.context
    return references is not None and references.is_stored


def _language(value: str, info: ValidationInfo) -> str:
    if not _is_stored(info) and not is_language_tag(value):
        raise ValueError(NOT_A_LANGUAGE)
    return value


def _no_later(years_ahead: int) -> AfterValidator:
    """Refuses dates of what cannot be known yet; an edition stays as it is."""

    def check(value: PartialDate | date, info: ValidationInfo) -> PartialDate | date:
        if not _is_stored(info):
            require_no_later(value, years_ahead)
        return value

    return AfterValidator(check)


def _link(value: str, info: ValidationInfo) -> str:
    if not value:
        return value
    link = text.clean_link(value)
    return link if _is_stored(info) else text.tidy_link(link)


def _doi(value: str, info: ValidationInfo) -> str:
    if value and not _is_stored(info):
        value = registers.bare_doi(value)
    if value:
        registers.check_doi(value)
    return value


def _arxiv_id(value: str, info: ValidationInfo) -> str:
    if value and not _is_stored(info):
        value = registers.bare_arxiv_id(value)
    if value:
        registers.check_arxiv_id(value)
    return value


def _without_repeats(values: list[str]) -> list[str]:
    seen: set[str] = set()
    for value in values:
        folded = text.fold(value)
        if folded in seen:
            raise ValueError(f"names “{value}” twice")
        seen.add(folded)
    return values


Name = Annotated[
    str, Field(min_length=1, max_length=NAME_LENGTH), _cleaned(NAME_LENGTH)
]
Title = Annotated[
    str, Field(min_length=1, max_length=TITLE_LENGTH), _cleaned(TITLE_LENGTH)
]
Line = Annotated[str, Field(max_length=TITLE_LENGTH), _cleaned(TITLE_LENGTH)]
Note = Annotated[
    str, Field(max_length=NOTE_LENGTH), _cleaned(NOTE_LENGTH, multiline=True)
]
Text = Annotated[
    str, Field(max_length=TEXT_LENGTH), _cleaned(TEXT_LENGTH, multiline=True)
]
Words = Annotated[
    str,
    Field(min_length=1, max_length=TEXT_LENGTH),
    _cleaned(TEXT_LENGTH, multiline=True),
]
Biography = Annotated[
    str, Field(max_length=BIOGRAPHY_LENGTH), _cleaned(BIOGRAPHY_LENGTH, multiline=True)
]
StableId = Annotated[str, AfterValidator(_stable_id)]
Slug = Annotated[str, AfterValidator(_slug)]
Link = Annotated[str, AfterValidator(_link)]
Country = Annotated[str, AfterValidator(_country)]
Language = Annotated[str, Field(min_length=2, max_length=35), AfterValidator(_language)]
Doi = Annotated[
    Line,
    AfterValidator(_doi),
    Field(json_schema_extra={"pattern": f"^({registers.DOI_PATTERN})?$"}),
]
ArxivId = Annotated[
    Line,
    AfterValidator(_arxiv_id),
    Field(json_schema_extra={"pattern": f"^({registers.ARXIV_PATTERN})?$"}),
]
EdtfDate = Annotated[
    PartialDate,
    BeforeValidator(_partial_date),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "description": "EDTF, such as 2018-03 or 2018~"}),
]
PastDate = Annotated[EdtfDate, _no_later(PAST)]
PrintedDate = Annotated[EdtfDate, _no_later(DATED_AHEAD)]
AnnouncedDate = Annotated[EdtfDate, _no_later(ANNOUNCED)]
Day = Annotated[
    date,
    BeforeValidator(_day),
    _no_later(PAST),
    PlainSerializer(date.isoformat, return_type=str),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Names = Annotated[
    list[Name], Field(max_length=MOST_NAMES), AfterValidator(_without_repeats)
]
Slugs = Annotated[
    list[Slug], Field(max_length=MOST_NAMES), AfterValidator(_without_repeats)
]
Countries = Annotated[
    list[Country], Field(max_length=MOST_NAMES), AfterValidator(_without_repeats)
]
Flag = Annotated[bool, Field(strict=True)]
Year = Annotated[int, Field(strict=True, ge=1, le=9999)]
Figure = Annotated[int, Field(strict=True, ge=0, le=LARGEST_FIGURE)]
Pixels = Annotated[int, Field(strict=True, ge=1, le=MAX_PIXELS)]


class Part(BaseModel):
    """A piece of a document; keys it does not know are refused."""

    model_config = ConfigDict(
        extra="forbid", arbitrary_types_allowed=True, ignored_types=(property,)
    )

    @model_validator(mode="wrap")
    @classmethod
    def _stop_at_many_faults(
        cls, value: Any, check: ModelWrapValidatorHandler[Self], info: ValidationInfo
    ) -> Self:
        """Parts after the last fault worth listing are not checked any more.

        A document full of faults would take more memory for them than for itself. A
        fault is counted again for each part around it, of which there are at most four.
        """
        references: References | None = info.context
        if references is None:
            return check(value)
        if references.fault_count > 4 * MAX_FAULTS:
            # Not an empty part, on which the checks that follow would stumble.
            raise PydanticOmit
        try:
            return check(value)
        except ValidationError as error:
            references.fault_count += error.error_count()
            raise


class CitationPart(Part):
    """What a source says to an entry, or to one field of it."""

    source: StableId
    field: Annotated[str, Field(max_length=50)] = ""
    place: Line = ""
    excerpt: Note = ""
    stance: Stance = Stance.SUPPORTS
    credibility: Credibility

    @field_validator("source")
    @classmethod
    def _is_listed(cls, value: str, info: ValidationInfo) -> str:
        references: References | None = info.context
        if references is not None and value not in references.sources:
            raise ValueError(f"“{value}” is not the id of any source of this document")
        return value


class Entry(Part):
    """Anything with an id of its own. An id left out is made on import."""

    id: StableId = ""

    @field_validator("id")
    @classmethod
    def _is_unique(cls, value: str, info: ValidationInfo) -> str:
        references: References | None = info.context
        if references is not None and value:
            seen = references.seen[cls]
            if value in seen:
                raise ValueError(f"“{value}” is used twice; every entry needs its own")
            seen.add(value)
        return value


def _check_cited_fields(citations: list[CitationPart], *parts: type[Part]) -> None:
    known = {name for part in parts for name in part.model_fields}
    for citation in citations:
        if citation.field and citation.field not in known - {"id", "citations"}:
            raise ValueError(f"a citation names “{citation.field}”, not a field here")


class CitedEntry(Entry):
    """An entry that makes a claim: what it rests on, and what readers should know."""

    #: The fields that hold a claim, which a citation may name.
    spans: ClassVar[tuple[str, str] | None] = None

    note: Note = ""
    citations: list[CitationPart] = []

    @model_validator(mode="after")
    def _citations_name_fields(self) -> Self:
        _check_cited_fields(self.citations, type(self))
        return self

    @model_validator(mode="after")
    def _span_is_in_order(self) -> Self:
        if self.spans is not None:
            started, ended = (getattr(self, name) for name in self.spans)
            if (
                started is not None
                and ended is not None
                and ended.upper < started.lower
            ):
                raise ValueError(f"{self.spans[1]} lies before {self.spans[0]}")
        return self


class PersonPart(Part):
    """A person by name, and by slug where there is, or will be, a dossier."""

    name: Name
    person: Slug = ""


def _require_somebody_else(name: str, slug: str, info: ValidationInfo) -> None:
    """Refuse the person of the dossier; a namesake has an address of their own."""
    references: References | None = info.context
    if references is None or references.is_stored:
        return
    if slug in references.own_slugs or (
        not slug and text.fold(name) == references.own_name
    ):
        raise ValueError(
            f"“{slug or name}” is whom the dossier is about; name somebody else, or "
            "say by an address which namesake it is"
        )


def _organization_is_listed(value: str, info: ValidationInfo) -> str:
    references: References | None = info.context
    if references is not None and value and value not in references.organizations:
        raise ValueError(
            f"“{value}” is not the id of any organization of this document"
        )
    return value


OrganizationId = Annotated[
    str, AfterValidator(_slug), AfterValidator(_organization_is_listed)
]


class IdentifierPart(Part):
    scheme: IdentifierScheme
    value: Line

    @field_validator("value")
    @classmethod
    def _leads_to_somebody(cls, value: str, info: ValidationInfo) -> str:
        scheme: IdentifierScheme | None = info.data.get("scheme")
        if scheme is not None:
            if not _is_stored(info):
                value = registers.bare_identifier(scheme, value)
                registers.check_identifier(scheme, value)
            text.clean_link(scheme.address_of(value))
        return _link(value, info) if scheme is IdentifierScheme.HOMEPAGE else value


def _without_repeated_identifiers(
    values: list[IdentifierPart],
) -> list[IdentifierPart]:
    seen: set[tuple[str, str]] = set()
    for each in values:
        if (each.scheme, each.value) in seen:
            raise ValueError(f"names “{each.value}” twice")
        seen.add((each.scheme, each.value))
    return values


Identifiers = Annotated[
    list[IdentifierPart], AfterValidator(_without_repeated_identifiers)
]


class MetricReadingPart(CitedEntry):
    """A figure as a provider gave it on a day, or marked as lacking either."""

    metric: Metric
    value: Figure
    provider: Line = ""
    read_on: Day | None = None
    lacks_provenance: Flag = False

    @model_validator(mode="after")
    def _says_where_it_is_from(self) -> Self:
        if not self.lacks_provenance and not (self.provider and self.read_on):
            raise ValueError(
                "needs its provider and the day it was read (read_on), or must be "
                "marked with lacks_provenance: true"
            )
        return self


class EducationPart(CitedEntry):
    spans = ("started_on", "ended_on")

    degree: Title
    field: Line = ""
    institution: Title
    started_on: AnnouncedDate | None = None
    ended_on: AnnouncedDate | None = None


class PortraitPart(Part):
    """The person's picture, of so many pixels when it was uploaded.

    Its files are no part of a document; they are found by its name.
    """

    name: Annotated[str, AfterValidator(_portrait_name)]
    alt_text: Title
    credit: Line = ""
    licence: Line = ""
    width: Pixels
    height: Pixels


class ProfilePart(Part):
    summary: Text = ""
    biography: Biography = ""
    expertise: Names = []
    education: list[EducationPart] = []


class EventPart(CitedEntry):
    occurred_on: AnnouncedDate
    title: Title
    description: Text = ""
    category: EventCategory


class BeliefPart(CitedEntry):
    text: Words


class PositionPart(CitedEntry):
    """One assessment. A level left out means that none is stated."""

    assessed_on: PastDate
    risk_level: RiskLevel | None = None
    predicted_timeline: Text = ""
    earliest_year: Year | None = None
    latest_year: Year | None = None
    stance: Text = ""
    beliefs: list[BeliefPart] = []
    safety_approach: Text = ""
    remarks: Text = ""

    @model_validator(mode="after")
    def _years_are_in_order(self) -> Self:
        if (
            self.earliest_year is not None
            and self.latest_year is not None
            and self.latest_year < self.earliest_year
        ):
            raise ValueError("latest_year lies before earliest_year")
        return self

    @model_validator(mode="after")
    def _years_are_stated(self, info: ValidationInfo) -> Self:
        has_years = self.earliest_year is not None or self.latest_year is not None
        if (
            has_years
            and not _is_stored(info)
            and text.says_nothing_is_stated(self.predicted_timeline)
        ):
            raise ValueError(
                f"has years, and predicted_timeline says “{self.predicted_timeline}”; "
                "take out the years, or say there what was predicted"
            )
        return self


class QuotePart(CitedEntry):
    text: Words
    said_on: PastDate | None = None
    outlet: Line = ""
    topics: Annotated[Names, Field(min_length=1)]
    context: Note = ""
    language: Language = "en"
    translation: Text = ""
    wording: Wording = Wording.VERBATIM
    attribution: Attribution = Attribution.UNVERIFIED


class PublicationPart(CitedEntry):
    title: Title
    authors: Annotated[list[PersonPart], Field(min_length=1)]
    published_on: PrintedDate | None = None
    venue: Line = ""
    kind: PublicationKind
    abstract: Text = ""
    doi: Doi = ""
    arxiv_id: ArxivId = ""
    url: Link = ""
    is_key_work: Flag = False
    metrics: list[MetricReadingPart] = []


class MediaItemPart(CitedEntry):
    title: Title
    outlet: Line = ""
    kind: MediaKind
    published_on: PastDate | None = None
    duration_minutes: Annotated[int, Field(strict=True, ge=1, le=100_000)] | None = None
    url: Link = ""


class AssociationPart(CitedEntry):
    spans = ("started_on", "ended_on")

    name: Name
    person: Slug = ""
    kind: AssociationKind
    started_on: AnnouncedDate | None = None
    ended_on: AnnouncedDate | None = None
    description: Text = ""

    @model_validator(mode="after")
    def _is_somebody_else(self, info: ValidationInfo) -> Self:
        _require_somebody_else(self.name, self.person, info)
        return self


class AffiliationPart(CitedEntry):
    """An end left out means: to the present day."""

    spans = ("started_on", "ended_on")

    organization: OrganizationId
    role: Title
    started_on: AnnouncedDate | None = None
    ended_on: AnnouncedDate | None = None
    kind: AffiliationKind = AffiliationKind.POSITION
    is_primary: Flag = False

    @model_validator(mode="after")
    def _primary_is_current(self) -> Self:
        if self.is_primary and self.ended_on is not None:
            raise ValueError("the primary affiliation cannot have ended")
        return self

    @model_validator(mode="after")
    def _primary_is_single(self, info: ValidationInfo) -> Self:
        references: References | None = info.context
        if references is not None and self.is_primary:
            if references.has_primary_affiliation:
                raise ValueError("only one affiliation can be the primary one")
            references.has_primary_affiliation = True
        return self


class AwardReceivedPart(CitedEntry):
    award: Title
    granted_by: OrganizationId = ""
    awarded_on: PrintedDate | None = None
    citation_text: Text = ""
    jointly_with: list[PersonPart] = []

    @model_validator(mode="after")
    def _is_shared_with_others(self, info: ValidationInfo) -> Self:
        for each in self.jointly_with:
            _require_somebody_else(each.name, each.person, info)
        return self


class SourcePart(Entry):
    id: Annotated[StableId, Field(min_length=1)]
    title: Title
    publisher: Line = ""
    url: Link = ""
    archived_url: Link = ""
    kind: SourceKind
    published_on: PrintedDate | None = None
    seen_on: Day | None = None
    link_state: LinkState = LinkState.UNCHECKED
    reliability: Reliability


class OrganizationPart(Entry):
    """The id is the organization's slug, and so its address."""

    id: Annotated[Slug, Field(min_length=1)]
    name: Title
    full_name: Line = ""
    kind: OrganizationKind
    country: Country = ""
    url: Link = ""


class DossierDocument(Entry):
    """One person's dossier. Citations at the top name the field they bear out."""

    dossier: Literal[1]
    id: StableId = ""
    name: Name
    sort_name: Name
    other_names: Names = []
    slug: Annotated[Slug, Field(min_length=1)]
    former_slugs: Slugs = []
    epithet: Line = ""
    nationalities: Countries = []
    born_on: PastDate | None = None
    died_on: PastDate | None = None
    reviewed_on: Day | None = None
    portrait: PortraitPart | None = None
    identifiers: Identifiers = []
    metrics: list[MetricReadingPart] = []
    section_notes: dict[Section, SectionState] = {}
    note: Note = ""
    citations: list[CitationPart] = []
    profile: ProfilePart = ProfilePart()
    history: list[EventPart] = []
    position: list[PositionPart] = []
    quotes: list[QuotePart] = []
    research: list[PublicationPart] = []
    media: list[MediaItemPart] = []
    associates: list[AssociationPart] = []
    affiliations: list[AffiliationPart] = []
    awards: list[AwardReceivedPart] = []
    sources: list[SourcePart] = []
    organizations: list[OrganizationPart] = []

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        _check_cited_fields(self.citations, type(self), ProfilePart)
        born, died = self.born_on, self.died_on
        if born is not None and died is not None and died.upper < born.lower:
            raise ValueError("died_on lies before born_on")
        return self
