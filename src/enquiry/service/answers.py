"""Answers: JSON that is stored nowhere, bodies with an entity tag, and problems (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from enquiry.phrases import Phrases, phrase
from enquiry.service.negotiation import preferred
from enquiry.service.published import Body
from enquiry.text import Text

PROBLEM = "application/problem+json"
LINES = "application/x-ndjson"
NO_STORE = {"Cache-Control": "no-store"}
REVALIDATE = "no-cache"
_ENCODER = json.JSONEncoder(ensure_ascii=False)


class Refusal(Exception):  # noqa: N818  nothing is wrong with the program
    """A request that is not done, and what is said about it.

    `name` is that of two phrases: the title, and with "_detail" the detail, unless `detail` is
    given. `members` are further ones of the problem.
    """

    def __init__(
        self,
        status: int,
        name: str,
        *,
        detail: Text | None = None,
        headers: Mapping[str, str] | None = None,
        members: Mapping[str, Any] | None = None,
        words: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(name)
        self.status = status
        self.title = phrase(name)
        self.detail = detail or phrase(f"{name}_detail")
        self.headers = headers or {}
        self.members = members or {}
        self.words = words or {}


def busy(seconds: int = 1) -> Refusal:
    """There is no place for more work now."""
    return Refusal(503, "http_busy", headers={"Retry-After": str(seconds)})


def problem_body(refusal: Refusal, phrases: Phrases, language: str) -> bytes:
    """A refusal as a problem object, in a language of the guide."""
    detail = phrases(refusal.detail)[language]
    members = {
        "type": "about:blank",
        "title": phrases(refusal.title)[language],
        "status": refusal.status,
        "detail": detail.format(**refusal.words) if refusal.words else detail,
        **refusal.members,
    }
    return dumped(members)


def problem(refusal: Refusal, request: Request, phrases: Phrases) -> Response:
    """The answer to a request that is not done, in the language that it wishes."""
    language = wished_language(request, phrases.languages)
    headers = {
        **NO_STORE,
        **refusal.headers,
        "Content-Language": language,
        "Vary": "Accept-Language",
    }
    body = problem_body(refusal, phrases, language)
    return Response(body, refusal.status, headers, PROBLEM)


def wished_language(request: Request, languages: tuple[str, ...]) -> str:
    """The language that `?lang=` names, where the guide has it, else that of Accept-Language."""
    if request.scope["query_string"]:
        named = request.query_params.get("lang")
        if named in languages:
            return str(named)
    accept = request.headers.get("accept-language")
    return preferred(accept, languages) if accept else languages[0]


def check_query(request: Request, languages: tuple[str, ...]) -> None:
    """Raises Refusal where `?lang=` is not one of the guide's languages, or stands twice."""
    if not request.scope["query_string"]:
        return
    named = request.query_params.getlist("lang")
    if len(named) > 1 or (named and named[0] not in languages):
        raise Refusal(400, "http_language", words={"languages": ", ".join(languages)})


def dumped(data: Any) -> bytes:
    """JSON in UTF-8."""
    return _ENCODER.encode(data).encode()


def as_json(content: bytes, status: int = 200) -> Response:
    """JSON that is the answer to this one request alone."""
    return Response(content, status, NO_STORE, "application/json")


def stored(body: Body, request: Request, media_type: str = "application/json") -> Response:
    """A body that may be kept, or 304 for a client that has it."""
    headers = {"ETag": body.etag, "Cache-Control": REVALIDATE}
    known = request.headers.get("if-none-match", "")
    if known and _names(known, body.etag):
        return Response(status_code=304, headers=headers)
    return Response(body.content, 200, headers, media_type)


def _names(known: str, etag: str) -> bool:
    tags = (each.strip().removeprefix("W/") for each in known.split(","))
    return any(each in ("*", etag) for each in tags)
