"""Written numbers: digits, number words and magnitudes, with the step they were printed in.

find_numbers("hơn 1 tỷ 204 triệu đồng")  ->  [Number(start=4, end=18, value=1.204e9, step=1e6)]
read_number("hai mươi lăm")  ->  25.0
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from extractors.patterns import CROSSROADS, any_word, lower

SPACE = "[ \u00a0\u2009\u202f]"
_THIN = "[\u00a0\u2009\u202f]"

# Vietnamese groups thousands with dots and writes a decimal comma; a thin or no-break space also
# groups, a plain one or "9. 640" only where exactly three digits follow. Order: longest form first.
_DIGITS = (
    rf"\d{{1,3}}(?:{_THIN}\d{{3}})+(?:,\d+)?(?![\d.,]\d)(?!\d)"
    r"|\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)"
    r"|\d{1,3}(?:(?:,\d{3}){2,}(?:\.\d+)?|(?:,\d{3})+\.\d{1,2})(?![\d.,]\d|\d)"
    r"|[1-9]\d{0,2}(?:\. \d{3})(?![\d.,]\d|\d| ?/)"
    r"|[1-9]\d{0,2}(?: \d{3})+(?![\d.,/-]\d|\d| ?/)"
    r"|\d+(?:[.,]\d+)?"
)
_ONES = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9,
}  # fmt: skip
_AFTER_TENS = {**_ONES, "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_MAGNITUDES = {
    "chục": 1e1, "trăm": 1e2, "nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tr": 1e6,
    "tỷ": 1e9, "tỉ": 1e9,
}  # fmt: skip
_HALVES = ("rưỡi", "rưởi")
_OTHER_WORDS = ("không", "mười", "mươi", "linh", "lẻ", "phẩy", "chấm", "nửa", *_HALVES)
# What leaves open how many there are; `vài ba` is no three.
_VAGUE = (
    "hàng", "hằng", "vài", "vài ba", "dăm", "dăm ba", "dăm bảy", "đôi ba", "mấy", "cả", "cỡ",
)  # fmt: skip
VAGUE_BEFORE = re.compile(rf"(?<!\w)(?:{'|'.join(_VAGUE)})[ \u00a0\u2009\u202f]+\Z", re.IGNORECASE)
_A_FEW = re.compile(r"(?<!\w)(?:vài|dăm|đôi)\s\Z", re.IGNORECASE)
# "tỷ lệ", "tỉ mỉ", "tỷ phú" and the like hold no billion, "triệu phú" no million.
_NOT_BILLION = r"t[ỷỉ](?:\s+(?:lệ|lê|số|suất|giá|trọng|phú|mỉ|đối|mẩn))(?!\w)|triệu\s+phú(?!\w)"
_WORDS = sorted({*_AFTER_TENS, *_MAGNITUDES, *_OTHER_WORDS}, key=len, reverse=True)
# Both are tried at each place where a number may open: at a digit, and at a number word that no
# letter stands before. No number begins within a word, but for those of "2x3x4 m".
_OPENING = re.compile(
    any_word([rf"{word}(?!\w)" for word in _WORDS], not_after=r"[^\W\d_]")
    + "|"
    + "|".join(rf"{d}(?:(?<![^\W\d_]{d})|(?<=\d[x×]{d}))" for d in range(10))
)
_DIGITS_AT = re.compile(
    r"(?<!\d)\d+(?= [^\W\d_])"  # so most: no group goes on behind a word
    # "đạt 5, 75 tỷ đồng": a comma with a space too many
    r"|(?P<torn>(?<!\d)\d{1,3}, \d[1-9](?=\s?(?:tỷ|tỉ) (?:đồng|USD)(?!\w)|\s?%(?:[;,.)]| so )))"
    rf"|(?P<mixed>\d{{1,3}}(?:triệu|tr|tỷ|tỉ)\d{{1,3}}(?!\w|[.,]\d))|(?<!\d)(?:{_DIGITS})"
)
_NOT_BILLION_AT = re.compile(_NOT_BILLION)
# Words that make a sentence worth reading for a number; `năm` and `không` alone do not.
_TELLING = (
    "một", "hai", "ba", "bốn", "sáu", "bảy", "bẩy", "tám", "chín", "mười", "mươi", "chục", "trăm",
    "nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ", "nửa", "đôi", *_HALVES,
)  # fmt: skip
_TELLS = re.compile("|".join("0123456789") + "|" + any_word(rf"{w}(?!\w)" for w in _TELLING))
_DIGIT = re.compile(r"\d")  # of any script
_QUARTER = re.compile(
    r"phần tư(?! (?:liệu|tưởng|duy|pháp|vấn|nhân|cách|thế|lợi|trang)(?!\w))(?!\w)"
)
_BETWEEN = re.compile(rf"{SPACE}{{0,2}}\Z")
# Labels whose number is one of its own: "quý 2 100 m", "thôn 3 120 hộ" are two numbers, not one.
_LABEL_BEFORE = re.compile(
    r"(?<!\w)(?:quý|tháng|ngày|năm|thôn|tổ|lớp|khóa|khoá|điều|khoản|số|quận|phường|khối|xóm|ấp"
    r"|khu phố|bản|buôn|lần|thứ|quốc lộ|ql)\s*\Z",
    re.IGNORECASE,
)


LARGEST = 1e18  # no paper counts more of anything: an account's number, a slip of keys


@dataclass(slots=True)
class Number:
    """`text[start:end]` read as a number; `step` is the unit of its last printed place."""

    start: int
    end: int
    value: float
    step: float
    words: bool = False  # written in words alone
    vague: bool = False  # "hàng trăm", "vài chục": an order of magnitude
    magnitude: float = 1.0  # the last magnitude word, 1 where none is written
    note: str = ""


@dataclass(slots=True)
class _Token:
    start: int
    end: int
    kind: str
    form: str


def find_numbers(text: str, start: int = 0, end: int | None = None) -> list[Number]:
    """Find every written number in `text[start:end]`, in order; number words too, whatever they
    stand before: whether one counts something is the caller's to see (`năm` is also a year)."""
    return list(_parse_runs(text, _tokens(text, start, len(text) if end is None else end)))


