"""Lines that stand under a picture: their places and times are the picture's, not the report's."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.patterns import UPPER

_OF_PICTURE = re.compile(
    r"(?:\A[(\s]*(?:trong ảnh|ảnh minh h[oọ]a|ảnh\s?:|ảnh trên)"
    r"|(?:\A|[.)(,\s-])ảnh(?: minh h[oọ]a)?\s?:(?:[^.]|(?<=\b\w)\.){0,60}[.)]{0,2}\Z)",
    re.IGNORECASE,
)
_LONGEST = 250  # characters of a caption that nothing but its repetition tells
_SIGNED = 400  # … of one that is signed; a longer line is the report, run on behind its picture
_SHORT = 110  # characters of one that stands alone between paragraphs
_PARAGRAPH = 140  # characters of a paragraph that a picture may follow
_HEAD = 3  # the first lines are the title and the lead, which some sites repeat


# A picture shows: it tells of no past, gives no reasons and no examples, opens no section.
_TELLS = re.compile(
    r"\W|(?:tại|ở|trong|theo|riêng|đối với|về|đến|từ|với|qua|nhờ|để|bên cạnh|ngoài|tuy|song"
    r"|thậm chí|dự kiến|điển hình|tiêu biểu|nổi bật|đơn cử|[ivx]+[.)])\s"
    r"|.*(?:\d|\w[.;:?!…] |\b(?:đã|sẽ|đang|cũng|vẫn|còn|là|có|này|đó|vì|nên|nhưng|luôn|rất"
    r"|ngày càng|toàn|mỗi|từng|một số|như sau|cho biết)\b)",
    re.IGNORECASE,
)
_BACK_AT_IT = re.compile(r"[“\"]|(?:(?:Tại|Nơi|Ở) đây|Đây|Đó|[^\W\d]+(?: [^\W\d]+){0,2} này)\b")
_NAME = re.compile(rf"\s[(“]?[{UPPER}]")
_PARTS = re.compile(r"(?:Trong (?:số )?đó|Còn lại|Số còn lại)\b")
_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=1)  # places and times both ask
def find_captions(text: str) -> frozenset[int]:
    """Return the numbers of the lines that are captions.

    Such are signed `Ảnh: …`, closed by a bar as some sites do, or stand there twice running, once
    as the picture's alternative text; or they are a lone short line without figures, but with a
    name, between two paragraphs with figures.
    """
    captions: set[int] = set()
    last, last_number, lines, before = "", -1, 0, ""
    for number, line in enumerate(text.split("\n")):
        if not (stripped := " ".join(line.split())):
            continue
        if stripped == last and lines > _HEAD and len(stripped) < _LONGEST:
            captions |= {last_number, number}
        elif len(stripped) < _SIGNED and (
            stripped.endswith("|") or ("ảnh" in stripped.lower() and _OF_PICTURE.search(stripped))
        ):
            captions.add(number)
        if len(last) < _SHORT < _PARAGRAPH < len(before) and _stands_between(
            before, last, stripped
        ):
            captions.add(last_number)
        before, last, last_number, lines = last, stripped, number, lines + 1
    return frozenset(captions)


def _stands_between(before: str, line: str, after: str) -> bool:
    """Tell whether a line only stands between two paragraphs with figures, as a picture does."""
    if not (_DIGIT.search(before) and _DIGIT.search(after)):
        return False
    if not _NAME.search(line) or _TELLS.match(line) or _BACK_AT_IT.match(after):
        return False
    goes_on = before.endswith(".") and _PARTS.match(after)  # its parts are of the one before
    return bool(goes_on) or (line.endswith(".") and len(after) >= len(line))
