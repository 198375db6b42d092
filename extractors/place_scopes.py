"""The scopes a text opens: places named, alone or coordinated, and places referred back to.

A scope is one place or several as the text gives them: `thôn 3, xã A (huyện B)` opens one for the
village and remembers what it lies in; `toàn huyện` opens one for a district named elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.patterns import UPPER, any_word, either_case
from extractors.place_introductions import LIES_IN, LIES_IN_WIDTH
from extractors.place_names import Level
from extractors.place_records import PlaceMention
from extractors.place_seats import is_flight, is_seat
from extractors.place_words import load_place_words

RANK: dict[Level, int] = {"province": 0, "district": 1, "commune": 2, "village": 3}


@dataclass(slots=True, eq=False)
class Scope:
    """Places that hold from `start` on; no mentions: the text speaks of a unit it never names."""

    start: int
    end: int
    level: Level
    mentions: tuple[PlaceMention, ...] = ()
    containers: tuple[PlaceMention, ...] = ()  # "huyện Kon Rẫy, tỉnh Kon Tum": the latter
    institution: bool = False
    national: bool = False  # "cả nước", "tại Nhật Bản"
    back: bool = False  # "toàn huyện": refers to a place named elsewhere
    passing: bool = False  # named on the way: a home, a neighbour, an attendee's office
    seat: bool = False  # where a body of the whole country meets: passing as well
    example: bool = False  # "trong đó huyện A": holds for its own figures alone
    counted: bool = False  # "Hướng Hóa 29, Gio Linh 4": its figure follows at once
    tallied: bool = False  # "08 xã: A, B, C": the places that a number counts
    attached: bool = False  # "12 mô hình ở huyện A": stands after what it holds for
    closes: int = -1  # where the bracket around it closes, if what it says holds only inside


# "hợp đồng với Công ty Hoàng Long (Nam Định)"
_SEAT = re.compile(
    r"\b(?:[Cc]ông ty|C[Tt][Yy]|[Tt]ập đoàn|[Dd]oanh nghiệp|[Nn]hà thầu) [^().;\n]{2,70}"
    r" \((?:(?:TP|tỉnh|huyện|thành phố)\.? )?\Z"
)
_WITHIN_GAP = re.compile(r"\s*(?:,|\(|[-–—]|thuộc|của|ở|tại|,\s*thuộc)?\s*\Z")
_LIST_GAP = re.compile(
    r"\)?\s*(?:,|;|&|[-–]|và|với|cùng|hoặc|hay|đến|,\s*và)?\s*"
    r"(?:các|ở|tại|của|trên địa bàn|UBND)?\s*\Z"
)
_NEXT_LINE = re.compile(r"[ \t]*\n")  # "ĐẠI HỘI XÃ A\nUBND xã A tổ chức …": a heading is no list
_PASSING_WORDS = [
    *either_case([r"sinh (?:ra|trưởng|năm \d{4},?) (?:tại|ở)", "nguồn:?"]),
    *either_case([r"từ(?: [^.,;\n]{1,40} (?:vào|đến|ra|về|đi|tới|lên|xuống))?"]),
    "quê(?: quán)?(?: ở| tại)?", "sang", "đi", "giáp(?: với| ranh(?: với)?)?", "biên giới với",
    *[
        rf"{what}(?: [^.;,\n]{{1,24}})? hướng(?: từ)?"
        for what in ("chạy", "theo", "lưu thông", "quốc lộ", "tỉnh lộ", "cao tốc", "đường", "xe")
    ],
    r"điểm (?:đầu|cuối)(?: [^.;,\n]{0,40})?",
    "từ hướng", "so với", "rời", "trong và ngoài", r"đến từ(?: [^.;,\n]{1,50})?",
    r"cách(?! để)(?: [^.,;\n]{0,24})?", "thị trường", r"kinh nghiệm(?: [^.;\n]{0,70})?",
    "ngư trường(?: quần đảo)?",
    r"t(?<!điểm t)(?<!khu t)(?<!khách t)ham quan(?: [^.;\n]{0,40})?", r"nguyên là [^.;,\n]{0,30}",
    r"nhất của (?:cơn|đợt|trận|vụ) [^.;,\n]{0,24} (?:tại|ở)",
    *[f"{what} nhất(?: (?:của|trong|toàn|cả))?" for what in ("nghèo", "xa", "khó khăn")],
    "đứng đầu(?: toàn)?", "dẫn đầu(?: toàn)?", r"đứng thứ [^\W_]+(?: toàn)?",
    r"hợp nhất(?: [^.;,\n]{0,30})?", r"sáp nhập(?: [^.;,\n]{0,30})?",
    r"các (?:huyện|thị xã|xã|phường|địa phương)(?:, (?:huyện|thị xã|thị trấn|phường))*(?:,|,? và)",
    *[f"{its} trụ sở(?: chính)?(?: tại| ở)?" for its in ("có", "đặt")],
    "trừ", "ngoại trừ", "không (?:kể|tính|bao gồm)",
    "trụ sở chính(?: tại| ở)?", "trụ sở tại(?<=, trụ sở tại)",
    r"trên cơ sở(?: [^.;,\n]{0,30})?", r"tách(?: ra)?(?: [^.;,\n]{0,30})?",
]  # fmt: skip
_PASSING = re.compile(rf"(?:{any_word(_PASSING_WORDS)})\s(?:các\s)?\Z")
# "Bộ trưởng B (Đoàn ĐBQH Sơn La)": whom someone speaks for
_DELEGATE = re.compile(
    r"\((?:[Đđ]oàn )?(?:ĐBQH|ĐB|(?:[Đđ]ại biểu )?Quốc hội)(?: (?:đơn vị|tỉnh|TP|thành phố))*\s\Z"
)
_REFERS = re.compile(r"\)[^.;\n]{0,60}\b(?:tỉnh|thành phố|địa phương)\b")
# "từ thời ông làm Bí thư Tỉnh ủy Sơn La"
_SERVED = re.compile(
    r"\b(?:từng|thời|khi còn)(?: [^.,;\n]{1,20})? (?:là|làm|giữ chức)(?: [^.,;\n]{1,24})? \Z"
)
_INSTITUTION = re.compile(
    rf"\b(?:học|đến|tới|khám|điều trị)(?: (?:tại|ở))?"
    rf" (?:[Tt]rường|[Bb]ệnh viện|[Tt]rung tâm)(?: [^.,;:()\n]{{1,40}})? "
    rf"[{UPPER}][^\s.,;:()]*\s\(\Z"
)
_COMMUNES_OF = re.compile(r"\bcác (?:xã|phường)(?:,|,? và)\s\Z")
# "bà C., ngụ huyện A, tử vong": where someone lives, no place of the accident or crime.
_RESIDES = re.compile(r"\b(?:(?:cư |tạm |thường )?trú|ngụ|quê quán)(?: tại| ở)? \Z")
_RESIDES_WIDTH = 24  # characters that hold the longest such words, and one before
_HARMED_OR_ACCUSED = re.compile(
    r"(?:(?!,? (?:có|nuôi|trồng) (?:hơn |gần |trên )?\d)[^.;\n]){0,80}\b"
    r"(?:tử vong|chết|thiệt mạng|bị thương|mất tích|nạn nhân|bị bắt|phạm tội|về tội|về hành vi"
    r"|trộm|cướp|điều khiển|lái xe)\b"
)
_ACCUSED_BEFORE = re.compile(
    r"\b(?:bị can|bị cáo|nghi phạm|nghi can|đối tượng(?! chính sách| bảo trợ| hưởng)|nạn nhân"
    r"|tài xế)\b[^.;\n]{0,90}\Z"
)
_LINK_ENDS = re.compile(r"[^\[\]\n]*\]")
_NEWS_FROM = re.compile(r"(?:tin|báo cáo|thống kê|số liệu) từ\s\Z")
_AGENT = re.compile(r"\b(?:do|bởi|của)\s(?:Ban Thường vụ\s|Ban Chấp hành\s)?\Z")
# "được sự hỗ trợ của Hội A và Công ty B tỉnh X": the giver's seat.
_HELP = (
    r"(?:[^\W\d]+,? ){0,3}?"
    r"(?:hỗ trợ|tài trợ|ủng hộ|giúp đỡ|đồng hành|đóng góp|viện trợ|chung tay|quyên góp)"
)
_GIVING = [
    *[f"{what} {_HELP}" for what in ("sự", "nguồn", "vốn", "kinh phí", "tiền")],
    "nhà tài trợ", "đoàn thiện nguyện", "nhóm thiện nguyện", "mạnh thường quân", "nhà hảo tâm",
]  # fmt: skip
_GIVERS = re.compile(rf"(?:{any_word(_GIVING)})(?: (?:của|từ|đến từ|ở|tại))? [^.,;:\n]{{0,60}}\Z")
_AT_SOME = "(?: tại| trên(?: địa bàn)?| ở)?(?: các (?:tỉnh|huyện|xã|phường|thôn|địa phương))?"
_EXAMPLE_WORDS = [
    "trong đó(?: có)?", "riêng(?: tại| ở| địa bàn)?", "điển hình(?: như| là| ở| tại)?",
    "tiêu biểu(?: như| là)?", "nhất là(?: ở| tại)?",
    *[
        f"{most} nhất(?: là)?"
        for most in ("nhiều", "ít", "cao", "thấp", "lớn", "mạnh", "nhanh", "sâu", "chậm")
    ],
    "cá biệt,?", "tiếp (?:đến|theo)(?: là)?", "kế đến(?: là)?", "đó là", "chẳng hạn(?: như)?",
    "như", "một số (?:địa phương|nơi|huyện|xã)[^,.;]{0,30}",
]  # fmt: skip
_EXAMPLE = re.compile(rf"(?:{any_word(either_case(_EXAMPLE_WORDS))})[\s:,]*(?:là|ở|tại|các)?\s*\Z")
# "chủ yếu nằm trên địa bàn các huyện: A, B, C": none of these goes on to hold
_MOSTLY = re.compile(
    rf"(?:chủ yếu(?: nằm| tập trung| phân bố)?|tập trung(?: chủ yếu| nhiều)){_AT_SOME}"
    r"(?: các)?[\s:,]*\Z"
)
_COUNTED = re.compile(r"\)?\s*[(:]?\s*(?:là |với )?\d")
_TALLY = re.compile(r"(?:\d|\b(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười))\s\Z", re.IGNORECASE)
_NAMES = rf"(?:[{UPPER}][^\s,;()]*(?: |(?=[,;)])|\Z))+"
_ONE_OF_SEVERAL = re.compile(rf"(?:,|;|và) {_NAMES}(?:,|;|\Z)|\A(?!KCN|CCN|KKT){_NAMES}, \Z")
# "(61 tuổi, ngụ ấp A) kể: “Ruộng nhà tôi …”": the speaker's figures are of where they live.
_SPEAKS = re.compile(
    r"\)\s(?:[^\W\d]+\s){0,3}?(?:nói|cho biết|cho hay|chia sẻ|kể|tâm sự|bộc bạch|than|thở dài"
    r"|bày tỏ|phấn khởi|tính toán|nhẩm tính|thổ lộ)\b"
)
# "Bà Lê Thị Mận (63 tuổi, xã A) nuôi 40 con dê": nor is what a named farmer has.
_PERSON_BEFORE = re.compile(
    rf"(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ụ|[Gg]ia đình)(?: [{UPPER}]\w*){{2,5}} \Z"
)
_LIVES_OFF = re.compile(
    r"\)\s(?:(?:đã|đang|hiện|hiện nay|nay|mạnh dạn|cũng)\s){0,2}"
    r"(?:nuôi|trồng|canh tác|chăn nuôi|lãi|thu(?: về| nhập| lãi)?|vay|được (?:vay|hỗ trợ|tặng)"
    r"|đầu tư|hiến|thoát|mua|xây|mất|có)\s"
)
_SEVERAL = re.compile(
    r"(?:\d|\b(?:các|những|một số|nhiều|mấy|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\b)[^.;()\n]*\Z",
    re.IGNORECASE,
)
_PERSONAL = re.compile(r"\A\(\d|tuổi|\bSN\b|\btrú\b|\bngụ\b|\bquê\b|sinh năm")


# Unit words of where such bodies meet: no district, no commune.
_TOWNS = ("", "thành phố", "tp", "t.p")


def open_scopes(text: str, mentions: Sequence[PlaceMention]) -> list[Scope]:
    """Return the named scopes of a text, in order."""
    scopes = _join_lists(text, _join_containers(text, mentions))
    _recall_containers(text, scopes)
    for index, scope in enumerate(scopes):
        before = text[max(0, scope.start - 100) : scope.start]
        last = scopes[index - 1] if index else None
        resident = _RESIDES.search(before[-_RESIDES_WIDTH:]) and (
            _HARMED_OR_ACCUSED.match(text, scope.end) or _ACCUSED_BEFORE.search(before)
        )
        scope.passing = bool(resident or _PASSING.search(before) or _DELEGATE.search(before)) or (
            # "do Tỉnh ủy X phát động", "Kết luận số … của Tỉnh ủy X": whose it is, not where.
            scope.institution
            and bool(_AGENT.search(before) or _GIVERS.search(before) or _SERVED.search(before))
        )
        if scope.passing and (
            # "các xã và huyện X": all of the district; "theo thông tin từ huyện X": its news
            (RANK[scope.level] < RANK["commune"] and _COMMUNES_OF.search(before))
            or (scope.level != "province" and _NEWS_FROM.search(before))
        ):
            scope.passing = False
        linked = before.rfind("[")  # a link to other news: "[Người nuôi cá ở Long An …]"
        if linked >= 0 and "]" not in before[linked:] and _LINK_ENDS.match(text, scope.end):
            scope.passing = True
        if text.startswith(")", scope.end) and _SEAT.search(before):
            # where a firm has its seat says little of a story that has a place of its own
            scope.passing = any(not other.passing for other in scopes[:index])
        town = scope.level == "province" or scope.mentions[0].unit in _TOWNS
        scope.seat = town and is_seat(text, scope.start, scope.end)
        if scope.seat or is_flight(text, scope.start, scope.end):
            scope.passing = True
        scope.counted = bool(_COUNTED.match(text, scope.end))
        scope.tallied = len(scope.mentions) > 1 and bool(_TALLY.search(before[-12:]))
        mostly = len(scope.mentions) > 1 and _MOSTLY.search(before[-60:]) is not None
        scope.example = (
            mostly
            or bool(_EXAMPLE.search(before[-44:]))
            or (
                # "trong đó A 3 ha, B 2 ha": B as well.
                last is not None
                and last.example
                and scope.counted
                and scope.start - last.end < 120
                and not re.search(r"[;.\n]", text[last.end : scope.start])
            )
        )
        _close_bracket(text, scope)
        if last is not None and _is_of_institution(text, scope, last, before):
            scope.closes = text.find(")", scope.end)
    return scopes


def _is_of_institution(text: str, scope: Scope, last: Scope, before: str) -> bool:
    """Tell whether a bracket only says where a school or hospital is that people of the place just
    named go to: `Xã A có 21 học sinh học Trường THPT N (xã B), đường đi dài 12 km`."""
    return (
        scope.level == last.level
        and text.startswith(")", scope.end)
        and _INSTITUTION.search(before) is not None
        and re.search(r"[.;\n]", text[last.end : scope.start]) is None
    )


def _recall_containers(text: str, scopes: Sequence[Scope]) -> None:
    """Let a village lie in the commune it was named with, or that its sentence has just named."""
    homes: dict[str, tuple[PlaceMention, ...]] = {}
    for index, scope in enumerate(scopes):
        if scope.level != "village":
            continue
        last = scopes[index - 1] if index else None
        if not scope.containers and scope.mentions[0].name in homes:
            scope.containers = homes[scope.mentions[0].name]
        elif (
            not scope.containers
            and last is not None
            and last.level == "commune"
            and len(last.mentions) == 1
            and scope.start - last.end < 160
            and not re.search(r"[.;\n]", text[last.end : scope.start])
        ):
            scope.containers = (*last.mentions, *last.containers)
        for mention in scope.mentions:
            if scope.containers:
                homes.setdefault(mention.name, scope.containers)


def _join_containers(text: str, mentions: Sequence[PlaceMention]) -> list[Scope]:
    scopes: list[Scope] = []
    for mention in mentions:
        last = scopes[-1] if scopes else None
        if (
            last is not None
            and not mention.institution
            and mention.prefix_start - last.end <= LIES_IN_WIDTH
            and RANK[mention.level] < RANK[(last.containers or last.mentions)[-1].level]
            and _lies_within(text, last.end, mention.prefix_start)
            and not _acts_next(text, last, mention)
        ):
            last.containers += (mention,)
            last.end = mention.end
            if text[last.end : last.end + 1] == ")" and "(" in text[last.start : last.end]:
                last.end += 1
            continue
        scopes.append(
            Scope(
                mention.prefix_start, mention.end, mention.level, (mention,),
                institution=mention.institution,
            )
        )  # fmt: skip
    for scope in scopes:
        # "thôn 5, xã Bom Bo": a number names nothing outside its commune.
        only = scope.mentions[0]
        numbered = only.level == "village" and only.name[-1].isdigit()
        if numbered and only.start == only.prefix_start and scope.containers:
            scope.mentions, scope.containers = scope.containers[:1], scope.containers[1:]
            scope.level = scope.mentions[0].level
    return scopes


# "A trồng 70 ha tại xã B, huyện C trồng 12 ha": C is the next that acts, not where B lies
_AMOUNT_AT = re.compile(r"\d ?(?!năm|tháng|quý|ngày|giờ)[^\W\d][^,;.()\n]{0,40} (?:tại|ở) \Z")
_DOES_SO_MUCH = re.compile(
    # but "cho 40 hộ tại xã B, huyện C vay 2 tỷ đồng"
    r"\s+(?:(?:đã|cũng|chỉ|mới) )?(?!vay|được|nhận|hưởng|mua|với|trị|là|bị|mượn|thuê)[^\W\d]+"
    r" (?:(?:thêm|được|gần|hơn) )?\d"
)


def _acts_next(text: str, last: Scope, mention: PlaceMention) -> bool:
    if text[last.end : mention.prefix_start] != ", ":
        return False
    if not _DOES_SO_MUCH.match(text, mention.end):
        return False
    return _AMOUNT_AT.search(text, max(0, last.start - 60), last.start) is not None


def _lies_within(text: str, start: int, end: int) -> bool:
    """Tell whether what stands between two places says that the first lies in the second."""
    gap = _WITHIN_GAP if end - start <= 12 else LIES_IN
    return gap.match(text, start, end) is not None


def _join_lists(text: str, singles: Sequence[Scope]) -> list[Scope]:
    scopes: list[Scope] = []
    for scope in singles:
        last = scopes[-1] if scopes else None
        if (
            last is not None
            and last.level == scope.level
            and scope.start - last.end <= 24
            and _LIST_GAP.match(text, last.end, scope.start)
            and not _NEXT_LINE.match(text, last.end, scope.start)
        ):
            last.mentions += scope.mentions
            last.containers += scope.containers
            last.end = scope.end
            last.institution = last.institution and scope.institution
            continue
        scopes.append(scope)
    return scopes


# "450 km2 (bằng 1/3 diện tích của tỉnh A), có 26 xã"
_MEASURED_BY = re.compile(
    r"(?:(?:chỉ|gần|hơn) )?(?:bằng|chiếm|cách|giáp|tiếp giáp|so với|tương đương)\b"
)


def _tells_of_own(text: str, opening: int, closing: int) -> bool:
    """Tell whether what follows a bracket about a person is of where that person lives."""
    if _SPEAKS.match(text, closing):
        return True
    named = _PERSON_BEFORE.search(text, max(0, opening - 50), opening)
    return named is not None and _LIVES_OFF.match(text, closing) is not None


def _close_bracket(text: str, scope: Scope) -> None:
    first = scope.mentions[0]
    if first.prefix_start < first.start and text[first.start - 1] == "(":  # "3 xã (A, B và C)"
        scope.closes, scope.example = text.find(")", first.start), True
        return
    near = max(0, scope.start - 240)
    opening = text.rfind("(", max(near, text.rfind("\n", near, scope.start) + 1), scope.start)
    if opening < 0 or text.find(")", opening, scope.start) >= 0:
        return
    closing = text.find(")", scope.end, scope.end + 240)
    closing = closing if closing >= 0 else scope.end
    # "chợ Mỹ Tho (TP. Mỹ Tho)" says where the market is; "(38 tuổi, trú …)" who someone is.
    personal = _PERSONAL.search(text[opening : scope.start]) or _PERSONAL.search(
        text[scope.end : closing]
    )
    if (
        # "4 xã đạt chuẩn (A, B, C, D)": what was counted, but "Dự án A (xã B và xã C)"
        (len(scope.mentions) > 1 and _SEVERAL.search(text, max(0, opening - 60), opening))
        or _ONE_OF_SEVERAL.search(text[opening + 1 : scope.start])
        or _ONE_OF_SEVERAL.search(text[scope.end : closing])
        or scope.counted
        or _MEASURED_BY.match(text, opening + 1, scope.start)
        or (personal and not _tells_of_own(text, opening, closing))
    ):
        scope.closes = closing


_UNIT_WORDS = (
    "tỉnh", "thành phố", "huyện", "thị xã", "quận", "xã", "phường", "thị trấn", "thôn", "làng",
    "buôn", "bon", "bản", "ấp", "âp", "xóm", "khóm", "khu phố",
)  # fmt: skip
_REFERRING = "|".join([*_UNIT_WORDS, "TP"])
_NOUN = re.compile(
    rf"(?:{any_word([*either_case(_UNIT_WORDS), 'TP'])})"
    rf"(?!\w|\s(?!Hội\s|Đoàn\s|Mặt trận\s|Công đoàn\s)[{UPPER}]|\.\w)"
)
_NO_PLACE_NEXT = re.compile(
    r"\s(?:hội|viên|giao|ủy|uỷ|đoàn|lỵ|lị|lộ|trưởng|thân|đồ|tin|án|lĩnh|chất|quyền|địa|sắc|mẫu|ghi"
    r"|xóm|bản|làng|mạc|nghề|nghèo|biên giới|vùng|khác|thị|phường|loại|kiểu mẫu|đặc biệt"
    rf"|miền núi|nào|và (?:{_REFERRING}))\b|,\s(?:{_REFERRING})\b"
)
_REACHES = re.compile(r"\sđạt\b")  # "3 xã đạt chuẩn", but "trên toàn huyện đạt 5 tỷ đồng"
_THIS = re.compile(r"\s(?:này|nói trên|kể trên)\b")
_NUMBERED_NEXT = re.compile(r"\s\d")
_TOTAL = re.compile(r"(?:[Tt]oàn|[Cc]ả)\s\Z")
_NO_ONE_PLACE = re.compile(
    r"(?:(?:nhất|dẫn đầu|đứng đầu|tốp đầu|đầu tiên|lá cờ đầu|điểm sáng) (?:trong|của|toàn|cả) "
    rf"|(?:{_REFERRING})(?:, | và )"
    r"|(?:[Cc]ác|những|[Mm]ỗi|từng|cấp|nhiều|số|\d|giữa) )\Z"
)
_WHOLE = re.compile(
    r"(?:[Tt]oàn|[Cc]ả|[Kk]hắp|(?:[Tt]rên|khắp|[Tt]ại|ở|trong|toàn|quản lý) địa bàn|trong|của|tại|ở"
    r"|ngay)\s\Z"
)
_CLAUSE_START = re.compile(
    r"(?:\A|[\n.;:,!?“\"–*-]\s*|\b(?:nay|này|đó|qua|hiện|năm|tháng|\d|nên|rằng|biết|thì|và|vậy"
    r"|[Hh]iện)\s)\Z"
)
_SUBJECT_VERB = re.compile(
    r"\s(?:có|còn|đã|được|đang|hiện|cũng|vừa|sẽ|mới|đạt|vẫn|luôn|tổ chức|huy động|vận động"
    r"|xây dựng|lập|triển khai|hỗ trợ|phấn đấu|thành lập|duy trì|ra mắt|tiếp tục|bố trí|chỉ đạo"
    r"|tập trung|đề ra|chi|thu|trao|tặng|xuất|giải quyết|phát|quyết định|hoàn thành|đặt mục tiêu"
    r"|đầu tư|ghi nhận|cấp|công nhận|phối hợp|phân công|giao|trồng|đón|thực hiện|gieo|xác định"
    r"|kiện toàn|nâng|cho biết)\b"
)


@dataclass(slots=True)
class Reference:
    """A unit word without a name: `toàn huyện`, `xã đã …`, `công an xã` (an office)."""

    start: int
    end: int
    unit: str
    level: Level  # of a city: its name settles it
    office: bool
    this: bool = False  # "huyện này": the one named last
    count: bool = False  # "hai tỉnh này": the several named last


def find_references(text: str, mentions: Sequence[PlaceMention]) -> list[Reference]:
    """Return the unit words that stand for a place named elsewhere, in order."""
    found: list[Reference] = []
    prefixes = {mention.prefix_start for mention in mentions}
    words = load_place_words()
    for match in _NOUN.finditer(text):
        start, end = match.span()
        if start in prefixes or _NO_PLACE_NEXT.match(text, end):
            continue
        if _NUMBERED_NEXT.match(text, end) and not _TOTAL.search(text, max(0, start - 6), start):
            continue  # "thôn 3"
        before = text[max(0, start - 24) : start]
        if _THIS.match(text, end):
            unit = match.group().lower()
            several = bool(_TALLY.search(before))
            found.append(Reference(start, end, unit, words.levels[unit], False, True, several))
            continue
        if _NO_ONE_PLACE.search(before):
            continue
        if _REACHES.match(text, end) and not _WHOLE.search(before):
            continue
        unit = match.group()
        subject = _CLAUSE_START.search(before) and (
            (unit[0].isupper() and unit != "TP" and text[end : end + 1] == " ")
            or _SUBJECT_VERB.match(text, end)
        )
        is_place = subject or _WHOLE.search(before)
        if is_place or words.office.search(text, max(0, start - 60), start):
            level = words.levels[unit.lower()]
            found.append(Reference(start, end, unit.lower(), level, office=not is_place))
    return found


_REGIONS = (
    "ĐBSCL|(?:[Đđ]ồng bằng )?[Ss]ông Cửu Long|[Đđ]ồng bằng [Ss]ông Hồng|Tây Nguyên"
    "|(?:Đông|Tây) Nam [Bb]ộ|(?:Nam|Bắc) Trung [Bb]ộ|(?:Nam|Trung|Bắc) [Bb]ộ"
    "|[Mm]iền (?:Bắc|Trung|Nam|Tây)|Tây Bắc|Đông Bắc"
)
IN_REGION = re.compile(rf"\b(?:{_REGIONS})\b(?! [{UPPER}])")
_DWELLERS = ("nông dân", "nông thôn", "người dân", "ngư dân")
# "5 tháng đầu năm, Việt Nam nhập siêu 2,7 tỷ USD", "người Việt chi gần 20.000 tỷ đồng"
_VIETNAM_DOES = re.compile(
    r"(?:Việt Nam|Người Việt(?: Nam)?|người Việt(?: Nam)?)(?: (?:đã|cũng|còn|sẽ|hiện|đang|phải))*"
    r"(?= (?:nhập|xuất|tiêu thụ|chi|đón|thu hút|sản xuất|mua)\b)"
)
_NATION = re.compile(
    any_word(
        [rf"{word}\b" for word in either_case(["cả nước", "toàn quốc", "toàn cầu"])]
        + either_case(
            [
                r"trên (?:phạm vi )?(?:khắp )?(?:cả nước|toàn quốc)\b",
                r"trên thế giới\b",
                *(
                    rf"{at} (?:toàn )?(?:khu vực|vùng) (?:{_REGIONS}|[Tt]rung du (?:và|Bắc))\b"
                    for at in ("ở", "tại", "trên")
                ),
            ]
        )
        + [
            # several provinces of a region: "các tỉnh Bắc Trung Bộ gieo cấy 346.000 ha"
            rf"{word} tỉnh(?:,? thành(?: phố)?)?(?: (?:vùng|khu vực|phía|miền))?"
            r"(?: [^\W\d]+){1,4}?"
            r"(?= (?:đã|đang|có|đón|gieo|thu hoạch|trồng|ghi nhận|xuống giống)\b)"
            for word in either_case(["các", "nhiều", "một số"])
        ]
        + [
            rf"{who}(?= (?:có|ghi nhận|đã|đang|xuất khẩu|nhập khẩu|đón|thu hút|đạt|ước|mưa)\b)"
            for who in ("Việt Nam", "VN", "Nước ta", "nước ta", "Bắc Bộ", "Trung Bộ", "Nam Bộ")
        ]
        + [
            rf"Việt Nam(?<={what} Việt Nam)\b"
            for what in ("dân số", "số dân của", "dân số của", "Dân số", "Dân số của")
        ]
        + [
            rf"{word}(?: (?:vùng|khu vực))? (?:{_REGIONS})\b"
            for word in either_case(["toàn", "cả", "vùng", "khu vực"])
        ]
        + [r"ĐBSCL(?=:)"]
        # "các tỉnh Thanh Hóa đến Phú Yên có mưa"
        + [
            rf"{word} tỉnh (?:từ )?[{UPPER}]\w*(?: [{UPPER}]\w*){{0,3}} (?:đến|tới)"
            rf" (?:tỉnh )?[{UPPER}]\w*(?: [{UPPER}]\w*){{0,3}}"
            for word in either_case(["các"])
        ]
        # "cho học sinh 5 tỉnh Tây Bắc"
        + [rf"tỉnh (?<=\d tỉnh )(?:vùng |khu vực )?(?:{_REGIONS})\b"]
        + [
            rf"{who} (?:các tỉnh )?(?:vùng )?(?:{_REGIONS})\b"
            for who in either_case([*_DWELLERS, "các tỉnh"])
        ]
        + [rf"{word} (?:Việt Nam|VN)\b(?!\s[{UPPER}])" for word in either_case(["tại", "ở"])]
        + [rf"{word} [Tt]rung ương(?= (?:đã|tổ chức)\b)" for word in either_case(["cấp"])]
        + [r"vào Việt Nam\b"]
        # "80 cầu treo tại nhiều tỉnh miền núi", "toàn khu vực có 69 người chết"
        + [
            rf"{word} (?:các|nhiều|một số) tỉnh(?:,? thành(?: phố)?)?"
            rf" (?:{_REGIONS}|miền núi|phía (?:Bắc|Nam)|ven biển)\b"
            for word in ("tại", "ở")
        ]
        + [rf"{word} khu vực(?= (?:có|ghi nhận|đã)\b)" for word in either_case(["toàn"])]
    )
)
_REGION_BEFORE = re.compile(rf"\b(?:{_REGIONS})\b(?! [{UPPER}])(?:(?!\bvùng\b)(?s:.))*\Z")
_WHOLE_REGION = re.compile(
    rf"(?:{any_word(either_case(['toàn vùng', 'cả vùng']))})"
    r"(?= (?:có|còn|ghi nhận|đã|đạt|ước|giải ngân|huy động|thu hút)\b)"
)
_NATION_OPENS = re.compile(
    r"(?:\A|\n|[.;:,(] |\btrên |\bnăm \d{4} |\btháng \d\d? |/\d{1,4} |\bnay "
    r"|\b(?:biết|rằng|hay|nêu) )\Z"
)
# "ngành du lịch cả nước đón 10 triệu lượt khách"
# "tổng sản lượng lúa toàn vùng ĐBSCL năm 2013 ước đạt 24 triệu tấn"
_SECTOR_OF = re.compile(
    r"\b(?:[Nn]gành|[Ll]ực lượng|[Tt]ổng|[Ss]ản lượng|[Dd]iện tích|[Kk]im ngạch|[Dd]oanh thu|[Ss]ố"
    r"|[Gg]iá trị|[Tt][ỷỉ] lệ|[Dd]ân số|[Ll]ượng|[Xx]uất khẩu|[Nn]hập khẩu)"
    r"(?: [^\W\d]+){1,5} (?:của )?\Z"
)
# "ngành nuôi tôm Việt Nam", "kim ngạch xuất khẩu những năm qua của Việt Nam"
_OF_VIETNAM = re.compile(
    r"\b(?:[Nn]gành|[Kk]im ngạch|[Xx]uất khẩu|[Nn]hập khẩu|[Nn]ền kinh tế|[Ss]ản lượng)"
    rf"(?: (?!(?:công ty|hội|về|cho|sang|từ|vào|ở|tại|ngày|mẹ)(?!\w)|[{UPPER}])[^\W\d_]+){{0,7}}?"
    r" (?:của )?\Z"
)
_VIETNAM = re.compile(rf"Việt Nam\b(?! (?:anh hùng|[{UPPER}]))")
_RANKED = re.compile(r"\b(?:nhất|giỏi|đầu(?! tư)|so với|bằng|bán ra)\b")
_DOES = re.compile(
    r"(?: (?:năm|quý|tháng|trong|\d[\d/]*|đầu|nay|[IV]+)){0,6}"
    r" (?:đã |ước |đang )?(?:đón|phục vụ|có|đạt|thu|ghi nhận|xảy ra|thực hiện|phát hiện|xử lý"
    r"|là|tăng|giảm|ước|tính theo)\b"
)


# "Hiện cả nước có 2.145 xã": the subject of a count, whatever stands before it
_COUNTS = re.compile(
    r"(?: (?:đã|hiện|đang|mới|chỉ|vẫn)){0,2} (?:có|còn|ghi nhận|xảy ra|đạt)"
    r"(?: (?:khoảng|hơn|gần|trên|tới|tổng cộng|thêm|được)){0,2} \d"
)
_GREATEST = re.compile(r"\b(?:nhất|đầu|nhì|so với|bằng) (?:của |trong )?\Z")


def _is_of_all(text: str, at: int) -> bool:
    """Tell whether what is told of belongs to the country or region named at a place, and is not
    the greatest of it."""
    sector = _SECTOR_OF.search(text, max(0, at - 48), at)
    return sector is not None and _RANKED.search(sector.group()) is None


# "công nghệ lần đầu áp dụng ở Việt Nam", "máy sản xuất tại Nhật Bản": no scene of the story
_NO_SCENE = re.compile(
    r"(?:\b(?:nhất|sản xuất|chế tạo|thiết kế|lắp ráp|đào tạo|du học)"
    r"|\b(?:lần đầu(?: tiên)?|đầu tiên|duy nhất)(?: [^\W\d]+){1,4}) \Z"
)
_TOLD_OF = re.compile(r" (?:đạt|là|có|đã|năm)\b")


def find_nations(text: str) -> list[Scope]:
    """Return the stretches where a text speaks of the whole country or of another one."""
    spans = [match.span() for match in _NATION.finditer(text) if _speaks_of(text, match)]
    spans += [
        match.span()
        for match in _VIETNAM.finditer(text)
        if (of := _OF_VIETNAM.search(text, max(0, match.start() - 60), match.start()))
        and _RANKED.search(of.group()) is None
    ]
    spans += [
        match.span()
        for match in (_VIETNAM_DOES.finditer(text) if "Việt" in text else ())
        if _NATION_OPENS.search(text, max(0, match.start() - 10), match.start())
    ]
    spans += [
        span
        for match in load_place_words().abroad.finditer(text)
        if (span := _scene_abroad(text, match))
    ]
    spans += [
        match.span()
        for match in (_WHOLE_REGION.finditer(text) if " vùng " in text else ())
        if _NATION_OPENS.search(text, max(0, match.start() - 10), match.start())
        and _REGION_BEFORE.search(text, max(0, match.start() - 300), match.start())
    ]
    return [Scope(start, end, "province", national=True) for start, end in sorted(set(spans))]


# "tại nước Pháp", "Trên sàn New York", "phiên giao dịch London ngày 3/7"
_LAND = re.compile(r"\b[Nn]ước \Z")
_AT_ABROAD = re.compile(
    r"\b(?:(?:[Tt]ại|[Ởở]) (?:(?:sàn|thị trường|nước) )?"
    r"|(?:[Tt]rên |[Tt]ại |[Ởở] )?(?:[Ss]àn(?: giao dịch)?|[Pp]hiên giao dịch) )\Z"
)


def _scene_abroad(text: str, match: re.Match[str]) -> tuple[int, int] | None:
    """Return the words that say that what is told there happens in the country named, if so."""
    name, end = match.span("name")
    near = max(0, name - 24)
    if at := _AT_ABROAD.search(text, near, name):
        start = at.start()
        told = _TOLD_OF.match(text, end) is not None
        scene = told or _NO_SCENE.search(text, max(0, start - 40), start) is None
        return (start, end) if scene else None
    if match["does"] is None:
        return None
    land = _LAND.search(text, near, name)
    start = land.start() if land else name
    opens = _NATION_OPENS.search(text, max(0, start - 10), start) is not None
    named = land is not None or match["name"] not in load_place_words().borne
    return (start, match.end()) if opens and named else None


def _speaks_of(text: str, match: re.Match[str]) -> bool:
    """Tell whether what is told there is of the country, region or nation that is named."""
    start, words = match.start(), match[0].lower()
    aside = words.startswith(("tại ", "ở ")) and _TOLD_OF.match(text, match.end()) is None
    if aside and _NO_SCENE.search(text, max(0, start - 40), start):
        return False
    # "cao nhất cả nước" compares; only at the head of a clause it says where.
    if words.startswith(("trên", "tại", "ở", "cấp", "tỉnh", *_DWELLERS)):
        return True
    if match[0].startswith("toàn vùng"):
        return _RANKED.search(text, max(0, start - 12), start) is None
    return bool(
        text[max(0, start - 3) : start] in ("số ", "ủa ")
        or _NATION_OPENS.search(text, max(0, start - 10), start)
        or (_DOES.match(text, match.end()) and _is_of_all(text, start))
        or (
            _COUNTS.match(text, match.end())
            and not _GREATEST.search(text, max(0, start - 16), start)
        )
    )
