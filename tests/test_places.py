"""Places: the tables, the mentions in a text, and the place of each figure.

The corpus marks figures with their place: `⟦12 mô hình|Kon Rẫy⟧`, `-` for none named.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import date
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.catalogue import CatalogueError, catalogue_folder
from extractors.extract import extract
from extractors.place_names import fold_name
from extractors.places import (
    PlaceAssignment,
    PlaceMention,
    assign_places,
    find_places,
    load_places,
)
from extractors.sentences import split_sentences

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "corpus" / "places.jsonl").read_text("utf-8").splitlines()
]
MARK = re.compile(r"⟦([^|⟧]*)\|([^⟧]*)⟧")


def unmark(marked: str) -> tuple[str, list[tuple[int, int]], list[str]]:
    """Return the bare text, where its figures' numbers stand, and the places marked."""
    text, anchors, wanted, at = "", [], [], 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        anchors.append((len(text), len(text) + len(mark[1].split()[0])))
        wanted.append(mark[2])
        text += mark[1]
        at = mark.end()
    return text + marked[at:], anchors, wanted


def assign(
    marked: str,
    *,
    title: str | None = None,
    province: str | None = None,
    published: str | None = None,
) -> list[PlaceAssignment]:
    text, anchors, _ = unmark(marked)
    return assign_places(
        text,
        split_sentences(text),
        anchors,
        find_places(text, province=province),
        title=title,
        province=province,
        published=date.fromisoformat(published) if published else None,
    )


def named(text: str, province: str | None = None) -> list[str]:
    return [mention.name for mention in find_places(text, province=province)]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_place_of_each_figure(case: dict[str, str]) -> None:
    context = {key: case[key] for key in ("title", "province", "published") if key in case}
    found = [place.names or "-" for place in assign(case["text"], **context)]
    assert found == unmark(case["text"])[2]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Huyện Ba Bể dựng 1 mô hình trị giá 500 triệu đồng tại xã Khang Ninh; tặng 18 con bò.",
            ["Khang Ninh", "Khang Ninh", "Ba Bể"],
        ),
        ("Huyện Ba Bể có 12 tổ với 30 hộ tại xã Khang Ninh.", ["Ba Bể", "Khang Ninh"]),
    ],
)
def test_what_only_tells_a_size_goes_along(text: str, names: list[str]) -> None:
    assert [figure.place_names for figure in extract(text).figures] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Huyện ủy Bá Thước họp với UBND tỉnh Thanh Hoá.", ["Bá Thước", "Thanh Hoá"]),
        ("các huyện miền núi: Quan Sơn, Quan Hóa", ["Quan Sơn", "Quan Hóa"]),
        ("phường Bến Nghé, quận 1, TP.HCM", ["Bến Nghé", "quận 1", "TP.HCM"]),
        ("Tại T.P Sông Công và Hội LHPN T.X Sơn Tây", ["Sông Công", "Sơn Tây"]),
        ("Ông N.T.P, bà T.P. Hà", []),
        ("tại P.Linh Trung, TP. Thủ Đức", ["Linh Trung", "Thủ Đức"]),
        ("Tỉnh Bà Rịa – Vũng Tàu và Thừa Thiên - Huế", ["Bà Rịa – Vũng Tàu", "Thừa Thiên - Huế"]),
        ("xã Ea M’Droh, huyện Cư M'gar", ["Ea M’Droh", "Cư M'gar"]),
        ("huyện Tu mơ rông", []),
        ("HUYỆN MƯỜNG NHÉ RA QUÂN", ["MƯỜNG NHÉ"]),
        ("ấp Số 4, xã Kế Thành", ["Số 4", "Kế Thành"]),
        ("phường Lâm Viên – Đà Lạt", ["Lâm Viên – Đà Lạt"]),
        ("mỗi thôn 3 hộ, bình quân mỗi xã 12 mô hình", []),
        ("anh Nguyễn Văn Kiên Giang và bà Thái Bình", []),
        ("Báo Đắk Nông đưa tin, trên đường Hà Nội, cạnh sông Sài Gòn", []),
        ("kỷ niệm Chiến thắng Điện Biên Phủ", []),
        ("mong được hòa bình, ổn định", []),
        ("Phó Chủ tịch UBND xã Nguyễn Văn Hùng nói", []),
        ("huyện Lộc Hà, huyện Từ Liêm, huyện Trà My cũ", ["Lộc Hà", "Từ Liêm", "Trà My"]),
        ("Huyện đoàn Pa Khoang và tỉnh Attapeu Phouvong", ["Pa Khoang", "Attapeu Phouvong"]),
        ("các tỉnh Bắc Trung Bộ, tỉnh Đoàn, tỉnh NTM", []),
        ("Phó Chủ tịch UBND tỉnh Vi Thống Nhất và Thành ủy Tất Thành Công Danh", []),
        ("TP. HCM và TP VINH", ["TP. HCM", "VINH"]),
        ("học tập đạo đức, phong cách Hồ Chí Minh", []),
        ("Đoàn Thanh niên Cộng sản Hồ Chí Minh xã Ia Ga", ["Ia Ga"]),
        ("từ Hà Nội, Hồ Chí Minh ra", ["Hà Nội", "Hồ Chí Minh"]),
        ("tại Hồ Chí Minh và ở các thành phố: Hồ Chí Minh", ["Hồ Chí Minh", "Hồ Chí Minh"]),
        ("Hồ Chí Minh, Hà Nội đón nhiều khách", ["Hồ Chí Minh", "Hà Nội"]),
        ("Pờ Ly Ngài là một trong những xã nghèo của tỉnh.", ["Pờ Ly Ngài"]),
        ("Là xã vùng cao của huyện, Pờ Ly Ngài có 9 thôn.", ["Pờ Ly Ngài"]),
        ("Vừ A Páo là xã đội trưởng, Hoa Ban là bản nhạc hay.", []),
        ("Điểm cuối Khe Lành là xã Tà Cạ.", ["Tà Cạ"]),
    ],
)
def test_mentions(text: str, names: list[str]) -> None:
    assert named(text) == names


