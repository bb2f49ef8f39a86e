import hashlib
import re
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from profiles import reading_room
from profiles.databases import PUBLIC
from profiles.documents.reader import read_dossier
from profiles.documents.schema import DossierDocument
from profiles.documents.writer import to_json, to_yaml
from profiles.models import PublishedEdition
from tests.conftest import Shelve
from tests.factories import (
    complete,
    dossier,
    portrait_data,
    publication_data,
    quote_data,
)

pytestmark = pytest.mark.django_db(databases=["public"])

OF_ONE = ["edition-detail", "edition-changes", "edition-json", "edition-yaml"]
ALL = ["person-editions", *OF_ONE]


def address(name: str, number: int = 1, slug: str = "ada-example") -> str:
    args = [slug] if name == "person-editions" else [slug, number]
    return reverse(f"profiles:{name}", args=args)


def dossier_address(slug: str = "ada-example") -> str:
    return reverse("profiles:person-detail", args=[slug])


def quoting(*texts: str, **parts: Any) -> DossierDocument:
    quotes = [quote_data(n, text=text) for n, text in enumerate(texts, 1)]
    return dossier(quotes=quotes, **parts)


def without_banner(page: bytes) -> str:
    text = page.decode()
    return re.sub(r'<section class="standing".*?</section>', "", text, flags=re.DOTALL)


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def items(page: bytes) -> list[str]:
    """The words of each edition in the list."""
    found = re.findall(
        r'<li class="edition".*?(?=<li class="edition"|</ol>)', page.decode(), re.DOTALL
    )
    return [words_of(each) for each in found]


# The list


def test_editions_are_listed_newest_first_with_what_they_changed(
    client: Client, shelve_editions: Shelve
) -> None:
    last = shelve_editions(
        quoting("One.", "Two."),
        quoting("One.", "Another."),
        quoting("One.", "Another.", "Three.", epithet="The Example"),
    )

    page = client.get(address("person-editions")).content

    digest = hashlib.sha256(to_json(last).encode()).hexdigest()
    third, second, first = items(page)
    assert third == (
        "Edition 3 4 January 2024 Current Summary 3. "
        "The person 1 changed Quotes 1 added "
        f"Published without a second pair of eyes SHA-256 {digest[:12]} "
        "What changed in edition 3 JSON of edition 3 YAML of edition 3"
    )
    assert "Edition 2 3 January 2024 Superseded Summary 2. Quotes 1 changed" in second
    assert "Edition 1 2 January 2024 Superseded Summary 1. The first one," in first
    assert f'<code title="{digest}">' in page.decode()


def test_list_says_what_a_second_person_approved(
    client: Client, shelve_editions: Shelve
) -> None:
    shelve_editions(dossier(), is_reviewed=True)

    page = client.get(address("person-editions")).content

    (only,) = items(page)
    assert "Approved by a second person" in only
    assert "second pair of eyes" not in only


def test_edition_that_says_the_same_again_is_said_to(
    client: Client, shelve_editions: Shelve
) -> None:
    shelve_editions(dossier(), dossier())

    newest, _ = items(client.get(address("person-editions")).content)
    page = client.get(address("edition-changes", 2)).content.decode()

    assert "Not a word differs" in newest
    assert "not a word differs" in page


def test_list_leads_to_every_edition_its_changes_its_documents_and_the_feed(
    client: Client, shelve_editions: Shelve
) -> None:
    shelve_editions(dossier(), quoting("One."))

    page = client.get(address("person-editions")).content.decode()

    wanted = [
        *(address(name, 2) for name in OF_ONE),
        *(address(name, 1) for name in OF_ONE if name != "edition-changes"),
        reverse("profiles:person-atom", args=["ada-example"]),
        f"{reverse('profiles:about')}#editions",
    ]
    assert [each for each in wanted if f'href="{each}"' not in page] == []
    assert address("edition-changes", 1) not in page


def test_list_is_paged_and_compares_across_pages(
    client: Client, shelve_editions: Shelve
) -> None:
    shelve_editions(*(quoting(*["Words."] * n) for n in range(1, 13)))

    pages = [
        items(client.get(address("person-editions"), {"page": n}).content)
        for n in (1, 2)
    ]

    assert [[each.split()[1] for each in page] for page in pages] == [
        [str(n) for n in range(12, 2, -1)],
        ["2", "1"],
    ]
    assert "Quotes 1 added" in pages[0][-1]
    assert client.get(address("person-editions"), {"page": 3}).status_code == 404


