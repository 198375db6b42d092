"""What an article is about: the place that title and lead make its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.patterns import UPPER, any_word, either_case
from extractors.place_mentions import find_places
from extractors.place_names import Level, PlaceTable, fold_name, fold_syllable
from extractors.place_records import PlaceMention
from extractors.place_scopes import IN_REGION, RANK, Reference, Scope, find_nations, open_scopes
from extractors.place_seats import BODY
from extractors.place_words import RUN, load_place_words
from extractors.sentences import Sentence

_SUBJECT_WIDTH = 40  # characters of an office that opens a sentence, `Hội … ` to the unit word
_LEAD_WIDTH = 1_000  # characters within which a story says where it was
_OFTEN = 3  # times that it then names the place
# A report of what a wider place does in all of it.
_MANY = re.compile(
    any_word(
        rf"{word}\b"
        for word in (
            *either_case([rf"các (?:cấp|địa phương|(?:xã|huyện|phường|cơ sở)(?! [{UPPER}]))"]),
            "toàn (?:tỉnh|huyện)",
            rf"trong (?:toàn )?(?:tỉnh|huyện)(?! [{UPPER}])",
            rf"trên địa bàn (?:toàn )?(?:tỉnh|huyện)(?! [{UPPER}])",
        )
    )
)
_HEADINGS = 8  # lines above the text
_HEADING = 90  # characters of such a line, at most
_LISTED = 3  # places that each "có 12 hộ" are compared, two may be told of one by one
_LEAD_SEARCH = 30  # sentences among which the lead is looked for

# Sentences that say who came, from where, and pictures' captions: no place of theirs holds.
ATTENDEES = re.compile(
    r"\W*(?:(?:Cùng )?[Tt]ham (?:dự|gia)|(?:Cùng |Tham )?[Dd]ự(?! (?:án|kiến|thảo|toán|báo|ước))"
    r"|Đến dự|Chủ trì|Ảnh:|Tác giả|Nguồn)\b"
)
# Sentences that tell of some instance of what was said before: no place of theirs is the topic.
_INSTANCE = re.compile(
    r"\W*(?:[Nn]ổi bật|[Tt]iêu biểu|[Đđ]iển hình|[Đđ]ơn cử|Cụ thể|Trong đó|Riêng)\b"
)
_ABOUT = re.compile(
    r"(?:[Tt]rên địa bàn|[Tt]oàn|[Nn]hân dân|làm việc (?:với|tại)|[Tt]rong)\s(?:các\s)?\Z"
)
_RANKED = re.compile(
    r"(?:lớn|cao|nhiều|đông|mạnh|thấp|ít) nhất|đứng (?:đầu|thứ)|dẫn đầu|vượt (?:TP|[A-ZĐ])"
)
_HAS = re.compile(r"\)? (?:có|đạt) \d")
_DOES = re.compile(r"\)?\s(?:đã|là|có|đang|vừa|hiện)\b")
_VENUE = re.compile(r"\btại\s(?:[^,.;]{0,40},\s)?\Z")
_VENUE_EVENT = re.compile(r"tổ chức|diễn ra|khai mạc|phối hợp|hội nghị|lễ ", re.IGNORECASE)
_SEMINAR_AT = re.compile(
    r"(?:hội thảo|diễn đàn|tọa đàm|toạ đàm|họp báo)(?!\w)[^.;\n]{0,80}"
    r"(?:tổ chức|diễn ra|khai mạc)[^.;\n]{0,30}(?<!\w)(?:tại|ở) \Z",
    re.IGNORECASE,
)
# Where people meet says nothing of what they speak about.
_MEETINGS = (
    "hội nghị|đại hội|hội thảo|diễn đàn|tổng kết|sơ kết|giao ban|kỳ họp|họp báo|tọa đàm|toạ đàm"
)
_MEETING = re.compile(rf"(?:{_MEETINGS})\b[^.;\n]{{0,200}}?\btại\s\Z", re.IGNORECASE)
_NATIONAL_EVENT = re.compile(
    rf"\b(?i:{_MEETINGS})\b[^.;\n]{{0,80}}"
    r"\b(?:Việt Nam|toàn quốc|cả nước|quốc gia|quốc tế)\b[^.;\n]{0,40}\b(?:tại|ở) \Z"
)
_COUNTRYWIDE = re.compile(
    any_word([r"trên (?:phạm vi )?(?:cả nước|toàn quốc) (?:trong|năm|đã|đạt|ước|tính)\b"])
)
# "Chế biến cá ở Cần Thơ. Ảnh: …": a caption within its paragraph
PICTURED = re.compile(r"\s*\(?Ảnh(?: minh h[oọ]a)? ?:")
_TIME_BEFORE = re.compile(r"\b(?:vừa qua|thời gian qua|năm qua|hiện nay) \Z")
# Where a firm that is told of has its address, which says nothing of where its figures hold.
ADDRESS = re.compile(
    r"(?<!\w)(?:công ty|doanh nghiệp|tập đoàn|hợp tác xã|htx|chi nhánh|tnhh)(?!\w)[^.;\n]{0,80}"
    r"(?<!\w)(?:địa chỉ(?: (?:tại|ở|số|trụ sở|đăng ký))*:?"
    r"|trụ sở(?: [^\W\d]+){0,3} (?:tại|ở)(?: số)? \d)[^.;\n]{0,60}\Z",
    re.IGNORECASE,
)
_RESIDENCE = re.compile(r"\b(?:trú|ngụ|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|gia đình)\b[^.;]{0,60}\Z")

# "Theo Tổng cục Thống kê, 10 tháng có 2.100 dự án": of the whole country
_NATIONAL_OFFICE = re.compile(
    r"(?:\([^)]{2,20}\)\s*[-–]?\s*)?Theo "
    r"(?:(?:số liệu|thống kê|báo cáo|thông tin|đánh giá)[^,.;]{0,24} )?"
    rf"{BODY}"
)
_FIRM_DOES = (
    "sẽ|đã|vừa|đạt|tăng|giảm|thu|lãi|lỗ|mở|bán|đầu tư|xuất khẩu|dự kiến|đặt|công bố|ra mắt|rót"
    "|huy động|chi|lên kế hoạch|muốn|giới thiệu|cho biết|báo cáo|ghi nhận"
)
# What a firm of the whole country tells of itself: "Honda Việt Nam tăng xuất khẩu"
_NATIONAL_FIRM = re.compile(
    rf"(?:[{UPPER}]\w+|(?:Tổng )?[Cc]ông ty|Tập đoàn|Hiệp hội|Hãng)(?: [^\W\d]+){{0,5}} Việt Nam"
    rf"(?= (?:{_FIRM_DOES})(?!\w))"
    r"|(?:Tập đoàn|Tổng công ty|Hãng (?:hàng không|xe|taxi))"
    rf"(?: [^\W\d]+){{1,6}}?(?= (?:{_FIRM_DOES})(?!\w))"
)
_NEWS_ITEM = re.compile(r"\*(?<![^\n]\*) ?[^\W\d]")
_HONOURED = re.compile(
    r": [^:\n]*(?:công nhận|đón nhận|ra mắt|khánh thành|khởi công|bàn giao)(?: [^\W\d]+){0,6} \Z"
)
_LABEL_BEFORE = re.compile(r"[^:\n]{2,30}: ")
_NAME_BEFORE = re.compile(rf"([{UPPER}]\w*)(?: [{UPPER}]\w*){{1,4}} \((?:[^()]{{1,24}}, )?\Z")


def find_topic(
    text: str,
    sentences: Sequence[Sentence],
    named: Sequence[Scope],
    references: Sequence[Reference],
    title: str | None = None,
    *,
    table: PlaceTable,
) -> Scope | None:
    """Return the place that title and lead make the article's own, None where there is none."""
    scored: list[tuple[int, Scope]] = []
    if title and not text.startswith(title.strip()[:60]):
        for scope in [*open_scopes(title, find_places(title)), *find_nations(title)]:
            if not scope.passing:
                scored.append((_aboutness(title, 0, len(title), scope, headline=True), scope))
    lead = _lead(text, sentences, title)
    unnamed = _unnamed_levels(named, references, sentences[:1])
    if len(_NEWS_ITEM.findall(text)) > 1:  # of several news, each with a place of its own
        lead = [s for s in lead if not _NEWS_ITEM.match(text, text.rfind("\n", 0, s.start) + 1)]
    compared = [(sentence.start, *_compared(text, named, sentence)) for sentence in lead]
    for position, sentence in enumerate(lead):
        line = text[sentence.start : sentence.end]
        if ATTENDEES.match(line) or _INSTANCE.match(line) or "|" in line or "\t" in line:
            continue
        if position and PICTURED.match(text, sentence.end):
            continue
        headline = position == 0 and _is_headline(text, sentence, title)
        countrywide = _COUNTRYWIDE.search(text, sentence.start, sentence.end)
        if countrywide and not any(
            sentence.start <= scope.start < sentence.end for scope in named
        ):  # "hưởng ứng phong trào trên cả nước năm 2024, huyện A trồng cây"
            scored.append((4, Scope(*countrywide.span(), "province", national=True)))
        nations = find_nations(text[: sentence.end]) if headline else []
        region = IN_REGION.search(text, sentence.start, sentence.end) if headline else None
        if region and not any(scope.start < lead[:2][-1].end for scope in named):
            scored.append((4, Scope(*region.span(), "province", national=True)))
        for scope in [*named, *nations]:
            if scope.seat and sentence.start <= scope.start < sentence.end:
                scored.append((4, Scope(scope.start, scope.end, "province", national=True)))
            if not sentence.start <= scope.start < sentence.end or scope.passing or scope.example:
                continue
            if _NATIONAL_EVENT.search(text, sentence.start, scope.start):
                continue  # "hội nghị phát triển ngành tôm Việt Nam diễn ra ở Cà Mau"
            if not headline and _is_spoken(text, sentence.start, scope.start):
                continue
            if is_home(text, scope) or (position and _heads_section(text, sentence, scope)):
                continue
            if not headline and (
                any(
                    scope.level in levels
                    and (begin == sentence.start or (begin < scope.start and _bears(scope, names)))
                    for begin, levels, names in compared
                )
                or _RANKED.search(text, scope.end, min(sentence.end, scope.end + 90))
                or _lies_in_unnamed(scope, unnamed)
            ):
                continue
            scored.append(
                (_aboutness(text, sentence.start, sentence.end, scope, headline=headline), scope)
            )
            if len(scope.mentions) > 1 and scope.containers and not headline:
                # "tại 2 xã A và B, huyện C": what holds for both is of the district
                container = max(scope.containers, key=lambda mention: RANK[mention.level])
                around = Scope(container.start, container.end, container.level, (container,))
                scored.append((3, around))
    scored += [(2, scope) for scope in _in_headings(text, sentences, named)]
    office = _NATIONAL_OFFICE.match(text, lead[0].start, lead[0].end) if lead else None
    firms = [_NATIONAL_FIRM.match(text, s.start, s.end) for s in lead[:2]]
    firm = next((match for match in firms if match), None)
    told_by = firm or office
    end = lead[firms.index(firm)].end if firm else lead[0].end if lead else 0
    if told_by and not any(lead[0].start <= scope.start < end for scope in named):
        scored.append((4 if firm else 3, Scope(*told_by.span(), "province", national=True)))
    best = max(scored, key=lambda pair: pair[0], default=(0, None))
    topic = best[1]
    if topic is None or best[0] < 2:
        return None
    if topic.national:
        return topic
    headline_end = lead[0].end if lead and _is_headline(text, lead[0], title) else 0
    headed = topic not in named or any(scope.start < headline_end for scope in named)
    own_news = any(
        topic.start == sentence.start
        and topic in named
        and not topic.institution
        and text[topic.end : topic.end + 1] != ":"  # "Huế: …" only says where to look
        for sentence in sentences[:1]
    )
    if not own_news:
        if not headed and _is_example(text, topic, named, table):
            return None
        topic = _narrow(text, topic, named, lead)
    if _MANY.search(text):
        return topic
    return _only_one_within(topic, named, references)


