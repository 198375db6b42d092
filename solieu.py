"""Figures from Vietnamese news: the front door.

import solieu
found = solieu.extract("Huyện Kon Rẫy có 12 mô hình được ra mắt.", published="2024-07-03")

`python -m solieu` is the command line. Nothing heavy is imported before it is used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractors.extract import extract
    from extractors.language import nlp
    from extractors.numbers import read_number
    from extractors.periods import read_period
    from pipeline.dataset import Dataset
    from scrapers.crawl import crawl

__all__ = ["Dataset", "crawl", "extract", "nlp", "read_number", "read_period"]

_HOMES = {
    "Dataset": "pipeline.dataset",
    "crawl": "scrapers.crawl",
    "extract": "extractors.extract",
    "nlp": "extractors.language",
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
    return sorted([*globals(), *__all__])


if __name__ == "__main__":
    from pipeline.cli import main

    main()
