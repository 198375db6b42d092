"""Whether a figure is a result, a plan or a forecast.

read_status(text, sentence, mentions) goes by the verbs of a sentence; mark_plans(text, sentences,
mentions, sentence_of, periods, parents, day, title) by what no verb tells: a time to come, a list,
a plan's level, the plan that a part is of.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from extractors.counting_words import HARMED
from extractors.headlines import restated
from extractors.mentions import Mention
from extractors.patterns import lower
from extractors.periods import Period
from extractors.plan_words import FORECAST, FORETOLD, PLAN, RESULT, SETS_OR_TELLS, TARGET_LIST
from extractors.records import Status
from extractors.sentences import Sentence
from extractors.times.vocabulary import fold

# `đạt 56% kế hoạch giao; sản lượng đạt 21 tấn`: the plan is what a percentage is of, no more.
_OF_PERCENT = re.compile(
    r"\s*(?:(so\s+với)\s+|của\s+)?(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|nghị quyết|kh)(?!\w)"
    r"(?:\s+(?!và\s|phấn đấu|sẽ\s)[^\s,;.()]+)*"
)
# What was asked for and came about: `kiến nghị … giải quyết được 57 vụ`.
_ASKED = ("kiến nghị", "yêu cầu", "chuẩn bị", "theo")
_ACHIEVED = re.compile(r"(?<!\w)được(?:\s+(?:hơn|gần|trên|khoảng|thêm|tổng số|tổng cộng|là))*\s*\Z")
# Who was asked is no plan: `đã yêu cầu 9 tập thể rút kinh nghiệm`.
_HAS_ASKED = re.compile(r"(?<!\w)đã\s+(?:yêu cầu|kiến nghị)(?:\s+(?:hơn|gần|trên|cả))*\s*\Z")
_LIST_ITEM = re.compile(r"\s*(?:[-–+•*]|\d{1,2}[.)]|[a-zđ]\))\s")
_PLAN_HEADING = re.compile(
    r"(?<!\w)(?:mục tiêu|chỉ tiêu|phấn đấu|nhiệm vụ|kế hoạch)(?!\w)", re.IGNORECASE
)
_RESULT_HEADING = re.compile(
    r"(?<!\w)(?:kết quả|tình hình|đạt và vượt|đã|vượt|tăng (?:cao|mạnh|khá)"
    r"|giảm (?:mạnh|sâu))(?!\w)",
    re.IGNORECASE,
)
_PLAN_TITLE = re.compile(r"^[ \t]*(?:KẾ HOẠCH|Kế hoạch)(?!\w)", re.MULTILINE)
_CHAPTER = re.compile(r"[IVX]{1,4}[.\-)]? +\w")
# `III. PHƯƠNG HƯỚNG QUÝ III/2024`, `2. Nhiệm vụ 6 tháng cuối năm`: all below is to come.
_SECTION = re.compile(
    r"(?P<mark>(?:(?P<roman>[IVX]{1,4})|\d{1,2})[.)]\s+)?(?P<plan>(?:một số )?"
    r"(?:phương hướng|nhiệm vụ|mục tiêu|chỉ tiêu|kế hoạch)(?!\w))?"
    r"(?:(?! (?:là|đạt|có|của)\s)[^.;]){0,90}\Z",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"(?<!\w)(?:tới|tháng \d|tháng cuối|cuối năm|quý [IV\d]|năm(?: học)? 20\d\d)(?!\w)"
    # "2. Mục tiêu cụ thể"
    r"|(?:mục tiêu|chỉ tiêu|nhiệm vụ|phương hướng)"
    r"(?:,? (?:và |các )?(?:giải pháp|chung|tổng quát|cụ thể|chủ yếu|trọng tâm|nhiệm vụ))*:?\s*\Z",
    re.IGNORECASE,
)
# The level a plan sets, wherever its sentence tells of a result: `đạt 76% kế hoạch (17 tấn)`.
_PLAN_NOUN = r"(?<!\w)(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu)"
_NAMES_PLAN = re.compile(r"kế hoạch|dự toán|chỉ tiêu|mục tiêu|kh(?!\w)")
_LEVEL_OF_PLAN = re.compile(
    rf"{_PLAN_NOUN}(?:\s+[^\W\d]+){{0,4}}?\s*(?:\(\s*(?:là\s+)?|\s(?:đề ra|giao|năm) là\s+)\Z"
    # `mở 3 lớp (kế hoạch cả năm 8 lớp)`, `12/kế hoạch 30 ha`
    # `chỉ tiêu: 50 em`, `chỉ tiêu tuyển sinh của trường là 600 em`
    r"|(?<!vượt )(?<!đạt )(?<!với )chỉ tiêu\s*:?\s*\Z"
    r"|(?<!\w)(?<!thực hiện )(?<!hoàn thành )(?<!\d )(?:kế hoạch|dự toán|chỉ tiêu)"
    r"(?:\s+[^\W\d]+|\s+20\d\d){0,10}? là\s+\Z"
    rf"|[(/]\s*(?:{_PLAN_NOUN}|(?<!\w)kh)(?:\s+[^\W\d]+|\s+20\d\d){{0,4}}?\s*:?\s*\Z",
    re.IGNORECASE,
)
_BESIDE_PLAN = re.compile(rf"so (?:với |cùng )?{_PLAN_NOUN}[^.;,]{{0,30}}\Z", re.IGNORECASE)
# A least share of a plan is asked for: `giải ngân tối thiểu 95% kế hoạch vốn`.
_LEAST = re.compile(r"(?<!\w)(?:tối thiểu|ít nhất)\s+\Z", re.IGNORECASE)
# "phải di chuyển 1.300 cây trước ngày 30/9"
_MUST = re.compile(r"(?<!\w)(?:phải|yêu cầu|cần)(?!\w)(?!.*(?<!\w)(?:đã|được|bị)(?!\w))")
_BY_DAY = re.compile(r"(?: [^\W\d]+){0,8} trước (?:ngày \d|\d{1,2}/\d)")
_PROPOSED = re.compile(  # found by its letter
    r"[đĐcC](?<!\w.)(?i:(?<=đ)(?<!theo đ)ề xuất|(?<=c)hỉ tiêu (?:cần|phải) đạt)(?!\w)"
)
_THEN_CHANGE = re.compile(r",? (?:tăng|giảm)(?: (?:thêm|bình quân))?\s*")  # "ước đạt 5 tấn, tăng "
# What is to come is told behind its subject: `45 hộ nghèo sẽ được cấp bò`.
_WILL = re.compile(
    rf"(?:\s(?!(?:đã|vừa|đang|này|trên|có|được|là|để|mà|và|{HARMED})\s)[^\W\d_]+){{0,4}}?"
    r"(?:\s(?:năm\s20\d\d|giai đoạn\s20\d\d\s?[-–]\s?20\d\d))?"
    r"\s(?:(?:sẽ|dự kiến(?: sẽ)?) (?:được|phải di dời|nhận|hưởng|thụ hưởng|hoàn thành|khởi công"
    r"|triển khai|đưa vào|có nhà|có nước|có điện|xây|di dời|sơ tán))(?!\w)"
)
_WILL_HARM = re.compile(  # "nếu không, 2.000 người sẽ thiệt mạng"
    rf"(?: (?!đã |vừa |từng )[^\W\d]+){{0,3}}? sẽ (?:bị )?(?:{HARMED}|mất|thiếu|thiệt hại)(?!\w)"
)
_OPENS = re.compile(
    r"(?:\A|[.;:,\n“]\s|(?<!\w)(?:theo đó|dịp này|đợt này|sắp tới|tới đây) )"
    r"(?:(?:có|tổng cộng|toàn bộ|cả|khoảng) )*\Z"
    r"|(?:\A|[.;\n]\s)Dự án (?:[^\W\d]+ ){0,6}\Z",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?<!\w)từ\s\Z", re.IGNORECASE)
_TO = re.compile(r"\s(?:lên|xuống)(?:\s(?:còn|đến|tới|mức|thành)){0,2}\s")
# By how much a plan was exceeded or missed is a result.
_AGAINST_PLAN = re.compile(
    rf"(?<!\w)(?:vượt|thấp hơn|cao hơn|so|so với)\s+(?:[^\W\d]+\s+){{0,2}}?{_PLAN_NOUN}"
    r"(?:\s+(?!là\b)[^\W\d]+){0,3}\s+\Z",
    re.IGNORECASE,
)
# The plan itself beside the share of it: `đạt 96% so với kế hoạch 1.250 ha`.
_SHARE_THEN_PLAN = re.compile(
    r"\d\s?%\s+(?:so (?:với )?|của )?(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|nghị quyết)"
    r"(?:(?:\s+(?:năm|cả|đề ra|được|giao|tỉnh|huyện|trên|là|\d{4}))*"
    r"|(?:\s+\w+){0,6}\s+\()\s*\Z",
    re.IGNORECASE,
)
_TARGETS = re.compile(
    r" (?:số )?(?:chỉ tiêu|mục tiêu)(?!\w)"
)  # counted: `đề ra 12 chỉ tiêu, như: …`
# What was missed is no longer planned: `2 chỉ tiêu không đạt kế hoạch`.
_MISSED = re.compile(
    r" (?:chỉ tiêu|tiêu chí|mục tiêu|nhiệm vụ)(?: [^\W\d]+){0,3}?"
    r" (?:không|chưa) (?:đạt|hoàn thành|thực hiện)(?!\w)"
)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_FROM_NOW = re.compile(r"(?<!\w)từ (?:nay|đây)(?!\w)", re.IGNORECASE)
_SAID_BEFORE = re.compile(r"(?:\s+[^\W\d]+){0,3}?\s+(?:nói|kể) trên(?!\w)", re.IGNORECASE)
_DONE = re.compile(
    r"(?<!\w)(?:đã|vừa|(?:năm|kỳ|tháng|quý|gian) qua|lần trước)(?!\w)[^;]*\Z", re.IGNORECASE
)
_BROUGHT = re.compile(
    r"(?<!\w)(?:đã|vừa|hiện|được|đạt|hoàn thành|thực hiện|đến nay|xong|khởi công)(?!\w)"
)
# "5 hạng mục thi công xong", "3 hạng mục khởi công từ năm 2022"
_BROUGHT_BEHIND = re.compile(
    r"[^,;.()]{0,40}?(?<!\w)(?:đã|xong|khởi công từ|đạt chuẩn từ|hoàn thành từ)(?!\w)"
)
_ESTIMATED = re.compile(r"ước\s+(?:chỉ\s+)?(?:đạt|thực hiện)(?!\w)", re.IGNORECASE)
# Guessed by those who look at it: `khối lượng gỗ ước gần 12 m3`, `ước hơn 500 cây bị chết`.
_GUESSED = re.compile(
    r"(?<!\w)(?:(?:thiệt hại|tang vật|chiếm đoạt|thiêu rụi)[^.;,\n]{0,40}"
    r"|khối lượng|trọng lượng|nặng|trị giá|tuổi đời) ?(?<!\w)ước(?! đạt)[^.;,\n]*\Z",
    re.IGNORECASE,
)
_FORESEEN = re.compile(r"(?<!\w)(?:dự báo|dự kiến|có thể|nguy cơ|nếu|sẽ)(?!\w)", re.IGNORECASE)
_WAS_HARMED = re.compile(r"(?: [^\W\d]+){0,3} bị(?!\w)")
# A sentence without figures that is about to be told in detail: `giao chỉ tiêu … Theo đó, …`.
_PLAN_HEAD = re.compile(
    r"(?<!\w)(?:giao|phân bổ|phân khai|đặt ra|đặt|đề ra|xác định|thông qua|ban hành|phê duyệt|"
    r"xây dựng)(?: [^\W\d]+){0,3}? (?:chỉ tiêu|mục tiêu|kế hoạch|dự toán)(?!\w)",
    re.IGNORECASE,
)
_DETAIL = re.compile(
    r"(?:trong đó|cụ thể|bao gồm|gồm|giai đoạn (?:\d|[IV]+|đầu)"
    r"|(?P<head>theo (?:đó|kế hoạch)(?! số)))(?!\w)",
    re.IGNORECASE,
)
# `khách du lịch dự kiến tăng 4%`
_WILL_GROW = re.compile(r"dự kiến (?:cả năm |sẽ )?tăng(?: trưởng)?\s*\Z")
# What a year that has hardly begun shows already: `Năm 2024, huyện có 8 xã`.
_STATED = re.compile(
    r"(?<!\w)(?:chỉ|có|là|được|mới|vẫn|bị|đạt|sau|từ)(?:\s+(?:hơn|gần|trên|khoảng|còn|tới|đến))*\s*\Z",
    re.IGNORECASE,
)
# Its sentence begins with that time: `Năm 2024, huyện hỗ trợ 40 hộ`.
_OPENED = re.compile(
    r"(?:\A|:\s+)(?:trong\s+)?"
    r"(?:năm\s+(?:(?P<year>20\d\d)|nay)|quý\s+\w+(?:/20\d\d|\s+năm\s+20\d\d)?"
    r"|\d\s+tháng\s+cuối\s+năm(?:\s+20\d\d)?)\s*,",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"(?<!\w)(?<!tính )(?:đến|tới)(?: (?:hết|cuối|giữa|quý|tháng|năm))+(?!\w)", re.IGNORECASE
)
_TOLD_EARLY = 10  # days before a month's end that its report may be published
_ESTIMATE = re.compile(r"(?<!\w)ước(?!\w)", re.IGNORECASE)
_TARGET_DAYS = 31  # a date further off than this is no date that something stood at
_COLUMN_STATUS = re.compile(
    r"(?:(?P<plan>kế hoạch|kh|chỉ tiêu|mục tiêu)|(?P<forecast>ước)|thực hiện|th)(?!\w)",
    re.IGNORECASE,
)


def read_status(text: str, sentence: Sentence, mentions: list[Mention]) -> None:
    """Plans and forecasts: a plan's word holds to the end of its sentence or the next result."""
    planned = foretold = aside = False
    for position, mention in enumerate(mentions):
        low = mentions[position - 1].end if position else sentence.start
        clause = lower(text)[low : mention.number_start]
        if aside and ")" in clause:
            planned = aside = False
        if position and mentions[position - 1].unit == "%" and (of := _OF_PERCENT.match(clause)):
            clause = clause[of.end() :]
            planned = planned and not of[1]
        if (
            not (planned or foretold)
            and SETS_OR_TELLS.search(clause) is None
            and not (position and _is_target(text, sentence, mentions, position))
        ):
            continue  # so most
        plan = _last_start(PLAN, clause)
        result = _last_start(RESULT, clause) if planned or plan >= 0 else -1
        if plan > result and clause.startswith(_ASKED, plan) and (got := _ACHIEVED.search(clause)):
            result = got.start()
        if plan > result and _HAS_ASKED.search(clause):
            result = plan
        told = _last_start(FORETOLD, clause)
        if plan > result:
            aside = not planned and "(" in clause[:plan] and ")" not in clause[:plan]
            planned = True
        elif result >= 0:
            planned = False
        elif not planned and position and _is_target(text, sentence, mentions, position):
            planned = True
        if planned and _MISSED.match(text, mention.number_end):
            planned = False
        if mention.kind == "percent" and _WILL_GROW.search(clause):
            told = plan
        foretold = told >= 0 or (foretold and plan < 0 and not RESULT.search(clause))
        if foretold or FORECAST.search(clause):
            mention.status = "forecast"
        elif planned:
            mention.status = "plan"


