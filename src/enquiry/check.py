"""The check of a whole guide: its schema, its routing table, and that the two agree."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from enquiry.errors import Finding, GuideError
from enquiry.pointers import pointer_of, reach
from enquiry.routing import load_source
from enquiry.schema import data_file
from enquiry.schemacheck import keyword_findings, standard_findings
from enquiry.source import Source, load
from enquiry.wordscheck import CATEGORY, word_findings

RECIPIENT = ("properties", "recipient", "properties", "email")


@dataclass(frozen=True, slots=True)
class Guide:
    """The two sources of truth of a guide, by the names that its publisher knows them by."""

    schema: Path
    table: Path


def guide_at(root: str | None) -> Guide:
    """The guide in the folder `root`, else that of the current folder, else the shipped one."""
    if root is None and not Path("docs/routing.yml").is_file():
        return Guide(data_file("enquiry.schema.json"), data_file("routing.yml"))
    folder = Path(root or ".")
    return Guide(folder / "schema/enquiry.schema.json", folder / "docs/routing.yml")


def findings(guide: Guide) -> Sequence[Finding]:
    """Everything that is wrong with a guide, at once, by file and line. Nothing if it holds."""
    found: list[Finding] = []
    schema = table = None
    try:
        schema = _schema_source(guide.schema)
        found += schema_findings(schema)
    except GuideError as error:
        found += error.findings
    try:
        table = load_source(guide.table)
    except GuideError as error:
        found += error.findings
    if schema and table and not found:
        found += agreement_findings(schema, table)
    return sorted(set(found))


def schema_findings(schema: Source) -> list[Finding]:
    """What is wrong with an enquiry's schema by itself."""
    wrong = standard_findings(schema)
    return wrong or [*keyword_findings(schema), *word_findings(schema)]


def agreement_findings(schema: Source, table: Source) -> Iterator[Finding]:
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


def _schema_source(path: Path) -> Source:
    """The schema's file with the places of its values. It must be JSON, not only YAML."""
    try:
        json.loads(path.read_bytes())
    except json.JSONDecodeError as error:
        problem = f"This is not JSON: {error.msg}."
        fault = Finding(path.as_posix(), error.lineno, error.colno, problem, "Mend it here.")
        raise GuideError([fault]) from error
    except (OSError, UnicodeDecodeError):
        pass  # told by load, as for every source
    return load(path)