def read_number(text: str) -> float | None:
    """Read a text that is one number: `1 tỷ 204 triệu rưỡi`, `hai phần ba`, `-3,5`, `3/4`; None
    where it is not one."""
    stripped = text.strip()
    sign = 1.0
    signed = re.match(r"(?:-|−|âm\s+|trừ\s+)(?=\S)", stripped, re.IGNORECASE)
    if signed:
        sign, stripped = -1.0, stripped[signed.end() :]
    if stripped.lower() == "không":
        return 0.0
    spoken = stripped.lower().split()
    if len(spoken) == 2 and spoken[0] in _ONES and spoken[1] in _ONES and spoken[1] != "năm":
        return sign * (10.0 * _ONES[spoken[0]] + _ONES[spoken[1]])  # "bốn ba": forty-three
    fraction = re.fullmatch(
        (
            r"(?:(?P<whole>.+?)\s+(?:và\s+)?(?=\S+\s*/|\S+\s+phần))?(?P<n>.+?)\s*(?:/|"
            r"\sphần\s|\strên\s)\s*(?P<d>.+)"
        ),
        stripped,
        re.IGNORECASE,
    )
    value = _whole(stripped)
    if value is None and fraction:
        above, below = _whole(fraction["n"]), _whole(fraction["d"], tens_forms=True)
        whole = _whole(fraction["whole"]) if fraction["whole"] else 0.0
        if above is not None and below and whole is not None:
            value = whole + above / below
    return None if value is None or value == inf else sign * value


