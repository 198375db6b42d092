"""Whether a new paragraph stays at the place of the one before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.counting_words import HARMED
from extractors.place_scopes import RANK, Scope

_CONTINUES = re.compile(
    r"[“\"]|(?:(?:Tuyến đường|Con đường|Công trình|Cây cầu|Ngôi trường)(?! [A-ZĐ])"
    r"|Cụ thể|(?:Mỗi )?[Cc]ăn nhà|Ngôi nhà|Gia đình|Tại đây"
    r"|(?:Cũng )?[Tt]ại (?:địa điểm|nơi|khu vực|vị trí) (?:trên|này|đó)|Nơi đây|Ở đây"
    r"|Theo đó|Trong đó"
    r"|[^.,;:\n]{3,24} sau đó|Mỗi [^.,;:\n]{2,20} như (?:vậy|thế)"
    r"|Từ (?!năm|tháng|quý|ngày|đầu|cuối|khi|thời|lúc)[^.,;:\n]{2,20} (?:này|đó)"
    rf"|\d{{1,2}} (?:người|em|cháu|học sinh) (?:{HARMED})"
    r"|(?:Tại )?[Đđ]ịa phương này|(?:Mô hình|Huyện|Xã|Thôn|Khu vực|Nơi) (?:này|đây))\b"
)
# "56 hộ dân trong khu đã …": a hamlet that is not named lies where the paragraph before was.
_IN_HAMLET = re.compile(
    r"[^.,;:“\n]{0,40}?\b(?:trong|của|[Cc]ả|[Tt]oàn)\s(?:khu(?: dân cư| phố)?|thôn"
    r"|xóm|bản|làng|ấp|buôn|khóm|phum|sóc)"
    r"(?=[.,]\s(?!thôn|xóm|bản|làng|ấp|buôn|khóm|khu|phum|sóc)"
    r"|\s(?:đã|đều|có|còn|cũng|được|cùng|đang|tự|tham gia|là|chung|vừa|luôn|không|bị|hiện|lại)\b)"
)


# "Năm 2022, có 41 hộ …": without a subject, it is still of the place before.
_NO_SUBJECT = re.compile(
    r"(?:(?:Sang |Đến |Trong )?(?:[Nn]ăm|[Tt]háng|[Qq]uý) \S+,|Hiện nay,|Đến nay,|H[àằ]ng năm,?)\s"
    r"(?:đã |sẽ |tiếp tục )?(?:có|hoàn thành|xây dựng|xây|sửa chữa|hỗ trợ|triển khai|thực hiện)\b"
)


def stays(text: str, start: int, place: Scope | None) -> bool:
    """Tell whether the paragraph at `start` goes on with `place`, which held before it."""
    if _CONTINUES.match(text, start):
        return True
    if place is None or RANK[place.level] < RANK["district"]:
        return False
    if RANK[place.level] == RANK["district"]:
        return _NO_SUBJECT.match(text, start) is not None
    if _IN_HAMLET.match(text, start):
        return True
    told_of = ". " not in text[text.rfind("\n", 0, place.start) + 1 : place.start]
    return told_of and _NO_SUBJECT.match(text, start) is not None


# An event at which something is given, and where: `trao quà cho bà con xã A`, `phối hợp với xã B`.
_GIVEN = re.compile(r"(?<!\w)(?:tặng|trao|thăm|khám|hỗ trợ|giúp|tổ chức chương trình)(?!\w)")
_GIVEN_AT = re.compile(
    r"(?:(?<!\w)(?:tại|ở|đến)|(?<!\w)(?:cho|phối hợp|cùng)\s[^.;,\d]{0,50})\s*\Z", re.IGNORECASE
)
AT_EVENT = re.compile(
    r"(?:Cũng |Ngay )?(?:[Tt]ại|[Tt]rong|[Nn]hân) (?:buổi|chuyến|chương trình|lễ|đợt|dịp)\b"
    r"(?! \d| khác)|Dịp này\b(?!,? (?:các|những|nhiều) )|Đoàn (?:đã )?(?:trao|tặng|thăm)\b"
    r"|(?:Ngoài (?:chương trình|phần)[^.\n]{0,80}, )?Ban [Tt]ổ chức\b"
)


def given_at(text: str, start: int, end: int, scopes: Sequence[Scope]) -> Scope | None:
    """Return the place where a sentence says that something was given, None if it names none."""
    for scope in reversed(scopes):
        small = RANK[scope.level] >= RANK["commune"]
        if small and len(scope.mentions) == 1 and not (scope.passing or scope.back) and (
            _GIVEN_AT.search(text, max(start, scope.start - 80), scope.start)
        ):  # fmt: skip
            return scope if _GIVEN.search(text, start, end) else None
    return None
