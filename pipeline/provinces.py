"""Which province a user means, however it is written."""

from __future__ import annotations

import difflib
from functools import cache

from extractors.catalogue import catalogue_folder, read_rows
from pipeline.errors import UsageError
from pipeline.fold import fold

_ALIASES = {
    "hcm": "Hồ Chí Minh",
    "saigon": "Hồ Chí Minh",
    "thuathienhue": "Huế",
    "vungtau": "Bà Rịa - Vũng Tàu",
}


def resolve_province(name: str) -> str:
    """Return the official name of a province of either scheme; UsageError where there is none."""
    known = _provinces()
    folded = _fold(name)
    found = known.get(folded) or known.get(_fold(_ALIASES.get(folded, "")))
    if found is None:
        close = difflib.get_close_matches(folded, known, n=1, cutoff=0.7)
        hint = f"did you mean {known[close[0]]}?" if close else "give a province of Vietnam"
        raise UsageError(f"unknown province {name!r}: {hint}")
    return found


def _fold(name: str) -> str:
    letters = "".join(char for char in fold(name) if char.isalnum())
    for prefix in ("thanhpho", "tinh", "tp"):
        if letters.startswith(prefix) and len(letters) > len(prefix) + 2:
            letters = letters.removeprefix(prefix)
            break
    # Bắc Kạn / Bắc Cạn, Đắk Lắk / Đắc Lắc, Qui / Quy: one sound, two spellings.
    return letters.replace("k", "c").replace("y", "i")


@cache
def _provinces() -> dict[str, str]:
    table = read_rows(catalogue_folder() / "places.csv", ("level", "name", "scheme"))
    rows = [row for _, row in table if row["level"] == "province"]
    # Where both schemes have one, the spelling of the later one stands.
    return {_fold(row["name"]): row["name"] for row in sorted(rows, key=lambda r: r["scheme"])}
