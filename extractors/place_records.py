"""What reading places hands on: words, open lists and the places found."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.place_names import Level
from extractors.place_words import HYPHENS


@dataclass(slots=True)
class PlaceMention:
    """A place named in a text: `text[start:end]` is the bare name.

    `prefix_start` is where its unit word begins (= `start` without one). `institution` marks a
    name that qualifies an office (`UBND tỉnh X`): the place too, but weaker. A number or an
    abbreviation keeps its unit word (`thôn 3`, `TP.HCM`): it is no name without.
    """

    start: int
    end: int
    name: str
    level: Level
    prefix_start: int
    institution: bool = False
    unit: str = ""  # the unit word in lower case, "" for a bare name


@dataclass(slots=True)
class Token:
    """One word of a run of capitalised words, and its folded form."""

    word: str
    key: str
    start: int
    end: int


@dataclass(slots=True)
class OpenList:
    """A unit word that a list of names may go on under: `các huyện A, B và C`."""

    unit: str
    level: Level
    end: int
    plural: bool
    institution: bool
    first: str = ""  # folded name of the first


def key_of(tokens: list[Token]) -> str:
    """Return the folded name that tokens spell."""
    return tokens[0].key if len(tokens) == 1 else " ".join([token.key for token in tokens])


def run_end(tokens: list[Token], index: int) -> int:
    """Return the index behind the words from `index` on, up to a hyphen."""
    while index < len(tokens) and tokens[index].word not in HYPHENS:
        index += 1
    return index
