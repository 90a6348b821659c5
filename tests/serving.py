"""A guide, or any other site of MkDocs, while it is served and edited."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def served(root: Path, log: Path) -> Iterator[str]:
    """The guide in `root` under `mkdocs serve`; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-a", f"127.0.0.1:{port}"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}
    with (
        log.open("w") as out,
        subprocess.Popen(command, cwd=root, env=environment, stdout=out, stderr=out) as server,
    ):
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


def until(holds: Callable[[], bool], look_every: float = 0.1) -> None:
    """Wait until something holds, and look each so many seconds."""
    end = time.monotonic() + 60
    while True:
        try:
            if holds():
                return
        except OSError:
            pass
        assert time.monotonic() < end
        time.sleep(look_every)


def get(address: str) -> str:
    """What the server answers."""
    with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310
        text: str = answer.read().decode()
    return text
