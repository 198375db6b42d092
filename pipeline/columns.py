"""The dataset's tables as data: every column with its type, meaning, unit, keys and limits.

The database (`pipeline.schema`), the export with its `datapackage.json` (`pipeline.export`), the
validation (`pipeline.validate`) and the typed frames (`pipeline.dataset`) are all made from this.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from extractors.records import Direction, Modifier, Reason, Status

Type = Literal["string", "text", "number", "integer", "boolean", "date", "datetime"]

OUTCOMES = ("alarm", "pass", "cannot_tell")
TRIAGES = ("open", "dismissed", "confirmed")
VERDICTS = ("accepted", "corrected", "rejected")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `text` is a long string; `concept` is its SDMX concept; limits are inclusive.

    `category` asks for a categorical in frames (few distinct values); it limits nothing.
    """

    name: str
    type: Type
    meaning: str
    required: bool = True
    enum: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    unit: str | None = None
    concept: str | None = None
    category: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One exported table. `references` maps a column to the (table, column) that it points to."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    references: Mapping[str, tuple[str, str]]

    def column(self, name: str) -> Column:
        """Return the column of that name; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")

    @property
    def names(self) -> tuple[str, ...]:
        """The column names, in order."""
        return tuple(column.name for column in self.columns)


def _id(name: str, meaning: str, required: bool = True) -> Column:
    return Column(name, "string", meaning, required)


_RUN = Column("run_id", "string", "The run that wrote this row", category=True)

FIGURES = Table(
    "figures",
    "One row a reported figure, with its evidence",
    (
        _id(
            "figure_id",
            "Hash of article_id, the normalised sentence, its occurrence and the number's offset"
            " in it: an edit elsewhere in the article keeps it",
        ),
        _id("article_id", "The article that reports it"),
        Column(
            "indicator",
            "string",
            "What is measured: a code of the catalogue; `other` where none fits",
            concept="INDICATOR",
            category=True,
        ),
        Column(
            "value",
            "number",
            "The value scaled to the unit: `50 tỷ đồng` is 50000000000",
            unit="in `unit`",
            concept="OBS_VALUE",
        ),
        Column("value_high", "number", "Upper end of a range", False, unit="in `unit`"),
        Column("total", "number", "The whole of a share: 58 of `52/58`", False, unit="in `unit`"),
        Column(
            "precision",
            "number",
            "The step of the printed number: 1e9 for `50 tỷ`, 0.1 for `3,5`",
            minimum=0,
            unit="in `unit`",
            concept="DECIMALS",
        ),
        Column(
            "modifier",
            "string",
            "How the text qualifies the number (`order`: `hàng trăm`, value 100)",
            enum=get_args(Modifier),
            category=True,
        ),
        Column(
            "direction",
            "string",
            "increase or decrease where the figure is an amount or rate of change",
            enum=get_args(Direction),
            category=True,
        ),
        Column(
            "status",
            "string",
            "Reported as achieved, planned or forecast",
            enum=get_args(Status),
            concept="OBS_STATUS",
            category=True,
        ),
        Column(
            "unit",
            "string",
            "VND, USD, %, km, m, m2, ha, kg, tonne, year, month, day, times …, or the counted"
            " noun as written, lower case",
            concept="UNIT_MEASURE",
            category=True,
        ),
        Column(
            "per_value", "number", "Denominator of a rate: 1 of `5 triệu đồng/hộ`", False,
            unit="in `per_unit`",
        ),
        Column("per_unit", "string", "Unit of that denominator: `hộ`", False, category=True),
        Column("subject", "string", "What it is of, in the words of its text", False),
        Column(
            "place",
            "string",
            "Lowest administrative unit that covers the place(s) the figure is for; one since"
            " abolished by its own name, with the code of the unit that it went into",
            False,
            concept="REF_AREA",
            category=True,
        ),
        Column(
            "place_code", "string", "Its code in `place_scheme`", False, concept="REF_AREA",
            category=True,
        ),
        Column(
            "place_scheme",
            "string",
            "VN-2024 (63 provinces, districts, communes) or VN-2025 (34 provinces, communes): a"
            " code means nothing without its scheme, the codes are reused",
            False,
            concept="REF_AREA",
            category=True,
        ),
        Column(
            "place_level", "string", "Administrative level of the place", False,
            concept="REF_AREA", category=True,
        ),
        Column(
            "place_names", "string", "The name(s) as written, joined by `; `", False,
            category=True,
        ),
        Column(
            "place_basis",
            "string",
            "named: the text says it; source: only the outlet's province is known",
            False,
            enum=("named", "source"),
            category=True,
        ),
        Column(
            "period", "string", "The time the figure is for: 2024-Q2, 2024, 2018/2020", False,
            concept="TIME_PERIOD", category=True,
        ),
        Column("period_start", "date", "First day of the period, where known", False),
        Column("period_end", "date", "Last day of the period, where known", False),
        _id("part_of", "figure_id of the total that this figure is a part of", False),
        Column(
            "start", "integer", "Where the mention starts in the article's text, modifier included",
            minimum=0, unit="code points",
        ),
        Column(
            "end", "integer", "Where the mention ends, exclusive: text[start:end] is `exact`",
            minimum=0, unit="code points",
        ),
        Column("exact", "string", "The mention's exact characters, modifier and unit included"),
        Column(
            "number_start", "integer", "Where the number itself starts", minimum=0,
            unit="code points",
        ),
        Column("sentence", "text", "The sentence that is its evidence"),
        Column(
            "sentence_start", "integer", "Where that sentence starts", minimum=0,
            unit="code points",
        ),
        Column("why", "string", "The rules that fired"),
        Column(
            "confidence", "number", "How sure the extraction is, calibrated on the gold set",
            minimum=0, maximum=1,
        ),
        Column("extractor_version", "string", "Version that extracted it", category=True),
        _RUN,
    ),
    ("figure_id",),
    {"article_id": ("articles", "article_id"), "part_of": ("figures", "figure_id"),
     "run_id": ("runs", "run_id")},
)  # fmt: skip

NON_FIGURES = Table(
    "non_figures",
    "One row a number that quantifies nothing, with the reason",
    (
        _id("article_id", "The article it stands in"),
        Column("start", "integer", "Where it starts", minimum=0, unit="code points"),
        Column("end", "integer", "Where it ends, exclusive", minimum=0, unit="code points"),
        Column("exact", "string", "Its exact characters"),
        Column(
            "reason", "string", "Why it is not a figure", enum=get_args(Reason), category=True
        ),
    ),
    ("article_id", "start"),
    {"article_id": ("articles", "article_id")},
)  # fmt: skip

ARTICLES = Table(
    "articles",
    "One row an article: its text and the facts about it",
    (
        _id("article_id", "Hash of the source and the canonical URL"),
        Column("version", "integer", "1 for the text first seen, one more a change", minimum=1),
        Column("source", "string", "The outlet", category=True),
        Column("url", "string", "Where it was fetched"),
        Column("canonical_url", "string", "The address that the page itself names", False),
        Column("title", "string", "Headline", False),
        Column("author", "string", "Byline", False, category=True),
        Column("origin", "string", "The outlet that it was taken from (`Nguồn`)", False,
               category=True),
        Column("published_at", "datetime", "When the outlet says it was published", False),
        Column("modified_at", "datetime", "When the outlet says it was changed", False),
        Column("fetched_at", "datetime", "When this version was fetched"),
        Column("text", "text", "Title, lead, body and captions, one paragraph a line, in NFC"),
        Column("text_sha256", "string", "SHA-256 of the text in UTF-8"),
        Column("is_current", "boolean", "Whether this is the newest version"),
        Column("province", "string", "The source's own province", False, category=True),
        Column("http_status", "integer", "Status of the answer it came in", False, category=True),
        Column("etag", "string", "Validator of that answer", False),
        Column("last_modified", "string", "Validator of that answer", False),
        Column("platform", "string", "The publishing system recognised", False, category=True),
        Column("parsed_by", "string", "The page layout, or fallback, that gave the body", False,
               category=True),
        _id("reprint_of", "article_id of the article that this one repeats", False),
        Column("signature", "string", "Near-duplicate signature of the text", False),
        Column("archive_ref", "string", "Where the raw answer lies in the archive", False),
        _RUN,
    ),
    ("article_id", "version"),
    {"reprint_of": ("articles", "article_id"), "run_id": ("runs", "run_id")},
)  # fmt: skip

CHECKS = Table(
    "checks",
    "One row a rule applied to figures: it never says `false`, it says what to look at",
    (
        _id("check_id", "Hash of the rule and the figures that it compares"),
        _id("article_id", "The article that it is about"),
        _RUN,
        Column("rule", "string", "The rule's name", category=True),
        Column("outcome", "string", "What it says", enum=OUTCOMES, category=True),
        Column("severity", "string", "How much it matters", category=True),
        Column("observed", "string", "What the text prints", False),
        Column("expected", "string", "What would agree with the other figures", False),
        Column("tolerance", "string", "How far rounding alone may carry", False),
        Column("message", "text", "The finding in one sentence"),
        Column("triage", "string", "A person's judgement, kept from run to run", enum=TRIAGES,
               category=True),
    ),
    ("check_id",),
    {"article_id": ("articles", "article_id"), "run_id": ("runs", "run_id")},
)  # fmt: skip

CHECK_FIGURES = Table(
    "check_figures",
    "One row a figure that a check compares",
    (
        _id("check_id", "The check"),
        _id("figure_id", "The figure"),
        Column("role", "string", "What the figure is in the rule: total, part, plan …",
               category=True),
    ),
    ("check_id", "figure_id", "role"),
    {"check_id": ("checks", "check_id"), "figure_id": ("figures", "figure_id")},
)  # fmt: skip

# What a reviewer may correct; everything else about a figure is evidence or provenance.
CORRECTABLE = (
    "indicator", "value", "value_high", "total", "modifier", "direction", "status", "unit",
    "per_value", "per_unit", "subject", "place", "place_code", "place_scheme", "place_level",
    "place_names", "period", "period_start", "period_end", "part_of",
)  # fmt: skip


def _review_pairs() -> list[Column]:
    pairs = []
    for name in CORRECTABLE:
        original = replace(FIGURES.column(name), required=False, concept=None)
        pairs.append(replace(original, meaning=f"As extracted: {original.meaning}"))
        pairs.append(
            replace(original, name=f"corrected_{name}", meaning="As corrected; empty: as extracted")
        )
    return pairs


REVIEWS = Table(
    "reviews",
    "One row a person's judgement of a figure; what was extracted stays beside the correction",
    (
        Column("review_id", "integer", "Running number", minimum=1),
        _id("figure_id", "The figure; kept when a newer extraction no longer yields it"),
        _id("article_id", "Its article"),
        Column("verdict", "string", "The judgement", enum=VERDICTS, category=True),
        *_review_pairs(),
        Column("reviewer", "string", "Who judged", category=True),
        Column("note", "text", "Remark", False),
        Column("at", "datetime", "When"),
    ),
    ("review_id",),
    {"article_id": ("articles", "article_id")},
)

RUNS = Table(
    "runs",
    "One row an execution of the pipeline",
    (
        _id("run_id", "Start time and a random part"),
        Column("number", "integer", "Order of the runs: clocks jump, this does not", minimum=1),
        Column("started_at", "datetime", "Start"),
        Column("ended_at", "datetime", "End; empty while it runs or where it was killed", False),
        Column("version", "string", "Version of solieu", category=True),
        Column("extractor_version", "string", "Version of the extractor", category=True),
        Column("status", "string", "How it ended", category=True,
               enum=("running", "done", "stopped", "failed", "killed")),
        Column("exit_code", "integer", "Exit code of the command", False, category=True),
        Column("message", "text", "What a person should know of it", False),
    ),
    ("run_id",),
    {},
)  # fmt: skip


def _count(name: str, meaning: str) -> Column:
    return Column(name, "integer", meaning, minimum=0)


def _share(name: str, meaning: str) -> Column:
    return Column(name, "number", meaning, False, minimum=0, maximum=1)


RUN_SOURCES = Table(
    "run_sources",
    "One row a source of a run: what it yielded",
    (
        _id("run_id", "The run"),
        Column("source", "string", "The outlet", category=True),
        _count("seen", "Pages looked at"),
        _count("new", "Articles not known before"),
        _count("changed", "Articles with a new version"),
        _count("unchanged", "Articles already known with the same text"),
        _count("failed", "Pages that gave no article"),
        _count("figures", "Figures of the articles seen"),
        _share("share_title", "Share of the articles seen that had a title"),
        _share("share_date", "Share of the articles seen that had a date of publication"),
        _share("share_text", "Share of the articles seen that had a text"),
        Column("message", "text", "Floors missed and layouts that gave nothing", False),
    ),
    ("run_id", "source"),
    {"run_id": ("runs", "run_id")},
)

TABLES = {
    table.name: table
    for table in (
        FIGURES, NON_FIGURES, ARTICLES, CHECKS, CHECK_FIGURES, REVIEWS, RUNS, RUN_SOURCES,
    )
}  # fmt: skip
