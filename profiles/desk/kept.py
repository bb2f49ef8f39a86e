"""The keys under which a browser keeps what is typed into the forms of the desk.

A form carries its key with it. The answer to a form that did what it asked for says the
key again, by which the browser knows that it need not keep what was typed.
"""

import re
from typing import Any

from django.contrib.admin.options import IS_POPUP_VAR
from django.http import HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse

#: What keeping.js calls a form.
_FORM_KEY = re.compile(r"[0-9a-z-]{1,40}")


def key_of_form(request: HttpRequest) -> str:
    """The key that the form carries; "" for what is none."""
    key = request.POST.get("_keep", "")
    return key if _FORM_KEY.fullmatch(key) else ""


def saved(request: HttpRequest, response: Any) -> Any:
    """The answer to a form, which says the form's key where it leads on to a page.

    The key is in the fragment, which is never sent to any server; of a pop-up it is in
    the page that closes it.
    """
    key = key_of_form(request)
    if not key:
        return response
    if isinstance(response, HttpResponseRedirect):
        response["Location"] += f"#saved={key}"
    elif IS_POPUP_VAR in request.POST and isinstance(response, TemplateResponse):
        response.context_data = {**(response.context_data or {}), "saved_form": key}
    return response
