"""Which codes lie within a province or district, in both schemes of administrative units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from extractors.place_names import AdminUnit, fold_name, load_places, strip_marks
from pipeline.errors import UsageError


@cache
def codes_within(name: str) -> dict[str, frozenset[str]]:
    """Return, by scheme, the codes of a province or district and of all units in it.

    Communes that were merged are followed into those of the later scheme, so that a series goes on
    past the merger. UsageError for a name that is neither a province's nor a district's.
    """
    table = load_places()
    key = fold_name(name)
    named = table.named.get(key) or table.stripped.get(strip_marks(key))
    if not named:
        raise UsageError(f"no province or district is called {name!r}")
    table.find_communes(name)  # has the communes read, which the table does only when asked
    children: dict[tuple[str, str], list[AdminUnit]] = defaultdict(list)
    for unit in table.units.values():
        if unit.parent:
            children[unit.scheme, unit.parent].append(unit)
    found: dict[str, set[str]] = defaultdict(set)
    _collect({one.unit for one in named}, children, found)
    return {scheme: frozenset(codes) for scheme, codes in found.items()}


def _collect(
    units: Iterable[AdminUnit],
    children: dict[tuple[str, str], list[AdminUnit]],
    found: dict[str, set[str]],
) -> None:
    for unit in units:
        found[unit.scheme].add(unit.code)
        if unit.level == "commune":
            found["VN-2025"].update(unit.successors)
        _collect(children[unit.scheme, unit.code], children, found)
