"""Guides that are broken on purpose, and what `enquiry check` says of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from enquiry.guide_files import GuideFiles
from enquiry.site.every_finding import findings


def change(file: Path, old: str, new: str) -> None:
    """Write `new` in place of `old`, which has to be there."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def said(root: Path) -> Sequence[str]:
    """Every finding, with the file below the guide."""
    return [str(each).removeprefix(f"{root}/") for each in findings(GuideFiles.of(root))]