def test_bare_commune_is_known_by_the_province() -> None:
    text = "Lượng mưa phổ biến 200 mm, có nơi như Hướng Linh 410 mm."
    assert named(text, province="Quảng Trị") == ["Hướng Linh"]
    assert named(text, province="Cà Mau") == []


def test_title_names_what_the_text_names_later() -> None:
    text = "Ô Lâm: Vui Tết sớm\n\nChiều 5/2, xã Ô Lâm tổ chức ngày hội."
    assert named(text) == ["Ô Lâm", "Ô Lâm"]


def test_a_long_story_is_not_of_the_place_it_only_opens_at() -> None:
    opening = (
        "Hàng ngoại tràn vào bếp\n"
        "Ở phố nhỏ thuộc quận Hai Bà Trưng, chị chủ tiệm tạp hóa bày kín kệ bánh kẹo ngoại.\n"
    )
    report = "Quý này nhóm hàng bánh kẹo nhập về ⟦62 nghìn tấn|-⟧.\n"
    rest = "Người bán nói khách chọn vì bao bì đẹp, người mua nói vì quen miệng.\n" * 45
    other = "Tại Đồng Nai, nhà máy bánh lớn nhất cũng than khó.\n"
    (story,) = assign(opening + report + rest + other)
    assert story.names is None
    (short,) = assign(opening + report + other)
    assert short.names == "Hai Bà Trưng"
    (of_one,) = assign(opening + report + rest)
    assert of_one.names == "Hai Bà Trưng"
    (named_again,) = assign(opening + report + rest + other + "Chợ ở Hai Bà Trưng vẫn đông.\n")
    assert named_again.names == "Hai Bà Trưng"


