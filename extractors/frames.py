"""Which stretch of time each place of a text speaks of, carried as a reader carries it.

A figure takes the time its own clause names; without one, the time its paragraph was opened with;
and the time of an earlier paragraph only where its own openly continues that one. A report whose
title names a period is about that period wherever it turns to no other.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.dates import Bounds, shift_years
from extractors.sentences import Sentence
from extractors.times import TimeExpression
from extractors.times.roles import DOCUMENT_NOUN
from extractors.times.vocabulary import WORD, WORDS, compile_spaced, fold

Anchor = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Frame:
    """A stretch of time that an expression at `start` to `end` sets.

    `weak`: the expression describes a plan, a programme or a term, not what is reported. `event`:
    the day of what the article tells of, such as a meeting. `local`: it dates one number only.
    """

    start: int
    end: int
    bounds: Bounds
    kind: str
    weak: bool = False
    event: bool = False
    local: bool = False


# Nouns whose year is not the year of the figure: `đạt 102% kế hoạch năm 2024`, `giá so sánh 2010`.
_WEAK_BEFORE = re.compile(
    r"(?<![\n.;:])(?<![\n.;:] )(?<!^)\b(?:kế hoạch|dự toán|chỉ tiêu|nghị quyết|so sánh|chuẩn|"
    r"chuẩn nghèo|chương trình|đề án|"
    r"tiêu chí|quy hoạch|nhiệm vụ|danh mục|mục tiêu quốc gia|mtqg|bền vững|nông thôn mới|"
    r"đa chiều|dự án|"
    r"khéo[”\"]?|miền núi|thiểu số|trung hạn|quốc gia|phong trào|cuộc vận động|chủ đề|tầm nhìn|"
    r"công tác|"
    r"quốc phòng|định kỳ|giao ban|thường kỳ|phiên họp)[ ,(]*$"
)
_PROGRAMME_BEFORE = re.compile(
    r"\b(?:đề án|chương trình|kế hoạch|dự án|phong trào|cuộc vận động|nghị quyết|quy hoạch|"
    r"tiêu chí)\b"
    r"[^,.;:()\n]{0,70}$"
)
_DATED_DOCUMENT = re.compile(rf"({DOCUMENT_NOUN})(?: số)? ?:? ?(\d+)[^.;:\n]{{0,80}}$")
_CARRIED_OUT = re.compile(
    rf"\b(?:qua|sau|từ khi|kể từ khi)\b[^.;:\n]{{0,50}}? ({DOCUMENT_NOUN})(?: số)? ?:? ?(\d+)"
)
_DIRECT = compile_spaced(r" ?\(? ?(?:(?:vào|trong|của|ở|hồi|tính|thời điểm|trong vòng) )?$")
_NEW_CLAUSE = re.compile(r",(?! *\d)|[;:]|\([^)]*$|[–-] *$")
_COMPARED_BRACKET = compile_spaced(r" ?\( ?(?:(?:là|đạt|chỉ|có|khoảng|hơn|trên|gần|với) ){0,2}$")
_YEAR_PLAN_BRACKET = compile_spaced(r"(?:kế hoạch|dự toán|chỉ tiêu)(?: \w+){0,3} năm ?\( ?$")
_SINCE_YEAR_START = compile_spaced(
    r"[^.;\n]{0,60}?so (?:với|cùng) (?:thời điểm |cùng )?(?:đầu năm|cuối năm|31/12)"
)
_CHANGE = re.compile(r"\b(?:tăng|giảm|thêm)\b")
_CONTINUES = compile_spaced(
    r"[ \-–+*•·]{0,6}(?:cụ thể|cùng với (?:đó|việc)|bên cạnh|ngoài ra|đồng thời|trong đó|"
    r"trong số|theo đó|"
    r"như vậy|song song|đáng chú ý|đặc biệt|qua đó|nhờ (?:đó|vậy)|kết quả|tương tự|cũng (?:theo|"
    r"trong|từ)|"
    r"không chỉ|còn lại|chia ra|tổng cộng|tiếp đó|mặt khác|tính riêng|riêng|tổng|"
    r"[^.]{0,40}(?:dẫn đầu|cao nhất|"
    r"nhiều nhất|đứng đầu))(?!\w)"
)
_AT_EVENT = compile_spaced(
    r"[ \-–+*•·]{0,6}(?:(?:cũng )?(?:tại|trong|nhân|sau) (?:hội nghị|buổi|chương trình|lễ|cuộc|"
    r"đại hội|phiên|"
    r"dịp|kỳ họp|ngày hội|hội thi|lớp|diễn đàn)|dịp này|cùng ngày|(?:tham )?dự(?! (?:án|kiến|"
    r"toán|báo|thảo))|chương trình|hội nghị|"
    r"buổi|kết thúc|hội thi|đại hội|ngày hội|lễ)(?!\w)"
)
# One village, one family, one voice: told for itself, not as part of the report.
_ASIDE = compile_spaced(
    r"[ \-–+*•·]{0,6}(?:[“\"‘']|(?:tại|ở|về) (?:xã|thôn|bản|làng|buôn|ấp|huyện|phường|trường|"
    r"nhà)|ông|bà|anh|chị|"
    r"em|gia đình|vườn|hộ|một trong|là một|điển hình|tuy nhiên|trước đây|theo (?:ông|bà|anh|"
    r"chị))(?!\w)"
)
_PERSONAL = re.compile(
    r"(?<!chúng )\b(?:tôi|mình|nhà (?:tôi|mình|anh|chị|ông|bà)|gia đình (?:tôi|mình|anh|chị|ông|"
    r"bà|em))(?!\w)"
)
_STOCK = compile_spaced(
    r"[ \-–+*•·]{0,6}(?:tại |ở |toàn )?(?:huyện|xã|tỉnh|thôn|bản|buôn|làng|ấp|phường|thị trấn|"
    r"thành phố|thị xã)"
    r"(?: [^\s,.;:()]+){0,4}? (?:có|gồm|rộng)(?: (?:khoảng|hơn|gần|trên|tổng))? \d"
)
_BULLET = re.compile(r"\s*(?:[-–+*•·|]|\d{1,2}[.)]\s|\d{1,2} +\||[a-zđ]\))")
_LASTING = ("now", "until")  # what stock and story are told of as well
_MAGNITUDES = {"nghìn": 1e3, "ngàn": 1e3, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}
_WORKED = ("months", "month", "quarter", "year", "since", "school_year")
# The next field of the same report: `Về giáo dục, …`, `Công tác cứu trợ cũng …`.
_GOES_ON = compile_spaced(
    r"[ \-–+*•·]{0,6}(?:(?:(?:về|đối với|trong|trên|ở) )?(?:các )?(?:lĩnh vực|công tác|hoạt động|"
    r"phong trào)|"
    r"về|đối với|[^.,:]{0,60} (?:cũng|tiếp tục)(?: đã)?)(?!\w)"
)
_PRINTED = re.compile(rf"([\d.,]*\d|{WORD})\s*({'|'.join(_MAGNITUDES)})?\s*([^\W\d]+|%)?")
_SECTION = 2500  # characters that a headline within a text may stand over
_REPORT_KINDS = ("months", "month", "quarter", "year", "school_year", "since", "until", "week")


def frames_at(
    text: str,
    sentences: Sequence[Sentence],
    anchors: Sequence[Anchor],
    times: Sequence[TimeExpression],
    title: str | None,
    published: date | None,
) -> list[Frame | None]:
    """Return the frame each anchor stands in, in the order of the anchors."""
    reader = _Reader(fold(text), times, published, title)
    order = sorted(range(len(anchors)), key=lambda index: anchors[index][2])
    result: list[Frame | None] = [None] * len(anchors)
    place = 0
    for number, sentence in enumerate(sentences):
        following = sentences[number + 1].start if number + 1 < len(sentences) else len(text) + 1
        reader.open(sentence)
        while place < len(order) and anchors[order[place]][2] < following:
            reader.used = result[order[place]] = reader.frame_of(anchors[order[place]])
            place += 1
        reader.close(sentence)
    _repeat_below(reader.low, reader.title, sentences, anchors, order, result)
    return result


def _repeat_below(
    low: str,
    title: tuple[int, int],
    sentences: Sequence[Sentence],
    anchors: Sequence[Anchor],
    order: Sequence[int],
    result: list[Frame | None],
) -> None:
    """Give a headline's figures the frame of the figure below it that they repeat, where it has none."""
    heads = {
        index
        for index in order
        if result[index] is None or title[0] <= anchors[index][2] < title[1]
    }
    heads &= set(_in_headlines(low, sentences, anchors, order))
    printed = {index: _printed(low, anchors[index]) for index in order} if heads else {}
    for place, index in enumerate(order):
        if index not in heads:
            continue
        reach = len(low) if anchors[index][2] < title[1] else anchors[index][2] + _SECTION
        below = [other for other in order[place + 1 :] if anchors[other][2] < reach]
        for other in below[:200]:
            if result[other] and other not in heads and _repeats(printed[index], printed[other]):
                result[index] = result[other]
                break


