"""The check of a whole guide: both of its sources at once, and that they agree."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from enquiry.authoring.json_file import JsonFile
from enquiry.authoring.yaml_file import parse
from enquiry.check import (
    contact_findings,
    copy_findings,
    findings,
    official_pattern,
    promise_findings,
    situations,
)
from enquiry.guide_files import SCHEMA, TABLE, GuideFiles
from enquiry.routing.table import Table
from tests.engine.harbour import FILES

IDS = ["ropes", "tides"]
PATTERN = r"[@.](?:[Aa]-2\.[Ee]|[Bb]\.[Ee])$"
ADVICE = {"message": {}, "then": {"pattern": PATTERN}}
AGREED: dict[str, Any] = {
    "properties": {
        "category": {"enum": IDS},
        "recipient": {"properties": {"email": {"x-advice": [ADVICE]}}},
    }
}
TABLE_TEXT = "official_domains: [a-2.e, b.e]\ncategories:\n  - id: ropes\n  - id: tides\n"


@pytest.fixture
def guide(tmp_path: Path) -> GuideFiles:
    """A copy of the harbour's two sources."""
    files = GuideFiles.of(tmp_path)
    for source, copy in ((FILES.table, files.table), (FILES.schema, files.schema)):
        copy.parent.mkdir()
        copy.write_bytes(source.read_bytes())
    return files


def edit(path: Path, old: str, new: str) -> None:
    """Write `new` for the first `old`."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def recipient(schema: dict[str, Any]) -> dict[str, Any]:
    """The field for the recipient's address."""
    field: dict[str, Any] = schema["properties"]["recipient"]["properties"]["email"]
    return field


ORDER = 'The categories are not those of the routing table, in its order. Write ["ropes", "tides"].'
DOMAINS = (
    "The advice on the recipient's address does not agree with official_domains. "
    f"Write the pattern {json.dumps(PATTERN)}."
)
NAMES = "Write a-2.e, b.e."


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda _: None, []),
        (lambda s: s["properties"]["category"].update(enum=["tides", "ropes"]), [f"1:30: {ORDER}"]),
        (lambda s: s["properties"]["category"].update(enum=["ropes"]), [f"1:30: {ORDER}"]),
        (lambda s: s["properties"].pop("category"), [f"1:2: {ORDER}"]),
        (lambda s: recipient(s)["x-advice"][0]["then"].update(pattern="x"), [f"1:98: {DOMAINS}"]),
        (lambda s: recipient(s)["x-advice"][0]["then"].clear(), [f"1:98: {DOMAINS}"]),
        (lambda s: recipient(s).clear(), [f"1:88: {DOMAINS}"]),
        (lambda s: recipient(s).update({"x-advice": {}}), [f"1:98: {DOMAINS}"]),
        # Who is not asked for an address needs no advice on it.
        (lambda s: s["properties"].pop("recipient"), []),
        (
            lambda s: recipient(s)["x-advice"][0]["message"].update(en="Not a-2.e? Nor c.ex?"),
            ['1:124: The advice names "c.ex", which is none of official_domains. ' + NAMES],
        ),
        # Any advice of the field may be the one.
        (lambda s: recipient(s)["x-advice"].insert(0, {"then": {"const": 1}}), []),
        (lambda s: recipient(s)["x-advice"].append({"then": {"pattern": "x"}}), []),
        (
            lambda s: [
                s["properties"]["category"].clear(),
                s["properties"]["recipient"]["properties"]["email"].clear(),
            ],
            [f"1:17: {ORDER}", f"1:62: {DOMAINS}"],
        ),
    ],
)
def test_schema_and_table_agree(
    change: Callable[[dict[str, Any]], object], says: list[str]
) -> None:
    """The schema knows the table's categories, in order, and its official domains."""
    schema = deepcopy(AGREED)
    change(schema)
    text = json.dumps(schema)
    found = copy_findings(JsonFile("s.json", schema, text), parse(TABLE_TEXT, "t.yml"))
    assert [str(finding) for finding in found] == [f"s.json:{line}" for line in says]


def test_the_pattern_of_official_addresses() -> None:
    """An official domain and what is below it, in any case of letters, and nothing longer."""
    pattern = official_pattern(["a-2.example", "b.example"])
    assert pattern == (
        r"[@.](?:[Aa]-2\.[Ee][Xx][Aa][Mm][Pp][Ll][Ee]|[Bb]\.[Ee][Xx][Aa][Mm][Pp][Ll][Ee])$"
    )
    for address in ("x@a-2.example", "x@B.EXAMPLE", "x@y.b.example"):
        assert re.search(pattern, address)
    for address in ("x@b.example.org", "x@ab.example", "x@bxexample", "x@b-example"):
        assert not re.search(pattern, address)


