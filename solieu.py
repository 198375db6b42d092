"""Figures from Vietnamese news: the front door.

import solieu
found = solieu.extract("Huyện Kon Rẫy có 12 mô hình được ra mắt.", published="2024-07-03")

`python -m solieu` is the command line. Nothing heavy is imported before it is used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractors.catalogue import CatalogueError
    from extractors.numbers import read_number
    from extractors.periods import read_period
    from pipeline.dataset import Dataset
    from pipeline.errors import InputError, SolieuError, StoreError, UsageError
    from pipeline.front import extract, nlp
    from scrapers.crawl import crawl
    from scrapers.errors import ScrapeError

__all__ = [
    "CatalogueError",
    "Dataset",
    "InputError",
    "ScrapeError",
    "SolieuError",
    "StoreError",
    "UsageError",
    "crawl",
    "extract",
    "nlp",
    "read_number",
    "read_period",
]

_HOMES = {
    "CatalogueError": "extractors.catalogue",
    "Dataset": "pipeline.dataset",
    "InputError": "pipeline.errors",
    "ScrapeError": "scrapers.errors",
    "SolieuError": "pipeline.errors",
    "StoreError": "pipeline.errors",
    "UsageError": "pipeline.errors",
    "crawl": "scrapers.crawl",
    "extract": "pipeline.front",
    "nlp": "pipeline.front",
    "read_number": "extractors.numbers",
    "read_period": "extractors.periods",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for from the module that holds it."""
    if name not in _HOMES:
        raise AttributeError(f"module 'solieu' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


if __name__ == "__main__":
    from pipeline.cli import main

    main()
