"""Places: which administrative units a text names, and which of them a figure is for.

    mentions = find_places(text)
    assigned = assign_places(text, sentences, anchors, mentions, title=…, province=…, published=…)

`find_places` reads the text once; `assign_places` returns one `PlaceAssignment` an anchor, in the
order of the anchors. The tables are loaded on first use (provinces and districts; communes only
when a text names one).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from extractors.sentences import Sentence

Level = Literal["province", "district", "commune", "village"]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in a text: `text[start:end]` is the bare name, `prefix_start` where `huyện` …

    begins (= `start` without a prefix). `institution` marks a name that qualifies an office
    (`UBND tỉnh X`): the place too, but weaker.
    """

    start: int
    end: int
    name: str
    level: Level
    prefix_start: int
    institution: bool = False


@dataclass(frozen=True, slots=True)
class PlaceAssignment:
    """What a figure is for: names as written, the lowest unit covering them, how it is known."""

    names: str | None = None  # "Kon Plông; Tu Mơ Rông", None unless the text names them
    place: str | None = None  # official name of the unit coded
    code: str | None = None
    scheme: Literal["VN-2024", "VN-2025"] | None = None
    level: Level | None = None
    basis: Literal["named", "source"] | None = None


def find_places(text: str) -> list[PlaceMention]:
    """Return the places named in a text (NFC), in order, without overlap."""
    raise NotImplementedError


def assign_places(
    text: str,
    sentences: Sequence[Sentence],
    anchors: Sequence[tuple[int, int]],
    mentions: Sequence[PlaceMention],
    *,
    title: str | None = None,
    province: str | None = None,
    published: date | None = None,
) -> list[PlaceAssignment]:
    """Return what each anchor (the offsets of a figure's number) is for, in anchor order."""
    raise NotImplementedError