_LONG_STORY = 3_000  # characters


def _is_example(text: str, topic: Scope, named: Sequence[Scope], table: PlaceTable) -> bool:
    """Tell whether a long story only opens at a place: it names it but once, and another province
    too than the one it lies in."""
    if len(text) < _LONG_STORY or len(topic.mentions) > 1:
        return False
    if topic.level not in ("province", "district"):
        return False  # of a village a story seldom says the name again
    name = topic.mentions[0].name
    keys = table.all_names(fold_name(name))
    told = [
        mention
        for scope in named
        if not scope.passing
        for mention in (*scope.mentions, *scope.containers)
    ]
    again = sum(not keys.isdisjoint(table.all_names(fold_name(m.name))) for m in told)
    if again > 1 or text.count(name) > 1 or name == "Thủ đô":
        return False
    homes = keys | {table.only_province(key) or "" for key in keys}
    return any(
        mention.level == "province"
        and homes.isdisjoint(table.all_names(fold_name(mention.name)))
        and (mention.unit or not mention.institution)  # no "Báo Tuổi trẻ Thủ đô"
        for mention in told
    )


_OFTEN_CALLED = 3  # times that a text says the name of a plant that its headline is about


def called_after(
    text: str,
    sentences: Sequence[Sentence],
    named: Sequence[Scope],
    title: str | None,
    table: PlaceTable,
) -> Scope | None:
    """Return the province whose name the headline's plant or firm bears, where the text goes on
    about it and tells of no other: `Nhà máy đạm Ninh Bình chạy lại`."""
    if not sentences or not _is_headline(text, sentences[0], title):
        return None
    homes = {
        table.only_province(fold_name(mention.name))
        for scope in named
        for mention in (*scope.mentions, *scope.containers)
        if not scope.passing
    }
    start = sentences[0].start
    firm = load_place_words().company
    for run in RUN.finditer(text, start, sentences[0].end):
        key = fold_name(run[0])
        if (
            firm.search(text, start, run.start())  # no singer, no street
            and table.is_province(key)
            and homes <= {key, None}
            and text.count(run[0]) >= _OFTEN_CALLED
        ):
            mention = PlaceMention(*run.span(), run[0], "province", run.start())
            return Scope(*run.span(), "province", (mention,))
    return None


