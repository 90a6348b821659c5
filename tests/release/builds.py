"""Wheel and sdist of a commit, built twice in different places: the same bytes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.support import ROOT


class NotReproducible(Exception):  # noqa: N818 - its text says what differs
    """Two builds of one commit that are not the same."""


def build_twice(folder: Path, commit: str = "HEAD") -> Mapping[str, str]:
    """Puts wheel and sdist of a commit into `folder`. Returns their SHA-256 by name.

    Both are built from what git knows, in two folders with names of different lengths and under
    different times, languages and file permissions. Raises NotReproducible.
    """
    first = _build(folder / "a", commit, {"TZ": "UTC", "LC_ALL": "C.UTF-8"}, 0o022)
    second = _build(folder / "another-folder", commit, {"TZ": "Asia/Tokyo", "LC_ALL": "C"}, 0o077)
    if first != second:
        names = sorted(name for name in first | second if first.get(name) != second.get(name))
        raise NotReproducible(f"two builds differ in {', '.join(names)}")
    for name in first:
        shutil.copy(folder / "a/dist" / name, folder / name)
    return first


def _build(folder: Path, commit: str, environment: Mapping[str, str], mask: int) -> dict[str, str]:
    source = folder / "source"
    source.mkdir(parents=True)
    archive = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True)
    subprocess.run(["tar", "-x"], cwd=source, input=archive.stdout, check=True, umask=mask)
    when = subprocess.run(
        ["git", "log", "-1", "--format=%ct", commit],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder / "dist")],
        cwd=source,
        env={**os.environ, **environment, "SOURCE_DATE_EPOCH": when.stdout.strip()},
        stdout=subprocess.DEVNULL,
        check=True,
        umask=mask,
    )
    files = sorted((folder / "dist").iterdir())
    return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in files}
