"""From the bytes of a document to its result: this package beside the engines and others.

The others answer in words of their own, whatever these are worth; fastjsonschema and Ajv as it is
used here stop at the first error.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastjsonschema
import jsonschema
import jsonschema_rs

from benchmarks.samples import TODAY, invalid, valid
from enquiry.guide_files import shipped_guide
from enquiry.intake.json_reader import read, read_quickly
from enquiry.schema.fields import enquiry_schema
from enquiry.validation.engines import Fast, Reference
from enquiry.validation.validator import Validator

COUNT = 5000
ROUNDS = 5
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
    ours, ours_reference = Validator(schema, Fast), Validator(schema, Reference)

    def first_error(raw: bytes) -> Any:
        try:
            return compiled(json.loads(raw))
        except fastjsonschema.JsonSchemaException as error:
            return error

    return {
        "jsonschema alone": lambda raw: list(reference.iter_errors(json.loads(raw))),
        "enquiry": lambda raw: ours(read(raw), TODAY),
        "enquiry, reference engine": lambda raw: ours_reference(read(raw), TODAY),
        "jsonschema-rs alone": lambda raw: list(fast.iter_errors(json.loads(raw))),
        "fastjsonschema": first_error,
    }


def rate(program: Callable[[bytes], Any], documents: list[bytes]) -> float:
    """Documents a second, the best of some rounds over those that fit into half a second each."""
    program(documents[0])
    start = time.perf_counter()
    for raw in documents[:100]:
        program(raw)
    some = documents[: max(100, int(100 * 0.5 / (time.perf_counter() - start)))]
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for raw in some:
            program(raw)
        best = min(best, time.perf_counter() - start)
    return len(some) / best


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
    rates = {name: [rate(program, kind) for kind in kinds] for name, program in programs().items()}
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
    seconds = MAIL_IN_A_YEAR / min(rates["enquiry"])
    print(f"A year of mail, {MAIL_IN_A_YEAR:,} documents, all invalid: {seconds:.0f} s on one core")


if __name__ == "__main__":
    main()