PROMISING: dict[str, Any] = {
    "required": ["writer"],
    "properties": {
        "category": {"enum": IDS},
        "writer": {"properties": {"role": {"enum": ["owner", "guest"]}, "name": {}}},
        "boat": {},
        "extra": {"enum": ["a", "b"]},
    },
    "allOf": [
        {
            "if": {"properties": {"category": {"const": "ropes"}}, "required": ["category"]},
            "then": {"required": ["boat"]},
        }
    ],
}
OF_GUESTS = {
    "if": {"properties": {"writer": {"properties": {"role": {"const": "guest"}}}}},
    "then": {"required": ["boat"]},
}
BLOCKS = "include: [{id: writer}, {id: boat}, {id: key}]\ncategories:\n"
NOT_ALL = 'The schema does not require "boat" of every such enquiry. Delete it here, or require'
SOME = 'The schema requires "boat" of such enquiries. Name it here, or change the schema'


@pytest.mark.parametrize(
    ("more", "ropes", "tides", "says"),
    [
        ([], "[writer, boat]", "[writer]", []),
        # A block that is no field of the schema promises nothing that could be asked.
        ([], "[writer, boat, key]", "[writer, key]", []),
        ([], "[writer]", "[writer]", [f"3:17: {SOME}"]),
        ([], "[writer, boat]", "[writer, boat]", [f"4:35: {NOT_ALL}"]),
        ([], "[boat]", "[writer]", ['3:17: The schema requires "writer" of such enquiries.']),
        # What only some must hold is no promise, and must not be kept silent about either.
        ([OF_GUESTS], "[writer, boat]", "[writer]", [f"4:17: {SOME}"]),
        ([OF_GUESTS], "[writer, boat]", "[writer, boat]", [f"4:35: {NOT_ALL}"]),
    ],
)
def test_a_category_includes_what_its_enquiries_must_hold(
    more: list[Any], ropes: str, tides: str, says: list[str]
) -> None:
    """What the table promises of a category is what the schema requires, whoever writes."""
    schema = {**PROMISING, "allOf": [*PROMISING["allOf"], *more]}
    text = f"{BLOCKS}  - {{id: ropes, include: {ropes}}}\n  - {{id: tides, include: {tides}}}\n"
    found = [str(each) for each in promise_findings(schema, parse(text, "t.yml"))]
    assert len(found) == len(says)
    assert all(line.startswith(f"t.yml:{start}") for line, start in zip(found, says, strict=True))


def test_asks_about_every_choice_that_a_condition_names() -> None:
    """The situations are those of the choices that conditions ask about, and of no others."""
    schema = {**PROMISING, "allOf": [*PROMISING["allOf"], OF_GUESTS]}
    assert situations(PROMISING) == [{}]
    assert situations(schema) == [{"writer": {"role": "owner"}}, {"writer": {"role": "guest"}}]


def test_asks_about_yes_and_no() -> None:
    """A question with two answers is a choice too; a tick, which can only say yes, is none."""
    questions = {"new": {"type": "boolean"}, "sure": {"type": "boolean", "const": True}}
    asked = {"if": {"properties": {name: {"const": True} for name in questions}}, "then": {}}
    found = situations({"properties": questions, "allOf": [asked]})
    assert found == [{"new": answer} for answer in (True, False)]


def test_a_whole_guide_has_no_findings() -> None:
    """The harbour's guide is right."""
    assert list(findings(FILES)) == []


def test_both_sources_are_checked_at_once(guide: GuideFiles) -> None:
    """What is wrong with one does not hide what is wrong with the other, in order, each once."""
    edit(guide.table, "official_domains:", "oficial_domains:")
    edit(guide.schema, '"x-label": {"en": "Format"', '"x-label": {"eng": "Format"')
    edit(guide.schema, '"x-hint"', '"x-hnit"')
    found = findings(guide)
    assert list(found) == sorted(set(found))
    assert [(Path(each.file).name, each.problem) for each in found] == [
        ("routing.yml", 'The key "oficial_domains" is not known here.'),
        ("enquiry.schema.json", '"eng" is no language of the guide.'),
        ("enquiry.schema.json", 'The keyword "x-hnit" is not supported here.'),
    ]


