"""Findings as the command prints them."""

from __future__ import annotations

from collections.abc import Iterable

from enquiry.authoring.findings import Finding
from enquiry.cli.reporters import printable


def counted(number: int, what: str) -> str:
    """How many there are of something, in words."""
    return f"{number} {what}{'s' if number != 1 else ''}"


def in_lines(findings: Iterable[Finding]) -> str:
    """Each finding on a line of its own, safe to print."""
    return "".join(f"{printable(str(finding))}\n" for finding in findings)