def _is_target(text: str, sentence: Sentence, mentions: list[Mention], position: int) -> bool:
    """Whether a number is the first of targets that were counted: `đề ra 12 chỉ tiêu, như: 90%`."""
    if not _TARGETS.match(text, mentions[position - 1].number_end):
        return False
    low = mentions[position - 2].end if position > 1 else sentence.start
    listed = text[low : mentions[position].number_start].lower()
    return TARGET_LIST.search(listed) is not None


def _last_start(pattern: re.Pattern[str], text: str) -> int:
    last = -1
    for match in pattern.finditer(text):
        last = match.start()
    return last


def mark_plans(
    text: str,
    sentences: list[Sentence],
    mentions: list[Mention],
    sentence_of: list[int],
    periods: list[Period | None],
    parents: list[int | None],
    day: date | None,
    title: str | None = None,
) -> None:
    """Settle the status of each mention by its time, the list it is in and the words beside it."""
    targets = _target_lines(text)
    detailed = -1  # the sentence that says what a plan before it consists of
    for place, (mention, where) in enumerate(zip(mentions, sentence_of, strict=True)):
        before = mentions[place - 1] if place and sentence_of[place - 1] == where else None
        opens = _DETAIL.match(text, sentences[where].start) if before is None else None
        if before is None and where and opens:
            if place and sentence_of[place - 1] == where - 1:
                held = mentions[place - 1].status == "plan" and opens["head"] is None
                detailed = where if held else -1
            elif _heads_plan(text, sentences[where - 1], sentences[where]):
                detailed = where
        begin = before.end if before else sentences[where].start
        clause = text[max(begin, mention.number_start - 200) : mention.number_start]
        mention.status = _settled(text, clause, mention)
        if mention.status == "plan" and before and (
            (_was_reached(clause, periods[place], day) and not _is_over(periods[place - 1], day))
            or (before.status == "result" and mention.unit == "%" and _FILLS.fullmatch(clause))
        ):  # fmt: skip
            mention.status = "result"
        if mention.status == "forecast" and _is_estimate(
            text, clause, mention, periods[place], day
        ):
            mention.status = "result"
        if mention.status != "result":
            continue
        if detailed == where and RESULT.search(clause.lower()):
            detailed = -1
        period = periods[place]
        if detailed == where:
            told = text[sentences[where].start : mention.start]
            if not _was_before(text, sentences[where - 1], told, period, day):
                mention.status = "plan"
            continue
        ends = period.end if period is not None else None
        ahead = (
            period is not None
            and day is not None
            and (
                _lies_ahead(text[sentences[where].start : mention.start], period, day)
                or _is_undertaken(text[sentences[where].start : mention.start], period, day)
            )
            and not _is_done(clause)
            and not _SAID_BEFORE.match(text, mention.end)
        )
        past = day is not None and ends is not None and ends <= day
        if ends is not None and not past and _BY_DAY.match(text, mention.end):
            ahead = ahead or _MUST.search(clause.lower()) is not None
        aimed = sentences[where].paragraph in targets and not _DONE.search(clause)
        if ahead or (aimed and not past):
            said = text[sentences[where].start : mention.start].lower()
            mention.status = "forecast" if FORETOLD.search(said) else "plan"
    for before, mention in pairwise(mentions):
        if "plan" in (before.status, mention.status) and _rises(text, before, mention):
            before.status, mention.status = "result", "plan"
        if before.status == "forecast" and mention.direction != "level" and (
            _THEN_CHANGE.fullmatch(text, before.end, mention.start)
        ):  # fmt: skip
            mention.status = "forecast"
    _mark_parts(text, mentions, parents)
    if any(mention.status == "plan" for mention in mentions):
        _mark_title(text, title, mentions)


