"""What describes an export: `datapackage.json` (Frictionless Data Package v2) and its README."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.columns import Column, Table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
SDMX = "http://purl.org/linked-data/sdmx/2009/"
# Where each SDMX concept lives in the RDF Data Cube vocabularies.
_RDF_TYPES = {
    "OBS_VALUE": "measure#obsValue",
    "REF_AREA": "dimension#refArea",
    "TIME_PERIOD": "dimension#refPeriod",
    "UNIT_MEASURE": "attribute#unitMeasure",
    "OBS_STATUS": "attribute#obsStatus",
    "DECIMALS": "attribute#decimals",
}
_TYPES = {"text": "string"}
LICENCES = [
    {
        "name": "CC-BY-4.0",
        "path": "https://creativecommons.org/licenses/by/4.0/",
        "title": "Creative Commons Attribution 4.0",
    }
]
# The outlets' own words: kept as evidence, not ours to license.
TEXT_LICENCES = [{"name": "other-closed", "title": "The texts belong to the outlets named"}]
MEDIA_TYPES = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Resource:
    """One exported file: its table, how many bytes and rows, and its SHA-256."""

    table: Table
    path: str
    format: str
    rows: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the rows come from: the version, the last run, and the outlets with an address."""

    version: str
    created: str | None
    changed_since: str | None
    sources: Mapping[str, str]


def describe_package(resources: Sequence[Resource], provenance: Provenance) -> dict[str, Any]:
    """Return the content of `datapackage.json`."""
    several = len({resource.format for resource in resources}) > 1
    package: dict[str, Any] = {
        "$schema": PROFILE,
        "name": "solieu",
        "title": "Figures reported in Vietnamese provincial news",
        "description": "Each figure that the articles report, with its evidence sentence, the"
        " numbers that are no figures, the articles, and the checks made on them.",
        "version": provenance.version,
        "licenses": LICENCES,
        "sources": [
            {"title": name, "path": path} for name, path in sorted(provenance.sources.items())
        ],
        "resources": [_describe(item, several, provenance) for item in resources],
    }
    if provenance.created:
        package["created"] = provenance.created
    if provenance.changed_since:
        package["changedSince"] = provenance.changed_since
    return package


def _describe(resource: Resource, several: bool, provenance: Provenance) -> dict[str, Any]:
    table = resource.table
    name = table.name.replace("_", "-")
    described: dict[str, Any] = {
        "name": f"{name}-{resource.format}" if several else name,
        "path": resource.path,
        "title": table.meaning,
        "format": resource.format,
        "mediatype": MEDIA_TYPES[resource.format],
        "hash": f"sha256:{resource.sha256}",
        "schema": _describe_table(resource, several, partial=bool(provenance.changed_since)),
    }
    if resource.format == "csv":
        # Only of text: frictionless cannot count the bytes of the others, and calls that an error.
        described |= {"encoding": "utf-8", "bytes": resource.size}
    if table.name in ("articles", "article_versions"):
        described["licenses"] = TEXT_LICENCES
    return described


def _describe_table(resource: Resource, several: bool, *, partial: bool) -> dict[str, Any]:
    table = resource.table
    schema: dict[str, Any] = {
        "$schema": SCHEMA_PROFILE,
        "fields": [describe_column(column, resource.format) for column in table.columns],
        "primaryKey": list(table.primary_key),
        "missingValues": [""],
    }
    # What changed refers to rows that did not, which are not in the export.
    if table.references and not partial:
        suffix = f"-{resource.format}" if several else ""
        schema["foreignKeys"] = [
            {
                "fields": [column],
                "reference": {
                    "resource": "" if other == table.name else other.replace("_", "-") + suffix,
                    "fields": [key],
                },
            }
            for column, (other, key) in table.references.items()
        ]
    return schema


def describe_column(column: Column, form: str) -> dict[str, Any]:
    """Return a column's field descriptor."""
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.type, column.type),
        "description": column.meaning,
    }
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.enum:
        constraints["enum"] = list(column.enum)
    # Out of a Parquet file frictionless reads a missing number as NaN, which no limit lets pass.
    limited = column.required or form == "csv"
    for name in ("minimum", "maximum"):
        limit = getattr(column, name)
        if limit is not None and limited:
            constraints[name] = limit
    if constraints:
        field["constraints"] = constraints
    if column.type == "datetime":
        field["format"] = "%Y-%m-%dT%H:%M:%S%z"
    if column.type == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    if column.unit:
        field["unit"] = column.unit
    if column.concept:
        field["sdmxConcept"] = column.concept
        if column.concept in _RDF_TYPES:
            field["rdfType"] = SDMX + _RDF_TYPES[column.concept]
    return field


def describe_readme(resources: Sequence[Resource], provenance: Provenance) -> str:
    """Return the README that stands beside the files, in Markdown."""
    lines = [
        "# Figures reported in Vietnamese provincial news",
        "",
        f"Version {provenance.version}, last run {provenance.created or '–'}."
        " `datapackage.json` says the same for programs.",
        "",
    ]
    if provenance.changed_since:
        lines += [f"Only what changed since run {provenance.changed_since}.", ""]
    lines += ["| file | rows | one row is |", "|---|---:|---|"]
    lines += [
        f"| `{item.path}` | {item.rows} | {item.table.meaning[0].lower()}{item.table.meaning[1:]} |"
        for item in resources
    ]
    lines += ["", "## Reading it", "", *_READING, ""]
    lines += ["## Sources", ""]
    lines += [f"- {name}: <{path}>" for name, path in sorted(provenance.sources.items())] or ["–"]
    lines += [
        "",
        "The figures, checks and reviews are licensed CC BY 4.0. The texts of the articles belong"
        " to the outlets named and are kept here as evidence.",
    ]
    for table in {item.table.name: item.table for item in resources}.values():
        lines += [
            "",
            f"## {table.name}",
            "",
            "| column | type | meaning | SDMX |",
            "|---|---|---|---|",
        ]
        lines += [_column_line(column) for column in table.columns]
    return "\n".join(lines) + "\n"


_READING = (
    "- An empty cell is a missing value. With pandas, keep words such as `nan` as they are:"
    ' `pandas.read_csv(path, keep_default_na=False, na_values=[""])`; the Parquet files need no'
    " such care.",
    "- `start`, `end` and `number_start` count Unicode code points of the article's `text`:"
    " `text[start:end]` is `exact`.",
    "- `figures.article_id` finds its row in `articles`; older texts of an article are in"
    " `article_versions`.",
    "- A `place_code` means nothing without its `place_scheme`: codes are reused. It is text and"
    ' may begin with 0: read a CSV with `dtype={"place_code": "string"}`.',
    "- Text is kept exactly as found, also where it looks like a formula: open the `xlsx` form in a"
    " spreadsheet program rather than the CSV.",
)


def _column_line(column: Column) -> str:
    meaning = column.meaning.replace("|", "\\|")
    if column.unit:
        meaning += f" ({column.unit})"
    if column.enum:
        meaning += ": " + ", ".join(f"`{value}`" for value in column.enum)
    kind = _TYPES.get(column.type, column.type) + ("" if column.required else "?")
    return f"| `{column.name}` | {kind} | {meaning} | {column.concept or ''} |"
