"""Stretches known by an end: `từ tháng 4/2016 đến nay`, `tính đến 30/6`, `hiện nay`."""

from __future__ import annotations

import re
from datetime import date

from extractors import dates
from extractors.times.bare import bare_stands
from extractors.times.points import Point, bounds, read_point
from extractors.times.roles import Role, is_of_record, role_of
from extractors.times.scan import Scan, TimeExpression, make, yearless
from extractors.times.spans import TO, span_of, stands
from extractors.times.vocabulary import HOUR, compile_spaced
from extractors.times.weeks import read_week_end

_TODAY = (
    r"(?:(?:thời điểm )?(?:nay|hiện nay|hiện tại|bây giờ|này)|giờ|hôm nay|ngày hôm nay|lúc này|"
    r"thời gian này)(?!\w)"
)
_AT_HOUR = rf"(?:{HOUR} )?"
_PART_OF_TODAY = r"(?:sáng|trưa|chiều|tối) nay(?!\w)"
TO_NOW = compile_spaced(rf" ?(?:, ?)?(?:tính )?(?:cho )?(?:đến|tới|[-–]) ?{_TODAY}")
_MIDDLE = 15  # the day that `giữa tháng`, `nửa đầu tháng` end with
_FROM_HOUR = re.compile(r"\btừ \d{1,2}(?: giờ|h|g)(?: ?\d{1,2})?(?: phút)? ?$")
_FROM_YESTERDAY = re.compile(r"\btừ [^.;\n]{0,12}(?:hôm|chiều|tối|đêm|sáng) qua $")
_SINCE = compile_spaced(r"(?:tính )?(?:kể )?từ (?:thời điểm )?(?:sau )?(?:cuối )?")
_SINCE_START = compile_spaced(  # the start of a term or season is not dated in the text
    r"đầu (?:năm học|nhiệm kỳ|mùa|vụ|niên vụ|giai đoạn|chiến dịch)(?: \w+)?"
)
_UNTIL = compile_spaced(
    rf"(?:tính )?(?:đến|tới) {_AT_HOUR}{_PART_OF_TODAY},? \(?(?=(?:ngày )?\d)|"
    r"(?:(?:tính|lũy kế|luỹ kế|ước|ước tính) )?(?:cho )?(?:đến|tới) "
    r"(?:trước )?(?:thời điểm )?(?:hết )?|(?:tính )?hết |trước "
)
_DUE = compile_spaced(
    r"[^.;\n]{0,60}?(?<!\w)(?:phải (?:hoàn thành|làm xong|xong|nộp|có|đạt|báo cáo"
    r"|giải quyết|bàn giao|gửi|trả)|sẽ|phấn đấu|yêu cầu)(?!\w)"
)
_NOW = compile_spaced(
    rf"tính (?:đến|tới) {_AT_HOUR}{_PART_OF_TODAY}(?! ?,? ?\(?(?:ngày )?\d)|"
    rf"(?:(?:tính|lũy kế|luỹ kế|kể) )?(?:cho )?(?:đến|tới) {_TODAY}"
    r"|(?:hiện (?:nay|tại|giờ|thời)|bây giờ|(?:tại )?thời điểm (?:này|hiện tại|hiện nay)|lúc này|"
    r"những ngày này)(?!\w)"
    r"|từ trước (?:đến|tới) nay(?!\w)"
)
# `nay` alone: `từ 40 hộ, nay còn 12`; not năm nay, sáng nay, lâu nay.
_NAY = compile_spaced(
    r"nay(?!(?<=\(nay) (?:là|thuộc)(?!\w))"
    r"(?=,| (?:đã|chỉ|còn|có|mới|thôn|bản|làng|buôn|xã|huyện|tỉnh|toàn|lên|là|nhân|tăng|giảm|"
    r"được|đàn|vườn|gia đình|cơ sở|hợp tác xã)(?!\w)| \d)"
)
_NAY_BEFORE = re.compile(
    r"\b(?:năm|tháng|tuần|quý|hôm|ngày|sáng|trưa|chiều|tối|đêm|lâu|xưa|đến|tới|từ|hiện|lúc|đời|"
    r"nay|vụ|mùa|"
    r"kỳ|đợt|tết|ngày) $"
)
# `hiện` alone is an adverb; otherwise it is the end of thực hiện or the head of hiện đại.
_PLAIN_NOW = compile_spaced(
    r"hiện(?!\w)(?! ?(?:đại|thực|trường|vật|tượng|hữu|hành|trạng|thân|diện|hình|tình|lên|ra|rõ|"
    r"nguyên|"
    r"sinh|kim|đang là vấn|hồn|ảnh)(?!\w))(?=,| \w)"
)
_VERB_BEFORE_HIEN = re.compile(r"(?:thực|phát|thể|xuất|biểu|tái|tìm|hiển|thị|thoắt|ẩn) $")