def test_institution_is_marked() -> None:
    office, place = find_places("Công an huyện Mai Châu có mặt tại huyện Mai Châu.")
    assert (office.institution, place.institution) == (True, False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "HÒA BÌNH"),
        ("Đăk Glei", "Đắk Glei"),
        ("Đắc Nông", "Đak Nông"),
        ("Qui Nhơn", "Quy Nhơn"),
        ("M’Đrắk", "M'Đrắk"),
        ("Thuỷ Nguyên", "Thủy Nguyên"),
        ("Bà Rịa–Vũng Tàu", "Bà Rịa - Vũng Tàu"),
    ],
)
def test_spellings_are_one(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


def test_tones_tell_names_apart() -> None:
    assert fold_name("Lạng Sơn") != fold_name("Lang Sơn")


@pytest.mark.parametrize(
    ("text", "published", "code"),
    [
        ("Tỉnh Bắc Cạn có ⟦5 mô hình|⟧.", "2023-05-01", ("VN-2024", "06", "province")),
        ("Huyện Kon Plong có ⟦5 mô hình|⟧.", "2023-05-01", ("VN-2024", "613", "district")),
        ("Tỉnh Gia Lai có ⟦5 mô hình|⟧.", "2025-06-30", ("VN-2024", "64", "province")),
        ("Tỉnh Gia Lai có ⟦5 mô hình|⟧.", "2025-07-01", ("VN-2025", "52", "province")),
        ("Tỉnh Kon Tum có ⟦5 mô hình|⟧.", "2025-09-01", ("VN-2024", "62", "province")),
        ("Huyện Hoành Bồ có ⟦5 mô hình|⟧.", "2018-05-01", ("VN-2024", "193", "district")),
        ("Huyện Tây Trà có ⟦5 mô hình|⟧.", "2018-05-01", ("VN-2024", "525", "district")),
        ("Huyện Trà Lĩnh có ⟦5 mô hình|⟧.", "2018-05-01", ("VN-2024", "047", "district")),
        ("Huyện Lộc Hà có ⟦5 mô hình|⟧.", "2018-05-01", ("VN-2024", "445", "district")),
        ("TP. HCM có ⟦5 mô hình|⟧.", "2018-05-01", ("VN-2024", "79", "province")),
        ("Quận 7, TP.HCM có ⟦5 mô hình|⟧.", "2018-05-01", ("VN-2024", "778", "district")),
        ("Thành phố Hà Giang có ⟦5 tổ|⟧.", "2020-05-01", ("VN-2024", "024", "district")),
        ("Xã Măng Đen có ⟦5 tổ|⟧.", "2025-12-01", ("VN-2025", "23473", "commune")),
        ("Xã Sơn Kỳ, huyện Sơn Hà có ⟦5 tổ|⟧.", "2021-12-01", ("VN-2024", "21325", "commune")),
    ],
)
def test_code_and_scheme(text: str, published: str, code: tuple[str, str, str]) -> None:
    (place,) = assign(text, published=published)
    assert (place.scheme, place.code, place.level) == code


@pytest.mark.parametrize(
    ("text", "published", "place", "code"),
    [
        ("Huyện Nam Đông có ⟦40 hộ|⟧.", "2019-05-05", "Nam Đông", "482"),
        ("Các huyện Nam Đông, Phú Lộc có ⟦40 hộ|⟧.", "2019-05-05", "Phú Lộc", "482"),
        ("Tỉnh Hà Tây có ⟦5 tổ|⟧.", "2007-05-05", "Hà Tây", "01"),
        ("Xã Sơn Kỳ, huyện Sơn Hà có ⟦5 tổ|⟧.", "2021-12-01", "Sơn Kỳ", "21325"),
        ("Huyện Phú Lộc có ⟦40 hộ|⟧.", "2019-05-05", "Phú Lộc", "482"),
        ("Tỉnh Đắc Lắc có ⟦5 tổ|⟧.", "2019-05-05", "Đắk Lắk", "66"),
    ],
)
def test_a_unit_since_abolished_keeps_its_name(
    text: str, published: str, place: str, code: str
) -> None:
    (found,) = assign(text, published=published)
    assert (found.place, found.code) == (place, code)


def test_homonyms_are_told_apart_by_context_or_not_at_all() -> None:
    text = "Huyện Châu Thành có ⟦8 mô hình|⟧."
    (unknown,) = assign(text, published="2020-01-01")
    assert (unknown.names, unknown.code, unknown.level) == ("Châu Thành", None, "district")
    (by_outlet,) = assign(text, published="2020-01-01", province="Tây Ninh")
    assert by_outlet.code == "708"
    (by_text,) = assign("Huyện Châu Thành (tỉnh Bến Tre) có ⟦8 mô hình|⟧.", published="2020-01-01")
    assert by_text.code == "831"


def test_several_places_are_covered_by_what_they_lie_in() -> None:
    (districts,) = assign("Các huyện Đắk Song, Tuy Đức có ⟦9 tổ|⟧.", published="2022-01-01")
    assert (districts.names, districts.place, districts.code) == (
        "Đắk Song; Tuy Đức", "Đắk Nông", "67",
    )  # fmt: skip
    (provinces,) = assign("Các tỉnh Đắk Nông, Kon Tum có ⟦9 tổ|⟧.", published="2022-01-01")
    assert (provinces.names, provinces.code) == ("Đắk Nông; Kon Tum", None)


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ("Cầu Ngang, Trà Cú, Duyên Hải", "84"),  # a district and a town
        ("Châu Thành, Trà Cú, Cầu Ngang", "84"),  # of many provinces: which, the others settle
        ("Châu Thành, Trà Cú, Ba Bể", None),
        ("Cầu Ngang, Trà Cú, Hồng Mai", None),  # no table has it
    ],
)
def test_the_places_besides_settle_where_an_ambiguous_one_lies(
    names: str, code: str | None
) -> None:
    (place,) = assign(f"Các huyện {names} có ⟦175 hộ|⟧ nghèo.", published="2023-01-01")
    assert (place.names, place.code) == (names.replace(",", ";"), code)


