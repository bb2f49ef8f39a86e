"""Every fixed vocabulary of the dossier, with its order and its wording."""

from django.db.models import IntegerChoices, TextChoices


class Section(TextChoices):
    """The sections of a dossier, in the one order they have everywhere.

    The value is the key (anchor, document key, file name), the label the plain heading.
    """

    PROFILE = "profile", "Profile"
    HISTORY = "history", "Timeline"
    POSITION = "position", "Position on AGI"
    QUOTES = "quotes", "Quotes"
    RESEARCH = "research", "Publications"
    MEDIA = "media", "Talks and interviews"
    ASSOCIATES = "associates", "Associates"
    AFFILIATIONS = "affiliations", "Affiliations"
    AWARDS = "awards", "Awards"
    SOURCES = "sources", "Sources"

    @property
    def themed_label(self) -> str:
        """The heading in the dossier's own tone, shown beside the plain one."""
        return _THEMED_LABELS[self]

    @property
    def number(self) -> int:
        """The place in the order, from 1."""
        return list(Section).index(self) + 1


_THEMED_LABELS = {
    Section.PROFILE: "Intelligence Briefing",
    Section.HISTORY: "Operational History",
    Section.POSITION: "AGI Position Assessment",
    Section.QUOTES: "Intercepted Communications",
    Section.RESEARCH: "Research Output",
    Section.MEDIA: "Field Intelligence",
    Section.ASSOCIATES: "Known Associates",
    Section.AFFILIATIONS: "Organizational Affiliations",
    Section.AWARDS: "Commendations",
    Section.SOURCES: "Source Material",
}


class EntryKind(TextChoices):
    """What can be found in the reading room; the value begins every tag of its kind."""

    PERSON = "n", "People"
    QUOTE = "q", "Quotes"
    PUBLICATION = "r", "Publications"
    EVENT = "e", "Events"
    MEDIA_ITEM = "m", "Talks and interviews"
    ORGANIZATION = "g", "Organizations"
    SOURCE = "s", "Sources"


class SectionState(TextChoices):
    """What it means that a section has no entries."""

    NOT_RESEARCHED = "not_researched", "Not yet researched"
    NONE_FOUND = "none_found", "Researched, and none found"
    NOT_APPLICABLE = "not_applicable", "Not applicable"


class DossierState(TextChoices):
    """How far a dossier is on its way to readers."""

    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    APPROVED = "approved", "Approved, not out yet"
    PUBLISHED = "published", "Published"
    CHANGED = "changed", "Published, with changes that are not out yet"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ReviewState(TextChoices):
    """What became of a working copy that was sent to review."""

    IN_REVIEW = "in_review", "In review"
    RETURNED = "returned", "Returned"
    TAKEN_BACK = "taken_back", "Taken back"
    APPROVED = "approved", "Approved, not out yet"
    PUBLISHED = "published", "Published"


class ReviewStep(TextChoices):
    """What somebody did with a dossier on its way to readers."""

    SENT = "sent", "Sent to review"
    TAKEN_BACK = "taken_back", "Taken back from review"
    RETURNED = "returned", "Returned by the reviewer"
    APPROVED = "approved", "Approved"
    REOPENED = "reopened", "Approval taken back by a change"


class CorrectionState(TextChoices):
    """What became of a change to a record that published dossiers share."""

    WAITING = "waiting", "Waiting for another editor"
    PUBLISHED = "published", "Published"
    UNDONE = "undone", "Undone"


class EventCategory(TextChoices):
    CAREER = "career", "career"
    RESEARCH = "research", "research"
    AWARD = "award", "award"
    FOUNDING = "founding", "founding"
    DEPARTURE = "departure", "departure"


class RiskLevel(TextChoices):
    """How dangerous the person holds advanced AI to be, by the person's own words."""

    LOW = "low", "Low"
    MODERATE = "moderate", "Moderate"
    HIGH = "high", "High"
    CRITICAL = "critical", "Critical"

    @property
    def definition(self) -> str:
        return _RISK_DEFINITIONS[self]


_RISK_DEFINITIONS = {
    RiskLevel.LOW: (
        "The person holds the dangers of advanced AI to be ordinary ones that "
        "engineering and present law can deal with, and rejects catastrophic scenarios."
    ),
    RiskLevel.MODERATE: (
        "The person sees serious harm as possible, and expects it to be avoided by "
        "care that is likely to be taken."
    ),
    RiskLevel.HIGH: (
        "The person holds large-scale or irreversible harm to be a real possibility "
        "that present efforts do not suffice to prevent."
    ),
    RiskLevel.CRITICAL: (
        "The person holds the loss of human control or the end of humanity to be a "
        "live prospect that calls for action now."
    ),
}


