"""The command as a process: pipes, interrupts, terminals, what it imports."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.cli.processes import COMMAND, SECONDS, completed, started
from tests.samples import shipped_enquiry

# With a bar at once, so that no test waits for the first second to pass.
IMPATIENT = (
    "import sys; from enquiry.cli import progress; progress.PATIENCE = 0.0; "
    "from enquiry.cli.main import main; sys.exit(main())"
)


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """A file about which the command says more than a pipe holds, so that it waits for its reader.

    Longer lines follow, for several batches.
    """
    path = tmp_path / "a.ndjson"
    path.write_text("{}\n" * 2000 + (json.dumps({"a": "x" * 60_000}) + "\n") * 50)
    return path


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_broken_pipe_ends_quietly(long: Path, jobs: str) -> None:
    """A reader that goes away ends the command, and its processes, without a word."""
    command = [*COMMAND, "validate", "--jobs", jobs, str(long)]
    with started(*command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupt_ends_quietly(long: Path, jobs: str) -> None:
    """Ctrl-C ends the command, and its processes, without a word."""
    command = [*COMMAND, "validate", "--jobs", jobs, str(long)]
    with started(*command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate()
    assert err == b""
    assert process.returncode == 130


def test_interrupt_is_ignored_below_nohup(tmp_path: Path) -> None:
    """A command that was started to ignore interrupts goes on to its end."""
    path = tmp_path / "a.json"
    path.write_text(json.dumps(shipped_enquiry()))
    code = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); "
        "from enquiry.cli.main import main; signal.raise_signal(signal.SIGINT); sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "validate", str(path)],
        stdout=subprocess.DEVNULL,
        check=False,
        timeout=SECONDS,
    )
    assert done.returncode == 0


def test_progress_bar_on_a_terminal(tmp_path: Path) -> None:
    """On a terminal a bar shows how far the work is, and nothing of it stays."""
    path = tmp_path / "a.ndjson"
    path.write_text("{}\n" * 10)
    parent, child = pty.openpty()
    command = [sys.executable, "-c", IMPATIENT, "validate", "--format", "jsonl", str(path)]
    with started(*command, stdout=subprocess.DEVNULL, stderr=child) as process:
        os.close(child)
        shown = b"".join(until_closed(parent))
    os.close(parent)
    assert process.returncode == 1
    assert b"100% 10 documents" in shown
    assert shown.endswith(b"\r\x1b[K")


def until_closed(terminal: int) -> Iterator[bytes]:
    """What is written to a terminal until its other end is closed."""
    while True:
        try:
            part = os.read(terminal, 1024)
        except OSError:  # how Linux says that nobody can write any more
            return
        if not part:
            return
        yield part


def test_same_results_from_several_processes(tmp_path: Path) -> None:
    """--jobs changes neither the results nor their order nor the summary."""
    good, bad = json.dumps(shipped_enquiry()), json.dumps({"a": "x" * 60_000})
    path = tmp_path / "a.ndjson"
    path.write_text("\n".join([good, bad, "oops", ""] * 30))
    one, two = completed("validate", str(path)), completed("validate", "--jobs", "2", str(path))
    assert (one.returncode, one.stdout, one.stderr) == (two.returncode, two.stdout, two.stderr)
    assert one.returncode == 2
    assert one.stderr.startswith("Documents: 90 (30 valid, 30 invalid, 30 unreadable)")


@pytest.mark.parametrize("content", [None, "{}", "oops"], ids=["valid", "invalid", "unreadable"])
def test_one_document_needs_little(tmp_path: Path, content: str | None) -> None:
    """One document is checked without the slow engine, YAML, other processes, or the site's tools.

    Their import would take longer than the check.
    """
    path = tmp_path / "a.json"
    path.write_text(content or json.dumps(shipped_enquiry()))
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "enquiry", "validate", str(path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "enquiry.validation.validator" in imported
    assert not imported & {
        *("jsonschema", "yaml", "jinja2", "markdown", "mkdocs", "enquiry.routing.loader"),
        *("subprocess", "multiprocessing", "concurrent.futures", "asyncio"),
    }
    assert not [name for name in imported if name.startswith("enquiry.site")]


def test_same_results_without_the_extras(tmp_path: Path) -> None:
    """Without the extra `fast` every result is the same, and so is every place."""
    good = json.dumps(shipped_enquiry())
    path = tmp_path / "a.ndjson"
    lines = [good, "{}", '{"a": {"b": 1, "b": 2}}', "[NaN]", '{"x": "\\ud800"}', "[" * 40, "{} {}"]
    lines += [good[:-1], good.replace('"1"', "1e999"), good.replace('"1"', "9" * 30), '{"a": 01}']
    path.write_text("\n".join(lines))
    code = (
        "import sys; sys.modules['jiter'] = sys.modules['jsonschema_rs'] = None; "
        "from enquiry.cli.main import main; sys.exit(main())"
    )
    for format_ in ("text", "jsonl"):
        arguments = ["validate", "--format", format_, str(path)]
        with_extras = completed(*arguments)
        without = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )
        assert with_extras.returncode == without.returncode == 2
        assert (with_extras.stdout, with_extras.stderr) == (without.stdout, without.stderr)
    assert f"{path}:3:16: Keep one" in completed("validate", str(path)).stdout
