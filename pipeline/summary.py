"""What a run leaves for people and machines: a summary as JSON, and as Prometheus metrics."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline.errors import StoreError


@dataclass(slots=True)
class SourceSummary:
    """What one source gave in a run; shares are of the pages fetched, None where there was none.

    `alarms` say which floor was missed or which layout gave nothing; `failures` count pages by why.
    """

    source: str
    seen: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    skipped: int = 0
    figures: int = 0
    share_title: float | None = None
    share_date: float | None = None
    share_text: float | None = None
    failures: dict[str, int] = field(default_factory=dict)
    alarms: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def row(self) -> dict[str, Any]:
        """Return the columns of `run_sources`."""
        values = asdict(self)
        for name in ("skipped", "failures", "alarms", "errors"):
            del values[name]
        return values | {"message": "; ".join((*self.errors, *self.alarms)) or None}


@dataclass(slots=True)
class RunSummary:
    """One run: `exit_code` is what the command ends with; a dry run has no `run_id`."""

    run_id: str | None
    version: str
    extractor_version: str
    started_at: datetime
    ended_at: datetime
    seconds: float
    status: str
    exit_code: int
    dry_run: bool
    sources: list[SourceSummary]
    articles: dict[str, int]  # by what storing did: new, changed, updated, unchanged
    reextracted: int = 0
    checks_changed: int = 0
    messages: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON."""
        values = asdict(self)
        for name in ("started_at", "ended_at"):
            values[name] = values[name].isoformat()
        return values


def write_summary(path: Path, summary: RunSummary) -> None:
    """Write the summary as JSON; a reader never sees half a file."""
    _write_whole(path, json.dumps(summary.as_dict(), ensure_ascii=False, indent=1) + "\n")


def write_metrics(path: Path, summary: RunSummary) -> None:
    """Write the summary as a Prometheus textfile (for node_exporter's textfile collector)."""
    _write_whole(path, format_metrics(summary))


_RUN_METRICS = {
    "solieu_run_end_timestamp_seconds": "When the last run ended",
    "solieu_run_duration_seconds": "How long the last run took",
    "solieu_run_exit_code": "Exit code of the last run: 0 done, 1 failed, 3 low yield",
}
_SOURCE_METRICS = {
    "solieu_source_pages": "Article pages of the last run, by outcome",
    "solieu_source_figures": "Figures of the articles stored in the last run",
    "solieu_source_share": "Share of the articles fetched that had the field",
    "solieu_source_alarms": "Floors missed and layouts that gave nothing",
}
_PAGE_OUTCOMES = ("new", "changed", "unchanged", "failed", "skipped")


def format_metrics(summary: RunSummary) -> str:
    """Return the metrics in Prometheus' text format."""
    lines: list[str] = []
    values = (summary.ended_at.timestamp(), summary.seconds, summary.exit_code)
    for (name, meaning), value in zip(_RUN_METRICS.items(), values, strict=True):
        lines += [f"# HELP {name} {meaning}", f"# TYPE {name} gauge", f"{name} {value}"]
    for name, meaning in _SOURCE_METRICS.items():
        lines += [f"# HELP {name} {meaning}", f"# TYPE {name} gauge"]
        for source in summary.sources:
            lines += [
                f"{name}{{{_labels(source=source.source, **labels)}}} {value}"
                for labels, value in _samples(name, source)
            ]
    return "\n".join(lines) + "\n"


def _samples(name: str, source: SourceSummary) -> list[tuple[dict[str, str], float]]:
    if name == "solieu_source_pages":
        return [({"outcome": outcome}, getattr(source, outcome)) for outcome in _PAGE_OUTCOMES]
    if name == "solieu_source_share":
        shares = {key: getattr(source, f"share_{key}") for key in ("title", "date", "text")}
        return [({"field": key}, share) for key, share in shares.items() if share is not None]
    return [({}, len(source.alarms) if name == "solieu_source_alarms" else source.figures)]


def _labels(**labels: str) -> str:
    escapes = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})
    return ",".join(f'{name}="{value.translate(escapes)}"' for name, value in labels.items())


def _write_whole(path: Path, text: str) -> None:
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with open(handle, "w", encoding="utf-8") as file:  # noqa: PTH123 (an open descriptor)
            file.write(text)
        Path(name).chmod(0o644)
        os.replace(name, path)  # noqa: PTH105
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror}") from error
