"""The desk: Django's admin, with pages of its own."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, path

DeskView = Callable[..., HttpResponseBase]


class DeskSite(AdminSite):
    site_header = "Intelligence Dossier: the desk"
    site_title = "The desk"
    index_title = "The desk"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pages: list[tuple[str, DeskView, str]] = []

    def page(self, route: str, name: str) -> Callable[[DeskView], DeskView]:
        """Registers a view as a page of the desk, for those who are signed in to it."""

        def register(view: DeskView) -> DeskView:
            self._pages.append((route, view, name))
            return view

        return register

    def get_urls(self) -> list[URLResolver | URLPattern]:
        pages = [
            path(route, self.admin_view(view), name=name)
            for route, view, name in self._pages
        ]
        return [*pages, *super().get_urls()]
