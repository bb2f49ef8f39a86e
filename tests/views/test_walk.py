"""Every public path in every format, on the nine starter dossiers: no link is dead."""

import os
import re
import subprocess
from collections import defaultdict, deque
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

import pytest
from django.test import Client

from profiles.documents.schema import DossierDocument

pytestmark = pytest.mark.django_db(databases=["public"])

#: One address of every kind of page.
KINDS = [
    "/",
    "/?risk=low&q=l*",
    "/people/yann-lecun/",
    "/people/alan-turing/",
    "/people/ada-example/editions/",
    "/people/ada-example/editions/1/",
    "/people/ada-example/editions/3/",
    "/people/ada-example/editions/1/changes/",
    "/people/ada-example/editions/2/changes/",
    "/people/ada-example/editions/9/",
    "/people/yann-lecun/quotes/",
    "/people/yann-lecun/position/",
    "/people/yann-lecun/research/",
    "/quotes/",
    "/quotes/?q=understand*&topic=llm-limitations&view=table",
    "/quotes/?since=2023-02-29",
    "/quotes/?q=nothing-has-this",
    "/quotes/yl-quote-housecat/",
    "/research/",
    "/research/?decade=1980s",
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

_NOT_THERE = {"/people/ada-example/editions/9/", "/people/nobody/"}

#: Of addresses that differ only in what is asked, so many are followed.
_OF_EACH_SHAPE = 2


class _Links(HTMLParser):
    """The links, forms, share cards and ids of a page."""

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
        if values.get("property") in ("og:url", "og:image"):
            self.found.add(values["content"])


def _shape(address: str) -> tuple[str, tuple[str, ...]]:
    parts = urlsplit(address)
    names = tuple(sorted({name for name, _ in parse_qsl(parts.query)}))
    return (parts.path if names else address), names


def _body(response: Any) -> str:
    parts = response.streaming_content if response.streaming else [response.content]
    return b"".join(parts).decode(errors="replace")


def _walk(client: Client) -> dict[str, tuple[int, str, _Links]]:
    """Each address that a reader can come to: its status, its type, its links."""
    waiting = deque(KINDS)
    seen: dict[str, tuple[int, str, _Links]] = {}
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
        text = "" if kind.startswith(("image/", "application/zip")) else _body(response)
        links = _links(text if kind == "text/html" else "")
        seen[address] = response.status_code, kind, links
        waiting += [path for path, _, _ in _targets(address, links)]
    return seen


def _targets(address: str, links: _Links) -> Iterator[tuple[str, str, str]]:
    """Where links of ours lead: path, anchor, and the link as it stands there."""
    for link in links.found:
        target = urljoin(f"http://testserver{address}", link)
        if target.startswith("http://testserver/"):
            path, _, anchor = target.removeprefix("http://testserver").partition("#")
            if not path.startswith(("/static/", "/admin/")):
                yield path, unquote(anchor), link


def _links(text: str) -> _Links:
    links = _Links()
    links.feed(text)
    return links


def test_no_link_is_dead_and_no_page_breaks(
    client: Client, nine_dossiers: None, revised_dossier: DossierDocument
) -> None:
    walked = _walk(client)

    dead = {
        address: status
        for address, (status, _, _) in walked.items()
        if status != 200 and address not in _NOT_THERE
    }
    pages = {
        address: links
        for address, (_, kind, links) in walked.items()
        if kind == "text/html"
    }
    lost = sorted(
        (address, link)
        for address, links in pages.items()
        for path, anchor, link in _targets(address, links)
        if anchor and path in pages and anchor not in pages[path].ids
    )
    assert (dead, lost[:20]) == ({}, [])
    assert {
        re.sub(r"/[^/]+/(?=[a-z]+\.png)", "/…/", address)
        for address, (_, kind, _) in walked.items()
        if kind == "image/png"
    } == {"/people/…/card.png", "/people/…/position.png", "/quotes/…/card.png"}
    assert {kind for _, kind, _ in walked.values()} >= {
        "application/atom+xml",
        "application/json",
        "application/x-bibtex",
        "application/x-research-info-systems",
        "application/yaml",
        "text/csv",
        "text/html",
    }


def test_every_kind_of_page_is_valid_html(
    client: Client,
    nine_dossiers: None,
    revised_dossier: DossierDocument,
    tmp_path: Path,
) -> None:
    """By the Nu Html Checker, where it is at hand."""
    jar = os.environ.get("DOSSIER_HTML_CHECKER")
    if not jar:
        pytest.skip("DOSSIER_HTML_CHECKER does not name the checker's vnu.jar.")
    pages = tmp_path / "pages"
    pages.mkdir()
    for number, path in enumerate(KINDS):
        (pages / f"{number:02d}.html").write_text(_body(client.get(path)))

    done = subprocess.run(  # noqa: S603 -- the checker that the environment names
        ["java", "-jar", jar, "--errors-only", "--format", "gnu", str(pages)],  # noqa: S607 -- whichever Java there is
        capture_output=True,
        text=True,
        check=False,
    )

    numbered = re.sub(
        r"\S*/(\d\d)\.html", lambda match: KINDS[int(match[1])], done.stderr
    )
    assert numbered.splitlines()[:30] == []