_CLAUSE = 140  # characters before a day in which it may be said that something must be done
_DUTY = re.compile(r"(?<!theo )\b(?:phải|yêu cầu|đôn đốc|đề nghị)(?!\w)")
_DUTY_BEHIND = re.compile(r",? (?:[^\s,.;]+ ){0,3}phải(?!\w)")
_NEAR_BY = 183  # days within which a day to come is nearer than the same day a year before
_DONE = re.compile(r"\b(?:đã|được|bị|từng)(?!\w)")


def since_rule(scan: Scan, at: int) -> TimeExpression | None:
    """Read `từ năm 2016 đến 2020`, `từ đầu năm đến nay`, `từ ngày 1/7`."""
    low, published = scan.low, scan.published
    lead = _SINCE.match(low, at)
    if lead is None:
        return now_rule(scan, at)
    if match := _SINCE_START.match(low, lead.end()):
        now = TO_NOW.match(low, match.end())
        return None if now is None else make(scan, at, now.end(), "since", (None, published))
    first = read_point(low, lead.end(), published)
    if first is None:
        return now_rule(scan, at)
    if now := TO_NOW.match(low, first.end):
        whole = bounds(first, scan.resolver(at))
        start = None if whole is None else whole[0]
        if start and published and start > published:  # told in June, July was last year's
            start = dates.shift_years((start, None), -1)[0] if first.year is None else None
        return make(scan, at, now.end(), "since", (start, published))
    join = TO.match(low, first.end)
    if join is not None and join["to"]:
        last = read_week_end(low, join.end(), published)
        last = last or read_point(low, join.end(), published, first.grain)
        if last is not None and not (last.bare and not bare_stands(scan, join.end(), last)):
            span = span_of(scan, at, first, last)
            if span is not None:
                return make(scan, at, last.end, "span", (span[0], _reached(last, span[1])))
            if first.lunar or last.lunar:
                return yearless(at, last.end, "lunar", first if first.lunar else last)
            if first.grain == last.grain == "day" and first.month and last.month:
                return TimeExpression(at, last.end, "span", None, None)  # of some year
    if first.grain == "day" and first.month is None:
        return None
    if first.bare and not bare_stands(scan, lead.end(), first):
        return None
    whole = bounds(first, scan.resolver(at))
    if whole is None:
        return yearless(at, first.end, "since", first)
    if first.day_to is not None:
        return make(scan, at, first.end, "span", whole)
    return make(scan, at, first.end, "since", (whole[0], None))


