"""The desk: every model of it, a module for each section.

The reading room's own records are not here: they follow from the editions.
"""

from profiles.admin import (
    affiliations,
    associates,
    awards,
    editions,
    history,
    media,
    metrics,
    organizations,
    portraits,
    position,
    profile,
    quotes,
    research,
    sources,
)

__all__ = [
    "affiliations",
    "associates",
    "awards",
    "editions",
    "history",
    "media",
    "metrics",
    "organizations",
    "portraits",
    "position",
    "profile",
    "quotes",
    "research",
    "sources",
]
