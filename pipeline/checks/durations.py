"""The rule on spans of years: `15 năm thực hiện` against the dates that the text prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extractors.records import Figure
from pipeline.checks.record import Check, Reading, Roles, article_rule, make_check, severity_of
from pipeline.checks.wording import show

_WORDS = {
    "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_SPAN = re.compile(
    r"(?<![\w/.,-])(?P<number>\d{1,3}|hai|ba|bốn|sáu|bảy|tám|chín|mười)\s+năm\s+"
    r"(?:tổ chức\s+)?(?:thực hiện|triển khai|thi hành|kể từ|thành lập|ngày thành lập|xây dựng|"
    r"tái lập|ngày tái lập|kết nghĩa|ra đời|hoạt động|đi vào|ngày truyền thống)(?!\w)",
    re.I,
)
_BRACKET_YEARS = re.compile(
    r"(?<![\w/.,-])(?P<number>\d{1,3})\s+năm(?!\w)[^.;()]{0,80}\(\s*(?P<stage>giai đoạn\s+)?"
    r"(?:từ\s+)?(?:năm\s+)?"
    r"(?P<first>(?:19|20)\d\d)\s*(?:-|–|—|đến)\s*(?:năm\s+)?(?P<last>(?:19|20)\d\d)\s*\)",
    re.I,
)
_DATE = re.compile(
    r"(?<![\w/.-])(?P<day>\d{1,2})(?:[/.-]|\s+tháng\s+)(?P<month>\d{1,2})(?:[/.-]|,?\s+năm\s+)"
    r"(?P<year>(?:19|20)\d\d)(?!\d)",
    re.I,
)
_YEAR = re.compile(
    r"(?:từ|kể từ|thành lập|ra đời|ban hành|tái lập)[^.;\d]{0,30}năm\s+"
    r"(?P<year>(?:19|20)\d\d)(?!\d)",
    re.I,
)
_MONTH = re.compile(r"tháng\s+(?P<month>\d{1,2})[/-](?P<year>(?:19|20)\d\d)(?!\d)", re.I)
_DOCUMENT = (
    r"(?:Nghị quyết|Chỉ thị|Kế hoạch|Quyết định|Nghị định|Đề án|Kết luận|Chương trình|Pháp lệnh|"
    r"Thông tư|Quy định|Hướng dẫn)\s+(?:số\s+)?"
)
_NUMBERED = re.compile(_DOCUMENT + r"(?P<number>\d{1,4})(?!\d)(?:/(?P<year>(?:19|20)\d\d)/)?")
_AGED = re.compile(r"^(?:thành lập|ngày|tái lập|xây dựng|ra đời|kể từ)", re.I)


@dataclass(frozen=True, slots=True)
class Start:
    """When something began, as exactly as the text says: both ends of what it may mean."""

    earliest: date
    latest: date


@article_rule("duration")
def check_durations(reading: Reading) -> Iterator[Check]:
    """Alarm where a span of years is off by a year or more from the dates the text prints."""
    seen: set[int] = set()
    for match in _BRACKET_YEARS.finditer(reading.text):
        seen.add(match.start("number"))
        years, first, last = (int(match[name]) for name in ("number", "first", "last"))
        # `3 năm (2016-2018)` counts both ends, `15 năm (2003-2018)` does not: both are usual.
        off = min(abs(years - (last - first)), abs(years - (last - first + 1)))
        ends = reading.published.year if reading.published else last
        if years < last - first and (match["stage"] or last > ends):
            continue  # `sơ kết 3 năm thực hiện chương trình (giai đoạn 2021-2025)`
        yield make_check(
            reading.article_id,
            "duration",
            "alarm" if off else "pass",
            _roles(reading, match.start("number")),
            observed=show(years),
            expected=f"{first}–{last}: {last - first}",
            tolerance="1",
            severity=severity_of(off / years) if years else "high",
        )
    for match in _SPAN.finditer(reading.text):
        at = match.start("number")
        if at not in seen:
            seen.add(at)
            yield from _check_since(reading, match)


def _check_since(reading: Reading, match: re.Match[str]) -> Iterator[Check]:
    word = match["number"].casefold()
    years = int(word) if word.isdigit() else _WORDS[word]
    roles = _roles(reading, match.start("number"))
    start = _start_near(reading, match)
    if start is None or reading.published is None:
        if roles:
            yield make_check(
                reading.article_id, "duration", "cannot_tell", roles, observed=show(years)
            )
        return
    longest = (reading.published - start.earliest).days / 365.25
    shortest = (reading.published - start.latest).days / 365.25
    if longest < 0:
        return
    # A review is held in the year's course: the 15th year may just have begun or ended.
    off = max(shortest - years, years - longest)
    exact = start.earliest == start.latest
    since = start.earliest.isoformat() if exact else str(start.earliest.year)
    elapsed = show((longest + shortest) / 2, 1)
    yield make_check(
        reading.article_id,
        "duration",
        "alarm" if off >= 1 else "pass",
        roles,
        observed=show(years),
        expected=f"{since} → {reading.published.isoformat()}: {elapsed}",
        tolerance="1",
        severity=severity_of(off / max(years, 1)),
    )


def _roles(reading: Reading, offset: int) -> Roles:
    covering: list[tuple[Figure, str]] = [
        (figure, "duration") for figure in reading.figures if figure.start <= offset < figure.end
    ]
    return covering


def _start_near(reading: Reading, match: re.Match[str]) -> Start | None:
    """Return the date that the span's clause names, or that its document was issued on."""
    text = reading.text
    stop = re.search(r"[.;](?=\s|$)|\n", text[match.end() :])
    end = match.end() + stop.start() if stop else len(text)
    clause = text[match.end() : end]
    dated = _first_date(clause)
    if dated is not None:
        return dated
    document = _NUMBERED.search(clause)
    if document is not None:
        issued = re.compile(
            rf"{_DOCUMENT}{document['number']}(?!\d)[^.;\n\d]{{0,20}},?\s*(?:ban hành\s+)?"
            r"(?:ngày\s+)?(?P<date>\d{1,2}(?:[/.-]|\s+tháng\s+)\d{1,2}"
            r"(?:[/.-]|,?\s+năm\s+)(?:19|20)\d\d)"
        )
        if found := issued.search(text):
            return _first_date(found["date"])
        if document["year"]:
            return _whole_year(int(document["year"]))
    if _AGED.match(text[match.start() : end].split("năm", 1)[1].strip()):
        before = text[max(0, match.start() - 160) : match.start()].rpartition("\n")[2]
        return _first_year(re.split(r"[.;]\s", before)[-1])
    return None


def _first_date(clause: str) -> Start | None:
    """Return the first date of a clause, as exactly as it is given."""
    found: list[tuple[int, Start]] = []
    for match in _DATE.finditer(clause):
        try:
            day = date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            continue
        found.append((match.start(), Start(day, day)))
    for match in _MONTH.finditer(clause):
        year, month = int(match["year"]), int(match["month"])
        if 1 <= month <= 12:
            found.append((match.start(), Start(date(year, month, 1), date(year, month, 28))))
    if year_only := _YEAR.search(clause):
        found.append((year_only.start(), _whole_year(int(year_only["year"]))))
    return min(found, key=lambda item: item[0])[1] if found else None


def _first_year(clause: str) -> Start | None:
    match = _YEAR.search(clause)
    return _whole_year(int(match["year"])) if match else None


def _whole_year(year: int) -> Start:
    return Start(date(year, 1, 1), date(year, 12, 31))
