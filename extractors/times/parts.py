"""Parts of a year and runs of years: `6 tháng đầu năm`, `giai đoạn 2018-2020`, `năm học`, `vụ`."""

from __future__ import annotations

import re
from datetime import date

from extractors import dates
from extractors.times.bare import LENGTH_BEFORE, NOTHING_COUNTED
from extractors.times.ends import TO_NOW
from extractors.times.points import bounds, read_point
from extractors.times.roles import names_assembly
from extractors.times.scan import Kind, Scan, TimeExpression, make
from extractors.times.vocabulary import YEAR, N, compile_spaced, number, shift

_PARTS = compile_spaced(  # 6 tháng đầu năm 2024, 9 tháng, 2 quý đầu năm, nửa cuối năm
    rf"(?:(?P<number>{N}) (?P<unit>tháng|quý|quí)(?!\w)|(?P<half>nửa)"
    r"|(?P<some>những|các|mấy) (?:tháng|quý|ngày)(?!\w))"
    r"(?: (?P<edge>đầu|cuối)(?!\w)(?P<of>(?: của)? năm(?! học)(?!\w)|(?= 20\d\d(?!\d)))?)?"
)
_PARTS_YEAR = compile_spaced(
    rf"(?: ?[/,]? ?(?:(?:của )?năm )?({YEAR})| ?[-–] ?({YEAR})"
    r"| (?:(?:của )?năm )?(nay|này|ngoái|trước|qua|tới|sau))(?!\w)(?![.,/]\d)"
)
_OF_YEAR = compile_spaced(
    r"(?: của)? năm (?:nay|này|ngoái|trước)$"
)  # "10 tháng năm nay", no tenth of May
_PARTS_AGAIN = compile_spaced(
    r" (?:tăng|giảm|đạt|ước|là|toàn|cả|tỉnh|huyện|thành phố|đã|tổng|thu|của|tại|trên|lên|có|xảy ra|"
    r"giải ngân)(?!\w)"
)
# `thu ngân sách 9 tháng đã vượt …`, `xuất khẩu 6 tháng ước đạt …`: what a report's months came to.
_CAME_TO = compile_spaced(
    r"(?: (?:của )?(?:toàn )?(?:tỉnh|huyện|thành phố|tp|cả nước))?"
    r" (?:(?:đã|cũng|chỉ|mới) )?(?:ước )?(?:đạt|vượt|tăng|giảm|bằng|ước)(?!\w)[^.;:\n]{0,24}?"
    r"(?: \d[\d.,]* ?(?:%(?!/)|tỷ|tỉ|triệu|nghìn|ngàn|tấn|lượt|usd|ha(?!\w))|dự toán|kế hoạch)"
)
# `xuất khẩu 5 tháng sang Mỹ đạt …`: what is summed up over the months of a report.
_TOTAL_OF = re.compile(
    r"\b(?:doanh thu|xuất khẩu|nhập khẩu|kim ngạch|thu ngân sách|sản lượng|lượng khách|bán lẻ"
    r"|lợi nhuận|sản xuất công nghiệp|giá trị sản xuất|giải ngân|chỉ số(?: [^\W\d]+){1,4}"
    r"|cpi|gdp) $"
)
# `doanh số cho vay 9 tháng đạt 147 tỷ`: no loan for nine months
_LENT = re.compile(r"\b(?:doanh số|tổng) cho vay $")
_OF_A_CROP = compile_spaced(r" (?:nuôi|trồng|chăm|một|mỗi|liên|hè|đầu tiên)(?!\w)")
_LENGTH_AFTER = compile_spaced(
    r" (?:liên tục|liên tiếp|liền|tù|tuổi|sau|trước|nữa|nay|thi công|thực hiện|học|lương|tới)(?!\w)"
)
_QUARTERS = (3, 6, 9)  # the months after which reports are written
_HEAD = re.compile(r"(?:^|[.\n] {0,3})trong $")
_PARTS_BEFORE = re.compile(
    r"(?:^|[.;:,!?\n\-–(\"“] {0,3}|\b(?:trong|qua|hết|kế|chung|ước|quả|riêng|vậy|cáo) )$"
)
_AFTER = re.compile(r"\bsau $")  # "quý III …, lãi 33 tỷ sau 9 tháng."
_CLOSES = compile_spaced(r" ?(?:[.\n]|$)")
_CUMULATED = re.compile(r"\b(?:lũy kế|luỹ kế|tính chung|cộng dồn)(?: cả| trong)? $")
_EDGE = compile_spaced(
    r"(?:tháng|(?P<quarter>qu[ýí])) (?P<edge>đầu|cuối)(?: (?:tiên|cùng))?(?: của)? năm(?! học)"
    r"(?!\w)"
)
_YEAR_OPENS = re.compile(r"\bnăm (?:nay|20\d\d),? (?:ước )?$")
_FIRST_DAYS = compile_spaced(  # 10 ngày đầu tháng 9/2024, 5 ngày cuối năm, kỳ 1 tháng 9/2024
    rf"(?:({N}) ngày (đầu|cuối)(?: (?:tiên|cùng))?(?: của)? (?=tháng|năm)|nửa (đầu|cuối) (?=tháng)"
    r"|k[ỳì] (1|2|i{1,2}) (?=tháng \d))"
)
_YEARS = compile_spaced(  # năm 2022, 2023 và 2024 · giai đoạn từ 2018 đến 2020
    rf"(?:từ )?(?:năm )?({YEAR})"
    rf"(?: ?(?:,|-|–|—|/|&)(?: và)?| (?:và|đến hết|đến|tới)) ?(?:(?:năm )?{YEAR} ?(?:,|"
    rf"và) ?){{0,4}}"
    rf"(?:năm )?({YEAR})(?!\w)(?![.,/]\d)"
)
_N_YEARS = compile_spaced(  # 3 năm (2021-2023), 5 năm 2016-2020
    rf"{N} năm(?: đầu(?: tiên)?| cuối)? ?(?:,|\(|:|qua)? ?(?:giai đoạn )?(?:từ )?(?:năm )?"
    rf"({YEAR}) ?(?:-|–|—|đến|,|và) ?(?:{YEAR} ?(?:,|và) ?){{0,4}}(?:năm )?({YEAR})(?!\w)\)?"
)
_PHASE = compile_spaced(
    r"(?:giai đoạn|thời kỳ|thời kì|(?P<term>nhiệm kỳ|nhiệm kì|khóa|khoá))"
    r"(?: (?:i{1,3}|iv|v|\d{1,2})(?!\w))? ?[:(,]? ?"
)
_NTH_BEFORE = re.compile(
    r"lần thứ \w+,? $"
)  # which congress it is: `lần thứ 3 giai đoạn 2009-2012`
_SHORT_SPAN = compile_spaced(rf"(?:từ )?(?:năm )?({YEAR}) ?[-–/] ?(\d\d)(?!\w)(?![.,/]\d)")
_SCHOOL = compile_spaced(
    rf"(?:năm học|niên học|niên khóa|niên khoá) (?:({YEAR}) ?[-–/] ?({YEAR}|\d\d(?!\d))"
    r"|(này|nay|mới|vừa qua|trước|qua|tới|sau))(?!\w)"
)
_STEM_OR_BRANCH = (
    r"giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý|tý|sửu|dần|mão|thìn|tỵ|ngọ|mùi|thân|dậu|tuất|hợi"
)
_SEASON = compile_spaced(
    r"(?:niên vụ(?: cà phê| mía| tiêu| muối| điều)?|vụ|mùa|tết|xuân|hè|thu đông)"
    r"(?: ?[-–]? ?(?:lúa|mùa|mưa|khô|đông|xuân|hè|thu|chiêm|sản xuất|tôm|cà phê|mía|màu|lũ|vải|"
    r"đx|ht|tđ|"
    r"nguyên|đán|"
    rf"cổ|truyền|trung|này|chính|sớm|muộn|{_STEM_OR_BRANCH})){{0,4}}"
    rf",?(?: năm)? ({YEAR})(?: ?[-–/] ?({YEAR}|\d\d))?(?!\w)(?![.,]\d)"
)
_NOT_SEASON = re.compile(
    r"(?:nhiệm|nghiệp|dịch|nghĩa|phục|chức|sự|công|\d|một|hai|ba|bốn|sáu|bảy|tám|chín|mười) $"
)


