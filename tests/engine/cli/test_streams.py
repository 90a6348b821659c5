"""Standard streams that are closed or full, and standard input under its other names."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.cli.processes import COMMAND, completed, shell, started
from tests.samples import shipped_enquiry

GOOD = json.dumps(shipped_enquiry())
needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with a valid document, an invalid one, the two as lines, and a broken guide."""
    monkeypatch.chdir(tmp_path)
    Path("good.json").write_text(GOOD)
    Path("bad.json").write_text("{}")
    Path("both.ndjson").write_text(f"{GOOD}\n{{}}\n")
    Path("broken/docs").mkdir(parents=True)
    Path("broken/docs/routing.yml").write_text("")


@needs_full
@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", "bad.json"],
        ["validate", "good.json", "--format", "jsonl"],
        ["validate", "both.ndjson", "--jobs", "2"],
        ["route", "good.json"],
        ["check", "broken"],
        ["--help"],
        ["validate", "--help"],
        ["--version"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("target", [">/dev/full", ">&-"])
def test_output_that_cannot_be_written(arguments: list[str], target: str) -> None:
    """Where something is to be said on standard output and cannot be, the status is 74."""
    done = shell(f'"$@" {target}', *arguments)
    assert done.returncode == 74
    [line] = done.stderr.splitlines()
    assert line.startswith("enquiry: the output cannot be written: ")


@needs_full
@pytest.mark.parametrize(
    "target", ["2>/dev/full", "2>&-", ">&- 2>&-", "<&- >&- 2>&-", ">/dev/full"]
)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_summary_that_cannot_be_written(target: str, jobs: str) -> None:
    """A valid document has nothing to be said on standard output; its summary may be lost."""
    assert shell(f'"$@" {target}', "validate", "good.json", "--jobs", jobs).returncode == 0


@needs_full
@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["validate", "bad.json"], 1),
        (["validate", "none.json"], 2),
        (["validate", "--no-such-option"], 64),
        (["check"], 64),
        (["route", "both.ndjson", "--jobs", "2"], 1),
    ],
)
@pytest.mark.parametrize("target", ["2>/dev/full", "2>&-", "<&- 2>&-"])
def test_status_without_standard_error(arguments: list[str], status: int, target: str) -> None:
    """What cannot be said on standard error changes no status."""
    assert shell(f'"$@" {target}', *arguments).returncode == status


def test_standard_input_that_is_closed() -> None:
    """Closed standard input is an input that cannot be read, and no other file is taken for it."""
    done = shell('"$@" <&-', "validate", "-", "good.json", "--format", "jsonl")
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 2
    assert [(each["source"], each["valid"]) for each in results] == [
        ("-", False),
        ("good.json", True),
    ]


@pytest.mark.parametrize(
    "script",
    [
        '"$@" /dev/stdin <both.ndjson',
        'cat both.ndjson | "$@" /dev/stdin',
        'cat both.ndjson | gzip | "$@" -',
        '"$@" <(cat both.ndjson)',
        '"$@" /dev/fd/3 3<both.ndjson',
        'mkfifo pipe; cat both.ndjson >pipe & "$@" pipe',
        'mkfifo pipe; gzip <both.ndjson >pipe & "$@" --jobs 2 pipe',
    ],
)
def test_pipes_as_files(script: str) -> None:
    """Standard input, a pipe and the output of another command can be named as a file."""
    done = shell(script, "validate", "--format", "jsonl")
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(each["line"], each["valid"]) for each in results] == [(1, True), (2, False)]
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_output_is_utf8(encoding: str) -> None:
    """Whatever a locale can write, standard output is UTF-8 and nothing fails."""
    Path("guide/docs").mkdir(parents=True)
    Path("guide/docs/routing.yml").write_text("ελληνικά: 1\n", encoding="utf-8")
    for arguments, words in (
        (["check", "guide"], "ελληνικά"),
        (["validate", "bad.json", "--lang", "fr"], "Écrivez"),
        (["validate", "--help"], "examples:"),
    ):
        done = completed(
            *arguments,
            env={**os.environ, "PYTHONIOENCODING": encoding},
            encoding="utf-8",
            errors="replace",
        )
        assert done.returncode in (0, 1)
        assert words in done.stdout
        assert "Traceback" not in done.stderr


def test_input_that_does_not_wait() -> None:
    """A pipe that another program made one that does not wait is read to its end all the same."""
    code = (
        "import os, sys; os.set_blocking(0, False); "
        f"os.execv(sys.executable, {[*COMMAND, 'validate']})"
    )
    pipe = subprocess.PIPE
    with started(sys.executable, "-c", code, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdin
        process.stdin.write(GOOD.encode()[:50])
        process.stdin.flush()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.5)
        out, err = process.communicate(GOOD.encode()[50:])
    assert (process.returncode, out, err) == (0, b"", b"Documents: 1 (1 valid)\n")
