"""What the tests of the admin share: people signed in at the desk, and its forms."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.desk.conftest import Staff, analyst, editor, staff

__all__ = ["Staff", "analyst", "editor", "staff"]


@pytest.fixture
def at_desk(client: Client, analyst: User) -> Client:
    client.force_login(analyst)
    return client


def filled_in(page: Any) -> dict[str, Any]:
    """What a browser would send of the form on a page of the admin, unchanged."""
    forms = [page.context["adminform"].form]
    data = {"_seen": page.context["seen"], "_entry": page.context.get("entry_key", "")}
    for each in page.context["inline_admin_formsets"]:
        formset = each.formset
        forms += [formset.management_form, *formset.initial_forms]
        data[f"{formset.prefix}-TOTAL_FORMS"] = formset.initial_form_count()
        data |= dict(formset.entry_ids)
    for form in forms:
        for name in form.fields:
            value = form[name].value()
            if value is not None and value is not False:
                data.setdefault(form.add_prefix(name), value)
    return data
