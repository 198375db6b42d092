"""Whether a new paragraph stays at the place of the one before it."""

from __future__ import annotations

import re

from extractors.place_scopes import RANK, Scope

_CONTINUES = re.compile(
    r"[“\"]|(?:Cụ thể|(?:Mỗi )?[Cc]ăn nhà|Ngôi nhà|Gia đình|Tại đây|Nơi đây|Ở đây|Theo đó|Trong đó"
    r"|(?:Tại )?[Đđ]ịa phương này|(?:Mô hình|Huyện|Xã|Thôn|Khu vực|Nơi) (?:này|đây))\b"
)
# "56 hộ dân trong khu đã …": a hamlet that is not named lies where the paragraph before was.
_IN_HAMLET = re.compile(
    r"[^.,;:“\n]{0,40}?\b(?:trong|của|[Cc]ả|[Tt]oàn)\s(?:khu(?: dân cư| phố)?|thôn"
    r"|xóm|bản|làng|ấp|buôn|khóm|phum|sóc)"
    r"(?=[.,]\s(?!thôn|xóm|bản|làng|ấp|buôn|khóm|khu|phum|sóc)"
    r"|\s(?:đã|đều|có|còn|cũng|được|cùng|đang|tự|tham gia|là|chung|vừa|luôn|không|bị|hiện|lại)\b)"
)


def stays(text: str, start: int, place: Scope | None) -> bool:
    """Tell whether the paragraph at `start` goes on with `place`, which held before it."""
    if _CONTINUES.match(text, start):
        return True
    small = place is not None and RANK[place.level] >= RANK["commune"]
    return small and _IN_HAMLET.match(text, start) is not None
