"""What the tests of a guide prove of any guide holds for a new one, which is built strictly."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.guide.test_enquiries import *  # noqa: F403
from tests.guide.test_facts import *  # noqa: F403
from tests.guide.test_form import *  # noqa: F403
from tests.guide.test_one_meaning import (  # noqa: F401 - falsified are the sites of other guides
    sources,
    test_the_site_says_what_the_guide_says,
)
from tests.guide.test_opendata import *  # noqa: F403
from tests.guide.test_pages import *  # noqa: F403
from tests.guide.test_reading_ease import *  # noqa: F403
from tests.guide.test_words import *  # noqa: F403
from tests.support import ROOT


def test_its_schema_reports_every_rule(guide_root: Path) -> None:
    """The tests of a schema, which are made from it as pytest starts, hold for this one."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    tests = ["tests/guide/test_schema.py", "tests/guide/test_plain_words.py"]
    done = subprocess.run(
        [*command, *tests, "--guide", str(guide_root)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
