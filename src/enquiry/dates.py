"""Calendar dates: ISO strings end to end, no time of day, no time zone arithmetic."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

_FIRST_ZONE = timezone(timedelta(hours=14))


def is_date(text: str) -> bool:
    """Whether a text is a day of the Gregorian calendar from year 1 to 9999, as YYYY-MM-DD."""
    # By itself fromisoformat also takes 19800331 and 1980-W01-1.
    if len(text) != 10 or text[7] != "-":
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def iso_date(day: date | str) -> str:
    """The ISO text of a day. A datetime counts as its date.

    Raises TypeError or ValueError, which say what to pass, for what is no day.
    """
    if isinstance(day, date):
        return day.isoformat()[:10]
    if not isinstance(day, str):
        raise TypeError(f"Pass a date, or its text as YYYY-MM-DD, not {type(day).__name__}.")
    if not is_date(day):
        raise ValueError("Pass a day that exists, as YYYY-MM-DD, for example 2026-11-23.")
    return str(day)


def latest_today() -> date:
    """The date at UTC+14, the first place on Earth where a day begins.

    A server that takes this for today never refuses anybody's own today.
    """
    return datetime.now(_FIRST_ZONE).date()


def add_days(iso: str, days: int) -> str:
    """The ISO date `days` calendar days after the ISO date `iso`.

    The source does not say whether its 30 days are calendar or business days; the guide counts
    calendar days and says so. No date is after the last day of the year 9999.
    """
    day = date.fromisoformat(iso)
    return (day + min(timedelta(days), date.max - day)).isoformat()