def _in_headings(text: str, sentences: Sequence[Sentence], named: Sequence[Scope]) -> list[Scope]:
    """Return the places of the lines above the text: `Báo cáo công tác quý II của huyện A`."""
    found = []
    for sentence in sentences[:_HEADINGS]:
        end = text.find("\n", sentence.start)
        line = text[sentence.start : end].rstrip() if end >= 0 else ""
        if not line or len(line) > _HEADING or line[-1] in ".;:,…" or "|" in line or "\t" in line:
            break
        found += [
            scope
            for scope in named
            if sentence.start <= scope.start < end
            and not scope.passing
            and len(scope.mentions) == 1
            and scope.mentions[0].unit
            and scope.level != "village"
            and not ATTENDEES.match(line)
        ]
    return found


def _compared(text: str, named: Sequence[Scope], sentence: Sentence) -> tuple[set[Level], set[str]]:
    """Return the levels of which a sentence compares several places, each with its own figure, and
    the names of these."""
    within = [s for s in named if sentence.start <= s.start < sentence.end]
    counted = [s for s in within if s.counted]
    if len(having := [s for s in within if _HAS.match(text, s.end)]) >= _LISTED:
        counted += having
    levels = [scope.level for scope in counted]
    names = {mention.name for scope in counted for mention in scope.mentions}
    return {level for level in levels if levels.count(level) > 1}, names


