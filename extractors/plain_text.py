"""A text as the rules read it: what no reader sees left out, one sign in place of its look-alikes.

    plain_text("12\\u200b hộ")  ->  "12 hộ", whose offsets are 0, 1, 3, 4, 5, 6

Pages carry words that lost the space beside a number (`có25 mô hình`), squares torn from their
unit (`50 m 2`), zero-width spaces, soft hyphens, hyphens that do not break, digits of full width
and rests of HTML (`&nbsp;`, `<b>`). The rules are written for plain text; offsets go back to what
was given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

_CONTROLS = "\x00-\x08\x0e-\x1f\x7f"
HIDDEN = f"{_CONTROLS}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe0e\ufe0f\ufeff"
_HYPHENS = "\u2010\u2011\u2012\u2212\ufe58\ufe63\uff0d"
_SPACES = "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u200a\u205f\u3000"
_BREAKS = "\r\u2028\u2029\u0085\x0b\x0c"
_PLAIN = {
    **dict.fromkeys(_HYPHENS, "-"),
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_BREAKS, "\n"),
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # full width
    "\u2007": "\u00a0",  # a space as wide as a digit groups thousands
    "\u00ba": "°", "\u02da": "°", "\u2103": "°C",
}  # fmt: skip
_FRACTIONS = {"½": ("1/2", ",5"), "¼": ("1/4", ",25"), "¾": ("3/4", ",75")}
_TAG = r"</?[A-Za-z][A-Za-z0-9]{0,9}(?:\s[^<>\n]{0,400})?/?>"
_INLINE = re.compile(r"</?(?:a|abbr|b|em|font|i|mark|s|small|span|strong|sub|sup|u)\W", re.I)
# What sets a terminal's colours and title.
_TERMINAL = r"\x1b(?:\[[0-9;?]{0,20}[A-Za-z]|\][^\x07\x1b\n]{0,200}(?:\x07|\x1b\\))"
_ENTITY = r"&(?:[A-Za-z]{2,8}\d?|#\d{2,5}|#[xX][0-9A-Fa-f]{2,4});"
_SIGNS = f"½¼¾{''.join(map(re.escape, _PLAIN))}"
# The space of a square or cube whose small figure was lost: "453,1 m 2 đất".
_POWER = (  # the space first, so that a search goes from one to the next
    r"[ \u00a0](?=[23](?!\w))(?:(?<=\dm.)|(?<=\d m.)|(?<=/m.)|(?<=triệu m.)|(?<=nghìn m.)"
    r"|(?<=ngàn m.)|(?<=vạn m.)|(?<=trăm m.)|(?<=tỷ m.)|(?<=tỉ m.)|(?<=\dkm.)(?!3)|(?<=\d km.)(?!3)"
    r"|(?<=/km.)(?!3))(?![23](?:[²³]|[.,]\d|[ \u00a0]?(?:[%×]|x[ \u00a0]?\d)))"
)
# What may stand behind an area or a volume. Of all else the figure may be the count: "cách 12 km 2
# thôn", "sâu 30 m 2 người".
_MEASURED = re.compile(
    r"[23](?:[ \u00a0]?(?:[^\w\s]|\Z|\n)|[ \u00a0](?:đất|cát|nước|bùn|gỗ|đá|gạch|rác|sàn|mái|tường"
    r"|rừng|mặt (?:nước|bằng|sàn)|nhà (?:ở|xưởng|kho|kính|lưới)|bê tông|xi măng|chất thải"
    r"|tại|và|được|nhưng|thì|để|là|với|từ|này|như|có|phải|trong|trên|đối|nếu|ở|đó|đã|vẫn|đến|tới|so"
    r"|cho|sẽ|bằng|gồm|cùng|mỗi|theo|nằm|dưới|thuộc|của|do|khi|mà|nên|hay|hoặc|tương|trở|giá)(?!\w))"
)
_OF_AREA = re.compile(
    r"(?<!\w)(?:diện tích|đất|sàn|mặt bằng|vườn|ao|hồ|sân|xưởng|kho|lán|trại|nhà)(?!\w)"
    r"(?:[^.;,\n]|(?<=\d)[.,](?=\d)){0,24}\Z",
    re.IGNORECASE,
)
_OF_LENGTH = re.compile(
    r"(?<!\w)(?:sâu|cách|dài|cao|xa|chừng)(?: [^\W\d]+){0,2} [\d.,]+ ?k?m\Z", re.IGNORECASE
)
_ODD = re.compile(rf"(?:{_TAG})+|{_ENTITY}|{_TERMINAL}|\r(?=\n)|[{HIDDEN}]+|[{_SIGNS}]|{_POWER}")
# Where any of it may begin: one class is searched quicker than the branches.
_ODD_START = re.compile(rf"[<&{HIDDEN}{_SIGNS} \u00a0](?<![ \u00a0](?![23]))")
# Most pages have none of it.
_ODD_SIGN = re.compile(rf"[<{HIDDEN}{_SIGNS}]")
_LOST_POWERS = ("m 2", "m 3", "m\u00a02", "m\u00a03")
_HAS_ENTITY = re.compile(_ENTITY)
_IS_HIDDEN = re.compile(rf"[{HIDDEN}]")
_DIGIT_BEFORE = re.compile(r"\d[.,]?\Z")
_DIGIT_AFTER = re.compile(r"[.,]?\d")

_BREAK = re.compile(r"\n(?<=[\w,)”%]\n)(?=[^\W\d_](?![.)]))")
# Between words a space that does not break is but a space; between digits it groups them.
_WORD_SPACES = "\u00a0\u2009\u202f"
_WORD_SPACE = re.compile(rf"[{_WORD_SPACES}](?:(?!\d)|(?<!\d.))")
# A digit that a letter touches, and the words that lose the space between: never those of a code.
_TOUCHED = re.compile(r"[0-9](?:(?<=[aáàcgimnoópốợtừy]\d)|(?=[cdđglstuưvƯ]))")
_WORDS_BEFORE = frozenset((
    "có", "được", "đạt", "là", "với", "trên", "hơn", "khoảng", "gần", "của", "và", "cho", "ước",
    "còn", "tăng", "giảm", "gồm", "đến", "từ", "năm", "tháng", "ngày", "thêm", "trong", "quá",
    "vượt", "hiến", "góp", "tặng", "xây", "trồng", "làm", "động", "trợ", "số",
))  # fmt: skip
_WORD_BEFORE = re.compile(r"(?:\A|[\s(,;:“\"])([^\W\d_]{2,6})\Z")
_CHANGE_BEFORE = re.compile(r"(?<=[^\W\d_])(?:tăng|giảm|đạt)\Z")  # "dệt maytăng1,42%"
_WORD_AFTER = re.compile(
    r"(?:ước|đạt|có|là|với|của|và|cho|được|đã|đang|sẽ|tăng|giảm|trên|tại|trong|so với|đến|vào|còn|"
    r"theo|do|để|thì|đất|cùng)(?!\w)"
)
_LONGEST_BEFORE = 8  # characters of such a word with what stands before it
_WRAPPED = range(30, 141)  # characters of a line that was broken for its width


@dataclass(frozen=True, slots=True)
class PlainText:
    """The plain text, and where its characters and its end stand in the text given."""

    text: str
    given: str
    offsets: list[int] | None  # None where they are those of the text given

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return what `text[start:end]` spans in the text given."""
        if self.offsets is None:
            return start, end
        last = self.offsets[end - 1]
        if self.given[last] == "&" and self.text[end - 1] != "&":
            last = self.given.index(";", last)
        return self.offsets[start], last + 1


