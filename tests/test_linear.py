"""Cost grows with the length of a text and no faster: in steps, or as a ratio."""

import json
import sys
from collections.abc import Callable
from math import inf
from pathlib import Path
from time import process_time
from types import FrameType

import pytest

from extractors.extract import extract

GOLD = sorted((Path(__file__).parent.parent / "data" / "gold" / "dev").glob("*.json"))
WHOLE = "\n\n".join(json.loads(path.read_text("utf-8"))["text"] for path in GOLD) + "\n\n"
TURNS = 5  # a busy machine disturbs some of them
STEEP = 8  # four times the text at four times the cost is linear, at sixteen times it is quadratic

# What a real page may hold by the thousand without a stop, and what only a broken one does.
MONOTONOUS = {
    "a table": "Xã | 12 | 30\n",
    "views": "1.200 lượt xem ",
    "a list": "- Xã Đăk Ruồng: 12 hộ\n",
    "one endless sentence": "Xã có 12 hộ, ",
    "one endless list of numbers": "12, ",
    "numbers without units": "12 ",
    "number words": "hai ba ",
    "items of a list": "- Lúa: 12 ha.\n",
    "slashes": "1/2/",
    "dashes": "12-",
    "dots": "1.",
    "one endless number": "1",
    "brackets never closed": "12 hộ (",
    "parts of parts": "gồm 12 hộ, ",
    "amounts and their ratios to a plan": "Huyện thu ngân sách 206 tỷ đồng, đạt 67%;\n",
    "rates": "mỗi hộ 5 kg ",
    "changes": "tăng 12% ",
    "ranges": "từ 1 đến ",
    "magnitudes": "tỷ ",
    "dates": "ngày 11/9, ",
    "years": "năm 2024 ",
    "places": "xã Đăk Ruồng 12 hộ ",
    "places set apart": "Riêng tỉnh Kon Tum có 12 hộ.\n",
    "short paragraphs": "Xã có 12 hộ.\n\n",
    "counters": "5\n",
    "encoded names": "%C4%90",
    "addresses": "http://a.vn/1?",
}


def count_calls(text: str) -> int:
    """How many Python and C functions the extraction of a text calls."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    previous = sys.getprofile()
    sys.setprofile(count)
    try:
        extract(text, published="2024-07-03")
    finally:
        sys.setprofile(previous)
    return calls


def seconds(work: Callable[[], object]) -> float:
    """The processor time of one turn."""
    start = process_time()
    work()
    return process_time() - start


def test_steps_grow_as_articles_are_added() -> None:
    extract(WHOLE[:1000], published="2024-07-03")  # loads the tables
    small, large = count_calls(WHOLE[:20_000]), count_calls(WHOLE[:20_000] * 4)
    assert large < 4.4 * small


def assert_not_steep(small: str, large: str) -> None:
    """Fail where every turn of the larger text takes more than STEEP times the smaller's time."""
    extract(small)
    once, more = inf, inf
    for _ in range(TURNS):
        once = min(once, seconds(lambda: extract(small)))
        more = min(more, seconds(lambda: extract(large)))
        if more < STEEP * max(once, 0.004):  # below that the clock says nothing
            return
    pytest.fail(
        f"{more / once:.1f} times the time for {len(large) / len(small):.1f} times the text"
    )


@pytest.mark.parametrize("name", MONOTONOUS)
def test_monotony_does_not_make_it_quadratic(name: str) -> None:
    piece = MONOTONOUS[name]
    small, large = (piece * (size // len(piece)) for size in (2_500, 10_000))
    assert_not_steep(small, large)


# What could be read in many ways, each tried in vain.
AMBIGUOUS = {
    "a name in capitals": ("Xã có 50 hộ, ", "A", "x. (3 hộ), B (2 hộ).", 60),
    "a list of last year's": (
        "Năm 2023 thu 9 tỷ đồng. Cùng kỳ năm 2022, cơ cấu là 14,13%", "; 3,8", " a; 5 hộ.", 6
    ),
    "gifts of one day": ("Ngày 2/7, huyện trao quà.\n", "Công ty trao 2 căn nhà.\n", "", 900),
    "a programme talked over": (
        "Ngày 2/7, huyện họp bàn.\n", "Chương trình hỗ trợ 5 hộ.\n", "", 900
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", AMBIGUOUS)
def test_what_could_be_read_in_many_ways_is_read_at_once(name: str) -> None:
    before, piece, behind, times = AMBIGUOUS[name]
    small, large = (before + piece * count + behind for count in (times, 4 * times))
    assert_not_steep(small, large)


def test_a_megabyte_of_prose_is_read_to_its_end() -> None:
    prose = "Hội nghị diễn ra trong không khí cởi mở, đoàn kết.\n" * 20_000
    found = extract(prose + "Xã Đăk Ruồng có 41 hộ nghèo.")
    assert [figure.exact for figure in found] == ["41 hộ"]
    assert found.figures[0].sentence == "Xã Đăk Ruồng có 41 hộ nghèo."