def until_rule(scan: Scan, at: int) -> TimeExpression | None:
    """Read `tính đến hết ngày 30/6`, `đến năm 2025`, `trước ngày 15/9`."""
    low = scan.low
    now = now_rule(scan, at)
    if now is not None:
        return now
    lead = _UNTIL.match(low, at)
    if lead is None:
        return since_rule(scan, at) if low.startswith("tính từ", at) else None
    point = read_week_end(low, lead.end(), scan.published)
    point = point or read_point(low, lead.end(), scan.published)
    if point is None or (point.grain == "day" and point.month is None and point.bare):
        return None
    if point.bare and not bare_stands(scan, lead.end(), point):
        return None
    if not stands(scan, lead.end(), point):
        return None
    due = low.startswith("trước", at) and _DUE.match(low, point.end) is not None
    span = bounds(point, scan.resolver(at, future=due))
    if point.grain == "day" and point.year is None and _is_asked(scan, at, point.end):
        next_one = bounds(point, scan.resolver(at, future=True))
        last = next_one[1] if next_one else None
        if last and scan.published and (last - scan.published).days <= _NEAR_BY:
            span = next_one
    if span is None:
        return yearless(at, point.end, "until", point)
    if point.grain == "day" and _FROM_HOUR.search(scan.before(at)):
        return make(scan, at, point.end, "day", span)  # "từ 6 giờ đến 12 giờ ngày 23/6"
    if point.grain == "day" and span[1] and _FROM_YESTERDAY.search(scan.before(at, 32)):
        return make(scan, at, point.end, "span", (dates.shift_days(span[1], -1), span[1]))
    end = span[0] if point.edge == "đầu" else _reached(point, span[1])
    if point.grain == "year" and low.startswith("trước", at) and span[0]:
        end = dates.shift_days(span[0], -1)
    if end and (begun := _begun(scan, at, end)):
        return make(scan, at, point.end, "span", (begun, end))
    role = role_of(low, at, "until")
    if role == "frame" and end and scan.published and end > dates.shift_days(scan.published, 31):
        role = "target"
    from_now = (
        scan.published if end and scan.before(at, 8).endswith(("từ nay ", "từ đây ")) else None
    )
    return make(scan, at, point.end, "until", (from_now, end), role)


def _is_asked(scan: Scan, at: int, end: int) -> bool:
    """Tell whether what is to be done by a day is asked for: `phải chặt hạ trước ngày 30/9`."""
    if scan.low.startswith("tính", at):
        return False
    before = scan.before(at, _CLAUSE)
    before = before[max(before.rfind(". "), before.rfind("\n"), before.rfind(";")) + 1 :]
    asked = duty = _DUTY.search(before)
    if not scan.low.startswith("trước", at):  # "Trước ngày 15/9, người dân phải đi 5 km": no more
        asked = asked or _DUTY_BEHIND.match(scan.low, end)
    return asked is not None and _DONE.search(before, asked.end() if duty else 0) is None


def _reached(point: Point, last: date | None) -> date | None:
    """Return the day up to which a point is reached, of its last: `đến giữa tháng 9`."""
    if point.edge in ("giữa", "nửa đầu") and point.grain == "month" and last is not None:
        return last.replace(day=_MIDDLE)
    return last


def _begun(scan: Scan, at: int, end: date) -> date | None:
    """Return the first day of what a bracket cuts short: `trong tháng 2 (tính đến ngày 22/2)`."""
    if scan.low[at - 1 : at] != "(":
        return None
    for kind in ("month", "months", "quarter", "year"):
        start, last = scan.last.get(kind, (None, None))
        if start and last and at - scan.last_at[kind] <= 3 and start <= end <= last:
            return start
    return None


def now_rule(scan: Scan, at: int) -> TimeExpression | None:
    """Read `đến nay`, `hiện nay`, and `hiện`, `nay` where they are adverbs."""
    if scan.low.startswith("hiện", at) and _VERB_BEFORE_HIEN.search(scan.before(at, 8)):
        return None  # `thực hiện tại 12 xã`
    match = _NOW.match(scan.low, at)
    if match is None:
        match = _PLAIN_NOW.match(scan.low, at) or _NAY.match(scan.low, at)
        if match is None or _NAY_BEFORE.search(scan.before(at, 8)):
            return None
    told = not scan.low.startswith("hiện", at) and is_of_record(scan.low, at)
    role: Role = "none" if told else "frame"  # not `lớn nhất hiện nay`
    return make(scan, at, match.end(), "now", (None, scan.published), role)
