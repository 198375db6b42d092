"""Which scope each figure stands in.

It is that of its own clause, else of its sentence, else what its paragraph is about, else what the
article is about.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors import openings
from extractors.captions import find_captions
from extractors.patterns import UPPER, any_word, either_case
from extractors.place_counts import (
    AND,
    counted_rank,
    is_counted_list,
    is_merger,
    lies_in,
    others_beside,
)
from extractors.place_names import Level, PlaceTable, fold_name
from extractors.place_openings import given_at, stays
from extractors.place_reach import reaches
from extractors.place_records import PlaceMention
from extractors.place_scopes import (
    RANK,
    Reference,
    Scope,
    find_nations,
    find_references,
    open_scopes,
)
from extractors.place_topic import ADDRESS, ATTENDEES, PICTURED, called_after, find_topic, is_home
from extractors.sentences import Sentence
from extractors.times.vocabulary import fold

_BULLET = re.compile(r"[-+•–]\s")
_LABEL = re.compile(r"\s*(?:[*•+–-]|\d+[.)])?\s*\Z")
_NEWS_ITEM = re.compile(r"\*\s?[^\W\d][^\n]{0,140}\Z")
_NEXT_NEWS = re.compile(r"\*\s?[^\W\d]")  # … or its story at once
_NEW_CLAUSE = re.compile(
    r";(?!\s*(?:trị giá|tổng trị|kinh phí|với|mỗi (?:hộ|người|em|suất|phần|căn)|bình quân"
    r"|trong đó|giá|năng suất|sản lượng|doanh thu|thu nhập|lợi nhuận|diện tích))"
    r"|\b(?:đến nay|hiện nay|tổng cộng|nâng tổng|toàn)\b"
)
_ASIDE = re.compile(r"\([^()]*\)?")  # what stands in brackets, also where they are still open
_NEW_SUBJECT = re.compile(
    r";\s*(?:đồng thời,? )?(?:mỗi (?!hộ|người|em|suất|phần|căn)|các |từng |Sở )"
)
_OPENING = re.compile(
    r"(?:\([^)]{2,20}\)\s*[-–]?\s*)?(?:Sau|Qua|Hơn|Gần|Trải qua|Trong|Chỉ sau|Với|Cách"
    r"|Thực hiện|Triển khai|Nhờ|Để|Bằng|Từ)\b(?! đó)"
)
_AMONG = re.compile(r"\btrong (?:đó|số đó)\b")
_SUMMING_UP = re.compile(
    r"(?:Như vậy|Tính chung|Lũy kế|Luỹ kế|Nhìn chung)\b"
    # the last row of a table
    r"|[|\s]*(?:\d+\s*[|\t]\s*)?(?:Tổng(?: cộng| số)?|Cộng|TỔNG(?: CỘNG| SỐ)?|CỘNG)\s*[|\t]"
)
_OF_THEM = re.compile(
    r"(?:Trong đó|Theo đó|Cụ thể|Các|Đây|Tại đây|Ở đây|Nơi đây|Cả|Hai|Ba|Tuyến|Dự án|Công trình"
    r"|Con đường|Cầu|Đường|Đoàn|Nhiệt độ|Độ ẩm|Gió|Mưa|Lượng mưa|Lũ|Nước)\b"
)
# "Tại các xã A, B, dịch bùng phát. Tính đến nay …": what happens there goes on
_LOCATED = re.compile(r"(?:\A|[.;\n]\s*)(?:Tại|Ở)(?: [^\W\d]+){0,3} \Z")
_UNNAMED = "(?:tỉnh|huyện|quận|xã|phường|thôn|địa phương|đơn vị|nơi)"
# "Công an các huyện, thị xã tổ chức": of all that the story is about
_OFFICES = ("Công an", "Mặt trận", "MTTQ", "UBND", "Cấp ủy", r"Hội [^\W\d]+(?: [^\W\d]+)?")
_ALL_DISTRICTS = rf"các huyện(?:(?:,| và) (?:thị xã|thành phố))*(?!\w)(?!,? [{UPPER}])"
_REST = re.compile(
    # behind a letter as well, since spaces are lost: "vàcác huyện còn lại"
    "|".join(either_case([rf"các {_UNNAMED}[^,.;()\n]{{0,20}} (?:còn lại|khác)\b"]))
    + "|"
    + any_word(f"{office} {_ALL_DISTRICTS}" for office in _OFFICES)
)
# "Cả tập đoàn có 15.000 lao động": of no branch that was told of last
_WHOLE_BODY = re.compile(
    rf"(?:{any_word(either_case(['toàn', 'cả']))})"
    r" (?:tập đoàn|hệ thống|tổng công ty|công ty|chi nhánh|ngân hàng|ngành)(?!\w)"
)
_SPEAKING_OFFICE = re.compile(
    r"(?:[^,.;]{0,40},\s)?(?:Theo\b|[Nn]gành|Sở|Chi cục|Cục|Đài|Công an|Ban Chỉ)"
)
# What an office reports at such a time is its own tally.
_TALLY_TIME = re.compile(
    r"(?:Tính (?:đến|từ|tới)|Đến (?:nay|thời điểm|hết|cuối|tháng|năm)|Từ (?:đầu )?năm"
    r"|Lũy kế|Luỹ kế)\b"
)
_GIVING = re.compile(r"\b(?:tặng|trao|bàn giao|hỗ trợ|khen|thăm|cấp|phân bổ|giúp)\b", re.IGNORECASE)
_PERSON = re.compile(
    f"(?:{any_word(either_case(['ông', 'bà', 'anh', 'chị', 'em', 'cô', 'chú', 'bác', 'cháu']))})"
    rf"\s([{UPPER}][\w’']*\.?(?:[ .]?[{UPPER}][\w’']*\.?){{0,5}})"
)
_PRONOUN = re.compile(
    r"\b(?:anh|chị|ông|bà|gia đình (?:anh|chị|ông|bà)|vợ chồng (?:anh|chị))"
    rf"\s(?![{UPPER}]|em\b|con\b)"
)
_OPENING_WIDTH = 70  # characters from a paragraph's start to the office that acts
_ACTS = re.compile(
    r"(?: \([^()]{1,40}\))?,? (?:đã |vừa )?"
    r"(?:tổng kết|sơ kết|họp)\b"
)
_LEAD = 900  # characters within which news of an event says where it was
_RESPECTIVELY = re.compile(r"lần lượt|tương ứng|theo thứ tự")
# How many places back a figure's own is looked for: no sentence that is read needs more.
_FAR = 12
# Lines (blank ones too) within which "anh", "chị" still mean the person spoken of last.
_NEAR_BY = 6


# `tại Trà My 634 mm`: where rain fell or heat was measured is not where the story is
_GAUGED = re.compile(r"[^.;,\n\d]{0,24}\d[\d.,]* ?(?:mm|độ C|°C)(?!\w)")


@dataclass(slots=True)
class _Reader:
    """Walks the sentences of one article and keeps what holds."""

    text: str
    table: PlaceTable
    topic: Scope | None = None
    section: Scope | None = None
    focus: Scope | None = None
    intro: Scope | None = None  # the focus that a bulleted list stands under
    latest: dict[Level, Scope] = field(default_factory=dict)
    several: dict[Level, Scope] = field(default_factory=dict)  # the latest coordinated ones
    by_unit: dict[str, Scope] = field(default_factory=dict)  # the latest "thôn", "huyện", …
    homes: dict[str, Scope] = field(default_factory=dict)  # of people, by given name
    last_home: Scope | None = None  # of the person spoken of last
    last_home_paragraph: int = -1
    only: dict[Level, PlaceMention] = field(default_factory=dict)  # the one that the text names
    event: Scope | None = None  # where, by the lead, something was given
    items: bool = False  # within a round-up of unrelated news
    home: str = ""  # the folded name of the outlet's province
    paragraph_start: int = 0
    previous_start: int = 0  # of the paragraph before
    rests: bool = False  # whether it speaks of other places than those named …
    wholes: bool = False  # … and of a whole group or trade
    wider: bool = False  # whether the open sentence is of more than the place at hand

    def about(self) -> Scope | None:
        return self.section or (None if self.items else self.topic)

    def current(self) -> Scope | None:
        return self.focus or self.about()

    def remember(self, scope: Scope) -> None:
        if _GAUGED.match(self.text, scope.end):
            return
        if len(scope.mentions) > 1:
            self.several[scope.level] = scope
        for mention in (*scope.containers, *scope.mentions):
            if len(scope.mentions) == 1 or mention in scope.containers:
                self.latest[mention.level] = _scope_of(mention)
                self.by_unit[mention.unit] = _scope_of(mention)

    def refer(self, reference: Reference) -> Scope | None:
        """Return the scope that a unit word without a name stands for."""
        level = reference.level
        city = reference.unit in ("thành phố", "tp")
        for wanted in ("district", "province") if city else (level,):
            known = [self.focus, self.section, self.topic]
            recent = self.latest.get(wanted)
            if recent is not None and recent.start >= self.paragraph_start:
                known.insert(1, recent)
            elif recent and wanted == "commune" and recent.start >= self.previous_start:
                known.insert(2, recent)
            if reference.this:
                last = self.several if reference.count else self.latest
                known.insert(0, last.get(wanted))
            if not reference.office or RANK[wanted] < RANK["commune"]:
                known += [self.by_unit.get(reference.unit), self.latest.get(wanted)]
            for scope in known:
                found = self._at_level(scope, wanted, reference)
                if found:
                    return _back_to(
                        found, reference.start, reference.end, institution=reference.office
                    )
        if reference.office or level == "village":
            return None
        only = self.only.get(level)
        if only and self._is_a(only, reference):
            return Scope(reference.start, reference.end, level, (only,), back=True)
        # "toàn tỉnh", of a province that the text never names.
        return Scope(reference.start, reference.end, level, back=True)

    def spoken_of_first(self, references: Sequence[Reference]) -> Scope | None:
        """Return the one place that the lead speaks of without its name: `làm việc tại tỉnh ta`."""
        for reference in references:
            if reference.start > _LEAD:
                break
            reports = reference.level != "commune" and reference.office  # "Theo UBND tỉnh, …"
            only = self.only.get(reference.level)
            if only and (reports or not reference.office) and self._is_a(only, reference):
                return _scope_of(only)
        return None

    def _at_level(self, scope: Scope | None, level: Level, reference: Reference) -> Scope | None:
        if scope is None:
            return None
        if scope.level == level and scope.mentions:
            return scope if self._is_a(scope.mentions[0], reference) else None
        for container in scope.containers:
            if container.level == level:
                return _scope_of(container) if self._is_a(container, reference) else None
        return None

    def _is_a(self, mention: PlaceMention, reference: Reference) -> bool:
        """Tell whether `huyện` can mean a mention: not where it was called a town."""
        if reference.unit == "tỉnh" and self.table.is_city(mention.name):
            return False
        city = reference.unit in ("thành phố", "tp")
        if city and mention.unit.startswith("huyện"):
            return False
        called = self.by_unit.get("thành phố") if city else None
        if called and called.level == "province" and (
            mention.level == "province" and not self.table.is_city(mention.name)
        ):  # fmt: skip
            return False  # where a province is a city that the text calls so, it is meant
        if not mention.unit or mention.institution:
            return True
        if mention.level == "village":
            return mention.unit == reference.unit or reference.unit not in self.by_unit
        if city:
            return mention.unit in ("thành phố", "tp")
        return mention.unit == reference.unit or len(mention.unit) < 3


def _scope_of(mention: PlaceMention) -> Scope:
    return Scope(mention.start, mention.end, mention.level, (mention,))


def _only_named(
    text: str, named: Sequence[Scope], province: str | None, table: PlaceTable
) -> dict[Level, PlaceMention]:
    """Return the province, the district that a text names if it names no other.

    No other province is the one that its outlet calls "tỉnh"; its own may stand in no more than a
    company's name.
    """
    told: dict[Level, dict[str, PlaceMention]] = {"province": {}, "district": {}}
    for scope in named:
        for mention in (*scope.mentions, *scope.containers):
            if mention.level in told and not scope.passing:
                told[mention.level].setdefault(fold_name(mention.name), mention)
    only = {level: next(iter(names.values())) for level, names in told.items() if len(names) == 1}
    if "province" in only:
        entries = table.named.get(fold_name(only["province"].name), ())
        names = {fold_name(entry.unit.name) for entry in entries}
        outlets = {fold_name(province)} if province else names
        if not names & outlets:
            del only["province"]
    elif province and not told["province"] and (match := _in_firm(text, province)):
        only["province"] = PlaceMention(*match.span(1), province, "province", match.start(1))
    return only


def _in_firm(text: str, province: str) -> re.Match[str] | None:
    """Find the outlet's province in a company's name: `Công ty Mía đường Cao Bằng`."""
    name = re.escape(province)
    firm = r"(?:[Cc]ông ty|[Nn]hà máy|[Hh]ợp tác xã|HTX)"
    return re.search(rf"{firm}(?: [^\W\d]+,?){{1,10}}? ({name})(?! [{UPPER}])", text)


def _back_to(scope: Scope, start: int, end: int, *, institution: bool = False) -> Scope:
    """Return the scope of words at `start` to `end` that go back to another's places."""
    return Scope(start, end, scope.level, scope.mentions, scope.containers, institution, back=True)


