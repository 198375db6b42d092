import codecs
import unicodedata

import pytest

from scrapers.decode import decode_page

TEXT = "Huyện có 12 mô hình “Dân vận khéo”, 52/58 cơ quan đăng ký."


@pytest.mark.parametrize(
    ("page", "content_type"),
    [
        (TEXT.encode(), "text/html; charset=utf-8"),
        (TEXT.encode(), "text/html; charset=windows-1252"),
        (f'<meta charset="iso-8859-1">{TEXT}'.encode(), ""),
        (codecs.BOM_UTF8 + TEXT.encode(), ""),
        (TEXT.encode("utf-16"), "text/html"),
        (unicodedata.normalize("NFD", TEXT).encode(), ""),
    ],
)
def test_the_text_is_had_whatever_is_declared(page, content_type) -> None:
    assert TEXT in unicodedata.normalize("NFC", decode_page(page, content_type))


@pytest.mark.parametrize("declared", ["text/html; charset=windows-1258", ""])
def test_windows_1258_declared_or_not(declared) -> None:
    combining = "Hô\u0323i nghi\u0323".encode("cp1258")
    assert unicodedata.normalize("NFC", decode_page(combining, declared)) == "Hội nghị"


def test_a_cut_character_spoils_nothing_else() -> None:
    page = (TEXT * 20).encode()[:-3]
    assert decode_page(page, "text/html; charset=windows-1252").startswith(TEXT)
