"""What a figure is of: the counted noun, what is measured, or its unit."""

import pytest

from extractors.extract import extract

CASES = {
    "the counted noun with its qualifiers": (
        "Xã có 12 mô hình dân vận khéo được công nhận.", ["mô hình dân vận khéo"],
    ),
    "what is measured, behind the amount": (
        "Xã gieo trồng 1.200 ha lúa, hiến 300 m2 đất.", ["lúa", "đất"],
    ),
    "what is measured, before its verb": (
        "Kim ngạch xuất khẩu đạt 79 triệu USD. Kim ngạch nhập khẩu đạt 62 triệu USD, tăng 5%.",
        ["Kim ngạch xuất khẩu", "Kim ngạch nhập khẩu", "Kim ngạch nhập khẩu"],
    ),
    "without when and where": (
        "Sản lượng thủy sản quý I/2024 của huyện Năm Căn đạt 9.797 tấn.", ["Sản lượng thủy sản"],
    ),
    "but with whose": (
        "Doanh thu của công ty đạt 90 tỷ đồng.", ["Doanh thu của công ty"],
    ),
    "each field its own": (
        "Khu vực dịch vụ tăng 8,2%; khu vực công nghiệp tăng 7%.",
        ["Khu vực dịch vụ", "khu vực công nghiệp"],
    ),
    "a share of a plan, like what it fulfils": (
        "Thu ngân sách đạt 500 tỷ đồng, đạt 102% dự toán.", ["Thu ngân sách", "Thu ngân sách"],
    ),
    "names that only list": ("Trong đó, cá các loại 7.134 tấn.", ["cá các loại"]),
    "a bare classifier's noun": ("Đàn heo có gần 240.000 con.", ["Đàn heo"]),
    "no joining word at the end": (
        "Kết quả đạt 97% và tăng 2 điểm phần trăm.", ["Kết quả", "Kết quả"],
    ),
    "no further than the next figure": (
        "Công an thu 150 viên ma túy và 10 chỉ vàng.", ["viên ma túy", "chỉ vàng"],
    ),
    "no place in the state's name": (
        "Thu ngân sách nhà nước đạt 120 tỷ đồng.", ["Thu ngân sách nhà nước"],
    ),
    "what a change is in, behind it": (
        "Số mới giảm 4,2% về số doanh nghiệp nhưng tăng 15% về vốn.", ["số doanh nghiệp", "vốn"],
    ),
    "fields that share a name": (
        "Dịch vụ tăng 8,6%, nông, lâm nghiệp và thủy sản tăng 2,5%.",
        ["Dịch vụ", "nông, lâm nghiệp và thủy sản"],
    ),
    "no time behind a bracket": (
        "Chỉ số sản xuất (IIP) tháng 8 tăng 5,2%, lũy kế 8 tháng tăng 7,1%.",
        ["Chỉ số sản xuất", "Chỉ số sản xuất"],
    ),
    "a verb is nothing measured": ("Hội vận động được 5 tỷ đồng.", ["VND"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_figure_is_of_what_its_text_says(name: str) -> None:
    text, subjects = CASES[name]
    assert [figure.subject for figure in extract(text)] == subjects
