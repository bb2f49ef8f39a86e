from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from profiles import portraits
from profiles.databases import DESK
from profiles.documents.loader import load_dossier
from profiles.models import Person, Portrait
from profiles.publishing import publish
from tests.factories import dossier
from tests.uploads import picture

pytestmark = [
    pytest.mark.django_db(databases=["default", "public"], transaction=True),
    pytest.mark.usefixtures("data_folder"),
]


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("chief"))
    return client


@pytest.fixture
def person() -> Person:
    return load_dossier(dossier(), DESK)


def upload(desk: Client, person: Person, content: bytes | None, **fields: Any) -> str:
    """Send the form of the person's portrait; return the page that answers."""
    present = Portrait.objects.filter(person=person).first()
    url = reverse("admin:profiles_portrait_add")
    if present is not None:
        url = reverse("admin:profiles_portrait_change", args=[present.pk])
    values = {"person": person.pk, "alt_text": "Ada, reading.", **fields}
    values["_seen"] = desk.get(url).context["seen"]
    if content is not None:
        values["upload"] = SimpleUploadedFile("me.png", content, "text/html")
    return desk.post(url, values, follow=True).content.decode()


def test_upload_becomes_the_portrait_and_is_not_kept_itself(
    desk: Client, person: Person, data_folder: Path
) -> None:
    original = picture(600, 750, comment="by hand")

    upload(desk, person, original, credit="A Photographer", licence="CC0")

    portrait = Portrait.objects.get()
    assert (portrait.width, portrait.height) == (600, 750)
    assert (portrait.alt_text, portrait.credit) == ("Ada, reading.", "A Photographer")
    assert portraits.kept() == [portrait.name]
    assert portraits.is_complete(portrait.name, 600)
    contents = [each.read_bytes() for each in data_folder.rglob("*") if each.is_file()]
    assert original not in contents
    assert [each for each in contents if b"by hand" in each] == []


@pytest.mark.parametrize(
    ("content", "fields", "said"),
    [
        (None, {}, "Choose the file of a picture."),
        (b"%PDF-1.7", {}, "not a JPEG, PNG or WebP picture, whatever its name says"),
        (picture(100, 100), {}, "a portrait needs 160 on each side"),
        (bytes(8_000_001), {}, "larger than 8 MB"),
        (picture(), {"alt_text": ""}, "This field is required."),
    ],
)
def test_refused_upload_is_explained_and_leaves_nothing(
    desk: Client, person: Person, content: bytes, fields: dict[str, str], said: str
) -> None:
    page = upload(desk, person, content, **fields)

    assert said in page
    assert not Portrait.objects.exists()
    assert portraits.kept() == []


def test_words_can_be_changed_without_another_upload(
    desk: Client, person: Person
) -> None:
    upload(desk, person, picture())
    before = Portrait.objects.get()

    upload(desk, person, None, alt_text="Ada at her desk.")

    after = Portrait.objects.get()
    assert (after.name, after.alt_text) == (before.name, "Ada at her desk.")


def test_files_of_a_replaced_portrait_go_with_it(desk: Client, person: Person) -> None:
    upload(desk, person, picture())
    former = Portrait.objects.get().name

    upload(desk, person, picture(400, 500))

    assert portraits.kept() == [Portrait.objects.get().name]
    assert former != Portrait.objects.get().name


def test_files_of_a_replaced_portrait_stay_for_the_edition_that_has_it(
    desk: Client, person: Person
) -> None:
    upload(desk, person, picture())
    publish(person)
    former = Portrait.objects.get().name

    upload(desk, person, picture(400, 500))

    assert portraits.kept() == sorted([former, Portrait.objects.get().name])


def test_picture_of_a_draft_is_shown_to_those_who_may_see_it_and_nobody_else(
    desk: Client, person: Person
) -> None:
    upload(desk, person, picture())
    name = Portrait.objects.get().name
    url = reverse("admin:profiles_portrait_file", args=[name, 160, "jpg"])
    reader, member = Client(), Client()
    member.force_login(User.objects.create_user("member", is_staff=True))
    analyst = User.objects.create_user("analyst", is_staff=True)
    analyst.user_permissions.add(Permission.objects.get(codename="view_portrait"))
    allowed = Client()
    allowed.force_login(analyst)

    answers = [each.get(url).status_code for each in (reader, member, allowed)]
    public = reverse("profiles:portrait-file", args=[name, 160, "jpg"])

    assert answers == [302, 403, 200]
    assert allowed.get(url)["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert desk.get(public).status_code == 404
    assert f'src="{url}"' in upload(desk, person, None, alt_text="")
