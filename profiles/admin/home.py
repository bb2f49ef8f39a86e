"""The lists of the home page, each page by page."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from profiles.admin.bases import site, staff_of
from profiles.desk.agenda import agenda_list, may_see
from profiles.text import is_key


@site.page("agenda/<slug:name>/", "agenda-list")
def whole_list(request: HttpRequest, name: str) -> HttpResponse:
    user = staff_of(request)
    if not may_see(user):
        raise PermissionDenied
    number = request.GET.get("page", "1")
    found = agenda_list(name, user, int(number) if is_key(number) else 1)
    if found is None:
        raise Http404("The desk has no list of this name.")
    context = {
        **site.each_context(request),
        "title": found.heading,
        "list": found,
    }
    return TemplateResponse(request, "admin/desk/agenda/list.html", context)
