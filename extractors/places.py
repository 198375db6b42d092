"""Places: which administrative units a text names, and which of them a figure is for.

    mentions = find_places(text, province=…)
    assigned = assign_places(text, sentences, anchors, mentions, title=…, province=…, published=…)

`find_places` reads the text once; `assign_places` returns one `PlaceAssignment` an anchor, in the
order of the anchors. Both take `table=load_places(folder)` for a user's own catalogue. The tables
are loaded on first use, those of communes only when a text names one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from extractors.place_carry import carry_places
from extractors.place_mentions import find_places
from extractors.place_names import Level, PlaceTable, Scheme, load_places
from extractors.place_records import PlaceMention
from extractors.place_resolve import Resolver, make_resolver
from extractors.place_scopes import Scope
from extractors.sentences import Sentence

__all__ = ["PlaceAssignment", "PlaceMention", "assign_places", "find_places", "load_places"]


@dataclass(slots=True)
class PlaceAssignment:
    """What a figure is for: names as written, the lowest unit covering them, how it is known."""

    names: str | None = None  # "Kon Plông; Tu Mơ Rông", None unless the text names them
    place: str | None = None  # official name of the unit coded
    code: str | None = None
    scheme: Scheme | None = None
    level: Level | None = None
    basis: Literal["named", "source"] | None = None


_OF_WHOLE = re.compile(r"(?<!\w)(?:toàn|cả|trong|địa bàn) (?:tỉnh|thành phố)(?!\w)", re.IGNORECASE)
_SEVERAL = 2  # provinces that share a total, so that it is no single one's


def assign_places(
    text: str,
    sentences: Sequence[Sentence],
    anchors: Sequence[tuple[int, int]],
    mentions: Sequence[PlaceMention],
    *,
    title: str | None = None,
    province: str | None = None,
    published: date | None = None,
    table: PlaceTable | None = None,
) -> list[PlaceAssignment]:
    """Return what each anchor (the offsets of a figure's number) is for, in anchor order."""
    table = table or load_places()
    resolver = make_resolver(table, mentions, province, published)
    carried = carry_places(
        text, sentences, anchors, mentions, title, province=province, table=table
    )
    of_scope = {scope: _assign(scope, resolver, province) for scope in set(carried)}
    return [of_scope[scope] for scope in carried]


def leave_shared_out(
    text: str,
    starts: Sequence[int],
    anchors: Sequence[tuple[int, int]],
    parents: Sequence[int | None],
    places: list[PlaceAssignment],
) -> None:
    """Take its place from each total that several provinces share, unless its own sentence names
    it: `Mưa lũ làm 240 người chết. Trong đó, Lào Cai 120 người, Yên Bái 38 người`.

    starts: where the sentence of each anchor begins.
    """
    sharing: dict[int, set[str]] = {}
    for place, parent in zip(places, parents, strict=True):
        if parent is not None and place.level == "province" and place.names:
            sharing.setdefault(parent, set()).add(place.names)
    for total, provinces in sharing.items():
        place = places[total]
        if len(provinces) < _SEVERAL or place.basis is None or "; " in (place.names or ""):
            continue
        told = text[starts[total] : anchors[total][0]]
        named = place.names is not None and place.names in told
        if not named and not _OF_WHOLE.search(told):
            places[total] = PlaceAssignment()


def _assign(scope: Scope | None, resolver: Resolver, province: str | None) -> PlaceAssignment:
    if scope is not None and scope.national:
        return PlaceAssignment()
    if scope is None or not scope.mentions:
        unit = resolver.province(province) if province else None
        if unit is None:
            return PlaceAssignment()
        return PlaceAssignment(None, unit.name, unit.code, unit.scheme, unit.level, "source")
    names = "; ".join(dict.fromkeys(mention.name for mention in scope.mentions))
    unit = resolver.cover(scope)
    if unit is None:
        return PlaceAssignment(names, names, None, None, scope.level, "named")
    return PlaceAssignment(names, unit.name, unit.code, unit.scheme, unit.level, "named")
