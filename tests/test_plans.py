"""Which figures are plans, results or forecasts by more than the verb of their clause."""

from __future__ import annotations

import pytest

from extractors.extract import extract


def statuses(text: str) -> list[str]:
    return [figure.status for figure in extract(text, published="2024-07-03").figures]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Đến nay, tỉnh đón 12 triệu lượt khách, đạt 70% kế hoạch năm (17 triệu lượt).",
         ["result", "result", "plan"]),
        ("Năm 2023, huyện trồng 300 ha rừng, vượt kế hoạch (250 ha).", ["result", "plan"]),
        ("Năm 2023, hộ nghèo giảm 4%, vượt chỉ tiêu đề ra là 3%.", ["result", "plan"]),
        ("Năm 2023, GRDP tăng 7% (vượt mục tiêu nghị quyết 0,5%).", ["result", "result"]),
        ("Năm 2023, hộ nghèo giảm còn 9%, thấp hơn so với kế hoạch đề ra gần 2%.",
         ["result", "result"]),
        ("Sản lượng lúa ước đạt hơn 7.900 tấn.", ["forecast"]),
        ("Sản lượng lúa đạt hơn 7.900 tấn.", ["result"]),
        ("Mưa lũ làm 3 nhà sập, thiệt hại ước khoảng 2 tỷ đồng.", ["result", "result"]),
        ("UBND huyện đề xuất xây 2 cầu treo.", ["plan"]),
        ("Bí thư Huyện ủy yêu cầu tháo gỡ cho 42 hộ nói trên.", ["result"]),
        ("Bí thư Huyện ủy yêu cầu xóa 42 nhà tạm.", ["plan"]),
        ("Huyện dừng sản xuất 50 ha theo kế hoạch; gồm 40 ha lúa.", ["result", "result"]),
        ("Xã được giao chỉ tiêu là 100 hộ; 6 tháng đầu năm thực hiện được 60 hộ.",
         ["plan", "result"]),
        ("Năm 2025, xã xây 5 cầu.", ["plan"]),
        ("Kỳ họp đã thông qua 5 nghị quyết của năm 2025.", ["result"]),
        ("Thu ngân sách đạt 1.200 tỷ đồng, bằng 58% kế hoạch giao; sản lượng đạt 30 tấn.",
         ["result", "result", "result"]),
        ("Thu ngân sách bằng 58% kế hoạch, phấn đấu đạt 90 tỷ đồng.", ["result", "plan"]),
        ("Ban kiến nghị các cấp giải quyết được 57 vụ việc, thu hồi 30 m2 đất.",
         ["result", "result"]),
        ("Ban kiến nghị các cấp giải quyết 57 vụ việc, thu hồi 30 m2 đất.", ["plan", "plan"]),
        ("Năm 2025, huyện phấn đấu trồng được 57 ha rừng.", ["plan"]),
        ("Quỹ phấn đấu vận động 8 tỷ đồng. Trong đó, cấp tỉnh 2 tỷ đồng, cấp xã 6 tỷ đồng.",
         ["plan", "plan", "plan"]),
        ("Quỹ phấn đấu vận động 8 tỷ đồng. Trong đó, đã có 2 tỷ đồng, cấp xã 1 tỷ đồng.",
         ["plan", "result", "result"]),
        ("Quỹ phấn đấu vận động 8 tỷ đồng. Các xã góp 2 tỷ đồng.", ["plan", "result"]),
        ("Tỉnh giao các địa phương xóa 40 nhà tạm.", ["plan"]),
        ("Huyện giao đất cho 40 hộ.", ["result"]),
        ("Sở đã yêu cầu 9 tập thể rút kinh nghiệm.", ["result"]),
        ("Sở đã yêu cầu xử lý 9 tập thể.", ["plan"]),
        ("Trạm đáp ứng yêu cầu với 9 cán bộ.", ["result"]),
    ],
)  # fmt: skip
def test_a_plan_is_told_from_its_fulfilment(text: str, wanted: list[str]) -> None:
    assert statuses(text) == wanted


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("Các chỉ tiêu cụ thể năm 2024 như sau:", ["plan", "plan"]),
        ("Một số chỉ tiêu chủ yếu 6 tháng đầu năm 2024:", ["result", "result"]),
        ("Kết quả cụ thể như sau:", ["result", "result"]),
    ],
)
def test_a_list_under_targets_is_planned_unless_its_time_is_over(
    heading: str, wanted: list[str]
) -> None:
    assert statuses(f"{heading}\n- Thu ngân sách: 20 tỷ đồng.\n- Trồng 30 ha rừng.") == wanted


def test_a_column_of_a_plan_holds_plans() -> None:
    table = (
        "Xã  |  Kế hoạch (nhà)  |  Hoàn thành (nhà)\n"
        "Đăk Pô  |  41  |  30\n"
        "Kon Chiêng  |  26  |  25\n"
    )
    assert statuses(table) == ["plan", "result", "plan", "result"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Năm 2024, huyện hỗ trợ 40 hộ nuôi dê.", "plan"),
        ("Theo Bí thư Huyện ủy: năm 2024, huyện hỗ trợ 40 hộ nuôi dê.", "plan"),
        ("Năm 2024, huyện đã hỗ trợ 40 hộ nuôi dê.", "result"),
        ("Năm 2024, huyện có 40 xã.", "result"),
        ("Huyện hỗ trợ 40 hộ nuôi dê năm 2024.", "result"),
        ("Năm 2023, huyện hỗ trợ 40 hộ nuôi dê.", "result"),
    ],
)
def test_what_a_year_is_to_bring_that_has_hardly_begun(text: str, wanted: str) -> None:
    assert [figure.status for figure in extract(text, published="2024-02-03").figures] == [wanted]


def test_a_year_well_on_its_way_has_brought_it() -> None:
    assert statuses("Năm 2024, huyện hỗ trợ 40 hộ nuôi dê.") == ["result"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Huyện làm 12 cây cầu\n\nNăm 2024 sẽ có 12 cây cầu ở huyện.\n\nHuyện làm 12 cây cầu",
         ["plan", "plan", "plan"]),
        ("Huyện làm 12 cây cầu\n\nNăm 2024 sẽ có 12 cây cầu. Đã xong 12 cây cầu.",
         ["result", "plan", "result"]),
        ("Huyện làm 12 cây cầu\n\nNăm 2024 sẽ có 12 trạm y tế.", ["result", "plan"]),
    ],
)  # fmt: skip
def test_a_title_tells_of_a_plan_where_the_text_does(text: str, wanted: list[str]) -> None:
    assert statuses(text) == wanted
