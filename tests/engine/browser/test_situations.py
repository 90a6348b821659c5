"""Every situation in which someone may write to the harbour: all say the same of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from enquiry.site.guide import load
from tests.browsing.visit import Visit
from tests.situations.check import Asked, differences_in_form
from tests.situations.report import report
from tests.support import HARBOUR, LANGUAGES, ROOT

EXPECTED = ROOT / "tests/cases/situations.md"
ABOUT = """\
# All situations of the harbour

Who a message goes to, whatever its category, role, channel, history and address, and what it
has to say. Nobody edits this file. `tests/engine/browser/test_situations.py` makes it from the
answers of the library, and fails where they differ from it, or where a page, the form, its letter
or the command says something else. Where a change of the engine means to change an answer, copy
the file that the test names over this one.

Situations in which everything says the same are one row. A column is left out where it changes
nothing: the role changes what has to be said, and never who is written to.
"""


def test_all_say_what_was_agreed(modules: Page, site: Path, tmp_path: Path) -> None:
    """Pages, form, letter, command and library agree on every situation, and with the file."""
    guide = load(HARBOUR)
    asked: dict[str, Asked] = {
        name: Asked(guide, HARBOUR, site, name, modules) for name in LANGUAGES
    }
    assert [line for each in asked.values() for line in each.differences()] == []
    found = tmp_path / EXPECTED.name
    found.write_text(report(asked, ABOUT.splitlines()), encoding="utf-8")
    expected = EXPECTED.read_text(encoding="utf-8")
    assert found.read_text(encoding="utf-8") == expected, f"cp {found} {EXPECTED}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_says_the_same(visit: Visit, language: str) -> None:
    """Filled in with an enquiry of each kind, the form leads where the library does."""
    assert differences_in_form(visit, load(HARBOUR), language) == []
