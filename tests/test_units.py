"""What a number counts or measures, and a rate's denominator; `[ ]` marks what is read."""

import pytest

from extractors.catalogue import load_catalogue
from extractors.extract import extract
from extractors.units import read_per, read_unit

UNITS = (  # marked text behind a number, unit, kind, class of noun, factor
    ("[hộ] nghèo", "hộ", "count", "household", 1),
    ("các [hộ]", "hộ", "count", "household", 1),
    ("[lượt người] dự", "lượt người", "count", "turn", 1),
    ("[con ba ba] giống", "con ba ba", "count", "animal", 1),
    ("[con bò] lai", "con bò", "count", "animal", 1),
    ("[căn nhà]", "căn nhà", "count", "house", 1),
    ("[máy xúc]", "máy xúc", "count", "goods", 1),
    ("[cơ quan, đơn vị] nộp", "cơ quan, đơn vị", "count", "agency", 1),
    ("[xã, phường, thị trấn] có", "xã, phường, thị trấn", "count", "commune", 1),
    ("[hộ], 12 người", "hộ", "count", "household", 1),
    ("[ngôi nhà], lớp học", "ngôi nhà", "count", "house", 1),
    ("“[tổ xanh]” mới", "tổ xanh", "count", "group", 1),
    ("[lượt cán bộ, chiến sĩ] tuần tra", "lượt cán bộ, chiến sĩ", "count", "turn", 1),
    ("[con], đàn gà 900 con", "con", "count", "animal", 1),
    ("[con bò], đào 3 giếng", "con bò", "count", "animal", 1),
    ("[cuộc gọi], giải quyết", "cuộc gọi", "count", "other", 1),
    ("[tài khoản] ngân hàng", "tài khoản", "count", "other", 1),
    ("[ca mổ] tim", "ca mổ", "count", "other", 1),
    ("[công dưa]", "công", "area", "", 1),
    ("[lượt ĐVTN] ra quân", "lượt đvtn", "count", "turn", 1),
    ("[lượt] ĐT và TB", "lượt", "count", "turn", 1),
    ("[con, em] hội viên", "con, em", "count", "person", 1),
    ("[tiền] hồ sơ", "tiền", "count", "", 1),
    ("[dân tộc] anh em", "dân tộc", "count", "other", 1),
    ("[toa tàu] hàng", "toa tàu", "count", "other", 1),
    ("[đồng phạm]", "đồng phạm", "count", "person", 1),
    ("[nhà hảo tâm]", "nhà hảo tâm", "count", "person", 1),
    ("[nhà] có vườn", "nhà", "count", "house", 1),
    ("[nhà tầng] mới", "nhà tầng", "count", "house", 1),
    ("[điểm] tổ chức đá gà", "điểm", "count", "place", 1),
    ("[ngày công] đắp đường", "ngày công", "count", "labour", 1),
    ("[ngày] công chiếu", "day", "duration", "", 1),
    ("[tệ]", "nhân dân tệ", "money", "", 1),
    ("[công lao động]", "công lao động", "count", "labour", 1),
    ("[km2] đất", "km2", "area", "", 1),
    ("[m²]", "m2", "area", "", 1),
    ("[m] đường", "m", "length", "", 1),
    ("[tạ] thóc", "kg", "mass", "", 100),
    ("[cây số]", "km", "length", "", 1),
    ("[đồng]/kg", "VND", "money", "", 1),
    ("[%] số hộ", "%", "percent", "", 1),
)


@pytest.mark.parametrize(("marked", "unit", "kind", "noun_class", "factor"), UNITS)
def test_units(marked: str, unit: str, kind: str, noun_class: str, factor: float) -> None:
    text = " " + marked.replace("[", "").replace("]", "")
    found = read_unit(text, 0, len(text), load_catalogue())
    assert found is not None
    assert (found.unit, found.kind, found.noun_class, found.factor) == (
        unit, kind, noun_class, factor,
    )  # fmt: skip
    assert text[found.start : found.end] == marked.partition("[")[2].partition("]")[0]


@pytest.mark.parametrize("text", [" Lê Lợi", " M", " và 3 hộ", " x 3 m", ", 12 hộ", "", "."])
def test_what_is_no_unit(text: str) -> None:
    assert read_unit(text, 0, len(text), load_catalogue()) is None


def test_a_unit_is_read_up_to_the_end_asked_for() -> None:
    found = read_unit(" lượt người", 0, 5, load_catalogue())
    assert found is not None
    assert found.unit == "lượt"


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("/ha", 1, "ha"),
        ("/m2 sàn", 1, "m2"),
        (" nhân/ha", 1, "ha"),
        ("/người/tháng", 1, "người/tháng"),
        ("/10.000 dân", 10_000, "dân"),
        ("/ngày công", 1, "ngày công"),
    ],
)
def test_denominators(text: str, value: float, unit: str) -> None:
    found = read_per(text, 0, len(text), load_catalogue())
    assert found is not None
    assert found[1:] == (value, unit)


@pytest.mark.parametrize("text", ["/412 hộ", " mỗi", "/", "/Đăk Kôi", ""])
def test_what_is_no_denominator(text: str) -> None:
    assert read_per(text, 0, len(text), load_catalogue()) is None


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Có 612 ca mắc, tăng 87 ca.", ["ca mắc", "ca"]),
        (
            "Có 182 ca tử vong. Ca nhiễm nặng là 274 ca (hôm trước 31 ca).",
            ["ca tử vong", "ca", "ca"],
        ),
        ("Ban Chấp hành gồm 21 ủy viên, ông Nguyễn Văn A làm trưởng ban.", ["ủy viên"]),
        ("Giúp 13 hộ/10 thôn/6 xã.", ["hộ", "thôn", "xã"]),
        ("Có 21 ủy viên, cán bộ dự.", ["ủy viên, cán bộ"]),
        ("Đón 90 lượt khách, khách ở lại 40 lượt.", ["lượt khách", "lượt"]),
        ("Có 12 lượt khách, tăng 3 lượt.", ["lượt khách", "lượt"]),
        ("Có 95 con gia súc chết, riêng Sa Pa có 38 con.", ["con gia súc", "con"]),
        (
            "Có 111 tổ chức, cá nhân và 9 doanh nghiệp, người dân góp tiền.",
            ["tổ chức, cá nhân", "doanh nghiệp"],
        ),
        ("Đón 40 lượt, khách nội địa là 30 lượt.", ["lượt", "lượt"]),
        ("Có 56 tỉnh, TP có vốn FDI.", ["tỉnh, tp"]),
        (
            "Bão làm 616 xã phường của 10 tỉnh, thành miền Trung mất điện.",
            ["xã phường", "tỉnh, thành"],
        ),
        ("Có 9 huyện, thành lập mới 5 tổ.", ["huyện", "tổ"]),
        ("Giúp 14 người, lao động đi làm xa 5 người.", ["người", "người"]),
        ("Có 3 nhà sập, 8 tốc mái.", ["nhà", "nhà"]),
        ("Đội có 12 tàu với 900 CV.", ["tàu", "CV"]),
        ("Có 1 sản phẩm, sản phẩm bốn sao có 10 sản phẩm.", ["sản phẩm", "sản phẩm"]),
    ],
)
def test_a_noun_is_as_short_as_it_stands(text: str, units: list[str]) -> None:
    assert [figure.unit for figure in extract(text)] == units
