from typing import Any

from django.contrib import admin
from django.db.models import Field, Model, QuerySet
from django.http import HttpRequest

from profiles.admin.cited_fields import cited_field
from profiles.admin.citing import (
    CitingForm,
    CitingFormSet,
    last_source,
    worded_credibility,
)
from profiles.admin.filters import DossierFilter
from profiles.admin.inlines import OrderedInline
from profiles.admin.rail import RailedAdmin
from profiles.admin.rules import RulesForm
from profiles.admin.shared import SharedAdmin
from profiles.models import Citation, Person, Source


class CitationInline(OrderedInline):
    """The citations of an entry, under whatever entry it stands."""

    template = "admin/desk/_citations_inline.html"
    model = Citation
    form = CitingForm
    formset = CitingFormSet
    rows_shown = 25
    autocomplete_fields = ["source"]

    class Media:
        css = {"all": ["css/desk/citing.css"]}

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        again = {"last_source": last_source(request)}
        form = type("CitingForm", (self.form,), again)
        return super().get_formset(request, obj, form=form, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        source: list[str | tuple[str, ...]] = ["source", ("address", "title")]
        if last_source(request) is not None:
            source.insert(1, "same_source")
        claim = [("field", "place"), ("stance", "credibility"), "excerpt", "position"]
        return [(None, {"fields": [*source, *claim]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Citation]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.select_related("source")

    def formfield_for_dbfield(
        self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "field":
            return cited_field(self.parent_model)
        if db_field.name == "credibility":
            return worded_credibility(db_field)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Source)
class SourceAdmin(SharedAdmin, RailedAdmin):
    form = RulesForm
    narrowed_by = DossierFilter.parameter_name
    list_display = ["title", "publisher", "kind", "reliability", "link_state"]
    list_filter = ["reliability", "kind", "link_state", DossierFilter]
    search_fields = ["title", "publisher", "url", "stable_id"]

    def get_readonly_fields(
        self, request: HttpRequest, obj: Model | None = None
    ) -> list[str]:
        """Editions cite it by its id, which is chosen once and never changed."""
        return [] if obj is None else ["stable_id"]

    def person_of(self, request: HttpRequest, row: Source) -> Person | None:
        """Many dossiers may cite the source; the one whose list led here is shown."""
        return self.person_in_address(request)
