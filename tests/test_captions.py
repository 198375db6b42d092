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
    ],
)
def test_none(text: str) -> None:
    assert find_captions(text) == set()
