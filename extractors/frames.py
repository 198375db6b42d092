"""One stretch of time that an expression sets for figures, and how two of them relate."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extractors.dates import Bounds
from extractors.patterns import any_word
from extractors.times import TimeExpression
from extractors.times.roles import DOCUMENT_NOUN
from extractors.times.vocabulary import compile_spaced


@dataclass(frozen=True, slots=True)
class Frame:
    """A stretch of time that an expression at `start` to `end` sets.

    `weak`: the expression describes a plan, a programme or a term, not what is reported. `event`:
    the day of what the article tells of, such as a meeting. `present`: what `hiện` or `dư nợ
    đến 31/12` is said of, a state of the day that no earlier time begins.
    """

    start: int
    end: int
    bounds: Bounds
    kind: str
    weak: bool = False
    event: bool = False
    present: bool = False


# Nouns whose year is not the year of the figure: `đạt 102% kế hoạch năm 2024`, `giá so sánh 2010`.
_WEAK_BEFORE = re.compile(
    r"(?<![\n.;:])(?<![\n.;:] )(?<!^)\b(?:kế hoạch|dự toán|chỉ tiêu|nghị quyết|so sánh|chuẩn|"
    r"đề án|chuẩn nghèo|chương trình|tiêu chí|quy hoạch|nhiệm vụ|danh mục|mục tiêu quốc gia|mtqg|"
    r"bền vững|nông thôn mới|đa chiều|dự án|khéo[”\"]?|miền núi|thiểu số|trung hạn|quốc gia|"
    r"phong trào|cuộc vận động|chủ đề|cổ tức|tầm nhìn|công tác|quốc phòng|định kỳ|giao ban|"
    r"thường kỳ|phiên họp|ntm|ocop|(?<!bàn )giao(?: chi tiết)?(?: từ)?)[ ()]*$"
)
# The year of an event's name is not its time: `giải năm nay quy tụ …`, `kỳ thi … năm 2019`.
_EVENTS = (
    "giải", "hội thi", "hội thao", "hội diễn", "cuộc thi", "kỳ thi", "lễ hội", "ngày hội",
    "liên hoan", "hội khỏe", "hkpđ", "festival", "hội chợ", "mùa giải", "giao,? nhận quân",
    "nghĩa vụ quân sự", "tuyển quân", "huấn luyện", "diễn tập",
)  # fmt: skip
_EVENT_BEFORE = re.compile(
    any_word(
        [
            *(rf"{event}(?: [^\s,.;:()\d]+){{0,6}} ?$" for event in _EVENTS),
            *(rf"{course} \d{{1,2}} $" for course in ("đợt", "khóa", "khoá")),
        ]
    )
)
_PROGRAMME_BEFORE = re.compile(
    r"\b(?:đề án|chương trình|kế hoạch|dự án|phong trào|cuộc vận động|nghị quyết|quy hoạch|"
    r"tiêu chí)\b[^,.;:()\n]{0,70}(?<!dự án trong )$"
)
_DATED_DOCUMENT = re.compile(rf"({DOCUMENT_NOUN})(?: số)? ?:? ?(\d+)[^.;:\n]{{0,80}}$")
_CARRIED_OUT = re.compile(
    rf"\b(?:qua|sau|từ khi|kể từ khi)\b[^.;:\n]{{0,50}}? ({DOCUMENT_NOUN})(?: số)? ?:? ?(\d+)"
)
# `quy hoạch đô thị đến năm 2025, tầm nhìn đến năm 2035` names a plan.
_HORIZON_AFTER = compile_spaced(
    r" ?,? (?:và )?(?:có )?(?:tầm nhìn|định hướng)(?: đến)?(?: năm)? (?:19|20)\d\d"
)
_RESTATED = compile_spaced(r" ?,? ?\( ?(?:(?:số liệu|mốc|được) )?(?:tính )?$")
_IN_BRACKETS = 200  # characters of a bracket up to a time in it
_HOLIDAY_BEFORE = re.compile(
    r"(?<!\w)(?:(?:nghỉ|dịp|kỳ|đợt)(?: nghỉ)? (?:lễ|tết)(?: (?:quốc khánh|giải phóng miền nam))?"
    r"|kỳ nghỉ) $"
)
_CUMULATED = re.compile(
    r"(?<!\w)(?:lũy kế|luỹ kế|cộng dồn)(?: (?:đạt|là|được|có|ước|lên|hơn|gần|trên|khoảng))* $"
)
# Not what stood at that day: `đã có 120 xã`.
_DONE_SINCE = re.compile(r"[^.;\n\d]{0,60}?\bđã (?!có|đạt|là|còn|lên)")
_COME_FROM = re.compile(r"(?<!\w)từ [^;.:(\n]{0,24}\d[^;.:\n]{0,30}$")
_COME_TO = compile_spaced(
    r" ?\)? ?,?(?: (?:đã|giảm|tăng|nâng))* (?:xuống|lên|còn|thành)(?: (?:chỉ|còn|tới|đến))*"
    r"(?: (?:khoảng|hơn|gần|trên|dưới))* ?$"
)
_PARTS_NEXT = compile_spaced(r"\s*trong (?:đó|số)")
_CLAUSE_BEFORE = re.compile(r"; ?$")
_FORTNIGHT = timedelta(days=15)
_YEAR = timedelta(days=366)


_OF_THEIR_YEAR = ("months", "quarter", "month", "day", "edge", "since", "until", "week")


def read_frame(low: str, time: TimeExpression, published: date | None) -> Frame | None:
    """Return the frame that an expression in folded text sets, None if it is no figure's time."""
    start, end = time.period_start, time.period_end
    if time.role not in ("frame", "event", "target"):
        return None
    # Some day, if no known one. In a text without a date nobody knows which half-year it was: no
    # other time's days are told of what it is told of.
    nowhere = published is None and time.kind in _OF_THEIR_YEAR
    if start is None and end is None and time.kind != "now" and not nowhere:
        return None
    if time.kind == "since" and end is None and start and published:
        end = published if start <= published else None  # "từ tháng 9": to come, without an end
    if (
        time.kind == "until"
        and _HORIZON_AFTER.match(low, time.end)
        and low[time.start - 1 : time.start] == " "
    ):
        return None
    weak = False
    if time.kind in ("span", "year", "season", "quarter", "month", "edge"):
        before = low[max(0, time.start - 90) : time.start]
        weak = _WEAK_BEFORE.search(before, max(0, len(before) - 26)) is not None
        if not weak and time.kind in ("span", "year"):
            named = _PROGRAMME_BEFORE if time.kind == "span" else _EVENT_BEFORE
            weak = named.search(before) is not None
    event = time.role == "event" or time.kind == "day" or _is_short(time)
    stock = time.kind == "until" and low.endswith("dư nợ ", 0, time.start)
    present = stock or (time.kind == "now" and low.startswith("hiện", time.start))
    return Frame(time.start, time.end, (start, end), time.kind, weak, event, present)


