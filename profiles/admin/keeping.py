"""What a browser asks before it sends a form: whether the desk will take it."""

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_GET

from profiles.admin.bases import site, staff_of


@site.page("signed-in/", "signed-in")
@require_GET
def signed_in(request: HttpRequest) -> JsonResponse:
    """Who is signed in, and the token that forms have to carry now.

    Signing in again gives every form another token. Only pages of this site can read
    the answer.
    """
    return JsonResponse(
        {"account": str(staff_of(request).pk), "token": get_token(request)}
    )
