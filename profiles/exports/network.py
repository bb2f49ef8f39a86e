"""Who is joined to whom, as records and as rows."""

from collections.abc import Sequence
from typing import Any

from profiles.exports.records import citation_record, text_or_null
from profiles.models import Citation
from profiles.origin import Absolute
from profiles.queries.grades import best_grade
from profiles.queries.network import Evidence
from profiles.queries.ties import Member, Pair, Tie

TIE_COLUMNS = [
    "person",
    "person_slug",
    "other",
    "other_slug",
    "kind",
    "words",
    "is_derived",
    "started_on",
    "ended_on",
    "description",
    "grade",
    "sources",
    "note",
    "address",
]


def pair_record(pair: Pair, evidence: Evidence, absolute: Absolute) -> dict[str, Any]:
    """Two people and all that joins them, as JSON holds it; dates are EDTF."""
    return {
        "people": [_member(member, absolute) for member in pair.members],
        "ties": [_tie(tie, _cited(tie, evidence), absolute) for tie in pair.ties],
    }


def tie_rows(pair: Pair, evidence: Evidence, absolute: Absolute) -> list[list[Any]]:
    """What joins two people as rows under TIE_COLUMNS, one for each tie.

    Several sources are joined by “; ”.
    """
    return [_row(pair, tie, _cited(tie, evidence), absolute) for tie in pair.ties]


def _cited(tie: Tie, evidence: Evidence) -> Sequence[Citation]:
    return evidence.get(tie.association.pk, ()) if tie.association else ()


def _member(member: Member, absolute: Absolute) -> dict[str, str | None]:
    """Somebody, with slug and address where there is a dossier.

    The key is what the list is asked for them by.
    """
    person = member.person
    return {
        "name": member.name,
        "key": member.key,
        "slug": person.slug if person else None,
        "address": absolute(person.get_absolute_url()) if person else None,
    }


def _tie(tie: Tie, cited: Sequence[Citation], absolute: Absolute) -> dict[str, Any]:
    record = {
        "kind": tie.kind.value,
        "words": tie.words,
        "is_derived": tie.association is None,
    }
    if (association := tie.association) is not None:
        record |= {
            "id": association.stable_id,
            "address": absolute(tie.address),
            "started_on": text_or_null(association.started_on),
            "ended_on": text_or_null(association.ended_on),
            "description": association.description,
            "note": association.note,
            "grade": text_or_null(best_grade(cited)),
            "citations": [citation_record(each) for each in cited],
        }
    return record


def _row(
    pair: Pair, tie: Tie, cited: Sequence[Citation], absolute: Absolute
) -> list[Any]:
    association = tie.association
    return [
        *_member_cells(pair.one),
        *_member_cells(pair.other),
        tie.kind.value,
        tie.words,
        "no" if association else "yes",
        association.started_on if association else "",
        association.ended_on if association else "",
        association.description if association else "",
        best_grade(cited),
        "; ".join(each.source.url or each.source.title for each in cited),
        association.note if association else "",
        absolute(tie.address) if association else "",
    ]


def _member_cells(member: Member) -> list[str]:
    return [member.name, member.person.slug if member.person else ""]
