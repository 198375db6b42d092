import json
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import pytest

from scrapers.reprints import SAME_TEXT, Printing, find_reprint, signature, similarity

PAGES = Path(__file__).parent / "pages"
TEXTS = sorted({json.loads(path.read_text())["text"] for path in PAGES.rglob("0[0-5].json")})
LONG = max(TEXTS, key=len)


def printing(key: str, text: str = LONG, day: int = 1, **fields) -> Printing:
    return Printing(
        key=key,
        url=f"https://{key}.example/tin-{day}.html",
        signature=signature(text),
        published_at=datetime(2024, 7, day, tzinfo=UTC),
        **fields,
    )


def test_a_signature_is_the_same_every_time_and_everywhere() -> None:
    words = " ".join(f"chữ{number}" for number in range(200))
    assert len(signature(words)) == 256
    assert signature(words)[:32] == "a31f06ba779a8a83cb0eeb27f435e5a0"


def test_an_edited_text_stays_alike_and_another_does_not() -> None:
    edited = LONG.replace("huyện", "Huyện").split("\n")
    edited = "\n".join(["Tin mới nhận", *edited[1:], "(Theo Báo tỉnh)"])
    assert similarity(signature(LONG), signature(edited)) > 0.8
    other = " ".join(f"chữ{number}" for number in range(200))
    assert similarity(signature(LONG), signature(other)) < 0.1


def test_a_short_text_has_no_signature_and_is_like_none() -> None:
    assert signature("Huyện có 12 mô hình.") == ""
    assert similarity("", "") == 0.0
    assert find_reprint(printing("a", "ngắn"), [printing("b", "ngắn")]) is None


def test_the_later_of_two_printings_is_the_reprint() -> None:
    first, second = printing("a", day=1), printing("b", day=2)
    for new, earlier in ((second, first), (first, second)):
        found = find_reprint(new, [earlier])
        assert found is not None
        assert (found.reprint, found.original, found.why) == ("b", "a", "text")
        assert found.similarity == 1.0


def test_a_text_that_names_its_origin_is_the_reprint_whatever_its_date() -> None:
    found = find_reprint(printing("a", day=1, origin="Báo B"), [printing("b", day=2)])
    assert found is not None
    assert (found.reprint, found.original) == ("a", "b")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"canonical_url": "https://b.example/tin-2.html"}, "canonical"),
        ({"canonical_url": "http://www.b.example/tin-2.html#x"}, "canonical"),
        ({"origin": "https://b.example/tin-2.html/"}, "origin"),
    ],
)
def test_an_address_tells_a_reprint_whatever_its_text(fields, why) -> None:
    new = printing("a", "Một bài viết lại hoàn toàn khác.", **fields)
    found = find_reprint(new, [printing("b", day=2)])
    assert found is not None
    assert (found.reprint, found.original, found.why) == ("a", "b", why)


def test_a_page_is_no_reprint_of_itself() -> None:
    one = printing("a", canonical_url="https://a.example/tin-1.html")
    assert find_reprint(one, [one]) is None
    assert find_reprint(one, []) is None


def test_different_texts_are_not_taken_for_one() -> None:
    known = [text for text in TEXTS if signature(text)][:20]
    apart = [
        similarity(signature(one), signature(other))
        for one, other in combinations(known, 2)
        if one.split()[:6] != other.split()[:6]
    ]
    assert len(apart) > 100
    assert sum(value >= SAME_TEXT for value in apart) == 0
