"""However the command dies, none of its processes is left, and its readers see the end."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from tests.engine.cli.processes import COMMAND, SECONDS, started

DEATHS = [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL]


class Trace:
    """A pipe whose end the command and its processes hold as long as they live."""

    def __init__(self) -> None:
        self._ours, self.lent = os.pipe()

    def ends(self) -> bool:
        """Whether soon none of them is left. (One that is dead and not buried does not count.)"""
        os.close(self.lent)
        is_over, _, _ = select.select([self._ours], [], [], SECONDS)
        os.close(self._ours)
        return bool(is_over)


@pytest.fixture
def trace() -> Trace:
    """What the command and its processes leave as long as they live."""
    return Trace()


@pytest.mark.parametrize("jobs", ["1", "3"])
@pytest.mark.parametrize("death", DEATHS, ids=lambda death: signal.Signals(death).name)
def test_death_while_the_reader_waits(
    tmp_path: Path, death: signal.Signals, jobs: str, trace: Trace
) -> None:
    """Whoever reads the results of a command that dies sees their end, and no process stays."""
    path = tmp_path / "a.ndjson"
    path.write_text("{}\n" * 2000 + (json.dumps({"a": "x" * 60_000}) + "\n") * 50)
    command = [*COMMAND, "validate", "--jobs", jobs, str(path)]
    pipe = subprocess.PIPE
    with started(*command, stdout=pipe, stderr=pipe, pass_fds=[trace.lent]) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline()
        process.send_signal(death)
        process.stdout.read()
        assert process.stderr.read() == b""
        assert process.wait() == -death
        assert trace.ends()


@pytest.mark.parametrize("jobs", ["1", "3"])
@pytest.mark.parametrize("death", DEATHS, ids=lambda death: signal.Signals(death).name)
def test_death_while_input_is_waited_for(death: signal.Signals, jobs: str, trace: Trace) -> None:
    """The same where nobody writes to the command, and its processes have nothing to do."""
    command = [*COMMAND, "validate", "--jobs", jobs, "--lines"]
    pipe = subprocess.PIPE
    with started(*command, stdin=pipe, stdout=pipe, stderr=pipe, pass_fds=[trace.lent]) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(b"{}\n")
        process.stdin.flush()
        assert process.stdout.readline()
        process.send_signal(death)
        process.stdout.read()
        assert process.stderr.read() == b""
        assert process.wait() == -death
        assert trace.ends()


def test_ignored_signals_stay_ignored() -> None:
    """What ignores SIGHUP from its start, as below nohup, goes on when the terminal is gone."""
    command = ["nohup", *COMMAND, "validate", "--lines", "--quiet"]
    pipe = subprocess.PIPE
    with started(*command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b"{}\n")
        process.stdin.flush()
        assert process.stdout.readline()
        process.send_signal(signal.SIGHUP)
        process.stdin.close()
        process.stdout.read()
        assert process.wait() == 1


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_interrupt_while_input_is_waited_for(jobs: str, trace: Trace) -> None:
    """Ctrl-C ends a command that waits for input, and its processes, without a word.

    It is pressed until it has an effect: Python lets it wait for a read that has just begun.
    """
    command = [*COMMAND, "validate", "--jobs", jobs, "--lines"]
    pipe = subprocess.PIPE
    with started(*command, stdin=pipe, stdout=pipe, stderr=pipe, pass_fds=[trace.lent]) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(b"{}\n")
        process.stdin.flush()
        assert process.stdout.readline()
        while process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(1)
        assert process.stderr.read() == b""
        assert process.returncode == 130
        assert trace.ends()


@pytest.mark.parametrize(("death", "status"), [("TERM", 143), ("HUP", 129), ("KILL", 137)])
def test_status_in_a_shell(tmp_path: Path, death: str, status: int) -> None:
    """A shell gives the usual statuses."""
    script = f'mkfifo "$0"; exec 3<>"$0"; "$@" <&3 & kill -{death} $!; wait $!; exit $?'
    command = ["bash", "-c", script, str(tmp_path / "pipe"), *COMMAND, "validate", "--lines"]
    with started(*command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        assert process.wait() == status
