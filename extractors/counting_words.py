"""Whether a number word counts something: `hai tập thể`, but not `hai bên` or `một cách`.

counts(text, sentence, mention, siblings) -> bool
"""

from __future__ import annotations

import re

from extractors.mentions import Mention
from extractors.sentences import Sentence

_NEVER_AFTER = re.compile(
    r"\s*(?:số|cách|phần(?! (?:trăm|nghìn|ngàn))|lần nữa|mặt|loạt|trong|bộ phận|vài|ít|chút|lúc|"
    r"khi|thời|hôm|ngày nào|mình|chiều|cửa|lòng|khác|nửa|thể|đời|dạo|góc|hướng|"
    r"đằng|bên|trong những|thứ|vị trí|người dân cho)(?!\w)",
    re.IGNORECASE,
)
_KINSHIP = re.compile(
    r"\s*(?:bên|vợ chồng|mẹ con|bố con|cha con|anh em|chị em|ông bà|bố mẹ|"
    r"cha mẹ|mẹ|bố|miền|đầu|mặt|phía|chiều|nước|vai|tay|chân|mắt|bà trưng|vợ|"
    r"hàng)(?!\w)",
    re.IGNORECASE,
)


def counts(text: str, sentence: Sentence, mention: Mention, siblings: list[Mention]) -> bool:
    """Whether a number word counts something: `hai tập thể`, not `hai bên` or `một cách`."""
    if mention.modifier == "order":
        return bool(mention.unit)
    if mention.total is not None:
        return True
    if not mention.unit or (mention.elided and mention.unit_start < 0):
        return False
    first = text[mention.number_start : mention.number_end]
    before = text[max(sentence.start, mention.number_start - 24) : mention.number_start]
    after = text[mention.number_end : mention.number_end + 24]
    at_start = not re.search(r"[^\W\d]\s*\Z|,\s*\Z", before)
    if first[0].isupper() and not at_start:
        return False
    if mention.value >= 10 or (mention.value == 0.5 and mention.kind != "count"):
        return mention.kind != "duration" or mention.value != 0.5
    if mention.value == 0.5:
        return False
    if mention.kind == "duration" and re.match(r"\s+\d", text[mention.end : mention.end + 3]):
        return False  # "hai ngày 28 và 29/4"
    if re.search(
        r"(?<!\w)(?:thứ|tháng|quý|ngày|mùng|mồng|khóa|lớp|bác|ông|bà|anh|chị|cô|chú|cậu)\s+\Z",
        before,
        re.IGNORECASE,
    ):
        return False
    if re.search(r"(?<!\w)cả\s+\Z", before, re.IGNORECASE) and mention.value <= 3:
        return False
    if _NEVER_AFTER.match(after) or (_KINSHIP.match(after) and mention.value <= 3):
        return False
    if mention.kind == "count" and not mention.noun_class:
        return False
    if mention.value != 1:
        return True
    return _one_counts(text, mention, siblings, before)


def _one_counts(text: str, mention: Mention, siblings: list[Mention], before: str) -> bool:
    """`một` counts beside other counts of its sentence or behind `chỉ`, `có`, `ít nhất`."""
    if mention.modifier != "exact":  # but "trên một chiếc xe": upon one, not more than one
        return text[mention.start : mention.number_start].strip().lower() != "trên"
    if mention.kind not in ("count",):
        return False
    if re.search(r"(?<!\w)(?:chỉ|chỉ có|duy nhất|thêm|mất|ít nhất)\s+\Z", before, re.IGNORECASE):
        return True
    joined = re.search(r"(?:,|;|(?<!\w)và)\s+\Z", before, re.IGNORECASE)
    for other in siblings:
        if other is mention or other.kind != "count":
            continue
        first, second = sorted((mention, other), key=lambda m: m.number_start)
        gap = text[first.end : second.start]
        listed = joined if other is first else re.search(r"(?:,|(?<!\w)và)\s+\Z", gap)
        if listed and len(gap) <= 40 and not re.search(r"[.:;]", gap):
            return True
    return False