def plain_text(text: str) -> PlainText:
    """Return the text as it is to be read; hidden characters stay where they tear a number."""
    if not _is_odd(text):
        return _parted(_even_spaces(text), text, None)
    pieces: list[str] = []
    offsets: list[int] = []
    position = 0
    for start in _ODD_START.finditer(text):
        if start.start() < position:
            continue
        odd = _ODD.match(text, start.start())
        if odd is None or (plain := _read(text, odd)) == odd.group():
            continue
        pieces += [text[position : odd.start()], plain]
        offsets += [*range(position, odd.start()), *[odd.start()] * len(plain)]
        position = odd.end()
    if not position:
        return _parted(_even_spaces(text), text, None)
    pieces.append(text[position:])
    offsets += range(position, len(text) + 1)
    return _parted(_even_spaces("".join(pieces)), text, offsets)


def _is_odd(text: str) -> bool:
    return (
        any(power in text for power in _LOST_POWERS)
        or _ODD_SIGN.search(text) is not None
        or ("&" in text and _HAS_ENTITY.search(text) is not None)
    )


def _parted(plain: str, given: str, offsets: list[int] | None) -> PlainText:
    """Return the text with the spaces that a number lost: `có25 mô hình`, `năm 2020ước đạt`.

    Such a space stands where the character before it does.
    """
    gaps: list[int] = []
    for digit in _TOUCHED.finditer(plain):
        at = digit.start()
        word = _WORD_BEFORE.search(plain, max(0, at - _LONGEST_BEFORE), at)
        if word is not None and word[1].lower() in _WORDS_BEFORE:
            gaps.append(at)
        elif change := _CHANGE_BEFORE.search(plain, max(0, at - _LONGEST_BEFORE), at):
            gaps += [change.start(), at]
        if _WORD_AFTER.match(plain, at + 1):
            gaps.append(at + 1)
    if not gaps:
        return PlainText(plain, given, offsets)
    old = offsets if offsets is not None else list(range(len(plain) + 1))
    pieces: list[str] = []
    moved: list[int] = []
    for start, end in zip([0, *gaps], gaps, strict=False):
        pieces += [plain[start:end], " "]
        moved += [*old[start:end], old[end - 1]]
    pieces.append(plain[gaps[-1] :])
    moved += old[gaps[-1] :]
    return PlainText("".join(pieces), given, moved)


