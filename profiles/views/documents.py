"""Dossiers as documents: each by itself, their schema, and all in one archive."""

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.views.decorators.http import require_safe

from profiles.documents.json_schema import schema_text
from profiles.documents.reader import read_stored
from profiles.documents.writer import to_yaml
from profiles.exports.archive import Enclosed, archive, archive_digest
from profiles.models.editions import digest_of
from profiles.queries.dossiers import current_edition
from profiles.queries.editions import current_editions, documents_of, edition_count
from profiles.views.conditional import unless_known
from profiles.views.elsewhere import elsewhere

_LICENCE = settings.BASE_DIR / "LICENSE"


@require_safe
def person_json(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The current edition's document, byte for byte as its digest was taken."""
    edition = current_edition(slug)
    if edition is None:
        return elsewhere(request, slug, "person-json")
    return unless_known(
        request,
        edition.digest,
        lambda: HttpResponse(edition.document, content_type="application/json"),
    )


@require_safe
def person_yaml(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The same document as an export writes it."""
    edition = current_edition(slug)
    if edition is None:
        return elsewhere(request, slug, "person-yaml")
    return unless_known(
        request,
        f"{edition.digest}-yaml",
        lambda: HttpResponse(
            to_yaml(read_stored(edition.document)), content_type="application/yaml"
        ),
    )


@require_safe
def dossier_schema(request: HttpRequest) -> HttpResponseBase:
    text = schema_text()
    return unless_known(
        request,
        digest_of(text),
        lambda: HttpResponse(text, content_type="application/schema+json"),
    )


@require_safe
def dossier_archive(request: HttpRequest) -> HttpResponseBase:
    """Every published dossier, sent while it is being packed."""
    editions = current_editions()
    enclosed = Enclosed(
        schema_text(), _LICENCE.read_text(encoding="utf-8"), edition_count()
    )
    return unless_known(
        request,
        archive_digest(editions, enclosed),
        lambda: StreamingHttpResponse(
            archive(editions, documents_of, enclosed),
            content_type="application/zip",
            headers={"Content-Disposition": 'attachment; filename="dossiers.zip"'},
        ),
    )