def parts_rule(scan: Scan, at: int) -> TimeExpression | None:
    """Read `6 tháng đầu năm 2024`, `9 tháng`, `2 quý đầu năm`, `nửa cuối năm`."""
    low = scan.low
    if match := _FIRST_DAYS.match(low, at):
        return _days_of(scan, at, match)
    match = _PARTS.match(low, at)
    if match is None or (match["edge"] is None and match["number"] is None):
        return None
    tail = _PARTS_YEAR.match(low, match.end())
    named = match["of"] is not None
    if not named and (match["some"] or match["half"]):
        return None
    size = 3 if match["unit"] in ("quý", "quí") else 1
    count = 6 if match["number"] is None else number(match["number"]) * size
    if not 1 <= count <= 12 or (size == 1 and count == 1 and not match["edge"]):
        return None
    if not named and not _whole_part(scan, at, match, tail, count):
        return None
    end, year = match.end(), None
    if tail is not None and (named or tail[1] or tail[2] or _OF_YEAR.match(tail.group())):
        end, year = tail.end(), _tail_year(scan, tail)
    if year is None:
        year = _year_of_part(scan, at, count, match["edge"])
    if year is None:
        return TimeExpression(at, end, "months", None, None)
    if (match["edge"] == "đầu" or (tail and (tail[1] or tail[2]))) and size == 1:
        scan.parts = count
    if match["some"]:
        if match["edge"] == "cuối":
            return make(scan, at, end, "edge", (None, date(year, 12, 31)))
        last = scan.published if scan.published and scan.published.year == year else None
        return make(scan, at, end, "since", (date(year, 1, 1), last))
    whole = (
        dates.months(year, 13 - count, 12)
        if match["edge"] == "cuối"
        else dates.months(year, 1, count)
    )
    return make(scan, at, end, "months", whole)


