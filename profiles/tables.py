"""Lists as tables: which columns, and how a cell is drawn."""

from typing import Any, ClassVar

import django_tables2 as tables

from profiles.addresses import Address


class SortedTable(tables.Table):
    """A table whose order is the list's own: its rows come sorted.

    `sorts` names the list's sort for each column that has one.
    """

    sorts: ClassVar[dict[str, str]] = {}

    class Meta:
        orderable = False
        template_name = "profiles/_table.html"
        attrs: ClassVar[dict[str, str]] = {"class": "records"}

    def __init__(self, rows: list[Any], *, sort: str, address: Address) -> None:
        super().__init__(rows)
        self._sort = sort
        self._address = address.without("page")

    def headings(self) -> list[dict[str, Any]]:
        """Each column's label, the list sorted by it, and whether it is so now."""
        return [
            {
                "label": column.header,
                "url": self._url(column.name),
                "is_sorted": self.sorts.get(column.name) == self._sort,
                "is_descending": column.name in getattr(self, "descending", ()),
            }
            for column in self.columns
        ]

    def _url(self, name: str) -> str:
        sort = self.sorts.get(name)
        return str(self._address.replacing("sort", sort)) if sort else ""


class QuoteTable(SortedTable):
    """Quotes, a row each; a row is a ListedQuote."""

    sorts = {"person": "person", "topics": "topic", "said_on": "date"}
    descending = {"said_on"}

    text = tables.TemplateColumn(
        verbose_name="Quote", template_name="profiles/cells/_words.html"
    )
    person = tables.TemplateColumn(template_name="profiles/cells/_speaker.html")
    topics = tables.TemplateColumn(
        verbose_name="Topic", template_name="profiles/cells/_topics.html"
    )
    outlet = tables.Column(accessor="quote__outlet")
    said_on = tables.TemplateColumn(
        verbose_name="Date", template_name="profiles/cells/_said_on.html"
    )
    grade = tables.TemplateColumn(template_name="profiles/cells/_grade.html")

    class Meta(SortedTable.Meta):
        pass