def _whole(text: str, *, tens_forms: bool = False) -> float | None:
    text = text.strip()
    if tens_forms and text.lower() in _AFTER_TENS:
        return float(_AFTER_TENS[text.lower()])
    found = find_numbers(text)
    if len(found) == 1 and not text[: found[0].start].strip() and not text[found[0].end :].strip():
        return found[0].value
    return None


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    tokens: list[_Token] = []
    low = lower(text)
    position = start
    for opening in _OPENING.finditer(low, start, end):
        if opening.start() < position:
            continue
        at, position = opening.start(), opening.end()
        if opening[0].isdigit():
            number = _DIGITS_AT.match(low, at, end)
            if number is not None:
                position = number.end()
                tokens += _digit_tokens(text, number)
        elif rest := _NOT_BILLION_AT.match(low, at, end):
            position = rest.end()
        elif (_NO_FOUR.match(low, at) and not (tokens and tokens[-1].form == "mươi")) or (
            opening[0] == "năm" and _is_year(text, at, position, tokens)
        ):
            continue
        elif not (
            _CROSSROADS.match(low, max(0, at - 4), end)
            or (opening[0] in ("ba", "bảy") and _A_FEW.search(low, max(0, at - 5), at))
        ):
            quarter = opening[0] == "tư" and _QUARTER.match(low, max(0, at - 5)) is not None
            tokens.append(_Token(at, position, "word", "bốn" if quarter else opening[0]))
    return tokens


def _digit_tokens(text: str, number: re.Match[str]) -> list[_Token]:
    """Return the token that digits make; two, where a magnitude or a label takes part of them."""
    start, end, form = number.start(), number.end(), number[0]
    if number.lastgroup is None and " " not in form:
        return [_Token(start, end, "digits", form)]  # so most
    if number["torn"] and _ONE_AMOUNT.search(text, max(0, start - 90), start):
        return [_Token(start, end, "digits", form.replace(" ", ""))]
    if number["mixed"]:  # "2tr8" is 2,8 triệu
        whole, word, part = _MIXED.split(form)
        cut = start + len(whole)
        return [_Token(start, cut, "digits", f"{whole},{part}"), _Token(cut, end, "word", word)]
    if number["torn"]:
        cut = start + form.index(",")
        return [
            _Token(start, cut, "digits", text[start:cut]),
            _Token(cut + 2, end, "digits", text[cut + 2 : end]),
        ]
    if _SPACED.match(form) and _LABEL_BEFORE.search(text[max(0, start - 12) : start]):
        # the group after a label ("quý 2 100 m") is a number of its own
        first, _, rest = form.partition(" ")
        cut = start + len(first)
        return [
            _Token(start, cut, "digits", first),
            _Token(cut + 1, end, "digits", rest),
        ]
    return [_Token(start, end, "digits", form)]


# Behind these one amount follows; behind `còn` it does if a rate is told of, not `số hộ nghèo còn
# 45, 62% …`.
_ONE_AMOUNT = re.compile(
    r"(?:(?:đạt|tiền|được|phí|giá|vốn|trên|hơn|gần|khoảng|tăng|giảm)"
    r"|(?:tỷ|tỉ) lệ (?:(?!số )[^.;])*còn) \Z",
    re.IGNORECASE,
)
_ROADS_MET = ("ba", "tư", "năm", "sáu", "bảy", "bẩy")
_CROSSROADS = re.compile(
    CROSSROADS + r"(?! (?:người|em|cháu|trụ|cột|cây|nhà|xe|học sinh|công nhân))(?!\w)"
)
_MIXED = re.compile(r"(\D+)")
_SPACED = re.compile(r"[1-9]\d{0,2} \d{3}")
_YEAR_AHEAD = re.compile(
    r"\s+(?:\d|nay|qua|trước|sau|tới|ngoái|đầu|cuối|học|gần|liền|liên|thứ|một|đó|này|đến|bản lề)",
    re.IGNORECASE,
)


# "nhiều năm điều tra", "hàng năm": years, however many.
_YEAR_BEFORE = re.compile(
    r"(?<!\w)(?:nhiều|những|mấy|vài|các|hằng|hàng|từng|cùng|bao|suốt|lâu)\s\Z", re.IGNORECASE
)
_LASTED = re.compile(r" (?:ngày|đêm|giờ|tiếng|năm|tháng|tuần)(?!\w)")  # "suốt năm ngày đêm": five
# "2016 là năm khó khăn", but "năm 2016 là năm vụ"
_YEAR_IS = re.compile(r"(?:19|20)\d\d (?:[^\W\d]+ ){0,3}là \Z")
_COUNTED_AHEAD = re.compile(
    r" (?:người|vụ|ca|hộ|xã|huyện|thôn|bản|em|con|chiếc|cái|trường hợp|học sinh|trường|dự án)(?!\w)"
)
_EACH_YEAR = re.compile(r"/\s?\Z")  # "100 triệu/năm"