_OWN_TIME = re.compile(
    r"[^,;]{0,60}?[,;](?: trong khi)? (?:(?:đến|trong) )?(?:năm (?:20\d\d|trước|ngoái|qua)"
    r"|\d{1,2} tháng(?: đầu năm)?|quý [IV1-4]+(?:/20\d\d)?)(?!\w)"
)


# "6 tháng thu 8.120 tỷ đồng, đạt 53,4% dự toán"
_FILLS = re.compile(r"\s*[,(]\s*(?:mới |chỉ |ước )?(?:đạt|bằng)\s+(?:hơn |gần |trên |khoảng )?")


def _was_reached(clause: str, period: Period | None, day: date | None) -> bool:
    """Tell whether a clause behind a plan tells of a time of its own that is over: `phấn đấu thu 70
    tỷ đồng, năm 2023 thu 64 tỷ`."""
    told = _OWN_TIME.match(clause) is not None and PLAN.search(clause.lower()) is None
    return told and _is_over(period, day)


def _is_over(period: Period | None, day: date | None) -> bool:
    return period is not None and day is not None and period.end is not None and period.end <= day


def _mark_parts(text: str, mentions: list[Mention], parents: list[int | None]) -> None:
    """Take what a plan consists of for a plan: `chỉ tiêu là 90 tỷ, trong đó thu thuế 60 tỷ`."""
    for place, parent in enumerate(parents):
        if parent is None or parent > place or mentions[parent].status != "plan":
            continue  # "40 ha trong tổng số 100 ha theo kế hoạch"
        brought = _BROUGHT.search(
            text, mentions[parent].end, mentions[place].start
        ) or _BROUGHT_BEHIND.match(text, mentions[place].end)
        if not brought:
            mentions[place].status = "plan"


