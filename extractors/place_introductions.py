"""Places that a sentence introduces by what they are: `Đăk Pék là xã biên giới của huyện …`."""

from __future__ import annotations

import re

from extractors.patterns import UPPER

_UNITS = (
    "tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|thôn|làng|buôn|bon|bản|ấp|xóm|khóm"
    "|khu phố|tổ dân phố|khu dân cư"
)
# "là xã đội trưởng", "là bản hùng ca", "là làng nghề": no administrative unit.
_A_UNIT = (
    r"(?:(?:một|\d{1,2}|hai|ba|bốn|năm)\s)?(?:trong\s(?:những|các|số|\d{1,3}|hai|ba|bốn|năm)\s)?"
    rf"(?P<unit>{_UNITS})(?!\w)(?!\s(?:hội|viên|trưởng|đội|ủy|uỷ|đoàn|sao|án|tin|chất|lĩnh|sắc|đồ"
    rf"|thân|nghề|quyền|hợp đồng|nhạc|hùng ca|tình ca|cam kết|kế hoạch|mạc|giao)\b|\s[{UPPER}])"
)
_IS = r",?\s(?:vốn\s|hiện\s|nay\s|cũng\s|đều\s|từng\s)?là\s"
_IS_A_UNIT = re.compile(_IS + _A_UNIT)
_BEING_A_UNIT = re.compile(rf"(?:\A|[.!?\n“”:]\s?)Là\s{_A_UNIT}[^.;:\n]{{0,140}},\s\Z")
# Between a place and what it lies in: "… là xã biên giới của huyện …".
LIES_IN = re.compile(
    rf"{_IS}{_A_UNIT}[^.;:,\n]{{0,60}}?\s(?:(?:nằm |trực )?(?:của|thuộc)|nằm (?:ở|tại|trong)|ở|tại)"
    r"\s(?:địa bàn\s)?\Z"
)
LIES_IN_WIDTH = 110  # characters of the longest such gap


_WORDS = ("hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_COUNT = re.compile(
    rf"(?:\b(?P<digits>\d{{1,2}})|\b(?P<word>{'|'.join(_WORDS)}))\s(?:{_UNITS})\s\(\Z",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\((?P<names>[^()\d\n:.]{5,240})\)")
_NEXT_NAME = re.compile(r"[,;] | và ")


def behind_unit(text: str, start: int) -> int:
    """Return where a unit word before the name at `start` would end: before a bracket that lists
    as many names as are counted, `3 xã (A, B và C)`, else at the name."""
    if text[start - 1 : start] != "(":
        return start
    count, listed = _COUNT.search(text, max(0, start - 24), start), _LISTED.match(text, start - 1)
    if count is None or listed is None:
        return start
    number = int(count["digits"] or _WORDS.index(count["word"].lower()) + 2)
    return start - 1 if len(_NEXT_NAME.split(listed["names"])) == number > 1 else start


def introduced_as(text: str, start: int, end: int) -> str:
    """Return the unit word that the sentence gives the name at `start`, "" where it gives none."""
    if text.find(" là ", end, end + 10) >= 0:
        after = _IS_A_UNIT.match(text, end)
        if after:
            return after["unit"]
    if text[start - 2 : start] == ", " and text.rfind("Là ", max(0, start - 180), start) >= 0:
        before = _BEING_A_UNIT.search(text[max(0, start - 200) : start])
        if before:
            return before["unit"]
    return ""
