"""A release can be built by anybody, and is the same for everybody."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

import enquiry
from tests.release.builds import build_twice
from tests.release.notes import notes
from tests.support import ROOT

PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
WORKFLOWS = [
    *(ROOT / ".github/workflows").glob("*.yml"),
    *(ROOT / "src/enquiry/authoring/guide_template/.github/workflows").glob("*.yml"),
]


def test_two_builds_are_the_same(tmp_path: Path) -> None:
    """Wheel and sdist of a commit do not depend on folder, time zone, language or permissions."""
    assert [Path(name).suffix for name in sorted(build_twice(tmp_path))] == [".whl", ".gz"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: f"{path.parents[2].name}-{path.name}")
def test_actions_are_pinned_by_hash(path: Path) -> None:
    """Each action is a commit, with its version beside it."""
    used = re.findall(r"(?m)^\s*-? *uses: (.+)$", path.read_text("utf-8"))
    assert used
    assert [each for each in used if not PINNED.fullmatch(each)] == []


def test_the_version_stands_in_one_place() -> None:
    """Neither the project's metadata nor what describes it repeats the version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "version" in project["dynamic"]
    for name, key in (("CITATION.cff", "version"), ("publiccode.yml", "softwareVersion")):
        described = yaml.safe_load((ROOT / name).read_text("utf-8"))
        assert described["license" if key == "version" else "publiccodeYmlVersion"]
        assert key not in described
    assert re.fullmatch(r"\d+\.\d+\.\d+(?:\.dev\d+|rc\d+)?", enquiry.__version__)


def test_notes_are_the_section_of_the_changelog() -> None:
    """A release's notes are what the changelog says of it; without them there is no release."""
    changelog = (
        "# C\n\n## Unreleased\n\n- a\n\n## 1.0.0 (2026-12-01)\n\n### Code\n- b\n\n## 0.9.0\n"
    )
    assert notes(changelog, "1.0.0") == "### Code\n- b\n"
    for version in ("1.0", "0.9.0", "2.0.0"):
        with pytest.raises(ValueError, match=re.escape(version)):
            notes(changelog, version)