def _is_year(text: str, start: int, end: int, tokens: list[_Token]) -> bool:
    """`năm` is five only where no number goes before it (`15 năm`) and no year follows it."""
    if _YEAR_AHEAD.match(text, end) or _EACH_YEAR.search(text, max(0, start - 2), start):
        return True
    if _YEAR_IS.search(text, max(0, start - 30), start):
        return _COUNTED_AHEAD.match(text, end) is None
    if _YEAR_BEFORE.search(text, max(0, start - 6), start):
        lasted = text.endswith(("suốt ", "Suốt "), 0, start) and _LASTED.match(text, end)
        return not (lasted or _TENS_AHEAD.match(text, end))
    if not tokens or text[tokens[-1].end : start].strip():
        return False
    if tokens[-1].form in ("linh", "lẻ", "phẩy", "chấm"):
        return False
    if tokens[-1].form == "không" and len(tokens) > 1 and tokens[-2].form in ("phẩy", "chấm"):
        return False
    if tokens[-1].form == "trăm" and _SPOKEN_TENS_AHEAD.match(text, end):
        return False
    # "hai nghìn năm trăm" goes on, "ba nghìn năm" is a span of years
    return not _TENS_AHEAD.match(text, end)


# no four: "một trăm bốn tư liệu", "ba tư vấn viên"
_NO_FOUR = re.compile(
    r"tư (?:liệu|pháp|vấn|nhân|thế|thục|tưởng|cách|lệnh|duy|thương|sản|bản|gia)(?!\w)"
)
_SPOKEN_TENS_AHEAD = re.compile(  # "ba trăm năm bảy triệu" is 357 million
    r"\s+(?:mốt|hai|ba|bốn|tư|lăm|sáu|bảy|bẩy|tám|chín)\s+(?:nghìn|ngàn|triệu|tỷ|tỉ)(?!\w)"
    r"(?! (?:người|lượt|dân|hộ|con|cây)(?!\w))",
    re.IGNORECASE,
)
_TENS_AHEAD = re.compile(r"\s+(?:trăm|mươi|chục)(?!\w)", re.IGNORECASE)


def _parse_runs(text: str, tokens: list[_Token]) -> Iterator[Number]:
    position = 0
    last: Number | None = None
    while position < len(tokens):
        token, following = tokens[position], tokens[position + 1 : position + 2]
        if token.kind == "digits" and not (following and following[0].form in _MAGNITUDES):
            value, step, note = _read_digits(token.form)
            last = Number(token.start, token.end, value, step, note=note)
            position += 1
            yield last
            continue
        if token.kind == "digits" and (plain := _with_magnitude(text, tokens, position)):
            position += 2 if plain.end == following[0].end else 3
            last = plain
            yield last
            continue
        parser = _Parser(text, tokens, position)
        number = parser.read()
        if number is None:
            position += 1
            continue
        beside = last is not None and not last.words and not text[last.end : number.start].strip()
        if not (beside and number.words):  # "1 ba lô" counts one thing
            yield number
        position, last = parser.position, number


# What stands behind a number spoken short: "2 triệu tư một tấn", but "2 tỷ tư nhân".
_SHORT_ENDS = (
    r"(?=\s*(?:[.;:)/]|,(?!\d)|\Z)|\s(?:cho|mỗi|từ|tiền|đồng|đ|USD|một|nhờ)(?!\w))(?![.,/]\d)"
)
_FOUR_ENDS = re.compile(_SHORT_ENDS)
# "1 triệu 8 cho mỗi hộ", "2 tỷ 350.": tenths or thousandths of the magnitude
_SPOKEN_REST = re.compile(rf"(?:tư|[1-9](?:\d\d)?){_SHORT_ENDS}")