def _is_short(time: TimeExpression) -> bool:
    """Tell whether a span of days may be those of one event: `từ ngày 18 đến 27/3`."""
    start, end = time.period_start, time.period_end
    return (
        time.kind == "span" and start is not None and end is not None and end - start < _FORTNIGHT
    )


def is_within_year(frame: Frame) -> bool:
    """Tell whether a span is one of months, such as a report's: `từ 15/12 đến 14/9`."""
    start, end = frame.bounds
    return frame.kind == "span" and not frame.event and bool(start and end and end - start < _YEAR)


def ends_in(frame: Frame, year: Frame) -> bool:
    """Tell whether a frame ends in the year that another ends in."""
    last, named = frame.bounds[1], year.bounds[1]
    return last is not None and named is not None and last.year == named.year


def lies_in(inner: Frame, outer: Frame) -> bool:
    """Tell whether one closed frame is a part of another, or the same."""
    (first, last), (start, end) = inner.bounds, outer.bounds
    return bool(start and end and first and last and start <= first and last <= end)


def joined(frames: list[Frame]) -> Frame:
    """Return the last frame; if it has only an end, begun where a year named before it begins."""
    last = frames[-1]
    begun, end = last.bounds
    if begun is not None or last.present or (end is None and last.kind != "now"):
        return last
    for frame in reversed(frames[:-1]):
        start, until = frame.bounds
        if frame.kind == "year" and end and not ends_in(last, frame):
            continue
        if frame.kind == "span" and end and not (until and until >= end):
            continue
        if frame.kind in ("year", "since", "span") and start and (end is None or start <= end):
            return replace(last, bounds=(start, end))
    return last


def without_asides(low: str, frames: list[Frame], end: int, told: bool) -> list[Frame]:
    """Leave out a `hiện` inside a clause, `quỹ hiện có 3 tỷ`, behind another time of its sentence
    or, if one was `told`, of a sentence before it.

    It says by the way how one thing stands, and holds on only for its parts in a sentence behind
    `end`.
    """
    if len(frames) + told < 2 or _PARTS_NEXT.match(low, end):
        return frames
    return [
        frame
        for place, frame in enumerate(frames)
        if not (
            frame.present
            and ((place and low[frame.start - 2].isalpha()) or _is_remark(low, frame.start))
        )
    ]


