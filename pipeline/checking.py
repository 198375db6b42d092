"""Checking what a user hands in: one article's rules, then those that compare it with others.

    checked = check_documents(documents_with_extractions, database="solieu.db")

Compared are the articles handed in with each other, and with what a dataset says of the same
indicators and places.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.records import Extraction, Figure
from pipeline.checks import Check, Report, check_article, check_dataset
from pipeline.checks.record import full_unit
from pipeline.inputs import Document

if TYPE_CHECKING:
    from scrapers.reprints import Printing

_ORDER = {"alarm": 0, "cannot_tell": 1, "pass": 2}
_SEVERITY = {"high": 0, "medium": 1, "low": 2, "none": 3}


@dataclass(slots=True)
class CheckedArticle:
    """One document with its figures, its checks (alarms first) and what the dataset has on them.

    `others` are the figures that its checks compare it with, by id; `known` those of the dataset
    with the indicator, unit and place of one of its own.
    """

    document: Document
    extraction: Extraction
    checks: list[Check]
    others: dict[str, Report] = field(default_factory=dict)
    known: list[Report] = field(default_factory=list)

    @property
    def alarms(self) -> list[Check]:
        """The checks that say: look at this."""
        return [check for check in self.checks if check.outcome == "alarm"]

    def figure(self, figure_id: str) -> Figure:
        """Return a figure that one of the checks names."""
        for figure in self.extraction.figures:
            if figure.figure_id == figure_id:
                return figure
        return self.others[figure_id].figure


def check_documents(
    items: Iterable[tuple[Document, Extraction]],
    database: str | os.PathLike[str] | None = None,
) -> list[CheckedArticle]:
    """Check documents alone, against each other and against a dataset; StoreError without it."""
    checked = []
    for document, extraction in items:
        checks = check_article(
            extraction.figures, document.text, document.published, article_id=document.article_id
        )
        checked.append(CheckedArticle(document, extraction, checks))
    known, printed = _read_known(checked, database) if database is not None else ([], [])
    if len(checked) > 1 or known:
        _compare(checked, known, printed)
    for article in checked:
        article.checks.sort(key=_urgency)
    return checked


def _urgency(check: Check) -> tuple[int, int, str]:
    return _ORDER[check.outcome], _SEVERITY[check.severity], check.rule


def _compare(
    checked: Sequence[CheckedArticle], known: Sequence[Report], printed: Sequence[Printing]
) -> None:
    """Apply the rules across articles, and give each check to the article it concerns."""
    origins = _origins([article.document for article in checked], printed)
    reports = [
        Report(
            figure,
            article.document.published,
            article.document.article_id,
            origins[index],
        )
        for index, article in enumerate(checked)
        for figure in article.extraction.figures
    ]
    home = {
        figure.figure_id: article for article in checked for figure in article.extraction.figures
    }
    by_id = {report.figure.figure_id: report for report in (*known, *reports)}
    for check in check_dataset([*known, *reports]):
        owners = [home[figure_id] for figure_id, _ in check.figures if figure_id in home]
        if owners:
            # The later article is named last, and is the one to look at.
            owners[-1].checks.append(check)
            owners[-1].others |= {figure_id: by_id[figure_id] for figure_id, _ in check.figures}
    for article in checked:
        keys = {_key(figure) for figure in article.extraction.figures}
        own = {figure.figure_id for figure in article.extraction.figures}
        article.known = [
            report
            for report in known
            if _key(report.figure) in keys and report.figure.figure_id not in own
        ]


def _key(figure: Figure) -> tuple[str | None, ...]:
    named = figure.place_code or figure.place_names
    return figure.indicator, full_unit(figure), named, figure.place


def _origins(documents: Sequence[Document], printed: Sequence[Printing]) -> list[str]:
    """Return the article that each document is one with: itself, or one it prints again."""
    from scrapers.reprints import Printing, find_reprint, signature

    seen = list(printed)
    origins = []
    for index, document in enumerate(documents):
        name = f"\x00{index}"  # no key of an article in the dataset looks like this
        printing = Printing(name, document.url or name, signature(document.text))
        same_address = next((p for p in printed if document.url in (p.url, p.canonical_url)), None)
        reprint = find_reprint(printing, seen)
        if same_address is not None and document.url:
            origins.append(same_address.key)
        elif reprint is not None:
            origins.append(reprint.original if reprint.reprint == name else reprint.reprint)
        else:
            origins.append(name)
            seen.append(printing)
    return origins


def _read_known(
    checked: Sequence[CheckedArticle], database: str | os.PathLike[str]
) -> tuple[list[Report], list[Printing]]:
    """Return the dataset's figures of the same indicators and places, and their articles."""
    import sqlalchemy as sa

    from pipeline import schema
    from pipeline.database import opened, reading
    from pipeline.stored_checks import stored_reports
    from scrapers.reprints import Printing

    figures = [figure for article in checked for figure in article.extraction.figures]
    codes = {figure.place_code for figure in figures if figure.place_code}
    names = {figure.place_names for figure in figures if figure.place_names}
    f, a = schema.figures.c, schema.articles.c
    chosen = sa.and_(
        f.indicator.in_({figure.indicator for figure in figures}),
        sa.or_(f.place_code.in_(codes), f.place_names.in_(names)),
    )
    with opened(database) as engine:
        reports = list(stored_reports(engine, chosen))
        columns = (a.article_id, a.url, a.signature, a.canonical_url, a.origin, a.published_at)
        origins = {report.origin_id for report in reports}
        query = sa.select(*columns).where(a.is_current, a.article_id.in_(origins))
        with reading(engine) as connection:
            printed = [
                Printing(key, url, signature or "", *rest)
                for key, url, signature, *rest in connection.execute(query)
            ]
        return reports, printed
