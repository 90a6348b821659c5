"""Calendar dates."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo

import pytest

from enquiry import dates


@pytest.mark.parametrize(
    ("iso", "days", "later"),
    [
        # Each month's end, in a common year.
        ("2026-01-31", 1, "2026-02-01"),
        ("2026-02-28", 1, "2026-03-01"),
        ("2026-03-31", 1, "2026-04-01"),
        ("2026-04-30", 1, "2026-05-01"),
        ("2026-05-31", 1, "2026-06-01"),
        ("2026-06-30", 1, "2026-07-01"),
        ("2026-07-31", 1, "2026-08-01"),
        ("2026-08-31", 1, "2026-09-01"),
        ("2026-09-30", 1, "2026-10-01"),
        ("2026-10-31", 1, "2026-11-01"),
        ("2026-11-30", 1, "2026-12-01"),
        ("2026-12-31", 1, "2027-01-01"),
        # Leap years: each fourth, not each hundredth, but each four hundredth.
        ("2024-02-28", 1, "2024-02-29"),
        ("2024-02-28", 2, "2024-03-01"),
        ("2024-02-29", 365, "2025-02-28"),
        ("2000-02-28", 1, "2000-02-29"),
        ("2100-02-28", 1, "2100-03-01"),
        # Waits.
        ("2026-11-23", 30, "2026-12-23"),
        # No year has five digits.
        ("9999-12-31", 30, "9999-12-31"),
        ("2026-12-02", 30, "2027-01-01"),
        ("2027-01-30", 30, "2027-03-01"),
        ("2028-01-30", 30, "2028-02-29"),
        ("2026-11-23", 0, "2026-11-23"),
        ("2026-01-01", 3650, "2035-12-30"),
    ],
)
def test_adds_calendar_days(iso: str, days: int, later: str) -> None:
    """Days are those of the calendar, over the ends of months and years and in leap years."""
    assert dates.add_days(iso, days) == later


@pytest.mark.parametrize(
    ("now", "today"),
    [
        (datetime(2026, 11, 23, 9, 59, 59, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 23, 10, 0, 0, tzinfo=UTC), date(2026, 11, 24)),
        (datetime(2026, 12, 31, 10, 0, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_latest_today_begins_at_ten_in_greenwich(
    now: datetime, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a day begins first it is 14 hours later than at UTC."""

    class Clock:
        @staticmethod
        def now(zone: tzinfo | None) -> datetime:
            return now.astimezone(zone)

    monkeypatch.setattr(dates, "datetime", Clock)
    assert dates.latest_today() == today
