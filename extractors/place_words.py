"""The words around place names: units, offices, and what makes a name something else's.

They stand in `place_words.csv`, by role: `unit` and `party` (with their level), `kind` (between
unit and name: "huyện miền núi X"), `office` (directly before unit or name), `office_of` (with an
object in between: "Sở … tỉnh X") and the verbs that end it, `company` (whose name a place may
end), `no_office` (abbreviations before a name that are no office's), `not_place_after` (a street, a
product, a person), `no_name` (capitalised words that name no place), `opening` (sentence openers
that do not belong to the name after them), `region` (of several provinces), `person` (whose name a
place bears), `surname`, `short_name`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import get_args

from extractors.catalogue import CatalogueError, catalogue_folder, read_rows
from extractors.patterns import CROSSROADS, NUMBER_IN_NAME, UPPER, any_word
from extractors.place_names import Level, fold_name, fold_syllable

TAIL = r"[\w\u0300-\u036f]*(?:['’ʼ`´‘][\w\u0300-\u036f]+)*"
BLANK = r"[ \u00a0]"
SPACE = BLANK + "{1,2}"
HYPHENS = "-–—"
_DOTTED = r"T\.[PXT](?!\w)"  # "T.P Sông Công"
_CAPITALISED = rf"(?:{_DOTTED}|[{UPPER}]{TAIL})"

# The character comes first and what stands before it after: so a search skips to capitals.
RUN = re.compile(
    rf"[{UPPER}](?<!\w.)(?:\.[PXT](?<=T..)(?!\w)|{TAIL})"
    rf"(?:(?:{SPACE}|[ \u00a0]?[-–—][ \u00a0]?){_CAPITALISED})*"
)
TOKEN = re.compile(rf"{_DOTTED}|[^\W\d_]{TAIL}|[-–—]")
ACRONYM = re.compile(rf"[{UPPER}]{{2,}}\Z")
_ABBREVIATION = re.compile(r"[BCDĐGHKLMNPQRSTVX]{2,}\Z")  # of a name: capitals without a vowel

# Behind a number that names a quarter or hamlet stands punctuation or a function word, no noun.
_AFTER_NUMBER = (
    r"(?=\s*(?:[(,.;:)\]”\"–-]|$|\n|(?:xã|phường|thị trấn|huyện|quận|TP|thành phố|và|đã|có|được|là"
    r"|với|tại|ở|thuộc|của|vừa|cũng|hiện|còn|nằm|cho|trên|nay|cùng|để|đang|sẽ|bị|do|khi|thì|từ"
    r"|đến|vào|theo|trong|sau|nhưng)\b))"
)
NUMBER_AS_NAME = re.compile(rf"\d(?<=[ .\u00a0]\d)\d{{0,2}}[A-ZĐ]?(?![\w%/]|[.,]\d){_AFTER_NUMBER}")
NUMBER_OF_NAME = re.compile(rf"\s({NUMBER_IN_NAME})(?![\w%/]|[.,]\d){_AFTER_NUMBER}")
PLURAL = re.compile(r"(?:các|những|hai|ba|bốn|năm|sáu|\d+|một số|nhiều)\s\Z", re.IGNORECASE)
AT_CROSSROADS = re.compile(rf"(?<!\w){CROSSROADS}\s*\Z")
EACH = re.compile(r"(?:mỗi|từng|bình quân|bình quân mỗi|\d+)\s\Z", re.IGNORECASE)
LIST_GAP = re.compile(
    r"\s*(?:\([^()\n]{0,60}\))?\s*(?:,|;|/|&|và|với|cùng|hoặc|hay|,\s*và)\s*[“\"]?\Z"
)
# "Phì Nhừ (171 nhà), Pú Nhi (146)", "Cổ Đô hiến 340 m2, Vu Chu hiến 180 m2": the places of a list
# with a figure each.
COUNTED_GAP = re.compile(
    r"\s*(?:\([^()\d\n]{0,20}\d[^()\n]{0,30}\)|:?\s?(?P<did>(?:[^\W\d]+ ){0,3})\d[^,;()\n]{0,24})"
    r"\s*(?:,|;|và|,\s*và)\s*\Z"
)
CAPITAL = re.compile(
    # The word first and what it does not stand behind after: so a search skips to it.
    "Thủ đô"
    + "".join(f"(?<!{word} Thủ đô)" for word in ("ra", "về", "từ", "đến", "Báo", "lệnh"))
    + rf"(?!\w)(?! (?:[{UPPER}]|của|nước|này))"
)  # Hà Nội
NUMBER_AHEAD = re.compile(r"\s*[(:]?\s*\d")
WHERE_TO = re.compile(r"\b(?:[Ởở]|[Tt]ại|[Tt]ừ|vào|đến|tới|đi|ra|giữa)\s\Z")
LOCATIVE = re.compile(r"\b(?:[Ởở]|[Tt]ại|[Vv]ề|như|[Rr]iêng)\s\Z")


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The words by role, and the patterns made of them."""

    levels: dict[str, Level]  # of units and party offices, by lower-case form
    party: frozenset[str]
    folded_units: dict[str, str]
    unit_firsts: frozenset[str]  # the first syllables of `folded_units`
    last_words: frozenset[str]  # with which what stands before a name can end
    left: re.Pattern[str]
    before_number: re.Pattern[str]
    office: re.Pattern[str]
    offices: frozenset[str]
    not_place_after: frozenset[str]
    company: re.Pattern[str]
    no_offices: frozenset[str]  # abbreviations before a name that is no office's place
    surnames: frozenset[str]
    no_name: frozenset[str]
    openings: frozenset[str]
    short_names: frozenset[str]
    regions: frozenset[str]  # of several provinces
    people: frozenset[str]  # whose names places bear
    abroad: re.Pattern[str]  # a country, city or continent abroad
    borne: frozenset[str]  # those of them that people bear as a name: "Anh trồng 3 ha"

    def unit_at(self, keys: list[str], index: int) -> tuple[str, int]:
        """Return the unit word at `index` of some folded words and its width, "" and 0 if none."""
        if keys[index] in self.unit_firsts:
            for width in (3, 2, 1):
                unit = self.folded_units.get(" ".join(keys[index : index + width]))
                if unit:
                    return unit, width
        return "", 0