def _rises(text: str, before: Mention, mention: Mention) -> bool:
    """Tell whether one level is to become the other: `đề xuất tăng từ 0% lên 5%`."""
    return (
        before.unit == mention.unit
        and _FROM.search(text, max(0, before.start - 4), before.start) is not None
        and _TO.fullmatch(text, before.end, mention.start) is not None
    )


def _mark_title(text: str, title: str | None, mentions: list[Mention]) -> None:
    """Take a figure of the title for a plan where the text tells of it as nothing else."""
    numbers = [mention.number_start for mention in mentions]
    for place, same in restated(fold(text), title, numbers):
        if all(mentions[other].status == "plan" for other in same):
            mentions[place].status = "plan"


def _heads_plan(text: str, head: Sentence, sentence: Sentence) -> bool:
    """Tell whether a sentence without figures announces the plan that the one after it details."""
    return (
        head.paragraph == sentence.paragraph
        and _PLAN_HEAD.search(text, head.start, head.end) is not None
    )


def _was_before(
    text: str, head: Sentence, before: str, period: Period | None, day: date | None
) -> bool:
    """Tell whether a year named in the detail is over when the plan that `head` tells of begins.

    `before`: the detail up to the figure.
    """
    if period is None or period.end is None or str(period.end.year) not in before:
        return False
    set_out = _PLAN_HEAD.search(text, head.start, head.end)
    opens = set_out.start() if set_out else head.start
    planned = [int(year) for year in _YEAR.findall(text, opens, head.end)]
    if not planned and day is None:
        return False
    begins = min(planned) if planned else day.year if day is not None else 0
    return period.end.year < begins


def _lies_ahead(before: str, period: Period, day: date) -> bool:
    """Tell whether a period begins after the day, or its sentence says that it ends far ahead.

    `before`: the sentence up to the figure.
    """
    if period.start is not None:
        return period.start > day or (period.start == day and _FROM_NOW.search(before) is not None)
    far = period.end is not None and (period.end - day).days > _TARGET_DAYS
    return far and _UNTIL.search(before) is not None and not _is_done(before)


def _is_done(said: str) -> bool:
    """Tell whether something was brought about, and not for the sake of what is told: `đã đưa ra
    các giải pháp để đến năm 2025 đạt 10 tỷ USD`."""
    aim = max(said.rfind(" để "), said.rfind(" nhằm "))
    begin = aim if aim >= 0 and _UNTIL.search(said, aim) else 0
    return _DONE.search(said, begin) is not None


def _is_undertaken(before: str, period: Period, day: date) -> bool:
    """Tell whether a sentence says what a year that has hardly begun is to bring.

    `before`: the sentence up to the figure.
    """
    start, end = period.start, period.end
    if start is None or end is None or start.year != end.year or day - start >= (end - day) / 2:
        return False
    opened = _OPENED.search(before)
    named = opened and (opened["year"] is None or opened["year"] == str(start.year))
    return bool(named) and not (_STATED.search(before) or _DONE.search(before))


