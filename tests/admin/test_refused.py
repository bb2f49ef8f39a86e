"""Forms that could not be saved at all give back what was typed into them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from profiles.databases import DESK
from profiles.desk import recording
from profiles.desk.errors import RefusedError
from profiles.documents.loader import load_dossier
from profiles.models import Quote
from tests.admin.conftest import filled_in
from tests.factories import dossier, quote_data

pytestmark = pytest.mark.django_db(databases=[DESK])


def test_refusal_from_within_a_change_gives_back_what_was_typed(
    at_desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    quote = load_dossier(dossier(quotes=[quote_data()]), DESK).quotes.get()
    url = reverse("admin:profiles_quote_change", args=[quote.pk])
    sent = filled_in(at_desk.get(url)) | {"context": "Typed with care."}

    def refuse(*_: Any, **__: Any) -> None:
        raise RefusedError("Somebody else has to.")

    monkeypatch.setattr(recording, "require_editor", refuse)
    answer = at_desk.post(url, sent)

    assert answer.status_code == 409
    assert "Somebody else has to." in answer.text
    typed = {each.label: each.value for each in answer.context["typed"]}
    assert typed["Context"] == "Typed with care."
    assert typed["Citations 1: Credibility"] == "2"
    assert Quote.objects.get().context == quote.context
