from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from profiles.admin.bases import Inline, staff_of
from profiles.admin.entries import EntryAdmin, SharedRecordAdmin
from profiles.admin.metrics import MetricReadingInline
from profiles.admin.portraits import PortraitInline
from profiles.admin.sources import CitationInline
from profiles.desk.scopes import Scope
from profiles.documents.faults import DocumentError
from profiles.models import (
    Education,
    Expertise,
    FormerSlug,
    Identifier,
    Nationality,
    OtherName,
    Person,
    PersonExpertise,
    SectionNote,
)
from profiles.publishing import NotPublishedError, publish, withdraw


class OtherNameInline(Inline):
    model = OtherName
    extra = 0


class FormerSlugInline(Inline):
    model = FormerSlug
    extra = 0


class NationalityInline(Inline):
    model = Nationality
    extra = 0


class PersonExpertiseInline(Inline):
    model = PersonExpertise
    autocomplete_fields = ["expertise"]
    extra = 0


class IdentifierInline(Inline):
    model = Identifier
    extra = 0


class SectionNoteInline(Inline):
    model = SectionNote
    extra = 0


@admin.register(Person)
class PersonAdmin(EntryAdmin):
    list_display = ["name", "slug", "epithet", "reviewed_on"]
    search_fields = ["name", "sort_name", "slug", "other_names__name"]
    actions = ["publish_dossiers", "withdraw_dossiers"]
    inlines = [
        PortraitInline,
        OtherNameInline,
        FormerSlugInline,
        NationalityInline,
        PersonExpertiseInline,
        IdentifierInline,
        SectionNoteInline,
        MetricReadingInline,
        CitationInline,
    ]

    def scope_of(self, row: Person) -> Scope:
        scope = Scope(row)
        scope.add_lists(row, ["metrics"])
        return scope

    def has_delete_permission(
        self, request: HttpRequest, obj: Person | None = None
    ) -> bool:
        """One at a time, and only who was never published: editions are kept.

        Without a person this is asked for the action that deletes many at once, which
        would not ask each whether it has editions.
        """
        is_kept = obj is None or obj.editions.exists()
        return not is_kept and super().has_delete_permission(request, obj)

    @admin.action(description="Publish the selected dossiers", permissions=["change"])
    def publish_dossiers(
        self, request: HttpRequest, queryset: QuerySet[Person]
    ) -> None:
        for person in queryset:
            try:
                edition = publish(person, by=staff_of(request))
            except DocumentError as error:
                self.message_user(
                    request, f"{person} was not published: {error}", messages.ERROR
                )
                continue
            said = "published already" if edition is None else f"published: {edition}"
            self.message_user(request, f"{person}: {said}.", messages.SUCCESS)

    @admin.action(description="Withdraw the selected dossiers", permissions=["change"])
    def withdraw_dossiers(
        self, request: HttpRequest, queryset: QuerySet[Person]
    ) -> None:
        for person in queryset:
            try:
                withdraw(person, by=staff_of(request))
            except NotPublishedError as error:
                self.message_user(request, str(error), messages.WARNING)
                continue
            self.message_user(request, f"{person}: withdrawn.", messages.SUCCESS)


@admin.register(Education)
class EducationAdmin(EntryAdmin):
    list_display = ["degree", "institution", "person", "ended_on"]
    list_select_related = ["person"]
    search_fields = ["degree", "institution", "person__name"]
    autocomplete_fields = ["person"]


@admin.register(Expertise)
class ExpertiseAdmin(SharedRecordAdmin):
    search_fields = ["name"]
