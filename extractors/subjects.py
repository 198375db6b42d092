"""What a figure is of, in the words of its text: the counted noun, or what is measured.

    read_subject(text, sentence, before, after, mention, catalogue) -> str

A count names its noun (`12 mô hình kinh tế`); what is measured stands behind the amount (`40 ha
lúa`) or, more often, before its verb: `kim ngạch nhập khẩu đạt 62 triệu USD`.
"""

from __future__ import annotations

import re
from itertools import pairwise

from extractors.catalogue import Catalogue
from extractors.mentions import Mention
from extractors.patterns import any_word, lower
from extractors.sentences import Sentence

_ENDS_WITH = (
    "được|đã|đang|sẽ|có|là|cho|với|tại|trên|trong|ở|từ|do|nhằm|để|so với|và \\d|tham gia|"
    "tham dự|đạt|tăng|giảm|chiếm|bị|đăng ký|theo|sau|trước|vào|gồm|thuộc|\\d"
)
_END = re.compile(rf"[;.:()\n,\s](?:(?<=[;.:()\n])|(?<=,)\s|(?<=\s)(?=(?:{_ENDS_WITH})(?!\w)))")
_WIDTH = 120  # characters of the longest phrase
# What an amount is of begins there: `kim ngạch xuất khẩu`, `khu vực dịch vụ`, `số hộ nghèo`.
_MEASURES = (
    "tổng|tốc độ|thặng dư|thâm hụt|cán cân|mức|tỷ lệ|tỉ lệ|giá trị|chỉ số|sản lượng|diện tích|"
    "năng suất|thu|chi|số(?! \\d)|"
    "kim ngạch|doanh thu|doanh số|dư nợ|nợ|nguồn vốn|vốn|thu nhập|sản phẩm|tăng trưởng|xuất khẩu|"
    "nhập khẩu|khu vực|ngành|lĩnh vực|công nghiệp|nông nghiệp|dịch vụ|thương mại|xây dựng|đầu tư|"
    "du lịch(?<!khách du lịch)|kinh phí|lượng|đàn|thuế|quỹ|"
    "giá(?<!trị giá)(?<!đội giá)(?<!giảm giá)(?<!đánh giá)|dân số|grdp|gdp|cpi|iip"
)
_HEAD = re.compile(rf"(?:{any_word(_MEASURES.split('|'))})(?!\w)")
# What may stand between it and the amount.
_TELLS = (
    "ước|dự ước|ước tính|dự kiến|đã|sẽ|cũng|chỉ|còn|mới|đạt|là|tăng|giảm|chiếm|bằng|có|lên|xuống|"
    "đến|tới|được|thu được|với|ở mức|mức|khoảng|hơn|trên|gần|thêm|vượt|hết|thực hiện|lũy kế|"
    "đạt được|hoàn thành"
)
_TOLD = re.compile(rf"(?:(?:^|\s)(?:{_TELLS}))+\s*\Z")
_TOLD_ENDS = frozenset(words.rpartition(" ")[2] for words in _TELLS.split("|"))
_TOLD_WIDTH = 48
_BREAK = re.compile(r"[;:()\n]|\.\s|,\s(?=(?:trong đó|riêng)(?!\w))")
_OF_PLAN = re.compile(r"(?:so |kế hoạch|dự toán|chỉ tiêu|nghị quyết|mục tiêu|KH)(?!\w)")
# Of where and when it is told is said elsewhere; of whom belongs to it: `doanh thu của công ty A`.
_PLACES = "huyện|tỉnh|xã|thành phố|TP|thị xã|phường|thị trấn"
_WHERE_OR_WHEN = re.compile(
    r"\s(?:(?:năm|tháng|quý|vụ|ngày) [\dIV]|\d|cả năm|trong (?:năm|tháng|quý|kỳ|\d)|trên địa bàn|"
    rf"tại |ở |(?:của )?(?:toàn |cả )?(?:{_PLACES})(?!\w)"
    r"|(?:của )?(?:các địa phương|cả nước)(?!\w))"
)
_ASIDE = re.compile(r"\([^()]*\)")
_NO_SUBJECT = re.compile(
    rf"(?:lũy kế|luỹ kế|lúc|tháng|quý|năm|ngày|tuần|giờ|{_PLACES})(?!\w)", re.IGNORECASE
)
# `giảm 4,2% về số doanh nghiệp nhưng tăng 15% về vốn`
_IN_WHAT = re.compile(r" về ((?:(?!nhưng|và|so|trong|tại)[^\W\d]+ ?){1,6})")
_FIELDS = re.compile(r"(?:khu vực |ngành )?nông, lâm[^,]*\Z", re.IGNORECASE)  # one field of work
_NAMED = 5  # words of a clause that only names what is measured: `cá các loại 192 tấn`