@pytest.mark.parametrize("size", [1, 12])
def test_list_costs_three_queries_at_any_number_of_editions(
    client: Client,
    shelve_editions: Shelve,
    size: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    shelve_editions(*(quoting(*["Words."] * n) for n in range(1, size + 1)))

    # The person, the number of editions, and a page of them with one before.
    with django_assert_num_queries(3, connection=connections[PUBLIC]):
        response = client.get(address("person-editions"))

    assert response.status_code == 200


def test_other_dossiers_editions_are_not_listed(
    client: Client, shelve: Shelve, shelve_editions: Shelve
) -> None:
    shelve(dossier(id="bo", slug="bo-example", name="Bo Example"))
    shelve_editions(dossier(), quoting("One."))

    listed = items(client.get(address("person-editions", slug="bo-example")).content)

    assert [each[:9] for each in listed] == ["Edition 1"]


# An edition


def test_superseded_edition_says_what_it_said_and_what_supersedes_it(
    client: Client, shelve_editions: Shelve
) -> None:
    shelve_editions(quoting("Old words."), quoting("New words."))

    page = client.get(address("edition-detail")).content.decode()

    assert "“Old words.”" in page
    assert "New words." not in page
    assert (
        "This is edition 1 of 2 January 2024, as it was published then. It is "
        "superseded by edition 2 of 3 January 2024 ."
    ) in words_of(page)
    assert f'<link rel="canonical" href="{dossier_address()}">' in page
    assert '<meta name="robots" content="noindex">' in page


def test_current_edition_says_so_and_may_be_indexed(
    client: Client, shelve_editions: Shelve
) -> None:
    shelve_editions(dossier(), quoting("New words."))

    page = client.get(address("edition-detail", 2)).content.decode()

    assert "This is edition 2 of 3 January 2024, the current one: the dossier" in (
        words_of(page)
    )
    assert f'<a href="{dossier_address()}">the dossier</a>' in page
    assert f'<link rel="canonical" href="{dossier_address()}">' in page
    assert "noindex" not in page


def test_content_of_an_edition_stays_when_others_are_published(
    client: Client, shelve: Shelve, shelve_editions: Shelve
) -> None:
    role = {"organization": "an-organization", "role": "Chair", "started_on": "2001"}
    first = complete(2, affiliations=[{**role, "organization": "organization-1"}])
    shelve_editions(first)
    before = client.get(address("edition-detail")).content
    shelve(
        dossier(
            id="cy",
            slug="cy-example",
            name="Cy Example",
            organizations=[
                {"id": "organization-1", "name": "Organization 1", "kind": "company"}
            ],
            affiliations=[{**role, "organization": "organization-1"}],
        )
    )
    another = dossier(id=first.id, epithet="Another", portrait=portrait_data(2))
    shelve_editions(first, another)

    after = client.get(address("edition-detail")).content

    assert "superseded" in after.decode()
    hidden = '<meta name="robots" content="noindex">'
    assert without_banner(after).replace(hidden, "") == without_banner(before)


def test_names_of_an_edition_become_links_when_their_dossiers_are_published(
    client: Client, shelve: Shelve, shelve_editions: Shelve
) -> None:
    authors = [{"name": "Bo Example", "person": "bo-example"}]
    shelve_editions(dossier(research=[publication_data(authors=authors)]), dossier())
    before = client.get(address("edition-detail")).content.decode()
    shelve(dossier(id="bo", slug="bo-example", name="Bo Example"))

    after = client.get(address("edition-detail")).content.decode()

    link = f'href="{dossier_address("bo-example")}"'
    assert (link in before, link in after) == (False, True)


def test_edition_leads_to_no_list_that_may_not_hold_what_it_says(
    client: Client, shelve_editions: Shelve
) -> None:
    shelve_editions(complete(1), dossier(id="ada"))

    page = client.get(address("edition-detail")).content.decode()

    content = page[page.index('<div class="page dossier">') : page.index("</main>")]
    assert "Words 1." in content
    assert re.findall(r'href="(/[^"]*)"', content) == []


def test_edition_is_found_under_the_present_slug_and_leads_there(
    client: Client, shelve_editions: Shelve
) -> None:
    shelve_editions(
        dossier(id="ada", slug="ada-formerly"),
        dossier(id="ada", former_slugs=["ada-formerly"]),
    )

    page = client.get(address("edition-detail")).content.decode()

    assert f'<link rel="canonical" href="{dossier_address()}">' in page
    assert "ada-formerly" not in page


def test_sections_of_an_edition_are_paged_at_its_own_address(
    client: Client, shelve_editions: Shelve
) -> None:
    shelve_editions(quoting(*(f"Words {n}." for n in range(1, 46))), dossier())

    page = client.get(address("edition-detail"), {"quotes": 2}).content.decode()
    missing = client.get(address("edition-detail"), {"quotes": 4})

    assert "“Words 21.”" in page
    assert "“Words 20.”" not in page
    assert 'href="?quotes=3#quotes"' in page
    assert missing.status_code == 404


@pytest.mark.parametrize("size", [10, 500])
def test_edition_costs_three_queries_at_any_length(
    client: Client,
    shelve_editions: Shelve,
    size: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    authors = [{"name": "Bo Example", "person": "bo-example"}]
    long = quoting(
        *["Words."] * size,
        research=[publication_data(n, authors=authors) for n in range(size)],
    )
    shelve_editions(long, dossier())

    # The edition, the current one, and which of those named are out.
    with django_assert_num_queries(3, connection=connections[PUBLIC]):
        response = client.get(address("edition-detail"))

    assert response.status_code == 200


def test_portrait_is_shown_as_long_as_readers_have_it(
    client: Client, shelve_editions: Shelve, portrait: dict[str, Any]
) -> None:
    old = dossier(portrait=portrait)
    shelve_editions(old, dossier(portrait=portrait, epithet="The Example"))
    kept = client.get(address("edition-detail")).content.decode()
    shelve_editions(old, dossier())

    replaced = client.get(address("edition-detail")).content.decode()

    assert portrait["name"] in kept
    assert portrait["name"] not in replaced
    assert "Portrait no longer shown" in replaced
    assert 'class="monogram">AE</text>' in replaced


# Its documents


def test_documents_of_an_edition_are_those_that_were_published(
    client: Client, shelve_editions: Shelve
) -> None:
    first, last = complete(1), complete(2)
    shelve_editions(first, last)

    text = client.get(address("edition-json"))
    yaml = client.get(address("edition-yaml"))

    digest = hashlib.sha256(text.content).hexdigest()
    assert (text["Content-Type"], yaml["Content-Type"]) == (
        "application/json",
        "application/yaml",
    )
    assert text.content.decode() == to_json(first)
    assert yaml.content.decode() == to_yaml(first)
    assert read_dossier(yaml.content.decode()) == first
    assert (
        f'title="{digest}"' in client.get(address("person-editions")).content.decode()
    )


@pytest.mark.parametrize("name", ["edition-json", "edition-yaml"])
def test_document_costs_one_query_and_is_not_sent_twice(
    client: Client,
    shelve_editions: Shelve,
    name: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    shelve_editions(complete(1), complete(2))
    etag = client.get(address(name))["ETag"]

    with django_assert_num_queries(1, connection=connections[PUBLIC]):
        again = client.get(address(name), headers={"If-None-Match": etag})
    other = client.get(address(name, 2), headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert other.status_code == 200


# What it changed


def test_changes_are_told_word_by_word(client: Client, shelve_editions: Shelve) -> None:
    shelve_editions(
        quoting("It is near.", "Gone."),
        dossier(quotes=[quote_data(1, text="It is far."), quote_data(3, text="Came.")]),
    )

    page = client.get(address("edition-changes", 2)).content.decode()

    assert "<dd>It is <del>near</del><ins>far</ins>.</dd>" in page
    assert "<dd><ins>Came.</ins></dd>" in page
    assert "<dd><del>Gone.</del></dd>" in page
    assert [words_of(each) for each in re.findall(r"<h[123].*?</h[123]>", page)] == [
        "What edition 2 changed",
        "Quotes 1 added, 1 changed, 1 removed",
        "Changed It is far.",
        "Added Came.",
        "Removed Gone.",
    ]
    assert f'href="{address("edition-detail", 1)}"' in page
    assert '<meta name="robots" content="noindex">' in page


def test_changes_name_sources_and_labels_instead_of_ids(
    client: Client, shelve_editions: Shelve
) -> None:
    shelve_editions(dossier(), quoting("One."))

    page = client.get(address("edition-changes", 2)).content.decode()

    assert "<dd><ins>A source; supports it, B2</ins></dd>" in page
    assert "a-source" not in page


def test_everything_is_new_in_the_first_edition_that_readers_have(
    client: Client, shelve_editions: Shelve
) -> None:
    shelve_editions(complete(3))

    page = client.get(address("edition-changes")).content.decode()

    assert "Everything is new" in page
    assert f'href="{address("edition-detail")}"' in page
    assert "Words 1." not in page


@pytest.mark.parametrize("size", [3, 60])
def test_changes_cost_one_query_and_are_paged(
    client: Client,
    shelve_editions: Shelve,
    size: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    shelve_editions(dossier(), quoting(*(f"Words {n}." for n in range(size))))

    # The edition and the one before it.
    with django_assert_num_queries(1, connection=connections[PUBLIC]):
        page = client.get(address("edition-changes", 2)).content.decode()

    assert page.count('<article class="told"') == min(size, 20)
    assert f"<b>Quotes</b> {size} added" in page or size == 3


def test_every_change_is_on_one_of_the_pages(
    client: Client, shelve_editions: Shelve
) -> None:
    texts = [f"Words {n:02d}." for n in range(45)]
    shelve_editions(dossier(), quoting(*texts))

    pages = [
        client.get(address("edition-changes", 2), {"page": n}).content.decode()
        for n in (1, 2, 3)
    ]

    assert re.findall(r"<ins>(Words \d\d\.)</ins>", "".join(pages)) == texts
    assert client.get(address("edition-changes", 2), {"page": 4}).status_code == 404


def test_text_of_analysts_is_never_markup(
    client: Client, shelve_editions: Shelve
) -> None:
    evil = "<script>alert(1)</script>"
    shelve_editions(
        quoting("Words."), quoting(evil, name=evil, epithet=evil), summary=evil
    )

    pages = [client.get(address(name, 2)).content.decode() for name in ALL[:3]]

    assert ["<script>alert" in page for page in pages] == [False] * 3


# What is not there


@pytest.mark.parametrize("name", OF_ONE)
def test_edition_that_there_is_not_is_said_to_be_missing(
    client: Client, shelve_editions: Shelve, name: str
) -> None:
    shelve_editions(dossier(), dossier())

    response = client.get(address(name, 3))

    assert response.status_code == 404
    assert "The dossier of Ada Example has no edition 3." in response.content.decode()


@pytest.mark.parametrize("number", ["0", "01", "-1", "x", "٣", "9" * 5_000])
def test_what_is_no_number_is_not_there(
    client: Client, shelve_editions: Shelve, number: str
) -> None:
    shelve_editions(dossier())

    path = f"{address('person-editions')}{number}/"

    assert client.get(path).status_code == 404


@pytest.mark.parametrize("name", ALL)
def test_dossier_of_nobody_has_no_editions(client: Client, name: str) -> None:
    assert client.get(address(name)).status_code == 404


@pytest.mark.parametrize("name", ALL)
def test_withdrawn_dossier_is_gone_with_all_its_editions(
    client: Client, shelve_editions: Shelve, name: str
) -> None:
    document = shelve_editions(dossier(), quoting("One."))
    etag = client.get(address(name)).headers.get("ETag", "*")
    with reading_room.changed():
        reading_room.bury(
            document.id, slug=document.slug, after_number=2, at=timezone.now()
        )

    response = client.get(address(name), headers={"If-None-Match": etag})

    assert response.status_code == 410


def test_editions_from_before_a_withdrawal_are_gone_and_said_to_be(
    client: Client, shelve_editions: Shelve
) -> None:
    shelve_editions(dossier(), quoting("One."))
    PublishedEdition.objects.using(PUBLIC).filter(number=1).delete()
    editions = address("person-editions")

    gone = client.get(f"{editions}1/")

    # A browser that kept the page would show it though the dossier is back.
    assert (gone.status_code, gone["Cache-Control"]) == (410, "no-cache")
    assert client.get(f"{editions}3/").status_code == 404
    assert client.get(f"{editions}3/")["Cache-Control"] == "no-cache"
    said = client.get(editions).content.decode()
    assert "Those before it were withdrawn; nothing is compared with them." in said
    assert "The editions before this one were withdrawn" in (
        client.get(f"{editions}2/changes/").content.decode()
    )


@pytest.mark.parametrize("name", ALL)
def test_former_slug_leads_to_the_same_of_the_present_one(
    client: Client, shelve_editions: Shelve, name: str
) -> None:
    shelve_editions(dossier(former_slugs=["ada-formerly"]))

    response = client.get(address(name, slug="ada-formerly") + "?page=2")

    assert (response.status_code, response["Location"]) == (
        301,
        f"{address(name)}?page=2",
    )


# From where readers come


def test_dossier_leads_to_its_editions(client: Client, shelve_editions: Shelve) -> None:
    shelve_editions(dossier(), quoting("One."))

    page = client.get(dossier_address()).content.decode()

    assert page.count(f'href="{address("person-editions")}"') == 2


def test_sitemap_has_no_editions(client: Client, shelve_editions: Shelve) -> None:
    shelve_editions(dossier(), quoting("One."))

    sitemap = client.get(reverse("profiles:sitemap")).content.decode()

    assert dossier_address() in sitemap
    assert "editions" not in sitemap
