"""The page of what changed: the days of the record, and the words of each change."""

from __future__ import annotations

from itertools import zip_longest

from enquiry.readback import html
from enquiry.readback.comparison import Comparison
from enquiry.readback.pages import Page


def compare(comparison: Comparison, page: Page) -> None:
    """Compare the page with the record, in the record's order."""
    sources, language = comparison.sources, page.language
    days = [entry.day for entry in sources.record]
    said = [str(time.get("datetime", "")) for time in page.main.iter("time")]
    for at, stated in zip_longest(said, days):
        if at != stated:
            comparison.differs(page.file, "a day of the record", at, stated, None)
    rows = [row for entry in sources.record for row in entry.rows]
    items = [html.text_of(item) for item in page.main.iter("li")]
    for item, row in zip_longest(items, rows):
        words = html.plain(row.message[language]) if row else None
        if item is None or words is None or not item.startswith(words):
            comparison.differs(page.file, "a change of the record", item, words, None)
