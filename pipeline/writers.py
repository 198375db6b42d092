"""One table to one file: CSV, Parquet (zstd) or a workbook, batch by batch."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal

from pipeline.columns import Column, Table
from pipeline.dataframes import arrow_schema, to_frame
from pipeline.errors import StoreError, UsageError

if TYPE_CHECKING:
    import pyarrow as pa

Format = Literal["csv", "parquet", "xlsx"]
FORMATS: tuple[Format, ...] = ("csv", "parquet", "xlsx")
Write = Callable[["pa.RecordBatch"], None]

MAX_SHEET_ROWS = 1_048_576  # Excel's limits
MAX_CELL = 32_767
CUT = " … [cut: the whole text is in the CSV and Parquet forms]"


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Open a new file that takes the place of `path` once it is whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 (an open descriptor)
            yield file
        Path(name).chmod(0o644)
        os.replace(name, path)  # noqa: PTH105
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def open_writer(form: Format, file: IO[bytes], table: Table) -> Iterator[Write]:
    """Yield a function that writes a batch of a table's rows."""
    writers = {"csv": _csv_writer, "parquet": _parquet_writer, "xlsx": _workbook_writer}
    with writers[form](file, table) as write:
        yield write


@contextmanager
def _csv_writer(file: IO[bytes], table: Table) -> Iterator[Write]:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(table.names)
    formats = [_CSV_FORMATS.get(column.type) for column in table.columns]

    def write(batch: pa.RecordBatch) -> None:
        columns = [
            values if form is None else [None if v is None else form(v) for v in values]
            for values, form in zip(_python_columns(batch), formats, strict=True)
        ]
        rows.writerows(zip(*columns, strict=True))

    yield write
    text.flush()
    text.detach()


def format_number(value: float) -> str:
    """Return a number as it would be typed: 82, 3.5, 50000000000."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


_CSV_FORMATS: dict[str, Callable[[Any], str]] = {
    "number": format_number,
    "boolean": lambda value: "true" if value else "false",
    "date": lambda value: value.isoformat(),
    "datetime": lambda value: value.isoformat(),
}


def _python_columns(batch: pa.RecordBatch) -> list[list[Any]]:
    import pyarrow as pa

    # A dictionary's values one by one take thirty times as long as the plain strings.
    return [
        (column.dictionary_decode() if pa.types.is_dictionary(column.type) else column).to_pylist()
        for column in batch.columns
    ]


@contextmanager
def _parquet_writer(file: IO[bytes], table: Table) -> Iterator[Write]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = arrow_schema(table.columns)
    # What pandas needs to give whole numbers that may be missing as such, not as floats.
    pandas_types = pa.Schema.from_pandas(to_frame(schema.empty_table(), table.columns)).metadata
    schema = schema.with_metadata({**pandas_types, b"description": table.meaning.encode()})
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        yield writer.write_batch


@contextmanager
def _workbook_writer(file: IO[bytes], table: Table) -> Iterator[Write]:
    """Cells are typed and text is always text, whatever it begins with: nothing is computed."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise StoreError("xlsx needs its writer: pip install 'solieu[xlsx]'") from error

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    # The same dataset gives the same bytes.
    book.set_properties({"created": datetime(2000, 1, 1), "title": table.meaning})
    sheet = book.add_worksheet(table.name)
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, 40 if column.type == "text" else 16)
        sheet.write_string(0, index, column.name, bold)
    position = 1

    def write_cell(row: int, index: int, column: Column, value: Any) -> None:
        if column.type in ("string", "text"):
            fits = value if len(value) <= MAX_CELL else value[: MAX_CELL - len(CUT)] + CUT
            sheet.write_string(row, index, fits)
        elif column.type == "boolean":
            sheet.write_boolean(row, index, value)
        elif column.type == "date":
            sheet.write_datetime(row, index, value, day)
        elif column.type == "datetime":
            # A spreadsheet knows no time zones: the clock of Viet Nam, as on the page.
            sheet.write_datetime(row, index, value.replace(tzinfo=None), moment)
        else:
            sheet.write_number(row, index, value)

    def write(batch: pa.RecordBatch) -> None:
        nonlocal position
        if position + batch.num_rows > MAX_SHEET_ROWS:
            raise UsageError(
                f"{table.name} has more rows than a spreadsheet holds: export csv or parquet"
            )
        for values in zip(*_python_columns(batch), strict=True):
            for index, (column, value) in enumerate(zip(table.columns, values, strict=True)):
                if value is not None:
                    write_cell(position, index, column, value)
            position += 1

    try:
        yield write
    finally:
        book.close()
