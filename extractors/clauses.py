"""Where a clause ends between a figure and the time behind it: a list's commas end none."""

from __future__ import annotations

import re
from functools import cache

from extractors.patterns import UPPER
from extractors.place_words import load_place_words

_ENDS = re.compile(r",(?! *\d)|[;:]|\([^)]*$|[–-] *$")


def ends_clause(text: str, start: int, end: int) -> bool:
    """Tell whether a clause ends within `text[start:end]`, read from behind a figure on."""
    between = text[start:end]
    if _ENDS.search(between) is None:
        return False
    return _ENDS.search(_places().sub(" ", between.replace("\u00a0", " "))) is not None


@cache
def _places() -> re.Pattern[str]:
    """Several places behind a figure that counts them, `3 xã A, B, C`, or behind a unit word."""
    units = "|".join(unit for unit in load_place_words().levels if len(unit) > 1)
    name = rf"[{UPPER}]\w*(?: [{UPPER}]\w*){{0,3}}"
    unit, join = rf"(?:{units}) ", "(?:[,;]|,? và) "
    return re.compile(
        rf"\A:? ?\(?(?:{unit})?{name}(?:{join}(?:{unit})?{name})+\)?"
        rf"|\b(?:{units}):? \(?{name}"
        rf"(?:(?:{join}{unit}{name})+|(?:{join}(?:{unit})?{name}){{2,}})\)?"
    )
