"""What a reader chose on the Figures page: address → choice, and back to a permalink."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from urllib.parse import urlencode

from pipeline.errors import UsageError

DIMENSIONS = ("indicator", "province", "place", "source", "year", "status", "alarm")
SORTS = ("newest", "oldest", "largest", "smallest", "unsure")
PAGE_ROWS = 40
_MAX_SEARCH = 200


class Params(Protocol):
    """Query parameters, of which one may be given several times."""

    def get(self, name: str, /) -> Any: ...  # noqa: D102
    def getlist(self, name: str, /) -> list[str]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Choice:
    """Search words, chosen values by dimension, range of values, order and page (from 1)."""

    search: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    minimum: float | None = None
    maximum: float | None = None
    sort: str = "newest"
    page: int = 1

    def query(self, **changes: Any) -> str:
        """Return this choice as a query string, with `changes` made; "" for the whole dataset."""
        choice = replace(self, **changes)
        pairs: list[tuple[str, str]] = []
        if choice.search:
            pairs.append(("q", choice.search))
        for name in DIMENSIONS:
            pairs += [(name, value) for value in choice.chosen.get(name, ())]
        for name, bound in (("min", choice.minimum), ("max", choice.maximum)):
            if bound is not None:
                pairs.append((name, f"{bound:.15g}"))
        if choice.sort != "newest":
            pairs.append(("sort", choice.sort))
        if choice.page > 1:
            pairs.append(("page", str(choice.page)))
        return urlencode(pairs)

    def without(self, name: str, value: str) -> str:
        """Return the query without one chosen value, on its first page."""
        rest = tuple(one for one in self.chosen.get(name, ()) if one != value)
        return self.query(chosen={**self.chosen, name: rest}, page=1)


def read_choice(params: Params) -> Choice:
    """Return what an address asks for; UsageError for a bound that is no number."""
    chosen = {
        name: tuple(dict.fromkeys(value for value in params.getlist(name) if value))[:50]
        for name in DIMENSIONS
    }
    sort = params.get("sort")
    page = str(params.get("page") or "1")
    return Choice(
        search=str(params.get("q") or "").strip()[:_MAX_SEARCH],
        chosen={name: values for name, values in chosen.items() if values},
        minimum=read_number(params.get("min")),
        maximum=read_number(params.get("max")),
        sort=sort if sort in SORTS else "newest",
        page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 8 else 1,
    )


def read_number(text: str | None) -> float | None:
    """Return a number as people write it, None for an empty field; UsageError for no number."""
    if text is None or not text.strip():
        return None
    plain = text.strip().replace(" ", "")
    # 1.234,5 as Vietnamese writes it; 1234.5 and 5e10 as machines do.
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    elif _is_grouped(plain.split(".")):
        plain = plain.replace(".", "")
    try:
        number = float(plain)
    except ValueError as error:
        raise UsageError(f"{text!r} is no number: write it as 1500 or 1.500") from error
    if not math.isfinite(number):
        raise UsageError(f"{text!r} is no number: write it as 1500 or 1.500")
    return number


def _is_grouped(parts: Sequence[str]) -> bool:
    return len(parts) > 1 and len(parts[0]) <= 3 and all(len(part) == 3 for part in parts[1:])
