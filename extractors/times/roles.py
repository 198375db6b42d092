"""What a date is the date of, read from the words before it: a document, a birth, a comparison."""

from __future__ import annotations

import re
from typing import Literal

from extractors.patterns import UPPER, any_word

Role = Literal[
    "frame", "event", "target", "comparison", "document", "birth", "name", "clock", "none"
]

_DOCUMENT_NOUNS = (
    "chỉ thị", "nghị quyết", "kế hoạch", "quyết định", "nghị định", "thông tư", "thông tri",
    "công văn", "đề án", "kết luận", "quy định", "hướng dẫn", "văn bản", "pháp lệnh", "luật",
    "tờ trình", "thông báo", "quy chế", "chương trình", "báo cáo", "công điện", "hiến pháp",
    "giấy phép", "quy hoạch", "sắc lệnh", "hợp đồng", "lệnh", "dự án",
)  # fmt: skip
DOCUMENT_NOUN = rf"\b(?:{'|'.join(_DOCUMENT_NOUNS)})"
_DOCUMENT_ENDS = r"[ ,(]*$"
_NUMBERED = r"(?: liên tịch| phối hợp)? (?:số ?:? ?)?[\w/.\-–]*\d[\w/.\-–]*[^.;:\n\d]{0,60}"
_DOCUMENT = re.compile(
    any_word(
        [
            *(rf"{noun}(?:{_NUMBERED}| ?,? ?){_DOCUMENT_ENDS}" for noun in _DOCUMENT_NOUNS),
            *(rf"{verb} (?:vào )?{_DOCUMENT_ENDS}" for verb in ("ban hành", "ký")),
        ]
    )
    # or a document's number: a branch a digit, since a search skips to letters, not to a class
    + "".join(
        rf"|{d}[\w.]*[-/–][a-zđ][\w\-/–]*[^.;:\n\d]{{0,40}}{_DOCUMENT_ENDS}" for d in range(10)
    )
)
_YEAR_OF_DOCUMENT = re.compile(
    any_word(
        [
            *(rf"{law}[^.,;:\n\d]{{0,40}} $" for law in ("luật", "pháp lệnh", "hiến pháp")),
            *(rf"{noun} (?:số ?)?[\w/.\-–]*\d[\w/.\-–]* ?,? $" for noun in _DOCUMENT_NOUNS),
        ]
    )
)
_NOT_BORN = "".join(
    rf"(?<!\b{word} sinh)"
    for word in (
        "học", "vệ", "thí", "phát", "tuyển", "dân", "y", "hy", "khai", "tái", "nảy", "hồi", "nữ",
        "sơ", "môn", "kế", "mưu", "ký", "ôn", "giáo",
    )
)  # fmt: skip
_BIRTH = re.compile(any_word([rf"sinh{_NOT_BORN}[ (]*$", r"sn[ :.(]*$"]))
# `ông Trần Văn Mít (1962)`, `(1938-2011)`: when he was born or lived. `Bà Rịa (2015)` is a place.
_TITLES = (
    "anh|chị|ông|bà|cô|chú|bác|cụ|em|cháu|bé|thầy|đồng chí|liệt s[ĩỹ]|bác s[ĩỹ]|nghệ s[ĩỹ]"
    "|nghệ nhân|trưởng thôn|già làng"
)
_CAPITAL_TITLES = "|".join(title.capitalize() for title in _TITLES.split("|"))
_NAME = rf" [{UPPER}][\w'’]*"
_PERSON = re.compile(
    rf"(?:(?<!tiếng )(?<!niệm )(?<!\w)(?:{_TITLES})(?:{_NAME}){{1,4}}"
    rf"|(?:\A|(?<=[.;,\n] )|(?<=\n))(?:{_CAPITAL_TITLES})(?:{_NAME}){{2,4}})"
    r" ?\( ?(?:(?:18|19|20)\d\d ?[-–] ?)?\Z"
)
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d(?: ?[-–] ?(?:19|20)\d\d)? ?(?:\)|(?:,| [-–]) ?[^\W\d])")
_COMPARING = (
    *(rf"{on} (?:đà|chuỗi) (?:tăng|giảm)" for on in ("nối tiếp", "nối dài", "tiếp nối")),
    *("so với", "so cùng", "so sánh với", "so"),
    *(rf"{word} hơn(?: so với)?" for word in ("cao", "thấp", "lớn", "nhiều", "ít", "tăng", "giảm")),
    *(
        rf"{times} (?:hơn |gần |khoảng )?(?:[\d,.]+|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) lần"
        for times in ("gấp", "bằng")
    ),
    r"gấp (?:hơn |gần )?(?:đôi|rưỡi|ba|bốn|mười)",
    r"bằng [\d,.]+ ?%(?: của)?",
    *(
        rf"{like}(?: với)? (?:đợt|trận|cơn|đỉnh|mức) (?:lũ|bão|mưa|lụt|hạn)"
        for like in ("bằng", "như", "ngang")
    ),
)
_AGAINST = re.compile(
    any_word(
        [
            *(
                rf"{way}(?: (?:[^\s,;.:()\d]+|\d{{1,2}}(?= (?:ngày|tháng|quý|tết|chạp))))"
                r"{0,8} ?\(?$"
                for way in _COMPARING
            ),
            # "so với cùng kỳ năm 2021 và trung bình 5 năm (2016-2020)"
            r"so với [^.;,\n]{0,40} và (?:trung bình|bình quân)[^.;,\n]{0,16}$",
        ]
    )
)
_BEGINNINGS = (
    "thành lập", "ra đời", "khởi công", "tốt nghiệp(?<!thi tốt nghiệp)(?<!lệ tốt nghiệp)"
    "(?<!xét tốt nghiệp)(?<!quả tốt nghiệp)", "kết hôn", "xuất ngũ", "nhập ngũ", "về hưu",
    "bổ nhiệm",
)  # fmt: skip
# no merger in "báo cáo tài chính hợp nhất"
_MERGED = "hợp nhất" + "".join(f"(?<!{word} hợp nhất)" for word in ("chính", "cáo", "thu", "nhuận"))
_CHANGES = (
    "sắp xếp", "sáp nhập", _MERGED, "hiệu lực", "thành lập(?! mới)", "vận hành", "chia tách",
    "thời hạn (?:thuê|cho thuê|sử dụng|giao)",
)  # fmt: skip
_FOUNDED = re.compile(
    any_word(
        [rf"{word}(?: (?:vào|từ|trong))? ?$" for word in _BEGINNINGS]
        + [rf"{word}(?: [^\s,;.:()\d]+){{0,6}} ?\(?$" for word in _CHANGES]
    )
)
# "kể từ sau thảm họa hạt nhân tháng 3/2011": what else was long ago
_EVER_SINCE = re.compile(any_word([r"kể từ sau(?: [^\s.;,]+){1,8} $"]))
_PUT_TO_USE = re.compile(
    any_word(
        rf"{word}(?: (?:vào|từ|trong))? ?$"
        for word in (
            "vào (?:khai thác|sử dụng|vận hành|hoạt động)",
            "khởi công xây dựng",
        )
    )
)
# … but "42 công trình đưa vào sử dụng năm 2023", "Số nhà khởi công năm 2023 là 120"
_COUNTED_BEFORE = re.compile(r"(?<![/\d])(?<!năm )(?<!tháng )\d[\d.,]* [^\W\d]|\bsố ")
_ONLY_DATES = re.compile(
    r"[^.;\n\d]*(?:(?:năm|tháng|ngày) (?:\d{1,2}[/-])*\d{1,4}(?!\d)[^.;\n\d]*){1,4}(?:[.;\n]|$)"
)
_AHEAD = re.compile(
    any_word(
        rf"{word}\b"
        for word in (
            "phấn đấu", "mục tiêu", "dự kiến", "sẽ", "kế hoạch", "chỉ tiêu", "chậm nhất",
            "thời hạn", "thời gian tới", "nhiệm vụ", "sắp", "tới đây", "định hướng", "trước ngày",
            "hạn chót", "đến hết", "quyết tâm", "hoàn thành trước",
            "đề xuất(?! ngày)", "đề nghị(?! ngày)",
        )
    )
)  # fmt: skip
# `chuẩn bị cho Đại hội năm 2025`: what things are done for, not when
_AIM = re.compile(
    r"\b(?:chuẩn bị|chào mừng|hướng tới|tiến tới)(?: [^\s,.;:()\d]+){0,5}"
    r" (?:đại hội|ngày|lễ|kỷ niệm|bầu cử|kỳ thi|hội thi|festival|lễ hội|tết)"
    r"(?: [^\s,.;:()\d]+){0,5} ?$"
)
# `chưa từng có (bão số 5 vào tháng 8/1990)`: an event of the past that a bracket recalls
_RECALLED = re.compile(
    r"\b(?:chưa từng|tương tự|năm (?:qua|nay) mới"
    r"|(?:như|giống|bằng) (?:với )?(?:trận|đợt|cơn|đỉnh|năm))\b"
    r"[^.;\n()]{0,60}"
    r"\((?:bão|lũ|trận|cơn|vụ)(?: [^\s(),.;:]+){0,5} (?:vào |hồi |ngày |tháng |năm )?$"
)
_REVOLUTION = re.compile(r"\bcách mạng $")
# `giá cà phê kỳ hạn tháng 9`, `giao tháng 9`: which contract is priced, not when
_DELIVERED = re.compile(r"\b(?:kỳ hạn|(?<!bàn )(?<!được )giao(?: ngay| hàng)?) (?:vào )?$")
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


