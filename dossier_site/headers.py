"""The Content-Security-Policy header on Django 5.2, which has no setting for it."""

from collections.abc import Callable
from typing import Any

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

View = Callable[[HttpRequest], HttpResponseBase]


def _add_policy(get_response: View) -> View:
    policy = "; ".join(
        " ".join([name, *values]) for name, values in settings.SECURE_CSP.items()
    )

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        return response

    return respond


content_security_policy: Any = _add_policy
if django.VERSION >= (6, 0):
    from django.middleware.csp import ContentSecurityPolicyMiddleware

    content_security_policy = ContentSecurityPolicyMiddleware