def _with_magnitude(text: str, tokens: list[_Token], position: int) -> Number | None:
    """Return the number of digits and one magnitude, as most sums are; None beside more tokens."""
    digits, word, *more = tokens[position : position + 3]
    if not _BETWEEN.match(text[digits.end : word.start]):
        return None
    value, step, note = _read_digits(digits.form)
    scale = _MAGNITUDES[word.form]
    if more and _BETWEEN.match(text[word.end : more[0].start]):
        rest = more[0]
        spoken = _SPOKEN_REST.match(text, rest.start)
        if spoken is None or spoken.end() != rest.end or scale < 1e6 or step != 1:
            return None
        told = "4" if rest.form == "tư" else rest.form
        step = scale / 10 ** len(told)
        value = _clean(value * scale + int(told) * step)
        return Number(digits.start, rest.end, value, step, magnitude=scale, note=note)
    return Number(
        digits.start, word.end, _clean(value * scale), step * scale, magnitude=scale, note=note
    )


_PRICE = re.compile(r"\b(?:giá|mỗi) [^.,;\d]{0,12}\d+ (?:nghìn|ngàn) \Z", re.IGNORECASE)
_DONG = re.compile(r"\s?(?:đồng|đ)(?!\w)")
_TIMES_NEXT = re.compile(r"\slần(?!\w)")


