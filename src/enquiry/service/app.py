"""The application: its addresses, and what each refuses in the same shape."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import Any

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Lifespan, Receive, Scope, Send

from enquiry.service.answers import NO_STORE, Refusal, as_json, problem, stored
from enquiry.service.checking import Checking
from enquiry.service.guard import Address, Guard
from enquiry.service.metrics import CONTENT_TYPE
from enquiry.service.openapi import description
from enquiry.service.published import Body, Published
from enquiry.service.state import State

_SCHEMA = "application/schema+json"
_HEALTHY = b'{"status": "ok"}'


def application(state: State, lifespan: Lifespan[Any] | None = None) -> Guard:
    """The service as an ASGI application, to be served or mounted under any path.

    It is Starlette's router without Starlette's application around it: what that adds, an answer to
    each error, costs as much as checking a document, and stands in `Address`.
    """
    reading = _Reading(state)
    checking = Checking(state)

    def get(path: str, answer: Callable[[Request], Awaitable[Response]]) -> Route:
        return Route(path, Address(state, answer, "GET", "HEAD"))

    def post(path: str, answer: Callable[[Request], Awaitable[Response]]) -> Route:
        return Route(path, Address(state, answer, "POST"))

    routes = [
        post("/v1/validate", checking.validate),
        post("/v1/route", checking.route),
        get("/v1/schema", reading.schema),
        get("/v1/routing", reading.routing),
        get("/healthz", _healthz),
        get("/metrics", reading.metrics),
        get("/openapi.json", reading.openapi),
    ]
    if state.deliveries:
        routes.append(post("/v1/enquiries", checking.accept))
    app: ASGIApp = Router(
        routes,
        redirect_slashes=False,  # one address for each thing, and no redirect of a POST
        default=Address(state, _nothing_there),
        lifespan=lifespan,
    )
    if state.settings.cors_origins:
        app = _Origins(app, state)
    return Guard(app, state)


async def _nothing_there(_request: Request) -> Response:
    raise Refusal(404, "http_not_found")


class _Origins(CORSMiddleware):
    """Leave for pages of other origins; where there is none, a problem as all others are."""

    def __init__(self, app: ASGIApp, state: State) -> None:
        super().__init__(
            app,
            allow_origins=state.settings.cors_origins,
            allow_methods=("GET", "HEAD", "POST"),
            allow_headers=("Content-Type", "Idempotency-Key", "If-None-Match"),
            expose_headers=("Content-Language", "ETag", "Retry-After"),
        )
        self._state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asks = scope["type"] == "http" and scope["method"] == "OPTIONS"
        headers = Headers(scope=scope)
        if asks and "origin" in headers and "access-control-request-method" in headers:
            answer = self.preflight_response(headers)
            if answer.status_code >= 400:
                refusal = Refusal(400, "http_origin")
                phrases = self._state.published.guide.phrases
                answer = problem(refusal, Request(scope), phrases)
            await answer(scope, receive, send)
            return
        await super().__call__(scope, receive, send)


async def _healthz(_request: Request) -> Response:
    """Whether the service answers. It waits for no other work."""
    return as_json(_HEALTHY)


class _Reading:
    """The endpoints that say what the guide and the service are."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._described = lru_cache(maxsize=8)(self._description)

    async def schema(self, request: Request) -> Response:
        """What an enquiry must contain."""
        return stored(self._state.published.schema, request, _SCHEMA)

    async def routing(self, request: Request) -> Response:
        """The routing table."""
        return stored(self._state.published.routing, request)

    async def openapi(self, request: Request) -> Response:
        """The addresses, in OpenAPI."""
        root_path = request.scope.get("root_path", "")
        return stored(self._described(self._state.published, root_path), request)

    async def metrics(self, _request: Request) -> Response:
        """The counts."""
        return Response(self._state.metrics.text(), 200, NO_STORE, CONTENT_TYPE)

    def _description(self, published: Published, root_path: str) -> Body:
        takes_enquiries = self._state.deliveries is not None
        return Body.of(description(published, root_path, takes_enquiries=takes_enquiries))
