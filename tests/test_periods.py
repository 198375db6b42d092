"""The period of figures, on texts marked as `⟦12 mô hình|2024-01-01..2024-07-03⟧`."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from extractors.periods import Period, assign_periods, make_period, read_period
from extractors.sentences import split_sentences
from extractors.times import find, find_times

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "corpus" / "periods.jsonl").read_text("utf-8").splitlines()
]
MARK = re.compile(r"⟦([^|⟧]*)\|([^⟧]*)⟧")


def unmark(marked: str) -> tuple[str, list[tuple[int, int, int]], list[str]]:
    """Return the bare text, the figures' places in it, and the periods they are marked with."""
    text, anchors, wanted, at = "", [], [], 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        anchors.append((len(text), len(text) + len(mark[1]), len(text)))
        wanted.append(mark[2])
        text += mark[1]
        at = mark.end()
    return text + marked[at:], anchors, wanted


def written(period: Period | None) -> str:
    if period is None:
        return ""
    return f"{period.start or ''}..{period.end or ''}"


def assigned(case: dict[str, str], text: str, anchors: list[tuple[int, int, int]]) -> list[str]:
    published = date.fromisoformat(case["published"]) if "published" in case else None
    times = find_times(text, published)
    periods = assign_periods(
        text, split_sentences(text), anchors, times, title=case.get("title"), published=published
    )
    return [written(period) for period in periods]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_figures_take_the_time_a_reader_gives_them(case: dict[str, str]) -> None:
    text, anchors, wanted = unmark(case["text"])
    assert assigned(case, text, anchors) == wanted


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_paragraph_after_the_last_changes_nothing(case: dict[str, str]) -> None:
    text, anchors, wanted = unmark(case["text"])
    longer = text + "\n\nNăm 2005, một cây cầu khác được khánh thành."
    assert assigned(case, longer, anchors) == wanted


