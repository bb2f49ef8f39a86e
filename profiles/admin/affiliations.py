from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from profiles.admin.columns import dated, evidence
from profiles.admin.entries import EntryAdmin
from profiles.admin.filters import CurrentFilter, EvidenceFilter
from profiles.admin.inlines import EntryInline, PagedFormSet, RowForm
from profiles.databases import DESK
from profiles.models import Affiliation


class AffiliationForm(RowForm):
    """An affiliation among others of the person, of which one is the primary one."""

    settled_together = {"is_primary"}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("is_primary") and self.cleaned_data.get("ended_on"):
            self.add_error("is_primary", "The primary affiliation cannot have ended.")
        return cleaned


class AffiliationFormSet(PagedFormSet):
    """Affiliations of which another can be made the primary one at a stroke."""

    def clean(self) -> None:
        super().clean()
        primary = [form for form in self.kept_forms() if _is_primary(form)]
        for form in primary[1:]:
            form.add_error("is_primary", "Only one affiliation can be the primary one.")
        elsewhere = [row for row in self.others() if row.is_primary]
        if primary and elsewhere:
            primary[0].add_error(
                "is_primary",
                f"“{elsewhere[0]}”, on another page, is the primary affiliation; "
                "untick it first.",
            )

    def save(self, commit: bool = True) -> Any:
        chosen = [form.instance.pk for form in self.kept_forms() if _is_primary(form)]
        if chosen:
            # The database lets no two rows be primary, even for a moment.
            former = Affiliation.objects.using(DESK).filter(person=self.instance)
            former.filter(is_primary=True).exclude(pk=chosen[0]).update(
                is_primary=False
            )
        return super().save(commit)


def _is_primary(form: Any) -> bool:
    return bool(form.cleaned_data.get("is_primary"))


class AffiliationInline(EntryInline):
    model = Affiliation
    form = AffiliationForm
    formset = AffiliationFormSet
    fields = [
        "organization",
        "role",
        "started_on",
        "ended_on",
        "kind",
        "is_primary",
        "evidence",
    ]
    autocomplete_fields = ["organization"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Affiliation]:
        rows: QuerySet[Affiliation] = super().get_queryset(request)
        return rows.select_related("organization")


@admin.register(Affiliation)
class AffiliationAdmin(EntryAdmin):
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "person",
                    "organization",
                    "role",
                    ("started_on", "ended_on"),
                    "kind",
                    "is_primary",
                ]
            },
        )
    ]
    list_display = [
        "role",
        "organization",
        "person",
        dated("started_on"),
        dated("ended_on"),
        "is_primary",
        evidence,
    ]
    list_filter = [EvidenceFilter, CurrentFilter, "kind", "is_primary"]
    list_select_related = ["person", "organization"]
    search_fields = ["role", "organization__name", "person__name"]
    search_help_text = "Words of the role, an organization or a person’s name."
    autocomplete_fields = ["person", "organization"]