# `cao nhất từ trước đến nay`, `lớn nhất trong 5 năm qua`: what a record is the record of.
_RECORD = re.compile(
    r"(?:(?<!thống )(?<!hợp )(?<!đồng )(?<!thứ )(?<!giải )nhất|kỷ lục|"
    r"lần đầu(?: tiên)?)(?! là)(?: [^\s,;.:()\d]+){0,2}?"
    r" (?:(?:kể|tính)(?: cho)? |trong(?: vòng)? )?$"
)


def is_of_record(low: str, at: int) -> bool:
    """Tell whether a stretch of time that starts at `at` only says since when a record holds."""
    return _RECORD.search(low[max(0, at - 36) : at]) is not None


# `kỷ niệm 87 năm ngày truyền thống (15-10-1930 - 15-10-2017)`
_ANNIVERSARY = re.compile(r"\bk[ỷỉ] niệm (?:lần thứ )?\d[^().;\n]{0,150}\( ?(?:ngày )?$")
_RISEN = re.compile(r"\bgấp (?:hơn |gần )?[^\W\d]+ $")  # `tăng gấp đôi kể từ năm 2016`


def role_of(low: str, at: int, kind: str) -> Role:
    """Return what the date of this kind that starts at `at` belongs to."""
    before = low[max(0, at - 100) : at]
    if kind in ("since", "rolling") and is_of_record(low, at):
        return "none"
    risen_since = kind == "since" and _RISEN.search(before) is not None
    if _AGAINST.search(before) and not risen_since and not _told_next(low, at, kind):
        return "comparison"
    if kind in ("span", "day") and _ANNIVERSARY.search(low, max(0, at - 200), at):
        return "name"
    if _BIRTH.search(before):
        return "birth"
    if kind == "day" and _DOCUMENT.search(before):
        return "document"
    if kind in ("year", "month") and _YEAR_OF_DOCUMENT.search(before):
        return "document"
    if kind == "year" and _AIM.search(before):
        return "name"
    if kind == "month" and (_REVOLUTION.search(before) or _DELIVERED.search(before)):
        return "name"
    if (
        _FOUNDED.search(before)
        or ("(" in before and _RECALLED.search(before))
        or _EVER_SINCE.search(before)
    ):
        return "name"
    if _PUT_TO_USE.search(before) and not looks_ahead(low, at):
        said = before[max(before.rfind(". "), before.rfind("\n")) + 1 :]
        if not _COUNTED_BEFORE.search(said) and _ONLY_DATES.match(low, at):
            return "name"
    return "frame"


