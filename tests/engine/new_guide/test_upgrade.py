"""A guide that an older engine wrote works with today's, and stays as it is.

`tests/guides/older` is what `enquiry new` wrote at commit ced72d8, the first whose table has
today's keys, less the files that only a repository needs. It is never edited: a change of the
engine that it does not survive is a change that every publisher would have to follow.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

import enquiry
from enquiry.guide_files import GuideFiles
from enquiry.site.every_finding import findings
from tests.enquiries import TODAY
from tests.samples import valid_enquiry
from tests.support import ROOT, mkdocs

OLDER = ROOT / "tests/guides/older"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The older guide, whole."""
    return shutil.copytree(OLDER, tmp_path / "guide")


def contents(folder: Path) -> Mapping[str, bytes]:
    """Every file of the guide but its site, as it stands on the disk."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not {"site", "__pycache__"} & {*path.relative_to(folder).parts}
    }


def test_an_upgrade_touches_no_file(root: Path) -> None:
    """The older guide passes the check and a strict build, and neither changes it."""
    before = contents(root)
    assert findings(GuideFiles.of(root)) == []
    done = mkdocs(root, "build", "--strict")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stderr
    assert (root / "site/enquiry/index.html").is_file()
    assert contents(root) == before


def test_what_was_valid_is_valid(root: Path) -> None:
    """The older guide's enquiries, one for each category, are valid and find their way."""
    older = enquiry.load_guide(root)
    for category in older.table.categories:
        document = valid_enquiry(older.schema, older.table, category=category)
        result = older.validate(document, today=TODAY)
        assert (category, result.problems) == (category, ())
        assert older.route(document, today=TODAY)["category"] == category