def is_abbreviation(name: str) -> bool:
    """Tell whether a name is only its initials, `HCM`, and no name without its unit word."""
    return name[-1:].isupper() and _ABBREVIATION.match(name) is not None


@cache
def load_place_words() -> PlaceWords:
    """Load `place_words.csv` and compile its patterns. Raises CatalogueError."""
    path = catalogue_folder() / "place_words.csv"
    words: dict[str, list[str]] = defaultdict(list)
    levels: dict[str, Level] = {}
    for line, row in read_rows(path, ("role", "form", "level")):
        words[row["role"]].append(row["form"])
        if row["role"] in ("unit", "party"):
            level = next((known for known in get_args(Level) if known == row["level"]), None)
            if level is None:
                raise CatalogueError(
                    f"{path}:{line}: level {row['level']!r} is unknown;"
                    f" write one of {', '.join(get_args(Level))}"
                )
            levels[row["form"]] = level
    spelt = [unit for unit in levels if len(unit) > 1]
    folded = {fold_name(unit): unit for unit in spelt}
    return PlaceWords(
        levels=levels,
        party=frozenset(words["party"]),
        folded_units=folded,
        unit_firsts=frozenset(key.split()[0] for key in folded),
        last_words=_last_words([*spelt, *words["kind"]]),
        left=_left_pattern(spelt, words["kind"]),
        before_number=_before_number_pattern(levels),
        office=_office_pattern(words),
        offices=frozenset(words["office"]),
        not_place_after=frozenset(words["not_place_after"]),
        company=re.compile(
            rf"(?:{any_word(_spellings(words['company']))})\s[^,.;:()“\"\d\n]{{0,60}}\Z"
        ),
        no_offices=frozenset([*words["company"], *words["no_office"]]),
        surnames=frozenset(map(fold_syllable, words["surname"])),
        no_name=frozenset(map(fold_syllable, words["no_name"])),
        openings=frozenset(words["opening"]),
        short_names=frozenset(map(fold_syllable, words["short_name"])),
        regions=frozenset(map(fold_name, words["region"])),
        people=frozenset(map(fold_name, words["person"])),
        abroad=_abroad_pattern([*words["abroad"], *words["abroad_name"]]),
        borne=frozenset(words["abroad_name"]),
    )


