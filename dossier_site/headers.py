"""The Content-Security-Policy header on Django 5.2, which has no setting for it."""

from collections.abc import Callable

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

type_of_view = Callable[[HttpRequest], HttpResponseBase]

if django.VERSION >= (6, 0):
    from django.middleware.csp import ContentSecurityPolicyMiddleware

    content_security_policy = ContentSecurityPolicyMiddleware
else:

    def content_security_policy(get_response: type_of_view) -> type_of_view:
        policy = "; ".join(
            " ".join([name, *values]) for name, values in settings.SECURE_CSP.items()
        )

        def add_policy(request: HttpRequest) -> HttpResponseBase:
            response = get_response(request)
            response.headers.setdefault("Content-Security-Policy", policy)
            return response

        return add_policy
