"""Requests as raw bytes, and what may become of them."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable

from tests.engine.service.running import GOOD, Answer, Client, Service

HEAD = b"POST /v1/validate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
CHUNK = b"1000\r\n" + b" " * 0x1000 + b"\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
LENGTH = b"Content-Length: %d\r\n" % len(GOOD)
WHOLE = HEAD + LENGTH + b"\r\n" + GOOD
LINES = b"POST /v1/validate HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\n"


def sent(service: Service, raw: bytes) -> Answer:
    """The answer to raw bytes."""
    with service.connect() as connection:
        connection.send(raw)
        return connection.answer()


def assert_refused(answer: Answer, *statuses: int) -> None:
    """The answer is a problem of one of these statuses."""
    status, headers, body = answer
    assert status in statuses, answer
    assert headers["content-type"] == "application/problem+json"
    assert json.loads(body)["status"] == status
    assert "server" not in headers


def is_cut_off(connection: Client, pieces: Iterable[bytes], pause: float = 0) -> bool:
    """Whether the connection ends while pieces are sent."""
    try:
        for piece in pieces:
            connection.send(piece)
            time.sleep(pause)
    except ConnectionError:
        return True
    return False
