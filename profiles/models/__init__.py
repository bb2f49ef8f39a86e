"""The dossier's models, a module for each section, and those that sections share."""

from profiles.models.affiliations import Affiliation
from profiles.models.associates import Association
from profiles.models.awards import Award, AwardReceived, JointLaureate
from profiles.models.editions import (
    Edition,
    PublishedEdition,
    ReadingRoom,
    Tombstone,
    Withdrawal,
)
from profiles.models.history import Event
from profiles.models.index import IndexEntry, IndexTag
from profiles.models.media import MediaItem
from profiles.models.metrics import MetricReading
from profiles.models.organizations import Organization
from profiles.models.position import Belief, Position
from profiles.models.profile import (
    Education,
    Expertise,
    FormerSlug,
    Identifier,
    Nationality,
    OtherName,
    Person,
    PersonExpertise,
    Portrait,
    SectionNote,
)
from profiles.models.quotes import Quote, QuoteTopic, Topic
from profiles.models.research import Authorship, ListedPublication, Publication
from profiles.models.reviews import Correction, Presence, Remark, Review
from profiles.models.revisions import EntryChange, LedgerHead, Revision
from profiles.models.sources import Citation, Source

__all__ = [
    "Affiliation",
    "Association",
    "Authorship",
    "Award",
    "AwardReceived",
    "Belief",
    "Citation",
    "Correction",
    "Edition",
    "Education",
    "EntryChange",
    "Event",
    "Expertise",
    "FormerSlug",
    "Identifier",
    "IndexEntry",
    "IndexTag",
    "JointLaureate",
    "LedgerHead",
    "ListedPublication",
    "MediaItem",
    "MetricReading",
    "Nationality",
    "Organization",
    "OtherName",
    "Person",
    "PersonExpertise",
    "Portrait",
    "Position",
    "Presence",
    "Publication",
    "PublishedEdition",
    "Quote",
    "QuoteTopic",
    "ReadingRoom",
    "Remark",
    "Review",
    "Revision",
    "SectionNote",
    "Source",
    "Tombstone",
    "Topic",
    "Withdrawal",
]
