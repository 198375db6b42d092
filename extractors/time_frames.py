"""Which stretch of time each place of a text speaks of, carried as a reader carries it.

A figure takes the time its own clause names; without one, the time its paragraph was opened with;
and the time of an earlier paragraph only where its own openly continues that one. A report whose
title names a period is about that period wherever it turns to no other.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from extractors import openings
from extractors.captions import find_captions
from extractors.clauses import ends_clause
from extractors.compared_frames import LEVEL_THEN, is_base, is_told, read_bracketed, read_compared
from extractors.frames import (
    Frame,
    cumulated,
    dated_documents,
    ends_in,
    in_brackets,
    is_exact,
    is_start_level,
    is_undated,
    is_within_year,
    joined,
    lies_in,
    read_frame,
    reported_until,
    since_document,
    whole_holiday,
    without_asides,
)
from extractors.headlines import repeated, title_span
from extractors.sentences import Sentence
from extractors.times import TimeExpression, find_times
from extractors.times.vocabulary import EVENT, compile_spaced, fold

Anchor = tuple[int, int, int]

_DIRECT = compile_spaced(r" ?\(? ?(?:(?:vào|trong|của|ở|hồi|tính|thời điểm|trong vòng) )?$")
# `19 hộ nghèo, hộ cận nghèo và gia đình chính sách trong giai đoạn 2021-2025.`
_OF_LIST = re.compile(
    r"(?!.*(?<!\w)(?:sẽ|dự kiến|phấn đấu)(?!\w))[^\d;:.()\n]{0,200}, [^\d;:.,()\n]{0,60} và "
    r"[^\d;:.,()\n]{0,80} (?:trong|vào|của)(?: cả)? $"
)
# `, làm chết 24 người, bị thương 46 người trong ` but no remark that something is or has been.
_EVENTS = compile_spaced(
    r"(?!.*(?<!\w)(?:sẽ|dự kiến|phấn đấu)(?!\w))[^;:()\n]{0,200} trong(?: cả)? $"
)
_EVENTS_SINCE = compile_spaced(
    r"(?!.*(?<!\w)(?:sẽ|dự kiến|phấn đấu)(?!\w))[^;:()\n]{0,200} (?:trong )?$"
)
_STATE = re.compile(
    r"(?<!\w)(?:có|gồm|rộng|dài|với|là|diện tích|dân số|thuộc|mỗi|giá)(?: [^\s\d,;]+)? ?[\d.,]+"
    r"[^\d,;]{0,30}$"
)
_CLOSES = compile_spaced(r" ?(?:[.;\n]|$)")
_OWN_TIME = re.compile(r"[^\d;:,.()\n]{0,80}$")
_SEASON_BEFORE = re.compile(  # but `nhiệm vụ`, `dịch vụ` are no harvest
    r"(?<!nhiệm )(?<!nghĩa )(?<!nghiệp )(?<!dịch )(?<!phục )(?<!\w)"
    r"(?:vụ|mùa)(?: [^\s,.;:()]+){0,3} $"
)
# What a meeting deals with, what fields of work are told of, what a report covers.
_DEALT_WITH = ("months", "month", "quarter", "year", "school_year")
_WORKED = (*_DEALT_WITH, "since")
_COVERED = (*_WORKED, "until", "week")
_GONE_BY = ("day", "months", "quarter", "edge")
_TO_COME = re.compile(r"(?<!\w)(?:sẽ|dự kiến)(?!\w)")
_TARGET = re.compile(
    r"(?<!\w)(?:đặt|đề ra|giao|thông qua)(?: \w+){0,2}? (?:mục tiêu|kế hoạch|chỉ tiêu)(?!\w)"
)
# "xuất hiện năm 2016, nhưng sau 2 năm các hãng vẫn lãi": what follows is no longer of that time
_LEFT_BEHIND = re.compile(
    r"[^.;\n]{0,40}(?<!\w)(?:nhưng|song|mà),? (?:chỉ )?sau [^.;,\n]{0,14}\d ?(?:năm|tháng)"
    r"|[^.;\n]{0,20}, mới đây(?!\w)"
)
_DONE = re.compile(r"(?<!\w)đã(?!\w)")
_LASTING = ("now", "until")  # what a stock is told of
_SINGLED_OUT = re.compile(r"\b(?:riêng|trong đó)(?: trong)?,? $")
_AGENDA_BEFORE = re.compile(
    r"\b(?:hội nghị|kỳ họp|phiên họp|cuộc họp|họp|hội thảo|buổi làm việc|đại hội|giao ban)\b"
    r"[^.;\n\d]{0,60}\b(?:sơ kết|tổng kết|đánh giá|triển khai|phương hướng|nhiệm vụ|công tác)\b"
    r"[^.;\n\d]{0,60}$"
)
_EXPECTED = re.compile(r"\b(?:dự kiến|sẽ)(?!\w)[^.;\n]*$")
_ESTIMATED = re.compile(
    r"(?<!\w)(?:ước|dự ước|ước tính|dự kiến|dự báo)(?: (?:thực hiện|đạt|tính|đến|trong|hết))* $"
)
_OF_TOTAL = re.compile(
    r"[^.;\d]{0,60}, ?(?:đạt|bằng|tăng|giảm|vượt|chiếm|tương đương)(?: \w+){0,3} ?|[^.;\d]{0,20}\("
)
_SINCE_MONTH = re.compile(r" (?:[^\s,.;\d]+ )?so với (?:tháng|quý) (?:trước|\d)")
_EVENT_NAMED = re.compile(rf"\)?,? {EVENT}[^.,;:()\d]*(?:lần thứ \w+,? )?")
# `Hội thi lần thứ ba (2023) có …`: the year of what the sentence is about, no aside
_EDITION = re.compile(r"(?<!\w)lần thứ [^\W_]{1,5} \($")
_AIMS = re.compile(r"(?<!\w)(?:phấn đấu|mục tiêu|sẽ|dự kiến)(?!\w)")
# `nợ đến 31/12/2023 là 8 tỷ, chiếm 5% trên tổng số phải thu năm 2023`: what the share is of
_WHOLE_OF = re.compile(r"%\)? (?:(?:trên|trong|so với) )?tổng [^,;.()\d]{2,40} $")
_BRACKET_ENDS = re.compile(r" ?[),;]")
_DIGIT = re.compile(r"\d")
# `cách trung tâm huyện khoảng 12 km`: as far on any day, unless a storm or salt water is
# `nguyên chủ tịch UBND huyện (giai đoạn 2011-2016)`: when somebody was that
_HELD_OFFICE = re.compile(
    r"(?<!\w)(?:chủ tịch|giám đốc|bí thư|trưởng|bộ trưởng|hiệu trưởng)(?!\w)[^,;.()\d]*$"
)
_AWAY = re.compile(
    r"(?<!\w)(?<!bằng )(?<!nhiều )(?<!phân )cách (?!đây|nay|ly|thức|mạng|làm|trở)"
    r"(?:(?!đã |được |làm |có )[^\W\d]+ ){1,8}$"
)
_ITS_PART = re.compile(r"\b(?:trong đó|gồm|riêng)(?: có)? [^;,.\d]{0,30}\d[\d.]*[^;,.\d]{1,50}$")
_MOVES = re.compile(r"(?<!\w)(?:mặn|bão|áp thấp|chấn|sạt lở|xâm nhập)(?!\w)")
_A_LENGTH = re.compile(r"[\d ](?:k?m|mét|cây số)\Z")
# `I. Kết quả 6 tháng đầu năm 2024`: a line that heads the paragraphs below it.
_HEADING = compile_spaced(
    r"(?:[ivx]{1,4}[.)] )?(?:một số |những |các )?"
    r"(?:kết quả|tình hình|công tác|nhiệm vụ|phương hướng|thành tích|số liệu)(?!\w)"
)
_SECTION = re.compile(r"[ivx]{1,4}[.)](?: |\Z)")
_GIFT = 60  # characters from what is done with a gift to its number
_EVENT_LINE = 1_500  # characters in which an event is told of
_LINE = 200  # characters of a caption or heading
_CUMULATED = re.compile("l(?:ũy|uỹ) kế")
_SINCE_LAST_MONTH = re.compile(r"so (?:với|cùng) tháng trước")
# What is told behind a running total is of the report's period again: "tăng 5%", "cấp mới"
_OF_REPORT = re.compile(
    r"(?<!\w)(?:(?:tăng|giảm) (?:[^\W\d]+ ){0,2}\d|cùng kỳ|dự toán|(?:đăng ký|cấp) mới)"
)
_SO_FAR = re.compile(r"(?<!\w)(?:đã|hiện|đang|mới chỉ)(?!\w)")
_REACH = 7  # sentences behind which a time told of is forgotten, also within a paragraph …
_LONG_REACH = 14  # … and one that a report is of
_ONLY_SINCE = re.compile(r"(?:ngay )?từ đầu (?:năm|tháng|quý)(?: (?:nay|\d{1,4}))?")
_GAP = 20  # characters of blank between two sentences
_NEAR = 12  # frames of one sentence that are looked at from a figure in it


def frames_at(
    text: str,
    sentences: Sequence[Sentence],
    anchors: Sequence[Anchor],
    times: Sequence[TimeExpression],
    title: str | None,
    published: date | None,
) -> list[Frame | None]:
    """Return the frame each anchor stands in, in the order of the anchors."""
    reader = _reader(text, times, published, title)
    order = sorted(range(len(anchors)), key=lambda index: anchors[index][2])
    found: list[Frame | None] = []
    captions = find_captions(text)
    for number, sentence in enumerate(sentences):
        if len(found) == len(order):
            break
        following = sentences[number + 1].start if number + 1 < len(sentences) else len(text) + 1
        # What a picture's caption says of time is forgotten behind it.
        here = replace(reader) if sentence.paragraph in captions else reader
        before = text[max(0, sentence.start - _GAP) : sentence.start]
        broken_off = before.rstrip()[-1:] in (",", ";")
        here.open(sentence, goes_on=broken_off and text[sentence.start].islower())
        while len(found) < len(order) and anchors[order[len(found)]][2] < following:
            found.append(here.frame_of(anchors[order[len(found)]]))
        here.close()
    numbers = [anchors[index][2] for index in order]
    told = repeated(
        reader.low, reader.title, sentences, numbers, found, lambda frame: frame.kind == "day",
        captions,
    )  # fmt: skip
    result: list[Frame | None] = [None] * len(anchors)
    for index, frame in zip(order, told, strict=True):
        result[index] = frame
    return result


def _reader(
    text: str, times: Sequence[TimeExpression], published: date | None, title: str | None
) -> _Reader:
    low = fold(text)
    starts = [time.start for time in times]
    entitled, place = title_span(low, title)
    topic = _topic(low, entitled, times, published)
    documents = dated_documents(low, times)
    before = Sentence(0, 0, -1, -1)
    return _Reader(text, low, times, starts, published, place, documents, before, topic)


def _topic(
    low: str, title: str, times: Sequence[TimeExpression], published: date | None
) -> Frame | None:
    """Return the period that the title names; if only its end, from the year first told of."""
    for time in find_times(title, published):
        if time.kind in _COVERED and (frame := read_frame(title, time, published)):
            last = frame.bounds[1]
            first = frame.bounds[0]
            if published and first and first > published and time.kind in ("month", "week"):
                continue  # "Đỉnh điểm sẽ đến vào tháng sau"
            if published and last and last.year > published.year + 1:
                continue  # "phải đạt 10 tỷ USD đến năm 2025": a goal, no report's period
            if _ONLY_SINCE.fullmatch(title, time.start, time.end):
                continue  # "Ngành thép nóng từ đầu năm 2017": when it began, no report's period
            years = [read_frame(low, t, published) for t in times[:4] if t.kind == "year"]
            told = [year for year in years if year is not None and ends_in(frame, year)]
            return joined([*told, replace(frame, weak=False)])
    return None


@dataclass(slots=True, eq=False)
class _Reader:
    """Goes through a text sentence by sentence with the time frame it has in mind."""

    text: str
    low: str
    times: Sequence[TimeExpression]
    starts: list[int]
    published: date | None
    title: tuple[int, int]  # where it stands
    documents: dict[tuple[str, str], date]
    sentence: Sentence  # the open one
    topic: Frame | None = None  # the period that the title names
    carried: Frame | None = None  # holds until another replaces it
    opened: list[int] = field(default_factory=list)  # where the sentences of the paragraph begin
    behind: Frame | None = None  # held at the end of the last paragraph, lines left aside
    paragraph_at: int = 0
    month: Frame | None = None  # named in passing within the months told of
    report: Frame | None = None  # the period that a running total has interrupted
    event: Frame | None = None  # the day the article tells of
    events: dict[int, tuple[bool, bool]] = field(default_factory=dict)  # what is told of such days
    block: Frame | None = None  # holds for the bullets under a colon
    agenda: Frame | None = None  # the period that the event's meeting deals with
    heading: Frame | None = None  # the period of the section's heading
    colon: bool = False
    bullet: bool = False
    here: Sequence[TimeExpression] = ()
    frames: list[Frame] = field(default_factory=list)
    local: set[int] = field(default_factory=set)  # of frames that date one number: their starts
    behind_figure: set[int] = field(default_factory=set)  # of those behind the number they date
    used: Frame | None = None
    running: tuple[Frame, Frame, int] | None = None  # a month's, its running total's, where told
    aside: bool | None = None

    def _is_agenda(self, frame: Frame) -> bool:
        """Tell whether a meeting of a named day only deals with a period: `họp tổng kết năm`."""
        if frame.kind not in _DEALT_WITH or not any(f.event for f in self.frames[:_NEAR]):
            return False
        before = self.low[max(self.sentence.start, frame.start - 90) : frame.start]
        return _AGENDA_BEFORE.search(before) is not None

    def _is_of_whole(self, frame: Frame) -> bool:
        """Tell a year that is only that of the whole a share is of, at a day within it."""
        told = self.frames[-1] if self.frames else None
        return (
            frame.kind == "year"
            and told is not None
            and told.kind == "until"
            and ends_in(told, frame)
            and _AIMS.search(self.low, told.end, frame.start) is None
            and _WHOLE_OF.search(self.low, max(self.sentence.start, frame.start - 60), frame.start)
            is not None
        )

    def _is_edition(self, frame: Frame) -> bool:
        """Tell a year that only names an event whose days have been told: `Từ 8 đến 11/6, Ngày hội
        lần thứ 8 năm 2024`."""
        told = self.frames[-1] if self.frames else None
        return (
            frame.kind == "year"
            and told is not None
            and told.kind in ("span", "day")
            and lies_in(told, frame)
            and _EVENT_NAMED.fullmatch(self.low, told.end, frame.start) is not None
        )

    def _told(self, before: list[Frame]) -> Frame | None:
        """Return what a sentence has told of behind these frames."""
        for frame in reversed(before[-_NEAR:]):
            if frame.kind != "same_period":
                return frame
        return self.carried

    # --- sentences and paragraphs

    def open(self, sentence: Sentence, *, goes_on: bool) -> None:
        """Begin a sentence: find its own frames, and what it takes over from before.

        `goes_on`: with it a paragraph that was broken off goes on.
        """
        if sentence.block != self.sentence.block and not goes_on:
            if self.frames or not self._is_line():
                self.behind = self.carried
            self.carried = self._taken_over(sentence.start)
            self.paragraph_at, self.opened = sentence.start, []
        if self.month is not None:
            if self.month.start < self.paragraph_at:
                self.month = None
            elif _SINCE_LAST_MONTH.search(self.low, sentence.start, sentence.end):
                self.carried, self.month = self.month, None
        if self.report is not None and self.carried is not None and self.carried.kind in _LASTING:
            told = _OF_REPORT.search(self.low, sentence.start, sentence.end)
            if told and not _CUMULATED.search(self.low, sentence.start, sentence.end):
                self.carried, self.report = self.report, None
        self._forget()
        self.opened.append(sentence.start)
        self.sentence, self.used, self.aside = sentence, None, None
        first = bisect_left(self.starts, sentence.start)
        self.here = self.times[first : bisect_left(self.starts, sentence.end)]
        self.frames = []
        for time in self.here:
            frame = read_frame(self.low, time, self.published)
            compared = frame is None and time.role == "comparison"
            if compared or (frame is not None and is_base(self.low, sentence.start, time)):
                frame = read_compared(self.low, sentence.start, time, self._told(self.frames))
            if frame is not None and not (self._is_of_whole(frame) or self._is_edition(frame)):
                if self._is_agenda(frame):
                    frame = replace(frame, weak=True)
                    self.agenda = self.agenda or frame
                elif frame.kind == "until":
                    frame = reported_until(self.low, frame, self.carried)
                elif frame.kind == "season" and any(f.event for f in self.frames[:_NEAR]):
                    frame = replace(frame, weak=True)  # "Sáng 8/2, xã mở phiên chợ xuân 2026"
                elif frame.event:
                    frame = whole_holiday(self.low, frame, self.times)
                self.frames.append(frame)
        self.local, self.behind_figure = set(), set()
        if self.documents:
            since = since_document(
                self.low, sentence.start, sentence.end, self.documents, self.published
            )
            self.frames = [since, *self.frames] if since else self.frames

    def _forget(self) -> None:
        """Turn back to the title's period where a paragraph has long left its own behind."""
        carried = self.carried
        if carried is None or carried is self.topic or carried.start < self.paragraph_at:
            return
        reach = _LONG_REACH if self._is_reported(carried) else _REACH
        if len(self.opened) - bisect_right(self.opened, carried.start) >= reach:
            self.carried = self.topic

    def _is_reported(self, frame: Frame) -> bool:
        """Tell a period that a report is of, this year's or the last one's."""
        end = frame.bounds[1]
        if frame.kind not in _DEALT_WITH or end is None or self.published is None:
            return False
        return 0 <= self.published.year - end.year <= 1

    def _taken_over(self, at: int) -> Frame | None:
        """Return the frame in which a new paragraph begins."""
        low, bullet = self.low, openings.BULLET.match(self.low, at) is not None
        listed = bullet and (self.colon or self.bullet)
        colon, self.colon, self.bullet = self.colon, False, bullet
        if listed and self.block is not None:
            return self.block
        self.block = None
        carried = self.carried
        if self.event is not None and openings.AT_EVENT.match(low, at):
            return self.event
        if colon or openings.CONTINUES.match(low, at):
            carried = carried or self.behind
            if carried is not None and carried.kind == "now":
                return self.topic or carried
            return carried or self.topic
        if openings.ASIDE.match(low, at):
            return None
        if self.agenda is not None and openings.REPORT.match(low, at):
            return replace(self.agenda, weak=False)
        if openings.TALLY.match(low, at):
            return carried or self.topic
        worked = carried is not None and (carried.kind in _WORKED or is_within_year(carried))
        if worked and openings.NEXT_FIELD.match(low, at):
            return carried
        if carried is not None and (measure := openings.NEXT_MEASURE.match(low, at)):
            again = low.find(measure.group().strip(" -–+*•·"), self.sentence.start, at) >= 0
            if carried.kind in _LASTING or (carried.kind in _WORKED and again):
                return carried
        part = openings.NEXT_PART.match(low, at)
        if part and worked and low.find(part["whole"], self.paragraph_at, at) >= 0:
            return carried
        return self.heading or self.topic

    def close(self) -> None:
        """End a sentence: keep the frame that holds on after it."""
        strong = [frame for frame in self.frames if self._holds_on(frame)]
        told = self.carried is not None and self.carried.kind in _WORKED
        strong = without_asides(self.low, strong, self.sentence.end, told)
        strong = self._without_brackets(strong) if strong else []
        if strong and not self._is_byline():
            kept = [f for f in strong if self.used is None or f.start <= self.used.start] or strong
            while len(kept) > 1 and self._is_part(kept[-1], kept[-2]):
                kept.pop()
            last = kept[-1]
            if self.topic is not None and self.used is None and lies_in(self.topic, last):
                self.carried = self.topic
            elif not (self._is_widened(last) or self._is_nested(last) or self._is_season(last)):
                self.report = self.carried if self._is_running_total(last) else None
                self.carried = joined(kept[-_NEAR:])
            if last.kind == "month" and self._is_nested(last):
                self.month = last
            self.event = next((frame for frame in strong if frame.event), self.event)
        elif self.here and self.here[0].kind == "vague" and self.carried is not self.topic:
            self.carried = None
        elif self.carried is None and not strong:
            passing = (
                frame
                for frame in reversed(self.frames)
                if frame.start not in self.local
                and not self._is_left_behind(frame, self.sentence.end)
            )
            self.carried = next(passing, None)
        self.colon = self.low[self.sentence.end - 1] == ":"
        if self.colon:
            self.block = self.carried
        if _SECTION.match(self.low, self.sentence.start, self.sentence.end):
            self.heading = None
        if self.used is None and self._is_line():
            covered = [frame for frame in self.frames if frame.kind in _DEALT_WITH]
            if covered and _HEADING.match(self.low, self.sentence.start):
                self.heading = replace(covered[-1], weak=False)

    def _without_brackets(self, strong: list[Frame]) -> list[Frame]:
        """Leave out frames in brackets, but those that say which days the one before them means."""
        kept = []
        for place, frame in enumerate(strong):
            edition = frame.kind == "year" and _EDITION.search(
                self.low, max(self.sentence.start, frame.start - 30), frame.start
            )
            if edition or not in_brackets(self.low, self.sentence.start, frame):
                kept.append(frame)
            elif place and is_exact(self.low, frame, strong[place - 1]):
                if self.topic and strong[place - 1].bounds == self.topic.bounds:
                    self.topic = frame
                kept.append(frame)
        return kept or (strong[:1] if self.carried is None else [])

    def _holds_on(self, frame: Frame) -> bool:
        """Tell whether a frame may hold after its sentence; a mere `nay` does not."""
        start = frame.bounds[0]
        to_come = frame.event and (
            _EXPECTED.search(self.low, max(0, frame.start - 24), frame.start) is not None
            or (self.published is not None and start is not None and start > self.published)
        )
        local = frame.start in self.local or frame.kind == "same_period"
        from_now = self.low.endswith(("từ nay ", "từ đây "), 0, frame.start)
        # "công bố kết luận về quản lý đất từ trước đến nay" says which land
        ever = frame.start > self.sentence.start and self.low.startswith("từ trước", frame.start)
        passing = frame.weak or local or to_come or from_now or ever or self._is_outlook(frame)
        passing = passing or self._is_left_behind(frame, self.sentence.end)
        return not passing and not self.low.startswith("nay", frame.start)

    def _is_left_behind(self, frame: Frame, at: int) -> bool:
        """Tell whether the sentence has gone on to a later time, up to a place."""
        return _LEFT_BEHIND.match(self.low, frame.end, at) is not None

    def _is_widened(self, frame: Frame) -> bool:
        """Tell whether a remark without figures merely names the year that its paragraph is of."""
        carried = self.carried
        return (
            carried is not None
            and self.used is None
            and frame.kind == "year"
            and carried.kind in _COVERED
            and carried.start >= self.paragraph_at
            and lies_in(carried, frame)
        )

    def _is_running_total(self, frame: Frame) -> bool:
        """Tell whether a report of a period only adds what all have come to: `lũy kế đến nay`."""
        return (
            self.carried is not None
            and frame.kind in _LASTING
            and self._is_reported(self.carried)
            and _CUMULATED.match(self.low, frame.start) is not None
        )

    def _is_outlook(self, frame: Frame) -> bool:
        """Tell whether a report of some months only adds what the whole year may bring."""
        carried = self.carried
        return (
            carried is not None
            and frame.kind == "year"
            and carried.kind in ("months", "quarter")
            and lies_in(carried, frame)
            and _ESTIMATED.search(self.low, max(0, frame.start - 30), frame.start) is not None
        )

    def _is_part(self, frame: Frame, whole: Frame) -> bool:
        """Tell whether a frame only singles out a part: `3 năm (2021-2023) …; riêng năm 2023`."""
        return lies_in(frame, whole) and bool(_SINGLED_OUT.search(self.low, whole.end, frame.start))

    def _is_line(self) -> bool:
        """Tell whether the sentence is a line between paragraphs, such as a picture's caption."""
        start, end = self.sentence.start, self.sentence.end
        return end - start < _LINE and self.low[end - 1] not in ".!?:;…"

    def _is_byline(self) -> bool:
        """Tell whether the sentence is little but the page's own date and time."""
        dated = sum(t.end - t.start for t in self.here if t.kind not in _DEALT_WITH)
        return self.used is None and 2 * dated > self.sentence.end - self.sentence.start

    def _is_season(self, frame: Frame) -> bool:
        """Tell whether a report of a period merely turns to a harvest: `vụ xuân năm nay`."""
        before = self.low[max(0, frame.start - 24) : frame.start]
        return self.topic is not None and (
            frame.kind == "season" or _SEASON_BEFORE.search(before) is not None
        )

    def _is_nested(self, frame: Frame) -> bool:
        """Tell whether a frame inside the carried one is named in passing, not to go on with."""
        if self.carried is None or frame.start < self.sentence.start + 12:
            return False
        return lies_in(frame, self.carried)

    # --- figures

    def frame_of(self, anchor: Anchor) -> Frame | None:
        """Return the frame of a figure of the open sentence."""
        if self._is_distance(anchor):
            return None
        frame = self._named_for(anchor) or self._carried_to(anchor)
        if (
            frame is not None
            and frame is not self.topic
            and is_undated(self.low, frame, self.here, self.sentence.start, anchor[0])
        ):
            return None
        self.used = None if frame is None else self._run_up(frame, anchor)
        return self.used

    def _is_distance(self, anchor: Anchor) -> bool:
        start, end, _ = anchor
        return (
            _A_LENGTH.search(self.low, max(start, end - 9), end) is not None
            and _AWAY.search(self.low, max(self.sentence.start, start - 60), start) is not None
            and _MOVES.search(self.low, max(self.sentence.start, start - 90), start) is None
        )

    def _run_up(self, frame: Frame, anchor: Anchor) -> Frame:
        """Begin a running total's frame with its year, and that of what is said of the total:
        `tháng 9 thu 63 tỷ, lũy kế 700 tỷ, đạt 110% dự toán`."""
        start, end, _ = anchor
        total = cumulated(self.low, frame, start)
        if total is frame and self.running is not None:
            month, run_up, told = self.running
            again = _SINCE_MONTH.match(self.low, end) is None
            if month is frame and again and _OF_TOTAL.fullmatch(self.low, told, start):
                total = run_up
        self.running = None if total is frame else (frame, total, end)
        return total

    def _named_for(self, anchor: Anchor) -> Frame | None:
        """Return the frame that the sentence itself names for a figure."""
        start, end, _ = anchor
        split = bisect_right(self.frames, start, key=lambda frame: frame.start)
        before = self.frames[max(0, split - _NEAR) : split]
        after = self.frames[split : split + _NEAR]
        low = self.low
        if low.find("(", max(0, start - 70), start) >= 0:
            told = self._told([frame for frame in before if not frame.weak])
            if bracketed := read_bracketed(low, start, self.here, told, self.published):
                return bracketed
        strong = [
            frame
            for frame in before
            if not (frame.weak or is_told(low, frame, start) or self._is_left_behind(frame, start))
        ]
        while len(strong) > 1 and self._is_closed(strong[-1], strong[-2], start):
            strong.pop()
        if strong and len(before) > 1 and self._is_of_part(strong[-1], start):
            self.local.add(strong.pop().start)
        if strong and is_start_level(low, self.sentence.start, strong[-1], start):
            self.local.add(strong.pop().start)
        if after and (beside := self._beside(anchor, after, bool(strong))):
            return beside
        if strong and not (after and self._is_next_of_row(end, strong, after[0])):
            return joined(strong)
        if after and self._dates_clause(end, after[0]):
            if self.carried is not None:
                self.local.add(after[0].start)
            self.behind_figure.add(after[0].start)
            return after[0]
        return None

    def _carried_to(self, anchor: Anchor) -> Frame | None:
        """Return the frame that a figure without a time in its sentence takes over."""
        carried = self.carried
        day = self.event
        if day is not None and day.bounds[0] == day.bounds[1] and self._is_back_at_event():
            return day
        if carried is None and day is not None and self._is_given_there(day, anchor[0]):
            return day
        if carried is None:
            earlier = [
                frame
                for frame in self.frames
                if frame.start <= anchor[0]
                and frame.start not in self.local
                and not self._is_left_behind(frame, anchor[0])
            ]
            return earlier[-1] if earlier else None
        begin = carried.bounds[0]
        if (
            begin is not None
            and self.published is not None
            and begin > self.published
            and _SO_FAR.search(self.low, self.sentence.start, anchor[0])
        ):
            return None  # "phấn đấu xong trong tháng 10/2020 …. Gói thầu A đã đạt 5%"
        passing = carried is not self.topic
        if passing and self._is_aside(anchor[0]) and not self._counts_then(carried):
            return None
        if carried.event and self._describes(carried):
            return None
        if carried.event and _TARGET.search(self.low, self.sentence.start, anchor[0]):
            return None  # what is aimed at is not reached on the day of the meeting
        # What a report adds of things to come was not in the days or months it tells of.
        if (
            passing
            and carried.kind in _GONE_BY
            and (to_come := _TO_COME.search(self.low, self.sentence.start, anchor[0]))
            and _DONE.search(self.low, to_come.end(), anchor[0]) is None
        ):
            return None
        if carried.kind == "school_year":
            # "Kỳ thi năm 2024 có 90 thí sinh" is of its year, which is no part of a school year.
            years = [f for f in self.frames if f.kind == "year" and f.start <= anchor[0]]
            return years[-1] if years else carried
        return carried

    def _is_given_there(self, event: Frame, at: int) -> bool:
        """Tell whether a figure is of what was handed over at the event, as its sentence says."""
        low, start = self.low, self.sentence.start
        return (
            event.bounds[0] == event.bounds[1]
            and not self.here
            and self._told_of(event)[0]
            and openings.GIVES.search(low, max(start, at - _GIFT), at) is not None
            and openings.GIVES_ELSEWHERE.search(low, start, at) is None
        )

    def _told_of(self, event: Frame) -> tuple[bool, bool]:
        """Tell whether an event's own line says that something was handed over, and speaks of a
        programme."""
        if event.start not in self.events:
            end = self.low.find("\n", event.end, event.end + _EVENT_LINE)
            line = self.low[event.start : end if end >= 0 else event.end + _EVENT_LINE]
            gives = openings.GIVES.search(line) is not None
            self.events[event.start] = gives, "chương trình" in line
        return self.events[event.start]

    def _beside(self, anchor: Anchor, after: list[Frame], named: bool) -> Frame | None:
        """Return the frame right behind a figure, `5 hộ năm 2023`, or that a length of time has."""
        low, (start, end, _) = self.low, anchor
        if low.endswith(("năm", "tháng", "tuần", "ngày"), start, end):
            for frame in after:
                if frame.kind == "span" and frame.start - end < 90:
                    return frame
        gap = low[end : after[0].start] if after[0].start <= end + 14 else "…"
        if not _DIRECT.match(gap):
            return None
        if "(" in gap and not (
            after[0].kind != "same_period" and _BRACKET_ENDS.match(low, after[0].end)
        ):
            return None  # "125 nữ (năm 2008 là 128)"
        if "(" in gap or named:
            self.local.add(after[0].start)
        self.behind_figure.add(after[0].start)
        return after[0]

    def _is_closed(self, frame: Frame, told: Frame, at: int) -> bool:
        """Tell whether a bracket behind another time has closed on a frame before a place: that of
        a figure in it, `(năm 2023 là 4 tỷ)`, or another name of the same days, `(tức mùng 5)`."""
        low, begin = self.low, self.sentence.start
        closing = low.find(")", frame.end, at)
        if closing < 0 or not in_brackets(low, begin, frame):
            return False
        if low.startswith("tức", low.rfind("(", begin, frame.start) + 1):
            return True
        if is_exact(low, frame, told):
            return False
        opening = low.rfind("(", begin, frame.start)
        held = _HELD_OFFICE.search(low, max(begin, opening - 80), opening) is not None
        return held or _DIGIT.search(low, frame.end, closing) is not None

    def _is_of_part(self, frame: Frame, at: int) -> bool:
        """Tell whether a frame closes an item that a semicolon ends, behind its number: `hiện có 90
        ha, trong đó 30 ha trồng lại giai đoạn 2016-2020; hồ tiêu 15 ha`."""
        if self.low[frame.end : frame.end + 1] != ";" or frame.end >= at:
            return False
        before = self.low[max(self.sentence.start, frame.start - 90) : frame.start]
        return _ITS_PART.search(before) is not None

    def _dates_clause(self, end: int, frame: Frame) -> bool:
        """Tell whether a frame behind a figure that ends at `end` is the time of its clause."""
        between = self.low[end : min(frame.start, end + 400)]
        if self.carried is None and frame.event and ";" not in between:
            return True
        if frame.kind == "until" and between == ", " and self.low.startswith("tính", frame.start):
            return True  # "22 tỷ USD, tính đến hết tháng 5/2017"
        if frame.kind == "now" or (frame.kind == "until" and "," in between):
            return False
        if frame.weak and not (self.carried is None or self.carried.event):
            return False
        if LEVEL_THEN.match(between):
            return False
        if not ends_clause(self.text, end, end + len(between)):
            return True
        if self.carried is not None or _CLOSES.match(self.low, frame.end) is None:
            return False
        return _OF_LIST.match(between) is not None or self._closes_events(end, frame)

    def _closes_events(self, end: int, frame: Frame) -> bool:
        """Tell whether a frame closes a run of events: `xảy ra 9 vụ, làm 4 người chết trong quý I`.

        `end`: where one of their figures ends.
        """
        begin = self.sentence.start
        since = frame.kind == "span" and self.low.startswith(("từ ", "giai đoạn"), frame.start)
        return (
            (frame.kind in _WORKED or since)
            and (_EVENTS_SINCE if since else _EVENTS).match(self.low, end, frame.start) is not None
            and _STATE.search(self.low, max(begin, end - 60), end) is None
            and openings.STOCK.match(self.low, begin) is None
        )

    def _is_back_at_event(self) -> bool:
        low, start = self.low, self.sentence.start
        if openings.BACK_AT_EVENT.match(low, start):
            return True
        if self.event is None or openings.ITS_EVENT.match(low, start) is None:
            return False
        # "Ngày 12/9, huyện họp. Năm 2023, huyện tổ chức ngày hội. Ngày hội thu hút …"
        later = self.carried is not None and self.carried.start > self.event.start
        return not (later and self.carried and ". " in low[self.event.end : self.carried.start])

    def _is_aside(self, at: int) -> bool:
        """Tell whether the sentence counts what a place has, or tells of one family, at a place."""
        start, end = self.sentence.start, self.sentence.end
        if self.aside is None:
            person = openings.PERSON.match(self.low, start) is not None
            self.aside = bool(
                openings.PERSONAL.search(self.low, start, end)
                or (person and not openings.OFFICE.search(self.low, start, end))
            )
        if self.aside or openings.STOCK.match(self.low, start) is None:
            return self.aside
        return self.low.find(";", start, at) < 0  # behind it the report goes on

    def _is_next_of_row(self, end: int, before: list[Frame], after: Frame) -> bool:
        """Tell whether each figure of a row has its time behind it: `3 hộ năm 2010, 2 hộ năm 2011`.

        `end`: where the figure ends that `after` is behind.
        """
        return (
            all(frame.start in self.behind_figure for frame in before)
            and not after.weak
            and _OWN_TIME.match(self.low[end : after.start]) is not None
        )

    def _describes(self, event: Frame) -> bool:
        """Tell whether the sentence says what is built, or what a programme offers, not what was
        done on the day of an event."""
        low, start = self.low, self.sentence.start
        if openings.TERMS.match(low, start):
            return not any(self._told_of(event))  # else the programme was what the day was for
        if openings.DESCRIBED.match(low, start) is None:
            return False
        return openings.BEGUN.search(low, event.start, start) is not None

    def _counts_then(self, carried: Frame) -> bool:
        """Tell whether a stock is one of the day that its paragraph opened with: `đến 30/6`; one of
        today only goes on with that of the whole place: `Hiện huyện có … Toàn huyện có …`."""
        whole = self.low.startswith(("toàn ", "cả "), self.sentence.start)
        return (
            (carried.kind == "until" or (carried.kind == "now" and whole))
            and carried.start >= self.paragraph_at
            and openings.STOCK.match(self.low, self.sentence.start) is not None
        )
