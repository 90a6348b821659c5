"""The service as a program of its own, and clients that write bytes as they please."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from typing import Any, NamedTuple

from tests.engine.cli.processes import COMMAND, started
from tests.enquiries import ENQUIRY
from tests.support import HARBOUR

GOOD = json.dumps(ENQUIRY).encode()
SECONDS = 20
"""After so long a client gives up."""
LIFETIME = 600
"""After so long a service has been forgotten, and is ended."""


@dataclass(frozen=True)
class Service:
    """A service that runs."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @contextmanager
    def connect(self) -> Iterator[Client]:
        """A connection that gives up after a while."""
        with socket.create_connection(("127.0.0.1", self.port), SECONDS) as connection:
            client = Client(connection)
            try:
                yield client
            finally:
                client.end()

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
    folder: Path,
    *arguments: str,
    guide: Path = HARBOUR,
    command: Sequence[str] = COMMAND,
    **environment: str,
) -> Iterator[Service]:
    """The service for a guide, at a free port; settings by their names, without ENQUIRY_."""
    log, out = folder / "log", folder / "out"
    variables = {f"ENQUIRY_{name.upper()}": value for name, value in environment.items()}
    program = [*command, "serve", "--guide", str(guide), "--port", "0", *arguments]
    with (
        log.open("wb") as err,
        out.open("wb") as output,
        started(
            *program, seconds=LIFETIME, stdout=output, stderr=err, env={**os.environ, **variables}
        ) as process,
    ):
        try:
            address = re.compile(r" at http://127\.0\.0\.1:([0-9]+)/")
            at = until(lambda: address.search(log.read_text("utf-8")))
            service = Service(process, int(at[1]), log)
            until(lambda: _answers(service))
            yield service
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                assert process.wait(SECONDS) == -signal.SIGTERM, log.read_text("utf-8")
            assert out.read_bytes() == b""
        finally:
            process.kill()


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


class Client:
    """A connection on which bytes are written as a test pleases, and answers are read."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.send = connection.sendall
        self._file = connection.makefile("rb")

    def makefile(self, _mode: str) -> Client:
        """For HTTPResponse: the one file of this connection, which it must not close."""
        return self

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def close(self) -> None:
        """Leaves the connection open for the next answer."""

    def end(self) -> None:
        """Gives back what was opened."""
        self._file.close()

    def answer(self) -> Answer:
        """The next answer. Its status is 0 where the connection ends instead."""
        reading = HTTPResponse(self)  # type: ignore[arg-type]
        try:
            reading.begin()
            body = reading.read()
        except (HTTPException, OSError):
            return Answer(0, {}, b"")
        headers = {name.lower(): value for name, value in reading.getheaders()}
        return Answer(reading.status, headers, body)

    def has_ended(self) -> bool:
        """Whether nothing more comes, which is waited for."""
        try:
            return self._file.read(1) == b""
        except ConnectionError:
            return True


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes
