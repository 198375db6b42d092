"""Whether a figure is a level or a change, and which way: `tăng 12%`, `(-5)`, `giảm 3 vụ`."""

from __future__ import annotations

import re

from extractors.counting_words import HARMED
from extractors.growth import is_growth
from extractors.mentions import Mention
from extractors.patterns import UPPER, any_word, lower
from extractors.records import Direction
from extractors.sentences import Sentence

_ARROWS: dict[str, Direction] = {
    "↑": "increase", "▲": "increase", "↓": "decrease", "▼": "decrease"
}  # fmt: skip
# A change: the verb, at most an adverb or two, then the amount. "tăng lên 37" names a level.
# A verb's first letter before what it does not stand behind: so a search skips to it.
_CHANGES = (
    "t(?<!cắt t)(?<!miễn t)(?<!trị gia t)ăng(?!(?<=dõi tăng) trưởng)",
    "g(?<!cắt g)(?<!miễn g)iảm",
    "sụt", "tụt", "h(?<!đốn h)(?<!chặt h)(?<!triệt h)ạ", "h(?<!thiếu h)(?<!thâm h)ụt", "nhích",
    "rút ngắn", r"đ(?<!bộ đ)(?<!quân đ)(?<!tiểu đ)ội(?= (?:vốn|giá|thêm)(?!\w))", "cao hơn",
    "thấp hơn", "nhiều hơn", "nhỉnh hơn", "kém", "vượt", "tăng trưởng", "ít đi",
    "ít hơn",
)  # fmt: skip
CHANGE = re.compile(
    rf"(?P<verb>{any_word(_CHANGES)})"
    r"(?:\s+(?:thêm|được|bình quân|trung bình|trưởng|tới|đạt|mạnh|nhẹ|ròng|"
    r"chung|kỷ lục|nhanh|bớt|sâu|vốn|giá"
    r"|lần lượt|mỗi năm|hằng năm|hàng năm|ở mức|là|gấp|so với cùng kỳ|"
    r"tương ứng|sút|cao hơn|kế hoạch))*\s*\(?\s*\Z",
)
_NAME_BEFORE = re.compile(rf"(?<!\w)[{UPPER}][^\W\d]*\s\Z")
_CHANGE_OF = re.compile(
    r"(?<!\w)(?:(?P<up>tăng trưởng|tốc độ tăng|mức tăng)"
    r"|(?P<down>(?:tỷ lệ|mức) (?:kéo )?giảm(?! (?:nghèo|trừ|giá trị)))"
    r"|(?P<verb>(?<!trị gia )tăng|(?<!miễn )giảm|vượt|(?P<than>cao hơn|thấp hơn|nhiều hơn|"
    r"ít hơn)))(?P<what>(?:\s+\(?(?:[^\W\d]+|\d{4})\)?){1,9})\s*:?\s*\Z",
)
_LEVEL_WORDS = re.compile(
    r"(?<!\w)(?:còn|lên|xuống|từ|đạt|là|chiếm|thành|có|được|với|hơn|trên|ở|về(?= mức|\s*\Z))(?!\w)"
)
_MAY_CHANGE = re.compile(
    "tăng|giảm|hơn|vượt|kém|hạ|sụt|tụt|hụt|nhích|rút|đội|ít đi"
)  # what every change is told with
_SIGNS = ("-", "−", "–", "+")
_SIGN = re.compile(r"(?:(?<=[(\s,;])[-−–]|(?<=[(\s])\+)\Z")
_AND = re.compile(r"\s*(?:,|và|hoặc|[-–])\s*")
# "giảm 5% so với tháng trước, 8% so với cùng kỳ", "vượt 5% dự toán và 8% so với năm trước"
_AND_AGAINST = re.compile(
    r"(?:\s+[^\W\d]+(?:/\d{4})?|\s+\d{1,2}/\d{4}|\s+\d{4}){1,8}(?:,|\s+và)\s+"
)
_AGAINST = re.compile(r"\s+(?:so (?:với|cùng)|cùng kỳ|theo (?:năm|quý|tháng))(?!\w)")
# … of it and of others with a sign: "CPI -0,4%; công nghiệp -3,4% so với cùng kỳ"
_SIGNED_AGAINST = re.compile(
    r"(?:[;,] (?:[^\W\d]+ ){1,6}[-−–+]\d[\d,]{0,6} ?%){0,9}\s+so (?:với|cùng)(?!\w)"
    r"(?! (?:kế hoạch|chỉ tiêu|dự toán|tổng|giá niêm yết)(?!\w))"
)
# "giá tăng lên đến 10% theo quý" is no level
_UP_TO = re.compile(r"(?<!\w)(?P<verb>tăng|giảm)(?: (?:lên|xuống))? (?:đến|tới) \Z")
_BY_TIME = re.compile(r"\s+theo (?:năm|quý|tháng)(?!\w)")
# "lượng mủ tăng lên từ 10 - 30%": no share that it was lifted to
_BY_SO_MUCH = re.compile(r"(?<!\w)(?P<verb>tăng|giảm) (?:lên|thêm) \Z")
# "chế tạo tăng rất mạnh, đạt gần 14%"
_HOW_MUCH = re.compile(
    r"(?<!\w)(?P<verb>tăng(?: trưởng)?|giảm)(?: rất| khá)?"
    r" (?:mạnh|nhanh|cao|sâu|tốt|đột biến|ấn tượng|thấp|chậm|ít)(?: nhất)?(?: tương ứng)?,?"
    r"(?: (?:ước đạt|đạt|ở mức|với mức|với|lên tới|lên đến|tới|đến|là))?"
    r"(?: (?:trung bình|bình quân))?\s+\Z"
)
# "giảm so với tháng trước (tháng 12/2016) 622 triệu USD", "tăng hơn vụ năm ngoái gần 3 tạ"
_THAN_THEN = re.compile(
    r"(?<!\w)(?P<verb>tăng|giảm|cao hơn|thấp hơn|nhiều hơn|ít hơn) (?:so với|hơn(?: so với)?)"
    r" (?:cùng kỳ|ngày|tuần|tháng|quý|năm|vụ)"
    r"(?: (?:năm|tháng|quý|tuần|vụ|kỳ|cùng|trước|ngoái|qua|rồi|đó|liền|kề|học|báo cáo|mùa|đông|xuân"
    r"|hè|thu)| \d{1,2}[/-]\d{4}| \d{1,4}){0,5}"
    r"(?: \([^()]{1,20}\))?(?: (?:là|thêm|tới|khoảng|gần|hơn|trên))? \Z"
)
# "GDP quý II tăng mạnh so với quý I (6,13% so với 5,15%)"
_STRONGER = re.compile(
    r"(?<!\w)(?P<verb>tăng|giảm)(?: rất| khá)? (?:mạnh|nhanh|cao|sâu|thấp|chậm)(?: hơn)?"
    r" so với [^.;()%]{3,40} \(\Z"
)
# "giảm chi quản lý bộ máy là 35 triệu đồng", "tăng phải nộp ngân sách 54 tỷ đồng"
_BOOKED = re.compile(
    r"(?<!\w)(?P<verb>tăng|giảm) (?:phải )?(?:thu(?! (?:nhập|hút|mua|hồi))"
    r"|chi(?! (?:phí (?!dự phòng)|trả))|nộp|nguồn kinh phí|dự toán|quỹ (?:bhyt|bhxh)|các khoản)"
    r"(?: (?!lên|xuống|còn|đạt|từ|có|được|để|đã|và|vừa|lãi|vay|hỗ|giá|bình|cho|lợi|dành|giúp"
    r"|chi(?!\w)|vốn)[^\W\d]+){0,4}? (?:(?:số tiền )?là )?\Z"
)
_THAN = re.compile(r" so với \d")
# "tăng 6,7% năm nay và 6,9% năm tới"
_WHEN = r"(?: (?:trong|vào))? (?:năm|quý|tháng|tài khóa|niên độ|giai đoạn)"
_THEN_AND = re.compile(rf"{_WHEN}(?: [\w/–-]+){{1,3}}(?:,|;| và|, và) ")
_AT_TIME = re.compile(rf"{_WHEN}(?!\w)")
# "đạt 6,45%, thấp hơn cùng kỳ năm 2016 (6,5%)"
_THAN_LAST = re.compile(
    r",? (?:thấp|cao) hơn (?:so với )?(?:mức )?(?:của )?cùng kỳ(?: năm)?(?: \w+){0,2} \("
)
# "tăng 6,45%, cao hơn mức 5,2% của cùng kỳ"
_THAN_RATE = re.compile(
    r",? (?:thấp|cao) hơn (?:nhiều |hẳn )?(?:so với )?(?:con số|mức)(?: tăng)? "
)
_OF_THEN = re.compile(r" (?:của )?(?:cùng kỳ|năm|quý|tháng)(?!\w)")
# "các thị trường tăng mạnh là Trung Quốc (35,6%), Hoa Kỳ (16,1%)"
_MOST_CHANGED = re.compile(
    r"(?<!\w)(?P<verb>tăng(?: trưởng)?|giảm)(?: rất| khá)?"
    r" (?:mạnh|nhanh|cao|sâu|nhiều|khá|đáng kể)(?: nhất)?(?: là| như| gồm| ở| tại| thuộc về)?:?"
    r" [^\d,;:.()]{2,50} \(\Z"
)
_NEXT_CHANGED = re.compile(r"\)(?:[,;]|,? và) [^\d,;:.()]{2,50} \(")
_ON_END = re.compile(r" (?:liên tiếp|liên tục|liền)(?!\w)")
_MOST_TOLD = 40  # per cent; more that `tăng mạnh, đạt` tells of is a level
_CALLED_SO = re.compile(r"\s(?:nghèo|trừ|nhẹ|thiểu)(?!\w)")
_THEN = re.compile(r"\s(?:năm|tháng|quý|tuần|vụ) (?:trước|ngoái)(?!\w)")
# … as is what a rate has come to: "tỷ lệ hộ nghèo giảm mạnh, ở mức 3%"
_RATE = re.compile(
    r"(?<!\w)(?:t[ỷỉ] (?:lệ|suất|trọng)|hộ nghèo|che phủ|bao phủ|lạm phát|lãi suất)(?!\w)"
)
# "So với tuần trước, giảm 1 vụ, 2 người chết"
_HARMED = re.compile(rf"\s+(?:bị )?(?:{HARMED}|thương)(?!\w)")
_HARMED_AND = re.compile(rf"(?:\s+(?:bị )?(?:{HARMED}|thương))?\)?\s*(?:,|,?\s*và)\s*")
_COMPARED = re.compile(r"(?<!\w)(?:so với|cùng kỳ)(?!\w)", re.IGNORECASE)
# "tăng 18 siêu thị, 3 chợ, 80 cửa hàng so với năm trước"
_LISTED = re.compile(r"(?:,|,? và) ")
_CLOSES = re.compile(r"\s*(?:[.;)\n]|\Z)")  # "giảm 2 xã, 5 thôn."
_ALL_AGAINST = re.compile(
    r"(?: (?!tăng|giảm|đạt|có|còn)[^\W\d]+|, \d+| và \d+){0,12} so với"
    r"(?! (?:kế hoạch|chỉ tiêu|dự toán|tổng))"
)
# "So với năm trước giảm 46 lượt tiếp, 27 lượt người"
_NEXT_COUNT = re.compile(r"(?: [^\W\d]+){0,2}(?:, | và )")
_HAPPENED = re.compile(r"(?: [^\W\d]+){0,2} (?:được|bị)(?!\w)")  # "45 hộ được hỗ trợ"
_SINCE_THEN = re.compile(r"\b[Ss]o (?:với|cùng) [^,;.()]{4,40},? (?:đã )?(?:tăng|giảm) \Z")
# "giảm 78 hộ nghèo, 31 hộ cận nghèo"
_POOR_AND = re.compile(r" (?:cận )?nghèo(?:,| và|, và) ")
_ALSO_POOR = re.compile(r" (?:cận )?nghèo\s*(?:[.,;)]|so với|\Z)")
_RESTATED = re.compile(r"\s*[,(]?\s*(?:tương đương|tức|tức là|tương ứng)(?:\s+với)?\s+")
# `vốn cấp mới và tăng thêm 295 triệu USD`, `31 dự án tăng vốn (42 triệu USD)`: what came in
_NEW_AND_MORE = re.compile(
    r"(?:(?<!\w)mới(?:,| và)(?: vốn)? tăng thêm|(?<!\w)tăng vốn(?::| \())"
    r"(?: (?:là|đạt|ước đạt|gần|hơn|trên|khoảng))*\s*\Z",
    re.IGNORECASE,
)
# `tăng 2,5%, bằng 6.900 con so với cùng kỳ`, `tăng 9.000 lượt khách và 4,2 tỷ đồng so với năm 2020`
_LIKE_BEFORE = re.compile(r"\s+so (?:với )?(?:cùng kỳ|năm|tháng|quý|vụ)(?!\w)")
# `tăng 2.960 tỷ đồng (bằng 7,6%) so với đầu năm`; `(bằng 105% kế hoạch)` is no change.
# So is `tăng 37 trường hợp so với cùng kỳ (47%)`, and `tăng 7 vụ (6,1%)`, `giảm 4 người chết (7%)`.
_IN_PERCENT = re.compile(
    r"(?:,? (?!(?:trong|so|và|còn|đạt|chiếm|nâng|lên|xuống|tỷ lệ)(?!\w))[^\W\d]+){0,3}"
    r"\s\((?:(?:bằng|tỷ lệ|tỉ lệ)\s)?|\s+so (?:với )?(?:cùng kỳ|năm)[^,;.()]{0,30}\s\("
)
_AS_AMOUNT = re.compile(r"(?:\s+so (?:với|cùng)[^,;.()]{1,40})?\s\(bằng\s")
_MOST_GROWTH = 80  # per cent; a bracket with more tells how much was fulfilled
_AGAINST_PLAN = re.compile(r"\)?\s*(?:so với )?(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|nghị quyết)")
# "vượt mục tiêu 70% mà đề án đề ra" says what the target was
_AS_SET = re.compile(r"\s(?:mà|đề ra|đặt ra|do [^.;,\d]{2,40} (?:giao|đề ra))(?!\w)")
_OF_ALL = re.compile(r" (?:tổng|số|dân số)(?!\w)")  # "tăng nhanh lên tới 35% tổng kim ngạch"
_FILLED = re.compile(r"(?<!\w)(?:công suất|lấp đầy|t[ỷỉ] (?:lệ|suất)|độ che phủ)(?!\w)")
# "tăng 1,1% về số doanh nghiệp và 6% về số vốn"
_AND_IN = re.compile(r"\s+về(?:\s+[^\W\d]+){1,6}(?:,|\s+và)\s+")
_IN = re.compile(r"\s+về\s")
_NEXT_FIELD = re.compile(r"(?:[,;]| và) (?:[^\W\d]+ ){1,6}")
_NO_FIELD = re.compile(r"[,;(]\s*(?:và )?(?:tăng|giảm)\s(?:[^\W\d]+\s){0,2}\Z", re.IGNORECASE)
_ALIKE = 5  # times the first of a list, at most, the others change
# … what is said of a field instead of its change.
_SAYS_ELSE = re.compile(
    r"(?<!\w)(?:đạt|chiếm|bằng|còn|là|góp|trong|tỷ|tỉ|lệ|hoàn|so|có|với|ở|từ|được|bị|cho|mức|gần|hơn|"
    r"trên|dưới|khoảng|đã|mất|lãi|giá|riêng|nghèo|thuế|phí|biên|khá|"
    r"trung bình|do|lỗi|nợ|độ|nội địa)(?!\w)",
    re.IGNORECASE,
)
# `tăng 5,69% (kế hoạch là 4%)`
_PLANNED_ASIDE = re.compile(
    r"\s*\((?:kế hoạch|chỉ tiêu|mục tiêu|kh)(?:\s+[^\W\d]+|\s+20\d\d){0,4}?\s*:?\s*", re.IGNORECASE
)
_MOST_PLANNED = 4  # times the change; beyond it the plan is a level: `vượt 5% (kế hoạch 60%)`
_DOWN = frozenset(
    ("giảm", "sụt", "tụt", "hụt", "hạ", "rút ngắn", "thấp hơn", "ít hơn", "ít đi", "kém")
)