#: How addresses and exports call a risk level that no statement on file tells.
NOT_STATED = "not-stated"


class Wording(TextChoices):
    """How the words on file relate to the words that were said."""

    VERBATIM = "verbatim", "Verbatim"
    CUT = "cut", "Cut"
    PARAPHRASE = "paraphrase", "Paraphrase"
    TRANSLATION = "translation", "Translation"

    @property
    def definition(self) -> str:
        return _WORDING_DEFINITIONS[self]


_WORDING_DEFINITIONS = {
    Wording.VERBATIM: "The words as they were said or written, nothing left out.",
    Wording.CUT: "The words as they were said or written, with something left out.",
    Wording.PARAPHRASE: "What was said, in somebody else’s words.",
    Wording.TRANSLATION: "The words in another language than they were said in.",
}


class Attribution(TextChoices):
    """Whether the person said it."""

    VERIFIED = "verified", "Verified"
    UNVERIFIED = "unverified", "Unverified"
    DISPUTED = "disputed", "Disputed"
    MISATTRIBUTED = "misattributed", "Misattributed"

    @property
    def definition(self) -> str:
        return _ATTRIBUTION_DEFINITIONS[self]


_ATTRIBUTION_DEFINITIONS = {
    Attribution.VERIFIED: "Read in a source that stands for the words.",
    Attribution.UNVERIFIED: "Not read in a source that could stand for the words.",
    Attribution.DISPUTED: "A source that should hold the words does not hold them.",
    Attribution.MISATTRIBUTED: "Said by somebody else, or by nobody.",
}


class PublicationKind(TextChoices):
    ARTICLE = "article", "Journal article"
    CONFERENCE = "conference", "Conference paper"
    PREPRINT = "preprint", "Preprint"
    BOOK = "book", "Book"
    CHAPTER = "chapter", "Book chapter"
    THESIS = "thesis", "Thesis"
    REPORT = "report", "Report"
    ESSAY = "essay", "Essay"
    OTHER = "other", "Other"


class MediaKind(TextChoices):
    INTERVIEW = "interview", "Interview"
    PODCAST = "podcast", "Podcast"
    TALK = "talk", "Talk"
    ARTICLE = "article", "Article"
    VIDEO = "video", "Video"


class AssociationKind(TextChoices):
    """What the associate is to the person of the dossier."""

    ADVISOR = "advisor", "Advisor"
    STUDENT = "student", "Student"
    MENTOR = "mentor", "Mentor"
    MENTEE = "mentee", "Mentee"
    MANAGER = "manager", "Manager"
    REPORT = "report", "Direct report"
    COLLABORATOR = "collaborator", "Collaborator"
    COLLEAGUE = "colleague", "Colleague"
    CO_FOUNDER = "co_founder", "Co-founder"
    CO_LAUREATE = "co_laureate", "Co-laureate"
    CRITIC = "critic", "Critic"
    CRITICIZED = "criticized", "Criticized by the person"
    INFLUENCE = "influence", "Influence on the person"
    INFLUENCED = "influenced", "Influenced by the person"
    COMMENTATOR = "commentator", "Commentator on the person’s work"
    SUBJECT = "subject", "Subject of the person’s comments"
    FELLOW_WITNESS = "fellow_witness", "Fellow witness"
    FRIEND = "friend", "Friend"
    FAMILY = "family", "Family in a public role"

    @property
    def inverse(self) -> "AssociationKind":
        """What the person of the dossier is to the associate."""
        return _INVERSE_ASSOCIATIONS.get(self, self)


_INVERSE_PAIRS = [
    (AssociationKind.ADVISOR, AssociationKind.STUDENT),
    (AssociationKind.MENTOR, AssociationKind.MENTEE),
    (AssociationKind.MANAGER, AssociationKind.REPORT),
    (AssociationKind.CRITIC, AssociationKind.CRITICIZED),
    (AssociationKind.INFLUENCE, AssociationKind.INFLUENCED),
    (AssociationKind.COMMENTATOR, AssociationKind.SUBJECT),
]
_INVERSE_ASSOCIATIONS = dict(
    [*_INVERSE_PAIRS, *((theirs, ours) for ours, theirs in _INVERSE_PAIRS)]
)


class RelationKind(TextChoices):
    """What joins two people; where each is something else to the other, it names both.

    The value is that of one of the two association kinds.
    """

    ADVISOR = "advisor", "Advisor and student"
    MENTOR = "mentor", "Mentor and mentee"
    MANAGER = "manager", "Manager and report"
    COLLABORATOR = "collaborator", "Collaborators"
    CO_AUTHOR = "co_author", "Co-authors"
    CO_LAUREATE = "co_laureate", "Co-laureates"
    COLLEAGUE = "colleague", "Colleagues"
    CO_FOUNDER = "co_founder", "Co-founders"
    CRITIC = "critic", "Critic and criticized"
    INFLUENCE = "influence", "Influence and influenced"
    COMMENTATOR = "commentator", "Commentator and subject"
    FELLOW_WITNESS = "fellow_witness", "Fellow witnesses"
    FRIEND = "friend", "Friends"
    FAMILY = "family", "Family"

    @classmethod
    def of(cls, kind: AssociationKind) -> "RelationKind":
        return cls(kind.value if kind.value in cls.values else kind.inverse.value)


