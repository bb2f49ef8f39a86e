from django.core.paginator import PageNotAnInteger
from django.http import HttpRequest

#: Further pages are reached by narrowing the list.
MAX_PAGE = 200


def page_number(request: HttpRequest) -> int:
    """The page that the address asks for, from 1. Raises InvalidPage."""
    number = request.GET.get("page", "") or "1"
    if not (number.isascii() and number.isdigit() and 1 <= int(number[:6]) <= MAX_PAGE):
        raise PageNotAnInteger(f"“{number[:20]}” is not a page of this list.")
    return int(number)
