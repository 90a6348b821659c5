"""Edits of a guide, one at a time, and what each changes for readers: `tests/cases/edits`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from enquiry.guide_files import SCHEMA, TABLE
from enquiry.pointers import path_of
from tests.support import ROOT

FOLDER = ROOT / "tests/cases/edits"


@dataclass(frozen=True)
class Edit:
    """An edit of a guide, and the changes that it makes for readers.

    A step either replaces a text in a file, once; or puts a value at a pointer of the schema, null
    for none; or leaves some rows of a list of the table, in some order; or writes, moves or deletes
    a file.
    """

    name: str
    steps: list[dict[str, Any]]
    changes: list[dict[str, Any]]


def edits(guide: str) -> list[Edit]:
    """The edits of a guide, by its name."""
    rows = yaml.safe_load((FOLDER / f"{guide}.yml").read_text(encoding="utf-8"))
    return [Edit(row["edit"], row["steps"], row.get("changes", [])) for row in rows]


def carry_out(edit: Edit, root: Path) -> None:
    """Edit the guide in a folder."""
    for step in edit.steps:
        if "in" in step:
            path = root / step["in"]
            source = path.read_text(encoding="utf-8")
            assert step["replace"] in source, f"{edit.name}: {step['replace']}"
            path.write_text(source.replace(step["replace"], step["by"], 1), encoding="utf-8")
        elif "schema" in step:
            _put(root / SCHEMA, step["schema"], step["value"])
        elif "rows" in step:
            _order(root / TABLE, step["rows"], step["ids"])
        elif "write" in step:
            (root / step["write"]).write_text(step["text"], encoding="utf-8")
        elif "move" in step:
            (root / step["move"]).rename(root / step["to"])
        else:
            (root / step["delete"]).unlink()


def _put(path: Path, pointer: str, value: Any) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))
    *way, last = path_of(pointer)
    holder: Any = schema
    for step in way:
        holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    if isinstance(holder, list):
        holder[int(last) : int(last) + 1] = [] if value is None else [value]
    elif value is None:
        del holder[last]
    else:
        holder[last] = value
    path.write_text(json.dumps(schema, ensure_ascii=False, indent=2), encoding="utf-8")


def _order(path: Path, name: str, ids: list[str]) -> None:
    """Leave the rows of these ids, in this order; comments go with the row above."""
    source = path.read_text(encoding="utf-8")
    before, head, rest = source.partition(f"\n{name}:\n")
    end = re.search(r"^\w", rest, re.MULTILINE)
    rows, after = (rest[: end.start()], rest[end.start() :]) if end else (rest, "")
    first, *blocks = re.split(r"^(?=  - id: )", rows, flags=re.MULTILINE)
    by_id = {block.split()[2]: block for block in blocks}
    kept = "".join(by_id[each] for each in ids)
    path.write_text(f"{before}{head}{first}{kept}{after}", encoding="utf-8")