# `giảm 2% so với tháng trước và 7 tháng đạt 81 tỷ`: the comparison is over
_COMPARED_BEFORE = re.compile(r"(?:trước|ngoái|(?<!\d)(?:19|20)\d\d)(?: và|;|,) $")
_COMPARED_THEN = re.compile(r"(?:trước|ngoái|(?<!\d)(?:19|20)\d\d) ?\( ?$")
_TELLS_NEXT = re.compile(r"[^.,;:()]{4,24}? (?:ước |đã )?(?:đạt|là|ước)(?!\w)")


def _told_next(low: str, at: int, kind: str) -> bool:
    """Tell whether a period that starts at `at` is told of behind one that was compared with.

    In a bracket a year is that of the comparison: `so với cùng kỳ (năm 2023 là 4 vụ)`.
    """
    if kind not in ("months", "month", "quarter", "year"):
        return False
    compared = _COMPARED_BEFORE.search(low, max(0, at - 12), at) or (
        kind != "year" and _COMPARED_THEN.search(low, max(0, at - 12), at)
    )
    return bool(compared) and _TELLS_NEXT.match(low, at) is not None


def names_assembly(low: str, at: int) -> bool:
    """Tell whether a term of office that starts at `at` only names a congress or council."""
    return _ASSEMBLY.search(low[max(0, at - 70) : at]) is not None


def is_lifetime(text: str, at: int) -> bool:
    """Tell whether a year or two that start at `at` say when the person before them lived."""
    return (
        _YEAR_ALONE.match(text, at) is not None
        and _PERSON.search(text, max(0, at - 60), at) is not None
    )
