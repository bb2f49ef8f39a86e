import hashlib
import io
import json
import tracemalloc
from zipfile import ZipFile

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from jsonschema import Draft202012Validator
from pytest_django import DjangoAssertNumQueries

from profiles import reading_room
from profiles.databases import PUBLIC
from profiles.documents.reader import read_dossier
from profiles.documents.schema import DossierDocument
from profiles.documents.writer import to_json, to_yaml
from profiles.models import PublishedEdition
from tests.conftest import Shelve
from tests.factories import complete_data, dossier, quote_data

pytestmark = pytest.mark.django_db(databases=["public"])

FORMATS = ["person-json", "person-yaml"]


def address(name: str, slug: str = "ada-example") -> str:
    return reverse(f"profiles:{name}", args=[slug])


def several(size: int, text: str = "Words.") -> list[DossierDocument]:
    return [
        dossier(id=f"id-{n}", slug=f"slug-{n}", quotes=[quote_data(n, text=text)])
        for n in range(size)
    ]


def downloaded(client: Client) -> tuple[bytes, ZipFile]:
    content = b"".join(client.get(reverse("profiles:dossier-archive")))
    return content, ZipFile(io.BytesIO(content))


# One dossier


def test_json_is_the_text_of_which_the_digest_was_taken(
    client: Client, shelve: Shelve, lecun: DossierDocument
) -> None:
    shelve(lecun)

    response = client.get(address("person-json", "yann-lecun"))

    digest = PublishedEdition.objects.using(PUBLIC).get().digest
    assert response["Content-Type"] == "application/json"
    assert response.content.decode() == to_json(lecun)
    assert hashlib.sha256(response.content).hexdigest() == digest
    assert response["ETag"] == f'"{digest}"'


def test_yaml_is_what_an_export_writes(
    client: Client, shelve: Shelve, lecun: DossierDocument
) -> None:
    shelve(lecun)

    response = client.get(address("person-yaml", "yann-lecun"))

    assert response["Content-Type"] == "application/yaml"
    assert response.content.decode() == to_yaml(lecun)
    assert read_dossier(response.content.decode()) == lecun


@pytest.mark.parametrize("name", FORMATS)
def test_document_costs_one_query_and_is_not_sent_twice(
    client: Client,
    shelve: Shelve,
    name: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    shelve(dossier())
    etag = client.get(address(name))["ETag"]

    with django_assert_num_queries(1, connection=connections[PUBLIC]):
        again = client.get(address(name), headers={"If-None-Match": etag})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)


@pytest.mark.parametrize("name", FORMATS)
def test_document_is_sent_again_when_it_has_changed(
    client: Client, shelve: Shelve, name: str
) -> None:
    shelve(dossier())
    etag = client.get(address(name))["ETag"]
    shelve(dossier(id="bo", slug="bo-example", name="Bo Example"))

    other = client.get(address(name, "bo-example"), headers={"If-None-Match": etag})

    assert other.status_code == 200


def test_formats_do_not_share_an_etag(client: Client, shelve: Shelve) -> None:
    shelve(dossier())

    etags = {client.get(address(name))["ETag"] for name in FORMATS}

    assert len(etags) == 2


@pytest.mark.parametrize("name", FORMATS)
def test_unknown_document_is_not_there(client: Client, name: str) -> None:
    assert client.get(address(name, "nobody")).status_code == 404


@pytest.mark.parametrize("name", FORMATS)
def test_withdrawn_document_is_gone(client: Client, shelve: Shelve, name: str) -> None:
    document = shelve(dossier())
    with reading_room.changed():
        reading_room.bury(
            document.id, slug=document.slug, after_number=1, at=timezone.now()
        )

    assert client.get(address(name)).status_code == 410


@pytest.mark.parametrize("name", FORMATS)
def test_former_slug_leads_to_the_same_format(
    client: Client, shelve: Shelve, name: str
) -> None:
    shelve(dossier(former_slugs=["ada-formerly"]))

    response = client.get(address(name, "ada-formerly"))

    assert (response.status_code, response["Location"]) == (301, address(name))


@pytest.mark.parametrize("name", FORMATS)
def test_page_names_its_other_formats(
    client: Client, shelve: Shelve, name: str
) -> None:
    shelve(dossier())

    page = client.get(reverse("profiles:person-detail", args=["ada-example"]))

    media_type = f"application/{name.removeprefix('person-')}"
    assert (
        f'<link rel="alternate" type="{media_type}" href="{address(name)}"'
        in page.content.decode()
    )


