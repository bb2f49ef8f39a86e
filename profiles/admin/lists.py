"""Lists of the desk: a page at a time, and what to do where there is nothing."""

from typing import TYPE_CHECKING, Any

from django.contrib.admin.views.main import SEARCH_VAR, ChangeList
from django.http import HttpRequest

from profiles.admin.bases import Admin
from profiles.admin.columns import tell_evidence, tell_reasons
from profiles.desk.waiting import remarks_at

if TYPE_CHECKING:
    _AdminBase = Admin
else:
    _AdminBase = object


class DeskChangeList(ChangeList):
    @property
    def is_narrowed(self) -> bool:
        """Whether a search, a filter or a day keeps rows out."""
        days = f"{self.date_hierarchy}__"
        by_day = any(name.startswith(days) for name in self.params)
        return bool(self.query or self.has_active_filters or by_day)

    @property
    def without_search(self) -> str:
        return self.get_query_string(remove=[SEARCH_VAR])


class EntryChangeList(DeskChangeList):
    """A page of entries, each told what it rests on, and why it was returned."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        tell_evidence(self.result_list)
        tell_reasons(self.result_list, remarks_at(self.result_list))


class ListedAdmin(_AdminBase):
    """Rows in pages of fifty, without counting those that are not asked for."""

    change_list_template = "admin/desk/change_list.html"
    list_per_page = 50
    show_full_result_count = False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return DeskChangeList
