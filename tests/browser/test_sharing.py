"""What a page says to machines does no harm in a real browser."""

import pytest
from playwright.sync_api import Browser

from profiles.documents.schema import DossierDocument
from tests.browser.conftest import LOOKS, looks, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["public"]),
]

_LISTEN = """
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    window.violations.push(event.violatedDirective + " " + event.sourceFile));
"""


def test_linked_data_is_there_and_violates_no_policy(
    site: str, published_lecun: DossierDocument, browser: Browser
) -> None:
    page = browser.new_page()
    page.add_init_script(_LISTEN)

    page.goto(f"{site}/people/yann-lecun/")
    name = page.evaluate(
        "JSON.parse(document.querySelector("
        "'script[type=\"application/ld+json\"]').textContent).name"
    )
    page.evaluate(
        "document.head.append(Object.assign(document.createElement('script'),"
        " {textContent: 'window.ran = true'}))"
    )

    # The policy is in force: a script of the same place is refused, the data is not.
    assert name == "Yann LeCun"
    assert page.evaluate("window.ran") is None
    assert [each.split()[0] for each in page.evaluate("window.violations")] == [
        "script-src-elem"
    ]


def test_missing_page_leads_to_whom_was_meant(
    site: str, published_lecun: DossierDocument, browser: Browser
) -> None:
    page = browser.new_page()

    found = {
        look: violations(page, look)
        for look in looks(page, f"{site}/people/yan-lecunn/")
    }
    page.get_by_role("link", name="Yann LeCun").click()

    assert found == {look: [] for look in LOOKS}
    assert page.url == f"{site}/people/yann-lecun/"
