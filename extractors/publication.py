"""The day an article was published, as a caller gives it."""

from __future__ import annotations

from datetime import date, datetime


def publication_day(published: date | datetime | str | None) -> date | None:
    """Return the day of a date or ISO string, None for none; ValueError for anything else."""
    if published is None or (isinstance(published, str) and not published):
        return None
    if isinstance(published, datetime):
        day = published.date()
    elif isinstance(published, date):
        day = published
    else:
        try:
            day = datetime.fromisoformat(published).date()
        except (ValueError, TypeError) as error:
            raise ValueError(
                f"publication date {published!r} is no date: write it as 2024-07-03"
            ) from error
    if not 1900 <= day.year <= 2200:
        raise ValueError(f"publication date {day} is of no newspaper: between 1900 and 2200")
    return day
