import pytest

from scrapers.legacy_fonts import TCVN3, VNI, detect_font, from_tcvn3, from_vni

TEXT = "Hội nghị đánh giá kết quả phong trào ở huyện Đăk Glei, hỗ trợ 12 hộ nghèo, kỷ luật, ưu tiên"


def typed(text: str, table: dict[str, str]) -> str:
    places = {letter: place for place, letter in table.items()}
    return "".join(places.get(letter, letter) for letter in text)


@pytest.mark.parametrize(("table", "convert"), [(TCVN3, from_tcvn3), (VNI, from_vni)])
def test_a_text_comes_back_from_each_font(table, convert) -> None:
    line = typed(TEXT, table)
    assert line != TEXT
    assert detect_font([line]) is convert
    assert convert(line) == TEXT


def test_one_plain_line_is_enough_to_read_the_short_ones() -> None:
    lines = [typed(TEXT, TCVN3), typed("Kết quả", TCVN3)]
    font = detect_font(lines)
    assert font is not None
    assert font(lines[1]) == "Kết quả"


@pytest.mark.parametrize(
    "line",
    [
        TEXT,
        "Ông A nói: «Không có gì» · 5 m²",
        "Hoà bình, quý vị, toà án, loà xoà, khoá hoà",
        "Theo chuyên gia, El Niño và La Niña thay nhau gây hạn và lũ cho vùng",
        "® Toyota © 2024 ½ kg · 12 µm",
        "Plain English text without any mark",
        "",
    ],
)
def test_other_text_is_left_alone(line) -> None:
    assert detect_font([line]) is None


def test_a_unicode_line_of_a_mixed_text_is_left_alone() -> None:
    assert from_tcvn3("Đã có Unicode · rồi") == "Đã có Unicode · rồi"
    assert from_vni("Đã có Unicode rồi, Niño") == "Đã có Unicode rồi, Niño"