def _is_remark(low: str, at: int) -> bool:
    """Tell whether a place is right behind a figure and a comma: `giảm 15%, hiện còn 429 USD`."""
    return at > 2 and low[at - 2] == "," and low[at - 3] in "0123456789%)"


def reported_until(low: str, frame: Frame, carried: Frame | None) -> Frame:
    """Begin `tính đến 30/9, đã giải quyết …` with the months that end then, if they are told of."""
    if frame.kind != "until" or carried is None or carried.kind not in ("months", "quarter"):
        return frame
    if carried.bounds[1] != frame.bounds[1] or _DONE_SINCE.match(low, frame.end) is None:
        return frame
    return replace(frame, bounds=carried.bounds)


def cumulated(low: str, frame: Frame, at: int) -> Frame:
    """Begin the frame of a running total with its year: `tháng 5 đạt 9 tỷ, lũy kế 40 tỷ`.

    `at`: where the figure begins.
    """
    start, end = frame.bounds
    if start is None or end is None or frame.kind not in ("month", "quarter"):
        return frame
    if not _CUMULATED.search(low, max(0, at - 40), at):
        return frame
    return replace(frame, bounds=(date(end.year, 1, 1), end))


def is_undated(low: str, frame: Frame, here: Sequence[TimeExpression], begin: int, at: int) -> bool:
    """Tell whether a figure is of every year or of a vague past, not of the time named before.

    `here`: the times of its sentence, which starts at `begin`; `at`: where the figure starts.
    """
    last = bisect_right(here, at, key=lambda time: time.end) - 1
    if last < 0 or here[last].start < frame.start:
        return False
    time = here[last]
    if time.kind == "vague":
        return True
    start, end = frame.bounds
    return (
        time.kind == "recurrent"
        and start is not None
        and end is not None
        and start.year == end.year
        and low.endswith("năm", time.start, time.end)
        and (time.start == begin or _CLAUSE_BEFORE.search(low, begin, time.start) is not None)
    )


def dated_documents(low: str, times: Sequence[TimeExpression]) -> dict[tuple[str, str], date]:
    """Return the documents that a text dates, by kind and number: (`kế hoạch`, `133`)."""
    found: dict[tuple[str, str], date] = {}
    for time in times:
        if time.role == "document" and time.period_start and time.kind == "day":
            match = _DATED_DOCUMENT.search(low[max(0, time.start - 120) : time.start])
            if match:
                found.setdefault((match[1], match[2]), time.period_start)
    return found


def since_document(
    low: str, start: int, end: int, documents: dict[tuple[str, str], date], published: date | None
) -> Frame | None:
    """Read `qua thực hiện Kế hoạch số 133`: from the document's date to the publication."""
    match = _CARRIED_OUT.search(low, start, end)
    issued = None if match is None else documents.get((match[1], match[2]))
    if match is None or issued is None or not published or issued > published:
        return None
    return Frame(match.start(), match.end(), (issued, published), "since")


def whole_holiday(low: str, frame: Frame, times: Sequence[TimeExpression]) -> Frame:
    """Return all days of a holiday that is named by its day, `nghỉ lễ 2/9`, if the text has them.

    Else the frame as it is.
    """
    if _HOLIDAY_BEFORE.search(low, max(0, frame.start - 40), frame.start) is None:
        return frame
    for time in times:
        bounds = (time.period_start, time.period_end)
        if bounds == frame.bounds or time.kind != "span":
            continue
        if _is_short(time) and lies_in(frame, replace(frame, bounds=bounds)):
            return replace(frame, bounds=bounds)
    return frame


def in_brackets(low: str, begin: int, frame: Frame) -> bool:
    """Tell whether a frame stands in brackets that its sentence, from `begin` on, has opened."""
    before = low[max(begin, frame.start - _IN_BRACKETS) : frame.start]
    return before.rfind("(") > before.rfind(")")


def is_exact(low: str, frame: Frame, told: Frame) -> bool:
    """Tell whether a span says right behind what is meant: `10 tháng (từ 15/12 đến 14/10)`."""
    between = low[told.end : min(frame.start, told.end + 20)]
    if frame.kind not in ("span", "since") or not _RESTATED.match(between):
        return False
    return told.kind != "quarter" or lies_in(frame, told)  # "3 quý I (2016 - 2018)" are three


def is_start_level(low: str, begin: int, frame: Frame, at: int) -> bool:
    """Tell whether a frame dates only what a level came from: `từ 40 hộ năm 2020 còn 12 hộ`.

    `begin`: where its sentence starts; `at`: where the figure behind it does.
    """
    return bool(
        at - frame.end < 60
        and _COME_TO.match(low[frame.end : at])
        and _COME_FROM.search(low[max(begin, frame.start - 60) : frame.start])
    )
