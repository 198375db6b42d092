"""Which characters of a text are time, and which days they name."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path

import pytest

from extractors.times import find_times
from extractors.times.vocabulary import fold

PUBLISHED = date(2024, 7, 3)


def found(text: str, published: date | None = PUBLISHED) -> list[str]:
    return [text[time.start : time.end] for time in find_times(text, published)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("ngày 14/3/2024", "2024-03-14", "2024-03-14"),
        ("ngày 5 tháng 3 năm 2024", "2024-03-05", "2024-03-05"),
        ("25-03-1975", "1975-03-25", "1975-03-25"),
        ("Sáng 11/9", "2023-09-11", "2023-09-11"),
        ("Chiều 1-7", "2024-07-01", "2024-07-01"),
        ("ngày 18.5", "2024-05-18", "2024-05-18"),
        ("Ngày 22 10", "2023-10-22", "2023-10-22"),
        ("hôm qua", "2024-07-02", "2024-07-02"),
        ("sáng nay", "2024-07-03", "2024-07-03"),
        ("ngày 8, 9 và 10/3", "2024-03-08", "2024-03-10"),
        ("từ ngày 1 đến 15/3", "2024-03-01", "2024-03-15"),
        ("từ 18 đến 27-3", "2024-03-18", "2024-03-27"),
        ("từ 1/1/2024 đến 30/6/2024", "2024-01-01", "2024-06-30"),
        ("từ ngày 15/12/2023 đến ngày 14/6/2024", "2023-12-15", "2024-06-14"),
        ("đêm 12 rạng sáng 13/9", "2023-09-12", "2023-09-13"),
        ("30/4 - 1/5", "2024-04-30", "2024-05-01"),
        ("tháng 5/2024", "2024-05-01", "2024-05-31"),
        ("tháng 5 năm ngoái", "2023-05-01", "2023-05-31"),
        ("tháng Giêng", "2024-01-01", "2024-01-31"),
        ("tháng 4, 5/2024", "2024-04-01", "2024-05-31"),
        ("tháng trước", "2024-06-01", "2024-06-30"),
        ("quý I và quý II/2024", "2024-01-01", "2024-06-30"),
        ("quý IV năm 2023", "2023-10-01", "2023-12-31"),
        ("6 tháng đầu năm", "2024-01-01", "2024-06-30"),
        ("sáu tháng cuối năm 2023", "2023-07-01", "2023-12-31"),
        ("9 tháng năm 2023", "2023-01-01", "2023-09-30"),
        ("2 quý đầu năm", "2024-01-01", "2024-06-30"),
        ("năm 2022, 2023", "2022-01-01", "2023-12-31"),
        ("3 năm (2021-2023)", "2021-01-01", "2023-12-31"),
        ("giai đoạn 2018 – 2020", "2018-01-01", "2020-12-31"),
        ("giai đoạn từ năm 2018 đến năm 2020", "2018-01-01", "2020-12-31"),
        ("nhiệm kỳ 2020-2025", "2020-01-01", "2025-12-31"),
        ("từ năm 2016 đến 2020", "2016-01-01", "2020-12-31"),
        ("từ đầu năm đến nay", "2024-01-01", "2024-07-03"),
        ("từ đầu tháng 6 đến nay", "2024-06-01", "2024-07-03"),
        ("những tháng đầu năm 2024", "2024-01-01", "2024-07-03"),
        ("năm học 2022-2023", "2022-09-01", "2023-05-31"),
        ("vụ đông xuân 2023-2024", "2023-01-01", "2024-12-31"),
        ("15 năm qua", "2009-07-03", "2024-07-03"),
        ("3 năm gần đây", "2021-07-03", "2024-07-03"),
        ("tuần qua", "2024-06-24", "2024-06-30"),
    ],
)
def test_a_time_is_resolved_on_the_publication_date(text: str, start: str, end: str) -> None:
    (time,) = find_times(text, PUBLISHED)
    assert (time.start, time.end) == (0, len(text))
    assert (time.period_start, time.period_end) == (
        date.fromisoformat(start),
        date.fromisoformat(end),
    )


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("tính đến hết ngày 30/6", date(2024, 6, 30)),
        ("đến nay", PUBLISHED),
        ("hiện nay", PUBLISHED),
        ("đến hết quý II", date(2024, 6, 30)),
        ("đến cuối năm 2023", date(2023, 12, 31)),
        ("đến 15 giờ ngày 2/7", date(2024, 7, 2)),
        ("trước ngày 20/12/2024", date(2024, 12, 20)),
    ],
)
def test_a_time_known_by_its_end_is_open_at_its_start(text: str, end: date) -> None:
    (time,) = find_times(text, PUBLISHED)
    assert (time.period_start, time.period_end) == (None, end)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Thứ tư - 11/07/2018 08:34", ["Thứ tư - 11/07/2018", "08:34"]),
        ("lúc 7 giờ 30 phút ngày 2/7, đoàn lên đường", ["7 giờ 30 phút", "ngày 2/7"]),
        ("đến 30/6 toàn tỉnh có 300 hộ", ["đến 30/6"]),
        ("ngày 10 và ngày 25 hằng tháng", ["ngày 10", "ngày 25", "hằng tháng"]),
        ("Khoảng 1 giờ 15 ngày 1.8, một đám cháy", ["1 giờ 15", "ngày 1.8"]),
        ("8 tháng 11, 2019 | 07:09 AM", ["8 tháng 11, 2019", "07:09"]),
        ("Hiện nay, 7/10 xã", ["Hiện nay"]),
        ("dịp Tết 2024, trao 200 suất", ["Tết 2024"]),
        ("năm 2024, 2.300 hộ", ["năm 2024"]),
        ("triển khai nhiệm vụ năm 2025", ["năm 2025"]),
        ("từ năm 2010 đến 2000 hộ", ["từ năm 2010"]),
        ("CPI tháng 6 tăng 1%; bình quân 6 tháng tăng 3%", ["tháng 6", "6 tháng"]),
        ("tháng 5 có 9 vụ, lũy kế 5 tháng có 60 vụ", ["tháng 5", "5 tháng"]),
    ],
)
def test_only_time_is_taken(text: str, times: list[str]) -> None:
    assert found(text) == times


@pytest.mark.parametrize(
    "text",
    [
        "đạt 11/9 xã", "chiếm 3/4 diện tích", "đến 2/3 số hộ", "09/10 huyện, thành phố",
        "có 2000 hộ", "sau 15 năm thực hiện", "5 năm liền", "3 ngày", "tổng kết 15 năm",
        "mỗi ngày 3 buổi", "tháng nào cũng có 12 buổi", "6 tháng 5 ngày", "phạt 9 tháng tù",
        "tập huấn 6 tháng, đạt 40 em", "35/2021/NĐ-CP", "Thông tư 05/2020",
        "từ 12 đến 15/20 xã", "từ 2 đến 5 kg", "đến 16 đồn", "thứ hai, 12 hộ", "8.000 lượt",
        "1.152,6 tỷ", "tỷ lệ 1:10", "quý 2.100 đại biểu", "24/24 giờ", "quá 6 giờ 37 vụ",
        "phát hiện 3 vụ",
        "thực hiện 12 mô hình", "19 buổi/1.130 lượt", "450 x 3 m",
    ],
)  # fmt: skip
def test_amounts_lengths_and_shares_are_left_alone(text: str) -> None:
    assert [time for time in found(text) if any(c.isdigit() for c in time)] == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Chỉ thị số 31-CT/TU ngày 9/8/2011", "document"),
        ("Luật Đất đai năm 2013", "document"),
        ("ông bà sinh năm 1990", "birth"),
        ("bà Bí thư chi bộ (SN 1990)", "birth"),
        ("người ấy sinh năm 1990", "birth"),
        ("có 900 học sinh. Năm 2023", "frame"),
        ("các ca phát sinh năm 2023", "frame"),
        ("hợp tác xã thành lập năm 2018", "name"),
        ("doanh nghiệp thành lập mới năm 2023", "frame"),
        ("anh tốt nghiệp năm 2018", "name"),
        ("tỷ lệ tốt nghiệp năm 2023", "frame"),
        ("so với năm 2023", "comparison"),
        ("phấn đấu đến năm 2030", "target"),
        ("Sáng 2/7", "event"),
        ("Cách mạng tháng Tám", "name"),
        ("trong năm 2023", "frame"),
    ],
)
def test_what_a_date_dates_is_told(text: str, role: str) -> None:
    assert [time.role for time in find_times(text, PUBLISHED)] == [role]


def test_a_month_ahead_of_the_publication_is_of_last_year_unless_the_sentence_looks_ahead() -> None:
    (past,) = find_times("Tháng 11, xã trồng 3 ha rừng.", PUBLISHED)
    (ahead,) = find_times("Dự kiến trong tháng 11, xã trồng 3 ha rừng.", PUBLISHED)
    assert (past.period_start, ahead.period_start) == (date(2023, 11, 1), date(2024, 11, 1))


def test_a_plan_may_go_back_on_a_day_of_the_last_months() -> None:
    (recent,) = find_times("Xã sẽ làm như nghị quyết hồi tháng 5.", PUBLISHED)
    (ahead,) = find_times("Xã sẽ khởi công vào tháng 1.", PUBLISHED)
    assert (recent.period_start, ahead.period_start) == (date(2024, 5, 1), date(2025, 1, 1))


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Năm 2022 có 9 hộ, năm trước có 12 hộ.", date(2021, 1, 1)),
        ("Năm 2022 có 9 hộ. Năm trước có 12 hộ.", date(2023, 1, 1)),
        ("Quý II/2023 có 9 vụ, quý trước có 12 vụ.", date(2023, 1, 1)),
        ("Tháng 3/2024 có 9 vụ, tháng trước có 12 vụ.", date(2024, 2, 1)),
        ("Năm 2022 có 9 hộ, năm ngoái có 12 hộ.", date(2023, 1, 1)),
    ],
)
def test_the_time_before_is_that_before_the_one_its_sentence_names(text: str, start: date) -> None:
    assert find_times(text, PUBLISHED)[-1].period_start == start


def test_a_sentence_lends_its_year_to_the_quarters_it_names() -> None:
    times = find_times("Năm 2022, quý I đạt 5%, quý II đạt 7%.", PUBLISHED)
    assert [time.period_start for time in times[1:]] == [date(2022, 1, 1), date(2022, 4, 1)]


def test_without_a_publication_date_what_is_named_in_full_is_still_read() -> None:
    times = find_times("Đến nay, năm 2021 và tháng 6 đã qua.", None)
    assert [(time.period_start, time.period_end) for time in times] == [
        (None, None), (date(2021, 1, 1), date(2021, 12, 31)), (date(2021, 6, 1), date(2021, 6, 30)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("9 tháng năm 2021 thu 3 tỷ. Quý IV, xã thu 1 tỷ.", "2021-10-01", "2021-12-31"),
        ("Năm học 2020-2021 kết thúc. Tháng 9, trường mở lớp.", "2020-09-01", "2020-09-30"),
        ("Năm học 2020-2021 kết thúc. Tháng 6, trường thi.", "2021-06-01", "2021-06-30"),
    ],
)
def test_an_undated_text_goes_on_in_the_year_it_told_of(text: str, start: str, end: str) -> None:
    last = find_times(text)[-1]
    assert (str(last.period_start), str(last.period_end)) == (start, end)


def test_an_undated_text_gives_no_year_after_many() -> None:
    assert find_times("Giai đoạn 2016-2020 đã qua. Tháng 9, xã họp.")[-1].period_start is None


def test_folding_keeps_every_offset() -> None:
    text = "İSTANBUL  Năm\u00a02024"
    assert len(fold(text)) == len(text)


def test_mangled_texts_yield_times_in_order_that_do_not_overlap() -> None:
    corpus = Path(__file__).parent / "corpus" / "periods.jsonl"
    texts = [json.loads(line)["text"] for line in corpus.read_text("utf-8").splitlines()]
    letters = "".join(texts) + "0123456789 \n/-.,:%()\u00a0²٣İ"
    chance = random.Random(20240703)
    for _ in range(400):
        text = chance.choice(texts)
        for _ in range(chance.randrange(1, 12)):
            at, width = chance.randrange(len(text) + 1), chance.randrange(4)
            text = text[:at] + chance.choice(letters) * width + text[at + chance.randrange(6) :]
        published = chance.choice([None, date(1, 1, 1), date(1999, 12, 31), PUBLISHED, date.max])
        end = 0
        for time in find_times(text, published):
            assert end <= time.start < time.end <= len(text)
            end = time.end
