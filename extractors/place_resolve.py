"""From a place as written to its code: by scheme, by what it lies in, by the outlet's province.

A name that several units bear and nothing in the text tells apart gets no code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from extractors.place_names import (
    AdminUnit,
    Level,
    Named,
    PlaceTable,
    Scheme,
    fold_name,
    strip_marks,
)
from extractors.place_records import PlaceMention
from extractors.place_scopes import Scope
from extractors.place_words import is_abbreviation

# From this day on there are 34 provinces and no districts.
MERGER = date(2025, 7, 1)


@dataclass(slots=True)
class Resolver:
    """Finds the units that the places of one article stand for."""

    table: PlaceTable
    published: date | None
    scheme: Scheme
    homes: frozenset[str]  # folded names of the provinces that the outlet and the text speak of
    source: frozenset[str]  # of the outlet's alone
    districts: frozenset[str]
    known: dict[tuple[str, ...], AdminUnit | None] = field(default_factory=dict)

    def cover(self, scope: Scope) -> AdminUnit | None:
        """Return the lowest unit that covers a scope's places, None where that is not settled."""
        units = [self.find(mention, scope) for mention in scope.mentions]
        settled = [unit for unit in units if unit is not None]
        if not settled:
            return None
        covering: AdminUnit | None = settled[0]
        for mention, unit in zip(scope.mentions, units, strict=True):
            for each in [unit] if unit else self._besides(mention, scope, settled):
                covering = self._common(covering, each) if covering and each else None
        return covering

    def _besides(
        self, mention: PlaceMention, scope: Scope, settled: Sequence[AdminUnit]
    ) -> Sequence[AdminUnit | None]:
        """Return the units that an ambiguous mention may be, in the provinces of those besides it.

        None for one that is nowhere there.
        """
        around = {_folded(self.table.province_of(unit).name) for unit in settled}
        entries = self._entries(mention, _holders(scope)) if mention.level != "village" else []
        return [entry.unit for entry in self._near(entries, around)] or [None]

    def find(self, mention: PlaceMention, scope: Scope) -> AdminUnit | None:
        """Return the unit that a mention stands for; for a village, the unit it lies in.

        A unit since abolished keeps the name that the text has, with all else of its successor.
        """
        holders = _holders(scope)
        key = (mention.name, mention.level, mention.unit, *holders)
        if key not in self.known:
            if mention.level == "village":
                holder = scope.containers[0] if scope.containers else None
                outer = Scope(0, 0, "commune", containers=scope.containers[1:])
                self.known[key] = self.find(holder, outer) if holder else None
            else:
                self.known[key] = self._choose(mention, holders)
        return self.known[key]

    def province(self, name: str) -> AdminUnit | None:
        """Return the province of a name, of the article's scheme where that has it."""
        provinces = [
            entry.unit
            for entry in self.table.named.get(_folded(name), ())
            if entry.unit.level == "province"
        ]
        of_scheme = [unit for unit in provinces if unit.scheme == self.scheme]
        return next(iter(of_scheme or provinces), None)

    def _candidates(self, mention: PlaceMention) -> list[Named]:
        if mention.level == "commune":
            entries = self.table.find_communes(mention.name)
        else:
            key = _key(mention)
            entries = self.table.named.get(key) or self.table.stripped.get(strip_marks(key), [])
            entries = [entry for entry in entries if entry.unit.level == mention.level]
        called = {"tp": "thành phố", "tx": "thị xã", "h": "huyện", "q": "quận", "p": "phường",
                  "x": "xã", "tt": "thị trấn"}.get(mention.unit, mention.unit)  # fmt: skip
        return [entry for entry in entries if entry.type == called] or entries

    def _choose(self, mention: PlaceMention, holders: tuple[str, ...]) -> AdminUnit | None:
        entries = self._entries(mention, holders)
        if len({(entry.unit.scheme, entry.unit.code) for entry in entries}) != 1:
            return None
        unit = entries[0].unit
        abolished = all(entry.until for entry in entries)
        return unit._replace(name=mention.name) if abolished else unit

    def _entries(self, mention: PlaceMention, holders: tuple[str, ...]) -> list[Named]:
        """Return what a mention may stand for; it is settled where that is one unit."""
        entries = self._candidates(mention)
        if self.published:
            # A name given up before the article is meant only where no living unit bears it.
            alive = [e for e in entries if e.until is None or e.until > self.published]
            entries = alive or entries
        held = frozenset().union(*map(self.table.all_names, holders))
        if held and mention.level != "province":
            entries = self._near(entries, held)
        elif self.source and mention.level == "district" and not mention.unit:
            # A bare name of a far district, in an article that never speaks of its province, is
            # rather a commune's near by.
            entries = self._near(entries, self.source | self.homes) or self._near(
                self.table.find_communes(mention.name), self.source
            )
        entries = self._near(entries, self.source) or entries
        entries = [entry for entry in entries if entry.unit.scheme == self.scheme] or entries
        for wanted in (self.districts, self.homes):
            entries = self._near(entries, wanted) or entries
        return entries

    def _near(self, entries: list[Named], wanted: Set[str]) -> list[Named]:
        """Return the entries that lie in a wanted unit, as it is or, failing that, as merged."""
        inside = [entry for entry in entries if wanted & self._line(entry.unit)]
        return inside or [
            entry
            for entry in entries
            if wanted & {_folded(heir.name) for heir in self._heirs(entry.unit)}
        ]

    def _line(self, unit: AdminUnit) -> set[str]:
        names = {_folded(unit.name)}
        while unit.parent:
            unit = self.table.units[unit.scheme, unit.parent]
            names.add(_folded(unit.name))
        return names

    def _heirs(self, unit: AdminUnit) -> list[AdminUnit]:
        province = self.table.province_of(unit)
        return [self.table.units["VN-2025", code] for code in province.successors]

    def _common(self, one: AdminUnit, other: AdminUnit) -> AdminUnit | None:
        if one == other:
            return one
        line = [self.table.units[one.scheme, one.code]]
        while line[-1].parent:
            line.append(self.table.units[line[-1].scheme, line[-1].parent])
        step: AdminUnit | None = self.table.units[other.scheme, other.code]
        while step is not None:
            if step in line:
                return step
            step = self.table.units[step.scheme, step.parent] if step.parent else None
        return None


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    return fold_name(name)