def read_change(text: str, sentence: Sentence, mention: Mention, earlier: list[Mention]) -> None:
    """Set the direction where the figure is an amount or rate of change."""
    if mention.direction != "level":
        return
    before = text[max(sentence.start, mention.start - 60) : mention.start]
    if _NEW_AND_MORE.search(before):
        return
    if before[-1:] in _ARROWS:
        mention.direction = _ARROWS[before[-1:]]
        mention.why.append(f"sign:{before[-1:]}")
        return
    sign = _SIGN.search(before) if before[-1:] in _SIGNS else None
    if sign:
        negative = sign.group() != "+"
        opening = ("(", ",", ";") if mention.kind == "percent" else ("(", ",")
        # "công nghiệp -3,4% so với cùng kỳ"
        compared = (
            mention.kind == "percent"
            and mention.value_high is None
            and _SIGNED_AGAINST.match(text, mention.end) is not None
        )
        bracketed = before[:-1].rstrip().endswith(opening)
        if compared or bracketed:
            mention.direction = "decrease" if negative else "increase"
            mention.why.append(f"sign:{sign.group()}")
            return
    low = lower(text)[max(sentence.start, mention.start - 60) : mention.start]
    changes = _MAY_CHANGE.search(low) is not None
    change = CHANGE.search(low) if changes else None
    if (
        change
        and _NAME_BEFORE.search(before[: change.start()])
        and (before[change.start("verb") : change.end("verb")].istitle())
    ):
        change = None  # xã Ya Tăng 5 căn: the commune's name
    if change and not (mention.value_high is None and low.rstrip().endswith("từ")):
        verb = change["verb"]
        if verb == "vượt":
            against = _AGAINST_PLAN.match(text, mention.end) or _AGAINST.match(text, mention.end)
            if mention.kind not in ("percent", "times") and not against:
                return
            said = lower(text)[max(sentence.start, mention.start - 120) : mention.start]
            if against is None and _FILLED.search(said.rpartition(",")[2]):
                return  # "công suất thuê vượt 95%": more than that
        if mention.kind == "duration" and _ON_END.match(text, mention.end):
            return  # "giảm 2 ngày liên tiếp": for so long
        if verb in ("hạ", "kém", "sụt") and mention.kind == "duration":
            return
        if "tăng trưởng" in change.group() and mention.kind == "count":
            return  # "tăng trưởng 4 ngành công nghiệp": of them
        _tell(mention, verb)
        return
    if changes and (other := _other_verb(text, mention, low)):
        _tell(mention, other)
        return
    if earlier and (
        _continues(text, earlier[-1], mention) or _harmed_too(text, sentence, earlier[-1], mention)
    ):
        mention.direction = earlier[-1].direction
        mention.why.append("change goes on from the figure before")
        return
    if mention.kind == "percent" and is_growth(text, sentence, mention, earlier):
        mention.direction = "increase"
        mention.why.append("growth told as a level")


