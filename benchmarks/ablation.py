"""What underthesea contributes to extraction, on the gold articles, as a table.

    python -m benchmarks.ablation

Four readings of the same articles: as shipped, with underthesea's list of compound words; without
that list; with counted nouns that end where underthesea's CRF segmentation ends its first word in a
window behind the number; and the same only for nouns that the catalogue does not know.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

from underthesea import word_tokenize

from extractors import catalogue, extract, units
from extractors.records import Extraction
from pipeline.evaluate import Evaluation, GoldArticle, evaluate, read_gold

GOLD = Path(__file__).parent.parent / "data" / "gold"
SHOWN = ("found_f1", "unit", "indicator", "whole_row")
WINDOW = 40  # characters behind a number


def no_compounds() -> frozenset[str]:
    """A word list without a word."""
    return frozenset()


def users_of(name: str) -> list[ModuleType]:
    """Return the modules of extraction that have imported a function by its name."""
    modules = [module for key, module in sys.modules.items() if key.startswith("extractors.")]
    return [
        m
        for m in modules
        if getattr(getattr(m, name, None), "__module__", m.__name__) != m.__name__
    ]


@contextmanager
def without_word_list() -> Iterator[None]:
    """Take the compound words away from every module that asks for them."""
    patches = [patch.object(module, "compounds", no_compounds) for module in users_of("compounds")]
    for each in patches:
        each.start()
    catalogue.load_catalogue.cache_clear()
    try:
        yield
    finally:
        for each in patches:
            each.stop()


def read_segmented_unit(
    text: str, start: int, end: int, tables: catalogue.Catalogue, *, unknown_only: bool
) -> units.UnitMatch | None:
    """Read a unit the shipped way if it is a measure; else the first word that CRF finds there."""
    match = READ_UNIT(text, start, end, tables)
    if match is None or match.kind != "count" or (unknown_only and match.noun_class):
        return match
    words = word_tokenize(text[match.start : min(end, match.start + WINDOW)])
    first = words[0] if words else ""
    if not first or not text.startswith(first, match.start):
        return match
    stop = match.start + len(first)
    noun = tables.nouns.get(first.lower())
    return units.UnitMatch(
        match.start, stop, first.lower(), "count", noun.noun_class if noun else "", noun is not None
    )


READ_UNIT = units.read_unit


@contextmanager
def with_segmentation(*, unknown_only: bool) -> Iterator[None]:
    """Let the CRF say where a counted noun ends."""
    read = partial(read_segmented_unit, unknown_only=unknown_only)
    patches = [patch.object(module, "read_unit", read) for module in users_of("read_unit")]
    for each in patches:
        each.start()
    try:
        yield
    finally:
        for each in patches:
            each.stop()


@contextmanager
def as_shipped() -> Iterator[None]:
    """Change nothing."""
    yield


def measure(articles: list[GoldArticle]) -> tuple[Evaluation, float]:
    """The evaluation and the processor time of extraction alone, in seconds."""
    spent = 0.0

    def timed(text: str, **context: object) -> Extraction:
        nonlocal spent
        start = time.process_time()
        found = extract.extract(text, **context)  # type: ignore[arg-type]
        spent += time.process_time() - start
        return found

    return evaluate(articles, timed), spent


def main() -> int:
    """Print one line a reading and part of the gold."""
    readings: list[tuple[str, Callable[[], AbstractContextManager[None]]]] = [
        ("as shipped, with the word list", as_shipped),
        ("without the word list", without_word_list),
        ("CRF ends counted nouns", partial(with_segmentation, unknown_only=False)),
        ("CRF ends unknown nouns only", partial(with_segmentation, unknown_only=True)),
    ]
    heads = "".join(f"{name:>11}" for name in SHOWN)
    print(f"{'reading':34}{'gold':6}{heads}{'time':>8}")
    for part in ("dev", "test"):
        articles = read_gold(GOLD / part)
        base = 0.0
        measure(articles[:2])
        for name, reading in readings:
            with reading():
                measured, seconds = measure(articles)
            base = base or seconds
            metrics = measured.metrics()
            shown = "".join(f"{metrics[key]:11.3f}" for key in SHOWN)
            print(f"{name:34}{part:6}{shown}{seconds / base:7.1f}×")
    return 0


if __name__ == "__main__":
    sys.exit(main())
