"""The desk: Django's admin, with pages of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib import admin, messages
from django.contrib.admin import AdminSite, actions
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, register_converter
from django.urls.converters import IntConverter

from profiles.desk.agenda import agenda
from profiles.desk.deletions import dossiers_losing
from profiles.desk.history import last_revision
from profiles.desk.kept import key_of_form, saved
from profiles.desk.menu import grouped
from profiles.desk.rounds import approvals_ended
from profiles.text import MAX_KEY_DIGITS


class KeyConverter(IntConverter):
    """The key of a row in an address; what no row can have leads to no page."""

    regex = f"[0-9]{{1,{MAX_KEY_DIGITS}}}"


register_converter(KeyConverter, "key")

DeskView = Callable[..., HttpResponseBase]
View = TypeVar("View", bound=DeskView)


@admin.action(
    permissions=["delete"], description="Delete selected %(verbose_name_plural)s"
)
def delete_selected(
    model_admin: Any, request: HttpRequest, queryset: QuerySet[Any]
) -> HttpResponseBase | None:
    """Django's own, whose page says which revision it shows, and of whose dossiers."""
    response = actions.delete_selected(model_admin, request, queryset)
    is_recorded = hasattr(model_admin, "scope_of_all")
    if is_recorded and isinstance(response, TemplateResponse):
        scope = model_admin.scope_of_all(queryset)
        response.context_data |= {  # type: ignore[operator]  # Django gives it one
            "seen": scope.last_revision(),
            "dossiers": dossiers_losing(scope),
        }
    return response


@dataclass(frozen=True)
class _Message:
    """What is told where a page cannot be shown; `words` where nothing better is."""

    status: int
    title: str
    words: str
    instead: str


_NOT_FOUND = _Message(
    404,
    "Nothing is here",
    "The desk has no page at this address.",
    "It may have been mistyped, or what it showed was deleted; what was deleted is "
    "listed at the desk, and can be put back from there.",
)
_FORBIDDEN = _Message(
    403,
    "Not allowed",
    "This page needs rights that your account does not have.",
    "Nothing was changed. Ask a colleague who has the rights to do it, or an "
    "administrator to give them to you.",
)


@contextmanager
def _ended_approvals_told(request: HttpRequest) -> Iterator[None]:
    """Say whose approval a change has taken back, by whatever form it was made."""
    if request.method != "POST":
        yield
        return
    by, since = cast(User, request.user), last_revision()
    yield
    for person in approvals_ended(by, since):
        messages.warning(
            request,
            f"{person} was approved; this change takes the approval back. It is in "
            "review again, and has to be approved anew.",
        )


class DeskSite(AdminSite):
    site_header = "Intelligence Dossier: the desk"
    site_title = "The desk"
    index_title = "The desk"
    index_template = "admin/desk/index.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pages: list[tuple[str, DeskView, str]] = []
        self.add_action(delete_selected, "delete_selected")

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """A view for those who are signed in; what is wrong is told in the desk's look.

        Elsewhere the handlers of the site tell it, in the look that readers have.
        """

        @wraps(view)
        def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                with _ended_approvals_told(request):
                    return view(request, *args, **kwargs)
            except Http404 as error:
                return self._told(request, error, _NOT_FOUND)
            except PermissionDenied as error:
                return self._told(request, error, _FORBIDDEN)

        return cast(View, super().admin_view(told, cacheable))

    def _told(
        self, request: HttpRequest, error: Exception, message: _Message
    ) -> TemplateResponse:
        said = error.args[0] if error.args else ""
        context = {
            **self.each_context(request),
            "title": message.title,
            # What no page has at all is told by its address, and not in words.
            "words": said if said and isinstance(said, str) else message.words,
            "instead": message.instead,
        }
        template = "admin/desk/told.html"
        return TemplateResponse(request, template, context, status=message.status)

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