def _tell(mention: Mention, verb: str) -> None:
    mention.direction = "decrease" if verb in _DOWN else "increase"
    mention.why.append(f"change:{verb}")


def _other_verb(text: str, mention: Mention, low: str) -> str | None:
    """The verb of change that stands not right before the number but tells of it.

    `low`: what is told before it, in lower case.
    """
    percent = mention.kind == "percent"
    if percent and _BY_TIME.match(text, mention.end) and (change := _UP_TO.search(low)):
        return change["verb"]
    if percent and (change := _HOW_MUCH.search(low)):
        told = mention.value <= _MOST_TOLD and _RATE.search(low) is None
        behind = _AGAINST_PLAN.match(text, mention.end) or _OF_ALL.match(text, mention.end)
        if (told or _AGAINST.match(text, mention.end)) and behind is None:
            return change["verb"]
    bracketed = text[mention.end : mention.end + 1] == ")"
    told = mention.value <= _MOST_TOLD and _RATE.search(low) is None
    if percent and bracketed and told and (change := _MOST_CHANGED.search(low)):
        return change["verb"]
    rate = _RATE.search(low) is not None
    if (
        percent
        and not rate
        and (change := _STRONGER.search(low))
        and _THAN.match(text, mention.end)
    ):
        return change["verb"]
    ranging = percent and mention.value_high is not None
    by = text.startswith("từ", mention.start) or _AGAINST.match(text, mention.end)
    if ranging and by and _RATE.search(low) is None and (change := _BY_SO_MUCH.search(low)):
        return change["verb"]
    if change := _THAN_THEN.search(low):
        return change["verb"]
    if mention.kind == "money" and (change := _BOOKED.search(low)):
        return change["verb"]
    of = _CHANGE_OF.search(low)
    if of and of["verb"] == "vượt" and _AS_SET.match(text, mention.end):
        return None
    if of and not mention.total and _change_reaches(of, mention):
        return "giảm" if of["down"] else of["up"] or of["verb"]
    return None


