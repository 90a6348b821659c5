"""Enquiries checked in a Django view: `python -m django runserver --settings django_app`."""

import os
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators import csrf, http

import enquiry

MAX_BYTES = 64 * 1024
guide = enquiry.load_guide(os.environ.get("ENQUIRY_GUIDE"))


@csrf.csrf_exempt  # programs send here; a page of yours would send its token
@http.require_POST
def receive(request: HttpRequest) -> JsonResponse:
    """Answers where the enquiry goes, or what to fix in it."""
    raw = request.read(MAX_BYTES + 1)  # no more, whatever the headers say
    try:
        document = enquiry.read(raw)
    except enquiry.Unreadable as error:
        return problem(413 if len(raw) > MAX_BYTES else 400, detail=str(error))
    result = guide.validate(document)
    if not result.valid:
        return problem(422, problems=[each.as_dict() for each in result.problems])
    return JsonResponse(guide.route(document))


def problem(status: int, **members: Any) -> JsonResponse:
    """The answer to what is not accepted, as RFC 9457 has it."""
    content = {"title": HTTPStatus(status).phrase, "status": status, **members}
    return JsonResponse(content, status=status, content_type="application/problem+json")


urlpatterns = [path("enquiries", receive)]  # in your project's urls.py
ROOT_URLCONF, ALLOWED_HOSTS = __name__, ["127.0.0.1"]  # in your project's settings
