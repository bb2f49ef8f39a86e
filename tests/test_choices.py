import pytest

from profiles.choices import AssociationKind, RelationKind


@pytest.mark.parametrize("kind", list(AssociationKind))
def test_both_sides_of_an_association_are_one_kind_of_relation(
    kind: AssociationKind,
) -> None:
    assert RelationKind.of(kind) is RelationKind.of(kind.inverse)


def test_only_co_authors_are_never_written_down_by_analysts() -> None:
    curated = {RelationKind.of(kind) for kind in AssociationKind}

    assert set(RelationKind) - curated == {RelationKind.CO_AUTHOR}