def _continues(text: str, last: Mention, mention: Mention) -> bool:
    """Whether a figure tells more of the change before it: the next of a list, the same change
    against another time or in another unit, what had been planned."""
    if last.direction == "level":
        return False
    gap = text[last.end : mention.start]
    bracketed = text[mention.end : mention.end + 1] == ")"
    if _RESTATED.fullmatch(gap) or (last.kind == "percent" and gap == " (" and bracketed):
        return True
    percent = mention.kind == "percent"
    amounts = (last.kind == "percent" and gap == ", bằng ") or (
        last.kind != "percent" and gap == " và "
    )
    if amounts and not percent and mention.total is None and _LIKE_BEFORE.match(text, mention.end):
        return True
    if percent and bracketed and last.kind == "percent" and _NEXT_CHANGED.fullmatch(gap):
        return text[last.start - 1 : last.start] == "("
    if percent and last.kind == "percent" and mention.value <= _MOST_GROWTH:
        again = _THEN_AND.fullmatch(gap) and _AT_TIME.match(text, mention.end)
        rate_then = _THAN_RATE.fullmatch(gap) and _OF_THEN.match(text, mention.end)
        if again or rate_then or (bracketed and _THAN_LAST.fullmatch(gap)):
            return True
    counted = mention.kind == last.kind == "count"
    if counted and _LISTED.fullmatch(gap):
        closed = _CLOSES.match(text, mention.end) is not None
        if closed or _ALL_AGAINST.match(text, mention.end):
            return True
    if (
        counted
        and _NEXT_COUNT.fullmatch(gap)
        and _SINCE_THEN.search(text, max(0, last.start - 60), last.start)
        and _HAPPENED.match(text, mention.end) is None
    ):
        return True
    if counted and last.unit == mention.unit and _POOR_AND.fullmatch(gap):
        return _ALSO_POOR.match(text, mention.end) is not None
    if last.unit != mention.unit:
        if percent:
            told = mention.value < _MOST_GROWTH and bracketed
            planned = _AGAINST_PLAN.match(text, mention.end)
            return told and _IN_PERCENT.fullmatch(gap) is not None and planned is None
        against = bracketed or _AGAINST.match(text, mention.end) is not None
        return against and _AS_AMOUNT.fullmatch(gap) is not None
    return bool(
        _AND.fullmatch(gap)
        or (_AND_AGAINST.fullmatch(gap) and _AGAINST.match(text, mention.end))
        or (_AND_IN.fullmatch(gap) and _IN.match(text, mention.end))
        or _goes_on(text, last, mention, gap)
        or (
            percent and mention.value < _MOST_PLANNED * last.value and _PLANNED_ASIDE.fullmatch(gap)
        )
    )