def edge_rule(scan: Scan, at: int) -> TimeExpression | None:
    """Read `tháng đầu tiên của năm 2017`, `tháng cuối năm`, `quý đầu năm`."""
    match = _EDGE.match(scan.low, at)
    if match is None:
        return None
    size = 3 if match["quarter"] else 1
    tail = _PARTS_YEAR.match(scan.low, match.end())
    year = None if tail is None else _tail_year(scan, tail)
    if year is None:
        tail, year = None, _year_of_part(scan, at, size, match["edge"])
    end = match.end() if tail is None else tail.end()
    kind: Kind = "quarter" if match["quarter"] else "month"
    if year is None:
        return TimeExpression(at, end, kind, None, None)
    first = 1 if match["edge"] == "đầu" else 13 - size
    return make(scan, at, end, kind, dates.months(year, first, first + size - 1))


def _days_of(scan: Scan, at: int, match: re.Match[str]) -> TimeExpression | None:
    """Return the first or last days of the month or year that follows."""
    point = read_point(scan.low, match.end(), scan.published)
    whole = None if point is None else bounds(point, scan.resolver(at))
    if point is None or whole is None or whole[0] is None or whole[1] is None:
        return None
    first = "đầu" in (match[2], match[3]) or match[4] in ("1", "i")
    half = 15 if first else whole[1].day - 15
    count = half if match[1] is None else number(match[1])
    if count > 31:
        return None
    if first:
        return make(scan, at, point.end, "span", (whole[0], dates.shift_days(whole[0], count - 1)))
    return make(scan, at, point.end, "span", (dates.shift_days(whole[1], 1 - count), whole[1]))


def _tail_year(scan: Scan, tail: re.Match[str]) -> int | None:
    if tail[3] is None:
        return int(tail[1] or tail[2])
    return None if scan.published is None else scan.published.year + shift(tail[3])


