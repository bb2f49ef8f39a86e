import json
import re
from html import unescape
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse

from profiles.documents.schema import DossierDocument
from profiles.templatetags.linked_data import linked_data
from tests.conftest import Shelve
from tests.factories import dossier

EVIL = "</script><script>alert(1)</script> <!-- & \u2028\u2029 'x' \"y\""
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def test_data_in_a_page_can_neither_end_its_block_nor_be_markup() -> None:
    block = linked_data({"name": EVIL, EVIL: [EVIL]})

    found = BLOCK.fullmatch(block)
    assert found is not None
    assert not set("<>&\u2028\u2029") & set(found[1])
    assert json.loads(found[1]) == {"name": EVIL, EVIL: [EVIL]}


@pytest.mark.django_db(databases=["public"])
def test_page_of_a_dossier_has_its_person(
    client: Client, shelve: Shelve, lecun: DossierDocument, settings: Any
) -> None:
    settings.DOSSIER_ORIGIN = "https://dossiers.example.org"
    shelve(lecun)

    page = client.get(reverse("profiles:person-detail", args=["yann-lecun"]))

    (block,) = BLOCK.findall(page.content.decode())
    data = json.loads(block)
    assert (data["@type"], data["name"]) == ("Person", "Yann LeCun")
    assert data["url"] == "https://dossiers.example.org/people/yann-lecun/"


@pytest.mark.django_db(databases=["public"])
def test_person_of_a_dossier_has_the_picture_that_the_page_shows(
    client: Client, shelve: Shelve, portrait: dict[str, Any]
) -> None:
    shelve(dossier(portrait=portrait))

    page = client.get(reverse("profiles:person-detail", args=["ada-example"]))

    (block,) = BLOCK.findall(page.content.decode())
    image = json.loads(block)["image"]["contentUrl"]
    path = image.removeprefix("http://testserver")
    assert f'src="{path}"' in page.content.decode()
    assert client.get(path)["Content-Type"] == "image/jpeg"


@pytest.mark.django_db(databases=["public"])
def test_page_of_a_dossier_says_how_it_is_shown_where_it_is_shared(
    client: Client, shelve: Shelve
) -> None:
    shelve(dossier(name='Ada "A" Example', profile={"summary": "word " * 100}))

    page = client.get(reverse("profiles:person-detail", args=["ada-example"]))

    tags = {
        name: unescape(content)
        for name, content in re.findall(
            r'<meta (?:property|name)="((?:og|twitter):[a-z:_]+)" content="([^"]*)">',
            page.content.decode(),
        )
    }
    address = "http://testserver/people/ada-example/"
    alt = 'Card of the dossier on Ada "A" Example'
    summary = " ".join(["word"] * 40) + "…"
    assert tags == {
        "og:site_name": "Intelligence Dossier",
        "og:type": "profile",
        "og:title": 'Ada "A" Example',
        "og:description": summary,
        "og:url": address,
        "og:image": f"{address}card.png",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": alt,
        "twitter:card": "summary_large_image",
        "twitter:title": 'Ada "A" Example',
        "twitter:description": summary,
        "twitter:image": f"{address}card.png",
        "twitter:image:alt": alt,
    }


def test_page_without_a_description_has_no_tag_for_it(rf: RequestFactory) -> None:
    template = Template(
        "{% load linked_data %}"
        '{% social title="T" path="/x/" image="/x.png" image_alt="A picture" %}'
    )

    shown = template.render(Context({"request": rf.get("/x/")}))

    assert "description" not in shown
    assert '<meta property="og:type" content="website">' in shown


@pytest.mark.parametrize(
    ("origin", "address"),
    [
        ("", "http://testserver/x/"),
        ("https://dossiers.example.org", "https://dossiers.example.org/x/"),
    ],
)
def test_address_is_that_of_the_configured_origin_or_of_the_request(
    rf: RequestFactory, settings: Any, origin: str, address: str
) -> None:
    settings.DOSSIER_ORIGIN = origin
    template = Template(
        "{% load linked_data %}"
        '{% social title="T" path="/x/" image="/x.png" image_alt="A picture" %}'
    )

    shown = template.render(Context({"request": rf.get("/x/")}))

    assert f'<meta property="og:url" content="{address}">' in shown
