"""Patterns that a search runs over whole texts with, written so that it skips what cannot match."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

# For a class of characters: `À-Ỹ` would hold the small letters too.
UPPER = "".join(
    char for char in map(chr, chain(range(0x41, 0x250), range(0x1E00, 0x1F00))) if char.isupper()
)

# Where roads meet, no number: `2 ngã ba`, `ngã tư Vũng Tàu`, `ngã 3`.
CROSSROADS = r"ngã (?:ba|tư|năm|sáu|bảy|bẩy|[3-7](?!\d))"

# What a village's name may end in: `thôn Kon Rơ 2`.
NUMBER_IN_NAME = r"(?:0?[1-9]|1\d|20)"


_FIRST = re.compile(r"[^\\()\[\].^$*+?{}|]|\\\W")


def any_word(words: Iterable[str], not_after: str = r"\w") -> str:
    """Return the pattern of any of several words, patterns themselves but for their first letter,
    which may be an escaped sign.

    It matches behind no character of `not_after`: by default at a word's start. It is made of
    branches `a…|b…`, each beginning with its letter: a search goes from one such letter to the
    next, if nothing stands before the branches and all others have a letter too. Raises ValueError
    for a word that begins with neither a letter nor an escaped sign.
    """
    rests: dict[str, list[str]] = {}
    for word in words:
        begins = _FIRST.match(word)
        if begins is None:
            raise ValueError(f"a pattern of words begins with no letter: {word}")
        rests.setdefault(begins[0], []).append(word[begins.end() :])
    return "|".join(
        rf"{first}(?<!{not_after}{first})(?:{'|'.join(rest)})" for first, rest in rests.items()
    )


def either_case(words: Iterable[str]) -> list[str]:
    """Return the words, and the words with a capital."""
    return [form for word in words for form in (word, word[0].upper() + word[1:])]


@lru_cache(maxsize=8)  # of a text being read, nearly every step asks
def lower(text: str) -> str:
    """Return the text in lower case, character for character, so that offsets hold."""
    low = text.lower()
    if len(low) != len(text):  # İ has no single lower-case character
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low
