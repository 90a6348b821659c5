"""Killed and started again under load: clean errors, and each accepted enquiry is there, once."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

from tests.enquiries import ENQUIRY
from tests.support import HARBOUR

CLIENTS = 8
KILLS = 2
SECONDS_BETWEEN = 0.8
CLEAN = (ConnectionError, http.client.HTTPException, TimeoutError)
"""What a client sees of a service that is gone: no answer, or one that breaks off."""


@dataclass
class Seen:
    """What the clients saw: the reference of each key, and every status."""

    accepted: dict[str, str] = field(default_factory=dict)
    statuses: set[int] = field(default_factory=set)
    errors: int = 0


@contextmanager
def serving(port: int, folder: Path) -> Iterator[None]:
    """The service, killed at the end with all its workers."""
    process = subprocess.Popen(
        [sys.executable, "-m", "enquiry", "serve", "--port", str(port)],
        env={
            **os.environ,
            "ENQUIRY_GUIDE": str(HARBOUR),
            "ENQUIRY_DELIVER_TO": str(folder),
            "ENQUIRY_WORKERS": "2",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        until = time.monotonic() + 30
        while True:
            try:
                urlopen(f"http://127.0.0.1:{port}/healthz", timeout=30).close()
                break
            except OSError:
                assert process.poll() is None
                assert time.monotonic() < until
                time.sleep(0.05)
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def document_of(key: str) -> bytes:
    """Another enquiry for each key."""
    return json.dumps({**ENQUIRY, "message": f"About {key}."}).encode()


def send(port: int, name: str, seen: Seen, stop: threading.Event) -> None:
    """Send one enquiry after the other, each until it is accepted."""
    number = 0
    while not stop.is_set():
        key = f"{name}-{number}"
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        try:
            connection.request("POST", "/v1/enquiries", document_of(key), headers)
            answer = connection.getresponse()
            content = json.loads(answer.read())
        except CLEAN:
            seen.errors += 1
            time.sleep(0.05)
            continue
        finally:
            connection.close()
        seen.statuses.add(answer.status)
        if answer.status == 202:
            seen.accepted[key] = content["reference"]
            number += 1


def test_killed_under_load_loses_nothing_and_delivers_nothing_twice(tmp_path: Path) -> None:
    """Clients who try again get the reference of the one file that holds their enquiry."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    seen, stop = Seen(), threading.Event()
    clients = [
        threading.Thread(target=send, args=(port, f"client-{number}", seen, stop), daemon=True)
        for number in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    for _ in range(KILLS):
        with serving(port, tmp_path):
            time.sleep(SECONDS_BETWEEN)
    with serving(port, tmp_path):
        time.sleep(SECONDS_BETWEEN)
        stop.set()
        for client in clients:
            client.join()
    files = {path.name: path.read_bytes() for path in tmp_path.glob("*.json")}
    promised = {f"{each}.json": document_of(key) for key, each in seen.accepted.items()}
    assert promised.items() <= files.items()
    assert len(set(files.values())) == len(files)
    assert len(files) - len(seen.accepted) <= CLIENTS
    assert seen.statuses <= {202, 503}
    assert len(seen.accepted) > CLIENTS * KILLS
    assert seen.errors > 0
