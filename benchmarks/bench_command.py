"""The command on 100,000 lines of NDJSON and on one file, beside other commands."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks.samples import valid
from enquiry.guide_files import shipped_guide

LINES = 100_000
SHARE_FOR_LOOP = 20
ROUNDS = 3
LOOP = """
import json, sys
from jsonschema import Draft202012Validator as V
schema, path = sys.argv[1:]
v = V(json.load(open(schema)), format_checker=V.FORMAT_CHECKER)
for line in open(path, encoding="utf-8"):
    list(v.iter_errors(json.loads(line)))
"""


@dataclass(frozen=True)
class Cost:
    """Seconds of the wall clock, and megabytes of the largest process."""

    seconds: float
    megabytes: float


def cost(*command: str | Path) -> Cost:
    """What a command costs, the quickest of some rounds. It must end with 0."""
    costs = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, command
        costs.append(Cost(time.perf_counter() - start, usage.ru_maxrss / 1024))
    return min(costs, key=lambda each: each.seconds)


def sourcemeta() -> Path:
    """The program in sourcemeta's package, without the Python that starts it."""
    package = find_spec("sourcemeta_jsonschema")
    assert package
    assert package.origin
    [program] = Path(package.origin).parent.glob(
        f"jsonschema-linux-{os.uname().machine.replace('aarch64', 'arm64')}"
    )
    return program


def main() -> None:
    """Prints seconds, megabytes, and the ratio to sourcemeta's fast mode."""
    enquiry = Path(sys.executable).with_name("enquiry")
    schema = shipped_guide().schema
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines, some, one = folder / "all.jsonl", folder / "some.jsonl", folder / "one.json"
        # Line by line: a child's memory is at first that of its parent.
        for path, count in ((lines, LINES), (some, LINES // SHARE_FOR_LOOP), (one, 1)):
            with path.open("wb") as file:
                file.writelines(document + b"\n" for document in valid(count))
        today = ["--today", "2026-11-23"]
        costs = {
            "sourcemeta jsonschema --fast": cost(sourcemeta(), "validate", "--fast", schema, lines),
            "enquiry --jobs 2": cost(enquiry, "validate", "--jobs", "2", *today, lines),
            "enquiry --jobs 1": cost(enquiry, "validate", *today, lines),
            "enquiry --jobs 2, jsonl": cost(
                enquiry, "validate", "--jobs", "2", "--format", "jsonl", *today, lines
            ),
        }
        loop = cost(sys.executable, "-c", LOOP, schema, some)
        single = cost(enquiry, "validate", *today, one)
    base = costs["sourcemeta jsonschema --fast"].seconds
    costs["loop over jsonschema"] = Cost(loop.seconds * SHARE_FOR_LOOP, loop.megabytes)
    print(f"{LINES:,} valid lines of NDJSON{'':15}s       ×     MB")
    for name, each in costs.items():
        print(f"{name:32}{each.seconds:8.2f}{each.seconds / base:8.2f}{each.megabytes:7.0f}")
    print(f"(the loop was timed on every {SHARE_FOR_LOOP}th line and multiplied)")
    print(f"One file, start-up included: {single.seconds:.3f} s, {single.megabytes:.0f} MB")


if __name__ == "__main__":
    main()
