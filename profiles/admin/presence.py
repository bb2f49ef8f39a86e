"""What browsers say of which change pages are open."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from profiles.admin.bases import site, staff_of
from profiles.desk.presence import ChangePage, here, left, others, page_of


@site.page("presence/<str:model_name>/<key:pk>/", "presence")
@require_POST
def presence(request: HttpRequest, model_name: str, pk: int) -> JsonResponse:
    """Says that the page is open, or with `left` that it is not any more.

    Answers with what to say of each colleague who has it open too.
    """
    page = _page(request, model_name, pk)
    user = staff_of(request)
    if "left" in request.POST:
        left(user, page)
        return JsonResponse({"others": []})
    here(user, page)
    return JsonResponse({"others": [each.notice for each in others(user, page)]})


def _page(request: HttpRequest, model_name: str, pk: int) -> ChangePage:
    """The change page of this row. Raises Http404, PermissionDenied."""
    for model, model_admin in site._registry.items():
        if model._meta.label_lower == f"profiles.{model_name}":
            row = model_admin.get_object(request, str(pk))
            if row is None:
                break
            if not model_admin.has_view_or_change_permission(request, row):
                raise PermissionDenied
            return page_of(row)
    raise Http404("The desk has no page of this name.")
