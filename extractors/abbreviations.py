"""Nouns that a text shortens: `541 công trình thanh niên (CTTN)`, then `6 CTTN`.

spell_out(text, mentions, catalogue) gives such a mention the noun that its brackets define.
"""

from __future__ import annotations

from extractors.catalogue import Catalogue
from extractors.mentions import Mention
from extractors.units import UnitMatch, read_unit

_LETTERS = range(2, 7)  # of an abbreviation: "CTTN"
_LOOK_BACK = 80  # characters before the bracket within which the words stand that it shortens


def spell_out(text: str, mentions: list[Mention], catalogue: Catalogue) -> None:
    """Give what is counted in an abbreviation of the text's own the noun that it stands for."""
    meanings: dict[str, UnitMatch | None] = {}
    for mention in mentions:
        form = text[mention.unit_start : mention.unit_end] if mention.unit_start >= 0 else ""
        if mention.kind != "count" or mention.noun_class or not form.isupper():
            continue
        if len(form) not in _LETTERS or not form.isalpha():
            continue
        if form not in meanings:
            meanings[form] = _meaning(text, form, mention.start, catalogue)
        noun = meanings[form]
        if noun is not None:
            mention.unit, mention.noun_class = noun.unit, noun.noun_class
            mention.why.append(f"{form}: {noun.unit}")


def _meaning(text: str, form: str, end: int, catalogue: Catalogue) -> UnitMatch | None:
    """The noun that `form` shortens: as many words before `(form)` as it has letters."""
    bracket = text.find(f"({form})", 0, end)
    if bracket < 0:
        return None
    words = text[max(0, bracket - _LOOK_BACK) : bracket].split()[-len(form) :]
    if "".join(word[0] for word in words).upper() != form:
        return None
    noun = read_unit(f" {' '.join(words)}", 0, _LOOK_BACK, catalogue)
    return noun if noun is not None and noun.kind == "count" else None
