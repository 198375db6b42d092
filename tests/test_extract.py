"""What holds on any text: offsets, accounting, stability, form of Unicode; 10,000 mangled ones."""

import json
import math
import random
import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractors.extract import extract
from extractors.records import Extraction

GOLD = sorted((Path(__file__).parent.parent / "data" / "gold" / "dev").glob("*.json"))
ARTICLES = [json.loads(path.read_text(encoding="utf-8")) for path in GOLD]


def assert_sound(text: str, found: Extraction) -> None:
    spans = sorted(
        [(f.start, f.end) for f in found.figures] + [(n.start, n.end) for n in found.non_figures]
    )
    for figure in found.figures:
        assert text[figure.start : figure.end] == figure.exact
        assert figure.start <= figure.number_start < figure.end
        sentence_end = figure.sentence_start + len(figure.sentence)
        assert text[figure.sentence_start : sentence_end] == figure.sentence
        assert 0 <= figure.confidence <= 1
    for item in found.non_figures:
        assert text[item.start : item.end] == item.exact
    numbers = sorted(
        [(f.number_start, f.end) for f in found.figures]
        + [(n.start, n.end) for n in found.non_figures]
    )
    for (_, end), (start, _) in pairwise(numbers):
        assert end <= start, "two rows claim the same characters"
    for run in re.finditer(r"\d+", text):
        assert any(start <= run.start() and run.end() <= end for start, end in spans), run.group()
    ids = {f.figure_id for f in found.figures}
    assert len(ids) == len(found.figures)
    assert all(f.part_of is None or f.part_of in ids for f in found.figures)


PHRASES = (
    "52/58 cơ quan~hơn 8.000 lượt người~ngày 14/3/2024~133-KH/TU~(~)~;~. ~trong đó~gồm~12 mô hình~"
    "1 tỷ 204 triệu đồng~tăng 12%~từ 1-2km~hai tập thể~năm 2024~quý II/2024~xã Đăk Ruồng~một~năm~"
    "huyện Kon Rẫy~mỗi hộ~/~-~\n~ ~,~1.152,6 tỷ/1.004 tổ/31.870 hộ~gấp đôi~450 x 3 m~rưỡi~phần~"
    "lần lượt là 3, 5 và 7~0912 345 678~hàng trăm~đồng~%~“~”~|~STT | Số hộ | Xã~9. 640"
)
PIECES = st.sampled_from(PHRASES.split("~"))


@example("0912 345 678 đồng")  # no telephone number may end amid digits
@given(st.lists(PIECES, max_size=25).map(" ".join))
@settings(max_examples=300)
def test_any_sequence_of_phrases_is_sound(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert_sound(text, extract(text, published="2024-07-03", province="Kon Tum"))


@given(st.text(max_size=300))
@settings(max_examples=300)
def test_any_text_is_sound(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert_sound(text, extract(text))


@pytest.mark.parametrize("article", ARTICLES, ids=[p.stem for p in GOLD])
def test_gold_articles_are_sound_and_their_unicode_form_does_not_matter(article: dict) -> None:
    text = article["text"]
    facts = {"published": article["published"], "province": article["province"]}
    found = extract(text, **facts)
    assert_sound(text, found)
    decomposed = extract(unicodedata.normalize("NFD", text), **facts)
    assert decomposed.figures == found.figures
    assert decomposed.non_figures == found.non_figures


def test_a_sentence_added_at_the_end_leaves_the_figures_before_it_alone() -> None:
    for article in ARTICLES[::5]:
        facts = {"published": article["published"], "article_id": "a"}
        before = extract(article["text"], **facts)
        after = extract(article["text"] + "\n\nHội nghị kết thúc lúc 11 giờ cùng ngày.", **facts)
        ids = [figure.figure_id for figure in before.figures]
        assert [figure.figure_id for figure in after.figures][: len(ids)] == ids


def test_mangled_articles_raise_nothing() -> None:
    chance = random.Random(20240703)
    alphabet = "0123456789.,/-–()%;: \n\u00a0“”đồngtỷx|'"
    texts = [article["text"] for article in ARTICLES]
    for round_number in range(10_000):
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        characters = list(text[start : start + 160])
        for _ in range(chance.randrange(1, 12)):
            position = chance.randrange(len(characters) + 1)
            action = chance.random()
            if action < 0.4:
                characters.insert(position, chance.choice(alphabet))
            elif action < 0.8:
                del characters[position : position + chance.randrange(1, 6)]
            else:
                shuffled = characters[position : position + 8]
                chance.shuffle(shuffled)
                characters[position : position + 8] = shuffled
        mangled = unicodedata.normalize("NFC", "".join(characters))
        found = extract(mangled, published="2024-07-03")
        if round_number % 5 == 0:
            assert_sound(mangled, found)


def test_bad_dates_say_how_to_write_them() -> None:
    with pytest.raises(ValueError, match="write it as 2024-07-03"):
        extract("Xã có 12 hộ.", published="hôm qua")


def test_an_empty_text_has_nothing() -> None:
    assert extract("").figures == []
    assert len(extract("Không có con số nào.")) == 0


@pytest.mark.parametrize(
    "text",
    [
        "Anh gõ dấu hai chấm rồi thôi.",
        "Thửa đất rộng vài tỷ linh trăm.",
        "Có một trăm lẻ triệu đồng.",
        "Có " + "9" * 400 + " hộ.",
        "Đạt 10^400 hộ.",
        "Hỗ trợ 20 hàng chục triệu đồng.",
        "có 12 hộ \ud800 5 hộ",
    ],
)
def test_odd_texts_are_read_to_their_end(text: str) -> None:
    found = extract(text)
    assert all(math.isfinite(figure.value) for figure in found.figures)
    spans = sorted((figure.start, figure.end) for figure in found.figures)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@pytest.mark.parametrize("hidden", ["\u200b", "\u00ad", "\u2060", "\ufeff"])
def test_a_number_torn_by_what_nobody_sees_is_no_figure(hidden: str) -> None:
    assert extract(f"Xã có 1{hidden}2 hộ nghèo.").figures == []
    assert [f.value for f in extract(f"Xã có 12 hộ{hidden} và 5 thôn.").figures] == [12, 5]


@pytest.mark.parametrize("published", ["0001-01-01", "2024-07-03T99", "hôm qua"])
def test_a_publication_day_that_is_none_is_told(published: str) -> None:
    with pytest.raises(ValueError, match="publication date"):
        extract("Có 12 hộ.", published=published)


def test_a_bare_sum_of_the_headline_has_the_currency_that_the_text_gives_it() -> None:
    told = extract("Thu hồi dự án 3,2 tỷ\nTỉnh thu hồi dự án 3,2 tỷ USD của công ty.").figures
    assert [(figure.exact, figure.unit) for figure in told] == [
        ("3,2 tỷ", "USD"),
        ("3,2 tỷ USD", "USD"),
    ]
    other = extract("Thu hồi dự án 3,2 tỷ\nTỉnh thu hồi dự án 4 tỷ USD của công ty.").figures
    assert other[0].unit == "VND"
