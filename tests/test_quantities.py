"""Quantities with their modifier, unit, rate, change and status, by a table of phrases."""

import tomllib
from pathlib import Path

import pytest

from extractors.extract import extract
from extractors.records import Figure

TABLE = tomllib.loads((Path(__file__).parent / "corpus" / "quantities.toml").read_text("utf-8"))
CASES = [
    pytest.param(case[0], case[1:], id=f"{group['name']}: {case[0]}")
    for group in TABLE["group"]
    for case in group["cases"]
]
COLUMNS = {"high": "value_high", "step": "precision"}
NUMBERS = {"value", "high", "total", "step", "per_value"}


def read_fields(written: str) -> tuple[str, dict[str, float | str | None]]:
    """Split `exact | field=value …` of the table."""
    exact, _, rest = written.partition(" | ")
    fields: dict[str, float | str | None] = {}
    for pair in rest.split():
        name, _, value = pair.partition("=")
        number = None if value == "none" else float(value) if name in NUMBERS else None
        plain = None if value == "none" else value.replace("_", " ")
        is_word = name not in NUMBERS
        # codes such as `more_than` keep their line; only units write spaces so
        fields[name] = (plain if name in ("unit", "per_unit") else value) if is_word else number
    return exact, fields


def show(figure: Figure, names: dict[str, float | str | None]) -> tuple[str, dict[str, object]]:
    return figure.exact, {name: getattr(figure, COLUMNS.get(name, name)) for name in names}


@pytest.mark.parametrize(("text", "written"), CASES)
def test_quantities_are_read(text: str, written: list[str]) -> None:
    wanted = [read_fields(line) for line in written]
    figures = extract(text).figures
    assert [figure.exact for figure in figures] == [exact for exact, _ in wanted]
    shown = [show(figure, fields) for figure, (_, fields) in zip(figures, wanted, strict=True)]
    assert shown == wanted


@pytest.mark.parametrize(("text", "written"), CASES)
def test_quantities_read_alike_in_the_middle_of_an_article(text: str, written: list[str]) -> None:
    article = f"Sáng 11/9, hội nghị diễn ra tại huyện.\n\n{text}\n\nHội nghị bế mạc cùng ngày."
    alone, inside = extract(text).figures, extract(article).figures
    for before, after in zip(alone, inside, strict=True):
        assert (before.exact, before.value, before.unit, before.modifier) == (
            after.exact,
            after.value,
            after.unit,
            after.modifier,
        )


def test_every_name_of_the_table_is_a_column() -> None:
    names = {name for case in CASES for line in case.values[1] for name in read_fields(line)[1]}
    columns = {COLUMNS.get(name, name) for name in names}
    assert columns <= set(Figure.__dataclass_fields__)
