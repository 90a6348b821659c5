"""What is cheap to ask of every page."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from tests.browsing.measures import WIDTHS, sideways
from tests.browsing.pages import every_page
from tests.browsing.visit import Visit, answers


def test_every_page_loads_whole_and_fits(visit: Visit, site: Path) -> None:
    """Each page finds all that it asks for, asks only this site, and never scrolls sideways."""
    wrong: list[str] = []
    for path in every_page(site):
        with answers(visit.page) as heard:
            page = visit.go(path)
        for answer in heard:
            if urlsplit(answer.url).netloc != urlsplit(visit.address).netloc:
                wrong.append(f"{path} asks {answer.url}")
            if answer.status >= 400:
                wrong.append(f"{path} lacks {answer.url}")
        wrong += [
            f"{path} scrolls sideways at {width} px"
            for width in WIDTHS
            if sideways(page, width) > 0
        ]
        wrong += [f"{path} says {fault}" for fault in visit.faults]
        visit.faults.clear()
    assert wrong == []
