"""Every falsification of the pages in a language."""

from __future__ import annotations

from collections.abc import Iterator

from tests.falsifications.categories import of_category_pages, of_steps, of_ways
from tests.falsifications.forms import of_forms
from tests.falsifications.frames import of_frames
from tests.falsifications.overviews import of_overviews
from tests.falsifications.site import Falsification, Site


def falsifications(site: Site) -> Iterator[Falsification]:
    """Those of the pages in a language."""
    yield from of_ways(site)
    yield from of_steps(site)
    yield from of_category_pages(site)
    yield from of_frames(site)
    yield from of_overviews(site)
    yield from of_forms(site)
