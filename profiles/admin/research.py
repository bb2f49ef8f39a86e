from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from profiles.admin.bases import site
from profiles.admin.columns import dated, evidence
from profiles.admin.entries import EntryAdmin
from profiles.admin.filters import EvidenceFilter
from profiles.admin.inlines import (
    OrderedFormSet,
    OrderedInline,
    PagedFormSet,
    PagedInline,
)
from profiles.admin.metrics import MetricReadingInline
from profiles.admin.shared import SharedAdmin
from profiles.admin.sources import CitationInline
from profiles.desk.contents import first_listing
from profiles.models import Authorship, ListedPublication, Person, Publication


class AuthorshipFormSet(OrderedFormSet):
    default_error_messages = {
        "too_few_forms": "A publication needs at least one author."
    }


class ReservedInline(PagedInline):
    """What editors alone change of a publication that published dossiers share."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and _is_open(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _is_open(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _is_open(request, obj)


def _is_open(request: HttpRequest, publication: Publication | None) -> bool:
    publications: Any = site.get_model_admin(Publication)
    return publication is None or not publications.why_reserved(request, publication)


class AuthorshipInline(ReservedInline, OrderedInline):
    model = Authorship
    formset = AuthorshipFormSet
    fields = ["position", "name", "person"]
    min_num = 1
    rows_shown = 50
    verbose_name = "author"
    verbose_name_plural = "authors"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Authorship]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.select_related("person")


class ListedPublicationFormSet(PagedFormSet):
    default_error_messages = {
        "too_few_forms": "A publication stands in the dossier of at least one person; "
        "delete it where it shall be in none."
    }


class ListedPublicationInline(PagedInline):
    """In whose dossiers the publication stands; history keeps it as a part of them."""

    model = ListedPublication
    formset = ListedPublicationFormSet
    min_num = 1
    autocomplete_fields = ["person"]
    verbose_name = "dossier"
    verbose_name_plural = "in the dossiers of"

    def get_queryset(self, request: HttpRequest) -> QuerySet[ListedPublication]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.select_related("person").order_by("person__sort_name", "pk")


class PublicationMetricInline(ReservedInline, MetricReadingInline):
    pass


class PublicationCitationInline(ReservedInline, CitationInline):
    pass


@admin.register(Publication)
class PublicationAdmin(SharedAdmin, EntryAdmin):
    """An entry, which becomes a shared record once several dossiers have it.

    Of one that readers see anybody may still say in whose dossiers it stands, as that
    changes no other dossier.
    """

    is_partly_open = True
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "title",
                    ("kind", "published_on"),
                    "venue",
                    "is_key_work",
                    "abstract",
                ]
            },
        ),
        ("Where it is found", {"fields": [("doi", "arxiv_id"), "url"]}),
    ]
    list_display = [
        "title",
        dated("published_on"),
        "venue",
        "kind",
        "is_key_work",
        evidence,
    ]
    list_filter = [EvidenceFilter, "kind", "is_key_work"]
    date_hierarchy = "published_on_lower"
    search_fields = ["title", "venue", "doi", "arxiv_id", "authors__name"]
    search_help_text = "Words of the title or venue, an author, a DOI or arXiv id."
    inlines = [
        AuthorshipInline,
        ListedPublicationInline,
        PublicationMetricInline,
        PublicationCitationInline,
    ]
    narrowed_by = "people__id__exact"

    def why_reserved(self, request: HttpRequest, row: Any) -> str:
        why = super().why_reserved(request, row)
        return why and f"{why} You can change in whose dossiers it stands."

    def get_readonly_fields(
        self, request: HttpRequest, obj: Model | None = None
    ) -> list[str]:
        own = super().get_readonly_fields(request, obj)
        if obj is None or not self.why_reserved(request, obj):
            return own
        return flatten_fieldsets(self.get_fieldsets(request, obj))

    def person_of(self, request: HttpRequest, row: Publication) -> Person | None:
        return first_listing(row, self.person_in_address(request))

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """A publication that is added from a dossier is in it, by the person too.

        Only an empty form is told so: what is sent would count as unchanged.
        """
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        person = self.person_in_address(request)
        if request.method == "GET" and obj.pk is None and person is not None:
            match inline:
                case ListedPublicationInline():
                    kwargs["initial"] = [{"person": person.pk}]
                case AuthorshipInline():
                    kwargs["initial"] = [{"name": person.name, "person": person.slug}]
        return kwargs
