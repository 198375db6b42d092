"""Written numbers, by the table of `tests/corpus/numbers.toml`."""

import re
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.numbers import find_numbers, holds_number, read_number

TABLE = tomllib.loads((Path(__file__).parent / "corpus" / "numbers.toml").read_text("utf-8"))
FOUND = [
    pytest.param(text, numbers, group.get("vague", False), id=f"{group['group']}: {text}")
    for group in TABLE["find"]
    for text, numbers in group["cases"]
]
READ = [
    pytest.param(case[0], case[1] if len(case) > 1 else None, id=f"{group['group']}: {case[0]}")
    for group in TABLE["read"]
    for case in group["cases"]
]


@pytest.mark.parametrize(("text", "numbers", "vague"), FOUND)
def test_numbers_are_found(text: str, numbers: list[list], vague: bool) -> None:
    found = [
        [text[number.start : number.end], number.value, number.step]
        for number in find_numbers(text)
    ]
    assert found == numbers
    assert all(number.vague is vague for number in find_numbers(text))


@pytest.mark.parametrize(("text", "numbers", "vague"), FOUND)
def test_a_text_with_a_number_that_counts_is_told_from_one_without(
    text: str, numbers: list[list], vague: bool
) -> None:
    telling = [number for number in numbers if number[0] not in ("một", "năm")]
    assert not telling or holds_number(text)


@pytest.mark.parametrize(("text", "value"), READ)
def test_a_text_is_read_as_one_number(text: str, value: float | None) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize("text", ["NGHÌN TỶ", "Hai Mươi Lăm", "1 TỶ 204 TRIỆU RƯỠI"])
def test_case_does_not_matter(text: str) -> None:
    assert [n.value for n in find_numbers(text)] == [n.value for n in find_numbers(text.lower())]


def test_only_the_window_asked_for_is_read() -> None:
    text = "12 hộ, 34 hộ, 56 hộ"
    assert [number.value for number in find_numbers(text, 6, 13)] == [34]
    assert [text[n.start : n.end] for n in find_numbers(text, 6)] == ["34", "56"]


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_whole_numbers_grouped_by_dots_or_spaces_are_read_back(value: int) -> None:
    for mark in (".", "\u00a0", " "):
        assert read_number(f"{value:,}".replace(",", mark)) == value


@given(st.integers(min_value=0, max_value=10**6), st.integers(min_value=1, max_value=99))
def test_decimals_are_read_back_with_their_step(whole: int, hundredths: int) -> None:
    printed = f"{whole:,}".replace(",", ".") + f",{hundredths:02}"
    (number,) = find_numbers(printed)
    assert number.value == pytest.approx(whole + hundredths / 100, rel=1e-12)
    assert number.step == 0.01


ONES = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def spell(value: int) -> str:
    """Write 1 to 999 in words, as is taught in school."""
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    words = [f"{ONES[hundreds]} trăm"] if hundreds else []
    if tens == 0 and ones:
        words += [f"linh {ONES[ones]}" if hundreds else ONES[ones]]
    elif tens:
        last = {0: "", 1: "một" if tens == 1 else "mốt", 5: "lăm"}.get(ones, ONES[ones])
        words += ["mười" if tens == 1 else f"{ONES[tens]} mươi", last]
    return " ".join(word for word in words if word)


@pytest.mark.parametrize("value", [*range(1, 100), *range(100, 1000, 37)])
def test_numbers_spelled_out_are_read_back(value: int) -> None:
    assert read_number(spell(value)) == value


@pytest.mark.parametrize("value", range(1, 1000, 83))
@pytest.mark.parametrize(("magnitude", "scale"), [("nghìn", 1e3), ("triệu", 1e6), ("tỷ", 1e9)])
def test_spelled_out_numbers_are_scaled(value: int, magnitude: str, scale: float) -> None:
    assert read_number(f"{spell(value)} {magnitude}") == value * scale


@given(st.text(max_size=120))
def test_any_text_gives_ordered_numbers_that_cover_its_digits(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    numbers = find_numbers(text)
    ends = [0, *(number.end for number in numbers)]
    assert all(end <= number.start < number.end for end, number in zip(ends, numbers, strict=False))
    for run in re.finditer(r"(?<![^\W_])\d+", text):
        assert any(n.start <= run.start() < n.end for n in numbers), run.group()
