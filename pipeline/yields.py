"""Whether a source still gives what it should: silent zero yield is the commonest failure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa

from pipeline.known import Yield, articles_since, past_yields
from pipeline.schema import VIETNAM
from pipeline.summary import SourceSummary
from scrapers.alarms import LayoutAlarm
from scrapers.sources import Floor, Source

_WEEK = timedelta(days=7)
_FIELDS = {"title": "a title", "date": "a date of publication", "text": "a text"}


def missed_floors(
    engine: sa.Engine | None,
    source: Source,
    found: SourceSummary,
    started_at: datetime,
    unread: str | None = None,
) -> list[str]:
    """Return one line for each floor that the source missed in the run that is ending.

    Each says what gave nothing, and since when; `unread` is why no list could be read, if so.
    Without a dataset (a dry run on none) only the run itself is looked at.
    """
    past = past_yields(engine, source.name) if engine is not None else []
    missed = []
    if found.seen == 0 and source.floor.articles_a_week:
        last = _last(past, lambda one: one.seen > 0)
        places = ", ".join((*source.feeds, *source.sitemaps, *source.start)) or source.base_url
        missed.append((unread or f"no address of an article in {places}") + last)
    elif engine is not None:
        missed += _missed_week(engine, source, started_at)
    missed += _missed_shares(source.floor, found, past)
    hint = f"try `solieu sources check {source.name}`"
    return [f"{source.name}: {line}; {hint}" for line in missed]


def layout_lines(alarms: Iterable[LayoutAlarm]) -> list[str]:
    """Return one line for each field that a source stopped giving."""
    return [_layout_line(alarm) for alarm in alarms]


def _layout_line(alarm: LayoutAlarm) -> str:
    parts = [
        f"{alarm.source}: no {alarm.field} on {alarm.pages} pages in a row"
        f" since {_local(alarm.since)}"
    ]
    if alarm.last_given:
        parts.append(f"the last one was had {_local(alarm.last_given)}")
    parts.append(f"nothing at {', '.join(alarm.selectors) or 'the general fallback'}")
    parts.append(f"see {alarm.sample or alarm.sample_url}")
    return "; ".join(parts)


def _local(moment: datetime) -> str:
    return f"{moment.astimezone(VIETNAM):%Y-%m-%d %H:%M}"


def _missed_week(engine: sa.Engine, source: Source, started_at: datetime) -> list[str]:
    expected = source.floor.articles_a_week
    count = articles_since(engine, source.name, started_at - _WEEK) if expected else 0
    if count >= expected:
        return []
    return [f"{count} new articles in a week, expected at least {expected}"]


def _missed_shares(floor: Floor, found: SourceSummary, past: list[Yield]) -> list[str]:
    missed = []
    for name, meaning in _FIELDS.items():
        least: float = getattr(floor, name)
        share: float | None = getattr(found, f"share_{name}")
        if share is None or share >= least:
            continue

        def had_it(one: Yield, column: str = f"share_{name}", least: float = least) -> bool:
            value = getattr(one, column)
            return value is not None and value >= least

        missed.append(
            f"{share:.0%} of the pages fetched gave {meaning}, expected at least {least:.0%}"
            f"{_last(past, had_it)}"
        )
    return missed


def _last(past: list[Yield], good: Callable[[Yield], bool]) -> str:
    """Say since when it has been so, as far as earlier runs tell."""
    for one in past:
        if good(one):
            return f", the last time it did was {_local(one.started_at)}"
    return ", in any run so far" if past else ""
