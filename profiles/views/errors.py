"""The pages for what went wrong, in the look of all others; they ask no database."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def gone(request: HttpRequest) -> HttpResponse:
    """For a dossier that was published once, and has been withdrawn."""
    return render(request, "410.html", status=410)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)
