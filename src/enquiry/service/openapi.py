"""The service in OpenAPI 3.1, made from the guide's schema and languages."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from enquiry import __version__
from enquiry.routing.loader import table_shape
from enquiry.service.answers import LINES, PROBLEM
from enquiry.service.published import Published
from enquiry.validation.result import MOST

_JSON = "application/json"
_SCHEMAS = "#/components/schemas/"
_TEXT = {"type": "string"}
_STATUSES = {
    "304": "The one that the client has is still right.",
    "400": "What came is no JSON document within the limits, or the query or a header is wrong.",
    "404": "There is nothing at this address.",
    "405": "Another method is allowed here: see `Allow`.",
    "408": "The request came too slowly.",
    "413": "The document is over 64 KiB.",
    "415": "The body is of another media type, or packed.",
    "422": "The document is not an enquiry that can be sent: see `problems`.",
    "426": "Lines need HTTP/1.1.",
    "500": "A fault of the service.",
    "503": "There is no place for more work now: see `Retry-After`.",
}


def description(published: Published, root_path: str, *, takes_enquiries: bool) -> dict[str, Any]:
    """The OpenAPI description of the service that is reached below `root_path`.

    The guide's schema stands in it as it is, annotations included.
    """
    guide = published.guide
    languages = guide.languages
    paths = {
        "/v1/validate": {"post": _check("validate", "What an enquiry lacks.", "Result", languages)},
        "/v1/route": {"post": _check("route", "Where an enquiry goes.", "RoutedResult", languages)},
        "/v1/schema": {
            "get": _read(
                "schema",
                "What an enquiry must contain, as JSON Schema.",
                _content("application/schema+json", {"type": "object"}),
            )
        },
        "/v1/routing": {
            "get": _read("routing", "Who answers which enquiry.", _content(_JSON, _ref("Table")))
        },
        "/healthz": {
            "get": _read(
                "health",
                "Whether the service answers.",
                _content(_JSON, _object({"status": {"const": "ok"}})),
                kept=False,
            )
        },
        "/metrics": {
            "get": _read(
                "metrics", "Counts, for Prometheus.", _content("text/plain", _TEXT), kept=False
            )
        },
        "/openapi.json": {"get": _read("openapi", "This.", _content(_JSON, {"type": "object"}))},
    }
    if takes_enquiries:
        paths["/v1/enquiries"] = {"post": _accept(languages)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": guide.table.publisher.name[languages[0]],
            "version": __version__,
            "description": "Whether enquiries are complete, and where they go. Nothing is stored "
            "but what is posted to /v1/enquiries, where that is offered.",
        },
        "servers": [{"url": root_path or "/"}],
        "paths": paths,
        "components": {"schemas": _schemas(published), "responses": _responses()},
    }


def _check(name: str, summary: str, result: str, languages: Sequence[str]) -> dict[str, Any]:
    lines = (
        "A result a line, each as soon as it is known: read while you send. A line may have "
        "64 KiB; the stream has no end of its own."
    )
    return {
        "operationId": name,
        "summary": summary,
        "description": lines,
        "parameters": _languages(languages),
        "requestBody": _body(_JSON, LINES),
        "responses": {
            "200": {
                "description": "The enquiry can be sent; or results of lines, good and bad.",
                "content": {**_content(_JSON, _ref(result)), **_content(LINES, _TEXT)},
            },
            **_errors("400", "408", "413", "415", "422", "426", "500", "503"),
        },
    }


def _accept(languages: Sequence[str]) -> dict[str, Any]:
    key = {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "description": "A new one for each enquiry; the same again gives the same reference, and "
        "nothing is stored twice.",
        "schema": {"type": "string", "pattern": "^[!-~]{1,255}$", "maxLength": 255},
    }
    reference = _object({"reference": {"type": "string", "description": "To be told the sender."}})
    return {
        "operationId": "accept",
        "summary": "Takes an enquiry that can be sent.",
        "parameters": [*_languages(languages), key],
        "requestBody": _body(_JSON),
        "responses": {
            "202": {
                "description": "The enquiry was handed over whole.",
                "content": _content(_JSON, reference),
            },
            **_errors("400", "408", "413", "415", "422", "500", "503"),
        },
    }


def _body(*kinds: str) -> dict[str, Any]:
    schemas: Mapping[str, Any] = {_JSON: _ref("Enquiry"), LINES: _TEXT}
    return {"required": True, "content": {kind: {"schema": schemas[kind]} for kind in kinds}}


def _languages(languages: Sequence[str]) -> list[dict[str, Any]]:
    lang = {
        "name": "lang",
        "in": "query",
        "description": "The language of title and detail; wins over Accept-Language.",
        "schema": {"type": "string", "enum": list(languages)},
    }
    accept = {
        "name": "Accept-Language",
        "in": "header",
        "description": "The language of title and detail.",
        "schema": _TEXT,
    }
    return [lang, accept]


def _read(name: str, summary: str, content: dict[str, Any], *, kept: bool = True) -> dict[str, Any]:
    answers: dict[str, Any] = {"200": {"description": summary, "content": content}}
    if kept:
        answers["304"] = {"description": _STATUSES["304"]}
    return {
        "operationId": name,
        "summary": summary,
        "responses": {**answers, **_errors("500")},
    }


def _errors(*statuses: str) -> dict[str, Any]:
    return {each: {"$ref": f"#/components/responses/{each}"} for each in (*statuses, "405")}


def _responses() -> dict[str, Any]:
    kinds = {"422": "DocumentProblem"}
    return {
        status: {
            "description": said,
            "content": _content(PROBLEM, _ref(kinds.get(status, "Problem"))),
        }
        for status, said in _STATUSES.items()
        if status != "304"
    }


def _schemas(published: Published) -> dict[str, Any]:
    languages = published.guide.languages
    message = _object(dict.fromkeys(languages, _TEXT))
    fault = _object({"pointer": _TEXT, "keyword": _TEXT, "message": message})
    faults = {"type": "array", "maxItems": MOST, "items": fault}
    result = {
        "source": {"type": "null"},
        "line": {"type": ["integer", "null"]},
        "valid": {"type": "boolean"},
        "problems": faults,
        "warnings": faults,
    }
    optional = {"truncated": {"const": True}}
    problem = {"type": _TEXT, "title": _TEXT, "status": {"type": "integer"}, "detail": _TEXT}
    step = {
        "contact": _TEXT,
        "to": {"type": ["string", "null"]},
        "from": {"type": "string", "format": "date"},
        "outcomes": {"type": "array", "items": _TEXT},
    }
    route = {
        "category": _TEXT,
        "stage": {"enum": ["first", "escalation"]},
        "contact": {"type": ["string", "null"]},
        "to": {"type": ["string", "null"]},
        "attention": {"anyOf": [message, {"type": "null"}]},
        "escalation": {"anyOf": [_object(step), {"type": "null"}]},
    }
    routed = {"anyOf": [_ref("Route"), {"type": "null"}]}
    return {
        "Enquiry": published.guide.schema,
        "Table": _table(languages),
        "Result": _object(result, optional),
        "Route": _object(route),
        "RoutedResult": _object({**result, "route": routed}, optional),
        "Problem": {**_object(problem), "additionalProperties": True},
        "DocumentProblem": {
            **_object(problem, {**result, **optional, "route": {"type": "null"}}),
            "description": "Of a key that came with another enquiry it has no `problems`.",
        },
    }


def _table(languages: Sequence[str]) -> dict[str, Any]:
    """The shape of the table, with its references from where it stands here."""
    shape = json.dumps(table_shape(languages)).replace('"#/$defs/', f'"{_SCHEMAS}Table/$defs/')
    table: dict[str, Any] = json.loads(shape)
    return {name: part for name, part in table.items() if name not in ("$id", "$schema")}


def _object(
    required: Mapping[str, Any], optional: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(required),
        "additionalProperties": False,
        "properties": {**required, **(optional or {})},
    }


def _content(kind: str, schema: Any) -> dict[str, Any]:
    return {kind: {"schema": schema}}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"{_SCHEMAS}{name}"}