def test_agreement_is_asked_of_sources_that_are_right(guide: GuideFiles) -> None:
    """A source that is wrong by itself is fixed first."""
    edit(guide.schema, '        "lost-property",\n', "")
    [found] = findings(guide)
    assert found.problem == "The categories are not those of the routing table, in its order."
    edit(guide.table, "compared: 2026-01-15", "compared: 2999-01-01")
    [found] = findings(guide)
    assert found.problem == "2999-01-01 is in the future."
    edit(guide.table, "compared: 2999-01-01", "compared: 2026-01-15")
    edit(guide.schema, '"x-hint"', '"x-hnit"')
    [found] = findings(guide)
    assert found.problem == 'The keyword "x-hnit" is not supported here.'


NO_NUMBER = "A number is not supported: NaN, Infinity or thousands of digits. Write another one."


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[1", "1:3: This is not JSON: Expecting ',' delimiter. Fix it here, or just before."),
        ("a: 1", "1:1: This is not JSON: Expecting value. Fix it here, or just before."),
        ("", "1:1: This is not JSON: Expecting value. Fix it here, or just before."),
        ("\ufeff{}", "1:1: A byte order mark begins the file. Save it as UTF-8 without one."),
        ('{"a": [NaN]}', f"1:8: {NO_NUMBER}"),
        ('{"a": "NaN", "b": -Infinity}', f"1:19: {NO_NUMBER}"),
        (f'{{"a": {"9" * 5000}}}', f" {NO_NUMBER}"),
        (
            '{"a": "[[", "b": ' + "[" * 64,
            "1:81: Nesting is deeper than 64 levels. Check the brackets and the indentation.",
        ),
        ('{\n"a": 1, "a": 2}', '2:9: The key "a" appears twice here. Delete one of them.'),
    ],
)
def test_a_schema_that_is_no_json(guide: GuideFiles, content: str, says: str) -> None:
    """A schema that is no JSON is one finding, with its place."""
    guide.schema.write_text(content, encoding="utf-8")
    assert [str(each) for each in findings(guide)] == [f"{guide.schema.as_posix()}:{says}"]


def test_what_is_no_file(guide: GuideFiles) -> None:
    """A pipe, from which nothing may ever come, is refused; so is a folder."""
    guide.table.unlink()
    os.mkfifo(guide.table)
    guide.schema.unlink()
    guide.schema.mkdir()
    assert [str(each) for each in findings(guide)] == [
        f"{path.as_posix()}: This is not a file. Put a file there."
        for path in (guide.table, guide.schema)
    ]


def test_a_folder_without_a_guide(tmp_path: Path) -> None:
    """Both files that a guide needs are named as missing."""
    problem = "The file cannot be read: No such file or directory. Put the file there."
    assert [str(each) for each in findings(GuideFiles.of(tmp_path))] == [
        f"{(tmp_path / name).as_posix()}: {problem}" for name in (TABLE, SCHEMA)
    ]


@pytest.mark.parametrize(
    ("channels", "unreachable"),
    [
        (["email", "fax", "mail"], ["kiosk"]),
        (["fax", "phone"], []),
        (["phone", "counter"], ["nobody", "desk"]),
        (["web-form"], ["nobody", "desk", "kiosk"]),
    ],
)
def test_every_contact_is_reached_by_a_channel_of_the_schema(
    channels: list[str], unreachable: list[str]
) -> None:
    """Where nobody could go on in the form, the check says it: of a contact, of a stage that comes
    later, and of a category that names nobody."""
    table = deepcopy(yaml.safe_load(FILES.table.read_text("utf-8")))
    nobody = next(each for each in table["categories"] if each["contact"] is None)
    first, following = (
        {"id": name, "name": nobody["title"], "where": nobody["title"]}
        for name in ("desk", "kiosk")
    )
    table["contacts"] = [first, {**following, "phone": "311"}]
    stage = {"after_days": 9, "outcomes": ["no-reply"], "contact": "kiosk"}
    named = {**nobody, "id": "named", "contact": "desk", "escalation": stage}
    table["categories"] = [{**nobody, "id": "nobody"}, named]
    schema = {"properties": {"channel": {"enum": channels}}}
    source = JsonFile("s.json", schema, json.dumps(schema))
    found = list(contact_findings(source, Table.of(table)))
    assert [re.findall('"([a-z]+)"', each.problem)[0] for each in found] == sorted(
        unreachable, key=["desk", "kiosk", "nobody"].index
    )
    assert all("Add one of: " in each.expected for each in found)
