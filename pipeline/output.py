"""Figures of many articles to a stream, as JSON lines, CSV or Parquet, one article at a time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields
from datetime import date
from typing import TYPE_CHECKING, BinaryIO, Literal, Protocol, TextIO

from extractors.records import FIGURE_COLUMNS, Extraction, Figure, NonFigure

if TYPE_CHECKING:
    import pyarrow as pa

Format = Literal["jsonl", "csv", "parquet"]


class Write(Protocol):
    """Writes one article's figures; its non-figures too where the format was opened for them."""

    def __call__(self, extraction: Extraction) -> None: ...  # noqa: D102


@contextmanager
def open_output(form: Format, stream: BinaryIO, *, non_figures: bool = False) -> Iterator[Write]:
    """Yield a function that writes an article's figures; the stream stays open at the end.

    Only JSON lines can hold non-figures, as lines that have a `reason`.
    """
    if form == "parquet":
        with _open_parquet(stream) as write:
            yield write
        return
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        yield _jsonl_writer(text, non_figures) if form == "jsonl" else _csv_writer(text)
        text.flush()
    finally:
        text.detach()


def _jsonl_writer(stream: TextIO, non_figures: bool) -> Write:
    def write(extraction: Extraction) -> None:
        records: Iterable[Figure | NonFigure] = extraction.figures
        if non_figures:
            records = [*extraction.figures, *extraction.non_figures]
        for record in records:
            line = json.dumps(asdict(record), ensure_ascii=False, default=date.isoformat)
            stream.write(line + "\n")

    return write


def _csv_writer(stream: TextIO) -> Write:
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow(FIGURE_COLUMNS)

    def write(extraction: Extraction) -> None:
        rows.writerows(
            [getattr(figure, name) for name in FIGURE_COLUMNS] for figure in extraction.figures
        )

    return write


@contextmanager
def _open_parquet(stream: BinaryIO) -> Iterator[Write]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = figure_schema()
    with pq.ParquetWriter(pa.PythonFile(stream, mode="w"), schema, compression="zstd") as writer:

        def write(extraction: Extraction) -> None:
            if extraction.figures:
                rows = [asdict(figure) for figure in extraction.figures]
                writer.write_table(pa.Table.from_pylist(rows, schema=schema))

        yield write


def figure_schema() -> pa.Schema:
    """Return the Arrow schema of `Figure`: float64, int64, date32 and strings, as annotated."""
    import pyarrow as pa

    types = {"float": pa.float64(), "int": pa.int64(), "date": pa.date32()}
    return pa.schema(
        [
            pa.field(
                column.name,
                types.get(str(column.type).removesuffix(" | None"), pa.string()),
                nullable=str(column.type).endswith("None"),
            )
            for column in fields(Figure)
        ]
    )
