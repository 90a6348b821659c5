"""Calendar dates."""

from __future__ import annotations

import pytest

from enquiry.dates import in_words
from enquiry.site.guide import load
from tests.support import ROOT

MONTHS = load(ROOT / "docs/form.yml")["months"]


@pytest.mark.parametrize(
    ("iso", "language", "words"),
    [
        ("2016-07-31", "en", "July\u00a031, 2016"),
        ("2016-07-31", "fr", "31\u00a0juillet\u00a02016"),
        ("2026-05-01", "en", "May\u00a01, 2026"),
        ("2026-05-01", "fr", "1er\u00a0mai\u00a02026"),
        ("2026-12-21", "fr", "21\u00a0décembre\u00a02026"),
    ],
)
def test_a_date_in_words(iso: str, language: str, words: str) -> None:
    """A date in a text is written as its language does, and holds together."""
    assert in_words(iso, language, MONTHS[language]) == words
