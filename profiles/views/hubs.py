"""What the lists of organizations, awards, topics and sources have in common."""

from collections import Counter
from collections.abc import Iterable

from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest

from profiles.addresses import Address
from profiles.index.answers import Survey
from profiles.queries.hubs import PER_PAGE
from profiles.queries.paging import Paging
from profiles.views.paging import page_number


def paging_for(
    request: HttpRequest,
    total: int,
    parameters: Iterable[str] = (),
    *,
    per_page: int = PER_PAGE,
) -> Paging:
    """The page that is asked for, of so many; its links keep the parameters.

    Raises Http404 where there is no such page.
    """
    address = Address(request.GET, [*parameters, "page"], request.path)
    counted = Survey(total, is_bounded=False, tags=Counter())
    try:
        paging = Paging(counted, page_number(request), address, per_page)
        paging.page  # noqa: B018 -- reading it is what checks it
    except InvalidPage as error:
        raise Http404("This list has no such page.") from error
    return paging
