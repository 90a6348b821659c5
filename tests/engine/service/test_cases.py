"""Every document of tests/cases has over HTTP the verdict that the command gives."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.engine.cli.processes import completed
from tests.engine.service.asking import LINES, Client
from tests.engine.service.running import Service
from tests.enquiries import Case, cases
from tests.support import HARBOUR

VALID, INVALID = cases("valid"), cases("invalid")


@pytest.mark.parametrize("case", VALID + INVALID, ids=lambda case: case.name)
def test_the_verdict_of_the_case(ask: Client, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """Status, problems and warnings are those of the case."""
    monkeypatch.setattr("enquiry.service.checking.latest_today", lambda: case.today)
    answer = ask.post("/v1/validate", case.document)
    assert answer.status_code == (200 if case in VALID else 422)
    for name, expected in (("problems", case.problems), ("warnings", case.warnings)):
        said = [{key: each[key] for key in ("pointer", "keyword")} for each in answer.json()[name]]
        assert said == expected


@pytest.mark.parametrize("name", ["validate", "route"])
def test_the_verdicts_of_the_command(service: Service, tmp_path: Path, name: str) -> None:
    """Over HTTP each case has the very result that the command gives on the same day: alone, and
    as a line of all."""
    documents = [json.dumps(case.document).encode() for case in VALID + INVALID]
    lines = b"\n".join(documents)
    path = tmp_path / "all.ndjson"
    path.write_bytes(lines)
    done = completed(name, "--format", "jsonl", "--guide", str(HARBOUR), str(path))
    results = [json.loads(line) for line in done.stdout.splitlines()]
    for each in results:
        each["source"] = None
    assert len(results) == len(documents)
    status, body = service.ask("POST", f"/v1/{name}", lines, **{"Content-Type": LINES})
    assert status == 200
    assert [json.loads(line) for line in body.splitlines()] == results
    for document, result in zip(documents, results, strict=True):
        status, body = service.ask("POST", f"/v1/{name}", document)
        said = json.loads(body)
        assert status == (200 if result["valid"] else 422)
        assert {key: said[key] for key in result} == {**result, "line": None}
