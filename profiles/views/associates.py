"""The network: who is joined to whom."""

from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from profiles.addresses import Address
from profiles.choices import RelationKind
from profiles.queries.network import NetworkPage, network_page
from profiles.views.paging import page_number

_PARAMETERS = ["person", "kind", "page"]


def network(request: HttpRequest) -> HttpResponse:
    kinds = [kind for kind in RelationKind if kind in request.GET.getlist("kind")]
    address = Address(request.GET, _PARAMETERS, request.path)
    key = request.GET.get("person", "").strip()
    try:
        page = network_page(kinds, key, page_number(request), address)
    except LookupError as error:
        raise Http404(str(error)) from error
    except InvalidPage as error:
        raise Http404("The network has no such page.") from error
    return render(
        request,
        "profiles/network.html",
        {
            "page": page,
            "chips": _chips(address, kinds, page),
            "error": _error(request),
        },
    )


def _error(request: HttpRequest) -> str:
    """What is wrong with the kinds that the address names, or ""."""
    asked = filter(None, request.GET.getlist("kind"))
    unknown = [f"“{kind}”" for kind in asked if kind not in RelationKind.values]
    if not unknown:
        return ""
    return f"Not a kind of relation: {', '.join(unknown)}. Choose from this list."


def _chips(
    address: Address, kinds: list[RelationKind], page: NetworkPage
) -> list[dict[str, str]]:
    """The active filters in words, each with the list without it."""
    first = address.without("page")
    person = (
        [] if page.member is None else [("person", page.member.key, page.member.name)]
    )
    named = [*person, *(("kind", kind.value, kind.label) for kind in kinds)]
    return [
        {"label": label, "url": str(first.dropping(name, value))}
        for name, value, label in named
    ]
