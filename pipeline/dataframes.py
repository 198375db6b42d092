"""Rows of a query as typed Arrow tables and pandas frames, by the columns of `pipeline.columns`.

Strings stay as stored; `category` columns become dictionaries (pandas categoricals), dates
`datetime64[s]`, points in time `datetime64[s, Asia/Ho_Chi_Minh]`, whole numbers that may be missing
`Int64`; what is missing is null (NaN in a column of floats).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pipeline.columns import Column

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

TIME_ZONE = "Asia/Ho_Chi_Minh"
BATCH = 20_000  # rows held as Python objects at a time


def arrow_type(column: Column) -> pa.DataType:
    """Return the Arrow type of a column."""
    import pyarrow as pa

    if column.type in ("string", "text"):
        return pa.dictionary(pa.int32(), pa.string()) if column.category else pa.string()
    return {
        "number": pa.float64(),
        "integer": pa.int64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "datetime": pa.timestamp("s", TIME_ZONE),
    }[column.type]


def arrow_schema(columns: Sequence[Column]) -> pa.Schema:
    """Return the Arrow schema of some columns, each with its meaning as metadata."""
    import pyarrow as pa

    return pa.schema(
        [
            pa.field(
                column.name,
                arrow_type(column),
                nullable=not column.required,
                metadata={"description": column.meaning},
            )
            for column in columns
        ]
    )


def read_batches(
    connection: sa.Connection, query: sa.Select[Any], columns: Sequence[Column]
) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a query as typed batches; its columns must be `columns`, in order."""
    import pyarrow as pa

    schema = arrow_schema(columns)
    result = connection.execute(query)
    # The driver's own rows: SQLAlchemy's would be made one Python object after another.
    cursor = result.cursor
    while rows := cursor.fetchmany(BATCH):
        arrays = [
            _array(values, column)
            for values, column in zip(zip(*rows, strict=True), columns, strict=True)
        ]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)
    result.close()


def read_table(
    connection: sa.Connection, query: sa.Select[Any], columns: Sequence[Column]
) -> pa.Table:
    """Return the rows of a query as one typed table."""
    import pyarrow as pa

    batches = list(read_batches(connection, query, columns))
    return pa.Table.from_batches(batches, schema=arrow_schema(columns)).unify_dictionaries()


def read_frame(
    connection: sa.Connection, query: sa.Select[Any], columns: Sequence[Column]
) -> pd.DataFrame:
    """Return the rows of a query as a typed DataFrame."""
    return to_frame(read_table(connection, query, columns), columns)


def to_frame(table: pa.Table | pa.RecordBatch, columns: Sequence[Column]) -> pd.DataFrame:
    """Return a typed table as a typed DataFrame."""
    import pandas as pd
    import pyarrow as pa

    for index, column in enumerate(columns):
        if column.type == "date":
            days = table.column(index).cast(pa.timestamp("s"))
            table = table.set_column(index, column.name, days)
    nullable = {pa.int64(): pd.Int64Dtype()}
    frame: pd.DataFrame = table.to_pandas(types_mapper=nullable.get)
    for column in columns:
        if column.enum:
            values = frame[column.name]
            frame[column.name] = values.cat.set_categories(list(column.enum))
        elif column.type == "integer" and column.required:
            frame[column.name] = frame[column.name].astype("int64")
    return frame


def _array(values: Sequence[Any], column: Column) -> pa.Array:
    import pyarrow as pa

    if column.type in ("string", "text"):
        array = pa.array(values, pa.string())
        return array.dictionary_encode() if column.category else array
    if column.type == "boolean":
        return pa.array(values).cast(pa.bool_())
    if column.type in ("date", "datetime"):
        # SQLite gives ISO text, PostgreSQL dates and datetimes.
        texts = any(isinstance(value, str) for value in values)
        return (pa.array(values, pa.string()) if texts else pa.array(values)).cast(
            arrow_type(column)
        )
    return pa.array(values, arrow_type(column))
