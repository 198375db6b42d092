import pytest
from lxml import html

from scrapers.blocks import clean_line, read_lines
from scrapers.platforms import compile_rules

CAPTIONS = compile_rules(["figcaption", "td.caption"], "test")


def lines(markup: str, **options) -> list[str]:
    (found,) = read_lines([html.fragment_fromstring(f"<div>{markup}</div>")], CAPTIONS, ())
    return [clean_line(line.text) for line in found]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>Một</p><p>Hai</p>", ["Một", "Hai"]),
        ("Một<br>Hai<br/><br>Ba", ["Một", "Hai", "Ba"]),
        ("<div>Một<div>Hai</div>Ba</div>", ["Một", "Hai", "Ba"]),
        ("<p>Trưởng Ban Dân vận,<br>Chủ tịch nói</p>", ["Trưởng Ban Dân vận, Chủ tịch nói"]),
        ("<p>Huyện có<br>12 xã</p>", ["Huyện có", "12 xã"]),
        ("<p>Toàn huyện<br>có 12 xã</p>", ["Toàn huyện có 12 xã"]),
        ("<ul><li>Một</li><li>Hai</li></ul>", ["Một", "Hai"]),
        ("<p>H<b>ội</b> ngh<span>ị</span></p>", ["Hội nghị"]),
        ("<p>&nbsp;&nbsp; 1&nbsp;100 \t\n hộ </p><p>&nbsp;</p>", ["1 100 hộ"]),
        ("<p>a\u200bb\ufeff</p>", ["ab"]),
        ("<p>Một</p><script>x()</script><style>p{}</style><p>Hai</p>", ["Một", "Hai"]),
        ("<p>Một</p><form><input value='x'>Gửi</form>tiếp", ["Một", "tiếp"]),
        ("<p>Một<span style='display: none'>ẩn</span> hai</p>", ["Một hai"]),
        ("<p class='d-none'>ẩn</p><p hidden>ẩn</p>Một", ["Một"]),
        ("<!-- ẩn -->Một", ["Một"]),
        ("<p>m<sup>2</sup></p>", ["m2"]),
        ("<p>12<sup>1</sup> hộ, <b>5</b><sup><a href='#1'>2</a></sup> xã</p>", ["12^1 hộ, 5^2 xã"]),
        ("<p>12<sup>(1)</sup> hộ, 2<sup>nd</sup></p>", ["12(1) hộ, 2nd"]),
    ],
)
def test_paragraphs_are_what_a_reader_sees(markup, expected) -> None:
    assert lines(markup) == expected


def test_rows_of_a_table_of_values_are_lines() -> None:
    table = "<table><tr><th>Xã</th><th>Hộ</th></tr><tr><td>A</td><td><p>5</p></td></tr></table>"
    assert lines(table) == ["Xã | Hộ", "A | 5"]


def test_a_table_that_only_arranges_the_page_is_read_as_text() -> None:
    body = "Đoạn văn dài. " * 40
    table = f"<table><tr><td><p>Một</p><p>{body}</p></td><td>Bên</td></tr></table>"
    assert lines(table) == ["Một", body.strip(), "Bên"]
    picture = (
        '<table><tr><td><img src="a.jpg"></td></tr><tr><td class="caption">Ảnh</td></tr></table>'
    )
    assert lines(picture) == ["Ảnh"]


def test_captions_stand_where_they_are_and_are_known() -> None:
    markup = "<p>Một</p><figure><img><figcaption>Lễ ra mắt. Ảnh: HT</figcaption></figure>Hai"
    (found,) = read_lines([html.fragment_fromstring(f"<div>{markup}</div>")], CAPTIONS, ())
    assert [(line.text, line.is_caption) for line in found] == [
        ("Một", False),
        ("Lễ ra mắt. Ảnh: HT", True),
        ("Hai", False),
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("173052%C4%90%E1%BB%93ng%20ch%C3%AD%20Tuy", ""),
        ("161238%C4%90%E1%BB%93ng%20 %20%E1%BB%A6y%20vi%C3%AAn", ""),
        (
            "Xem /tep/%C4%90%E1%BB%93ng.pdf tại đây nhé các đồng chí ở xã",
            "Xem tại đây nhé các đồng chí ở xã",
        ),
        (
            "Tỷ lệ đạt 100% hộ, tăng 12% so với năm trước",
            "Tỷ lệ đạt 100% hộ, tăng 12% so với năm trước",
        ),
        ("tăng 5%, giảm 10%", "tăng 5%, giảm 10%"),
        ("Tỷ lệ đạt 95%cao hơn năm trước", "Tỷ lệ đạt 95%cao hơn năm trước"),
        ("Hoi%20nghi.jpg", ""),
        ("Toàn cảnh hội nghị ở xã, tệp Hoi%20nghi.jpg", "Toàn cảnh hội nghị ở xã, tệp"),
        ("Ho\u0323\u0302i nghi\u0323", "Hội nghị"),
    ],
)
def test_encoded_names_are_no_text_and_percentages_are(written, expected) -> None:
    assert clean_line(written) == expected