def test_village_has_the_code_of_its_commune() -> None:
    (place,) = assign(
        "Bản Suối Lẹ, xã Hang Chú (huyện Bắc Yên) có ⟦60 hộ|⟧.", published="2021-01-01"
    )
    assert (place.names, place.place, place.level) == ("Suối Lẹ", "Hang Chú", "commune")


def test_outlet_s_province_fills_in_and_says_so() -> None:
    (place,) = assign("Đã trao ⟦9 suất quà|⟧.", province="Kon Tum", published="2024-05-01")
    assert place == PlaceAssignment(None, "Kon Tum", "62", "VN-2024", "province", "source")
    assert assign("Đã trao ⟦9 suất quà|⟧.") == [PlaceAssignment()]


def test_the_nation_s_figures_are_not_the_outlet_s_province_s() -> None:
    assert assign("Cả nước có ⟦9 ca|⟧ mắc.", province="Kon Tum") == [PlaceAssignment()]


def test_tables_hold_both_schemes() -> None:
    table = load_places()
    assert table.find_communes("Đăk Ruồng")
    counts = Counter((unit.scheme, unit.level) for unit in table.units.values())
    assert counts == {
        ("VN-2024", "province"): 63,
        ("VN-2024", "district"): 696,
        ("VN-2024", "commune"): 10_035,
        ("VN-2025", "province"): 34,
        ("VN-2025", "commune"): 3_321,
    }
    for unit in table.units.values():
        assert table.province_of(unit).level == "province"
        if unit.scheme == "VN-2024" and unit.level != "district":
            assert unit.successors
        for code in unit.successors:
            assert table.units["VN-2025", code].level == unit.level or unit.level == "district"


@pytest.mark.skipif(
    find_spec("vietnamadminunits") is None, reason="the tables' source is a development dependency"
)
def test_tables_are_what_the_builder_writes(tmp_path: Path) -> None:
    import runpy

    builder = runpy.run_path(str(Path(__file__).parent.parent / "scripts" / "build_places.py"))
    builder["main"](tmp_path)
    for written in tmp_path.iterdir():
        assert written.read_bytes() == (catalogue_folder() / written.name).read_bytes()


def test_every_alias_is_found_and_leads_to_its_unit() -> None:
    table = load_places()
    with (catalogue_folder() / "places_aliases.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            units = {
                (entry.unit.scheme, entry.unit.code)
                for entry in table.named[fold_name(row["alias"])]
            }
            assert (row["scheme"], row["code"]) in units


