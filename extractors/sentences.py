"""Paragraphs and sentences of a text, by offsets; cheap enough to run over everything."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.patterns import UPPER

# A sentence ends at . ! ? … followed by space and an opening character, or at a line's end; on
# pages that lost their spaces also before a capitalised word. A full stop after an abbreviation
# (TP. Đà Nẵng, ThS. , Nguyễn Văn A.) or inside 9. 640 ends none.
_BOUNDARY = re.compile(
    r"""[.!?…](?<![.!?…].)[.!?…]*[”"’')\]]*"""
    rf"""(?=\s{{1,9}}[“"‘'(\[]?[{UPPER}\d–-]|\s{{0,9}}$|[{UPPER}][^\W\d_{UPPER}])""",
    re.M,
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:TP|Tp|TX|TT|Tx|Tt|P|Q|H|X|ThS|TS|GS|PGS|BS|KS|CN|Th|Tr|St|Mr|Mrs|Dr|No|Nxb|NXB|"
    r"vs|tr|đ/c|Đ/c)|\b[A-ZĐ])\.$"
)
# Text without stops (a flattened table, a list) is cut behind a separator at this length, which no
# sentence of a paper reaches: what is read within a sentence grows with its square.
_LONGEST = 1200
_SEPARATORS = (re.compile(r"[;|•]\s"), re.compile(r",\s"), re.compile(r"(?<!\d)\s|\s(?!\d)"))
# A line longer than any paragraph is a text that lost its line breaks: it is read in blocks, which
# end before what opens a paragraph, or at a paragraph's length unless the next sentence goes on.
_RUN_ON = 1500
_BLOCK = 3  # sentences; a paragraph of a paper has two on average
_OPENS = re.compile(
    r"(?:Theo|Ông(?! cha)|Bà(?! con)|Anh(?! em)|Chị(?! em)|Tại|Ngày|Sáng|Chiều|Trưa|Tối"
    r"|Được biết|Báo cáo|Trước đó|Trao đổi|Phát biểu|Về|Đối với|Tuy nhiên"
    r"|Bên cạnh|Ngoài ra|Cùng với|Trong khi|Đơn cử|Đồng chí|Chủ tịch"
    r"|Bí thư|Thủ tướng|Bộ trưởng|Phó)\b(?! đó[, ])|[“\"]"
)
_GOES_ON = re.compile(
    r"(?:Trong (?:số )?đó|Đồng thời|Riêng|Qua đó|So với|Nhờ|Cụ thể|Như vậy|Còn lại|Số còn lại)\b"
)
_REST_OF_NUMBER = re.compile(r"\s?\d{3}(?!\d)")


@dataclass(slots=True)
class Sentence:
    """`text[start:end]`, in paragraph (line) number `paragraph`, counted from 0.

    `block`: where its paragraph begins, as far as can be told in a text without line breaks.
    """

    start: int
    end: int
    paragraph: int
    block: int = 0


def split_sentences(text: str) -> list[Sentence]:
    """Split a text into sentences, in order, blank lines left out; a line break always ends one."""
    sentences: list[Sentence] = []
    position = first = 0
    for paragraph, line in enumerate(text.split("\n")):
        line_start = position
        position += len(line) + 1
        begin = 0
        for match in _BOUNDARY.finditer(line):
            if match.end() < len(line) and _is_inner_stop(line, match):
                continue
            _add(sentences, line, line_start, begin, match.end(), paragraph)
            begin = match.end()
        _add(sentences, line, line_start, begin, len(line), paragraph)
        if len(line) > _RUN_ON:
            _part(text, sentences[first:])
        first = len(sentences)
    return sentences


def _part(text: str, sentences: list[Sentence]) -> None:
    """Part the sentences of a line without breaks into blocks."""
    begin, length = sentences[0].start if sentences else 0, 0
    for sentence in sentences:
        opens = _OPENS.match(text, sentence.start) is not None
        goes_on = _GOES_ON.match(text, sentence.start) is not None
        if length and (opens or (length >= _BLOCK and not goes_on)):
            begin, length = sentence.start, 0
        sentence.block, length = begin, length + 1


def _is_inner_stop(line: str, match: re.Match[str]) -> bool:
    before = line[max(0, match.start() - 6) : match.start() + 1]
    last, following = before[-2:-1], line[match.end()]
    if not following.isspace() and not (following.isupper() and (last.islower() or last in "%)")):
        return True
    if match.group() != ".":
        return False
    if _ABBREVIATION.search(before):
        return True
    # "9. 640 hộ" is one number; "năm 2024. 12 hộ" is two sentences: three digits must follow.
    return last.isdigit() and _REST_OF_NUMBER.match(line, match.end()) is not None


def _add(
    sentences: list[Sentence], line: str, line_start: int, begin: int, end: int, paragraph: int
) -> None:
    while end - begin > _LONGEST:
        cut = _cut(line, begin)
        _add(sentences, line, line_start, begin, cut, paragraph)
        begin = cut
    piece = line[begin:end]
    stripped = piece.strip()
    if stripped:
        start = line_start + begin + piece.index(stripped[0])
        sentences.append(Sentence(start, start + len(stripped), paragraph, line_start))


def _cut(line: str, begin: int) -> int:
    """Where to cut a line that has no stop: behind the last separator within the longest piece."""
    for separator in _SEPARATORS:
        found = [m.end() for m in separator.finditer(line, begin + _LONGEST // 2, begin + _LONGEST)]
        if found:
            return found[-1]
    return begin + _LONGEST
