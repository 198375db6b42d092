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
        ("Xuất khẩu rau quả tăng 20%, gạo 15%, cà phê 10%.", [GREW, GREW, GREW]),
        ("Xuất khẩu tăng nhanh lên tới 35% tổng kim ngạch.", [SHARE]),
        ("Số ca mắc tăng cao ở nhóm trẻ em (65%).", [SHARE]),
        ("Thu ngân sách vượt 70%.", [GREW]),
        ("Ngành thép có tốc độ tăng trưởng khá tốt, đạt trung bình 15%/năm.", [GREW]),
        ("Công suất thuê phòng vượt 55%.", [SHARE]),
        ("GRDP quý I tăng 6,2%, quý II đạt 7%.", [GREW, GREW]),
        ("Tổng sản phẩm trên địa bàn (GRDP) 6 tháng đầu năm 2024 ước đạt 8,3%.", [GREW]),
        ("Năm nay GRDP phải đạt ít nhất 8,5%.", [GREW]),
        ("Tăng trưởng GRDP 6 tháng cuối năm phải đạt 9,4%.", [GREW]),
        ("Tốc độ tăng trưởng bình quân giai đoạn 2021 - 2025 đạt 7,2%.", [GREW]),
        ("Nhóm tỉnh tăng trưởng cao nhất gồm: Hà Nam (9,4%), Lào Cai (9,1%) và Huế (8%).",
         [GREW, GREW, GREW]),
        ("Các tỉnh có mức tăng trưởng kinh tế đạt hai con số trong 6 tháng đầu năm gồm: Huế (11%),"
         " Lào Cai (10,9%), Quảng Trị (10,8%), Tuyên Quang (10,7%), Phú Thọ (10,5%), Huế (10%).",
         [GREW] * 6),
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


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # the level now and before
        ("Tốc độ tăng trưởng của xã cao hơn bình quân chung (12,4/8,1%).",
         [(12.4, None, "increase"), (8.1, None, "increase")]),
        ("Tốc độ tăng trưởng đạt cao (12,4/8,1%).",
         [(12.4, None, "increase"), (8.1, None, "increase")]),
        ("Thu nhập của mỗi người tăng (83,5/64 triệu đồng).",
         [(83.5e6, None, "level"), (64e6, None, "level")]),
        ("Năng suất lúa tăng (62/58 tạ/ha).", [(6200.0, None, "level"), (5800.0, None, "level")]),
        # what was done of what was planned, or of all
        ("Thu ngân sách vượt dự toán (50/40 tỷ đồng).", [(50e9, 40e9, "level")]),
        ("Thu ngân sách khá (50/40 tỷ đồng), đạt 125%.",
         [(50e9, 40e9, "level"), (125.0, None, "level")]),
        ("Thu ngân sách đạt 125% (50/40 tỷ đồng).",
         [(125.0, None, "level"), (50e9, 40e9, "level")]),
        ("Huyện giải ngân chậm (35/40 tỷ đồng).", [(35e9, 40e9, "level")]),
        ("Xã bê tông hóa 12,5/10 km đường.", [(12.5, 10.0, "level")]),
    ],
)  # fmt: skip
def test_two_levels_in_a_bracket_are_no_share(
    text: str, wanted: list[tuple[float, float | None, str]]
) -> None:
    figures = extract(text, published="2024-07-03").figures
    assert [(f.value, f.total, f.direction) for f in figures] == wanted
    assert {f.status for f in figures} == {"result"}
