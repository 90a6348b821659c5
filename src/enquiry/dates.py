"""Calendar dates: ISO strings end to end, no time of day, no time zone arithmetic."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta


def latest_today() -> date:
    """The date at UTC+14, the first place on Earth where a day begins.

    A server that takes this for today never refuses anybody's own today.
    """
    return (datetime.now(UTC) + timedelta(hours=14)).date()


def add_days(iso: str, days: int) -> str:
    """The ISO date `days` calendar days after the ISO date `iso`.

    The source does not say whether its 30 days are calendar or business days; the guide counts
    calendar days and says so.
    """
    return (date.fromisoformat(iso) + timedelta(days=days)).isoformat()


def in_words(iso: str, language: str, months: str) -> str:
    """The ISO date as it stands in a text, such as “May 1, 2026” or « 1er mai 2026 ».

    `months` are the twelve names of that language, in one text. The spaces do not break.
    """
    day = date.fromisoformat(iso)
    month = months.split()[day.month - 1]
    if language == "fr":
        return f"{'1er' if day.day == 1 else day.day}\u00a0{month}\u00a0{day.year}"
    return f"{month}\u00a0{day.day}, {day.year}"
