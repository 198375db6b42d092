"""Words and numbers that dates are made of, as patterns over folded text."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.patterns import lower

_DIGIT_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_AFTER_TENS = {
    "mốt": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "lăm": 5, "nhăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip


def _number_words() -> dict[str, int]:
    words = dict(_DIGIT_WORDS) | {"giêng": 1, "chạp": 12, "hai mươi": 20, "ba mươi": 30}
    for word, unit in _AFTER_TENS.items():
        if word not in ("mốt", "tư", "nhăm"):
            words[f"mười {word}"] = 10 + unit
        words[f"hai mươi {word}"] = 20 + unit
    return words | {"ba mươi mốt": 31, "ba mươi một": 31}


WORDS = _number_words()
WORD = "|".join(sorted(WORDS, key=len, reverse=True))
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
MONTH = r"(?:1[0-2]|0?[1-9])"
# "năm tới", but for "từ đầu năm tới hết tháng 6", "từ năm ngoái tới nay"; "năm tới 5 xã" it is.
TO_COME = (
    r"tới(?! (?:nay(?!\w)|(?:hết |giữa |cuối |đầu )?(?:tháng|quý|năm) [\divx]"
    r"|(?:hết |giữa |cuối )(?:tháng|quý|năm)(?!\w)|(?:hết )?(?:ngày )?\d{1,2}[/-]\d))"
)
YEAR = r"(?:1[0-9]|20|21)\d\d"
YEAR_OF_THE_MOON = (  # năm Mậu Tuất
    r"(?:giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý)"
    r" (?:tý|tí|sửu|dần|mão|thìn|tỵ|tị|ngọ|mùi|thân|dậu|tuất|hợi)"
)
PART = (
    r"(?:rạng(?= (?:ngày )?\d{1,2}[/-]\d)|(?:rạng )?sáng(?: sớm)?|trưa|chiều|tối(?! đa| thiểu)|đêm"
    r"|khuya)"
)
WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|ch[ủú]a? nhật)"
HOUR = r"\d{1,2}(?: giờ(?: \d{1,2}(?: phút)?)?|[hg:]\d{0,2})"
_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "bẩy": 5} | {
    str(number): number - 2 for number in range(2, 8)
}


def compile_spaced(pattern: str) -> re.Pattern[str]:
    """Compile a pattern in which a space stands for one to four spaces, ` ?` for none too.

    Bounded, so that a page's long runs of blanks cost no more than their length.
    """
    return re.compile(re.sub(r" (\??)", lambda m: " {0,4}" if m[1] else " {1,4}", pattern))


@lru_cache(maxsize=4)  # who reads a text and who dates its figures both ask
def fold(text: str) -> str:
    """Return the text in lower case with plain spaces, character for character, and with `quý` as
    it should be written."""
    return lower(text).replace("\u00a0", " ").replace("\t", " ").replace("qúy", "quý")


def number(word: str) -> int:
    """Return the number that digits or a word such as `mười hai` stand for."""
    return int(word) if word.isdigit() else WORDS[" ".join(word.split())]


def weekday_number(words: str) -> int:
    """Return 0 for `thứ hai` to 6 for `chủ nhật`."""
    last = words.split()[-1]
    return 6 if last == "nhật" else _WEEKDAYS[last]


def shift(words: str) -> int:
    """Return by how many units `trước`, `này`, `tiếp theo` … point away from now."""
    return _SHIFT[" ".join(words.split())]


N = rf"(?:\d{{1,3}}|{WORD})"
_SHIFT = {
    "nay": 0, "này": 0, "hiện tại": 0, "hiện nay": 0, "trước": -1, "ngoái": -1, "rồi": -1,
    "vừa qua": -1, "vừa rồi": -1, "qua": -1, "sau": 1, "tới": 1, "tiếp theo": 1, "kế tiếp": 1,
    "tiếp": 1, "sắp tới": 1,
}  # fmt: skip

# what is held on some days and bears its year: `Lễ hội Katê năm 2023`
EVENT = (
    "(?:ngày hội|lễ hội|hội thi|hội chợ|hội diễn|hội thao|đại hội|liên hoan|festival|tuần lễ|giải)"
)
