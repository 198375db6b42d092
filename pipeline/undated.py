"""Words of a text that only its day of publication can date: `năm nay`, `6 tháng đầu năm`."""

from __future__ import annotations

from datetime import date

from extractors.times.find import find_times

_ANY_DAY = date(2024, 7, 3)


def find_relative_time(text: str) -> str | None:
    """Return the first words of a text that count from its publication, None without any."""
    known = {(time.start, time.period_start, time.period_end) for time in find_times(text)}
    for time in find_times(text, _ANY_DAY):
        dated = (time.start, time.period_start, time.period_end)
        if time.role in ("frame", "event", "target") and any(dated[1:]) and dated not in known:
            return text[time.start : time.end]
    return None
