"""Pictures that show a dossier, a quote or a position where its address is shared."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from profiles.documents.reader import read_stored
from profiles.exports.card_drawing import draw
from profiles.exports.cards import Card, person_card, position_card, quote_card
from profiles.models import PublishedEdition
from profiles.queries.dossiers import current_edition
from profiles.queries.names import other_names_of
from profiles.queries.quotes import quote_by_id
from profiles.views.conditional import unless_known
from profiles.views.elsewhere import elsewhere


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponseBase:
    return _of_dossier(request, slug, "person-card", _person_card)


@require_safe
def position(request: HttpRequest, slug: str) -> HttpResponseBase:
    return _of_dossier(request, slug, "position-card", _position_card)


@require_safe
def quote(request: HttpRequest, quote_id: str) -> HttpResponseBase:
    listed = quote_by_id(quote_id)
    if listed is None:
        raise Http404("There is no quote here.")
    names = other_names_of(listed.quote.person)
    return _picture(request, quote_card(listed, names, settings.DOSSIER_ORIGIN))


def _of_dossier(
    request: HttpRequest,
    slug: str,
    view: str,
    make: Callable[[PublishedEdition], Card | None],
) -> HttpResponseBase:
    edition = current_edition(slug)
    if edition is None:
        return elsewhere(request, slug, view)
    card = make(edition)
    if card is None:
        raise Http404("No position is on file here.")
    return _picture(request, card)


def _person_card(edition: PublishedEdition) -> Card:
    return person_card(
        read_stored(edition.document),
        number=edition.number,
        published_on=edition.published_at.date(),
        origin=settings.DOSSIER_ORIGIN,
    )


def _position_card(edition: PublishedEdition) -> Card | None:
    return position_card(read_stored(edition.document), settings.DOSSIER_ORIGIN)


def _picture(request: HttpRequest, card: Card) -> HttpResponseBase:
    return unless_known(
        request,
        card.digest,
        lambda: HttpResponse(draw(card), content_type="image/png"),
    )
