"""Captions: lines under pictures, told from titles, leads and paragraphs."""

from __future__ import annotations

import pytest

from extractors.captions import find_captions

BODY = "Xã ra quân dọn vệ sinh.\nBà con làm đường.\nHội tặng quà cho hộ nghèo.\n"


@pytest.mark.parametrize(
    "line",
    [
        "Ảnh: Quang cảnh hội nghị.",
        "Công nhân đổ bê tông tuyến đường trục xã. Ảnh: TL",
        "Đàn dê của hội viên |",
        "Lãnh đạo bàn giao nhà.\nLãnh đạo bàn giao nhà.",
        "Lãnh đạo  bàn giao nhà.\nLãnh đạo bàn giao nhà.",
    ],
)
def test_captions(line: str) -> None:
    first = BODY.count("\n")
    assert find_captions(BODY + line + "\nCuối bài.") == set(
        range(first, first + 1 + line.count("\n"))
    )


@pytest.mark.parametrize(
    "text",
    [
        "Huyện có 12 mô hình\nHuyện có 12 mô hình\n" + BODY,  # a title repeated
        BODY + "Ảnh hưởng của bão làm 3 nhà tốc mái.",
        BODY
        + "Cuộc thi ảnh: 120 tác phẩm được gửi đến ban tổ chức trong thời gian hai tháng vừa qua.",
        "Xã ra quân\nẢnh minh họa. Nguồn: xã. " + "Bà con các thôn góp công làm đường. " * 20,
    ],
)
def test_none(text: str) -> None:
    assert find_captions(text) == set()


WITH_FIGURES = (
    "Quý 1, toàn tỉnh khai thác 9.797 tấn thủy sản, tăng 8,5% so với cùng kỳ năm trước; thời tiết"
    " thuận lợi, tàu thuyền ra khơi đều, giá bán tại bến ổn định.\n"
)


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("Ngư dân xã Đức Trạch được mùa cá.", "Trong đó, cá các loại 7.134 tấn, tăng 8,2%."),
        ("Mở đường ở xã Bính Xá, huyện Đình Lập", "Trong đó, nhân dân góp 7 tỷ đồng làm đường."),
        ("Vườn vải của nông dân xã Bát Trang.", "Sản lượng nuôi trồng 3 tháng đạt 1.435 tấn."),
    ],
)
def test_a_lone_line_between_paragraphs_with_figures(line: str, after: str) -> None:
    assert find_captions("Tin tức\n" + WITH_FIGURES + line + "\n" + after) == {2}


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("Xã Đức Trạch đã được mùa cá.", "Sản lượng nuôi trồng 3 tháng đạt 1.435 tấn."),
        ("Mở đường ở xã Bính Xá, huyện Đình Lập", "Nhân dân góp 7 tỷ đồng làm đường liên thôn."),
        ("Điển hình như ngư dân Đức Trạch.", "Xã đánh bắt được 1.435 tấn cá trong 3 tháng."),
        ("Ngư dân Đức Trạch được mùa cá.", "Tại đây, tàu thuyền đánh bắt được 1.435 tấn cá."),
        ("Ngư dân Đức Trạch được mùa cá.", "Bà con ai nấy đều phấn khởi vì giá bán cao hơn."),
        ("Ngư dân phấn khởi được mùa cá.", "Sản lượng nuôi trồng 3 tháng đạt 1.435 tấn."),
    ],
)
def test_a_line_that_reports(line: str, after: str) -> None:
    assert find_captions("Tin tức\n" + WITH_FIGURES + line + "\n" + after) == set()