def _key(mention: PlaceMention) -> str:
    """Return the folded name that the tables have: of "TP.HCM" without the unit word."""
    if not mention.name[-1:].isupper():
        return _folded(mention.name)
    last = re.split(r"[\s.]", mention.name)[-1]
    return _folded(last if is_abbreviation(last) else mention.name)


def _holders(scope: Scope) -> tuple[str, ...]:
    return tuple(_key(holder) for holder in scope.containers)


def _names(table: PlaceTable, mentions: Sequence[PlaceMention], level: Level) -> frozenset[str]:
    keys = {_key(mention) for mention in mentions if mention.level == level}
    return frozenset[str]().union(*map(table.all_names, keys))


def make_resolver(
    table: PlaceTable,
    mentions: Sequence[PlaceMention],
    province: str | None,
    published: date | None,
) -> Resolver:
    """Gather what an article tells about where its places lie."""
    resolver = Resolver(
        table=table,
        published=published,
        scheme=_scheme(table, mentions, published),
        homes=_names(table, mentions, "province"),
        source=frozenset({_folded(province)} if province else ()),
        districts=_names(table, mentions, "district"),
    )
    if province and (unit := resolver.province(province)):
        resolver.source |= {_folded(unit.name)}
    return resolver


def _scheme(table: PlaceTable, mentions: Sequence[PlaceMention], published: date | None) -> Scheme:
    if published is not None:
        return "VN-2025" if published >= MERGER else "VN-2024"
    if any(mention.level == "district" for mention in mentions):
        return "VN-2024"
    communes = [mention for mention in mentions if mention.level == "commune" and mention.unit]
    newest = [m for m in communes if _only_new(table, m)]
    return "VN-2025" if newest else "VN-2024"


def _only_new(table: PlaceTable, mention: PlaceMention) -> bool:
    entries = table.find_communes(mention.name)
    return bool(entries) and all(entry.unit.scheme == "VN-2025" for entry in entries)