# The schema


def test_schema_is_valid_and_takes_what_is_served(
    client: Client, shelve: Shelve
) -> None:
    shelve(dossier(**complete_data(2)))

    schema = json.loads(client.get(reverse("profiles:dossier-schema")).content)
    document = json.loads(client.get(address("person-json")).content)

    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(document)) == []
    assert list(Draft202012Validator(schema).iter_errors({**document, "x": 1})) != []


def test_schema_is_not_sent_twice(client: Client) -> None:
    etag = client.get(reverse("profiles:dossier-schema"))["ETag"]

    again = client.get(
        reverse("profiles:dossier-schema"), headers={"If-None-Match": etag}
    )

    assert again.status_code == 304


# All dossiers


def test_archive_holds_every_dossier_with_schema_and_licence(
    client: Client, shelve: Shelve
) -> None:
    documents = [dossier(), *several(2)]
    shelve(*documents)

    content, archive = downloaded(client)

    assert archive.testzip() is None
    assert archive.namelist() == [
        "LICENSE.txt",
        "dossier.schema.json",
        "dossiers/ada-example.json",
        "dossiers/slug-0.json",
        "dossiers/slug-1.json",
        "README.txt",
    ]
    for document in documents:
        member = archive.read(f"dossiers/{document.slug}.json")
        assert member.decode() == to_json(document)
    assert archive.read("LICENSE.txt").startswith(b"MIT License")
    assert content.count(b"dossiers/slug-1.json") == 2


def test_readme_counts_dossiers_and_editions_and_names_the_snapshot(
    client: Client, shelve: Shelve
) -> None:
    shelve(*several(2))
    newest = PublishedEdition.objects.using(PUBLIC).get(slug="slug-1")

    readme = downloaded(client)[1].read("README.txt").decode()

    moment = f"{newest.published_at:%B %Y, %H:%M} UTC"
    assert f"{newest.published_at.day} {moment}" in readme
    assert "Dossiers: 2, each in its current edition" in readme
    assert "Editions: 2 published of these dossiers" in readme
    assert f"{newest.digest}  dossiers/slug-1.json  edition 1, " in readme


def test_archive_has_the_same_bytes_whenever_it_is_made(
    client: Client, shelve: Shelve
) -> None:
    shelve(*several(3))

    assert downloaded(client)[0] == downloaded(client)[0]


def test_archive_of_nothing_says_so(client: Client) -> None:
    archive = downloaded(client)[1]

    assert "nothing published yet" in archive.read("README.txt").decode()


def test_archive_is_not_sent_twice_and_is_new_after_a_change(
    client: Client, shelve: Shelve
) -> None:
    url = reverse("profiles:dossier-archive")
    shelve(dossier())
    etag = client.get(url)["ETag"]

    same = client.get(url, headers={"If-None-Match": etag})
    shelve(*several(1))
    other = client.get(url, headers={"If-None-Match": etag})

    assert (same.status_code, other.status_code) == (304, 200)


def test_dossier_withdrawn_during_the_download_is_left_out_and_not_counted(
    client: Client, shelve: Shelve
) -> None:
    shelve(dossier(), *several(1))
    response = client.get(reverse("profiles:dossier-archive"))
    PublishedEdition.objects.using(PUBLIC).filter(slug="slug-0").delete()

    archive = ZipFile(io.BytesIO(b"".join(response)))

    assert "dossiers/slug-0.json" not in archive.namelist()
    assert "Dossiers: 1," in archive.read("README.txt").decode()


@pytest.mark.parametrize("size", [1, 3])
def test_archive_costs_the_same_when_longer(
    client: Client,
    shelve: Shelve,
    size: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    shelve(*several(size))

    # The list of editions, their number, and the documents, ten to a query.
    with django_assert_num_queries(3, connection=connections[PUBLIC]):
        archive = downloaded(client)[1]

    assert len(archive.namelist()) == size + 3


def test_archive_takes_no_more_memory_when_longer(
    client: Client, shelve: Shelve
) -> None:
    def peak() -> int:
        tracemalloc.start()
        for _ in client.get(reverse("profiles:dossier-archive")):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    words = "A sentence that is said once. " * 150
    shelve(*several(10, words))
    peak()
    short = peak()
    shelve(*several(60, words))

    assert peak() < short + 200_000