def _is_estimate(
    text: str, clause: str, mention: Mention, period: Period | None, day: date | None
) -> bool:
    """Tell whether a figure of a time that is over is only estimated: `tháng 5 ước đạt 9 tỷ`."""
    said = clause.lower()
    opens = said.startswith(("ước ", "dự ước "))  # "Ước thu ngân sách 5 tháng đạt …"
    if FORETOLD.search(said.removeprefix("dự ").removeprefix("ước ") if opens else said):
        return False
    near = max(0, mention.number_start - 40)
    estimated = opens or _ESTIMATE.search(text, near, mention.number_start) is not None
    if period is None or period.end is None:
        return estimated and _AGAINST_LAST.match(text, mention.end) is not None
    if day is None:
        if (period.end.month, period.end.day) == (12, 31):
            return False  # it may have been told within the year
    elif (period.end - day).days > _TOLD_EARLY:
        return False
    return estimated


# "ước đạt 90 tỷ đồng, tăng 5% so với cùng kỳ": of a time that is over, as that it is set against
_AGAINST_LAST = re.compile(
    r"[^.;\n]{0,60}\b(?:tăng|giảm|bằng) [^.;\n]{1,30}so với (?:cùng kỳ|dịp|kỳ nghỉ)"
)


def _settled(text: str, clause: str, mention: Mention) -> Status:
    """Return the status of a mention, mended by the words right before it."""
    near = text[max(0, mention.start - 60) : mention.start]
    if mention.column and (column := _COLUMN_STATUS.match(mention.column)):
        return "plan" if column["plan"] else "forecast" if column["forecast"] else "result"
    alone = mention.total is None  # `vượt kế hoạch (50/40 ha)`: the plan is the total
    said = "(" in near or "/" in near or near.rstrip(" :").lower().endswith(("là", "tiêu"))
    level = alone and said and _NAMES_PLAN.search(near.lower()) and _LEVEL_OF_PLAN.search(near)
    if level and not _BESIDE_PLAN.search(near):
        return "plan"
    if alone and mention.kind != "duration" and "%" in near and _SHARE_THEN_PLAN.search(near):
        return "plan"
    if mention.status == "plan" and _AGAINST_PLAN.search(near):
        return "result"
    if mention.status == "plan" and _SAID_BEFORE.match(text, mention.end):
        return "result"
    if mention.status == "forecast" and (
        _GUESSED.search(text, max(0, mention.start - 60), mention.number_start)
        or (_WAS_HARMED.match(text, mention.end) and _FORESEEN.search(clause) is None)
    ):
        return "result"
    if mention.status == "result" and _ESTIMATED.match(text, mention.start):
        return "forecast"
    if mention.status == "result" and _PROPOSED.search(clause):
        return "plan"
    if mention.status == "result" and _WILL_HARM.match(text, mention.end):
        return "forecast"
    if mention.status == "result" and _WILL.match(text, mention.end) and _OPENS.search(near):
        return "plan"
    if (
        mention.status == "result"
        and mention.unit == "%"
        and _OF_PERCENT.match(text[mention.end : mention.end + 24].lower())
        and _LEAST.search(text[max(0, mention.number_start - 12) : mention.number_start])
        and not _DONE.search(clause)
    ):
        return "plan"
    return mention.status