def _even_spaces(text: str) -> str:
    """Return the text with a space for each break that only a line's width made, as PDFs have it,
    and for what only holds two words together.

    Such a break stands within a sentence, before a small letter.
    """

    def join(match: re.Match[str]) -> str:
        width = match.start() - text.rfind("\n", 0, match.start()) - 1
        return " " if text[match.end()].islower() and width in _WRAPPED else "\n"

    text = _BREAK.sub(join, text)
    return _WORD_SPACE.sub(" ", text) if any(space in text for space in _WORD_SPACES) else text


def _is_power(text: str, at: int) -> bool:
    """Whether the space at `at`, behind a length, stands before its lost square or cube."""
    if _MEASURED.match(text, at + 1) is not None:
        return True
    low = max(0, at - 48)
    return _OF_LENGTH.search(text, low, at) is None and _OF_AREA.search(text, low, at) is not None


def _read(text: str, odd: re.Match[str]) -> str:
    found = odd.group()
    if found.startswith("<"):
        inline = len(_INLINE.findall(found)) == found.count("<")
        torn = text[odd.start() - 1 : odd.start()].isdigit() and text[odd.end() : odd.end() + 1]
        return "\n" if not inline else "\u200b" if torn and torn.isdigit() else ""
    if found in (" ", "\u00a0"):
        return "" if _is_power(text, odd.start()) else found
    if found.startswith("&"):
        found = unescape(found)
        if len(found) != 1:
            return odd.group()
    if found == "\r" and text[odd.end() : odd.end() + 1] == "\n":
        return ""
    if found in _FRACTIONS:
        alone, behind_digit = _FRACTIONS[found]
        return behind_digit if text[odd.start() - 1 : odd.start()].isdecimal() else alone
    if found in _PLAIN:
        return _PLAIN[found]
    if not _IS_HIDDEN.match(found):
        return found  # an entity of a sign as plain as any
    before, after = text[odd.start() - 1 : odd.start()], text[odd.end() : odd.end() + 1]
    if _DIGIT_AFTER.match(text, odd.end()) and _DIGIT_BEFORE.search(
        text[max(0, odd.start() - 2) : odd.start()]
    ):
        return "\u200b"
    parts_words = "\u200b" in found or after.isdigit()
    return " " if parts_words and before.isalpha() and after.isalnum() else ""
