"""Breaking a rule of the data, with and without the sentence that explains it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from profiles.databases import DESK


def assert_database_refuses(*rows: models.Model) -> None:
    """Write the rows past every check but the database's own, and see it refuse."""
    with pytest.raises(IntegrityError), transaction.atomic(using=DESK):
        type(rows[0])._default_manager.bulk_create(rows)


def sentences_about(row: models.Model) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        row.full_clean()
    return caught.value.messages


def assert_refused(row: models.Model, sentence: str) -> None:
    assert_database_refuses(row)
    assert [each for each in sentences_about(row) if sentence in each]
