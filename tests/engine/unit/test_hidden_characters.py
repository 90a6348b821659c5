"""Characters that nobody sees, and line breaks, in every text of a guide: each is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from enquiry.authoring.findings import GuideError
from enquiry.site.guide import load
from tests.hostile import hostile_guide

REFUSED = {
    "an override of the direction": "\u202e",
    "an isolate": "\u2066",
    "the end of an isolate": "\u2069",
    "a separator of lines": "\u2028",
    "a separator of paragraphs": "\u2029",
    "two characters for one line break": "\r\n",
    "an escape": "\x1b",
    "nothing": "\x00",
}
PARTS = ("table, schema and words", "pages", "settings")
# One check is behind all parts: each part is tried with a few of the characters.
ROWS = [
    *((PARTS[0], name) for name in REFUSED),
    *((part, name) for part in PARTS[1:] for name in ("an isolate", "nothing")),
]


@pytest.mark.parametrize(("part", "name"), ROWS)
def test_every_text_with_one_is_found(tmp_path: Path, part: str, name: str) -> None:
    """Every text that holds it has one finding: those of table, schema and words, those that pages
    say of themselves, and those of the settings."""
    character, texts = REFUSED[name], 0

    def hide(text: str, _: str = "") -> str:
        nonlocal texts
        texts += 1
        return f"{text.rstrip()}{character}x"

    def keep(text: str, _: str = "") -> str:
        return text

    rewrites = [hide if part == each else keep for each in PARTS]
    root = hostile_guide(tmp_path / "guide", *rewrites)
    with pytest.raises(GuideError) as caught:
        load(root)
    found = caught.value.findings
    says = "line break" if "\r" in character else f"U+{ord(character):04X}"
    assert [str(each) for each in found if says not in each.problem] == []
    assert len(found) == texts
    assert all(each.line for each in found)
