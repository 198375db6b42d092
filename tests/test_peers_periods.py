"""Dates and periods of other projects' own test cases, read from outside the project if there."""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from extractors.periods import Period, read_period


def cases(folder: Path) -> list[dict[str, str]]:
    """Return the uncontested date and period cases that a news text would say."""
    paths = sorted(folder.glob("*.jsonl"))
    lines = [line for path in paths for line in path.read_text("utf-8").splitlines()]
    found = [json.loads(line) for line in lines]
    return [
        case
        for case in found
        if case["kind"] in ("date", "period") and case["news"] == "yes" and "contested" not in case
    ]


def expected(case: dict[str, str]) -> Period | None:
    """Return what a case asks for, None for one that holds no date; its own ends are exclusive."""
    if not case.get("start") and not case["value"]:
        return None
    if not case.get("start"):
        return Period(case["value"], None, None)
    last = date.fromisoformat(case["end"]) - timedelta(1)
    return Period("", date.fromisoformat(case["start"]), last)


def is_right(case: dict[str, str]) -> bool:
    period, want = read_period(case["text"], case.get("ref_time")), expected(case)
    if period is None or want is None or want.start is None:
        return period == want
    return (period.start, period.end) == (want.start, want.end)


def test_other_projects_periods_are_read() -> None:
    folder = os.environ.get("SOLIEU_PEERS")
    if not folder:
        pytest.skip("no test cases of other projects; set SOLIEU_PEERS to their folder")
    found = cases(Path(folder))
    assert found, f"no date or period in {folder}/*.jsonl"
    wrong = [case["text"] for case in found if not is_right(case)]
    assert len(wrong) <= 0.03 * len(found), wrong
