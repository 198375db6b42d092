"""Growth that no `tăng` stands right before: of an economy, a branch, a list of provinces."""

from __future__ import annotations

import pytest

from extractors.extract import extract


def percents(text: str) -> list[tuple[str, str]]:
    figures = extract(text, published="2024-07-03").figures
    return [(f.indicator, f.direction) for f in figures if f.unit == "%"]


GREW = ("growth_rate", "increase")
SHARE = ("coverage_rate", "level")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("GRDP quý I đạt 6,2%, quý II đạt 7%.", [GREW, GREW]),
        ("GRDP quý I tăng 6,2%, quý II đạt 7%.", [GREW, GREW]),
        ("Tổng sản phẩm trên địa bàn (GRDP) 6 tháng đầu năm 2024 ước đạt 8,3%.", [GREW]),
        ("Năm nay GRDP phải đạt ít nhất 8,5%.", [GREW]),
        ("Tăng trưởng GRDP 6 tháng cuối năm phải đạt 9,4%.", [GREW]),
        ("Tốc độ tăng trưởng bình quân giai đoạn 2021 - 2025 đạt 7,2%.", [GREW]),
        ("Nhóm tỉnh tăng trưởng cao nhất gồm: Hà Nam (9,4%), Lào Cai (9,1%) và Huế (8%).",
         [GREW, GREW, GREW]),
        ("GRDP tăng 6,1% (kế hoạch là 5%).", [GREW, GREW]),
        ("Tỷ lệ hộ nghèo giảm 2,1% (kế hoạch 1,5%).",
         [("growth_rate", "decrease"), ("growth_rate", "decrease")]),
        # a share of the product, of the plan, of something else
        ("Tỷ trọng nông nghiệp trong GRDP đạt 30%.", [SHARE]),
        ("Kinh tế số đóng góp vào GRDP đạt 12%.", [SHARE]),
        ("Vốn đầu tư/GRDP đạt 34%.", [SHARE]),
        ("Quy mô GRDP đạt 5% cả nước.", [SHARE]),
        ("GRDP đạt 65.000 tỷ đồng, che phủ rừng đạt 39%.", [SHARE]),
        ("GRDP đạt 56% kế hoạch.", [("plan_fulfilment", "level")]),
        ("Tăng trưởng GRDP đạt 7%, độ che phủ rừng đạt 39%.", [GREW, SHARE]),
        ("Xã có nhiều bản đạt chuẩn gồm: Nà Ngần (40%), Bản Khoang (30%).", [SHARE, SHARE]),
    ],
)  # fmt: skip
def test_growth_is_told_from_a_share(text: str, wanted: list[tuple[str, str]]) -> None:
    assert percents(text) == wanted
