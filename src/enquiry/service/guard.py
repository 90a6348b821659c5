"""What stands around every answer: the log of accesses, counts, security headers, no traceback."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from enquiry.service.answers import Refusal, busy, problem
from enquiry.service.state import State

ACCESS = logging.getLogger("enquiry.access")
LOG = logging.getLogger("enquiry.service")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})
_SECURITY = (
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
)


class Guard:
    """Around the whole application. It knows no address, no query and no body of a request."""

    def __init__(self, app: ASGIApp, state: State) -> None:
        self.state = state
        self._app = app
        # Where pages of other origins may ask, they may read the answers.
        policy = b"cross-origin" if state.settings.cors_origins else b"same-origin"
        self._headers = (*_SECURITY, (b"cross-origin-resource-policy", policy))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":  # nothing here speaks it
            await WebSocketClose()(scope, receive, send)
            return
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        began = perf_counter()
        status = 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *self._headers]
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except ClientDisconnect:  # the request never came whole; there is nobody to answer
            pass
        finally:
            seconds = perf_counter() - began
            # Only a known path is named: an unknown one may hold anything.
            path = getattr(scope.get("route"), "path", "-")
            method = scope["method"] if scope["method"] in _METHODS else "-"
            self.state.metrics.count_request(method, path, status, seconds)
            ACCESS.info("%s %s %s %.1f ms", method, path, status or "gone", seconds * 1000)


class Address:
    """One address, or with no `methods` what answers wherever there is none.

    Whatever cannot be done is answered as a problem. What a fault of ours says stays unsaid: it
    might hold a value.
    """

    def __init__(
        self, state: State, answer: Callable[[Request], Awaitable[Response]], *methods: str
    ) -> None:
        self._state = state
        self._answer = answer
        self._methods = methods

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        if self._methods and scope["method"] not in self._methods:
            allowed = {"Allow": ", ".join(self._methods)}
            answer = self._problem(Refusal(405, "http_method", headers=allowed), request)
        else:
            answer = await self._answered(request)
        await answer(scope, receive, send)

    async def _answered(self, request: Request) -> Response:
        try:
            return await self._answer(request)
        except Refusal as refusal:
            return self._problem(refusal, request)
        except ClientDisconnect:
            raise
        except asyncio.CancelledError:  # the service ends, and can wait no longer
            return self._problem(busy(), request)
        except Exception as error:
            log_fault(error)
            return self._problem(Refusal(500, "http_fault"), request)

    def _problem(self, refusal: Refusal, request: Request) -> Response:
        return problem(refusal, request, self._state.published.guide.phrases)


def log_fault(error: Exception) -> None:
    """Says where something went wrong that should not."""
    LOG.error("A fault of the service: %s.", in_words(error))


def in_words(error: Any) -> str:
    """The kind of an error and where it was raised, without what it says."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"
