"""Patterns of several words: what they match, and which words they refuse."""

import re

import pytest

from extractors.patterns import any_word


def test_any_of_the_words_is_found_at_a_words_start() -> None:
    pattern = re.compile(any_word(["tăng", "giảm(?! giá)", r"\~"]))
    found = [match[0] for match in pattern.finditer("tăng 5%, giảm ~3%, giảm giá, gia-tăng, xtăng")]
    assert found == ["tăng", "giảm", "~", "tăng"]


@pytest.mark.parametrize("word", [r"\d+ xã", r"\bxã", "[Cc]ác xã", "(?:xã|phường)", ".xã", ""])
def test_a_word_that_begins_with_no_letter_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="begins with no letter"):
        any_word(["tăng", word])
