"""The cases of tests/cases/guide: a change of the harbour's guide, and every finding about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from enquiry.guide_files import TABLE
from tests.support import ROOT

FOLDER = ROOT / "tests/cases/guide"


@dataclass(frozen=True)
class GuideCase:
    """Steps that break a guide, and the whole lines that must be said about it."""

    name: str
    change: list[Mapping[str, Any]]
    says: list[str]

    @property
    def about_table(self) -> bool:
        """Whether the routing table alone is broken."""
        return {step["file"] for step in self.change} == {TABLE}

    def apply(self, root: Path) -> None:
        """Break the copy of the guide in `root`."""
        for step in self.change:
            file = root / step["file"]
            if "delete" in step:
                file.unlink()
            elif "write" in step:
                file.write_text(step["write"], encoding="utf-8")
            else:
                words = file.read_text(encoding="utf-8")
                old = step.get("find", "")
                assert old in words, old
                broken = words.replace(old, step["replace"], 1) if old else words + step["append"]
                file.write_text(broken, encoding="utf-8")


def guide_cases() -> list[GuideCase]:
    """Every case, by name."""
    return [
        GuideCase(path.stem, **yaml.safe_load(path.read_text(encoding="utf-8")))
        for path in sorted(FOLDER.glob("*.yml"))
    ]
