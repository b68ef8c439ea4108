"""Addresses that belong to no page, and what is shown where there is none."""

from django.db import connection
from django.db.utils import DatabaseError
from django.http import Http404, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language as active_code

from core.languages import get_language
from core.middleware import preferred

from .elsewhere import at_same_address


def negotiate_language(request):
    """`/` leads to the reader's language."""
    response = redirect(f"/{preferred(request)}/")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


def missing(request, **kwargs):
    """An address that does not exist, whatever an app below would answer there."""
    raise Http404


def healthz(request):
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request):
    """The process can do its work: the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"database": "unavailable"}, status=503)
    return JsonResponse({"database": "ok"})


def page_not_found(request, exception):
    """What there is in other languages is offered; another address of the page leads to it."""
    if request.path.startswith("/api/"):
        return JsonResponse({"message": "not found"}, status=404)
    offers = at_same_address(request)
    own = get_language(active_code()).content
    for offer in offers:
        if offer["language"].code == own:
            return redirect(offer["url"])
    return render(request, "404.html", {"offers": offers}, status=404)


def bad_request(request, exception):
    """Needs no database or template context: the host itself may be what is wrong."""
    if request.path.startswith("/api/"):
        message = "The address or the form that was sent cannot be read."
        return JsonResponse({"message": message}, status=400)
    language = get_language(active_code())
    html = render_to_string("400.html", {"language": language})
    return HttpResponseBadRequest(html)


def form_refused(request, reason=""):
    """For a form without the token of its reader: two tabs, a long pause, or no cookies."""
    if request.path.startswith("/api/"):
        return JsonResponse({"message": "The form has no valid token."}, status=403)
    return render(request, "403_csrf.html", status=403)


def server_error(request):
    """Needs no database, template context or catalogue to answer."""
    return render(request, "500.html", status=500)
