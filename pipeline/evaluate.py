"""Extraction against gold files: what was found, and which fields of it are right.

read_gold(path) -> list[GoldArticle]; evaluate(articles, extract) -> Evaluation.

A gold figure is matched to the figure whose number starts where its own does, else to one whose
mention covers it. Fields are scored over matched figures; `optional` gold figures count neither
way and `loose` fields are not scored.
"""

from __future__ import annotations

import json
import math
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, get_args

from extractors.catalogue import load_catalogue
from extractors.place_names import fold_name, load_places
from extractors.records import Direction, Extraction, Figure, Modifier, Status
from extractors.sentences import split_sentences
from pipeline.errors import InputError, UsageError

ROW_FIELDS = (
    "value", "modifier", "direction", "unit", "indicator", "place", "period", "part_of",
)  # fmt: skip
# Scored where a gold file states them; not every annotation does, so no part of the whole row.
EXTRA_FIELDS = ("per", "status")
# What two annotations may differ in: a figure found, or a field of it.
DIFFERENCES = ("missed", "spurious", "unaccounted", *ROW_FIELDS, *EXTRA_FIELDS)
_BINS = 10
_CITY = re.compile(r"^(?:tp\.? ?|thành phố )")


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One annotated article; offsets of its figures refer to `text`, which is NFC."""

    article_id: str
    text: str
    published: date | None
    title: str | None
    province: str | None
    figures: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One disagreement: `field` is "missed", "spurious", "unaccounted" or a scored field."""

    article_id: str
    start: int
    field: str
    exact: str
    gold: str
    got: str
    sentence: str
    why: str = ""


@dataclass(slots=True)
class Tally:
    """Right ones out of those scored."""

    right: int = 0
    scored: int = 0

    @property
    def share(self) -> float:
        """Share right, 0 to 1; NaN where nothing was scored."""
        return self.right / self.scored if self.scored else math.nan


@dataclass(slots=True)
class Links:
    """Counts of links, or of figures found: true and false positives, false negatives."""

    hit: int = 0
    spurious: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of those given that are right; NaN where none is given."""
        given = self.hit + self.spurious
        return self.hit / given if given else math.nan

    @property
    def recall(self) -> float:
        """Share of those there that are given; NaN where none is there."""
        there = self.hit + self.missed
        return self.hit / there if there else math.nan

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; NaN where there is nothing to find or found."""
        total = 2 * self.hit + self.spurious + self.missed
        return 2 * self.hit / total if total else math.nan


@dataclass(slots=True)
class ArticleScore:
    """How one article went: figures in gold, missed, spurious, and found with a field wrong."""

    article_id: str
    gold: int = 0
    missed: int = 0
    spurious: int = 0
    wrong: int = 0

    @property
    def errors(self) -> int:
        """Figures missed, spurious or found with a field wrong."""
        return self.missed + self.spurious + self.wrong


@dataclass(slots=True)
class ConfidenceBin:
    """Figures whose confidence lies in one tenth of 0 to 1: how many are real, and wholly right."""

    count: int = 0
    confidence: float = 0.0  # summed
    real: int = 0
    whole: int = 0