class _Parser:
    """Reads the longest number that starts at one token; a state machine over token forms."""

    def __init__(self, text: str, tokens: list[_Token], position: int) -> None:
        self.text, self.tokens, self.position = text, tokens, position

    def peek(self, ahead: int = 0) -> str:
        """Form of the token `ahead` places on, "" where a gap or another kind of thing is."""
        index = self.position + ahead
        if index >= len(self.tokens):
            return ""
        if index > 0 and (ahead > 0 or self.taken):
            gap = self.text[self.tokens[index - 1].end : self.tokens[index].start]
            if not _BETWEEN.match(gap):
                return ""
            both_glued = not gap and self.tokens[index].kind == "digits"
            if both_glued:
                return ""
        return self.tokens[index].form

    def read(self) -> Number | None:
        self.taken = False
        first = self.tokens[self.position]
        self.digits = first.kind == "digits"
        vague = VAGUE_BEFORE.search(self.text, max(0, first.start - 9), first.start)
        words = first.kind == "word"
        total = 0.0
        step = 1.0
        last_magnitude = 0.0
        note = ""
        while True:
            before, form = self.position, self.peek()
            group = self._group(vague=bool(vague) and not self.taken)
            if group is None:
                break
            amount, group_step, group_note = group
            note = note or group_note
            scale = self._magnitudes()
            if last_magnitude and scale >= last_magnitude:
                shared = 1e9 if scale > 1e9 else scale  # "1 vạn 2 nghìn tỷ"
                own = amount * scale / shared
                if shared not in (1e6, 1e9) or last_magnitude >= 1e6 or own >= last_magnitude:
                    self.position = before  # "3 triệu 5 tỷ" are two numbers
                    break
                # "1 nghìn 200 tỷ": the thousand is of billions too
                total *= shared
            is_last = scale == 1.0
            if is_last and last_magnitude >= 1e3 and form in _AFTER_TENS and amount < 10:
                scale = last_magnitude / 10  # "hai triệu ba" is 2.3 million
            total += amount * scale
            step = group_step * scale
            words = words and self.tokens[self.position - 1].kind == "word"
            if is_last:
                break
            last_magnitude = scale
            if self.peek() in _HALVES:
                self._take()
                total += scale / 2
                step = scale / 2
                break
            following = self.peek(1)
            if not (
                self.peek()
                and (
                    following in _MAGNITUDES
                    or self._words_go_on(scale)
                    or self._rest_goes_on(scale)
                )
            ):
                break
        if not self.taken:
            return None
        end = self.tokens[self.position - 1].end
        return Number(
            start=first.start,
            end=end,
            value=_clean(total),
            step=step,
            words=words,
            vague=bool(vague) and first.form in _MAGNITUDES,
            magnitude=last_magnitude or 1.0,
            note=note,
        )

    def _rest_goes_on(self, scale: float) -> bool:
        """Whether three digits behind a thousand belong to it: `12 nghìn 500 cây`."""
        form = self.peek()
        whole = scale == 1e3 and self.digits and form.isdigit() and len(form) == 3
        start = self.tokens[self.position].start if whole else 0
        before = max(0, start - 40)
        if not whole or form < "100":
            return False
        coins = _DONG.match(self.text, self.tokens[self.position].end) is not None
        return coins or _PRICE.search(self.text, before, start) is None

    def _words_go_on(self, scale: float) -> bool:
        """Whether number words after a magnitude belong to it: `hai triệu ba trăm nghìn`."""
        form = self.peek()
        if form in ("linh", "lẻ"):
            return self.peek(1) in _AFTER_TENS
        if form == "tư" and not _FOUR_ENDS.match(self.text, self.tokens[self.position].end):
            return False
        if scale < 1e3 or (form not in _AFTER_TENS and form not in ("mười", "không")):
            return False
        if form == "mười":
            return True
        return self.peek(1) in ("mươi", "trăm") or (
            self.tokens[self.position].kind == "word"
            and form not in ("năm", "một")  # "hai triệu một con"
            and not _TIMES_NEXT.match(self.text, self.tokens[self.position].end)
            and not self.digits  # "15 triệu một con", "5 triệu hai lần"
        )

    def _take(self) -> str:
        form = self.tokens[self.position].form
        self.position += 1
        self.taken = True
        return form

    def _magnitudes(self) -> float:
        """Take the magnitudes that follow and multiply them: `nghìn tỷ` is 1e12."""
        scale = 1.0
        while self.peek() in _MAGNITUDES:
            form = self.peek()
            # "một trăm" was read by the group; "2 tr" needs its dot or a unit, checked by the form
            scale *= _MAGNITUDES[form]
            self._take()
        return scale

    def _group(self, *, vague: bool) -> tuple[float, float, str] | None:
        """Take a number below its magnitude: digits, or words up to 999; value, step, note."""
        form = self.peek()
        if not form:
            return None
        if self.tokens[self.position].kind == "digits":
            self._take()
            return _read_digits(form)
        if form == "nửa":
            self._take()
            return 0.5, 0.5, ""
        if form in _MAGNITUDES and form != "tr":
            return (1.0, 1.0, "") if vague or self._is_bare_hundred() else None
        if form in ("linh", "lẻ") and self.taken and self.peek(1) in _AFTER_TENS:
            self._take()
            return float(_AFTER_TENS[self._take()]), 1.0, ""
        value = self._below_thousand()
        if value is None:
            return None
        if self.peek() in ("phẩy", "chấm"):
            return self._decimals(value)
        return value, 1.0, ""

    def _is_bare_hundred(self) -> bool:
        """`hơn trăm hộ`, `gần chục người`: one hundred, one ten, only behind a modifier."""
        token = self.tokens[self.position]
        before = self.text[max(0, token.start - 8) : token.start]
        return token.form in ("trăm", "chục", "nghìn", "ngàn", "vạn", "triệu", "tỷ") and bool(
            re.search(r"(?<!\w)(?:hơn|gần|ngót|cả)\s+\Z", before, re.IGNORECASE)
        )

    def _below_thousand(self) -> float | None:
        form = self.peek()
        value = 0.0
        if form == "không" and self.peek(1) == "trăm":
            self._take(), self._take()
            hundreds = True
        elif form == "không" and self.peek(1) in ("phẩy", "chấm"):
            self._take()
            return 0.0
        elif form in _ONES and self.peek(1) == "trăm":
            value = _ONES[self._take()] * 100.0
            self._take()
            hundreds = True
        else:
            hundreds = False
        tens = self._below_hundred(after_hundred=hundreds)
        if tens is None and hundreds and self.peek() in _HALVES:
            self._take()
            return value + 50.0  # "một trăm rưỡi"
        if tens is None:
            return value if hundreds else None
        return value + tens

    def _below_hundred(self, *, after_hundred: bool) -> float | None:
        form, following = self.peek(), self.peek(1)
        if form == "mười":
            self._take()
            return 10.0 + self._last_one(("năm", "tư"))
        if form in _ONES and following == "mươi":
            value = _ONES[self._take()] * 10.0
            self._take()
            return value + self._last_one(("năm",))
        if after_hundred:
            if form in ("linh", "lẻ") and following in _AFTER_TENS:
                self._take()
                return float(_AFTER_TENS[self._take()])
            if form == "mốt":  # "hai trăm mốt" is 210
                self._take()
                return 10.0
            if form in _ONES and following in _AFTER_TENS and self.peek(2) not in ("mươi", "trăm"):
                return _ONES[self._take()] * 10.0 + _AFTER_TENS[self._take()]  # "trăm hai bảy"
            if form in _ONES and _MAGNITUDES.get(following, 0.0) >= 1e3:
                return _ONES[self._take()] * 10.0  # "bốn trăm sáu triệu" is 460 million
            return None
        if form in _ONES and following in ("mốt", "lăm", "nhăm"):
            return _ONES[self._take()] * 10.0 + _AFTER_TENS[self._take()]
        tenths = form == "tư" and self.taken
        if form in _ONES or tenths or (form == "lăm" and following in _MAGNITUDES):
            # A unit colloquially said for the tens ("hai mốt") and "ba năm" are left alone.
            return float(_AFTER_TENS[self._take()])
        return None

    def _last_one(self, years: tuple[str, ...]) -> float:
        """The unit after the tens; `mười năm` is ten years, for fifteen is `mười lăm`."""
        form = self.peek()
        if form in _AFTER_TENS and form not in years and self.peek(1) not in ("mươi", "trăm"):
            return float(_AFTER_TENS[self._take()])
        return 0.0

    def _decimals(self, whole: float) -> tuple[float, float, str]:
        """Take `phẩy năm` behind a whole number; a `chấm` that nothing follows is a colon's."""
        if not (self.peek(1) in _AFTER_TENS or self.peek(1) in ("không", "mười")):
            return whole, 1.0, ""
        self._take()
        digits = ""
        if self.peek() == "mười" or (self.peek() in _ONES and self.peek(1) == "mươi"):
            digits = str(int(self._below_hundred(after_hundred=False) or 0))
        while self.peek() in _AFTER_TENS or self.peek() == "không":
            form = self._take()
            digits += "0" if form == "không" else str(_AFTER_TENS[form])
        return float(f"{int(whole)}.{digits}"), 10.0 ** -len(digits), ""


