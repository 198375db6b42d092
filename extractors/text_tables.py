"""Tables that stand in a text as rows of cells (`STT | Huyện | Kế hoạch (nhà)`): their figures.

    read_tables(text, catalogue) -> list[Table]

A cell's unit is its own, its row's (in a column `ĐVT`, or in brackets behind what the row is
about), or its column's: in brackets in its heading, in the heading itself, or in a line `Đơn vị
tính: …` above the table. A first column that counts the rows is list numbering.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extractors.catalogue import Catalogue
from extractors.mentions import Mention
from extractors.nonfigures import Claim
from extractors.numbers import LARGEST, find_numbers
from extractors.units import UnitMatch, read_unit

_BAR = re.compile(r"[ \t\u00a0]*\|[ \t\u00a0]*|\t+")
_TAB = re.compile(r"[ \u00a0]*\t[ \u00a0]*")  # each parts two cells, of which one may be empty
_UNIT_LINE = re.compile(r"(?:Đơn vị(?: tính)?|ĐVT)\s*:\s*(?P<unit>[^\n.;()|]+)", re.IGNORECASE)
_UNIT_COLUMN = re.compile(r"\s*(?:đvt|đơn vị tính)\s*\Z", re.IGNORECASE)
# … or of those who report: it is of units where each of its cells is one.
_UNITS_OR_OFFICES = re.compile(r"\s*đơn vị\s*\Z", re.IGNORECASE)
_TIME_COLUMN = re.compile(
    r"\s*(?=\S)(?:(?:kế hoạch|kh|mục tiêu|thực hiện|th|ước(?: thực hiện| th| đạt)?)\s*)*"
    r"(?:(?:năm\s*)?20\d\d|(?:(?:quý\s+(?:[IV]{1,3}|[1-4])|tháng\s*\d{1,2}"
    r"|\d{1,2} tháng(?: (?:đầu|cuối) năm)?)(?:\s*[/-]\s*20\d\d|\s+(?:năm )?20\d\d)?))?\s*\Z",
    re.IGNORECASE,
)
# What stands in a column that is told in no row's unit: ratios, prices but in money, notes.
_RATIOS = re.compile(
    r"t[ỷỉ] lệ|cơ cấu(?! (?:giống|cây|mùa))|so sánh|(?<!\w)(?:ss|tl)(?!\w)"
    r"|(?<!\w)th(?: 20\d\d)?\s*/\s*kh|(?<!vụ )(?<!học )(?<!khóa )20\d\d\s*/\s*20\d\d"
    r"|so với (?:kh|kế hoạch|dự toán)(?!\w)",
    re.IGNORECASE,
)
_PRICES = re.compile(r"(?<!\w)(?:giá(?! trị)|tiền)(?!\w)", re.IGNORECASE)
_OF_ITS_OWN = re.compile(r"ghi chú|(?<!\w)so với(?!\w)", re.IGNORECASE)
_NUMBERING = re.compile(r"\s*(?:stt|tt|số tt|số thứ tự|#)\s*\Z", re.IGNORECASE)
_BRACKETED = re.compile(r"\(([^()]*[^()\d\s][^()]*)\)")
_THOUSANDS_OF = re.compile(r"(10{1,2}|1[.,]?000)\s+(?=[^\W\d])")  # "1.000 tấn"


_COUNT_OF = re.compile(r"\s*(?:tổng số|tổng|số lượng|số)\s+(?!lượng\s*\Z)", re.IGNORECASE)
_OF_TIME = re.compile(r"(?:(?:19|20)\d\d|(?:tháng|quý) \d{1,2})\Z", re.IGNORECASE)


@dataclass(slots=True)
class Table:
    """A block of rows: `text[start:end]`; mentions of its cells by row start, numbering claims."""

    start: int
    end: int
    mentions: dict[int, list[Mention]] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)


def read_tables(text: str, catalogue: Catalogue) -> list[Table]:
    """Find the tables of a text and read their number cells."""
    if "|" not in text and "\t" not in text:
        return []
    tables, block = [], []
    position = 0
    for line in [*text.split("\n"), ""]:
        if "|" in (stripped := line.strip()) or "\t" in stripped:
            block.append((position, line))
        elif block:
            if len(block) >= 2:
                tables.append(_read_block(text, block, catalogue))
            block = []
        position += len(line) + 1
    return [table for table in tables if table.mentions]


def _cells(position: int, line: str, bar_of: re.Pattern[str]) -> list[tuple[int, int]]:
    cells, start = [], 0
    for bar in bar_of.finditer(line):
        cells.append((position + start, position + bar.start()))
        start = bar.end()
    cells.append((position + start, position + len(line)))
    return cells


def _read_block(text: str, block: list[tuple[int, str]], catalogue: Catalogue) -> Table:
    table = Table(block[0][0], block[-1][0] + len(block[-1][1]))
    head = block[0][1].strip()
    bar = _TAB if "|" not in head and "\t\t" not in head else _BAR
    headings = _cells(*block[0], bar)
    above = text[max(0, table.start - 200) : table.start]
    unit_lines = list(_UNIT_LINE.finditer(above))
    captions = _BRACKETED.findall(above.rstrip().rpartition("\n")[2])
    common = None
    if unit_lines:
        common = _unit_of(unit_lines[-1]["unit"], catalogue)
    elif captions:
        common = _unit_of(captions[-1], catalogue)
    names = [text[a:b] for a, b in headings]
    units = [_heading_unit(name, catalogue) for name in names]
    rows = [_cells(position, line, bar) for position, line in block[1:]]
    of_rows = _unit_column(text, names, rows, catalogue)
    timed = sum(bool(name.strip() and _TIME_COLUMN.match(name)) for name in names) > 1
    if not (any(units) or common) and of_rows is None and not timed:
        return table  # prose with bars in it
    numbered = bool(_NUMBERING.match(names[0]))
    for (position, _), cells in zip(block[1:], rows, strict=True):
        row_unit = _row_unit(text, cells, of_rows, numbered, timed, catalogue)
        for column, (start, end) in enumerate(cells):
            numbers = find_numbers(text, start, end)
            if len(numbers) != 1 or text[start : numbers[0].start].strip():
                continue
            number = numbers[0]
            own = read_unit(text, number.end, end, catalogue)
            if text[own.end if own else number.end : end].strip():
                continue
            if column == 0:
                if numbered:
                    table.claims.append(Claim(number.start, number.end, "list"))
                continue
            heading = names[column].strip() if column < len(names) else ""
            unit = own or (units[column] if column < len(units) else None)
            if unit is None and _RATIOS.search(heading):
                unit = _unit_of("%", catalogue)
            elif unit is None and _OF_ITS_OWN.search(heading) is None:
                unit = row_unit or common
                if unit is not None and unit.kind != "money" and _PRICES.search(heading):
                    unit = None
            if unit is None or column == of_rows or number.words or number.value > LARGEST:
                continue
            table.mentions.setdefault(position, []).append(
                Mention(
                    start=number.start, end=own.end if own else number.end,
                    number_start=number.start, number_end=number.end,
                    value=number.value * unit.factor, precision=number.step * unit.factor,
                    unit=unit.unit, kind=unit.kind, noun_class=unit.noun_class,
                    elided=own is None,
                    column=heading,
                    why=[f"table column: {heading}" if heading else "a table's cell"],
                )
            )  # fmt: skip
    if table.mentions:
        start, end = block[0][0], block[0][0] + len(block[0][1])
        table.claims += [
            Claim(
                number.start,
                number.end,
                "date" if _OF_TIME.search(text[start : number.end]) else "other",
            )
            for number in find_numbers(text, start, end)
            if not number.words
        ]
    return table


def _unit_column(
    text: str, names: list[str], rows: list[list[tuple[int, int]]], catalogue: Catalogue
) -> int | None:
    """The column that holds the rows' units, None where there is none."""
    for column, name in enumerate(names):
        if _UNIT_COLUMN.match(name):
            return column
        if _UNITS_OR_OFFICES.match(name):
            cells = [text[slice(*row[column])].strip() for row in rows if column < len(row)]
            units = [(cell, _unit_of(cell, catalogue)) for cell in cells if cell]
            if units and all(unit and unit.end >= len(cell) for cell, unit in units):
                return column
    return None


