"""A transport that sends at once what is written in one turn of the event loop.

uvicorn writes the head of an answer and its body apart. Sent apart, they cost a system call and a
packet more each time, which is as much as checking a document does.
"""

from __future__ import annotations

import asyncio
from typing import Any

_MOST = 64 * 1024
"""Bytes that wait at most."""


class JoinedWrites:
    """A transport in all other respects."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._waiting: list[bytes] = []
        self._size = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Sends with what else is written in this turn."""
        if not self._waiting:
            self._loop.call_soon(self.flush)
        self._waiting.append(data)
        self._size += len(data)
        if self._size > _MOST:
            self.flush()

    def write_eof(self) -> None:
        """Sends what waits, and then the end."""
        self.flush()
        self._transport.write_eof()

    def close(self) -> None:
        """Closes once what waits is sent."""
        self.flush()
        self._transport.close()

    def flush(self) -> None:
        """Sends what waits."""
        if self._waiting:
            data = b"".join(self._waiting)
            self._waiting.clear()
            self._size = 0
            self._transport.write(data)
