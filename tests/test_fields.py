"""One field of one figure in a plain sentence: field, what it is, the sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractors.extract import extract

LINES = [
    line.split("\t")
    for line in (Path(__file__).parent / "corpus" / "fields.tsv").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("field", "wanted", "marked"), LINES, ids=[line[2] for line in LINES])
def test_a_field_of_a_plain_sentence(field: str, wanted: str, marked: str) -> None:
    start = marked.index("[")
    figures = extract(re.sub(r"[\[\]]", "", marked), published="2024-07-03").figures
    figure = next(figure for figure in figures if figure.start <= start < figure.end)
    got = getattr(figure, "place_names" if field == "place" else field)
    assert str(got) == wanted