class OrganizationKind(TextChoices):
    COMPANY = "company", "Company"
    UNIVERSITY = "university", "University"
    LABORATORY = "laboratory", "Laboratory"
    GOVERNMENT = "government", "Government"
    SOCIETY = "society", "Society"
    NON_PROFIT = "non_profit", "Non-profit"


class AffiliationKind(TextChoices):
    POSITION = "position", "Position"
    ADVISORY = "advisory", "Government advisory"


class Metric(TextChoices):
    H_INDEX = "h_index", "h-index"
    CITATIONS = "citations", "Citations"
    FOLLOWERS = "followers", "Followers"


class IdentifierScheme(TextChoices):
    WIKIDATA = "wikidata", "Wikidata"
    ORCID = "orcid", "ORCID"
    OPENALEX = "openalex", "OpenAlex"
    GOOGLE_SCHOLAR = "google_scholar", "Google Scholar"
    SEMANTIC_SCHOLAR = "semantic_scholar", "Semantic Scholar"
    HOMEPAGE = "homepage", "Homepage"
    X = "x", "X"
    BLUESKY = "bluesky", "Bluesky"
    LINKEDIN = "linkedin", "LinkedIn"
    FACEBOOK = "facebook", "Facebook"
    GITHUB = "github", "GitHub"

    def address_of(self, value: str) -> str:
        """Where the identifier leads to; a homepage is its own address."""
        return _IDENTIFIER_ADDRESSES[self].format(value)


_IDENTIFIER_ADDRESSES = {
    IdentifierScheme.WIKIDATA: "https://www.wikidata.org/wiki/{}",
    IdentifierScheme.ORCID: "https://orcid.org/{}",
    IdentifierScheme.OPENALEX: "https://openalex.org/{}",
    IdentifierScheme.GOOGLE_SCHOLAR: "https://scholar.google.com/citations?user={}",
    IdentifierScheme.SEMANTIC_SCHOLAR: "https://www.semanticscholar.org/author/{}",
    IdentifierScheme.HOMEPAGE: "{}",
    IdentifierScheme.X: "https://x.com/{}",
    IdentifierScheme.BLUESKY: "https://bsky.app/profile/{}",
    IdentifierScheme.LINKEDIN: "https://www.linkedin.com/in/{}",
    IdentifierScheme.FACEBOOK: "https://www.facebook.com/{}",
    IdentifierScheme.GITHUB: "https://github.com/{}",
}


class SourceKind(TextChoices):
    OFFICIAL = "official", "Official page"
    NEWS = "news", "News"
    INTERVIEW = "interview", "Interview"
    TRANSCRIPT = "transcript", "Transcript"
    RECORDING = "recording", "Recording"
    PUBLICATION = "publication", "Publication"
    BIBLIOGRAPHY = "bibliography", "Bibliography"
    ENCYCLOPEDIA = "encyclopedia", "Encyclopedia"
    BLOG = "blog", "Blog"
    SOCIAL = "social", "Social media"
    REPOSITORY = "repository", "Repository"
    OTHER = "other", "Other"


class LinkState(TextChoices):
    UNCHECKED = "unchecked", "Not checked"
    WORKING = "working", "Working"
    MOVED = "moved", "Moved"
    GONE = "gone", "Gone"


class Reliability(TextChoices):
    """How far the publisher of a source can be relied on (Admiralty scale)."""

    A = "A", "Completely reliable"
    B = "B", "Usually reliable"
    C = "C", "Fairly reliable"
    D = "D", "Not usually reliable"
    E = "E", "Unreliable"
    F = "F", "Reliability cannot be judged"


class Credibility(IntegerChoices):
    """How far the claim itself can be believed (Admiralty scale)."""

    CONFIRMED = 1, "Confirmed by other sources"
    PROBABLE = 2, "Probably true"
    POSSIBLE = 3, "Possibly true"
    DOUBTFUL = 4, "Doubtful"
    IMPROBABLE = 5, "Improbable"
    UNJUDGED = 6, "Truth cannot be judged"


class Stance(TextChoices):
    """What a source does to the claim that cites it."""

    SUPPORTS = "supports", "Supports"
    CONTRADICTS = "contradicts", "Contradicts"
