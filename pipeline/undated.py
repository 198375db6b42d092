"""Words of a text that only its day of publication can date: `năm nay`, `tháng trước`."""

from __future__ import annotations

import re

_RELATIVE = re.compile(
    r"(?<!\w)(?:(?:năm|quý|tháng|tuần)\s+(?:nay|này|ngoái|trước|vừa qua|qua|rồi|tới)"
    r"|(?:sáng|trưa|chiều|tối|đêm|hôm)\s+(?:nay|qua)|(?:đến|tới|hiện)\s+nay)(?!\w)",
    re.IGNORECASE,
)


def find_relative_time(text: str) -> str | None:
    """Return the first words of a text that count from its publication, None without any."""
    match = _RELATIVE.search(text)
    return match.group() if match else None
