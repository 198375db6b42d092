"""Text in pieces for a template, which escapes them: marks are made of offsets, never of markup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

HUES = 12  # `.h0` to `.h11` of the style sheet


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a text: kind is "" (plain), "figure" or "other" (a non-figure).

    `about` is the figure's id, or the reason why the number is none.
    """

    kind: str
    text: str
    about: str = ""


def text_pieces(
    text: str, figures: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]]
) -> Iterator[Piece]:
    """Yield a text in pieces; of two mentions that overlap the first is marked."""
    spans = [(f["start"], f["end"], "figure", f["figure_id"]) for f in figures]
    spans += [(n["start"], n["end"], "other", n["reason"]) for n in others]
    position = 0
    for start, end, kind, about in sorted(spans):
        if start < position or end > len(text):
            continue
        if start > position:
            yield Piece("", text[position:start])
        yield Piece(kind, text[start:end], about)
        position = end
    yield Piece("", text[position:])


def sentence_pieces(figures: Sequence[Mapping[str, Any]]) -> list[Piece]:
    """Return the sentence that these figures share, with their mentions marked."""
    offset = figures[0]["sentence_start"]
    spans = [
        {"start": f["start"] - offset, "end": f["end"] - offset, "figure_id": f["figure_id"]}
        for f in figures
    ]
    return list(text_pieces(figures[0]["sentence"], spans, ()))
