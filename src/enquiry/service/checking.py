"""POST: one document, or a document a line, to its result."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack
from time import perf_counter
from typing import Any

from anyio import to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from enquiry.dates import latest_today
from enquiry.intake.json_reader import read
from enquiry.intake.limits import MAX_BYTES, TOO_LARGE, Unreadable
from enquiry.phrases import phrase
from enquiry.service.answers import (
    LINES,
    NO_STORE,
    Refusal,
    as_json,
    check_query,
    dumped,
    problem,
)
from enquiry.service.deliveries import BadKey, KeyReused, Unavailable
from enquiry.service.guard import log_fault
from enquiry.service.lines import LineSplitter
from enquiry.service.published import Published
from enquiry.service.state import CYCLE, State
from enquiry.text import Text
from enquiry.validation.result import Result, unreadable

SHORT = 8 * 1024
"""Bytes of a document that is checked at once. Nearly all are shorter, and take some 20 µs; a
thread would cost more. The worst that was found takes 2 ms for each KiB, so a longer one is left
to a thread, and nobody waits for it."""
_SLICE = 0.005
_MOST_OUTPUT = 64 * 1024
_RETRY_LATER = 5
_JSON = "application/json"
_JSON_OR_LINES = phrase("http_media_type_lines")
_SLOW_LINES = phrase("http_slow_lines")


class Checking:
    """The endpoints that read documents."""

    def __init__(self, state: State) -> None:
        self._state = state

    async def validate(self, request: Request) -> Response:
        """What a document lacks."""
        return await self._answer(request, routes=False)

    async def route(self, request: Request) -> Response:
        """What a document lacks, or where it goes."""
        return await self._answer(request, routes=True)

    async def accept(self, request: Request) -> Response:
        """Takes a valid enquiry, and answers with its reference."""
        state, published = self._state, self._state.published
        check_query(request, published.guide.phrases.languages)
        _media_type(request, (_JSON,))
        keys = request.headers.getlist("idempotency-key")
        if len(keys) != 1:
            raise Refusal(400, "http_key")
        raw = await self._body(request)
        with state.places:
            document, result = await self._judged(raw, published)
            if not result.valid:
                raise _refused(document, result.as_dict())
            assert state.deliveries is not None  # noqa: S101  else there is no such address
            try:
                reference = await to_thread.run_sync(
                    state.deliveries.accept, raw, keys[0], limiter=state.delivering
                )
            except BadKey:
                raise Refusal(400, "http_key") from None
            except KeyReused:
                raise Refusal(422, "http_key_reused") from None
            except Unavailable:
                wait = {"Retry-After": str(_RETRY_LATER)}
                raise Refusal(503, "http_not_taken", headers=wait) from None
        return as_json(dumped({"reference": reference}), 202)

    async def _answer(self, request: Request, *, routes: bool) -> Response:
        published = self._state.published
        check_query(request, published.guide.phrases.languages)
        if _media_type(request, (_JSON, LINES)) == LINES:
            if request.scope.get("http_version") == "1.0":  # it has no way to say where it ends
                raise Refusal(426, "http_version", headers={"Upgrade": "HTTP/1.1"})
            with ExitStack() as places:
                for each in (self._state.streams, self._state.places):
                    places.enter_context(each)
                results = self._results(request, published, routes=routes)
                return _Stream(places.pop_all(), results)
        raw = await self._body(request)
        with self._state.places:
            document, result = await self._judged(raw, published)
            if not (routes or result.problems or result.warnings):
                return _VALID
            said = self._said(document, result, published, None, routes=routes)
            if result.valid:
                return as_json(dumped(said))
            # Half of all answers may be of this kind: to raise it would cost as much as to make it.
            return problem(_refused(document, said), request, published.guide.phrases)

    async def _body(self, request: Request) -> bytes:
        """The body, counted as it comes: of a longer one no more is read than shows that."""
        cycle = request.scope.get(CYCLE)
        if cycle and not cycle.more_body:  # a limit costs more than to read what is there
            return await _joined(request)
        length = request.headers.get("content-length", "0")
        if length.isdecimal() and int(length[:10]) > MAX_BYTES:
            raise _too_large()
        try:
            async with asyncio.timeout(self._state.settings.body_timeout):
                return await _joined(request)
        except TimeoutError:
            raise Refusal(408, "http_slow") from None

    async def _judged(self, raw: bytes, published: Published) -> tuple[Any, Result]:
        if len(raw) > SHORT:
            document, result = await to_thread.run_sync(
                _judge, raw, published, limiter=self._state.checking
            )
        else:
            document, result = _judge(raw, published)
        self._state.metrics.count_result(result)
        return document, result

    def _said(
        self, document: Any, result: Result, published: Published, line: int | None, *, routes: bool
    ) -> dict[str, Any]:
        said = result.as_dict(None, line)
        if routes:
            said["route"] = (
                published.guide.route(document, today=latest_today()) if result.valid else None
            )
        return said

    async def _results(
        self, request: Request, published: Published, *, routes: bool
    ) -> AsyncIterator[bytes]:
        """The results of a stream, in pieces of whole lines: what is done, before what comes."""
        splitter = LineSplitter()
        stream = request.stream()
        ended = False
        while not ended:
            try:
                async with asyncio.timeout(self._state.settings.body_timeout):
                    piece = await anext(stream, None)
            except TimeoutError:
                yield self._unread(splitter.line, _SLOW_LINES, published, routes=routes)
                return
            ended = piece is None
            out, began = bytearray(), perf_counter()
            try:
                for line, raw in splitter.end() if piece is None else splitter.feed(piece):
                    document, result = await self._judged(raw, published)
                    said = self._said(document, result, published, line, routes=routes)
                    out += dumped(said) + b"\n"
                    # Short turns, so that nobody else waits, and little is held.
                    if len(out) > _MOST_OUTPUT or perf_counter() - began > _SLICE:
                        yield bytes(out)
                        await asyncio.sleep(0)
                        out, began = bytearray(), perf_counter()
            except Unreadable as reason:
                ended = True
                out += self._unread(splitter.line, reason.message, published, routes=routes)
            if out:
                yield bytes(out)

    def _unread(self, line: int, reason: Text, published: Published, *, routes: bool) -> bytes:
        """The result that ends a stream of which the rest is not read."""
        result = unreadable(published.guide.phrases(reason))
        self._state.metrics.count_result(result)
        return dumped(self._said(None, result, published, line, routes=routes)) + b"\n"


class _Stream(Response):
    """Results that are sent while documents still come, so that neither is held as a whole.

    Starlette's own streaming response would read on by itself, to see the client leave. `places`
    are given back at the end.
    """

    def __init__(self, places: ExitStack, results: AsyncIterator[bytes]) -> None:
        self.status_code = 200
        self.media_type = LINES
        self.background = None
        self.init_headers(NO_STORE)
        self._places = places
        self._results = results

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        with self._places:
            start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
            await send(start)
            try:
                async for piece in self._results:
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
            except ClientDisconnect:
                raise
            except Exception as error:  # all that is left is to cut it off
                log_fault(error)
                raise _Broken from None
            await send({"type": "http.response.body", "body": b"", "more_body": False})


class _Broken(Exception):  # noqa: N818
    """An answer that cannot be ended."""


async def _joined(request: Request) -> bytes:
    """The pieces of a body. (Starlette's own stream of them costs as much as a short document.)"""
    body = bytearray()
    more = True
    while more:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        if len(body) > MAX_BYTES:
            raise _too_large()
        more = message.get("more_body", False)
    return bytes(body)


def _judge(raw: bytes, published: Published) -> tuple[Any, Result]:
    """The document, or the reason why there is none, and its result."""
    try:
        document = read(raw)
    except Unreadable as reason:
        return reason, unreadable(published.guide.phrases(reason.message))
    return document, published.guide.validator(document, latest_today())


_VALID = as_json(dumped(Result().as_dict()))


def _refused(document: Any, result: dict[str, Any]) -> Refusal:
    """A result that is no success: 400 where there is no document, else 422."""
    if not isinstance(document, Unreadable):
        return Refusal(422, "http_invalid", members=result)
    place = {"position": {"line": document.line, "column": document.column}}
    return Refusal(400, "http_unreadable", detail=document.message, members={**result, **place})


def _too_large() -> Refusal:
    return Refusal(413, "http_too_large", detail=TOO_LARGE)


def _media_type(request: Request, known: tuple[str, ...]) -> str:
    """The media type of the body. Raises Refusal for any other, and for a packed body."""
    given = request.headers.getlist("content-type")
    if given == [_JSON] and "content-encoding" not in request.headers:
        return _JSON  # as nearly everybody writes it
    kind, *parameters = (each.strip().lower() for each in (given or [""])[0].split(";"))
    charsets = [each for each in parameters if each.startswith("charset=")]
    packed = request.headers.get("content-encoding", "identity").strip().lower()
    if packed not in ("", "identity"):
        raise _unknown_kind(known, {"Accept-Encoding": "identity"})
    if (
        len(given) != 1
        or kind not in known
        or any(each.split("=", 1)[1].strip('"') not in ("utf-8", "utf8") for each in charsets)
    ):
        raise _unknown_kind(known, {"Accept": ", ".join(known)})
    return kind


def _unknown_kind(known: tuple[str, ...], headers: dict[str, str]) -> Refusal:
    detail = _JSON_OR_LINES if LINES in known else None
    return Refusal(415, "http_media_type", detail=detail, headers=headers)
