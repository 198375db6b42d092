"""Tables in a text: which cells are figures, of which unit, and which only number the rows."""

import pytest

from extractors.catalogue import load_catalogue
from extractors.extract import extract
from extractors.text_tables import read_tables

CASES = {
    "a column named by what it counts": (
        "STT | Xã | Số hộ\n1 | Đăk Kôi | 12\n2 | Đăk Pne | 1.340",
        [(12, "hộ"), (1340, "hộ")],
    ),
    "a unit in brackets": (
        "Xã | Tổng số nhà | Đường (km)\nĐăk Kôi | 7 | 3,5\nĐăk Pne | 9 | 4",
        [(7, "nhà"), (3.5, "km"), (9, "nhà"), (4, "km")],
    ),
    "a magnitude in the caption": (
        "Kết quả huy động (triệu đồng)\nXã | Quỹ | Vốn vay\nĐăk Kôi | 3,5 | 40",
        [(3_500_000, "VND"), (40_000_000, "VND")],
    ),
    "a unit line, cells parted by tabs": (
        "Đơn vị tính: tỷ đồng\nXã\tThu\tChi\nĐăk Kôi\t1,5\t2",
        [(1_500_000_000, "VND"), (2_000_000_000, "VND")],
    ),
    "a heading's own unit before the line's": (
        "ĐVT: triệu đồng\nXã | Vốn | Rừng (ha)\nĐăk Kôi | 6 | 8",
        [(6_000_000, "VND"), (8, "ha")],
    ),
    "prices in a column of units": (
        "Mặt hàng | ĐVT | Giá bán lẻ | Giá trị\nGạo | đồng/kg | 18.000 | 9",
        [(18_000, "VND"), (9, "VND")],
    ),
    "a price beside an amount in another unit": (
        "Nội dung | ĐVT | Số lượng | Đơn giá\nCây giống | cây | 120 | 15.000",
        [(120, "cây")],
    ),
    "a difference, and a ratio to the plan": (
        "Chỉ tiêu | ĐVT | KH | Tăng/giảm | So với KH\nTrồng rừng | ha | 120 | 12 | 50",
        [(120, "ha"), (12, "ha"), (50, "%")],
    ),
    "seasons of two years are no ratio": (
        "Chỉ tiêu | ĐVT | Niên vụ 2022/2023 | Niên vụ 2023/2024\nMía | tấn | 120 | 131",
        [(120, "tonne"), (131, "tonne")],
    ),
    "halves of years": (
        "Chỉ tiêu | 6 tháng đầu năm 2023 | 6 tháng đầu năm 2024\nHộ nghèo (hộ) | 85 | 70",
        [(85, "hộ"), (70, "hộ")],
    ),
    "an empty cell": ("Xã | Số hộ | Nhà (căn)\nĐăk Kôi | – | 3", [(3, "căn")]),
    "a cell left empty between single tabs": (
        "Xã\tSố mô hình\tSố hộ\nĐăk Kôi\t\t12\nĐăk Pne\t3\t7",
        [(12, "hộ"), (3, "mô hình"), (7, "hộ")],
    ),
    "tabs that only line up": (
        "Xã\t\tSố mô hình\tSố hộ\nĐăk Kôi\t\t5\t\t12",
        [(5, "mô hình"), (12, "hộ")],
    ),
    "a column of units": (
        "Chỉ tiêu\tĐVT\tKế hoạch\tThực hiện\tĐạt (%)\nTrồng rừng\tha\t120\t131,5\t109,6",
        [(120, "ha"), (131.5, "ha"), (109.6, "%")],
    ),
    "units behind the rows' names": (
        "Chỉ tiêu | 2022 | 2023\nHộ nghèo (hộ) | 120 | 85",
        [(120, "hộ"), (85, "hộ")],
    ),
    "a column of those who report": (
        "Đơn vị\tKế hoạch\tThực hiện\nPhòng Nông nghiệp\t12\t15\nHội Phụ nữ\t20\t18",
        [],
    ),
    "a column of units by its other name": (
        "Chỉ tiêu\tĐơn vị\tKế hoạch\tThực hiện\nTrồng rừng\tha\t120\t131\nThoát nghèo\thộ\t20\t18",
        [(120, "ha"), (131, "ha"), (20, "hộ"), (18, "hộ")],
    ),
    "what no row's unit tells": (
        "Vật tư\tĐVT\tSố lượng\tĐơn giá\tTH/KH\nXi măng\ttấn\t12\t1.500.000\t104,2",
        [(12, "tonne"), (104.2, "%")],
    ),
    "days of birth": ("Họ tên | Năm | Tháng\nNguyễn A (hội viên) | 1985 | 5", []),
    "a year in the heading is none of its column": (
        "Xã | Kế hoạch 2023 (ha) | Thực hiện 2023 (ha)\nĐăk Ui | 12 | 15",
        [(12, "ha"), (15, "ha")],
    ),
    "units in thousands": (
        "Chỉ tiêu | 2022 | 2023\nSản lượng (1.000 tấn) | 4 | 5\nRừng (m2) | 120 | 135",
        [(4000, "tonne"), (5000, "tonne"), (120, "m2"), (135, "m2")],
    ),
    "no unit anywhere": ("Giờ | Việc | Phòng\n8 | họp | 3", []),
    "two numbers in a cell": ("Xã | Số hộ | Nhà (căn)\nĐăk Kôi | 4 12 | 3", [(3, "căn")]),
    "a cell with a unit of its own": (
        "Xã | Số hộ | Nhà (căn)\nĐăk Kôi | 12 hộ | 3",
        [(12, "hộ"), (3, "căn")],
    ),
    "a row longer than the heading": (
        "Xã | Số hộ\nĐăk Kôi | 12 | 5 nhà\nĐăk Pne | 7 | 3",
        [(12, "hộ"), (5, "nhà"), (7, "hộ")],
    ),
    "two columns": ("Xã | Số hộ\nĐăk Kôi | 12\nĐăk Pne | 7", [(12, "hộ"), (7, "hộ")]),
    "rows of prose": ("Trang chủ | Tin tức\nHuyện có 12 hộ | 5 xã", []),
    "a heading without rows": ("Xã | Số hộ | Nhà (căn)", []),
    "bars of prose": ("Tin tức | 12 hộ", []),
}