def carry_places(
    text: str,
    sentences: Sequence[Sentence],
    anchors: Sequence[tuple[int, int]],
    mentions: Sequence[PlaceMention],
    title: str | None = None,
    *,
    province: str | None = None,
    table: PlaceTable,
) -> list[Scope | None]:
    """Return the scope of each anchor, None where neither text nor title gives one.

    `province` is the outlet's.
    """
    named = [
        scope
        for scope in open_scopes(text, mentions)
        if not ADDRESS.search(text, max(0, scope.start - 180), scope.start)
    ]
    references = find_references(text, mentions)
    nations = find_nations(text)
    captions = find_captions(text)
    body = [sentence for sentence in sentences if sentence.paragraph not in captions]
    of_captions = [s for s in sentences if s.paragraph in captions]
    begins = [caption.start for caption in of_captions]
    told = [
        scope
        for scope in named
        if not (at := bisect_right(begins, scope.start)) or scope.start >= of_captions[at - 1].end
    ]
    reader = _Reader(
        text, table, topic=find_topic(text, body, told, references, title, table=table)
    )
    reader.home = fold_name(province or "")
    reader.rests = _REST.search(text) is not None
    reader.wholes = _WHOLE_BODY.search(text) is not None
    if references:
        reader.only = _only_named(text, told, province, table)
        if reader.topic is None:
            reader.topic = reader.spoken_of_first(references)
    if reader.topic is None:
        reader.topic = called_after(text, body, named, title, table)
    opened: list[Scope | Reference] = sorted(
        [*named, *references, *nations], key=lambda item: item.start
    )
    starts = [item.start for item in opened]
    order = sorted(range(len(anchors)), key=lambda index: anchors[index])
    anchor_starts = [anchors[index][0] for index in order]
    last = anchor_starts[-1] if anchor_starts else -1
    found: list[Scope | None] = [None] * len(anchors)
    apart = _set_apart_at(reader, sentences, named)
    paragraph = -1
    for number, sentence in enumerate(sentences):
        if sentence.start > last:
            break  # behind the last figure nothing needs a place
        own = opened[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        inside = order[
            bisect_left(anchor_starts, sentence.start) : bisect_left(anchor_starts, sentence.end)
        ]
        if sentence.paragraph != paragraph and sentence.paragraph not in captions:
            reader.previous_start = reader.paragraph_start
            paragraph, reader.paragraph_start = sentence.paragraph, sentence.start
            _open_paragraph(reader, sentence, own)
        if _SUMMING_UP.match(text, sentence.start) or _has_left(reader, sentence):
            reader.focus = None
        scopes = _sentence_scopes(reader, sentence, own)
        if reader.event is None and sentence.start < _LEAD:
            reader.event = given_at(text, sentence.start, sentence.end, scopes)
        _visit_home(reader, sentence, scopes)
        reader.wider = not scopes and (
            number < apart or _is_of_more(reader, sentences[number + 1 : number + 2], named)
        )
        spans = [anchors[index] for index in inside]
        chosen = [_choose(reader, sentence, scopes, spans, k) for k in range(len(spans))]
        _respectively(text, sentence, scopes, spans, chosen)
        for index, scope in zip(inside, chosen, strict=True):
            found[index] = scope
        if sentence.paragraph not in captions and not PICTURED.match(text, sentence.end):
            _move_focus(reader, scopes, spans, chosen)
        _note_homes(reader, sentence, own)
    return found


def _open_paragraph(reader: _Reader, sentence: Sentence, own: Sequence[Scope | Reference]) -> None:
    text = reader.text
    line = text.rfind("\n", 0, sentence.start) + 1
    end = text.find("\n", line)
    first = next((item for item in own if isinstance(item, Scope) and item.mentions), None)
    alone = first is not None and len(first.mentions) == 1
    # "Hà Tĩnh: Huyện Đức Thọ về đích" heads the whole text, no section of it.
    # So does "Nghệ An: Cán bộ xã gần dân" over news of one of its communes.
    topic = reader.topic
    heads = (
        topic is not None
        and first is not None
        and (
            first.end < topic.start < end
            or (
                line == 0
                and any(isinstance(item, Reference) and item.level == topic.level for item in own)
                and _lies_in((topic,), first)
            )
        )
    )
    if first and alone and not heads and _LABEL.match(text, line, first.start) and (
        text[first.end : first.end + 3].lstrip()[:1] in tuple(":–-")
        or (line == first.start and _is_heading(text, line, end))
    ):  # fmt: skip
        reader.section = first
    elif _NEWS_ITEM.match(text, sentence.start, end if end >= 0 else len(text)):
        # "* Cháy chợ trong đêm": the next of several news, whose place is its own.
        reader.items = True
        reader.section = None
    elif reader.items and _NEXT_NEWS.match(text, sentence.start):
        reader.section = reader.focus = None
    if _BULLET.match(text, sentence.start) or text[sentence.start].islower():
        reader.focus = reader.intro
        return
    if reader.event is not None and openings.AT_EVENT.match(fold(text), sentence.start):
        reader.focus = reader.event
    elif not stays(text, sentence.start, reader.focus):
        reader.focus = None
    reader.intro = None


def _is_heading(text: str, line: int, end: int) -> bool:
    """Tell a section's heading: short, without a full stop, between two paragraphs."""
    row = text.find("\t", line, end) >= 0 or text.find("|", line, end) >= 0
    return 0 < line < end <= line + 80 and not row and text[end - 1] not in '.!?…:;,”")'


def _sentence_scopes(
    reader: _Reader, sentence: Sentence, own: Sequence[Scope | Reference]
) -> list[Scope]:
    text = reader.text
    attendees = bool(ATTENDEES.match(text, sentence.start))
    scopes: list[Scope] = []
    for item in own:
        if isinstance(item, Reference):
            # "Tại tỉnh A, … toàn tỉnh": the sentence itself says which
            named = [
                scope
                for scope in scopes[-_FAR:]
                if scope.level == item.level and len(scope.mentions) == 1
            ]
            if named and not item.office:
                own_place = named[-1]
                scopes.append(_back_to(own_place, item.start, item.end))
                continue
            referred = reader.refer(item)
            # "tại buôn A, xã B, Công an xã bắt quả tang …": the office came to the place.
            if referred and not (item.office and _lies_in(scopes, referred)):
                scopes.append(referred)
        elif not item.passing and not (attendees and not item.national):
            if item.mentions:
                reader.remember(item)
            scopes.append(item)
            if others := others_beside(text, item, sentence.end, reader.home):
                scopes.append(others)
    about = reader.about()
    if about is not None and reader.rests:
        for match in _REST.finditer(text, sentence.start, sentence.end):
            scopes.append(_back_to(about, *match.span()))
    if reader.wholes:
        for match in _WHOLE_BODY.finditer(text, sentence.start, sentence.end):
            national = Scope(*match.span(), "province", national=True)
            scopes.append(_back_to(about, *match.span()) if about else national)
    if reader.wholes or (about is not None and reader.rests):
        scopes.sort(key=lambda scope: scope.start)
    return scopes


def _people(text: str, sentence: Sentence) -> list[tuple[str, int, int]]:
    """Return the given name of each person spoken of, and where the mention stands."""
    return [
        (re.split(r"[ .]", match[1].rstrip("."))[-1], match.start(), match.end())
        for match in _PERSON.finditer(text, sentence.start, sentence.end)
    ]


def _has_left(reader: _Reader, sentence: Sentence) -> bool:
    """Whether a sentence speaks no longer of several places named at once: `Đưa 2 xã A, B về đích.
    Tổng thu trên địa bàn …`."""
    focus = reader.focus
    if focus is None or len(focus.mentions) < 2:
        return False
    located = _LOCATED.search(reader.text, max(0, focus.start - 40), focus.start)
    return located is None and not _OF_THEM.match(reader.text, sentence.start)


_ONLY_IN = re.compile(r"Riêng (?:(?:tại|ở|với|trên địa bàn) )?")


def _is_of_more(reader: _Reader, following: Sequence[Sentence], named: Sequence[Scope]) -> bool:
    """Tell whether the next sentence sets the place at hand apart, `Riêng tỉnh A xuất khẩu …`: this
    one tells of what that is a part of."""
    current = reader.current()
    opening = _ONLY_IN.match(reader.text, following[0].start) if following else None
    if current is None or opening is None:
        return False
    return any(scope.start == opening.end() and _is_one(scope, current) for scope in named)


_NATIONWIDE = re.compile(r"(?<!\w)(?:cả nước|toàn quốc|về nước|kiều bào|người Việt Nam)(?!\w)")


def _set_apart_at(reader: _Reader, sentences: Sequence[Sentence], named: Sequence[Scope]) -> int:
    """Return the number of the sentence that turns from the country to the province at hand,
    `Riêng tại Nghệ An, …`; -1 where none does."""
    topic = reader.topic
    if topic is None or topic.national:
        return -1
    countrywide = _NATIONWIDE.search(reader.text)
    if countrywide is None:
        return -1
    province = _provinces(reader, topic)
    alone = {
        scope.start
        for scope in named
        if scope.level == "province" and {fold_name(m.name) for m in scope.mentions} == province
    }
    for number, sentence in enumerate(sentences):
        opening = _ONLY_IN.match(reader.text, sentence.start)
        if opening and opening.end() in alone and countrywide.end() <= sentence.start:
            return number
    return -1


def _is_one(scope: Scope, topic: Scope) -> bool:
    return {m.name for m in scope.mentions} == {m.name for m in topic.mentions}


def _visit_home(reader: _Reader, sentence: Sentence, scopes: Sequence[Scope]) -> None:
    """Go back to where a person lives when a sentence without a place speaks of them again."""
    if reader.focus is not None or any(not scope.back for scope in scopes) or not reader.homes:
        return
    for name, _, _ in _people(reader.text, sentence):
        if name in reader.homes:
            reader.focus = reader.homes[name]
            return
    recent = 0 <= sentence.paragraph - reader.last_home_paragraph <= _NEAR_BY
    if recent and _PRONOUN.search(reader.text, sentence.start, sentence.end):
        reader.focus = reader.last_home


def _note_homes(reader: _Reader, sentence: Sentence, own: Sequence[Scope | Reference]) -> None:
    named = [scope for scope in own if isinstance(scope, Scope) and len(scope.mentions) == 1]
    if not named and reader.focus is None:
        return
    for name, start, end in _people(reader.text, sentence):
        near = [scope for scope in named if 0 <= scope.start - end < 90]
        before = [scope for scope in named if 0 <= start - scope.end < 60]
        if near and _came_from_afar(reader, near[0]):
            reader.homes.pop(name, None)
        elif near or before:
            reader.homes[name] = near[0] if near else before[-1]
            reader.last_home = reader.homes[name]
            reader.last_home_paragraph = sentence.paragraph
        elif name in reader.homes and reader.homes[name] is reader.last_home:
            reader.last_home_paragraph = sentence.paragraph
        elif reader.focus is not None and name not in reader.homes:
            reader.homes[name] = reader.focus


_LIVES = re.compile(r"(?<!\w)(?:ngụ|trú|quê|hộ khẩu)(?: [^\W\d]+){0,2} ?\Z")


def _came_from_afar(reader: _Reader, home: Scope) -> bool:
    """Tell whether a person lives in another province than the one that the story is about, where
    what they do happens: `ông A (ngụ TP. B)` in news of a third place."""
    about = reader.about()
    if about is None or about.national or not _LIVES.search(
        reader.text, max(0, home.start - 24), home.start
    ):  # fmt: skip
        return False
    here, there = _provinces(reader, about), _provinces(reader, home)
    return bool(here and there) and here.isdisjoint(there)


def _provinces(reader: _Reader, scope: Scope) -> set[str]:
    """The folded names of the provinces that a scope lies in or is."""
    told = (*scope.containers, *scope.mentions)
    named = {fold_name(m.name) for m in told if m.level == "province"}
    return named or {
        reader.table.only_province(fold_name(m.name)) or "" for m in scope.mentions
    } - {""}


def _lies_in(scopes: Sequence[Scope], wider: Scope) -> bool:
    names = {mention.name for mention in wider.mentions}
    return any(names & {mention.name for mention in scope.containers} for scope in scopes[-_FAR:])


def _choose(
    reader: _Reader,
    sentence: Sentence,
    scopes: Sequence[Scope],
    spans: Sequence[tuple[int, int]],
    which: int,
) -> Scope | None:
    start, end = spans[which]
    counted = counted_rank(reader.text, start)
    left = _left_scope(reader, sentence, scopes, start, counted)
    following = bisect_left(scopes, end, key=lambda scope: scope.start) if scopes else 0
    right = scopes[following] if following < len(scopes) else None
    if right is not None and following + 1 < len(scopes):
        right = _not_by_whom(reader.text, right, scopes[following + 1])
    if right is not None and counted is not None and _is_one_of(right, end, counted):
        right = None  # "6/6 xã đạt chuẩn, có thêm xã A đạt …"
    if right is not None and _is_given_in(reader.text, left, right, spans[which]):
        return right
    if right is not None:
        near = start - sentence.start < 60
        opening = near and _OPENING.match(reader.text, sentence.start) is not None
        if reaches(reader.text, spans, which, left, right, opening):
            right.attached = True
            return right
    own = bisect_left(scopes, start, key=lambda scope: scope.start) if scopes else 0
    if counted is not None and own < len(scopes):
        around = lies_in(reader.text, scopes[own], end, counted)
        if around is not None:
            return _scope_of(around)
    listed = own < len(scopes) and is_counted_list(scopes[own], end, reader.about())
    if listed and (left is None or counted == 0):
        return scopes[own]
    if counted == 0 and not is_merger(reader.text, start) and (
        left is None or len(left.mentions) == 1
    ):  # fmt: skip
        return Scope(start, end, "province", national=True)  # no place has "14 tỉnh"
    current, about = reader.current(), reader.about()
    held = left or current
    if held is not None and _is_listed_by_place(
        reader.text, scopes[following : following + _FAR], held, end
    ):
        return _around(held, about) or Scope(start, end, "province", national=True)
    if left is not None:
        return left
    if reader.wider:
        return Scope(start, end, "province", national=True)
    if counted is None or current is None or about is None or RANK[current.level] < counted:
        return current
    return about if RANK[about.level] < counted else current


def _is_one_of(right: Scope, end: int, counted: int) -> bool:
    """Tell whether a place behind a count of places is but one of such, and does not lie there;
    right behind it it would be the one that is counted, `1 xã A`."""
    return len(right.mentions) == 1 and right.start - end > 2 and RANK[right.level] >= counted


_RECEIVE = re.compile(r"[^.;:()\n]{0,80}\b(?:trên địa bàn|ở|tại|của|trong)\s+")


def _is_given_in(text: str, giver: Scope | None, right: Scope, span: tuple[int, int]) -> bool:
    """Tell whether a wider place gives what is for the place at hand: `tỉnh hỗ trợ 90 suất quà cho
    90 hộ nghèo trên địa bàn huyện`."""
    return (
        giver is not None
        and right.back
        and bool(right.mentions)
        and RANK[right.level] > RANK[giver.level]
        and _GIVING.search(text, giver.end, span[0]) is not None
        and _RECEIVE.fullmatch(text, span[1], right.start) is not None
    )


def _around(scope: Scope, about: Scope | None) -> Scope | None:
    """Return what a place lies in, or what the text is about, if that is wider."""
    if scope.containers:
        return _scope_of(scope.containers[0])
    return about if about is not None and RANK[about.level] < RANK[scope.level] else None


_BRACKETED_LIST = re.compile(r"[^.;:()\n]{0,60}(?:\(|, trong đó,? (?:có )?(?:ở )?|, gồm:? )")


_HAS = re.compile(r" (?:hiện |đã )?có (?:\w+ ){0,2}\d")  # "tỉnh A có 95 xã, gồm B cũ 50, C cũ 45"


def _is_listed_by_place(text: str, following: Sequence[Scope], left: Scope, end: int) -> bool:
    """Tell whether the list behind a figure shares it out among several places that do not lie
    in the one before it: `tại xã A, 21 nhà bị tốc mái (xã B 8 nhà; xã C 13 nhà)`.

    `end`: where the figure ends.
    """
    opening = _BRACKETED_LIST.match(text, end)
    if opening is None or len(left.mentions) > 1 or _HAS.match(text, left.end, end):
        return False
    closing = text.find(")", opening.end()) if opening[0].endswith("(") else len(text)
    within = [
        scope
        for scope in following
        if opening.end() <= scope.start < closing
        and scope.mentions
        and RANK[scope.level] <= RANK[left.level]
    ]
    return (
        len(within) > 1
        and within[0].start == opening.end()
        and all(len(scope.mentions) == 1 for scope in within)
    )


_BY_WHOM = re.compile(r"\b(?:được|do|bị) \Z")
_WHERE = re.compile(
    r"[^.,;:\n()]{0,40}\b(?:đề xuất|đề nghị|đầu tư|xây|triển khai|thực hiện|khởi công|quy hoạch)\b"
    r"[^.,;:\n()]{0,24}\b(?:ở|tại|trên địa bàn) "
)


def _not_by_whom(text: str, right: Scope, inner: Scope) -> Scope:
    """Return where something is done, if a place only names who does it and where follows:
    `4 dự án được tỉnh A đề xuất xây dựng ở huyện B`."""
    whom = _BY_WHOM.search(text, max(0, right.start - 8), right.start)
    if whom is None or RANK[inner.level] <= RANK[right.level]:
        return right
    return inner if _WHERE.fullmatch(text, right.end, inner.start) else right


def _left_scope(
    reader: _Reader,
    sentence: Sentence,
    scopes: Sequence[Scope],
    start: int,
    counted: int | None,
) -> Scope | None:
    """Return the nearest scope before an anchor that still holds there.

    `counted` is the rank of the units that the anchor's number counts, if it counts such.
    """
    if not scopes:
        return None
    text = reader.text
    about = reader.about()
    before = bisect_left(scopes, start, key=lambda scope: scope.end)
    for scope in reversed(scopes[max(0, before - _FAR) : before]):
        between = text[max(scope.end, start - 1_000) : start]
        if 0 <= scope.closes < start:
            continue
        if (scope.counted or scope.tallied) and _AMONG.search(between):
            continue
        outside = _ASIDE.sub("", between) if "(" in between else between
        if scope.counted and ";" in outside:
            continue
        if ";" in outside and _is_of_item(text, sentence, scope, about):
            continue
        if scope.institution and _is_partner(text, scope, scopes[:before]):
            continue
        if counted is not None and RANK[scope.level] >= counted and not scope.national:
            # No commune has "8/9 xã": they are of what it lies in, as in "thị xã A, B và 8 huyện".
            wider = next((c for c in scope.containers if RANK[c.level] < counted), None)
            if len(scope.mentions) == 1 and wider is not None:
                return _scope_of(wider)
            if len(scope.mentions) == 1 or AND.match(between):
                continue
        is_own = scope.example or scope.counted or scope.attached
        if is_own and (_NEW_CLAUSE.search(outside) or (scope.attached and scope.back)):
            continue
        if _NEW_SUBJECT.search(between) and scope.level != "province":
            continue
        parallel = _PARALLEL.search(text, max(sentence.start, scope.start - 30), scope.start)
        if parallel is None and _comes_to_give(scope, about, between):
            continue
        if scope.institution and about is not None and RANK[scope.level] < RANK[about.level]:
            # The office of a wider unit: it gives, and what it gives is for the place at hand;
            # but what it reports is its own.
            speaks = _SPEAKING_OFFICE.match(text, sentence.start, scope.end) or (
                _TALLY_TIME.match(text, sentence.start, scope.start)
            )
            if (not speaks or _GIVING.search(between[:30])) and not _is_elsewhere(reader, scope):
                continue
        return scope
    return None


_WITH_WHOM = re.compile(r"phối hợp (?:với|cùng)(?: [^\W\d]+){0,8}? \Z")


def _is_partner(text: str, office: Scope, before: Sequence[Scope]) -> bool:
    """Tell an office of a wider place that one of the place at hand works with: `Mặt trận huyện A
    phối hợp với Công an tỉnh B`."""
    return (
        bool(before)
        and before[0].end < office.start
        and RANK[before[0].level] > RANK[office.level]
        and _WITH_WHOM.search(text, max(0, office.start - 60), office.start) is not None
    )


def _is_of_item(text: str, sentence: Sentence, scope: Scope, about: Scope | None) -> bool:
    """Tell whether a place within the one at hand is the subject of one item of a list only: `8 xã
    về đích; huyện A ra khỏi diện nghèo; tỷ lệ hộ nghèo còn 4%`."""
    if about is None or RANK[scope.level] <= RANK[about.level] or scope.back:
        return False
    return text.startswith("; ", max(sentence.start, scope.start - 2))


def _is_elsewhere(reader: _Reader, office: Scope) -> bool:
    """Tell whether the place at hand is said to lie in another province than an office's."""
    current = reader.current()
    if office.level != "province" or current is None:
        return False
    homes = {fold_name(m.name) for m in current.containers if m.level == "province"}
    homes |= {reader.table.only_province(fold_name(m.name)) or "" for m in current.mentions} - {""}
    return bool(homes) and homes.isdisjoint(fold_name(m.name) for m in office.mentions)


_PARALLEL = re.compile(r";\s[^,;.]{0,24}\Z")  # "tỉnh A trao 30 suất; UBND tỉnh B trao 40 suất"


def _comes_to_give(scope: Scope, about: Scope | None, between: str) -> bool:
    """Tell whether another province's office gives what is for the place at hand."""
    return (
        scope.institution
        and about is not None
        and scope.level == about.level == "province"
        and {m.name.casefold() for m in scope.mentions}.isdisjoint(
            m.name.casefold() for m in about.mentions
        )
        and _GIVING.search(between[:40]) is not None
    )


def _respectively(
    text: str,
    sentence: Sentence,
    scopes: Sequence[Scope],
    spans: Sequence[tuple[int, int]],
    chosen: list[Scope | None],
) -> None:
    """Give the figures after `lần lượt` the places of the list before it, one each."""
    if len(spans) < 2:
        return
    cue = _RESPECTIVELY.search(text, sentence.start, sentence.end)
    if cue is None:
        return
    lists = [scope for scope in scopes if scope.end <= cue.start() and len(scope.mentions) > 1]
    after = [index for index, span in enumerate(spans) if span[0] > cue.start()]
    if not lists or len(after) < len(lists[-1].mentions):
        return
    places = lists[-1].mentions
    whole = len(after) - len(after) % len(places)
    for position, index in enumerate(after[:whole]):
        chosen[index] = _scope_of(places[position % len(places)])


def _acts_first(reader: _Reader, scope: Scope) -> bool:
    """Tell whether a paragraph opens with what an office of a smaller place did: `Chiều 23/12, Hội
    Phụ nữ xã A tổng kết công tác năm. Trong năm, hội kết nạp 164 hội viên`."""
    about = reader.about()
    return (
        scope.institution
        and len(scope.mentions) == 1
        and scope.start - reader.paragraph_start < _OPENING_WIDTH
        and _ACTS.match(reader.text, scope.end) is not None
        and (about is None or RANK[scope.level] > RANK[about.level])
    )


def _move_focus(
    reader: _Reader,
    scopes: Sequence[Scope],
    spans: Sequence[tuple[int, int]],
    chosen: Sequence[Scope | None],
) -> None:
    """Let a sentence's place go on to hold for the sentences after it."""
    about = reader.about()
    own = [
        scope
        for scope in scopes
        if not scope.institution or about is None or RANK[scope.level] >= RANK[about.level]
    ]
    taken = {id(scope) for scope in chosen}
    used = [
        scope for scope in own if id(scope) in taken and not _GAUGED.match(reader.text, scope.end)
    ]
    if len(used) == 1 and not used[0].example and not used[0].counted:
        # Of several places named after what they hold for, none goes on to hold, but their own.
        if not (used[0].attached and len(used[0].mentions) > 1):
            reader.focus = used[0]
        elif used[0].containers:
            reader.focus = _scope_of(used[0].containers[0])
    elif used:
        first = own[0]
        widest = min(RANK[scope.level] for scope in used)
        is_frame = first in used or first.end <= spans[0][0]
        if is_frame and not first.example and not first.counted and (
            RANK[first.level] < max(RANK[scope.level] for scope in used)
            and RANK[first.level] <= widest
        ):  # fmt: skip
            reader.focus = first
    elif not spans and scopes and _acts_first(reader, scopes[0]):
        reader.focus = scopes[0]
    elif own and all(scope is not None and scope.national for scope in chosen):
        visible = [
            scope
            for scope in own
            if scope.closes < 0
            and not scope.institution
            and not (scope.example and len(scope.mentions) > 1)
            and not is_home(reader.text, scope)
        ]
        if len(visible) == 1:
            reader.focus = visible[0]
    if reader.items and reader.section is None and reader.focus is None and len(scopes) == 1:
        reader.focus = scopes[0]  # "* Chiều nay, Đảng bộ xã A họp."
    reader.intro = reader.intro if reader.intro else reader.focus
    if reader.section is None and reader.items and reader.focus is not None:
        reader.section = reader.focus