def _in_headlines(
    low: str, sentences: Sequence[Sentence], anchors: Sequence[Anchor], order: Sequence[int]
) -> list[int]:
    """Return the figures that stand in short lines without a closing mark."""
    starts = [sentence.start for sentence in sentences]
    found = []
    for index in order:
        at = bisect_right(starts, anchors[index][2]) - 1
        if at < 0:
            continue
        sentence = sentences[at]
        alone = sentence.start == 0 or low[sentence.start - 1] == "\n"
        if alone and sentence.end - sentence.start < 200 and low[sentence.end - 1] not in ".!;:…,":
            found.append(index)
    return found


def _printed(low: str, anchor: Anchor) -> tuple[float, str] | None:
    """Return the number of a figure with its magnitude, and the first word after it."""
    match = _PRINTED.match(low, anchor[2])
    if match is None:
        return None
    if match[1] in WORDS:
        return float(WORDS[match[1]]), match[3]
    try:
        value = float(match[1].replace(".", "").replace(",", "."))
    except ValueError:  # 1,2,3
        return None
    return value * _MAGNITUDES.get(match[2] or "", 1), match[3]


def _repeats(title: tuple[float, str] | None, text: tuple[float, str] | None) -> bool:
    """Tell whether a figure of the text is that of the title: the same, or rounded there."""
    if title is None or text is None:
        return False
    return title[0] == text[0] or (
        title[1] == text[1] and abs(title[0] - text[0]) <= 0.03 * text[0]
    )


