"""Parts and their totals, on texts that mark a total `⟦a:64 mô hình⟧`, its parts `⟦<a:27 …⟧`."""

import re

import pytest

from extractors.extract import extract

MARK = re.compile(r"⟦(?:(?P<name>\w):|<(?P<total>\w):)(?P<exact>[^⟧]*)⟧")
CASES = {
    "brackets": "Toàn huyện có ⟦a:64 mô hình⟧ (⟦<a:27 mô hình⟧ về kinh tế; ⟦<a:22 mô hình⟧ về văn"
    " hóa; ⟦<a:11 mô hình⟧ về an ninh; ⟦<a:4 mô hình⟧ về chính quyền).",
    "brackets, noun left out": "Toàn huyện có ⟦a:64 mô hình⟧ (⟦<a:27⟧ về kinh tế; ⟦<a:37⟧ về văn"
    " hóa).",
    "brackets, nouns of one kind": "Đàn vật nuôi có ⟦a:23 con gia súc⟧ (⟦<a:7 trâu⟧, ⟦<a:16 bò⟧).",
    "brackets that hold but some": "Số mô hình nâng lên ⟦a:37 mô hình⟧ (⟦<a:21 mô hình⟧ cấp xã,"
    " ⟦<a:11 mô hình⟧ cấp huyện).",
    "gồm": "Có ⟦a:60 hộ⟧, gồm ⟦<a:40 hộ⟧ nghèo và ⟦<a:20 hộ⟧ cận nghèo.",
    "bao gồm": "Có ⟦a:60 hộ⟧, bao gồm ⟦<a:40 hộ⟧ nghèo và ⟦<a:20 hộ⟧ cận nghèo.",
    "bao gồm, a sentence of its own": "Xã có ⟦a:60 hộ⟧ vay vốn. Bao gồm: ⟦<a:40 hộ⟧ nghèo và"
    " ⟦<a:20 hộ⟧ cận nghèo.",
    "trong đó": "Huyện có ⟦a:161 mô hình⟧, trong đó có ⟦<a:48 mô hình⟧ được công nhận.",
    "trong đó, noun left out": "Huyện có ⟦a:161 mô hình⟧, trong đó có ⟦<a:48⟧ được công nhận.",
    "trong đó, a sentence of its own": "Xã có ⟦a:60 hộ⟧ vay. Trong đó, ⟦<a:40 hộ⟧ nghèo.",
    "trong đó, money": "Thu ⟦a:500 tỷ đồng⟧, trong đó thu nội địa ⟦<a:300 tỷ đồng⟧, thu xuất nhập"
    " khẩu ⟦<a:200 tỷ đồng⟧.",
    "trong số": "Trong số ⟦a:11 sản phẩm⟧, có ⟦<a:1 sản phẩm⟧ bốn sao, ⟦<a:10 sản phẩm⟧ ba sao.",
    "trong, with its number": "Trong ⟦a:31 sản phẩm⟧ đạt chuẩn, có ⟦<a:30 sản phẩm⟧ loại khá.",
    "riêng": "Có ⟦a:200 hộ⟧, riêng xã Đăk Ruồng có ⟦<a:30 hộ⟧.",
    "còn lại": "Huyện hỗ trợ ⟦a:90 triệu đồng⟧, còn lại ⟦<a:10 triệu đồng⟧ do xã góp.",
    "a colon whose list adds up": "Huyện tổ chức ⟦a:48 hội nghị⟧: cấp huyện ⟦<a:12⟧, cấp xã"
    " ⟦<a:36⟧.",
    "brackets, then trong đó": "Tổng số ⟦a:412 mô hình⟧ (⟦<a:187 mô hình⟧ kinh tế; ⟦<a:104 mô"
    " hình⟧ văn hóa), trong đó có ⟦<a:298 mô hình⟧ được công nhận.",
}  # fmt: skip
APART = {
    "side by side": "Có 12 xã và 5 phường tham gia.",
    "cụ thể tells of some": "Có 60 căn nhà. Cụ thể, xã Đăk Ruồng có 12 căn nhà.",
    "trong số, then something else": "Trong số 11 xã, có 20 hộ nghèo; có 3 xã khác tham gia.",
    "two sentences": "Có 120 hộ dự. Có 40 hộ nghèo.",
    "the sum at the end is no part": "Có 40 hộ nghèo và 20 hộ cận nghèo, tổng cộng 60 hộ.",
    "a change in brackets": "Cả năm xảy ra 23 vụ (giảm 4 vụ).",
    "a percent of a count": "Có 60 hộ được vay vốn (chiếm 30%).",
    "a share is one figure": "Xã có 58/60 hộ nghèo.",
    "a colon whose list does not add up": "Huyện tổ chức 48 hội nghị: cấp huyện 12, cấp xã 30.",
    "more than the total": "Có 60 hộ, trong đó có 90 hộ nghèo.",
    "another measure": "Xã có 60 hộ, trong đó có 5 km đường.",
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_parts_are_linked_to_their_total(name: str) -> None:
    marks = list(MARK.finditer(CASES[name]))
    found = extract(MARK.sub(lambda mark: mark["exact"], CASES[name]))
    assert [figure.exact for figure in found] == [mark["exact"] for mark in marks]
    totals = {
        mark["name"]: figure.figure_id
        for mark, figure in zip(marks, found, strict=True)
        if mark["name"]
    }
    assert [figure.part_of for figure in found] == [totals.get(mark["total"]) for mark in marks]


@pytest.mark.parametrize("name", APART)
def test_nothing_is_linked_that_the_text_does_not_mark(name: str) -> None:
    found = extract(APART[name])
    assert len(found) > 0
    assert [figure.part_of for figure in found] == [None] * len(found)


@pytest.mark.parametrize("name", CASES)
def test_a_figure_before_the_list_does_not_draw_its_parts(name: str) -> None:
    text = MARK.sub(lambda mark: mark["exact"], CASES[name])
    alone = [figure.part_of is not None for figure in extract(text)]
    behind = [figure.part_of is not None for figure in extract(f"Xã có 9.000 cây.\n\n{text}")]
    assert behind == [False, *alone]
