"""The form's modules as they are published."""

from __future__ import annotations

from pathlib import Path

import pytest

from enquiry.scripts import published
from tests.support import ROOT

MODULES = sorted((ROOT / "docs" / "assets" / "enquiry").glob("*.mjs"))


def test_leaves_out_comments_and_indentation() -> None:
    """Comments on lines of their own go, with the indentation; everything else stays."""
    module = '/** What\n * it is. */\nconst a = "// no"; // a note\n  // why\n  a.b();\n'
    assert published(module) == 'const a = "// no"; // a note\na.b();\n'


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.name))
def test_no_text_runs_over_several_lines(module: Path) -> None:
    """No template literal holds a line break, so that taking indentation away changes no text."""
    for number, line in enumerate(module.read_text(encoding="utf-8").splitlines(), 1):
        is_comment = line.lstrip().startswith(("*", "/*", "//"))
        assert is_comment or line.count("`") % 2 == 0, f"{module.name}:{number}"