def _whole_part(
    scan: Scan, at: int, match: re.Match[str], tail: re.Match[str] | None, count: int
) -> bool:
    """Tell `9 tháng` of a year from a length of nine months."""
    if tail is not None and (tail[1] or tail[2] or _OF_YEAR.match(tail.group())):
        return True
    if match["edge"]:
        return NOTHING_COUNTED.match(scan.low, match.end()) is not None
    if count >= _QUARTERS[0] and _is_last_whole(scan, at, match.end(), count):
        return True
    if _YEAR_OPENS.search(scan.before(at)) and _PARTS_AGAIN.match(scan.low, match.end()):
        return True  # "năm nay, 8 tháng thu 6 tỷ đồng"
    told = count > 1 and (scan.ends_with(count) or scan.parts == count)
    if told and count in _QUARTERS and _AFTER.search(scan.before(at)):
        return _CLOSES.match(scan.low, match.end()) is not None
    if told and not (
        _LENGTH_AFTER.match(scan.low, match.end()) or LENGTH_BEFORE.search(scan.before(at, 14))
    ):
        again = (tail is not None and tail[3] == "qua") or _PARTS_AGAIN.match(scan.low, match.end())
        if again or (tail is None and _PARTS_BEFORE.search(scan.before(at))):
            return True  # "tháng 7 đạt 2 tỷ, đưa 7 tháng qua lên 9 tỷ"; "quý III …, 9 tháng …"
    published = scan.published
    lent = count in _QUARTERS and _LENT.search(scan.before(at, 24)) is not None
    if lent and _CAME_TO.match(scan.low, match.end()):
        return True
    if published is None or LENGTH_BEFORE.search(scan.before(at, 14)):
        return False
    if scan.alone and match.end() == len(scan.low) and count in (3, 6, 9):
        return True
    if scan.parts == count or _CUMULATED.search(scan.before(at)):
        return True
    opens = scan.low[match.end() : match.end() + 1] == "," and _HEAD.search(scan.before(at))
    if opens and count in _QUARTERS and count <= published.month:
        return True
    if count in _QUARTERS and _CAME_TO.match(scan.low, match.end()):
        scan.parts = count
        return True
    if count not in (published.month, published.month - 1, published.month + 11):
        return False
    if _PARTS_AGAIN.match(scan.low, match.end()) or (
        _TOTAL_OF.search(scan.before(at, 60)) and not _OF_A_CROP.match(scan.low, match.end())
    ):
        return True
    after = scan.low[match.end() : match.end() + 1]
    return after == ":" or (after == "," and _PARTS_BEFORE.search(scan.before(at)) is not None)


# What is told of the months so far: `xuất siêu trong 6 tháng lên tới …`, `6 tháng thực hiện 27 tỷ`.
_SO_FAR_BEFORE = re.compile(r"\b(?:trong|qua) $")
_SO_FAR = compile_spaced(
    r" ?(?:[.;:,\n)]|$)| (?:chỉ|còn|lên|đã|đạt|ước|được|mới|có|toàn|tỉnh|huyện|thành phố)(?!\w)"
)
_NOUN_BEFORE = re.compile(r"[^\W\d_]{2,} $|[)”\"] $")
_TOLD_FIRST = compile_spaced(  # `9 tháng kết nạp 86 đảng viên`
    r" (?:làm ra|thực hiện|thu (?:ngân sách|thuế|hút|nội địa)|xuất khẩu|đón|giải ngân|giải quyết"
    r"|kết nạp|khởi tố|phát hiện|xảy ra|tiếp nhận|huy động|vận động|trồng mới|gieo trồng)(?!\w)"
    r"[^.;\n]{0,40}?\d"
)
_OPENS = re.compile(r"(?:^|[.;:\n] {0,3})$")
# `nghe báo cáo công tác xây dựng Đảng 9 tháng, bàn nhiệm vụ quý IV`: what a report is of
_REPORT_OF = re.compile(
    r"\bbáo cáo(?: (?:kết quả|tình hình|công tác|hoạt động|nhiệm vụ)){1,2}"
    r"(?: (?!trẻ|dưới|kéo|gần|hơn|suốt)[^\W\d]+){0,5} $"
)
_CLAUSE_CLOSES = compile_spaced(r" ?[,.;)\n]")
_TOLD = compile_spaced(
    r" (?:làm ra|thực hiện|thu (?:ngân sách|thuế|hút|nội địa)|xuất|đón|sản xuất|tiêu thụ|vận chuyển"
    r"|khai thác|của (?:tỉnh|huyện|cả nước|toàn)|ước)(?!\w)[^.;\n]{0,40}?\d"
)


