"""`enquiry check` finds every fault of a guide, at once, by file and line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from enquiry import cli
from enquiry.authoring.yaml_file import parse
from enquiry.check import findings, guide_at, official_pattern, schema_findings
from enquiry.schema.fields import data_file, enquiry_schema
from tests.support import ROOT

Schema = dict[str, Any]


def at(schema: Schema, *path: str) -> Schema:
    """The subschema of the field at `path`."""
    for name in path:
        schema = schema["properties"][name]
    return schema


FAULTS: dict[str, tuple[Callable[[Schema], object], str]] = {
    "not a schema": (lambda s: s.update(type=5), '"/type" is not what draft 2020-12 allows'),
    "true for a schema": (lambda s: s["properties"].update(x=True), "A schema is no object here."),
    "unknown keyword": (
        lambda s: s.update(oneOf=[{"type": "object"}]),
        'The keyword "oneOf" is not read here.',
    ),
    "several types": (
        lambda s: at(s, "message").update(type=["string", "null"]),
        '"type" has a value that is not read.',
    ),
    "unknown format": (
        lambda s: at(s, "message").update(format="email"),
        '"format" has a value that is not read.',
    ),
    "open object": (
        lambda s: at(s, "enquirer").pop("additionalProperties"),
        'The object "/enquirer" is not closed.',
    ),
    "members allowed": (
        lambda s: at(s, "enquirer").update(additionalProperties={}),
        '"additionalProperties" has a value that is not read.',
    ),
    "pattern": (
        lambda s: at(s, "message").update(pattern="\\d+"),
        "The pattern is not portable: only literals",
    ),
    "pattern of a condition": (
        lambda s: s["x-advice"][0]["then"].update(pattern="(a)"),
        "The pattern is not portable: only literals",
    ),
    "label": (
        lambda s: at(s, "message")["x-label"].pop("fr"),
        'The label is missing in "fr".',
    ),
    "hint": (
        lambda s: at(s, "message").update({"x-hint": {"en": "Hint", "fr": " "}}),
        'The hint is missing in "fr".',
    ),
    "label of a choice": (
        lambda s: at(s, "channel")["x-enum-labels"]["fax"].pop("en"),
        'The label of the choice "fax" is missing in "en".',
    ),
    "message": (
        lambda s: at(s, "message")["x-errors"]["maxLength"].pop("fr"),
        'The message for a failing "maxLength" is missing in "fr".',
    ),
    "message of a branch": (
        lambda s: at(s, "message")["allOf"][0].pop("x-errors"),
        'The message for a failing "pattern" is missing in "en".',
    ),
    "message of a conditional requirement": (
        lambda s: at(s, "consent", "email")["x-errors"].pop("required"),
        'The message for a failing "required" is missing in "en".',
    ),
    "required without being a field": (
        lambda s: s["allOf"][0]["then"]["required"].append("nothing"),
        '"nothing" is required and is no field.',
    ),
    "advice without a demand": (
        lambda s: s["x-advice"][0].pop("then"),
        "This advice demands nothing.",
    ),
    "advice that is no list": (
        lambda s: s.update({"x-advice": 7}),
        "This advice demands nothing.",
    ),
    "advice in one language": (
        lambda s: s["x-advice"][0]["message"].pop("fr"),
        'The message of the advice is missing in "fr".',
    ),
    "advice about no field": (
        lambda s: s["x-advice"][0].update(pointer="/nowhere"),
        "The advice is about no field.",
    ),
    "advice with a keyword that conditions lack": (
        lambda s: s["x-advice"][0]["then"].update(minLength=1),
        'The keyword "minLength" is not read here.',
    ),
    "advice that is no schema": (
        lambda s: s["x-advice"][0]["then"].update(properties=5),
        '"/x-advice/0/then/properties" is not what draft 2020-12 allows',
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault_of_a_schema(name: str) -> None:
    """Each fault is found, with its line, and a remedy."""
    change, problem = FAULTS[name]
    schema = deepcopy(dict(enquiry_schema()))
    change(schema)
    found = schema_findings(parse(json.dumps(schema, indent=2), "s.json"))
    assert any(each.problem.startswith(problem) for each in found), found
    assert all(each.file == "s.json" and each.line and each.expected for each in found)


def test_all_faults_at_once() -> None:
    """Faults of different kinds are told together, in the order of the file."""
    schema = deepcopy(dict(enquiry_schema()))
    for name in ("label", "pattern", "message", "unknown format"):
        FAULTS[name][0](schema)
    found = schema_findings(parse(json.dumps(schema, indent=2), "s.json"))
    assert len(found) >= 4


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """A copy of the guide's two sources."""
    for name in ("schema/enquiry.schema.json", "docs/routing.yml"):
        (tmp_path / name).parent.mkdir()
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_guide_holds(guide: Path) -> None:
    """The repository's own guide has no findings, as a folder and as shipped."""
    assert findings(guide_at(str(guide))) == []
    assert findings(guide_at(None)) == []
    assert cli.main(["check", str(guide)]) == 0


def test_categories_must_agree(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Other categories, or another order, than the routing table's are a finding."""
    edit(guide / "schema/enquiry.schema.json", '"individual-case",\n', '"individual-cases",\n')
    assert cli.main(["check", str(guide)]) == 1
    out = capsys.readouterr().out
    assert "schema/enquiry.schema.json:" in out
    assert "The categories are not those of the routing table, in its order." in out


def test_official_domains_must_agree(guide: Path) -> None:
    """The advice on the recipient's address knows the table's official domains and no others."""
    edit(guide / "docs/routing.yml", "  - cic.gc.ca\n", "  - cic.gc.ca\n  - ircc.gc.ca\n")
    [found] = findings(guide_at(str(guide)))
    assert "official_domains" in found.problem
    assert official_pattern(["ircc.gc.ca"])[10:30] in found.expected or found.expected


def test_faults_of_both_sources_are_told_together(guide: Path) -> None:
    """A broken table does not hide the faults of the schema."""
    edit(guide / "docs/routing.yml", "official_domains:", "oficial_domains:")
    edit(guide / "schema/enquiry.schema.json", '"x-label"', '"x-lable"')
    files = {Path(each.file).name for each in findings(guide_at(str(guide)))}
    assert files == {"routing.yml", "enquiry.schema.json"}


@pytest.mark.parametrize("content", ["{", '{"a": 1,}', "a: 1", ""])
def test_schema_that_is_no_json(guide: Path, content: str) -> None:
    """A schema that is no JSON is one finding, with its line."""
    (guide / "schema/enquiry.schema.json").write_text(content)
    [found] = findings(guide_at(str(guide)))
    assert found.file.endswith("enquiry.schema.json")


def test_a_folder_without_a_guide(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both files that a guide needs are named as missing."""
    assert cli.main(["check", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert "enquiry.schema.json" in out
    assert "routing.yml" in out


def test_shipped_files_are_found() -> None:
    """Each shipped file is where the package looks for it; another name is an error."""
    for name in ("enquiry.schema.json", "routing.schema.json", "routing.yml"):
        assert data_file(name).is_file()
    with pytest.raises(KeyError):
        data_file("other.json")
