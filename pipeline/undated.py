"""Words of a text that only its day of publication can date: `năm nay`, `tháng trước`."""

from __future__ import annotations

import re

_RELATIVE = re.compile(
    r"(?<!\w)(?:(?:năm|quý|tháng|tuần) (?:nay|này|ngoái|trước|qua|tới)"
    r"|(?:sáng|chiều|tối|hôm) (?:nay|qua)|(?:đến|tới) nay)(?!\w)",
    re.IGNORECASE,
)


def find_relative_time(text: str) -> str | None:
    """Return the first words of a text that count from its publication, None without any."""
    match = _RELATIVE.search(text)
    return match.group() if match else None
