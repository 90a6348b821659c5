"""The city's site says what the city's guide says, and each falsified fact is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from enquiry.readback.sources import Sources
from enquiry.site.guide import Guide
from tests.falsifications.every import falsifications
from tests.falsifications.site import Site
from tests.guide.test_one_meaning import (  # noqa: F401 - the same fixtures and tests, of the city
    copy,
    missed,
    sources,
    test_each_falsified_fact_of_the_data_is_found,
    test_the_site_says_what_the_guide_says,
)


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_each_falsified_fact_of_a_page_is_found(
    language: str,
    sources: Sources,  # noqa: F811 - a fixture
    guide: Guide,
    copy: Path,  # noqa: F811 - a fixture
) -> None:
    """The same in English, in Spanish and in Arabic, with ways that no other guide has."""
    seeded = list(falsifications(Site(guide, copy, language)))
    assert {each.name for each in seeded} >= {"counter", "phone: the link alone"}
    assert list(missed(sources, copy, seeded)) == []
