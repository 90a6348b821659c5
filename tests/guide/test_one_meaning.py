"""A built site says what the guide says, and each fact that is falsified on it is found."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from enquiry.guide_files import GuideFiles
from enquiry.readback.check_site import Reading, findings
from enquiry.readback.sources import Sources, load
from enquiry.site.guide import Guide
from tests.built_page import canonical_of
from tests.falsifications.data import of_data
from tests.falsifications.every import falsifications
from tests.falsifications.site import Falsification, Site
from tests.support import guide_languages


@pytest.fixture(scope="session")
def sources(guide_root: Path) -> Sources:
    """The guide's sources as the check of a site reads them."""
    return load(GuideFiles.of(guide_root))


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    """A copy of the site, to falsify."""
    return Path(shutil.copytree(site, tmp_path / "site"))


def test_the_site_says_what_the_guide_says(guide_root: Path, site: Path) -> None:
    """Nothing is found on the true site."""
    assert findings(GuideFiles.of(guide_root), site) == []


@pytest.mark.parametrize("language", guide_languages())
def test_each_falsified_fact_of_a_page_is_found(
    language: str, sources: Sources, guide: Guide, copy: Path
) -> None:
    """Of every kind of fact, in every language, with the page and the fact, and no other page."""
    seeded = list(falsifications(Site(guide, copy, language)))
    assert len(seeded) >= 45
    assert list(missed(sources, copy, seeded)) == []


def test_each_falsified_fact_of_the_data_is_found(
    sources: Sources, guide: Guide, copy: Path
) -> None:
    """The same of what is published beside the pages."""
    seeded = list(of_data(Site(guide, copy, guide.table.languages[0])))
    assert len(seeded) >= 15
    assert list(missed(sources, copy, seeded)) == []


def missed(sources: Sources, copy: Path, seeded: list[Falsification]) -> Iterator[str]:
    """The falsifications that are not found, or not by page and fact."""
    site_url = canonical_of(copy)
    for each in seeded:
        file = copy / each.file
        before = file.read_bytes().decode()
        after = each.change(before)
        assert after != before, each.name
        if after is None:
            file.unlink()
        else:
            file.write_text(after, "utf-8", newline="")
        reading = Reading(sources, copy, site_url)
        if each.page is None:
            reading.data()
        else:
            reading.page(each.page, each.language)
        file.write_text(before, "utf-8", newline="")
        found = reading.findings
        if not any(each.fact in str(finding) for finding in found):
            yield f"{each.name} in {each.file}: {[str(finding) for finding in found[:3]]}"
        elif {finding.file.removesuffix(".gz") for finding in found} != {each.file}:
            yield f"{each.name} names other pages: {sorted({finding.file for finding in found})}"
