"""The service as a program of its own, and clients that write bytes as they please."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

from tests.engine.cli.processes import COMMAND, started
from tests.enquiries import ENQUIRY
from tests.support import HARBOUR

GOOD = json.dumps(ENQUIRY).encode()
SECONDS = 20


@dataclass(frozen=True)
class Service:
    """A service that runs."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def connect(self) -> socket.socket:
        """A connection that gives up after a while."""
        return socket.create_connection(("127.0.0.1", self.port), SECONDS)

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, bytes]:
        """Status and body of the answer to a request, on a connection of its own."""
        kind = {"Content-Type": "application/json"} if body is not None else {}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        try:
            connection.request(method, path, body, {**kind, **headers})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def is_good_to_others(self) -> bool:
        """Whether a client that does nothing wrong is served."""
        return (
            self.ask("POST", "/v1/validate", GOOD)[0] == 200
            and self.ask("GET", "/healthz")[0] == 200
        )

    def lines_of_log(self) -> list[str]:
        """What was logged until now."""
        return self.log.read_text("utf-8").splitlines()


@contextmanager
def running(
    folder: Path, *arguments: str, guide: Path = HARBOUR, **environment: str
) -> Iterator[Service]:
    """The service for a guide, at a free port; settings by their names, without ENQUIRY_."""
    log, out = folder / "log", folder / "out"
    variables = {f"ENQUIRY_{name.upper()}": value for name, value in environment.items()}
    command = [*COMMAND, "serve", "--guide", str(guide), "--port", "0", *arguments]
    with (
        log.open("wb") as err,
        out.open("wb") as output,
        started(*command, stdout=output, stderr=err, env={**os.environ, **variables}) as process,
    ):
        at = until(lambda: re.search(r" at http://127\.0\.0\.1:([0-9]+)/", log.read_text("utf-8")))
        service = Service(process, int(at[1]), log)
        until(lambda: _answers(service))
        yield service
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            assert process.wait(SECONDS) == -signal.SIGTERM, log.read_text("utf-8")
        assert out.read_bytes() == b""


def _answers(service: Service) -> bool:
    try:
        return service.ask("GET", "/healthz")[0] == 200
    except OSError:
        return False


def until(found: Callable[[], Any], seconds: float = SECONDS) -> Any:
    """What a function finds, once it does."""
    end = time.monotonic() + seconds
    while not (answer := found()):
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)
    return answer


def answer_of(connection: socket.socket, method: str = "POST") -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of the next answer. The status is 0 where the connection ends."""
    answer = HTTPResponse(connection, method=method)
    try:
        answer.begin()
        body = answer.read()
    except (ConnectionError, ValueError, OSError):
        return 0, {}, b""
    except Exception as error:
        if type(error).__name__ in ("RemoteDisconnected", "BadStatusLine", "IncompleteRead"):
            return 0, {}, b""
        raise
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body
