"""What stands around every answer: the log of accesses, counts, security headers, no traceback."""

from __future__ import annotations

import asyncio
import logging
import traceback
from time import perf_counter
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
        self._app = app
        self._metrics = state.metrics
        # Where pages of other origins may ask, they may read the answers.
        policy = b"cross-origin" if state.settings.cors_origins else b"same-origin"
        self._headers = (*_SECURITY, (b"cross-origin-resource-policy", policy))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
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
            self._metrics.count_request(method, path, status, seconds)
            ACCESS.info("%s %s %s %.1f ms", method, path, status or "gone", seconds * 1000)


class Faults:
    """Answers for a fault of ours. What the error says stays unsaid: it might hold a value."""

    def __init__(self, app: ASGIApp, state: State) -> None:
        self._app = app
        self._state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except asyncio.CancelledError:  # the service ends, and can wait no longer
            if not started and scope["type"] == "http":
                await self._refused(busy(), scope, receive, sending)
            raise
        except ClientDisconnect:
            raise
        except Exception as error:
            if scope["type"] != "http":
                raise
            LOG.error("A fault of the service: %s.", in_words(error))  # noqa: TRY400
            if started:  # all that is left is to cut it off
                raise _Broken from None
            await self._refused(Refusal(500, "http_fault"), scope, receive, sending)

    async def _refused(self, refusal: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
        answer = problem(refusal, Request(scope), self._state.published.guide.phrases)
        await answer(scope, receive, send)


class _Broken(Exception):  # noqa: N818
    """An answer that cannot be ended."""


def in_words(error: Any) -> str:
    """The kind of an error and where it was raised, without what it says."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"
