"""Pages of a long list, by number as far as it is counted."""

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator

from profiles.addresses import Address
from profiles.index.answers import Survey

PER_PAGE = 50


@dataclass(frozen=True)
class PageLink:
    """A page of the list; without address it is the one shown, or a gap."""

    label: str
    url: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class Paging:
    """Where in a list a page stands. Raises EmptyPage on access when there is none."""

    survey: Survey
    number: int
    address: Address
    per_page: int = PER_PAGE

    @cached_property
    def page(self) -> "Page[int]":
        return Paginator(range(self.survey.total), self.per_page).page(self.number)

    @property
    def offset(self) -> int:
        return (self.page.number - 1) * self.per_page

    @property
    def total_words(self) -> str:
        return self.survey.total_words

    @property
    def has_pages(self) -> bool:
        return self.page.has_other_pages()

    @property
    def previous_url(self) -> str:
        return self.url_of(self.number - 1) if self.page.has_previous() else ""

    @property
    def next_url(self) -> str:
        return self.url_of(self.number + 1) if self.page.has_next() else ""

    @property
    def links(self) -> list[PageLink]:
        paginator = self.page.paginator
        return [
            PageLink(str(number), self.url_of(number), number == self.number)
            if isinstance(number, int)
            else PageLink("…")
            for number in paginator.get_elided_page_range(self.number, on_each_side=2)
        ]

    def url_of(self, number: int) -> str:
        """The list, turned to the page of that number."""
        if number == 1:
            return str(self.address.without("page"))
        return str(self.address.replacing("page", number))
