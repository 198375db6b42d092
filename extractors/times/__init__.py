"""Dates, clock times and periods in a text: which characters they take, which days they name.

find_times(text, published) -> list[TimeExpression], ordered and not overlapping. A text is expected
in NFC. `text[t.start:t.end]` is the expression; the digit runs in it are non-figures with reason
`t.reason`. Durations that are figures (`sau 15 năm thực hiện`, `3 ngày`) are not among them.
"""

from extractors.times.find import find_times
from extractors.times.scan import TimeExpression

__all__ = ["TimeExpression", "find_times"]
