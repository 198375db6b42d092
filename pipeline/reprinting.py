"""Which articles of a dataset print another one again: `reprint_of`, kept up run by run.

What is marked depends on the articles alone, not on the order in which runs came across them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import sqlalchemy as sa

from pipeline import schema
from pipeline.database import reading
from pipeline.store import mark_reprints
from scrapers.reprints import Printing, find_reprint, originality, plain

_BAND = 4  # hexadecimal digits: two texts that are alike share many such parts of a signature


def refresh_reprints(engine: sa.Engine, run_id: str) -> int:
    """Mark the reprints among the articles, looking at what runs since the last complete one
    wrote; return how many rows changed.
    """
    printings, marked, fresh = _stored(engine)
    fresh |= {key for key, original in marked.items() if original in fresh}
    if not fresh:
        return 0
    index = _Index(printings.values())
    originals = {key: {found} for key, found in marked.items() if found and key not in fresh}
    for key in sorted(fresh):
        one = printings[key]
        for other in index.candidates(one):
            found = find_reprint(one, [printings[other]])
            if found is not None:
                originals.setdefault(found.reprint, set()).add(found.original)
    return mark_reprints(engine, _first_printings(printings, originals), run_id=run_id)


def _first_printings(
    printings: dict[str, Printing], originals: dict[str, set[str]]
) -> dict[str, str | None]:
    """Return for each article the first one that it goes back to, None for an original."""
    chosen = {
        key: min(found, key=lambda other: (originality(printings[other]), other))
        for key, found in originals.items()
    }
    first: dict[str, str | None] = dict.fromkeys(printings)
    for key in chosen:
        seen = {key}
        at = chosen[key]
        while at in chosen and at not in seen:
            seen.add(at)
            at = chosen[at]
        # Articles that name each other as their origin: the one with the first id stands.
        at = min(seen) if at in seen else at
        first[key] = at if at != key else None
    return first


def _stored(
    engine: sa.Engine,
) -> tuple[dict[str, Printing], dict[str, str | None], set[str]]:
    """Return the current articles, their marks so far, and which of them no complete run saw."""
    a, runs = schema.articles.c, schema.runs.c
    last_complete = (
        sa.select(sa.func.coalesce(sa.func.max(runs.number), 0))
        .where(runs.status == "done")
        .scalar_subquery()
    )
    query = (
        sa.select(
            a.article_id, a.url, a.signature, a.canonical_url, a.origin, a.published_at,
            a.reprint_of, (runs.number > last_complete).label("fresh"),
        )
        .join(schema.runs, runs.run_id == a.run_id)
        .where(a.is_current)
    )  # fmt: skip
    printings, marked, fresh = {}, {}, set()
    with reading(engine) as connection:
        for row in connection.execute(query):
            printings[row.article_id] = Printing(
                row.article_id, row.url, row.signature or "", row.canonical_url, row.origin,
                row.published_at,
            )  # fmt: skip
            marked[row.article_id] = row.reprint_of
            if row.fresh:
                fresh.add(row.article_id)
    return printings, marked, fresh


class _Index:
    """Finds the few articles that may be one with a given one, without comparing all to all."""

    def __init__(self, printings: Iterable[Printing]) -> None:
        self._keys: dict[tuple[int, str] | str, set[str]] = defaultdict(set)
        for one in printings:
            for mark in _marks(one):
                self._keys[mark].add(one.key)

    def candidates(self, one: Printing) -> list[str]:
        """Return the keys of articles that share an address or part of a signature."""
        found = set().union(*(self._keys.get(mark, ()) for mark in _marks(one)))
        return sorted(found - {one.key})


def _marks(one: Printing) -> Iterator[tuple[int, str] | str]:
    for start in range(0, len(one.signature), _BAND):
        yield start, one.signature[start : start + _BAND]
    for address in (one.url, one.canonical_url, one.origin):
        if address:
            yield plain(address)