class _Reader:
    """Goes through a text sentence by sentence with the time frame it has in mind."""

    def __init__(
        self,
        low: str,
        times: Sequence[TimeExpression],
        published: date | None,
        title: str | None,
    ) -> None:
        self.low = low
        self.times = times
        self.starts = [time.start for time in times]
        self.published = published
        at = -1 if title is None else low.find(fold(title))
        self.title = (at, at + len(title)) if title is not None and at >= 0 else (0, 0)
        self.topic = self._topic()
        self.documents = self._dated_documents()
        self.lead: Frame | None = None
        self.carried: Frame | None = None
        self.event: Frame | None = None
        self.block: Frame | None = None
        self.frames: list[Frame] = []
        self.used: Frame | None = None
        self.paragraph = -1
        self.colon = self.bullet = False
        self.sentence = Sentence(0, 0, -1)

    def _topic(self) -> Frame | None:
        """Return the period that the title names, if the text carries its title."""
        start, end = self.title
        for time in self.times[bisect_left(self.starts, start) :]:
            if time.end > end:
                break
            if time.kind in _REPORT_KINDS and (frame := self._frame(time)):
                return replace(frame, weak=False)
        return None

    def _frame(self, time: TimeExpression) -> Frame | None:
        if time.role not in ("frame", "event", "target"):
            return None
        start, end = time.period_start, time.period_end
        if start is None and end is None:
            return None
        if time.kind == "since" and end is None and start and self.published:
            end = max(start, self.published)
        weak = time.kind in ("span", "year", "season", "quarter", "month") and (
            _WEAK_BEFORE.search(self.low[max(0, time.start - 26) : time.start]) is not None
        )
        if time.kind == "span" and not weak:
            before = self.low[max(0, time.start - 90) : time.start]
            weak = _PROGRAMME_BEFORE.search(before) is not None
        event = time.role == "event" or time.kind == "day"
        return Frame(time.start, time.end, (start, end), time.kind, weak, event)

    def _dated_documents(self) -> dict[tuple[str, str], date]:
        """Return the documents that the text dates, by kind and number: (`kế hoạch`, `133`)."""
        found: dict[tuple[str, str], date] = {}
        for time in self.times:
            if time.role == "document" and time.period_start and time.kind == "day":
                before = self.low[max(0, time.start - 120) : time.start]
                if match := _DATED_DOCUMENT.search(before):
                    found.setdefault((match[1], match[2]), time.period_start)
        return found

    def _since_document(self, sentence: Sentence) -> Frame | None:
        """Read `qua thực hiện Kế hoạch số 133`: from the document's date to the publication."""
        match = _CARRIED_OUT.search(self.low, sentence.start, sentence.end)
        issued = None if match is None else self.documents.get((match[1], match[2]))
        if match is None or issued is None or not self.published or issued > self.published:
            return None
        return Frame(match.start(), match.end(), (issued, self.published), "since")

    def open(self, sentence: Sentence) -> None:
        """Begin a sentence: find its own frames, and what it takes over from before."""
        self.used = None
        if sentence.paragraph != self.paragraph:
            self.paragraph = sentence.paragraph
            self.carried = self._taken_over(sentence.start)
        first = bisect_left(self.starts, sentence.start)
        self.here = self.times[first : bisect_left(self.starts, sentence.end)]
        self.frames = [frame for time in self.here if (frame := self._frame(time))]
        if self.documents and (frame := self._since_document(sentence)):
            self.frames = [frame, *self.frames]
        self.sentence = sentence

    def _taken_over(self, at: int) -> Frame | None:
        """Return the frame in which a new paragraph begins."""
        low, bullet = self.low, _BULLET.match(self.low, at) is not None
        listed = bullet and (self.colon or self.bullet)
        colon, self.colon, self.bullet = self.colon, False, bullet
        if listed and self.block is not None:
            return self.block
        self.block = None
        if _AT_EVENT.match(low, at) and self.event is not None:
            return self.event
        if colon or _CONTINUES.match(low, at):
            if self.carried is not None and self.carried.kind == "now":
                return self.topic or self.lead or self.carried
            return self.carried or self.topic
        if _ASIDE.match(low, at):
            return None
        if self.carried and self.carried.kind in _WORKED and _GOES_ON.match(low, at):
            return self.carried
        return self.topic

    def frame_of(self, anchor: Anchor) -> Frame | None:
        """Return the frame of a figure of the open sentence."""
        low, (start, end, _) = self.low, anchor
        if "(" in low[max(0, start - 16) : start] and (bracketed := self._bracketed(start)):
            return bracketed
        before = [frame for frame in self.frames if frame.start <= start]
        strong = [frame for frame in before if not frame.weak]
        after = [frame for frame in self.frames if frame.start >= end]
        if low.endswith(("năm", "tháng", "tuần", "ngày"), start, end):
            for frame in after:
                if frame.kind == "span" and frame.start - end < 90:
                    return frame
        for frame in after[:1]:
            if frame.start <= end + 14 and _DIRECT.match(low[end : frame.start]):
                if "(" in low[end : frame.start] or strong:
                    self.frames[self.frames.index(frame)] = replace(frame, local=True)
                return frame
        if strong:
            return self._since_year_start(start, end, self._joined(strong))
        if (
            after
            and self.carried is None
            and after[0].event
            and ";" not in low[end : after[0].start]
        ):
            return after[0]
        if (
            after
            and not after[0].weak
            and after[0].kind != "now"
            and self._in_clause(end, after[0])
        ):
            return after[0]
        carried = self.carried
        if (carried is None or carried.event) and after and self._in_clause(end, after[0]):
            return after[0]
        if carried is not None and carried is not self.topic and carried.kind not in _LASTING:
            if self._is_aside():
                return None
        if self.carried is not None:
            return self._since_year_start(start, end, self.carried)
        return before[-1] if before else None

    def _is_aside(self) -> bool:
        """Tell whether the sentence counts what a place has, or tells of one family."""
        start, end = self.sentence.start, self.sentence.end
        return bool(_STOCK.match(self.low, start) or _PERSONAL.search(self.low, start, end))

    def _in_clause(self, end: int, frame: Frame) -> bool:
        """Tell whether a frame stands in the clause of a figure that ends at `end`."""
        between = self.low[end : frame.start]
        if frame.kind == "until" and "," in between:
            return False
        return _NEW_CLAUSE.search(between) is None

    def _bracketed(self, start: int) -> Frame | None:
        """Read `so với cùng kỳ năm 2021 (690 ca)` and `39,6% kế hoạch năm (17 triệu lượt)`."""
        low = self.low
        for time in self.here:
            if time.end > start:
                break
            if time.role == "comparison" and _COMPARED_BRACKET.match(low[time.end : start]):
                base = self.frames[-1].bounds if self.frames else (None, None)
                if time.kind == "same_period" and base[0] and base[1]:
                    years = (time.period_start.year if time.period_start else 0) - base[0].year
                    return Frame(time.start, time.end, shift_years(base, years), time.kind)
                bounds = (time.period_start, time.period_end)
                return Frame(time.start, time.end, bounds, time.kind)
        if self.published and _YEAR_PLAN_BRACKET.search(low[max(0, start - 40) : start]):
            year = self.published.year
            return Frame(start, start, (date(year, 1, 1), date(year, 12, 31)), "year")
        return None

    def _joined(self, frames: list[Frame]) -> Frame:
        """Return the last frame, begun where a year named before it begins if it has only an end."""
        last = frames[-1]
        if last.bounds[0] is None and last.bounds[1] is not None:
            for frame in reversed(frames[:-1]):
                start = frame.bounds[0]
                if frame.kind in ("year", "since") and start and start <= last.bounds[1]:
                    return replace(last, bounds=(start, last.bounds[1]))
        return last

    def _since_year_start(self, start: int, end: int, frame: Frame) -> Frame:
        """Begin the frame of a change since the beginning of the year there: `tăng 5 so với đầu năm`."""
        last = frame.bounds[1]
        changed = _CHANGE.search(self.low[max(0, start - 24) : start])
        if last is not None and changed and _SINCE_YEAR_START.match(self.low, end):
            return replace(frame, bounds=(date(last.year, 1, 1), last))
        return frame

    def close(self, sentence: Sentence) -> None:
        """End a sentence: keep the frame that holds on after it."""
        strong = [frame for frame in self.frames if not frame.weak and not frame.local]
        strong = [frame for frame in strong if not self.low.startswith("nay", frame.start)]
        strong = [frame for frame in strong if not self._in_brackets(frame)] or strong[:1]
        if strong:
            kept = [f for f in strong if self.used is None or f.start <= self.used.start] or strong
            if not self._is_nested(sentence, kept[-1]):
                self.carried = self._joined(kept)
            events = [frame for frame in strong if frame.event]
            self.event = events[0] if events else self.event
            if self.lead is None and sentence.start >= self.title[1]:
                self.lead = strong[0]
        elif self.frames and self.carried is None:
            self.carried = self.frames[-1]
        self.colon = self.low[sentence.end - 1] == ":"
        if self.colon:
            self.block = self.carried

    def _in_brackets(self, frame: Frame) -> bool:
        return self.low[max(0, frame.start - 4) : frame.start].rstrip().endswith("(")

    def _is_nested(self, sentence: Sentence, frame: Frame) -> bool:
        """Tell whether a frame inside the carried one is named in passing, not to go on with."""
        if self.carried is None or frame.start < sentence.start + 12:
            return False
        (start, end), (first, last) = self.carried.bounds, frame.bounds
        return bool(start and end and first and last and start <= first and last <= end)
