"""uvicorn's HTTP/1.1 with time limits and sizes, for clients that are slow, broken or hostile.

uvicorn reads requests and writes answers. What it does not have: a limit for headers and the time
they take, an end for clients that read nothing or never stop sending, an answer to too many
connections, and words in the shape of all others.
"""

from __future__ import annotations

import asyncio
import math
from enum import Enum
from http import HTTPStatus
from typing import Any, cast
from weakref import proxy

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from enquiry.service.answers import PROBLEM, Refusal, busy
from enquiry.service.joined_writes import JoinedWrites
from enquiry.service.settings import Settings
from enquiry.service.state import CYCLE, State

MAX_TARGET = 8 * 1024
MAX_HEAD = 16 * 1024
MAX_UNREAD = 16 * 1024 * 1024
"""Bytes of a body that nobody wants: read so that the client can read why, up to here."""
_SECONDS_TO_LEAVE = 2.0
_BODY = frozenset({b"content-length", b"transfer-encoding"})


class _Phase(Enum):
    """What a connection is waited for."""

    NEW = "its first request"
    IDLE = "another request"
    HEAD = "the rest of the headers"
    BUSY = "the application"
    UNREAD = "the rest of a body that nobody wants"
    LEAVING = "the client to leave"


class BoundedProtocol(HttpToolsProtocol):
    """One connection."""

    def __init__(self, config: Any, *arguments: Any, **options: Any) -> None:
        super().__init__(config, *arguments, **options)
        self._state: State = self.app.state
        settings = self._state.settings
        self._limits = {
            _Phase.NEW: settings.header_timeout,
            _Phase.IDLE: settings.idle_timeout,
            _Phase.HEAD: settings.header_timeout,
            _Phase.BUSY: math.inf,  # the application has limits of its own
            _Phase.UNREAD: settings.body_timeout,
            _Phase.LEAVING: _SECONDS_TO_LEAVE,
        }
        self._phase = _Phase.NEW
        self._since = self.loop.time()
        self._stuck_since = math.inf
        self._is_whole = True  # the request that came last
        self._head = self._unread = 0
        self._refused_with = 400
        self._interval = _interval(settings)
        self._watch: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Finds room for the connection, or refuses it."""
        self._joined = JoinedWrites(transport, self.loop)
        super().connection_made(self._joined)  # type: ignore[arg-type]
        # So that the transport says whether a client takes what it is sent.
        transport.set_write_buffer_limits(high=0)
        self._watch = self.loop.call_later(self._interval, self._look)
        if len(self.connections) > self._state.settings.connections and not self._make_room():
            self._refuse(busy())

    def connection_lost(self, exc: Exception | None) -> None:
        """Ends the watch."""
        if self._watch:
            self._watch.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Reads on, within the limits."""
        self._unset_keepalive_if_required()
        if self._phase is _Phase.LEAVING:
            self._drop(len(data))
            return
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            # Nothing else is spoken here; the request is answered as if it had not asked.
            self.cycle.keep_alive = False
        except httptools.HttpParserError:
            self._cannot_read_on()
        else:
            if self._phase is _Phase.HEAD:
                self._head += len(data)
                if self._head > MAX_HEAD:
                    self._refused_with = 431
                    self._cannot_read_on()

    def eof_received(self) -> bool | None:  # type: ignore[override]
        """Lets a client that has said all it wants to say wait for its answer."""
        if self._phase is _Phase.BUSY and self._is_whole:
            self.cycle.keep_alive = False
            return True
        self._joined.flush()  # asyncio closes the connection now
        return None

    def pause_writing(self) -> None:
        """The client does not take what it is sent."""
        self._stuck_since = self.loop.time()
        super().pause_writing()

    def resume_writing(self) -> None:
        """The client has taken everything."""
        self._stuck_since = math.inf
        super().resume_writing()

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._is_whole = False
        self._head = 0
        self._enter(_Phase.HEAD)

    def on_url(self, url: bytes) -> None:
        """Part of the target."""
        super().on_url(url)
        if len(self.url) > MAX_TARGET:
            self._refused_with = 414
            raise ValueError

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header."""
        super().on_header(name, value)
        self._head += len(name) + len(value)
        if self._head > MAX_HEAD:
            self._refused_with = 431
            raise ValueError

    def on_headers_complete(self) -> None:
        """The application takes over."""
        hosts = sum(name == b"host" for name, _ in self.headers)
        if hosts > 1 or (not hosts and self.parser.get_http_version() == "1.1"):
            raise ValueError  # as RFC 9112 has it: else a proxy may mean another host
        if self.parser.should_upgrade() and not _BODY.isdisjoint(name for name, _ in self.headers):
            raise ValueError  # the parser would take the body for another protocol
        self._enter(_Phase.BUSY)
        super().on_headers_complete()
        # Weakly, since the cycle holds the scope: else each request would wait for the collector.
        cast(dict[str, Any], self.scope)[CYCLE] = proxy(self.cycle)

    def on_body(self, body: bytes) -> None:
        """Part of a body, which may come for a request that was answered already."""
        if self.cycle.response_complete:
            self._drop(len(body))
        else:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole."""
        self._is_whole = True
        super().on_message_complete()
        if self.cycle.response_complete:
            self._enter(_Phase.IDLE)

    def on_response_complete(self) -> None:
        """An answer is written, perhaps before its request was whole, or with others waiting."""
        waits_for_others = bool(self.pipeline)
        never_asked_for = self.cycle.more_body and self.expect_100_continue
        super().on_response_complete()
        self._unset_keepalive_if_required()  # the watch does that
        if not self._is_whole and never_asked_for:
            self.transport.close()  # nobody knows whether the body still comes
        elif not waits_for_others and self._phase is _Phase.BUSY:
            self._unread = 0
            self._enter(_Phase.IDLE if self._is_whole else _Phase.UNREAD)

    def _enter(self, phase: _Phase) -> None:
        self._phase = phase
        self._since = self.loop.time()

    def _look(self) -> None:
        """Ends a connection that takes too long, now and then."""
        now = self.loop.time()
        self._watch = self.loop.call_later(self._interval, self._look)
        if now - self._stuck_since > self._state.settings.send_timeout:
            self.transport.abort()
        elif now - self._since > self._limits[self._phase]:
            if self._phase is _Phase.HEAD and self._is_idle():
                self._refuse(Refusal(408, "http_slow"))
            elif self._phase is _Phase.LEAVING:
                self.transport.abort()
            else:
                self.transport.close()

    def _make_room(self) -> bool:
        """Closes the connection on which nothing has gone on for longest, if there is one."""
        others = [
            each
            for each in self.connections
            if isinstance(each, BoundedProtocol)
            and each is not self
            and each._phase in (_Phase.NEW, _Phase.IDLE)
            and not each.transport.is_closing()
        ]
        if others:
            min(others, key=lambda each: each._since).transport.close()
        return bool(others)

    def _drop(self, size: int) -> None:
        self._unread += size
        if self._unread > MAX_UNREAD:
            self.transport.abort()

    def _is_idle(self) -> bool:
        """Whether no request is being answered."""
        return not self.pipeline and (self.cycle is None or self.cycle.response_complete)

    def _cannot_read_on(self) -> None:
        """What came is not HTTP, or too much of it: says so, unless an answer is on its way."""
        if not self._is_idle():
            if self._phase is _Phase.HEAD:  # the requests before it were whole
                self.cycle.keep_alive = False
                self.flow.pause_reading()
                return
            if self.pipeline or self.cycle.response_started:
                self.transport.abort()
                return
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        name = "http_malformed" if self._refused_with == 400 else "http_head"
        self._refuse(Refusal(self._refused_with, name))

    def _refuse(self, refusal: Refusal) -> None:
        """Writes an answer of our own, and lets the client read it before the end."""
        body, language = self._state.refusal(refusal)
        headers = {
            "Content-Type": PROBLEM,
            "Content-Language": language,
            "Cache-Control": "no-store",
            "Content-Length": str(len(body)),
            "Connection": "close",
            **refusal.headers,
        }
        lines = [f"HTTP/1.1 {refusal.status} {HTTPStatus(refusal.status).phrase}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self.transport.write("\r\n".join([*lines, "", ""]).encode() + body)
        self._state.metrics.count_request("-", "-", refusal.status, 0)
        self._unread = 0
        self._enter(_Phase.LEAVING)
        if self.transport.can_write_eof():
            self.transport.write_eof()


def _interval(settings: Settings) -> float:
    """How often to look: often enough for the shortest limit, and at least each second."""
    shortest = min(
        settings.header_timeout,
        settings.body_timeout,
        settings.send_timeout,
        settings.idle_timeout,
    )
    return min(1.0, shortest / 2)
