"""The service asked in the test's own process, without a network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
from starlette.types import ASGIApp

from enquiry.asgi import create_app
from enquiry.guide import load_guide
from enquiry.service.settings import Settings
from tests.support import HARBOUR, finished

JSON, LINES = "application/json", "application/x-ndjson"
PROBLEM = "application/problem+json"


class Client:
    """Asks an application."""

    def __init__(self, app: ASGIApp, below: str = "") -> None:
        self._app = app
        self._below = below

    def __call__(self, method: str, path: str, **options: Any) -> httpx.Response:
        """The answer to one request."""

        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
                return await client.request(method, f"{self._below}{path}", **options)

        return finished(ask())

    def get(self, path: str, **headers: str) -> httpx.Response:
        """The answer to a GET."""
        return self("GET", path, headers=_headers(headers))

    def post(
        self, path: str, document: Any, media_type: str | None = JSON, **headers: str
    ) -> httpx.Response:
        """The answer to a document: bytes as they are, anything else as JSON."""
        content = document if isinstance(document, bytes) else json.dumps(document).encode()
        kind = {"Content-Type": media_type} if media_type else {}
        return self("POST", path, content=content, headers={**kind, **_headers(headers)})


def _headers(named: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in named.items()}


def client(guide: Path = HARBOUR, **settings: Any) -> Client:
    """A client of the service for a guide."""
    return Client(create_app(load_guide(guide), Settings(**settings)))


def assert_problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    """The members of an answer that is a problem of this status, in the shape of all."""
    assert answer.status_code == status
    assert answer.headers["content-type"] == PROBLEM
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-language"]
    assert "Accept-Language" in answer.headers["vary"]
    members: dict[str, Any] = answer.json()
    assert members["status"] == status
    assert members["title"]
    assert members["detail"]
    return members