def _is_last_whole(scan: Scan, at: int, end: int, count: int) -> bool:
    """Tell whether the months are those of the year that were over when the text came out."""
    day = scan.published
    if day is None or scan.alone or day.month - count not in (1, 2):
        return False
    before = scan.before(at, 14)
    if _SO_FAR_BEFORE.search(before):
        return _SO_FAR.match(scan.low, end) is not None
    if count in _QUARTERS and _OPENS.search(before):
        headed = before.rstrip().endswith(":") and scan.low[end : end + 1] == ","
        return headed or _TOLD_FIRST.match(scan.low, end) is not None
    if _CLAUSE_CLOSES.match(scan.low, end) and _REPORT_OF.search(scan.before(at, 60)):
        return count in _QUARTERS
    if LENGTH_BEFORE.search(before) or not _NOUN_BEFORE.search(before):
        return False
    return _TOLD.match(scan.low, end) is not None


# "kết quả 6 tháng đầu năm, phương hướng 6 tháng cuối năm 2021"
_REST_OF_YEAR = compile_spaced(
    rf"[^.\n\d]*\d{{1,2}} tháng đầu năm(?! {YEAR})[^.\n\d]{{1,90}}\d{{1,2}} tháng cuối năm ({YEAR})"
)


def _year_of_part(scan: Scan, at: int, count: int, edge: str | None) -> int | None:
    resolver = scan.resolver(at)
    if resolver.named_year is not None:
        return resolver.named_year
    if edge == "đầu" and (rest := _REST_OF_YEAR.match(scan.low, at)):
        return int(rest[1])
    published = scan.published
    if published is None:  # the months told again: `6 tháng đầu năm 2021 … 6 tháng đầu năm, đã xây`
        told = scan.last.get("months", (None, None))[0] if edge else None
        return told.year if told else None
    behind = published.month <= 3 if edge == "cuối" else count - published.month >= 4
    if scan.alone or resolver.future:
        return published.year
    return published.year - 1 if behind else published.year


def years_rule(scan: Scan, at: int) -> TimeExpression | None:
    """Read `năm 2022, 2023`, `2021-2025`, `3 năm (2021-2023)`."""
    match = _N_YEARS.match(scan.low, at) or _YEARS.match(scan.low, at)
    if match is None:
        return None
    first, last = int(match[1]), int(match[2])
    if not first < last <= first + 60:
        return None
    return make(scan, at, match.end(), "span", dates.year(first, last))


def phase_rule(scan: Scan, at: int) -> TimeExpression | None:
    """Read `giai đoạn 2018 – 2020`, `nhiệm kỳ 2020-2025`."""
    low = scan.low
    lead = _PHASE.match(low, at)
    if lead is None:
        return None
    if match := _YEARS.match(low, lead.end()):
        first, last = int(match[1]), int(match[2])
    elif match := _SHORT_SPAN.match(low, lead.end()):
        first, last = int(match[1]), int(match[1][:2] + match[2])
    else:
        return None
    if not first < last <= first + 80:
        return None
    start = at if not lead["term"] or lead["term"].startswith("nhiệm") else match.start()
    named = names_assembly(low, at) if lead["term"] else _NTH_BEFORE.search(scan.before(at, 16))
    now = TO_NOW.match(low, match.end())
    if now and scan.published and first <= scan.published.year <= last and not named:
        return make(scan, start, now.end(), "since", (date(first, 1, 1), scan.published))
    return make(
        scan, start, match.end(), "span", dates.year(first, last), "name" if named else None
    )


def school_rule(scan: Scan, at: int) -> TimeExpression | None:
    """Read `năm học 2022-2023`, from September to May."""
    match = _SCHOOL.match(scan.low, at)
    if match is None:
        return None
    if match[1]:
        first = int(match[1])
    elif scan.published is None:
        return None
    else:
        word = " ".join(match[3].split())
        current = scan.published.year - (scan.published.month < 8)
        first = current + {"trước": -1, "qua": -1, "tới": 1, "sau": 1}.get(word, 0)
        if word == "mới" and scan.published.month in (6, 7):
            first += 1
    return make(scan, at, match.end(), "school_year", (date(first, 9, 1), date(first + 1, 5, 31)))


def season_rule(scan: Scan, at: int) -> TimeExpression | None:
    """Read `vụ đông xuân 2023-2024`, `Tết 2024`: the years they name."""
    match = _SEASON.match(scan.low, at)
    if match is None or _NOT_SEASON.search(scan.before(at, 8)):
        return None
    first = int(match[1])
    last = int(match[1][: 4 - len(match[2])] + match[2]) if match[2] else first
    if not first <= last <= first + 1:
        return None
    return make(scan, at, match.end(), "season", dates.year(first, last))