@dataclass(slots=True)
class Evaluation:
    """The result over all articles; `metrics()` names every number that a floor may be set for."""

    articles: list[ArticleScore] = field(default_factory=list)
    found: Links = field(default_factory=Links)
    links: Links = field(default_factory=Links)
    fields: dict[str, Tally] = field(
        default_factory=lambda: {name: Tally() for name in (*ROW_FIELDS, *EXTRA_FIELDS)}
    )
    whole_row: Tally = field(default_factory=Tally)
    digit_runs: Tally = field(default_factory=Tally)  # right = accounted for
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)  # (gold, got)
    calibration: list[ConfidenceBin] = field(
        default_factory=lambda: [ConfidenceBin() for _ in range(_BINS)]
    )
    differences: list[Difference] = field(default_factory=list)

    def metrics(self) -> dict[str, float]:
        """Return every measured share by name, 0 to 1; NaN where nothing was scored."""
        return {
            "found_precision": self.found.precision,
            "found_recall": self.found.recall,
            "found_f1": self.found.f1,
            **{name: self.fields[name].share for name in ROW_FIELDS if name != "part_of"},
            "part_of_f1": self.links.f1,
            **{name: self.fields[name].share for name in EXTRA_FIELDS},
            "whole_row": self.whole_row.share,
            "accounted": self.digit_runs.share,
            "calibration_error": self.calibration_error(),
        }

    def calibration_error(self) -> float:
        """Mean gap between confidence and the share of wholly right rows, weighed by bin."""
        count = sum(part.count for part in self.calibration)
        gaps = sum(abs(part.confidence - part.whole) for part in self.calibration)
        return gaps / count if count else math.nan

    def summary(self) -> dict[str, Any]:
        """Return the whole result as plain JSON types."""
        return {
            "articles": len(self.articles),
            "figures": self.found.hit + self.found.missed,
            "metrics": {k: None if math.isnan(v) else v for k, v in self.metrics().items()},
            "confusion": [
                {"gold": gold, "got": got, "count": count}
                for (gold, got), count in self.confusion.most_common()
            ],
            "differences": [
                {name: getattr(difference, name) for name in Difference.__slots__}
                for difference in self.differences
            ],
        }


def read_gold(path: Path) -> list[GoldArticle]:
    """Read the gold files under a folder (searched recursively), or one file.

    A file holds one article, or is keyed by the names of text files beside it.
    """
    articles = [article for file in _gold_files(path) for article in _read_gold_file(file)]
    if not articles:
        raise InputError(f"{path}: no gold articles here; give a folder of .json files")
    for article_id, count in Counter(article.article_id for article in articles).items():
        if count > 1:
            raise InputError(
                f"{path}: {count} articles have the id {article_id!r}; give every one its own"
            )
    return articles


def gold_folders(path: Path) -> list[str]:
    """Return the folders, with `/` at their ends, whose gold files `read_gold` puts together."""
    return sorted({f"{file.parent.as_posix()}/" for file in _gold_files(path)})


def _gold_files(path: Path) -> list[Path]:
    return sorted(path.rglob("*.json")) if path.is_dir() else [path]


def _read_gold_file(path: Path) -> list[GoldArticle]:
    try:
        content = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    except ValueError as error:  # no UTF-8, no JSON
        raise InputError(f"{path}: not JSON in UTF-8: {error}") from error
    if isinstance(content, dict) and "figures" in content and "text" in content:
        return [_gold_article(path, content.get("id") or path.stem, content["text"], content)]
    if isinstance(content, dict) and content and all(_is_keyed(v) for v in content.values()):
        return [
            _gold_article(path, name, _read_beside(path, name), record)
            for name, record in content.items()
        ]
    raise InputError(
        f"{path}: neither an article with text and figures nor a table keyed by text files"
    )


def _is_keyed(record: object) -> bool:
    return isinstance(record, dict) and "figures" in record and "text" not in record


def _read_beside(path: Path, name: str) -> str:
    try:
        # Offsets count characters as they are on disk: line ends must not be translated.
        return path.with_name(name).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot read the text {name} beside it: {error}") from error


