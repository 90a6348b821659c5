"""When a file last changed, from the history of the checkout where there is one."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path


def last_changes(root: Path, folders: Iterable[str]) -> Mapping[str, str]:
    """The ISO date of the last commit of each file below `folders`, by path relative to `root`.

    Empty without git, outside a checkout and in a shallow one, which does not know its past.
    """
    if _git(root, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    log = _git(root, "log", "--format=//%cs", "--name-only", "--relative", "--", *folders)
    changes: dict[str, str] = {}
    day = ""
    for line in log.splitlines():
        if line.startswith("//"):
            day = line[2:]
        elif line:
            changes.setdefault(line, day)
    return changes


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, no words of a person in it
            command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False
        )
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""