def test_own_aliases_extend_the_catalogue(tmp_path: Path) -> None:
    (tmp_path / "places_aliases.csv").write_text(
        "alias,type,scheme,code,until\nPhố Núi,thành phố,VN-2024,622,\n", encoding="utf-8"
    )
    table = load_places(tmp_path)
    text, anchors, _ = unmark("Thành phố Phố Núi có ⟦4 tổ|⟧.")
    mentions = find_places(text, table=table)
    (place,) = assign_places(text, split_sentences(text), anchors, mentions, table=table)
    assert (place.names, place.place, place.code) == ("Phố Núi", "Pleiku", "622")
    (unknown,) = assign_places(text, split_sentences(text), anchors, find_places(text))
    assert (unknown.names, unknown.code) == ("Phố Núi", None)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("alias,type,scheme,code\n", r"places_aliases\.csv:1: no column until"),
        ("alias,type,scheme,code,until\nX,,VN-2024,999,\n", r"places_aliases\.csv:2: alias 'X'"),
        ("alias,type,scheme,code,until\nX,,VN-2024,62,soon\n", r"places_aliases\.csv:2: until"),
        ("alias,type,scheme,code,until\nX,,VN-2024\n", r"places_aliases\.csv:2: the row has not"),
    ],
)
def test_faulty_aliases_name_file_and_line(tmp_path: Path, rows: str, message: str) -> None:
    (tmp_path / "places_aliases.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(CatalogueError, match=message):
        load_places(tmp_path)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_mentions_quote_the_text_in_order(case: dict[str, str]) -> None:
    text = unmark(case["text"])[0]
    mentions = find_places(text)
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.name
        assert mention.prefix_start <= mention.start
    for before, after in pairwise(mentions):
        assert before.end <= after.prefix_start


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_paragraph_added_at_the_end_changes_nothing(case: dict[str, str]) -> None:
    context = {key: case[key] for key in ("title", "province", "published") if key in case}
    longer = case["text"] + "\n\nBạn đọc quan tâm có thể gửi ý kiến về tòa soạn."
    assert assign(longer, **context) == assign(case["text"], **context)


PIECES = """xã huyện tỉnh thôn Bản Kon Tum Rẫy Nguyễn Hà Nội và , ; ( ) 12 3/4 có tại lần lượt cả
nước “ ” : TP. P. UBND Ủy toàn - – . ấp Số 1 trong đó"""
WORDS = st.sampled_from([*PIECES.split(), "\n"])


@given(st.lists(WORDS, max_size=60).map(" ".join))
@settings(max_examples=150)
def test_any_text_is_read_and_every_anchor_answered(text: str) -> None:
    anchors = [match.span() for match in re.finditer(r"\d+", text)]
    mentions: list[PlaceMention] = find_places(text, province="Kon Tum")
    places = assign_places(text, split_sentences(text), anchors, mentions, province="Kon Tum")
    assert len(places) == len(anchors)
    for place in places:
        assert (place.basis == "named") == (place.names is not None)
        assert (place.code is None) == (place.scheme is None)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Lũ làm 240 người chết. Trong đó, Lào Cai 120 người; Cao Bằng 45 người.", None),
        ("Ở Lào Cai, mưa lớn. Lũ làm 95 người chết, gồm Lào Cai 50 người, Yên Bái 45 người.", None),
        ("Lũ ở Lào Cai làm 95 người chết, gồm Sa Pa 50 người, Bát Xát 45 người.", "Lào Cai"),
        ("Toàn tỉnh Lào Cai có 95 xã, gồm Lào Cai cũ 50 xã, Yên Bái cũ 45 xã.", "Lào Cai"),
    ],
)
def test_a_total_that_provinces_share_is_of_none_of_them(text: str, place: str | None) -> None:
    assert extract(text).figures[0].place_names == place


def test_nor_is_it_of_the_outlet_s_province() -> None:
    text = "Lũ làm 240 người chết. Trong đó, Lào Cai 120 người; Cao Bằng 45 người."
    assert extract(text, province="Lào Cai").figures[0].place is None
    assert extract("Lũ làm 240 người chết.", province="Lào Cai").figures[0].place == "Lào Cai"
