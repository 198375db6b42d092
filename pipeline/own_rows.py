"""A user's own catalogue, loaded for a command: does each row of theirs read its own example?

load_told(Path("my-catalogue")) -> Catalogue, with a warning for each row that does not
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from extractors.catalogue import Catalogue, IndicatorRule, load_catalogue
from extractors.extract import extract
from extractors.place_names import load_places
from extractors.records import Extraction, Figure
from pipeline.logs import LOGGER

_MARKED = re.compile(r"\[([^\[\]]+)\]")
_WEIGHTS = (1.0, 2.0, 3.0, 4.0, 6.0, 8.0)  # tried on a row that another one beats


def load_told(folder: Path | None) -> Catalogue:
    """Load the catalogue with a user's folder over it, and warn of rows that miss their example.

    Raises CatalogueError for a faulty table of the folder.
    """
    catalogue = load_catalogue(folder)
    if folder is not None:
        load_places(folder)  # its faults are told here, once, and not at every article
        for line in missed_examples(catalogue):
            LOGGER.warning("%s", line)
    return catalogue


def missed_examples(catalogue: Catalogue) -> Iterator[str]:
    """Yield a line for each indicator row of the user's whose example gives another code."""
    for rule in catalogue.indicators:
        if rule.path.parent != catalogue.folder:
            continue
        marked = _MARKED.search(rule.example)
        if marked is None:  # loading has refused it
            continue
        number = marked.start()
        text = rule.example[:number] + marked.group(1) + rule.example[marked.end() :]
        found = extract(text, catalogue=catalogue)
        figure = _figure_at(found, number)
        if figure is not None and figure.indicator == rule.code:
            continue
        where = f"{rule.path}:{rule.line}: the example of {rule.code} gives"
        if figure is None:
            yield f"{where} no figure there: {_no_figure(found, number)}"
        else:
            mend = _mend(rule, figure, text, number, catalogue)
            yield f"{where} {figure.indicator} ({figure.why}): {mend}"


def _figure_at(found: Extraction, number: int) -> Figure | None:
    return next((figure for figure in found if figure.number_start == number), None)


def _no_figure(found: Extraction, number: int) -> str:
    for figure in found:
        if figure.start <= number < figure.end:
            return f"put the [ right before the number, as in [12] mô hình, not in {figure.exact!r}"
    for item in found.non_figures:
        if item.start <= number < item.end:
            return (
                f"{item.exact!r} is set aside as {item.reason};"
                " write an example whose number counts or measures something"
            )
    return "put the [ ] around the number alone, with what it counts behind it"


def _mend(rule: IndicatorRule, figure: Figure, text: str, number: int, catalogue: Catalogue) -> str:
    """What to change in a row so that it reads its example, the surest first."""
    if _reads(replace(catalogue, indicators=[rule]), rule.code, text, number):
        return _outweigh(rule, text, number, catalogue)
    kind = _kind(figure, catalogue)
    if kind not in rule.unit_kinds:
        return f"its number is of the kind {kind}; write {kind} in unit_kinds"
    if rule.nouns and not _fits(rule.nouns, figure.unit, catalogue):
        return f"its unit is read as {figure.unit!r}; write {figure.unit!r} in nouns"
    lists = {"topics": rule.topics, "verbs": rule.verbs, "qualifiers": rule.qualifiers}
    for name, words in lists.items():
        if words and not _standing(words, text):
            return (
                f"no word of its {name} stands there, and each list that is not empty must hit;"
                f" write one that does, or empty {name}"
            )
    speaking_against = _standing(rule.excludes, text)
    if speaking_against:
        return f"{speaking_against[0]!r} of its excludes stands there; take it out"
    if rule.verbs and not _standing(rule.verbs, text[:number]):
        return (
            "a verb must stand before the number, or behind it after được or bị;"
            " write such an example, or move the word to topics"
        )
    return (
        "its words stand too far from the number, or are but syllables of longer words;"
        " write the words in full, or leave scope empty"
    )


def _reads(catalogue: Catalogue, code: str, text: str, number: int) -> bool:
    figure = _figure_at(extract(text, catalogue=catalogue), number)
    return figure is not None and figure.indicator == code


def _outweigh(rule: IndicatorRule, text: str, number: int, catalogue: Catalogue) -> str:
    for weight in _WEIGHTS:
        rules = [
            replace(rule, weight=weight) if other is rule else other
            for other in catalogue.indicators
        ]
        if weight > rule.weight and _reads(
            replace(catalogue, indicators=rules), rule.code, text, number
        ):
            return f"that row scores higher; raise this one's weight to {weight:g}, or add words"
    return "that row scores higher; add topics, verbs or qualifiers that stand near the number"


def _kind(figure: Figure, catalogue: Catalogue) -> str:
    kinds = {unit.unit: unit.kind for unit in catalogue.units.values()}
    kind = kinds.get(figure.unit, "count")
    return "growth" if kind == "percent" and figure.direction != "level" else kind


def _fits(nouns: tuple[str, ...], unit: str, catalogue: Catalogue) -> bool:
    """Whether one of the nouns is the unit, its first words, or the class of these."""
    heads = [unit[: end.start()] for end in re.finditer(r"[ ,]|\Z", unit)]
    classes = {f"@{catalogue.nouns[head].noun_class}" for head in heads if head in catalogue.nouns}
    return bool({*heads, *classes} & set(nouns))


def _standing(words: tuple[str, ...], text: str) -> list[str]:
    lowered = text.lower()
    return [word for word in words if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", lowered)]
