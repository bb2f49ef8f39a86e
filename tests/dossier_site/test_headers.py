import pytest
from django.test import Client

pytestmark = pytest.mark.django_db(databases=["public"])


@pytest.mark.parametrize("path", ["/", "/nowhere/", "/robots.txt"])
def test_every_answer_carries_what_keeps_readers_safe(
    client: Client, path: str
) -> None:
    headers = client.get(path).headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "Set-Cookie" not in headers


def test_other_sites_are_told_nothing_and_our_own_forms_enough(client: Client) -> None:
    """Without any referrer, browsers send forms with the origin “null”, and the desk's
    protection against forged requests refuses even the login."""
    assert client.get("/").headers["Referrer-Policy"] == "same-origin"
