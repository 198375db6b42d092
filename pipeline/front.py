"""What a Python user hands in, looked at as the command line looks at it: `extract`, `nlp`."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.catalogue import Catalogue
from extractors.extract import extract as extract_figures
from extractors.records import Extraction
from pipeline.provinces import resolve_province

if TYPE_CHECKING:
    from spacy.language import Language


def extract(
    text: str,
    *,
    published: date | datetime | str | None = None,
    province: str | None = None,
    title: str | None = None,
    article_id: str | None = None,
    catalogue: Catalogue | Path | str | None = None,
) -> Extraction:
    """Extract every reported figure of a Vietnamese text, and every number that is none.

    `published` (a date or ISO string) resolves dates such as `11/9`; `province` is the outlet's
    own; `title` is context only, where it is not part of the text. Offsets refer to the text in
    NFC. TypeError for a text that is none, ValueError for a date that is none, UsageError for an
    unknown province, CatalogueError for a faulty catalogue.
    """
    if not isinstance(text, str):
        raise TypeError(f"text is {type(text).__name__}: give the article's text as a str")
    return extract_figures(
        text,
        published=published,
        province=resolve_province(province) if province else None,
        title=title,
        article_id=article_id,
        catalogue=catalogue,
    )


def nlp(
    *, published: str | None = None, province: str | None = None, catalogue: str | None = None
) -> Language:
    """Return a blank multilingual spaCy Language with the figures component.

    ValueError for a date that is none, UsageError for an unknown province.
    """
    from extractors.language import make_language  # heavy: brings in spaCy

    return make_language(
        published=published,
        province=resolve_province(province) if province else None,
        catalogue=catalogue,
    )
