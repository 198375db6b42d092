"""Where a sentence ends, and where a full stop ends none. `¦` marks the cuts."""

import pytest

from extractors.sentences import split_sentences

CASES = (
    "Có 12 hộ.¦ Xã họp.",
    "Thật không?¦ – Có!¦ Thật vậy…¦ Xong.",
    "“Làm tốt.”¦ Ông nói vậy.",
    "Năm 2024.¦ 12 hộ nghèo.",
    "Có 9. 640 hộ.¦ Xong.",
    "TP. Đà Nẵng có 3 tổ.¦ Hết.",
    "ThS. Nguyễn Văn A. đến dự.¦ Hết.",
    "Đ/c Bí thư dự.¦ (Ảnh minh họa)",
    "Bà con phấn khởi.¦Xã vui mừng.",
    "Tăng 12%.¦Giảm 3 hộ.",
    "Gửi về thu.vn nhé.¦ Hết.",
    "Rộng 1.500 m2 (dài 1.5 km).¦ Hết.",
    "Chờ...¦ Rồi xong.",
    "Tiêu đề không chấm\n¦Dòng hai",
    "không có gì",
)


@pytest.mark.parametrize("marked", CASES)
def test_sentences(marked: str) -> None:
    text = marked.replace("¦", "")
    found = split_sentences(text)
    assert [text[s.start : s.end] for s in found] == [piece.strip() for piece in marked.split("¦")]


def test_paragraphs_are_counted_by_line_blank_ones_too() -> None:
    found = split_sentences("Một. Hai.\n\n  Ba.  \n")
    assert [(s.start, s.end, s.paragraph) for s in found] == [(0, 4, 0), (5, 9, 0), (13, 16, 2)]


def test_a_line_that_lost_its_breaks_is_parted_where_paragraphs_would_open() -> None:
    parts = [
        ["Xã có chợ mới.", "Chợ đông.", "Hàng nhiều.", "Trong đó, rau nhiều nhất."],
        ["Theo ông Y Hùng, chợ họp hai phiên.", "Phiên nào cũng vui.", "Bà con mừng."],
        ["Đường vào chợ rộng.", "Xe qua lại dễ dàng."],
        ["Tại đây có trạm y tế."],
    ]
    text = " ".join(" ".join(part) for part in parts)
    assert {sentence.block for sentence in split_sentences(text)} == {0}
    line = text + " Nhà nào cũng có vườn rau" + ", vườn rau" * 150 + "."
    found = split_sentences("Chợ mới\n" + line)
    blocks = [sentence.block for sentence in found]
    starts = [found[0].start, *(("Chợ mới\n" + line).index(part[0]) for part in parts)]
    lengths = [1, *(len(part) for part in parts)]
    lengths[-1] += 2  # the last sentence is so long that it is cut
    assert blocks == [start for start, n in zip(starts, lengths, strict=True) for _ in range(n)]


@pytest.mark.parametrize("text", ["", "\n \n", "   "])
def test_a_blank_text_has_no_sentence(text: str) -> None:
    assert split_sentences(text) == []
