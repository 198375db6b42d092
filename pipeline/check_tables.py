"""Checks for a reader: on a terminal, as JSON lines, as one page to send to an editor."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from extractors.records import Figure
from pipeline.checking import CheckedArticle
from pipeline.checks import Check, Report
from pipeline.checks.record import shared_unit
from pipeline.display import show_finding, show_unit, show_value
from pipeline.figure_tables import print_extraction, show_evidence
from pipeline.tables import printable
from pipeline.words import Language, say

_MARKS = {"cannot_tell": "cannot tell", "pass": "agrees"}
_COUNTED = {"cannot_tell": "cannot tell", "pass": "agree"}
_STYLES = {"high": "bold red", "medium": "bold yellow", "low": "yellow", "none": "dim"}
_ROLES = {
    "total": "tổng số", "part": "phần", "whole": "toàn bộ", "share": "phần trên toàn bộ",
    "percent": "tỷ lệ", "plan": "kế hoạch", "result": "kết quả", "base": "mức gốc",
    "level": "mức mới", "change": "mức tăng giảm", "duration": "thời lượng",
    "first": "lần trước", "second": "lần sau", "earlier": "bài trước", "later": "bài sau",
    "figure": "số liệu",
}  # fmt: skip
_KNOWN_SHOWN = 5  # values of the dataset shown on a terminal for one article


def check_lines(article: CheckedArticle) -> Iterator[str]:
    """Yield one line of JSON a check, with the offsets and roles of the figures it compares."""
    for check in article.checks:
        record = {
            "article_id": article.document.article_id,
            "rule": check.rule,
            "outcome": check.outcome,
            "severity": check.severity,
            "observed": check.observed,
            "expected": check.expected,
            "tolerance": check.tolerance,
            "message": check.message,
            "check_id": check.check_id,
            "figures": [
                _figure_record(article, figure_id, role) for figure_id, role in check.figures
            ],
        }
        yield json.dumps(record, ensure_ascii=False)


def _figure_record(article: CheckedArticle, figure_id: str, role: str) -> dict[str, Any]:
    figure = article.figure(figure_id)
    record = {"number_start": figure.number_start, "role": role, "exact": figure.exact}
    if figure.article_id != article.document.article_id:
        record["article_id"] = figure.article_id
    return record


def print_checked(console: Console, article: CheckedArticle, labels: Mapping[str, str]) -> None:
    """Print the figures, then each check with its evidence, then what the dataset says."""
    print_extraction(console, article.document, article.extraction, labels)
    for check in article.checks:
        if check.outcome == "alarm":
            _print_alarm(console, article, check)
    for outcome in ("cannot_tell", "pass"):
        for check in article.checks:
            if check.outcome == outcome:
                line = Text(f"{_MARKS[outcome]:<12} {check.rule:<10} ", "dim")
                console.print(line + printable(tell(article, check, "en")), soft_wrap=True)
    console.print(_summary(article), soft_wrap=True)
    _print_known(console, article, labels)
    console.print()


def _summary(article: CheckedArticle) -> str:
    """Say how the checks of an article came out, also where none applied."""
    counts: Counter[str] = Counter(check.outcome for check in article.checks)
    if not counts:
        return "no alarm: the text prints nothing that can be recalculated"
    alarms = (
        f"{counts['alarm']} alarm{'s' * (counts['alarm'] != 1)}" if counts["alarm"] else "no alarm"
    )
    rest = [f"{counts[outcome]} {said}" for outcome, said in _COUNTED.items() if counts[outcome]]
    return ", ".join([alarms, *rest])


def _print_alarm(console: Console, article: CheckedArticle, check: Check) -> None:
    mark = f"ALARM {check.severity}"
    line = Text.assemble((f"{mark:<12} ", _STYLES[check.severity]), f"{check.rule:<10} ")
    console.print(line + printable(tell(article, check, "en")), soft_wrap=True)
    width = min(console.width, 120) - 15
    shown: set[int] = set()
    for figure_id, role in check.figures:
        figure = article.figure(figure_id)
        if figure.article_id == article.document.article_id and figure.sentence_start in shown:
            continue
        shown.add(figure.sentence_start)
        start = figure.start - figure.sentence_start
        end = figure.end - figure.sentence_start
        evidence = show_evidence(figure.sentence, start, end, width)
        console.print(Text(f"             {role:<10} ", "dim") + evidence, soft_wrap=True)


def _print_known(console: Console, article: CheckedArticle, labels: Mapping[str, str]) -> None:
    if not article.known:
        return
    console.print(Text("In the dataset, of the same indicators and places", "bold"))
    for report in article.known[:_KNOWN_SHOWN]:
        figure = report.figure
        value = f"{show_value(figure, 'en')} {show_unit(figure, 'en')}"
        facts = (labels.get(figure.indicator, figure.indicator), value, figure.place_names)
        told = " · ".join(str(fact) for fact in (*facts, figure.period, *_standing(report)) if fact)
        console.print(printable(f"  {told}"), soft_wrap=True)
    if len(article.known) > _KNOWN_SHOWN:
        console.print(f"  and {len(article.known) - _KNOWN_SHOWN} more: --html FILE lists them all")


def _standing(report: Report) -> tuple[str, str]:
    return report.source, report.published.isoformat() if report.published else ""


def tell(article: CheckedArticle, check: Check, language: Language) -> str:
    """Return what a check found, as a reader of that language writes it, with its unit."""
    unit = find_unit(article, check)
    return show_finding(check.rule, check.outcome, check.observed, check.expected, unit, language)


def find_unit(article: CheckedArticle, check: Check) -> str:
    """Return the unit that the figures of a check share, "" where they have several."""
    return shared_unit(article.figure(figure_id) for figure_id, _ in check.figures)


def _role(role: str) -> str:
    return _ROLES.get(role, role)


def _modifier(figure: Figure, language: Language) -> str:
    return "" if figure.modifier == "exact" else say(f"modifier_{figure.modifier}", language)


# Controls, and marks that turn the direction of what follows: 21 would be seen as 12.
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def _harmless(value: object) -> object:
    return _HARMFUL.sub("·", value) if type(value) is str else value  # what is Markup stays so


def write_page(path: Path, checked: Sequence[CheckedArticle], labels: Mapping[str, str]) -> None:
    """Write one self-contained page: no script, nothing loaded, every text escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(Path(__file__).with_name("templates"))
    pages = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=_harmless,
    )  # fmt: skip
    pages.globals |= {"tell": tell, "evidence": gather_evidence, "segments": segments}
    pages.globals |= {"say": say}
    pages.filters |= {"value": show_value, "unit": show_unit, "modifier": _modifier, "role": _role}
    page = pages.get_template("check.html").render(articles=checked, labels=labels)
    path.write_text(page, "utf-8")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence of a check: its pieces, told whether each is a mention, and their roles."""

    article_id: str
    pieces: tuple[tuple[str, bool], ...]
    roles: tuple[str, ...]


def gather_evidence(article: CheckedArticle, check: Check) -> list[Evidence]:
    """Return the sentences of a check's figures, each once, with every mention in it marked."""
    sentences: dict[tuple[str, int], list[tuple[Figure, str]]] = {}
    for figure_id, role in check.figures:
        figure = article.figure(figure_id)
        sentences.setdefault((figure.article_id, figure.sentence_start), []).append((figure, role))
    found = []
    for (article_id, start), members in sentences.items():
        text, position, pieces = members[0][0].sentence, 0, []
        for figure, _ in sorted(members, key=lambda member: member[0].start):
            first, last = max(figure.start - start, position), figure.end - start
            pieces += [(text[position:first], False), (text[first:last], True)]
            position = last
        pieces.append((text[position:], False))
        roles = tuple(dict.fromkeys(role for _, role in members))
        found.append(Evidence(article_id, tuple(pieces), roles))
    return found


def segments(article: CheckedArticle) -> Iterator[tuple[str, str, str]]:
    """Yield the text in pieces: kind ("", "figure", "alarm", "other"), text, what it is."""
    alarmed = {figure_id for check in article.alarms for figure_id, _ in check.figures}
    spans = [
        (f.start, f.end, "alarm" if f.figure_id in alarmed else "figure", f.indicator)
        for f in article.extraction.figures
    ]
    spans += [(n.start, n.end, "other", n.reason) for n in article.extraction.non_figures]
    text, position = article.document.text, 0
    for start, end, kind, told in sorted(spans):
        if start < position:
            continue
        yield "", text[position:start], ""
        yield kind, text[start:end], told
        position = end
    yield "", text[position:], ""
