"""The rail: a dossier's sections with their counts, beside the pages of its entries."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, urlencode

from django.contrib.admin.options import IS_POPUP_VAR
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

from profiles.admin.bases import RecordedAdmin, site
from profiles.admin.columns import tell_reasons
from profiles.admin.inlines import entries_shown
from profiles.admin.lists import ListedAdmin
from profiles.choices import Section
from profiles.databases import DESK
from profiles.desk.contents import SECTION_LISTS, owner_of, section_counts
from profiles.desk.rounds import Reason, reasons_given
from profiles.desk.scopes import PATHS, key_of
from profiles.desk.standing import Standing, standing_of
from profiles.documents.mapping import LISTS
from profiles.models import Belief, Person, Source
from profiles.text import is_key

#: Sections that are written on the person's own page, by the prefix of their inline.
ON_THE_PAGE = {
    Section.PROFILE: "",
    Section.POSITION: "positions",
    Section.AFFILIATIONS: "affiliations",
}


@dataclass(frozen=True)
class RailSection:
    """A section of a dossier: where it is worked on, and where an entry is added."""

    section: Section
    count: int
    url: str
    add_url: str
    is_current: bool


@dataclass(frozen=True)
class Rail:
    person: Person
    standing: Standing
    sections: list[RailSection]
    person_url: str
    portrait_url: str
    #: Empty where readers have no such page.
    public_url: str

    @property
    def current(self) -> RailSection | None:
        """The section in which the page is."""
        return next((each for each in self.sections if each.is_current), None)


def rail_of(
    request: HttpRequest, standing: Standing, current: Section | None = None
) -> Rail:
    """The rail of a dossier, in two queries beside those for how it stands."""
    person = standing.person
    is_public = standing.edition is not None and not standing.is_withdrawn
    counts = section_counts(person)
    person_url = reverse("admin:profiles_person_change", args=[person.pk])
    return Rail(
        person,
        standing,
        [
            RailSection(
                section,
                counts[section],
                _url_of(section, person, person_url),
                _add_url_of(section, person, request),
                section is current,
            )
            for section in Section
        ],
        person_url,
        reverse("admin:profiles_portrait_of", args=[person.pk]),
        person.get_absolute_url() if is_public else "",
    )


def _url_of(section: Section, person: Person, person_url: str) -> str:
    if section in ON_THE_PAGE:
        prefix = ON_THE_PAGE[section]
        return f"{person_url}#{prefix}-group" if prefix else person_url
    if section is Section.SOURCES:
        return list_url(Source, dossier=person.pk)
    path = SECTION_LISTS[section]
    narrowed_by = f"{owner_of(path)}__id__exact"
    return list_url(LISTS[path].entries.model, **{narrowed_by: person.pk})


def _add_url_of(section: Section, person: Person, request: HttpRequest) -> str:
    """Where an entry is added on a page of its own, for those who may."""
    if section in ON_THE_PAGE or section is Section.SOURCES:
        return ""
    model = LISTS[SECTION_LISTS[section]].entries.model
    if not site.get_model_admin(model).has_add_permission(request):
        return ""
    return add_url(model, person)


def list_url(model: type[Model], **parameters: int) -> str:
    address = reverse(f"admin:profiles_{model._meta.model_name}_changelist")
    return f"{address}?{urlencode(parameters)}" if parameters else address


def add_url(model: type[Model], person: Person) -> str:
    address = reverse(f"admin:profiles_{model._meta.model_name}_add")
    return f"{address}?{urlencode({'person': person.pk})}"


def section_of(model: type[Model]) -> Section:
    """The section in which the entries of a model are, the person's own the first."""
    if model is Source:
        return Section.SOURCES
    path = "position" if model is Belief else PATHS.get(model, "")
    name = path.split(".")[0]
    return Section(name) if name in Section.values else Section.PROFILE


class RailedAdmin(ListedAdmin, RecordedAdmin):
    """Pages of one dossier, with its rail where it is known whose dossier it is."""

    change_form_template = "admin/desk/entry_change_form.html"
    view_on_site = False  # readers may have no such page; the rail knows
    #: The parameter that narrows the list to one person; empty where none does.
    narrowed_by = "person__id__exact"

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        is_ours = lookup == self.narrowed_by
        return is_ours or super().lookup_allowed(lookup, value, request)

    def person_of(self, request: HttpRequest, row: Any) -> Person | None:
        person: Person | None = row.person
        return person

    def person_in_address(self, request: HttpRequest) -> Person | None:
        """Whom a list is narrowed to, or whose list a form was opened from."""
        if not self.narrowed_by:
            return None
        before = parse_qs(request.GET.get("_changelist_filters", ""))
        asked = (
            request.GET.get(self.narrowed_by)
            or request.GET.get("person")
            or before.get(self.narrowed_by, [""])[0]
        )
        if not is_key(asked):
            return None
        return Person.objects.using(DESK).filter(pk=asked).first()

    def list_of(self, person: Person) -> str:
        """The address of the list narrowed to a person."""
        return list_url(self.model, **{self.narrowed_by: person.pk})

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        person = self.person_in_address(request)
        context = self.dossier_context(request, person, None)
        is_of_somebody = bool(self.narrowed_by and request.GET.get(self.narrowed_by))
        context["is_of_nobody"] = is_of_somebody and person is None
        if person is not None:
            kind = str(self.opts.verbose_name_plural).capitalize()
            context |= {
                "title": f"{kind} of {person}",
                "person": person,
                "add_url": add_url(self.model, person),
                "list_url": self.list_of(person),
            }
        return super().changelist_view(request, context | (extra_context or {}))

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """The row; a page that is only shown asks for it more than once."""
        if request.method != "GET":
            return super().get_object(request, object_id, from_field)
        kept = request.__dict__.setdefault("rows_shown", {})
        key = self.model, object_id, from_field
        if key not in kept:
            kept[key] = super().get_object(request, object_id, from_field)
        return kept[key]

    def dossier_context(
        self, request: HttpRequest, person: Person | None, row: Any
    ) -> dict[str, Any]:
        """What pages of a row show of the dossier around it; of a list, without one."""
        context = self.around(request, person)
        if not context:
            return {}
        standing = context["rail"].standing
        return {**context, "returned": self._returned(standing, row)}

    def around(self, request: HttpRequest, person: Person | None) -> dict[str, Any]:
        if person is None or IS_POPUP_VAR in {**request.GET, **request.POST}:
            return {}  # a pop-up has no room for it
        section = section_of(self.model)
        return {"rail": rail_of(request, standing_of(person), section)}

    def _returned(self, standing: Standing, row: Any) -> list[Reason]:
        """Why the dossier was returned, as far as it is about what the page shows.

        Of the person that is all of it; of a list, and of an entry, what points there.
        """
        reasons = reasons_given(standing)
        if row == standing.person:
            return reasons
        if row is None:
            path = PATHS.get(self.model, "")
            return [each for each in reasons if each.remark.section == path]
        key = key_of(row)[1:]
        return [replace(each, page="") for each in reasons if each.key == key]

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> Any:
        if obj is None:
            person = self.person_in_address(request)
        else:
            person = self.person_of(request, obj)
        context |= self.dossier_context(request, person, obj)
        remarks = [each.remark for each in context.get("returned", [])]
        tell_reasons(entries_shown(context["inline_admin_formsets"]), remarks)
        return super().render_change_form(request, context, add, change, form_url, obj)
