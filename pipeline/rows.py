"""Records → rows of the tables: every value in a form that both databases hold alike.

Missing values are None, never NaN or ""; characters that a database refuses become U+FFFD one by
one, so that offsets still hold.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from extractors.records import Figure, NonFigure
from pipeline import columns, schema
from pipeline.errors import StoreError
from pipeline.fold import fold_parts
from scrapers.article import Article

if TYPE_CHECKING:
    from pipeline.checks.record import Check

Row = dict[str, Any]
Links = dict[str, set[tuple[str, str]]]  # check_id → (figure_id, role)

ARTICLE_FIELDS = tuple(
    field.name for field in fields(Article) if field.name in columns.ARTICLES.names
)
# What a reader would see of an article: where it differs, there is a new version.
VERSION_FIELDS = ("title", "author", "origin", "published_at", "text_sha256")
# Facts about a version that may be set right in place, without making another one.
PATCHED_FIELDS = ("province", "platform", "parsed_by", "signature", "extractor_version")
NON_FIGURE_FIELDS = tuple(field.name for field in fields(NonFigure))
CHECK_FIELDS = tuple(name for name in columns.CHECKS.names if name not in ("run_id", "triage"))
FIGURE_FIELDS = tuple(name for name in columns.FIGURES.names if name != "run_id")
_FIGURE_VALUES = attrgetter(*FIGURE_FIELDS)


def make_article_id(article: Article) -> str:
    """Return the article's stable identity: 16 hex digits."""
    identity = f"{article.source}\n{article.canonical_url or article.url}"
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def clean(value: Any) -> Any:
    """Return a value that every database can hold: NaN and "" are missing, bad characters U+FFFD.

    Characters are replaced one by one, so that offsets still hold.
    """
    if isinstance(value, str):
        if not value:
            return None
        if not _is_storable(value):
            return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in value)
    elif isinstance(value, float):
        if math.isnan(value):
            return None
        if math.isinf(value):
            raise StoreError("an infinite value cannot be stored")
    return value


def _is_storable(text: str) -> bool:
    if "\0" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def plain_row(record: object, names: Sequence[str]) -> Row:
    """Return some attributes of a record as a row."""
    return {name: clean(getattr(record, name)) for name in names}


def article_row(article: Article, run_id: str) -> Row:
    """Return an article's row, still without its version; ValueError for a naive datetime."""
    row = plain_row(article, ARTICLE_FIELDS)
    text = row["text"]
    for name in ("published_at", "modified_at", "fetched_at"):
        if row[name] is not None:
            row[name] = schema.to_vietnam(row[name])
    row["article_id"] = make_article_id(article)
    row["text_sha256"] = hashlib.sha256(text.encode()).hexdigest()
    row["is_current"] = True
    row |= {"run_id": run_id, "reprint_of": None, "seen_at": None}
    row["folded"] = fold_parts(text, row["title"])
    return row


def figure_rows(figures: Sequence[Figure], text: str, run_id: str) -> list[Row]:
    """Return the rows of an article's figures."""
    # What a figure says stands in the text: where that is clean, so are nearly all its figures,
    # and looking at every value of every figure would cost as much as writing them.
    text_is_clean = _is_storable(text)
    rows = []
    for figure in figures:
        values = _FIGURE_VALUES(figure)
        if not text_is_clean or "" in values or not math.isfinite(_sum(figure)):
            values = tuple(clean(value) for value in values)
        row = dict(zip(FIGURE_FIELDS, values, strict=True))
        row["folded"] = fold_parts(
            row["sentence"], row["subject"], row["place"], row["place_names"]
        )
        row["run_id"] = run_id
        rows.append(row)
    return rows


def _sum(figure: Figure) -> float:
    """NaN or infinite as soon as one of the numbers is."""
    optional = (figure.value_high or 0) + (figure.total or 0) + (figure.per_value or 0)
    return figure.value + figure.precision + figure.confidence + optional


def check_rows(checks: Iterable[Check], run_id: str, scope: str) -> tuple[dict[str, Row], Links]:
    """Return the rows of checks by check_id, still without triage, and their figures."""
    rows: dict[str, Row] = {}
    links: Links = {}
    for check in checks:
        row = plain_row(check, CHECK_FIELDS)
        rows[check.check_id] = {**row, "run_id": run_id, "scope": scope}
        links[check.check_id] = set(check.figures)
    return rows, links


def make_digest(row: Row, *parts: Any) -> str:
    """Hash everything that storing would write, but for the run and the search column."""
    figures, non_figures, checks, links = parts
    count = len(FIGURE_FIELDS)  # what a row holds after them follows from them
    seen = [
        [row[name] for name in (*VERSION_FIELDS, *PATCHED_FIELDS)],
        [tuple(item.values())[:count] for item in figures],
        [tuple(item.values()) for item in non_figures],
        [[checks[key][name] for name in CHECK_FIELDS] for key in sorted(checks)],
        [sorted(links[key]) for key in sorted(links)],
    ]
    return hashlib.sha256(repr(seen).encode()).hexdigest()
