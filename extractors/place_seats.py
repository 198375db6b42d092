"""Places that only say where people of the whole country meet, or between which others travel."""

from __future__ import annotations

import re

from extractors.patterns import UPPER, any_word

BODY = (
    r"(?:Chính phủ|Quốc hội|(?:Phó )?Thủ tướng|Bộ (?!trưởng|Chỉ huy|đội|Tư lệnh|phận)[^\W\d]"
    r"|Tổng cục|Ngân hàng (?:Nhà nước|Thế giới)|Kiểm toán Nhà nước|Thanh tra Chính phủ|VCCI"
    r"|(?:Ban|Hội|Đoàn|Ủy ban) (?:[^\s,.;]+ ){0,6}(?:Trung ương|TƯ|Quốc gia|Quốc hội)"
    r"|Tổng Liên đoàn|Bảo hiểm [Xx]ã hội Việt Nam"
    r"|(?:Hiệp hội|Hội|Phòng) (?:[^\s,.;]+ ){1,9}Việt Nam)"
)
_MEETS = (
    r"(?:hội nghị|hội thảo|diễn đàn|họp(?! (?:mặt|khẩn|báo|với|bàn))|phiên (?:họp|thường kỳ)"
    r"|tọa đàm|toạ đàm|công bố báo cáo|tổng kết|sơ kết)(?!\w)"
)
# An office of the place itself has a hand in it, or something is given or built there.
_LOCAL = re.compile(
    r"(?<!\w)(?:UBND|HĐND|[Tt]ỉnh|Thành ủy|Sở|trao|tặng|cấp phát|khánh thành|khởi công"
    r"|khai trương)(?!\w)"
)
# The meeting is about the place itself: "Toàn tỉnh có 176.000 ha", "Địa phương đã giải ngân"
_OF_HERE = re.compile(
    r"(?<!\w)(?i:toàn|của|trên địa bàn|trong|lãnh đạo|dân) (?:tỉnh|thành phố|địa phương)"
    rf"(?!\w)(?! [{UPPER}])|(?<=[.;\n] )(?:Tỉnh|Thành phố|Địa phương)(?!\w)(?! [{UPPER}])"
)
_AFTERWARDS = 400  # characters in which it would be said
_BODY_AHEAD = re.compile(rf"(?:,? ngày [\d/]+)?,? {BODY}[^.;\n]{{0,140}}?(?<!\w){_MEETS}")
_BODY_BEHIND = re.compile(
    rf"(?<!\w){BODY}[^.;\n]{{0,120}}?(?<!\w){_MEETS}[^.;\n\d]{{0,80}} (?:tại|ở) \Z"
)
_REST = re.compile(r"[^.;\n]{0,300}")  # of the sentence
_BEFORE = 300  # characters in which a body and its meeting are looked for
_AT = re.compile(r"(?<!\w)(?:[Tt]ại|[Ởở]) \Z")
_ROUTE = re.compile(
    any_word(
        rf"{route} bay(?: [^\W\d]+){{0,3}} \Z" for route in ("đường", "chặng", "tuyến", "chuyến")
    )
)
_OTHER_END = re.compile(rf" ?[-–] ?[{UPPER}]")


def is_seat(text: str, start: int, end: int) -> bool:
    """Tell whether a place is only where a body of the whole country meets.

    `Sáng 2/6, tại Hà Nội, Chính phủ họp`, `Bộ Công Thương tổ chức hội nghị tại Cần Thơ`.
    """
    if _AT.search(text, max(0, start - 5), start) is None:
        return False
    if _OF_HERE.search(text, end, end + _AFTERWARDS):
        return False
    ahead = _BODY_AHEAD.match(text, end)
    if ahead is not None:
        rest = _REST.match(text, end)
        return rest is None or _LOCAL.search(rest[0]) is None
    behind = _BODY_BEHIND.search(text, max(0, start - _BEFORE), start)
    return behind is not None and _LOCAL.search(behind[0]) is None


def is_flight(text: str, start: int, end: int) -> bool:
    """Tell whether places are the ends of a flight: `đường bay Hà Nội - Đà Nẵng`."""
    if _ROUTE.search(text, max(0, start - 50), start) is None:
        return False
    return " - " in text[start:end] or _OTHER_END.match(text, end) is not None
