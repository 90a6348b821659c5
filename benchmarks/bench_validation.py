"""From the bytes of a document to its result: this package beside the engines and others.

The others answer in words of their own, whatever these are worth; fastjsonschema and Ajv as it is
used here stop at the first error.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastjsonschema
import jsonschema
import jsonschema_rs

import enquiry
from benchmarks.samples import TODAY, invalid, valid
from enquiry.guide_files import shipped_guide
from enquiry.intake.json_reader import read_quickly
from enquiry.schema.fields import enquiry_schema
from enquiry.validation.engines import Reference
from enquiry.validation.validator import Validator

COUNT = 2000
ROUNDS = 9
# The slow ones get fewer documents.
SHARE = {"jsonschema alone": 100, "enquiry, reference engine": 100}
MAIL_IN_A_YEAR = 2_600_000
AJV = """
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { readFileSync } from "node:fs";
const [, , schema, ...files] = process.argv;
const ajv = new Ajv({ strict: false });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schema, "utf8")));
for (const file of files) {
  const lines = readFileSync(file, "utf8").trimEnd().split("\\n");
  let best = Infinity;
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    for (const line of lines) validate(JSON.parse(line));
    best = Math.min(best, performance.now() - start);
  }
  console.log(lines.length / best * 1000);
}
"""


def programs() -> dict[str, Callable[[bytes], Any]]:
    """What turns bytes into a result, by name. The first is the measure of the others."""
    schema = dict(enquiry_schema())
    reference = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    fast = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    compiled = fastjsonschema.compile(
        {**schema, "$schema": "http://json-schema.org/draft-07/schema"}
    )
    ours_reference = Validator(schema, Reference)

    def first_error(raw: bytes) -> Any:
        try:
            return compiled(json.loads(raw))
        except fastjsonschema.JsonSchemaException as error:
            return error

    return {
        "jsonschema alone": lambda raw: list(reference.iter_errors(json.loads(raw))),
        "enquiry.validate(read(raw))": lambda raw: enquiry.validate(enquiry.read(raw)),
        "enquiry, reference engine": lambda raw: ours_reference(enquiry.read(raw), TODAY),
        "jsonschema-rs alone": lambda raw: list(fast.iter_errors(json.loads(raw))),
        "fastjsonschema": first_error,
    }


def rates_of(
    programs: dict[str, Callable[[bytes], Any]], documents: list[bytes]
) -> dict[str, float]:
    """Documents a second, the median of some rounds in which the programs take turns."""
    some = {name: documents[: SHARE.get(name, COUNT)] for name in programs}
    seconds: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(ROUNDS):
        for name, program in programs.items():
            start = time.perf_counter()
            for raw in some[name]:
                program(raw)
            seconds[name].append(time.perf_counter() - start)
    return {name: len(some[name]) / statistics.median(taken) for name, taken in seconds.items()}


def ajv_rates(*kinds: list[bytes]) -> list[float] | None:
    """Ajv's documents a second, or None where Node or Ajv is not installed."""
    node = shutil.which("node")
    if not node:
        return None
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        script = Path(folder, "ajv.mjs")
        script.write_text(AJV)
        files = [Path(folder, f"{index}.ndjson") for index in range(len(kinds))]
        for file, documents in zip(files, kinds, strict=True):
            file.write_bytes(b"\n".join(documents))
        done = subprocess.run(
            [node, script, shipped_guide().schema, *files],
            capture_output=True,
            text=True,
            check=False,
        )
    return [float(line) for line in done.stdout.split()] if done.returncode == 0 else None


def main() -> None:
    """Prints documents a second and the ratio to jsonschema alone."""
    kinds = list(valid(COUNT)), list(invalid(COUNT))
    measured = [rates_of(programs(), kind) for kind in kinds]
    rates = {name: [each[name] for each in measured] for name in measured[0]}
    ajv = ajv_rates(*kinds)
    if ajv:
        rates["Ajv in Node"] = ajv
    quick = read_quickly(kinds[0][0]) == json.loads(kinds[0][0])
    print(f"From bytes to result, documents/s; jiter {'is' if quick else 'is not'} in use")
    print(f"{'':28}{'valid':>10}{'×':>7}{'invalid':>10}{'×':>7}")
    base = rates["jsonschema alone"]
    for name, (good, bad) in rates.items():
        print(f"{name:28}{good:10,.0f}{good / base[0]:7.1f}{bad:10,.0f}{bad / base[1]:7.1f}")
    if not ajv:
        print("Ajv in Node is not installed here.")
    seconds = MAIL_IN_A_YEAR / min(rates["enquiry.validate(read(raw))"])
    print(f"A year of mail, {MAIL_IN_A_YEAR:,} documents, all invalid: {seconds:.0f} s on one core")


if __name__ == "__main__":
    main()
