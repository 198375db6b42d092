"""Validation of rows against the columns of the dataset, with pandera: types, enums, limits."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from pipeline.columns import Column, Table
from pipeline.errors import StoreError

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pa


def frame_schema(table: Table) -> pa.DataFrameSchema:
    """Return the pandera schema of a table's frame, as `pipeline.dataframes` makes it."""
    import pandera.pandas as pa

    return pa.DataFrameSchema(
        {column.name: _column(column) for column in table.columns},
        checks=_row_checks(table),
        unique=list(table.primary_key),
        strict=True,
        name=table.name,
    )


def validate_frame(table: Table, frame: pd.DataFrame) -> None:
    """Raise StoreError with the first columns and values that are not as they must be."""
    from pandera.errors import SchemaErrors

    try:
        frame_schema(table).validate(frame, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases.to_dict("records")
        found = list(dict.fromkeys(_describe(case) for case in cases))
        raise StoreError(
            f"{len(found)} values of {table.name} are not valid: {'; '.join(found[:3])}"
        ) from error


def _describe(case: dict[Hashable, Any]) -> str:
    if case["schema_context"] == "DataFrameSchema":  # a rule of the whole row: one case a column
        return f"row {case['index']} fails {case['check']}"
    return (
        f"{case['column']} of row {case['index']}: {case['failure_case']!r} fails {case['check']}"
    )


def _column(column: Column) -> pa.Column:
    import pandera.pandas as pa

    checks = []
    if column.enum:
        checks.append(pa.Check.isin(column.enum))
    if column.minimum is not None:
        checks.append(pa.Check.ge(column.minimum))
    if column.maximum is not None:
        checks.append(pa.Check.le(column.maximum))
    if column.type in ("string", "text") and column.required:
        checks.append(pa.Check.ne("", name="not_empty"))
    return pa.Column(_dtype(column), checks, nullable=not column.required)


def _dtype(column: Column) -> str | None:
    if column.type in ("string", "text"):
        return "category" if column.category else "str"
    if column.type == "integer":
        return "int64" if column.required else "Int64"
    return {
        "number": "float64",
        "boolean": "bool",
        "date": "datetime64[s]",
        "datetime": "datetime64[s, Asia/Ho_Chi_Minh]",
    }[column.type]


def _row_checks(table: Table) -> list[pa.Check]:
    """Rules between the columns of one row."""
    import pandera.pandas as pa

    checks = []
    if {"start", "end", "exact"} <= set(table.names):
        checks.append(
            pa.Check(
                lambda frame: frame["exact"].str.len() == frame["end"] - frame["start"],
                name="exact_is_as_long_as_its_offsets_say",
            )
        )
    if "number_start" in table.names:
        checks.append(
            pa.Check(
                lambda frame: frame["number_start"].between(frame["start"], frame["end"] - 1),
                name="number_lies_in_the_mention",
            )
        )
    if {"period_start", "period_end"} <= set(table.names) and "sentence" in table.names:
        checks.append(
            pa.Check(
                lambda frame: ~(frame["period_start"] > frame["period_end"]),
                name="period_does_not_end_before_it_starts",
            )
        )
    return checks