_DOTTED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_ENGLISH = re.compile(r"\d{1,3}(?:(?:,\d{3}){2,}(?:\.\d+)?|(?:,\d{3})+\.\d{1,2})")
_GAP = re.compile(r"[.,]?\s")


def _read_digits(form: str) -> tuple[float, float, str]:
    """Read printed digits: value, step, and a note where the separators were ambiguous."""
    if form.isdecimal():
        return float(form), 1.0, ""
    note = ""
    if _DOTTED.fullmatch(form):
        plain = form.replace(".", "")
    elif _GAP.search(form):
        plain, note = _GAP.sub("", form), "digits grouped by space"
    elif _ENGLISH.fullmatch(form):
        plain, note = form.replace(",", "").replace(".", ","), "comma groups thousands"
    elif form.count(".") + form.count(",") > 1:
        return inf, 1.0, ""  # "012.345.678": whatever it is, it counts nothing
    else:
        plain, note = form.replace(".", ","), "decimal dot" if "." in form else ""
    whole, _, decimals = plain.partition(",")
    return float(f"{whole}.{decimals or 0}"), 10.0 ** -len(decimals), note


def _clean(value: float) -> float:
    """Round away binary dust: 7.2 × 1e6 is 7200000, not 7200000.000000001."""
    return float(f"{value:.15g}")


def holds_number(text: str) -> bool:
    """Whether a text holds a digit or a number word that may count; cheap, to be asked first."""
    return _TELLS.search(text.lower()) is not None or _DIGIT.search(text) is not None
