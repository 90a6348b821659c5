"""The check of a whole guide: its schema, its routing table, and that the two agree."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from enquiry.authoring.findings import Finding, collecting
from enquiry.authoring.yaml_file import YamlFile, load_json
from enquiry.guide_files import TABLE, GuideFiles, shipped_guide
from enquiry.pointers import pointer_of, reach
from enquiry.routing.loader import load_table_file
from enquiry.schema.lint import CATEGORY, schema_findings

RECIPIENT = ("properties", "recipient", "properties", "email")


def guide_to_check(root: str | None) -> GuideFiles:
    """The guide in the folder `root`, else that of the current folder, else the shipped one."""
    if root is None and not Path(TABLE).is_file():
        return shipped_guide()
    return GuideFiles.of(Path(root or "."))


def findings(guide: GuideFiles) -> Sequence[Finding]:
    """Everything that is wrong with a guide, at once, by file and line. Nothing if it holds."""
    found: list[Finding] = []
    schema = table = None
    with collecting(found):
        schema = load_json(guide.schema)
        found += schema_findings(schema)
    with collecting(found):
        table = load_table_file(guide.table)
    if schema and table and not found:
        found += agreement_findings(schema, table)
    return sorted(set(found))


def agreement_findings(schema: YamlFile, table: YamlFile) -> Iterator[Finding]:
    """Where the schema and the routing table disagree."""
    ids = [category["id"] for category in table.data["categories"]]
    category = (*_location(CATEGORY), "enum")
    if reach(schema.data, category) != ids:
        yield schema.finding(
            pointer_of(category),
            "The categories are not those of the routing table, in its order.",
            f"Write {json.dumps(ids)}.",
        )
    official = official_pattern(table.data["official_domains"])
    advice = reach(schema.data, (*RECIPIENT, "x-advice"))
    if official not in _patterns(advice):
        yield schema.finding(
            pointer_of((*RECIPIENT, "x-advice")),
            "The advice on the recipient's address does not agree with official_domains.",
            f"Write the pattern {json.dumps(official)}.",
        )


def official_pattern(domains: Sequence[str]) -> str:
    """The pattern of an address in one of `domains` or below one, in any case of letters."""
    return f"[@.](?:{'|'.join(''.join(map(_in_any_case, domain)) for domain in domains)})$"


def _in_any_case(character: str) -> str:
    if character.isalpha():
        return f"[{character.upper()}{character.lower()}]"
    return "\\." if character == "." else character


def _patterns(advice: Any) -> list[str]:
    entries = advice if isinstance(advice, list) else []
    return [entry["then"].get("pattern") for entry in entries]


def _location(path: Sequence[str]) -> tuple[str, ...]:
    return tuple(step for name in path for step in ("properties", name))