def _row_unit(
    text: str, cells: list[tuple[int, int]], of_rows: int | None, numbered: bool, timed: bool,
    catalogue: Catalogue,
) -> UnitMatch | None:  # fmt: skip
    """The unit of a row: `Trồng rừng | ha | 120`, `Hộ nghèo (hộ) | 85 | 70`."""
    if of_rows is not None:
        return _unit_of(text[slice(*cells[of_rows])], catalogue) if of_rows < len(cells) else None
    label = int(numbered)
    if not timed or label >= len(cells):
        return None
    bracketed = _BRACKETED.search(text, *cells[label])
    return _unit_of(bracketed[1], catalogue) if bracketed else None


def _heading_unit(heading: str, catalogue: Catalogue) -> UnitMatch | None:
    bracketed = _BRACKETED.search(heading)
    if bracketed:
        return _unit_of(bracketed.group(1), catalogue)
    counted = _COUNT_OF.match(heading)
    return _unit_of(heading[counted.end() :], catalogue) if counted else None


def _unit_of(phrase: str, catalogue: Catalogue) -> UnitMatch | None:
    """The unit a phrase names, magnitudes kept: `tỷ đồng` scales by 1e9."""
    phrase = phrase.strip()
    if many := _THOUSANDS_OF.match(phrase):
        unit = _unit_of(phrase[many.end() :], catalogue)
        times = int(re.sub(r"\D", "", many[1]))
        return unit and replace(unit, factor=unit.factor * times)
    scaled = find_numbers(f"1 {phrase}")
    if scaled and scaled[0].magnitude > 1:
        rest = read_unit(f"1 {phrase}", scaled[0].end, len(phrase) + 2, catalogue)
        if rest is not None:
            return UnitMatch(
                rest.start,
                rest.end,
                rest.unit,
                rest.kind,
                rest.noun_class,
                factor=scaled[0].value * rest.factor,
            )
    return read_unit(phrase, 0, len(phrase), catalogue)
