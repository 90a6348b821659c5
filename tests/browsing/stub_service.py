"""A service that a form sends to, and that answers what a test tells it to."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

PATH = "/office/v1/enquiries"
PROBLEM = "application/problem+json"
# What the form's request needs, from a site at another address.
ALLOWED_HEADERS = "content-type, idempotency-key"


@dataclass
class Answer:
    """What the service answers. `body` is sent as it is; None closes the connection instead."""

    status: int = 202
    body: bytes | None = b'{"reference": "HB-2026-0417"}'
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    allows_origin: bool = True


@dataclass(frozen=True)
class Received:
    """An enquiry that arrived, with the names of its headers in small letters."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def document(self) -> Any:
        """The enquiry."""
        return json.loads(self.body)

    @property
    def key(self) -> str:
        """By which the service knows a repetition."""
        return self.headers["idempotency-key"]


class StubService:
    """Keeps what arrives, and answers `answer`. While `gate` is not set, it lets one wait."""

    def __init__(self) -> None:
        self.address = ""
        self.origin = "*"
        self.begin()

    def begin(self) -> None:
        """Forget everything, and answer with a number."""
        self.answer = Answer()
        self.received: list[Received] = []
        self.gate = threading.Event()
        self.gate.set()


@contextmanager
def stub_service() -> Iterator[StubService]:
    """A service at an address of its own, which ends in a slash."""
    service = StubService()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_OPTIONS(self) -> None:
            """Ask whether the page may send what it is about to send."""
            allowed = {"Access-Control-Allow-Headers": ALLOWED_HEADERS}
            self._answer(Answer(204, b"", headers=allowed))

        def do_POST(self) -> None:
            """Take an enquiry."""
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            service.received.append(Received(self.path, headers, body))
            service.gate.wait(30)
            self._answer(service.answer)

        def _answer(self, answer: Answer) -> None:
            self.close_connection = True
            if answer.body is None:
                return
            self.send_response(answer.status)
            if answer.allows_origin:
                self.send_header("Access-Control-Allow-Origin", service.origin)
                self.send_header("Access-Control-Expose-Headers", "Retry-After")
            for name, value in {"Content-Type": answer.kind, **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(ConnectionError):  # who asked may have heard enough
                self.wfile.write(answer.body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        service.address = f"http://127.0.0.1:{server.server_port}/office/"
        yield service
        server.shutdown()
