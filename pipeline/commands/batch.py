"""The documents of a command's inputs, extracted one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from extractors.extract import extract
from extractors.records import Extraction
from pipeline.errors import SolieuError, UsageError
from pipeline.inputs import Document, parse_day, read_inputs
from pipeline.logs import LOGGER
from pipeline.mojibake import find_mojibake
from pipeline.own_rows import load_told
from pipeline.provinces import resolve_province
from pipeline.undated import find_relative_time


class Batch:
    """Iterate for each document with its extraction; failures are told and counted.

    Then `finish()`, which ends the command with the right code where an input failed. UsageError
    for a date that is none or an unknown province.
    """

    def __init__(
        self,
        inputs: Sequence[str],
        published: str | None,
        province: str | None,
        catalogue: Path | None,
    ) -> None:
        try:
            self.published = parse_day(published) if published else None
        except ValueError as error:
            raise UsageError(
                f"--published {published!r} is not a date; write it as 2024-07-03"
            ) from error
        self.province = resolve_province(province) if province is not None else None
        self.catalogue = load_told(catalogue)
        self.inputs = inputs
        self.failures: list[SolieuError] = []
        self.done = 0
        self.garbled = 0
        self.undated = 0

    def __iter__(self) -> Iterator[tuple[Document, Extraction]]:
        """Yield each document with its extraction; log each that cannot be read."""
        documents = read_inputs(self.inputs, published=self.published, province=self.province)
        for document in documents:
            if isinstance(document, SolieuError):
                LOGGER.error("%s", document)
                self.failures.append(document)
                continue
            self.done += 1
            self._warn_of_mojibake(document)
            extraction = extract(
                document.text,
                published=document.published,
                province=document.province,
                title=document.title,
                article_id=document.article_id,
                catalogue=self.catalogue,
            )
            self._warn_of_no_day(document, extraction)
            yield document, extraction

    def _warn_of_mojibake(self, document: Document) -> None:
        told = find_mojibake(document.text)
        if told:
            self.garbled += 1
            if self.garbled == 1:
                LOGGER.warning("%s: %s", document.article_id, told)

    def _warn_of_no_day(self, document: Document, extraction: Extraction) -> None:
        if document.published is not None:
            return
        undated = (
            words
            for figure in extraction
            if figure.period_start is None and figure.period_end is None
            if (words := find_relative_time(figure.sentence)) is not None
        )
        words = next(undated, None)
        if words is not None:
            self.undated += 1
            if self.undated == 1:
                LOGGER.warning(
                    "%s: no day of publication is known, so “%s” gets no dates; give "
                    "--published 2024-07-03, or a column published",
                    document.article_id,
                    words,
                )

    def finish(self) -> None:
        """End the command with the failures' own code, or 1 where other inputs were done."""
        if self.garbled > 1:
            LOGGER.warning("%d more articles look garbled like the first", self.garbled - 1)
        if self.undated > 1:
            LOGGER.warning(
                "%d more articles have times that only a day of publication dates", self.undated - 1
            )
        codes = {failure.exit_code for failure in self.failures}
        if codes:
            raise typer.Exit(codes.pop() if len(codes) == 1 and not self.done else 1)