def _gold_article(
    path: Path, article_id: object, text: str, record: Mapping[str, Any]
) -> GoldArticle:
    published = record.get("published")
    try:
        return GoldArticle(
            article_id=str(article_id),
            text=unicodedata.normalize("NFC", text),
            published=date.fromisoformat(published[:10]) if published else None,
            title=record.get("title"),
            province=record.get("province"),
            figures=tuple(_to_nfc(text, figure) for figure in record["figures"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path}: article {article_id}: {error!r}") from error


def _to_nfc(text: str, figure: Mapping[str, Any]) -> dict[str, Any]:
    before = unicodedata.normalize("NFC", text[: figure["start"]])
    return {**figure, "start": len(before)}


_WORDS = {
    "modifier": get_args(Modifier), "direction": get_args(Direction), "status": get_args(Status),
}  # fmt: skip


def check_gold(path: Path, articles: Iterable[GoldArticle], codes: Collection[str]) -> None:
    """Refuse gold that could only count as errors: a start off its mention, an unknown code.

    codes: the indicators of the catalogue. Raises InputError, which names the figure.
    """
    for article in articles:
        for number, figure in enumerate(article.figures):
            for fault in _faults(article.text, figure, codes):
                raise InputError(f"{path}: article {article.article_id}, figure {number}: {fault}")


def _faults(text: str, figure: Mapping[str, Any], codes: Collection[str]) -> Iterator[str]:
    start = figure["start"]
    surface = unicodedata.normalize("NFC", figure.get("surface") or "")
    at = text.find(surface, max(0, start - len(surface)), start + len(surface))
    if surface and not 0 <= at <= start < at + len(surface):
        yield f"start {start} is not within {surface!r}, but at {text[start : start + 20]!r}"
    if not text[start : start + 1].isalnum():
        yield f"start {start} is at no number: {text[start : start + 20]!r}"
    if figure.get("indicator") not in codes:
        yield f"unknown indicator {figure.get('indicator')!r}; give a code of indicators.csv"
    for name, known in _WORDS.items():
        if figure.get(name, known[0]) not in known:
            yield f"unknown {name} {figure[name]!r}; one of {', '.join(known)}"


def evaluate(
    articles: Iterable[GoldArticle], extract: Callable[..., Extraction] | None = None
) -> Evaluation:
    """Extract every article and score the result against its gold figures.

    `extract` takes the text and the keywords published, province, title, article_id; by default
    the project's own.
    """
    if extract is None:
        from extractors.extract import extract as project_extract

        extract = project_extract
    result = Evaluation()
    for article in articles:
        extraction = extract(
            article.text,
            published=article.published,
            province=article.province,
            title=article.title,
            article_id=article.article_id,
        )
        _score_article(result, article, extraction)
    return result


def match_figures(
    gold: Sequence[Mapping[str, Any]], figures: Sequence[Figure]
) -> dict[int, Figure]:
    """Match gold figures, by index, to extracted ones: same number start, else mention covers."""
    unused = {id(figure): figure for figure in figures}
    matched: dict[int, Figure] = {}
    for same_start in (True, False):
        for index, record in enumerate(gold):
            if index in matched:
                continue
            start = record["start"]
            for figure in unused.values():
                if (
                    figure.number_start == start
                    if same_start
                    else figure.start <= start < figure.end
                ):
                    matched[index] = unused.pop(id(figure))
                    break
    return matched


def _score_article(result: Evaluation, article: GoldArticle, extraction: Extraction) -> None:
    score = ArticleScore(article.article_id)
    result.articles.append(score)
    sentence_at = _sentence_finder(article.text)

    def note(start: int, name: str, exact: str, gold: str, got: str, why: str = "") -> None:
        result.differences.append(
            Difference(article.article_id, start, name, exact, gold, got, sentence_at(start), why)
        )

    matched = match_figures(article.figures, extraction.figures)
    gold_index = {figure.figure_id: index for index, figure in matched.items()}
    whole_ids: set[str] = set()
    for index, record in enumerate(article.figures):
        if record.get("optional"):
            continue
        score.gold += 1
        figure = matched.get(index)
        if figure is None:
            result.found.missed += 1
            score.missed += 1
            note(record["start"], "missed", record["surface"], _brief(record), "")
            continue
        result.found.hit += 1
        loose = set(record.get("loose", ()))
        whole = True
        for name, gold_value, got_value in _compare(record, figure, gold_index):
            if name in loose or (name == "value" and {"value_max", "total"} & loose):
                continue
            right = gold_value == got_value
            tally = result.fields[name]
            tally.scored += 1
            tally.right += right
            if name == "indicator":
                result.confusion[str(gold_value), str(got_value)] += not right
            if not right:
                whole = whole and name in EXTRA_FIELDS
                note(
                    record["start"], name, figure.exact,
                    _show(gold_value), _show(got_value), figure.why,
                )  # fmt: skip
        result.whole_row.scored += 1
        result.whole_row.right += whole
        score.wrong += not whole
        if whole:
            whole_ids.add(figure.figure_id)
    for figure in extraction.figures:
        if figure.figure_id not in gold_index:
            result.found.spurious += 1
            score.spurious += 1
            got = f"{figure.value:g} {figure.unit} ({figure.indicator})"
            note(figure.number_start, "spurious", figure.exact, "", got, figure.why)
    _score_links(result.links, article.figures, extraction.figures, gold_index)
    _score_confidence(result, article.figures, extraction.figures, gold_index, whole_ids)
    for start, run in _digit_runs(article.text):
        covered = _is_covered(start, start + len(run), extraction)
        result.digit_runs.scored += 1
        result.digit_runs.right += covered
        if not covered:
            note(start, "unaccounted", run, "", "")
    result.confusion = +result.confusion  # drops the pairs counted zero times


def _compare(
    record: Mapping[str, Any], figure: Figure, gold_index: Mapping[str, int]
) -> Iterable[tuple[str, object, object]]:
    """Yield (field, gold, got) in comparable form, for the fields that this gold record has."""
    yield (
        "value",
        tuple(_number(record.get(name)) for name in ("value", "value_max", "total")),
        tuple(_number(number) for number in (figure.value, figure.value_high, figure.total)),
    )
    yield "modifier", record.get("modifier") or "exact", figure.modifier
    yield "direction", record.get("direction") or "level", figure.direction
    yield "unit", _unit(record["unit"]), _unit(figure.unit)
    yield "indicator", record["indicator"], figure.indicator
    named = figure.place_names if figure.place_basis == "named" else None
    yield "place", _names(record.get("place")), _names(named)
    start, end = record.get("period") or (None, None)
    yield (
        "period",
        (start, end),
        tuple(day.isoformat() if day else None for day in (figure.period_start, figure.period_end)),
    )
    part_of = gold_index.get(figure.part_of, -1) if figure.part_of else None
    yield "part_of", record.get("part_of"), part_of
    if "per_unit" in record:
        yield (
            "per",
            (_number(record.get("per_value")), _fold(record["per_unit"])),
            (_number(figure.per_value), _fold(figure.per_unit)),
        )
    if "status" in record:
        yield "status", record["status"], figure.status


def _number(value: float | None) -> float | None:
    # Scaled values meet as printed: 1.2 million is 1200000 however the product was rounded.
    return None if value is None else float(f"{value:.10g}")


def _fold(text: str | None) -> str | None:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split()) if text else None


def _unit(written: str) -> str | None:
    """Return the catalogue's name of a unit, however it is spelled: độ C is °C, but a tạ no kg."""
    form = _fold(written)
    unit = load_catalogue().units.get(form or "")
    return _fold(unit.unit) if unit is not None and unit.factor == 1.0 else form


def _names(text: str | None) -> frozenset[str]:
    return frozenset(_place(name) for name in (text or "").split(";") if name.strip())


def _place(name: str) -> str:
    """Return a place's official name, where one unit alone is called so: TP.HCM is Hồ Chí Minh."""
    known = load_places().named
    key = _CITY.sub("", fold_name(name))
    units = {(entry.unit.name, entry.unit.level) for entry in known.get(key, [])}
    official = {unit for unit, _ in units} if len({level for _, level in units}) == 1 else set()
    return (official.pop() if len(official) == 1 else name.replace("’", "'").strip()).casefold()


def _show(value: object) -> str:
    if isinstance(value, frozenset):
        return "; ".join(sorted(value)) or "–"
    if isinstance(value, tuple):
        return " | ".join(_show(part) for part in value)
    if isinstance(value, float):
        return f"{value:.10g}"
    return "–" if value is None else str(value)


def _brief(record: Mapping[str, Any]) -> str:
    return f"{_show(_number(record['value']))} {record['unit']} ({record['indicator']})"


def _score_links(
    links: Links,
    gold: Sequence[Mapping[str, Any]],
    figures: Sequence[Figure],
    gold_index: Mapping[str, int],
) -> None:
    unscored = {
        index
        for index, record in enumerate(gold)
        if record.get("optional") or "part_of" in record.get("loose", ())
    }
    wanted = {
        (index, record["part_of"])
        for index, record in enumerate(gold)
        if record.get("part_of") is not None and index not in unscored
    }
    given: set[tuple[object, object]] = set()
    for figure in figures:
        if figure.part_of is None:
            continue
        child: object = gold_index.get(figure.figure_id, figure.figure_id)
        if child not in unscored:
            given.add((child, gold_index.get(figure.part_of, figure.part_of)))
    links.hit += len(given & wanted)
    links.spurious += len(given - wanted)
    links.missed += len(wanted - given)


def _score_confidence(
    result: Evaluation,
    gold: Sequence[Mapping[str, Any]],
    figures: Sequence[Figure],
    gold_index: Mapping[str, int],
    whole_ids: set[str],
) -> None:
    for figure in figures:
        index = gold_index.get(figure.figure_id)
        if index is not None and gold[index].get("optional"):
            continue
        place = min(int(figure.confidence * _BINS), _BINS - 1)
        part = result.calibration[place]
        part.count += 1
        part.confidence += figure.confidence
        part.real += index is not None
        part.whole += figure.figure_id in whole_ids


def _digit_runs(text: str) -> Iterable[tuple[int, str]]:
    return ((match.start(), match.group()) for match in re.finditer(r"\d+", text))


def _is_covered(start: int, end: int, extraction: Extraction) -> bool:
    spans = [(figure.start, figure.end) for figure in extraction.figures]
    spans += [(number.start, number.end) for number in extraction.non_figures]
    return any(first <= start and end <= last for first, last in spans)


def _sentence_finder(text: str) -> Callable[[int], str]:
    sentences = split_sentences(text)

    def sentence_at(offset: int) -> str:
        for sentence in sentences:
            if sentence.start <= offset < sentence.end:
                return text[sentence.start : sentence.end]
        return ""

    return sentence_at


def read_floor(path: Path, gold: Path | None = None) -> dict[str, float]:
    """Read a TOML table of minimum values by metric name; `calibration_error` is a maximum.

    Of a file in sections, the one named like the folder of gold files is read.
    """
    try:
        floor = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot read the floor: {error}") from error
    if sections := [name for name, value in floor.items() if isinstance(value, dict)]:
        folder = gold.resolve() if gold is not None else Path()
        name = (folder.parent if folder.is_file() else folder).name
        if name not in sections:
            raise UsageError(
                f"{path}: its sections are {', '.join(sections)}; add one named like the folder of"
                f" gold files, [{name}]"
            )
        floor = floor[name]
    known = Evaluation().metrics()
    for name, value in floor.items():
        if name not in known:
            raise UsageError(f"{path}: no metric is called {name}; known: {', '.join(known)}")
        if not isinstance(value, int | float):
            raise UsageError(f"{path}: {name} must be a number between 0 and 1")
    return floor


def below_floor(evaluation: Evaluation, floor: Mapping[str, float]) -> list[str]:
    """Return one line for each metric that misses its floor."""
    measured = evaluation.metrics()
    lines = []
    for name, limit in floor.items():
        value = measured[name]
        # NaN (nothing scored) misses every floor: an empty gold folder must not pass.
        reached = value <= limit if name == "calibration_error" else value >= limit
        if not reached:
            lines.append(f"{name} is {value:.4f}, its floor is {limit:.4f}")
    return lines
