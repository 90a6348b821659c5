"""The command as a process: pipes, interrupts, terminals, start-up."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from enquiry import cli
from tests.enquiries import ENQUIRY, enquiry

GOOD = json.dumps(ENQUIRY)
BAD = json.dumps(enquiry(message=""))


def start(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "enquiry.cli.main", *arguments], stderr=subprocess.PIPE, **options
    )


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_broken_pipe_ends_quietly(tmp_path: Path, jobs: str) -> None:
    """A reader that goes away ends the command without a word."""
    path = tmp_path / "a.ndjson"
    path.write_text(f"{BAD}\n" * 20_000)
    with start("validate", "--jobs", jobs, str(path), stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == cli.BROKEN_PIPE


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupt_ends_quietly(jobs: str) -> None:
    """Ctrl-C ends the command, and its processes, without a word."""
    options = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL, "start_new_session": True}
    with start("validate", "--jobs", jobs, **options) as process:
        assert process.stdin
        assert process.stderr
        process.stdin.write(f"{GOOD}\n".encode() * 5000)
        process.stdin.flush()
        time.sleep(1)
        os.killpg(process.pid, signal.SIGINT)
        assert process.stderr.read() == b""
    assert process.returncode == cli.INTERRUPTED


def test_progress_bar_on_a_terminal(tmp_path: Path) -> None:
    """Work of more than a second shows a bar on a terminal, and takes it away."""
    path = tmp_path / "a.ndjson"
    path.write_text(f"{BAD}\n" * 60_000)
    parent, child = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "enquiry.cli.main", "validate", "--format", "jsonl", str(path)],
        stdout=subprocess.DEVNULL,
        stderr=child,
    )
    os.close(child)
    shown = b""
    while True:
        try:
            part = os.read(parent, 1024)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(parent)
    assert process.wait() == 1
    assert b"documents" in shown
    assert b"%" in shown
    assert shown.endswith(b"\r\x1b[K")


def test_start_up_is_quick(tmp_path: Path) -> None:
    """One file takes well under half a second, start-up included (0.12 s on a quiet machine)."""
    path = tmp_path / "a.json"
    path.write_text(GOOD)
    times = []
    for _ in range(5):
        begin = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "enquiry.cli.main", "validate", str(path)],
            check=True,
            capture_output=True,
        )
        times.append(time.perf_counter() - begin)
    assert min(times) < 0.5
