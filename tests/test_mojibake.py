import pytest

from pipeline.mojibake import find_mojibake

TEXT = "Huyện Đăk Tô đăng ký 74 mô hình, hỗ trợ 215 hộ nghèo ở các xã."


@pytest.mark.parametrize(
    ("codec", "repair"), [("latin-1", "ISO-8859-1"), ("cp1252", "WINDOWS-1252")]
)
def test_bytes_read_one_by_one_are_told_with_the_repair_that_works(codec: str, repair: str) -> None:
    text = TEXT if codec == "latin-1" else "Huyện Kon Rẫy đã khoan 14 giếng mới."
    garbled = text.encode().decode(codec)
    told = find_mojibake(garbled)
    assert told is not None
    assert told.endswith(repair)
    assert garbled.encode(codec).decode() == text


def test_what_no_encoding_repairs_is_told_too() -> None:
    told = find_mojibake("Huyá»·n Kon Ráº«y có 12 mô hình")
    assert told is not None
    assert "take it again" in told


@pytest.mark.parametrize("text", [TEXT, "", "Giá «ổi má», «na lá» và XÃ ĐĂK TÔ, BÃ MÍA: 5 kg."])
def test_sound_text_is_left_in_peace(text: str) -> None:
    assert find_mojibake(text) is None


@pytest.mark.parametrize(
    ("text", "font"),
    [
        (
            "HuyÖn cã 1.250 hé nghÌo, vay vµ tr¶ 5 tû ®ång, x©y nhµ cho bµ con ë c¸c x· vïng s©u.",
            "TCVN3",
        ),
        ("Huyeän coù 1.250 hoä ngheøo, ñaàu tö 5 tyû ñoàng xaây döïng.", "VNI"),
    ],
)
def test_old_fonts_are_told(text: str, font: str) -> None:
    told = find_mojibake(text)
    assert told is not None
    assert font in told
