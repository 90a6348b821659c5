"""With --lines no result waits for input that comes later."""

from __future__ import annotations

import json
import subprocess
import zlib
from pathlib import Path

import pytest

from tests.engine.cli.processes import COMMAND, started
from tests.samples import shipped_enquiry

GOOD = json.dumps(shipped_enquiry()).encode()
PIPE = subprocess.PIPE


@pytest.mark.parametrize("jobs", ["1", "3"])
@pytest.mark.parametrize("format_", ["jsonl", "text"])
def test_result_comes_before_the_next_line(jobs: str, format_: str) -> None:
    """Each line has its result while standard input is still open, several processes or one."""
    command = [*COMMAND, "validate", "--lines", "--jobs", jobs, "--format", format_]
    with started(*command, stdin=PIPE, stdout=PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdin
        assert process.stdout
        for line in range(1, 9, 2):
            process.stdin.write(b"oops\n" + GOOD[:-2])
            process.stdin.flush()
            place = f'"line": {line},' if format_ == "jsonl" else f"-:{line}:"
            assert place in process.stdout.readline().decode()
            process.stdin.write(GOOD[-2:] + b"\n")
            process.stdin.flush()
            if format_ == "jsonl":
                assert b'"valid": true' in process.stdout.readline()
        process.stdin.close()
        assert process.stdout.read() == b""


def test_result_of_a_compressed_line_comes_as_well() -> None:
    """The same where the lines are compressed as they are written."""
    command = [*COMMAND, "validate", "--lines", "--format", "jsonl"]
    packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    with started(*command, stdin=PIPE, stdout=PIPE) as process:
        assert process.stdin
        assert process.stdout
        for _ in range(3):
            process.stdin.write(packer.compress(b"{}\n") + packer.flush(zlib.Z_SYNC_FLUSH))
            process.stdin.flush()
            assert b'"line"' in process.stdout.readline()
        process.stdin.write(packer.flush())
        process.stdin.close()
        assert process.stdout.read() == b""
    assert process.returncode == 1


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_result_of_a_file_does_not_wait_for_the_next(tmp_path: Path, jobs: str) -> None:
    """A file before standard input has its results at once."""
    path = tmp_path / "a.json"
    path.write_text("{}")
    command = [*COMMAND, "validate", "--lines", "--jobs", jobs, "--format", "jsonl", str(path), "-"]
    with started(*command, stdin=PIPE, stdout=PIPE) as process:
        assert process.stdin
        assert process.stdout
        assert b"a.json" in process.stdout.readline()
        process.stdin.close()
        assert process.stdout.read() == b""