def _harmed_too(text: str, sentence: Sentence, last: Mention, mention: Mention) -> bool:
    """Whether people harmed are told behind a change of accidents or of other people harmed: `So
    với tuần trước, giảm 1 vụ (5%), 2 người chết`."""
    if last.direction == "level" or mention.unit != "người":
        return False
    if not (last.unit.startswith("vụ") or last.unit == "người" or last.kind == "percent"):
        return False
    if not _HARMED_AND.fullmatch(text, last.end, mention.start):
        return False
    if not _HARMED.match(text, mention.end):
        return False
    return _COMPARED.search(text, sentence.start, sentence.end) is not None


def _goes_on(text: str, last: Mention, mention: Mention, gap: str) -> bool:
    """Whether only the next field of a list stands between two rates of change: `bán lẻ tăng 7,8%,
    vận tải 9,1%, ngân hàng 9,9%`; a share is seldom like them: `nam 60%, giảm 2%, nữ 40%`."""
    if mention.kind != "percent" or last.per_unit or mention.value > _ALIKE * last.value:
        return False
    are = text.startswith("là ", last.start - 3) and gap.endswith(" là ")  # "A là 8%, B là 3%"
    if _NEXT_FIELD.fullmatch(gap) is None or _SAYS_ELSE.search(gap[:-4] if are else gap):
        return False
    return _NO_FIELD.search(text, max(0, last.number_start - 30), last.number_start) is None


