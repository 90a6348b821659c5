"""The notes of a release, from the changelog."""

from __future__ import annotations

import re


def notes(changelog: str, version: str) -> str:
    """What the changelog says of a version. Raises ValueError where it says nothing."""
    sections = re.split(r"(?m)^## (.+)\n", changelog)[1:]
    said = dict(zip(sections[::2], sections[1::2], strict=True))
    heading = next((each for each in said if each.split()[0] == version), None)
    if not heading or not said[heading].strip():
        raise ValueError(f'CHANGELOG.md has no section "## {version}" with text in it')
    return f"{said[heading].strip()}\n"
