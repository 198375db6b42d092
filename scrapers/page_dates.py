"""Dates as Vietnamese pages write them -> aware datetimes in +07:00.

Day comes before month unless the text is a machine's (`us=True`: a meta tag of a server set to
American English) or the order is impossible otherwise.
"""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

VIETNAM = timezone(timedelta(hours=7))

ISO = re.compile(
    r"\b(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?"
)
# PHP's date('Y-m-dTH:i:s'): the zone's abbreviation stands where a "T" was meant.
ZONE_FOR_T = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})([+-]\d{2})(\d{2}):(\d{2}):(\d{2})")
MAIL = re.compile(r"^\s*[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d")
NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4})(?!\d)")
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "một|giêng|january|jan",
            "hai|february|feb",
            "ba|march|mar",
            "tư|bốn|april|apr",
            "năm|may",
            "sáu|june|jun",
            "bảy|bẩy|july|jul",
            "tám|august|aug",
            "chín|september|sept|sep",
            "mười|october|oct",
            "mười một|november|nov",
            "mười hai|chạp|december|dec",
        ),
        start=1,
    )
    for name in names.split("|")
}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
IN_WORDS = re.compile(
    rf"\b(\d{{1,2}})\s*(?:tháng\s+)?({MONTH}|(?<=tháng )\d{{1,2}}|(?<=tháng)\d{{1,2}})"
    r"\s*(?:,|năm)?\s*(\d{4})\b",
    re.IGNORECASE,
)
MONTH_FIRST = re.compile(
    rf"\b(?:tháng\s+)?({MONTH}|(?<=tháng )\d{{1,2}})\s+(\d{{1,2}}),?\s+(\d{{4}})\b", re.IGNORECASE
)
TIME = re.compile(
    r"(?<![\d/.-])(\d{1,2})\s?(?::|h|g|giờ)\s?(\d{2})(?!\d)(?::(\d{2}))?\s*(AM|PM|SA|CH|sáng|chiều|tối)?\b",
    re.IGNORECASE,
)


def parse_date(text: str, *, us: bool = False) -> datetime | None:
    """The first date of `text`, with its time if it has one, in +07:00; None if there is none."""
    if MAIL.search(text):
        return parse_mail_date(text)
    if match := ZONE_FOR_T.search(text):
        year, month, day, zone, hour, minute, second = match.groups()
        return build(year, month, day, (hour, minute, second), f"{zone}:00")
    if match := ISO.search(text):
        year, month, day, hour, minute, second, zone = match.groups()
        return build(year, month, day, (hour or "0", minute or "0", second or "0"), zone)
    if match := NUMERIC.search(text):
        first, _, other, year = match.groups()
        rest = text[: match.start()] + " ; " + text[match.end() :]
        clock, half = read_clock(rest)
        american = us and half is not None
        month, day = (first, other) if american else (other, first)
        if int(month) > 12:
            month, day = day, month
        return build(year, month, day, clock, None)
    if match := IN_WORDS.search(text):
        day, month_name, year = match.groups()
    elif match := MONTH_FIRST.search(text):
        month_name, day, year = match.groups()
    else:
        return None
    month = str(MONTHS.get(month_name.lower(), month_name))
    clock, _ = read_clock(text[: match.start()] + " ; " + text[match.end() :])
    return build(year, month, day, clock, None)


def parse_mail_date(text: str) -> datetime | None:
    """A date as mail and HTTP headers write it."""
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(VIETNAM)


def read_clock(text: str) -> tuple[tuple[str, str, str], str | None]:
    """The first clock time of `text` as (hour, minute, second), and its half of the day if said."""
    match = TIME.search(text)
    if not match:
        return ("0", "0", "0"), None
    hour, minute, second, half = match.groups()
    number = int(hour)
    if half and half.lower() in {"pm", "ch", "chiều", "tối"} and number < 12:
        number += 12
    elif half and half.lower() in {"am", "sa", "sáng"} and number == 12:
        number = 0
    return (str(number), minute, second or "0"), half


def build(
    year: str, month: str, day: str, clock: tuple[str, str, str], zone: str | None
) -> datetime | None:
    """The datetime, or None where the parts make none or the year is not of the web's time."""
    if not 1995 <= int(year) <= 2100:
        return None
    try:
        hour, minute, second = map(int, clock)
        found = datetime(int(year), int(month), int(day), hour, minute, second)
    except ValueError:
        return None
    if zone is None:
        return found.replace(tzinfo=VIETNAM)
    if zone in {"Z", "UTC"}:
        return found.replace(tzinfo=UTC).astimezone(VIETNAM)
    sign = -1 if zone[0] == "-" else 1
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    offset = timezone(sign * timedelta(hours=hours, minutes=minutes))
    return found.replace(tzinfo=offset).astimezone(VIETNAM)