@pytest.mark.parametrize("name", CASES)
def test_cells(name: str) -> None:
    text, expected = CASES[name]
    tables = read_tables(text, load_catalogue())
    mentions = [m for table in tables for row in table.mentions.values() for m in row]
    assert [(m.value, m.unit) for m in mentions] == expected
    assert all(text[m.number_start] in "0123456789" for m in mentions)


def test_rows_are_kept_apart_and_their_numbering_is_no_figure() -> None:
    text = "Đầu bài.\n" + CASES["a column named by what it counts"][0] + "\nHết."
    (table,) = read_tables(text, load_catalogue())
    assert text[table.start : table.end].splitlines()[-1] == "2 | Đăk Pne | 1.340"
    assert [text[start:].partition(" ")[0] for start in table.mentions] == ["1", "2"]
    claims = [(text[claim.start : claim.end], claim.reason) for claim in table.claims]
    assert claims == [("1", "list"), ("2", "list")]


def test_a_table_among_sentences_gives_figures() -> None:
    table = CASES["a unit in brackets"][0]
    found = extract(f"Xã có 2 tổ.\n{table}\nHuyện có 5 trường.")
    assert [(f.value, f.unit) for f in found] == [
        (2, "tổ"), (7, "nhà"), (3.5, "km"), (9, "nhà"), (4, "km"), (5, "trường"),
    ]  # fmt: skip


def test_a_column_is_of_the_time_in_its_heading() -> None:
    found = extract("Chỉ tiêu | Năm 2023 | Kế hoạch 2024\nSố mô hình (mô hình) | 12 | 15")
    assert [(f.period, f.status) for f in found] == [("2023", "result"), ("2024", "plan")]


def test_columns_are_of_months_and_quarters_too() -> None:
    months = extract("Nội dung\tTháng 8\tTháng 9\nTai nạn (vụ)\t12\t9", published="2024-09-30")
    assert [f.period for f in months] == ["2024-08", "2024-09"]
    quarters = extract("Chỉ tiêu | Quý I/2024 | Quý II/2024\nHộ vay (hộ) | 120 | 135")
    assert [f.period for f in quarters] == ["2024-Q1", "2024-Q2"]


def test_what_a_column_plans_is_told_by_its_heading() -> None:
    text = "Chỉ tiêu | ĐVT | TH 2022 | KH 2023 | Ước TH 2024\nTrồng rừng | ha | 100 | 120 | 90"
    found = extract(text, published="2023-12-01")
    assert [f.status for f in found] == ["result", "plan", "forecast"]


def test_a_row_of_sums_is_of_no_commune() -> None:
    found = extract("Xã | Số hộ\nXã Đăk Kôi | 12\nXã Đăk Pne | 7\nTổng | 19")
    assert [f.place for f in found] == ["Đăk Kôi", "Đăk Pne", None]