def read_subject(
    text: str, sentence: Sentence, before: int, after: int, mention: Mention, catalogue: Catalogue
) -> str:
    """The words for what a figure is of; its unit where the text has none. `before`, `after`: where
    the figure before it ends and the next begins, at most as far as its sentence goes."""
    start = mention.unit_start if mention.unit_start >= 0 else mention.end
    end = max(start, mention.unit_end if mention.unit_end >= 0 else start)
    limit = max(end, min(after, sentence.end, end + _WIDTH))
    low = lower(text)
    stop = _END.search(low, end, limit)
    close = stop.start() if stop else limit
    if mention.kind == "count":
        counted = _words(text[start:close], catalogue) or mention.unit
        noun = catalogue.nouns.get(counted.lower())
        if noun is None or noun.extend != "head":
            return counted  # else a bare `con`, `ca`: what it counts may stand before it
    behind = _words(text[mention.end : close], catalogue)
    of_plan = mention.kind == "percent" and _OF_PLAN.match(behind)
    if behind[:1].islower() and not of_plan and behind.split()[0] not in catalogue.function_words:
        return behind
    if mention.kind == "percent" and (field := _IN_WHAT.match(text, mention.end, limit)):
        return field[1].strip()
    begin = max(before, mention.start - _WIDTH)
    said = text[begin : mention.start]
    return _measured(said, low[begin : mention.start], catalogue) or mention.unit


def _measured(before: str, low: str, catalogue: Catalogue) -> str:
    """The phrase of the clause before an amount, from its head up to its verb."""
    if "(" in before:
        before, low = _ASIDE.sub("", before), _ASIDE.sub("", low)
    last = low.rsplit(None, 1)[-1:]
    told = None
    if last and last[0] in _TOLD_ENDS:
        told = _TOLD.search(low, max(0, len(low) - _TOLD_WIDTH))
    end = told.start() if told else len(low)
    breaks = [stop.end() for stop in _BREAK.finditer(low, 0, end)]
    clause = before[breaks[-1] if breaks else 0 : end]
    field = _FIELDS.search(clause)
    clause = _words(clause[field.start() :] if field else clause.rpartition(", ")[2], catalogue)
    head = _HEAD.search(clause.lower())
    if head:
        return _WHERE_OR_WHEN.split(clause[head.start() :], maxsplit=1)[0]
    words = clause.lower().split()
    if field and len(words) <= _NAMED + 2:
        return clause
    said = {*words, *map(" ".join, pairwise(words))}
    if (
        len(words) > _NAMED
        or _NO_SUBJECT.match(clause)
        or _OF_PLAN.match(clause)
        or not said.isdisjoint(catalogue.function_words)
    ):
        return ""
    return clause


def _words(phrase: str, catalogue: Catalogue) -> str:
    """A phrase without what only joins it to another: `và`, `trong đó`, at either end."""
    words = phrase.strip(" ,–-").split()
    while words and catalogue.function_words.get(words[-1].lower()) == "conjunction":
        words.pop()
    while words and catalogue.function_words.get(words[0].lower()) == "conjunction":
        words.pop(0)
    return " ".join(words) if any(word[0].isalnum() for word in words) else ""