def test_what_must_follow_an_opening_loses_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules alone, asked at every word that may open a time, find the same ones."""
    gold = sorted((Path(__file__).parent.parent / "data" / "gold" / "dev").glob("*.json"))
    texts = [json.loads(path.read_text("utf-8"))["text"] for path in gold]
    texts += [unmark(case["text"])[0] for case in CASES]
    found = [find_times(text, date(2024, 7, 3)) for text in texts]
    monkeypatch.setattr(find, "_NEXT", {})
    monkeypatch.setattr(find, "_OPENINGS", find._openings())
    assert found == [find_times(text, date(2024, 7, 3)) for text in texts]


@pytest.mark.parametrize(
    "text",
    [
        ("Năm học 2017-2018, Sở công nhận ⟦41 trường|2017-09-01..2018-05-31⟧. Hiện cả tỉnh có "
         "⟦485 trường|⟧."),
        "Năm 2016, huyện có ⟦5 xã|2016-01-01..2016-12-31⟧ đạt chuẩn, nay có ⟦8 xã|2016-01-01..⟧.",
    ],
)  # fmt: skip
def test_now_is_no_day_where_the_publication_is_unknown(text: str) -> None:
    bare, anchors, marked = unmark(text)
    found = assign_periods(bare, split_sentences(bare), anchors, find_times(bare))
    assert [written(period) for period in found] == marked


def test_the_order_of_anchors_is_that_of_the_periods() -> None:
    text, anchors, wanted = unmark(CASES[8]["text"])
    assert assigned(CASES[8], text, anchors[::-1]) == wanted[::-1]


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        ("2024-01-01", "2024-12-31", "2024"),
        ("2024-04-01", "2024-06-30", "2024-Q2"),
        ("2024-07-01", "2024-12-31", "2024-S2"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2018-01-01", "2020-12-31", "2018/2020"),
        ("2022-09-01", "2023-05-31", "2022-09/2023-05"),
        ("2024-01-01", "2024-09-30", "2024-01/2024-09"),
        ("2024-09-11", "2024-09-11", "2024-09-11"),
        ("2024-03-14", "2024-09-11", "2024-03-14/2024-09-11"),
        ("", "2024-09-11", "../2024-09-11"),
        ("2021-01-01", "", "2021-01-01/.."),
    ],
)
def test_a_period_has_its_shortest_label(start: str, end: str, label: str) -> None:
    first = date.fromisoformat(start) if start else None
    last = date.fromisoformat(end) if end else None
    assert make_period(first, last).label == label


@pytest.mark.parametrize(
    ("text", "published", "period"),
    [
        ("quý II/2024", "2024-07-03", "2024-04-01..2024-06-30"),
        ("quý ba", "2024-02-03", "2024-07-01..2024-09-30"),
        ("trong tháng sáu", "2024-02-03", "2024-06-01..2024-06-30"),
        ("tháng 12", "2024-01-09", "2023-12-01..2023-12-31"),
        ("3/3/17", None, "2017-03-03..2017-03-03"),
        ("10.05.2000", None, "2000-05-10..2000-05-10"),
        ("quý I năm nay", "2024-07-03", "2024-01-01..2024-03-31"),
        ("năm ngoái", "2024-07-03", "2023-01-01..2023-12-31"),
        ("2 tháng qua", "2024-07-03", "2024-05-01..2024-06-30"),
        ("từ tháng 4/2016 đến nay", "2018-07-11", "2016-04-01..2018-07-11"),
        ("nửa đầu năm 2023", None, "2023-01-01..2023-06-30"),
        ("ngày đầu tiên của tháng 3", "2024-07-03", "2024-03-01..2024-03-01"),
        ("thứ hai ngày 6 tháng 2", "2017-02-02", "2017-02-06..2017-02-06"),
        ("đến năm 2025", "2024-07-03", "..2025-12-31"),
        ("niên khóa 2022-2023", None, "2022-09-01..2023-05-31"),
        ("hôm nay là ngày 19/05/2025", "2025-05-21", "2025-05-19..2025-05-19"),
        ("hôm nay (19/5)", "2025-05-21", "2025-05-19..2025-05-19"),
        ("hôm nay", "2025-05-21", "2025-05-21..2025-05-21"),
        ("9 tháng", "2024-10-05", "2024-01-01..2024-09-30"),
        ("cả năm", "2024-10-05", "2024-01-01..2024-12-31"),
        ("10 ngày đầu tháng 9", "2024-10-05", "2024-09-01..2024-09-10"),
        ("5 ngày cuối tháng 2/2024", None, "2024-02-25..2024-02-29"),
        ("nửa đầu tháng 9", "2024-10-05", "2024-09-01..2024-09-15"),
        ("nửa cuối tháng 8", "2024-10-05", "2024-08-16..2024-08-31"),
        ("thời điểm này", "2024-10-05", "..2024-10-05"),
        ("giai đoạn 2021 - 2025, đến nay", "2024-10-05", "2021-01-01..2024-10-05"),
        ("giai đoạn 2016 - 2020, đến nay", "2024-10-05", "2016-01-01..2020-12-31"),
        ("năm năm qua", "2024-10-05", "2019-01-01..2023-12-31"),
    ],
)
def test_a_phrase_is_read(text: str, published: str | None, period: str) -> None:
    assert written(read_period(text, published)) == period


@pytest.mark.parametrize(
    ("text", "label"),
    [("ngày 14/4 hằng năm", "--04-14"), ("ngày 30/4", "--04-30"), ("tháng sáu", "--06")],
)
def test_what_no_year_is_known_of_is_labelled_without_one(text: str, label: str) -> None:
    assert read_period(text) == Period(label, None, None)


@pytest.mark.parametrize("text", ["", "3 ngày", "5 năm liền", "năm năm", "12 hộ", "ngày càng đông"])
def test_what_names_no_time_is_no_period(text: str) -> None:
    assert read_period(text, "2024-07-03") is None


def test_a_decomposed_phrase_is_read_alike() -> None:
    text = unicodedata.normalize("NFD", "từ đầu năm 2024 đến nay")
    assert written(read_period(text, "2024-07-03")) == "2024-01-01..2024-07-03"
