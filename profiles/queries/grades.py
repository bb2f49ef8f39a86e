"""Grades of what rows cite."""

from collections.abc import Iterable

from profiles.choices import Credibility, Reliability, Stance
from profiles.documents.citing import Grade
from profiles.models import Citation


def best_grade(citations: Iterable[Citation]) -> Grade | None:
    """The best grade that supports an entry; its citations have their sources."""
    return min(
        (grade_of(each) for each in citations if each.stance == Stance.SUPPORTS),
        default=None,
    )


def grade_of(citation: Citation) -> Grade:
    reliability = Reliability(citation.source.reliability)
    return Grade(reliability, Credibility(citation.credibility))
