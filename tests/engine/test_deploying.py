"""A change of words or data is deployed without the engine's tests."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.support import ROOT

SCRIPT = ".ci/engine-changed"


def git(repository: Path, *arguments: str) -> str:
    """Run git in a repository of a test."""
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    command = ["git", *identity, *arguments]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the script in its first commit."""
    (tmp_path / ".ci").mkdir()
    (tmp_path / SCRIPT).write_bytes((ROOT / SCRIPT).read_bytes())
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    return tmp_path


def engine_changed(repository: Path, base: str) -> str:
    """What the script prints for all that came since `base`."""
    command = ["bash", SCRIPT, base, "HEAD"]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("paths", "answer"),
    [
        (["docs/routing.yml"], "false"),
        (["docs/fr/a page.md", "schema/enquiry.schema.json", "mkdocs.yml"], "false"),
        (["README.md", "overrides/main.html"], "false"),
        (["docs/routing.yml", "src/enquiry/text.py"], "true"),
        (["requirements.txt"], "true"),
        (["hooks/guide.py"], "true"),
        ([".github/workflows/guide.yml"], "true"),
        (["tests/guide/docs/en.md"], "true"),
    ],
)
def test_tells_the_engine_from_words_and_data(
    repository: Path, paths: list[str], answer: str
) -> None:
    """Only what a guide is made of, and the project's own pages, leave the engine as it is."""
    base = git(repository, "rev-parse", "HEAD")
    for path in paths:
        (repository / path).parent.mkdir(parents=True, exist_ok=True)
        (repository / path).write_text("changed", "utf-8")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "second")
    assert engine_changed(repository, base) == answer


def test_what_cannot_be_compared_counts_as_changed(repository: Path) -> None:
    """A first push has no commit before it."""
    assert engine_changed(repository, "0" * 40) == "true"


def test_no_change_is_no_change_of_the_engine(repository: Path) -> None:
    """The same commit twice."""
    assert engine_changed(repository, "HEAD") == "false"
