"""Every public path in every format, on the nine starter dossiers: no link is dead."""

import os
import re
import subprocess
from collections import defaultdict, deque
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

pytestmark = pytest.mark.django_db(databases=["public"])

#: One address of every kind of page.
KINDS = [
    "/",
    "/?risk=low&q=l*",
    "/people/yann-lecun/",
    "/people/alan-turing/",
    "/people/yann-lecun/quotes/",
    "/people/yann-lecun/research/",
    "/quotes/",
    "/quotes/?q=understand*&topic=llm-limitations&view=table",
    "/quotes/?since=2023-02-29",
    "/quotes/?q=nothing-has-this",
    "/quotes/yl-quote-housecat/",
    "/research/",
    "/research/?decade=1980",
    "/timeline/",
    "/positions/",
    "/organizations/",
    "/organizations/google-deepmind/",
    "/awards/",
    "/awards/acm-a-m-turing-award/",
    "/topics/",
    "/topics/ai-risk/",
    "/sources/",
    "/sources/lex-416/",
    "/network/",
    "/compare/",
    "/compare/?people=yann-lecun,geoffrey-hinton,yoshua-bengio",
    "/search/",
    "/search/?q=learning",
    "/about/",
    "/people/nobody/",
]

#: Of addresses that differ only in what is asked, so many are followed.
_OF_EACH_SHAPE = 2


class _Links(HTMLParser):
    """The links, forms and ids of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.ids |= {values["id"]} if "id" in values else set()
        for name in ("href", "src", "action"):
            if name in values and not (tag == "link" and "static" in values[name]):
                self.found.add(values[name])
        for part in values.get("srcset", "").split(","):
            if part.strip():
                self.found.add(part.split()[0])


def _shape(address: str) -> tuple[str, tuple[str, ...]]:
    parts = urlsplit(address)
    names = tuple(sorted({name for name, _ in parse_qsl(parts.query)}))
    return (parts.path if names else address), names


def _body(response: HttpResponseBase) -> str:
    if response.streaming:
        return b"".join(response.streaming_content).decode(errors="replace")  # type: ignore[attr-defined]  # it streams
    return response.content.decode(errors="replace")  # type: ignore[attr-defined]  # it does not stream


@pytest.fixture
def walked(client: Client, nine_dossiers: None) -> dict[str, tuple[int, str, str]]:
    """Each address that a reader can come to: its status, its type, its text."""
    waiting = deque(KINDS)
    seen: dict[str, tuple[int, str, str]] = {}
    shapes: dict[object, int] = defaultdict(int)
    while waiting:
        address = waiting.popleft()
        if address in seen:
            continue
        shape = _shape(address)
        shapes[shape] += 1
        if shape[1] and shapes[shape] > _OF_EACH_SHAPE and address not in KINDS:
            continue
        response = client.get(address)
        kind = response.headers.get("Content-Type", "").split(";")[0]
        text = _body(response) if kind != "image/png" else ""
        seen[address] = response.status_code, kind, text
        if kind == "text/html":
            for link in _links(text).found:
                target = urljoin(f"http://testserver{address}", link)
                if target.startswith("http://testserver/"):
                    path = target.removeprefix("http://testserver").partition("#")[0]
                    if not path.startswith(("/static/", "/admin/")):
                        waiting.append(path)
    return seen


def _links(text: str) -> _Links:
    links = _Links()
    links.feed(text)
    return links


def test_no_link_is_dead_and_no_page_breaks(
    walked: dict[str, tuple[int, str, str]],
) -> None:
    expected_missing = {"/people/nobody/"}

    dead = {
        address: status
        for address, (status, _, _) in walked.items()
        if status != 200 and address not in expected_missing
    }

    assert dead == {}
    kinds = {kind for _, kind, _ in walked.values()}
    assert kinds >= {
        "text/html",
        "application/json",
        "application/yaml",
        "application/atom+xml",
        "text/csv",
        "application/x-bibtex",
        "application/x-research-info-systems",
    }


def test_every_anchor_that_is_linked_is_there(
    walked: dict[str, tuple[int, str, str]],
) -> None:
    pages = {
        address: _links(text)
        for address, (_, kind, text) in walked.items()
        if kind == "text/html"
    }

    missing = set()
    for address, links in pages.items():
        for link in links.found:
            target = urljoin(f"http://testserver{address}", link)
            path, _, anchor = target.removeprefix("http://testserver").partition("#")
            if anchor and path in pages and unquote(anchor) not in pages[path].ids:
                missing.add((address, link))

    assert sorted(missing)[:20] == []


def test_pages_are_valid_html(
    walked: dict[str, tuple[int, str, str]], tmp_path: Path
) -> None:
    """By the Nu Html Checker, where it is at hand."""
    jar = os.environ.get("DOSSIER_HTML_CHECKER")
    if not jar:
        pytest.skip("DOSSIER_HTML_CHECKER does not name the checker's vnu.jar.")
    for number, path in enumerate(KINDS):
        (tmp_path / f"{number:02d}.html").write_text(walked[path][2])

    done = subprocess.run(  # noqa: S603 -- the checker that the environment names
        ["java", "-jar", jar, "--errors-only", "--format", "text", str(tmp_path)],  # noqa: S607 -- whichever Java there is
        capture_output=True,
        text=True,
        check=False,
    )

    numbered = re.sub(r"file:\S*/(\d\d)\.html", lambda m: KINDS[int(m[1])], done.stderr)
    assert numbered.splitlines()[:30] == []
