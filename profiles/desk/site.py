"""The desk: Django's admin, with pages of its own."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin import AdminSite, actions
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, register_converter
from django.urls.converters import IntConverter

from profiles.desk.agenda import agenda
from profiles.desk.kept import key_of_form, saved
from profiles.desk.menu import grouped
from profiles.text import MAX_KEY_DIGITS


class KeyConverter(IntConverter):
    """The key of a row in an address; what no row can have leads to no page."""

    regex = f"[0-9]{{1,{MAX_KEY_DIGITS}}}"


register_converter(KeyConverter, "key")

DeskView = Callable[..., HttpResponseBase]


@admin.action(
    permissions=["delete"], description="Delete selected %(verbose_name_plural)s"
)
def delete_selected(
    model_admin: Any, request: HttpRequest, queryset: QuerySet[Any]
) -> HttpResponseBase | None:
    """Django's own, whose page says which revision it shows."""
    response = actions.delete_selected(model_admin, request, queryset)
    is_recorded = hasattr(model_admin, "scope_of_all")
    if is_recorded and isinstance(response, TemplateResponse):
        scope = model_admin.scope_of_all(queryset)
        response.context_data["seen"] = scope.last_revision()  # type: ignore[index]  # Django gives it one
    return response


class DeskSite(AdminSite):
    site_header = "Intelligence Dossier: the desk"
    site_title = "The desk"
    index_title = "The desk"
    index_template = "admin/desk/index.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pages: list[tuple[str, DeskView, str]] = []
        self.add_action(delete_selected, "delete_selected")

    def page(self, route: str, name: str) -> Callable[[DeskView], DeskView]:
        """Registers a view as a page of the desk, for those who are signed in to it."""

        def register(view: DeskView) -> DeskView:
            @wraps(view)
            def page(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
                return saved(request, view(request, *args, **kwargs))

            self._pages.append((route, page, name))
            return page

        return register

    def get_urls(self) -> list[URLResolver | URLPattern]:
        pages = [
            path(route, self.admin_view(view), name=name)
            for route, view, name in self._pages
        ]
        return [*pages, *super().get_urls()]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().each_context(request), "kept_as": key_of_form(request)}

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The home page: what there is to do, and the models in their order."""
        lists = agenda(cast(User, request.user))
        return super().index(request, {"agenda": lists, **(extra_context or {})})

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[Any]:
        """The models in the order of a dossier; those of one app as the admin does."""
        apps = super().get_app_list(request, app_label)
        return grouped(apps) if app_label is None else apps
