"""What a date is the date of, read from the words before it: a document, a birth, a comparison."""

from __future__ import annotations

import re
from typing import Literal

Role = Literal[
    "frame", "event", "target", "comparison", "document", "birth", "name", "clock", "none"
]

DOCUMENT_NOUN = (
    r"\b(?:chỉ thị|nghị quyết|kế hoạch|quyết định|nghị định|thông tư|thông tri|công văn|đề án|"
    r"kết luận|"
    r"quy định|hướng dẫn|văn bản|pháp lệnh|luật|tờ trình|thông báo|quy chế|chương trình|báo cáo|"
    r"công điện|hiến pháp|giấy phép|quy hoạch|sắc lệnh|hợp đồng|lệnh|dự án)"
)
_DOCUMENT = re.compile(
    rf"(?:{DOCUMENT_NOUN}(?: liên tịch|"
    rf" phối hợp)? (?:số ?:? ?)?[\w/.\-–]*\d[\w/.\-–]*[^.;:\n\d]{{0,60}}"
    rf"|{DOCUMENT_NOUN} ?,? ?"
    r"|\d[\w.]*[-/–][a-zđ][\w\-/–]*[^.;:\n\d]{0,40}"
    r"|\b(?:ban hành|ký) (?:vào )?)[ ,(]*$"
)
_YEAR_OF_DOCUMENT = re.compile(
    r"(?:\b(?:luật|pháp lệnh|hiến pháp|bộ luật)[^.,;:\n\d]{0,40}|"
    rf"{DOCUMENT_NOUN} (?:số ?)?[\w/.\-–]*\d[\w/.\-–]* ?,?) $"
)
_NOT_BORN = "|".join(
    rf"(?<=\b{word} )"
    for word in (
        "học", "vệ", "thí", "phát", "tuyển", "dân", "y", "hy", "khai", "tái", "nảy", "hồi", "nữ",
        "sơ", "môn", "kế", "mưu", "ký", "ôn", "giáo",
    )
)  # fmt: skip
_BIRTH = re.compile(rf"\b(?:(?!{_NOT_BORN})sinh[ (]*|sn[ :.(]*)$")
_AGAINST = re.compile(
    r"\b(?:so(?: với| cùng| sánh với)?|(?:cao|thấp|lớn|nhiều|ít|tăng|giảm) hơn(?: so với)?|"
    r"gấp (?:hơn |gần |khoảng )?[\d,.]+ lần|bằng [\d,.]+ ?%(?: của)?)"
    r"(?: [^\s,;.:()\d]+){0,5} ?\(?$"
)
_FOUNDED = re.compile(
    r"\b(?:thành lập|ra đời|khởi công|(?<!thi )(?<!lệ )(?<!xét )(?<!quả )tốt nghiệp|kết hôn|"
    r"xuất ngũ|nhập ngũ|về hưu|bổ nhiệm)"
    r"(?: (?:vào|từ|trong))? ?$"
    r"|\b(?:sắp xếp|sáp nhập|hợp nhất|hiệu lực|thành lập(?! mới)|vận hành|"
    r"chia tách)(?: [^\s,;.:()\d]+){0,6} ?\(?$"
)
_AHEAD = re.compile(
    r"\b(?:phấn đấu|mục tiêu|dự kiến|sẽ|kế hoạch|chỉ tiêu|chậm nhất|thời hạn|thời gian tới|"
    r"nhiệm vụ|sắp|"
    r"tới đây|định hướng|trước ngày|trước|hạn chót|đến hết|quyết tâm|hoàn thành trước)\b"
)
_REVOLUTION = re.compile(r"\bcách mạng $")
_ASSEMBLY = re.compile(
    r"\b(?:đại hội|khóa|khoá|đại biểu|hđnd|nhân dân|chấp hành|bch|quốc hội|lần thứ \w+|chi bộ|"
    r"đảng bộ|thứ \w+)"
    r"[^.;:\n\d]{0,30}$"
)


def looks_ahead(low: str, at: int) -> bool:
    """Tell whether the sentence speaks of what is to come, up to `at`."""
    before = low[max(0, at - 90) : at]
    cut = max(before.rfind(". "), before.rfind("\n"))
    return _AHEAD.search(before, cut + 1) is not None


def role_of(low: str, at: int, kind: str) -> Role:
    """Return what the date of this kind that starts at `at` belongs to."""
    before = low[max(0, at - 100) : at]
    if _AGAINST.search(before):
        return "comparison"
    if _BIRTH.search(before):
        return "birth"
    if kind == "day" and _DOCUMENT.search(before):
        return "document"
    if kind in ("year", "month") and _YEAR_OF_DOCUMENT.search(before):
        return "document"
    if kind == "month" and _REVOLUTION.search(before):
        return "name"
    if _FOUNDED.search(before):
        return "name"
    return "frame"


def names_assembly(low: str, at: int) -> bool:
    """Tell whether a term of office that starts at `at` only names a congress or council."""
    return _ASSEMBLY.search(low[max(0, at - 70) : at]) is not None