def _change_reaches(of: re.Match[str], mention: Mention) -> bool:
    """Whether a change verb some words before the number is about its amount: `tăng vốn 62 tỷ`."""
    if of["than"]:
        # "thấp hơn mức 25%" says what the level was
        of_then = _COMPARED.search(of["what"]) or _THEN.search(of["what"])
        amounts = mention.kind in ("percent", "money", "mass") or of_then is not None
        return amounts and not re.search(
            r"\s(?:đạt|là|có)\s|\s(?:mức|con số)\Z"
            r"|so với (?:tổng )?(?:kim ngạch|doanh thu|giá|giá trị|trị giá|sản lượng)(?: \w+)?\Z",
            of["what"].rstrip(),
        )
    if of["up"] or of["down"]:
        return mention.kind == "percent" and " chiếm" not in of["what"]
    if _LEVEL_WORDS.search(of["what"]):
        return False
    if of["what"].rstrip().endswith(" thêm"):
        return mention.kind not in ("times", "duration")  # "tăng tỷ giá trung tâm thêm 12 đồng"
    if mention.kind == "money":  # "kinh phí giảm nghèo 35 tỷ" did not fall
        return len(of["what"].split()) <= 2 and not _CALLED_SO.match(of["what"])
    return mention.kind == "percent"