def _section_below(line: str, section: str) -> str:
    """Return how the section of plans is marked in which the lines behind this one stand."""
    heading = _SECTION.match(line) if line and line[-1] not in ".;,…" else None
    if heading is None:
        return section
    mark = "roman" if heading["roman"] else "number" if heading["mark"] else "line"
    if heading["plan"] and _RESULT_HEADING.search(line) is None:
        dated = mark == "roman" or _TO_COME.search(line) is not None
        return section or (mark if dated else "")
    ends = mark == "roman" or (mark == section) or (mark == "number" and section == "line")
    counts = mark == "line" and any(map(str.isdigit, line))  # an item, no heading
    return "" if (ends and not counts) or _RESULT_HEADING.match(line) else section


def _target_lines(text: str) -> set[int]:
    """Lines that are items of a list under one such as `các chỉ tiêu cụ thể như sau:`.

    All lines of a text that is a plan itself, with a heading `KẾ HOẠCH` and numbered chapters.
    """
    targets = set()
    of_targets = False
    lines = text.split("\n")
    if _PLAN_TITLE.search(text, 0, 600):
        chapters = [line for line in lines if line.isupper() and _CHAPTER.match(line.strip())]
        if len(chapters) > 1:
            return set(range(len(lines)))
    goes_on = False  # an item without a mark, that a semicolon ends or ended before it
    section = ""  # of plans: "roman", "number" or "line", as its heading is marked
    for number, line in enumerate(lines):
        content = line.strip()
        if number or content[:1].isdigit():  # the headline heads no section
            section = _section_below(content, section)
        if section:
            targets.add(number)
        goes_on = of_targets and (content.endswith(";") or (goes_on and content != ""))
        if _LIST_ITEM.match(line) or goes_on:
            if of_targets:
                targets.add(number)
            goes_on = content.endswith(";")
        elif content:
            of_targets = (
                (content.endswith(":") or content.isupper())
                and _PLAN_HEADING.search(content[-90:]) is not None
                and _RESULT_HEADING.search(content[-90:]) is None
            )
    return targets
