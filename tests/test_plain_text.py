"""Signs that no reader sees or tells apart: what they stand for, and where they stood."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.extract import extract
from extractors.plain_text import _FRACTIONS, _ODD, _ODD_START, _PLAIN, plain_text

PLAIN = {
    "a zero-width space behind a number": ("12\u200b hộ", "12 hộ"),
    "a zero-width space for a space": ("có\u200b12\u200bhộ", "có 12hộ"),
    "a soft hyphen in a word": ("thành\u00ad lập cơ qu\u00adan", "thành lập cơ quan"),
    "a byte order mark": ("\ufeff12 hộ", "12 hộ"),
    "bidi marks": ("\u202e12\u202c hộ", "12 hộ"),
    "hyphens": ("10\u201115, 10\u201015, \u22125", "10-15, 10-15, -5"),
    "wide forms": ("１２，５％", "12,5%"),
    "spaces": ("12\u2003hộ, 1\u2007200", "12 hộ, 1\u00a0200"),
    "lines": ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
    "a line broken for its width": (
        "Sản lượng lương thực của toàn huyện năm nay\nđạt 12 tấn.",
        "Sản lượng lương thực của toàn huyện năm nay đạt 12 tấn.",
    ),
    "a new sentence": (
        "Sản lượng lương thực của toàn huyện năm nay\nHuyện có 12 xã.",
        "Sản lượng lương thực của toàn huyện năm nay\nHuyện có 12 xã.",
    ),
    "items of a list": (
        "Các mô hình tiêu biểu của huyện năm nay gồm:\na) nuôi bò;\nb) nuôi dê",
        "Các mô hình tiêu biểu của huyện năm nay gồm:\na) nuôi bò;\nb) nuôi dê",
    ),
    "short lines": ("nuôi bò\nnuôi dê", "nuôi bò\nnuôi dê"),
    "rests of HTML": ("12&nbsp;hộ&#44; 5 m&sup2; &lt; &khong;", "12 hộ, 5 m² < &khong;"),
    "spaces that hold together": (
        "thiệt\u00a0mạng 1\u00a0200\u00a0người",
        "thiệt mạng 1\u00a0200 người",
    ),
    "tags": ("<p>Có <b>12</b> hộ,<br/>5 m<sup>2</sup></p>", "\nCó 12 hộ,\n5 m2\n"),
    "a power": ("10<sup>3</sup>", "10\u200b3"),
    "no tag": ("a < 5 hộ, b > 3", "a < 5 hộ, b > 3"),
    "a terminal's colours": ("\x1b[31m12\x1b[0m hộ\x07", "12 hộ"),
    "fractions in one sign": ("½ xã, 2½ ha", "1/2 xã, 2,5 ha"),
    "a number that lost its spaces": (
        "Huyện có25 mô hình, năm2020ước đạt 1.200m2đất; tăng5,5%.",
        "Huyện có 25 mô hình, năm 2020 ước đạt 1.200m2 đất; tăng 5,5%.",
    ),
    "a change that lost its spaces": (
        "dệt maytăng1,4%, da giàyGiảm2%; đạt5 tấn",
        "dệt may tăng 1,4%, da giàyGiảm2%; đạt 5 tấn",
    ),
    "digits of a code": (
        "F0, m2, covid19, H5N1, QL14, tin-cho2, /la5, 120triệu",
        "F0, m2, covid19, H5N1, QL14, tin-cho2, /la5, 120triệu",
    ),
    "degrees": ("25ºC, 25℃", "25°C, 25°C"),
    "a torn number": ("1\u200b2, 1.\u00ad200", "1\u200b2, 1.\u200b200"),
}


@pytest.mark.parametrize("name", PLAIN)
def test_one_sign_stands_for_its_look_alikes(name: str) -> None:
    odd, plain = PLAIN[name]
    assert plain_text(odd).text == plain


def test_a_plain_text_is_left_as_it_is() -> None:
    text = "Xã có 12 hộ – 5,5% – ở 3 “thôn”, rộng 5 m²; A & B."
    read = plain_text(text)
    assert read.text is text
    assert read.span(6, 11) == (6, 11)


FIGURES = [
    ("Xã có 12\u200b hộ nghèo.", "12\u200b hộ", 12, None),
    ("Xã có 12\ufeffhộ nghèo.", "12\ufeffhộ", 12, None),
    ("Bản cách đường 10\u201115 km.", "10\u201115 km", 10, 15),
    ("Giá 300\u2010500 nghìn đồng.", "300\u2010500 nghìn đồng", 300e3, 500e3),
    ("Thu nhập 10 \u2212 15 triệu đồng.", "10 \u2212 15 triệu đồng", 10e6, 15e6),
    ("Xã có 12&#160;hộ nghèo.", "12&#160;hộ", 12, None),
    ("Hiến 500 m&sup2; đất.", "500 m&sup2;", 500, None),
    ("Xã có <b>12</b> hộ nghèo.", "12</b> hộ", 12, None),
    ("Xã có １２ hộ nghèo.", "１２ hộ", 12, None),
    ("Trồng 2½ ha ngô.", "2½ ha", 2.5, None),
    ("Xã có12 hộ nghèo.", "12 hộ", 12, None),
    ("Lời dẫn.\r\nXã có 12 hộ nghèo.\r\n", "12 hộ", 12, None),
]


@pytest.mark.parametrize(("text", "exact", "value", "high"), FIGURES)
def test_a_figure_is_quoted_as_it_stands(
    text: str, exact: str, value: float, high: float | None
) -> None:
    (figure,) = extract(text).figures
    assert (figure.exact, figure.value, figure.value_high) == (exact, value, high)
    assert text[figure.start : figure.end] == exact
    assert figure.number_start == figure.start
    assert figure.sentence.strip("\r\n") in text
    assert text.startswith(figure.sentence, figure.sentence_start)


@pytest.mark.parametrize("text", ["Xã có 1\u200b2 hộ.", "Chi 1.\u200b200 đồng.", "Chi 1\u00ad,5%."])
def test_a_number_torn_apart_is_no_figure(text: str) -> None:
    found = extract(text)
    assert found.figures == []
    assert {item.reason for item in found.non_figures} == {"other"}


def test_a_document_written_with_another_hyphen_is_a_document() -> None:
    (item,) = extract("Theo Kế hoạch 133\u2011KH/TU của Tỉnh ủy.").non_figures
    assert (item.exact, item.reason) == ("133\u2011KH/TU", "document")


ODD = st.sampled_from(
    [
        *"12 hộxãk.,%/-½\r\n&;",
        "\u200b",
        "\u00ad",
        "\u2011",
        " có",
        "được ",
        "&nbsp;",
        "&#160;",
        "<b>",
        "</td>",
        "１",
        "℃",
        "^",
    ]
)


@given(st.lists(ODD, max_size=30).map("".join))
def test_every_digit_of_an_odd_text_is_accounted_for_where_it_stands(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    found = extract(text)
    spans = [(f.start, f.end) for f in found] + [(n.start, n.end) for n in found.non_figures]
    for run in re.finditer(r"\d+", text):
        assert any(start < run.end() and run.start() < end for start, end in spans), run
    for item in (*found.figures, *found.non_figures):
        assert text[item.start : item.end] == item.exact


@pytest.mark.parametrize(
    "odd",
    ["<b>", "</p>", "&nbsp;", "&#160;", "\x1b[31m", "\r", "\u00ad", "\u200b", *_PLAIN, *_FRACTIONS],
)
def test_whatever_is_odd_is_met_where_the_search_for_it_begins(odd: str) -> None:
    text = f"Xã có 12 {odd}\n"
    found = _ODD.search(text)
    assert found is not None
    assert found.start() in [start.start() for start in _ODD_START.finditer(text)]


def test_a_lost_power_is_met_where_the_search_for_it_begins() -> None:
    text = "Hộ có 453,1 m 2 đất."
    found = _ODD.search(text)
    assert found is not None
    assert found.start() in [start.start() for start in _ODD_START.finditer(text)]
