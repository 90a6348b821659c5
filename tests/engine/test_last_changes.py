"""When a file last changed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from enquiry.guide_files import last_changes


def git(folder: Path, *arguments: str, day: str = "2026-01-01") -> None:
    """Run git as nobody in particular, on a given day."""
    who = {"GIT_AUTHOR_NAME": "x", "GIT_AUTHOR_EMAIL": "x@example.org"}
    who |= {"GIT_COMMITTER_NAME": "x", "GIT_COMMITTER_EMAIL": "x@example.org"}
    who |= {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    environment = {**os.environ, **who}
    subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True, timeout=60)


def repository(folder: Path) -> Path:
    """Two files below docs/, of which one changed later."""
    (folder / "docs").mkdir(parents=True)
    git(folder, "init", "-q")
    for day, name in [("2026-01-01", "old.md"), ("2026-01-01", "é.md"), ("2026-02-03", "é.md")]:
        (folder / "docs" / name).write_text(day)
        git(folder, "add", ".", day=day)
        git(folder, "commit", "-qm", name, day=day)
    return folder


def test_gives_the_day_of_the_last_commit_of_each_file(tmp_path: Path) -> None:
    """A file's date is that of the newest commit that touched it."""
    changes = last_changes(repository(tmp_path / "r"), ["docs"])
    assert changes == {"docs/old.md": "2026-01-01", "docs/é.md": "2026-02-03"}


def test_knows_nothing_of_a_shallow_checkout(tmp_path: Path) -> None:
    """A clone without its past would date every file on the day of the last commit."""
    origin = repository(tmp_path / "r")
    git(tmp_path, "clone", "-q", "--depth", "1", origin.as_uri(), "shallow")
    assert last_changes(tmp_path / "shallow", ["docs"]) == {}


def test_knows_nothing_outside_a_checkout(tmp_path: Path) -> None:
    """A folder without history has no dates."""
    assert last_changes(tmp_path, ["docs"]) == {}
