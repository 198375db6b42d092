"""What a reader infers of a report's year and an event's day, and where nothing is inferred."""

from datetime import date

import pytest

from extractors.periods import Period, make_period
from extractors.reference_days import (
    event_period,
    reference_day,
    tells_of_harm,
    without_reference,
    without_relative,
)
from extractors.sentences import split_sentences
from extractors.times import find_times

PUBLISHED = date(2024, 7, 3)
LATE = date(2025, 12, 30)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("tăng 12% so với năm 2023", 2024),
        ("so với 2019", 2020),
        ("bằng cùng kỳ năm 2020", 2021),
        ("so với cùng kỳ năm 2022 và cuối năm 2021", 2023),
        ("Trồng rừng đạt 94,9% kế hoạch năm 2022, tháng 10 có mưa", 2022),
        ("đạt 9% so với kế hoạch của tỉnh giao năm 2021", 2021),
        ("nhằm đạt và vượt các chỉ tiêu của năm 2024", 2024),
        ("Ngày 26/6/2017, huyện họp bàn nhiệm vụ 6 tháng cuối năm 2017", 2017),
    ],
)
def test_a_comparison_tells_the_year(text: str, year: int) -> None:
    day = reference_day(text)
    assert day is not None
    assert day.year == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Sáng 4/3/2012, đoàn viên ra quân.", 2012),
        ("Ngày 14 tháng 3 năm 2021, xã họp.", 2021),
        ("Quý II/2023, huyện trồng rừng.", 2023),
        ("9 tháng đầu năm 2022, huyện trồng rừng.", 2022),
        ("Hết tháng 5-2017, huyện còn hộ nghèo.", 2017),
        ("Ngày 4/3/2019 và ngày 5/3/2020", 2019),
        ("Nghị quyết số 12 ngày 4/3/2015. Ngày 6/5/2018, xã họp.", 2018),
        ("tăng 12% so với năm 2021. Ngày 6/5/2024, xã họp.", 2024),
    ],
)
def test_the_first_date_tells_the_year(text: str, year: int) -> None:
    day = reference_day(text)
    assert day is not None
    assert day.year == year


@pytest.mark.parametrize(
    "text",
    [
        "so với năm trước", "năm 2024 đạt 12 tấn", "so với cuối năm 20235", "",
        "Quyết định số 7 ngày 4/3/2015", "sinh ngày 4/3/1960", "dự kiến xong tháng 5/2026",
        "số 12/2015/QH13",
    ],
)  # fmt: skip
def test_other_years_tell_none(text: str) -> None:
    assert reference_day(text) is None


@pytest.mark.parametrize(
    ("start", "end", "kept"),
    [
        (date(2025, 1, 1), LATE, (date(2025, 1, 1), None)),
        (None, LATE, None),
        (LATE, LATE, None),
        (date(2025, 1, 1), date(2025, 3, 31), (date(2025, 1, 1), date(2025, 3, 31))),
    ],
)
def test_an_end_that_was_inferred_is_taken_back(
    start: date | None, end: date, kept: tuple[date, date | None] | None
) -> None:
    found = without_reference(make_period(start, end), LATE)
    assert (found and (found.start, found.end)) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("tháng này", None),
        ("tuần qua", None),
        ("3 tháng qua", None),
        ("5 năm qua", None),
        ("tháng 4", date(2025, 4, 1)),
        ("quý II", date(2025, 4, 1)),
        ("ngày 7/3", date(2025, 3, 7)),
        ("năm nay", date(2025, 1, 1)),
    ],
)
def test_only_the_year_is_inferred(text: str, kept: date | None) -> None:
    (time,) = without_relative(find_times(text, LATE, alone=True), text)
    assert time.period_start == kept


def test_the_month_named_before_needs_no_day() -> None:
    text = "Tháng 7/2017 xây 12 nhà. Trong tháng, xã có 3 hộ mới."
    named, again = without_relative(find_times(text, LATE), text)
    assert (again.start, again.period_start) == (text.index("Trong"), date(2017, 7, 1))
    assert named.period_start == again.period_start
    (alone,) = without_relative(find_times("Tháng này, xã có 3 hộ mới.", LATE), "Tháng này")
    assert alone.period_start is None


def event(text: str, published: date | None = PUBLISHED) -> Period | None:
    return event_period(text, find_times(text, published), published)


@pytest.mark.parametrize(
    ("text", "published", "start", "end"),
    [
        ("Sáng 2/7, mưa lũ làm 3 nhà sập.", PUBLISHED, date(2024, 7, 2), date(2024, 7, 2)),
        ("Từ ngày 1/7 đến ngày 2/7, lốc gây hại.", PUBLISHED, date(2024, 7, 1), date(2024, 7, 2)),
        (
            "Sáng 3/7, Sở cho hay, hai ngày 1 - 2/7, lũ gây hại.",
            PUBLISHED,
            date(2024, 7, 1),
            date(2024, 7, 2),
        ),
        ("Ngày 2/7/2024, bão làm sập nhà.", None, date(2024, 7, 2), date(2024, 7, 2)),
    ],
)
def test_a_report_opens_with_the_day_it_happened(
    text: str, published: date | None, start: date, end: date
) -> None:
    period = event(text, published)
    assert period is not None
    assert (period.start, period.end) == (start, end)


def test_of_what_is_told_until_a_day_the_end_is_known() -> None:
    assert event("Tính đến sáng 2/7, mưa lũ làm 3 nhà sập.") == make_period(None, date(2024, 7, 2))


@pytest.mark.parametrize(
    "text",
    [
        "Sáng 2/7, UBND xã cho biết mưa lũ làm 3 nhà sập.",  # the day it was told
        "Sáng 2/7, xã họp.",  # nothing happens
        "Ngày 2/3, mưa lũ làm 3 nhà sập.",  # long ago
        "Ngày 5/7, mưa lũ làm 3 nhà sập.",  # after the report
        "Năm 2024, mưa lũ làm 3 nhà sập.",  # no day
        "02/07/2024 07:04\n\nTai nạn làm 3 người chết.",  # the page's own
        "Bà con họp bàn." * 70 + " Sáng 2/7, mưa lũ làm 3 nhà sập.",  # no opening
    ],
)
def test_other_days_are_no_event(text: str) -> None:
    assert event(text) is None


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("Tại xã Đăk Pô, 22 nhà bị sập.", True),
        ("Lốc xoáy càn quét 8/9 xã.", True),
        ("Bị cáo phải trả 20 triệu đồng.", False),
        ("Xã trao 50 suất quà.", False),
    ],
)
def test_harm_is_told_of_by_its_words(text: str, harm: bool) -> None:
    (sentence,) = split_sentences(text)
    assert tells_of_harm(text, sentence) is harm
