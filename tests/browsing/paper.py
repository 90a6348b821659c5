"""A page on paper: printed to PDF and read back."""

from __future__ import annotations

import io
import re
import unicodedata

from playwright.sync_api import Page
from pypdf import PdfReader

WIDTH, HEIGHT = 612, 792  # US Letter, in points
MARGIN = 36  # half an inch, which every printer can do


class Paper:
    """What a printer makes of the open page.

    `text` is all that stands there, without spaces; `outside` what stands in a margin or beyond.
    """

    def __init__(self, page: Page) -> None:
        sheets = PdfReader(io.BytesIO(page.pdf(format="Letter"))).pages
        self.outside: list[str] = []
        self.text = plain(" ".join(sheet.extract_text(visitor_text=self._look) for sheet in sheets))
        self.sheets = len(sheets)

    def _look(self, text: str, paper: list[float], start: list[float], *_: object) -> None:
        across = start[4] * paper[0] + start[5] * paper[2] + paper[4]
        down = start[4] * paper[1] + start[5] * paper[3] + paper[5]
        inside = MARGIN <= across <= WIDTH - MARGIN and MARGIN <= down <= HEIGHT - MARGIN
        if text.strip() and not inside:
            self.outside.append(text)


def plain(text: str) -> str:
    """A text without spaces, which a PDF puts where it likes, and without joined letters."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