def _any_of(forms: Iterable[str]) -> str:
    # "ủy" is as often written "uỷ", "hóa" "hoá".
    ordered = sorted(forms, key=len, reverse=True)
    return "|".join(map(re.escape, ordered)).replace("ủy", "(?:ủy|uỷ)").replace("hóa", "h(?:óa|oá)")


def _spellings(forms: Iterable[str]) -> list[str]:
    other = {"ủy": "uỷ", "hóa": "hoá"}
    spelt = [
        form
        for given in forms
        for form in (
            given,
            *(given.replace(one, two) for one, two in other.items() if one in given),
        )
    ]
    return [re.escape(form) for form in sorted(spelt, key=len, reverse=True)]


def _last_words(forms: Iterable[str]) -> frozenset[str]:
    last = {form.split()[-1] for form in forms}
    return frozenset({*last, "uỷ", "hoá", "như", "gồm", "là", "số"})


def _left_pattern(units: Iterable[str], kinds: Iterable[str]) -> re.Pattern[str]:
    """What stands before a name, in lower case: `các huyện miền núi: `, `tp.`, `thôn (làng) `."""
    short = [re.escape(form) for form in ("tp.", "tx.", "tt.", "tdp.", "p.", "q.", "h.", "x.")]
    unit = any_word([*_spellings(units), *short], not_after=r"[\w.]")
    return re.compile(
        rf"(?P<unit>{unit})(?:(?<=\.){BLANK}{{0,2}}"
        rf"|(?<!\.)(?:\s\((?:thôn|làng|buôn|bon|bản|ấp)\))?"
        rf"(?P<kind>(?:\s(?:{_any_of(kinds)})){{0,3}})(?:\s(?:như|gồm|là|số))?\s?:?{SPACE}[“\"]?)\Z"
    )


def _before_number_pattern(levels: dict[str, Level]) -> re.Pattern[str]:
    """The unit word before the number that is a quarter's or hamlet's name: `thôn `, `Q.`."""
    units = [unit for unit, level in levels.items() if level == "village"]
    return re.compile(
        rf"(?<![\w.])(?P<unit>{_any_of([*units, 'phường', 'quận'])}|P\.|Q\.)\s?(?-i:số\s)?\Z",
        re.IGNORECASE,
    )


def _abroad_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """A country, city or continent abroad: "Lào" (no "Lào Cai"), and `does` where it acts, as in
    "Úc mỗi năm nhập khoảng 1.500 tấn"."""
    forms = {form for name in names for form in (name, name[0].upper() + name[1:])}
    return re.compile(
        rf"(?P<name>{any_word(map(re.escape, sorted(forms, key=len, reverse=True)))})"
        r"(?:(?P<does>(?: (?:mỗi năm|h[ằà]ng năm|hiện|đang|đã|cũng|còn|năm \d{4})){0,3}"
        r"(?= (?:nhập|xuất khẩu|sản xuất|tiêu thụ|trồng|thu hoạch|ghi nhận|áp thuế|đánh thuế)\b))"
        rf"|(?![\w-]|\s[{UPPER}]))"
    )


def _office_pattern(words: dict[str, list[str]]) -> re.Pattern[str]:
    """An office, up to the unit word or name that it belongs to."""
    verbs = rf"\b(?:{_any_of(words['office_ends'])})\s"
    object_ = rf"\s(?:(?!{verbs})[^,.;:()\n“”\"\d]){{0,48}}?(?:[“\"][^“”\"\n]{{0,240}}[”\"])?"
    alone = _spellings(words["office"])
    with_object = [form + object_ for form in _spellings(words["office_of"])]
    return re.compile(rf"(?:{any_word([*alone, *with_object])})\s?\Z")