def _bears(scope: Scope, names: set[str]) -> bool:
    return any(mention.name in names for mention in scope.mentions)


def _unnamed_levels(
    named: Sequence[Scope], references: Sequence[Reference], opening: Sequence[Sentence]
) -> set[Level]:
    """Return the levels that a text speaks of as its own without naming any.

    It does with `toàn huyện`, or when an office of it is the subject of the opening sentence.
    """
    told = {mention.level for mention in _told_of(named)}
    subject = {sentence.start for sentence in opening}
    own = {
        ref.level
        for ref in references
        if not ref.office or any(0 <= ref.start - start < _SUBJECT_WIDTH for start in subject)
    }
    return own - told


def _told_of(named: Sequence[Scope]) -> list[PlaceMention]:
    """Return the places that a text does not only name on the way, and what they lie in."""
    return [
        mention
        for scope in named
        if not scope.passing
        for mention in (*scope.mentions, *scope.containers)
    ]


def _lies_in_unnamed(scope: Scope, unnamed: set[Level]) -> bool:
    """Tell whether the article's own place is a wider one, such as a `huyện` it never names."""
    widest = (scope.containers or scope.mentions)[-1].level
    return any(RANK[level] < RANK[widest] for level in unnamed)


def _is_spoken(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence opens with speech that still goes on at `end`: who speaks may name
    any place."""
    if text[start] not in '“"':
        return False
    return text.count("”", start, end) == 0 and text.count('"', start, end) <= 1


def _heads_section(text: str, sentence: Sentence, scope: Scope) -> bool:
    """Tell whether a place opens one section of several: `Kon Rẫy: …`."""
    return scope.start == sentence.start and text[scope.end : scope.end + 1] == ":"


def is_home(text: str, scope: Scope) -> bool:
    """Tell whether a place stands in brackets behind somebody's name: `Nguyễn Văn A (xã B)`."""
    name = _NAME_BEFORE.search(text, max(0, scope.start - 60), scope.start)
    return name is not None and fold_syllable(name[1]) in load_place_words().surnames


def _lead(text: str, sentences: Sequence[Sentence], title: str | None) -> list[Sentence]:
    """Return the headline and the sentences of the first two paragraphs of some length."""
    lead: list[Sentence] = list(sentences[:1])
    paragraphs: set[int] = set()
    has_headline = bool(lead) and _is_headline(text, lead[0], title)
    for sentence in sentences[1 if has_headline else 0 : _LEAD_SEARCH]:
        line_end = text.find("\n", sentence.end)
        line_end = line_end if line_end >= 0 else len(text)
        last = text[max(sentence.end - 1, line_end - 3) : line_end].rstrip()[-1:]
        if last not in '.!?…:;”"' or text[sentence.start].islower():
            continue  # a caption or heading, or the rest of one
        if sentence.end - sentence.start > 30 or sentence.paragraph in paragraphs:
            paragraphs.add(sentence.paragraph)
            if len(paragraphs) > 2:
                break
            lead.append(sentence)
    return lead[:7]


def _is_headline(text: str, sentence: Sentence, title: str | None) -> bool:
    line_end = text.find("\n", sentence.start)
    line = text[sentence.start : line_end if line_end >= 0 else len(text)].strip()
    if title and line.startswith(title.strip()[:60]):
        return True
    return 0 < len(line) < 170 and line[-1] not in ".;:…" and line_end >= 0


_ALONE = re.compile(r"(?:\b(?:tại|ở|thuộc)|\() ?\Z")


def _narrow(text: str, topic: Scope, named: Sequence[Scope], lead: Sequence[Sentence]) -> Scope:
    """Return the place of the event itself where the lead gives it within the topic.

    A headline says "ở Huế"; the lead "thôn A (xã B, Thừa Thiên Huế)", or its first sentence has
    a village for its subject.
    """
    opening = next(
        (
            sentence
            for sentence in lead
            if sentence.end - sentence.start > 60
            and not _INSTANCE.match(text[sentence.start : sentence.end])
        ),
        None,
    )
    within = [  # where the office that the opening begins with did something
        scope
        for scope in named
        if opening is not None
        and opening.start <= topic.start < scope.start < opening.end
        and not (scope.institution or scope.passing or scope.example)
    ]
    last = max((s.start for s in named if not s.institution and _is_topic(s, topic)), default=-1)
    for scope in named:
        if scope.start > _LEAD_WIDTH:
            break
        if (
            len(scope.mentions) != 1
            or scope.start < last  # the article comes back to the wider place
            or RANK[scope.level] <= RANK[topic.level]
            or scope.closes >= 0
            or scope.passing
            or _RESIDENCE.search(text, max(0, scope.start - 80), scope.start)
        ):
            continue
        if any(_is_same(container, topic) for container in scope.containers) and not (
            _MEETING.search(text, max(0, scope.start - 240), scope.start)
        ):
            return _innermost(text, scope, named)
        alone = within == [scope] and _ALONE.search(text, max(0, scope.start - 12), scope.start)
        met = alone and _MEETING.search(text, max(0, scope.start - 240), scope.start)
        if topic.institution and alone and not met:
            return scope
        if (
            opening is not None
            and opening.start <= scope.start < opening.end
            and topic.level == "province"
            and not scope.institution
            and (
                scope.start == opening.start
                or text[scope.start - 2] == ","
                or _TIME_BEFORE.search(text, max(0, scope.start - 20), scope.start)
            )
            and _DOES.match(text, scope.end)
        ):
            return scope
    return topic


def _only_one_within(
    topic: Scope, named: Sequence[Scope], references: Sequence[Reference]
) -> Scope:
    """Return the one commune, else district, that a story names time and again within its topic,
    unless it speaks of all of the wider place: `toàn huyện`."""
    if any(not ref.office and RANK[ref.level] <= RANK[topic.level] for ref in references):
        return topic
    told = [
        mention
        for scope in named
        if not scope.passing
        # One of several that are listed is not what the story is about.
        for mention in (*(scope.mentions if len(scope.mentions) == 1 else ()), *scope.containers)
    ]
    for level in ("commune", "district"):
        found = [mention for mention in told if mention.level == level]
        if RANK[level] <= RANK[topic.level] or len({fold_name(m.name) for m in found}) != 1:
            continue
        first = found[0]
        back = any(
            scope.start > first.start and not scope.institution and _is_topic(scope, topic)
            for scope in named
        )
        if len(found) >= _OFTEN and first.start < _LEAD_WIDTH and not back:
            return Scope(first.start, first.end, level, (first,))
    return topic


def _innermost(text: str, scope: Scope, named: Sequence[Scope]) -> Scope:
    """Return the village that the sentence goes on to name within a commune."""
    for inner in named:
        if (
            inner.start > scope.start
            and scope.mentions[0] in inner.containers
            and len(inner.mentions) == 1
            and not inner.passing
            and not re.search(r"[.\n]", text[scope.end : inner.start])
        ):
            return inner
        if inner.start > scope.end + 200:
            break
    return scope


def _is_topic(scope: Scope, topic: Scope) -> bool:
    return len(scope.mentions) == 1 and _is_same(scope.mentions[0], topic)


def _is_same(container: PlaceMention, topic: Scope) -> bool:
    return container.level == topic.level and any(
        container.name.casefold().endswith(mention.name.casefold()) for mention in topic.mentions
    )


def _aboutness(text: str, start: int, end: int, scope: Scope, *, headline: bool) -> int:
    before = text[max(start, scope.start - 120) : scope.start]
    if len(scope.mentions) > 1 and not headline:
        return 0
    score = 2
    if headline:
        score += 3
    if scope.national:
        return score + 1
    if scope.start == start:
        score += 2
    elif headline and _LABEL_BEFORE.fullmatch(text, start, scope.start):
        score += 3  # "Hà Tĩnh: Huyện Đức Thọ về đích": of the two the one that does it
    elif headline and _HONOURED.search(before):
        score += 3  # "Huyện Đông Hải: Lễ công nhận xã Định Thành đạt chuẩn": of the two the lesser
    if _ABOUT.search(before):
        score += 4 if scope.level == "province" else 3
    if scope.institution:
        score += 1
    if not headline and _SEMINAR_AT.search(before):
        return 0  # what is said at a seminar is of anywhere
    if _VENUE.search(before) and _VENUE_EVENT.search(text, scope.end, min(end, scope.end + 300)):
        score -= 1
    elif scope.closes >= 0:
        score -= 2
    return score
