"""Every situation in which someone may write with the guide's help: all say the same of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from enquiry.site.guide import Guide
from tests.browsing.visit import Visit
from tests.situations.check import Asked, differences_in_form
from tests.situations.report import report
from tests.support import ROOT, guide_languages

FILE = ROOT / "docs/situations.md"
ABOUT = """\
# All situations of this guide

Who a message goes to, whatever its category, role, channel, history and address, and what it
has to say. Nobody edits this file: `make guide` writes it. `tests/guide/browser/test_situations.py`
makes it from the answers of the library, and fails where a page, the form, its letter or the
command says something else. When the answers change, the test writes the file anew and passes, so
that `git diff` shows what an edit of a fact or of a rule comes to. Commit it with the edit.

Situations in which everything says the same are one row. A column is left out where it changes
nothing: the role changes what has to be said, and never who is written to.
"""


def test_all_say_the_same(visit: Visit, guide: Guide, guide_root: Path, site: Path) -> None:
    """Pages, form, letter, command and library agree on every situation, which a file shows."""
    page = visit.go("404.html")
    asked: dict[str, Asked] = {
        name: Asked(guide, guide_root, site, name, page) for name in guide_languages()
    }
    assert [line for each in asked.values() for line in each.differences()] == []
    if guide_root == ROOT:
        written = report(asked, ABOUT.splitlines())
        if not FILE.exists() or FILE.read_text("utf-8") != written:
            FILE.write_text(written, encoding="utf-8")


@pytest.mark.parametrize("language", guide_languages())
def test_the_form_says_the_same(visit: Visit, guide: Guide, language: str) -> None:
    """Filled in with an enquiry of each kind, the form leads where the library does."""
    assert differences_in_form(visit, guide, language) == []
