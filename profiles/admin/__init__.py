"""The desk: every model of it, a module for each section.

The reading room's own records are not here: they follow from the editions.
"""

from profiles.admin import (
    affiliations,
    associates,
    awards,
    corrections,
    editions,
    history,
    home,
    keeping,
    media,
    merging,
    metrics,
    organizations,
    portraits,
    position,
    presence,
    preview,
    profile,
    quotes,
    research,
    reviews,
    revisions,
    sources,
)

__all__ = [
    "affiliations",
    "associates",
    "awards",
    "corrections",
    "editions",
    "history",
    "home",
    "keeping",
    "media",
    "merging",
    "metrics",
    "organizations",
    "portraits",
    "position",
    "presence",
    "preview",
    "profile",
    "quotes",
    "research",
    "reviews",
    "revisions",
    "sources",
]
