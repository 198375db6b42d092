import pytest

from scrapers.page_dates import parse_date


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Thứ tư - 21/10/2015 08:31", "2015-10-21T08:31:00+07:00"),
        ("13:00, 31/03/2014", "2014-03-31T13:00:00+07:00"),
        ("Thứ Hai, ngày 5/8/2024, 14:30 (GMT+7)", "2024-08-05T14:30:00+07:00"),
        ("Cập nhật lúc: 18:00 |22/05/2022", "2022-05-22T18:00:00+07:00"),
        ("05-08-2024 | 14h30", "2024-08-05T14:30:00+07:00"),
        ("05.08.2024", "2024-08-05T00:00:00+07:00"),
        ("5/8/2024 2:30 CH", "2024-08-05T14:30:00+07:00"),
        ("5/8/2024 12:05 SA", "2024-08-05T00:05:00+07:00"),
        ("Ngày 5 tháng 8 năm 2024", "2024-08-05T00:00:00+07:00"),
        ("Thứ Hai, 5 Tháng 8 2024", "2024-08-05T00:00:00+07:00"),
        ("14 Tháng Tám, 2024", "2024-08-14T00:00:00+07:00"),
        ("Tháng Mười Hai 14, 2024", "2024-12-14T00:00:00+07:00"),
        ("August 14, 2024 9:05 am", "2024-08-14T09:05:00+07:00"),
        ("2015-10-21+0708:31:00", "2015-10-21T08:31:00+07:00"),
        ("2024-08-05T10:00:00Z", "2024-08-05T17:00:00+07:00"),
        ("2024-08-05T10:00:00.123+00:00", "2024-08-05T17:00:00+07:00"),
        ("2024-08-05T10:00:00+0700", "2024-08-05T10:00:00+07:00"),
        ("2024-08-05 10:00", "2024-08-05T10:00:00+07:00"),
        ("2024-08-05", "2024-08-05T00:00:00+07:00"),
        ("Tue, 05 Mar 2024 08:31:00 +0700", "2024-03-05T08:31:00+07:00"),
        ("Tue, 05 Mar 2024 01:31:00 GMT", "2024-03-05T08:31:00+07:00"),
        ("11/21/2023 9:28:56 AM", "2023-11-21T09:28:56+07:00"),
    ],
)
def test_dates_as_pages_write_them(written, expected) -> None:
    date = parse_date(written)
    assert date is not None
    assert date.isoformat() == expected


def test_american_order_is_for_machines_alone() -> None:
    written = "11/12/2023 9:28:56 PM"
    assert parse_date(written, us=True).isoformat() == "2023-11-12T21:28:56+07:00"
    assert parse_date(written).isoformat() == "2023-12-11T21:28:56+07:00"
    assert parse_date("11/12/2023 09:28", us=True).month == 12, "no AM or PM: not American"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "hôm nay",
        "35/2021/NĐ-CP",
        "Lượt xem: 3.204",
        "31/02/2024",
        "21/10/1815",
        "1/2/24",
        "08:31",
    ],
)
def test_what_is_no_date(written) -> None:
    assert parse_date(written) is None
