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
