"""What the tests of a guide prove of any guide, without a browser, holds for the city."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import ROOT


@pytest.mark.timeout(400)  # hundreds of tests
def test_every_test_of_a_guide_holds(guide_root: Path) -> None:
    """In a process of its own: many of the tests are made from the guide as pytest starts."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/guide"]
    # Falsifying the site takes its time: test_one_meaning.py does it beside this test.
    ignored = ["--ignore=tests/guide/browser", "--ignore=tests/guide/test_one_meaning.py"]
    options = [*ignored, "--guide", str(guide_root)]
    # Its folders are its own: it is no worker of the run around it.
    environment = {key: value for key, value in os.environ.items() if "XDIST" not in key}
    done = subprocess.run(
        [*command, *options], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_only_the_hook_is_code(guide_root: Path) -> None:
    """The city is data: its hook is that of every guide, and nothing of it overrides the engine."""
    (hook,) = (each for each in guide_root.rglob("*") if each.suffix in {".py", ".mjs", ".css"})
    assert hook.read_text("utf-8") == (ROOT / "hooks/guide.py").read_text("utf-8")
    assert not (guide_root / "overrides").exists()
