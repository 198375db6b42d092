"""Places named in a text: a unit word with a name (`huyện Kon Rẫy`), or a known name by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.patterns import UPPER, any_word, lower
from extractors.place_introductions import behind_unit, introduced_as
from extractors.place_names import (
    HIGHLAND_KEYS,
    Level,
    PlaceTable,
    fold_name,
    fold_syllable,
    load_places,
    strip_marks,
)
from extractors.place_records import OpenList, PlaceMention, Token, key_of, run_end
from extractors.place_words import (
    ACRONYM,
    AT_CROSSROADS,
    CAPITAL,
    COUNTED_GAP,
    EACH,
    HYPHENS,
    LIST_GAP,
    LOCATIVE,
    NUMBER_AHEAD,
    NUMBER_AS_NAME,
    NUMBER_OF_NAME,
    PLURAL,
    RUN,
    TOKEN,
    WHERE_TO,
    is_abbreviation,
    load_place_words,
)

_WHERE = re.compile(r"\b(?:tại|ở|của|tỉnh|huyện|TP|thành phố)\b")
_HOME = re.compile(rf"\s\((?:(?:tỉnh|huyện|TP)\s)?([{UPPER}][^\d(),;]{{2,24}})[,)]")
# "30 con lợn Móng Cái", "chung cư Phú Mỹ", "nhà đầu tư Yên Khánh"
_NO_PLACE_BEHIND = re.compile(
    any_word(
        rf"{word}\s\Z"
        for word in (
            *(
                rf"{each}\s(?:lợn|heo|gà|vịt|bò|trâu|dê|ngan)" for each in ("con", "giống", "cặp")
            ),
            "chung cư", "cao ốc", "nhà (?:đầu tư|thầu|xuất bản)", "liên danh",
            "h(?<!các h)(?<!minh h)ợp tác xã", "giáo (?:phận|hạt|xứ|họ|khu)", r"ảnh\s?:",
            "chiến (?:dịch|thắng)(?: lịch sử)?",
        )
    )
)  # fmt: skip
# Words that end in a unit word and name none: "hợp tác xã Ngọc Lan", "Nhà xuất bản Kim Đồng"
_MAKES_NO_UNIT = {
    "thôn": ("nông ",),
    "sóc": ("chăm ",),
    "xã": ("hợp tác ",),
    "bản": ("xuất ", "kịch ", "phiên "),
}
# "Ban Quản lý các Khu công nghiệp Quảng Ngãi": all of a province's, the name of none
_ZONES = re.compile(r"\bcác (?:khu công nghiệp|kcn|khu kinh tế|khu chế xuất)\s\Z", re.IGNORECASE)
_OF_SEVERAL = re.compile(r"(?:,? \d{1,2}[A-Z]?(?!\w))*(?:,| và|, và) \d{1,2}[A-Z]? (?:của|thuộc) ")
_BRACKET = re.compile(r"\([^()]*\)")
_LIST_WIDTH = 70  # characters from a name to the next under one unit word
_OFFICE_WIDTH = 100  # characters of the longest office with its object, `Sở … ` to the place
_REPEATS_WITHIN = 4000  # characters, for a name to be written again
_ANY_NUMBER = re.compile(r"\s(\d{1,3})(?!\w)")


def find_places(
    text: str, *, province: str | None = None, table: PlaceTable | None = None
) -> list[PlaceMention]:
    """Return the places named in a text (NFC), in order, without overlap.

    `province` is the outlet's: it settles which unprefixed names are communes of its own.
    """
    return _Finder(text, province, table or load_places()).find()


_SMALL = re.compile(r" ([^\W\d_]+(?:['’][^\W\d_]+)?)(?!\w)")


class _Finder:
    """Reads one text from run to run of capitalised words."""

    def __init__(self, text: str, province: str | None, table: PlaceTable) -> None:
        self.text = text
        self.table = table
        self.words = load_place_words()
        self.open: OpenList | None = None
        self.seen: dict[str, Level] = {}  # communes and villages named with their unit word
        self.outlet = fold_name(province) if province else ""
        self.provinces = {self.outlet} if province else set()
        self.last_end = -1  # of the place read last
        # Runs, and the names in them, that named nothing at the time they were read.
        self.unknown: list[tuple[int, int, int]] = []

    def find(self) -> list[PlaceMention]:
        found = [
            mention
            for match in NUMBER_AS_NAME.finditer(self.text)
            if (mention := self.numbered(match.start(), match.end()))
        ]
        found += [
            self.bare_mention(*match.span(), "province")
            for match in CAPITAL.finditer(self.text)
            if not self.is_something_else(match.start())
        ]
        for run in RUN.finditer(self.text):
            left = self.unit_before(behind_unit(self.text, run.start()))
            if left is None and not self.list_goes_on(run.start()) and self.is_plain(run):
                continue
            for mention in self.read_run(run, left):
                found.append(mention)
                self.last_end = mention.end
        for run_start, start, end in self.unknown if self.seen else ():
            level = self.seen.get(fold_name(self.text[start:end]))
            if level and not self.is_something_else(run_start):
                found.append(self.bare_mention(start, end, level))
        found.sort(key=lambda mention: (mention.prefix_start, -mention.end))
        kept: list[PlaceMention] = []
        for mention in found:
            if not kept or mention.prefix_start >= kept[-1].end:
                kept.append(mention)
        return kept

    def numbered(self, start: int, end: int) -> PlaceMention | None:
        """Read the quarter or hamlet whose name is the number at `start`."""
        near = max(0, start - 20)
        match = self.words.before_number.search(self.text, near, start)
        if match is None or EACH.search(self.text, max(0, match.start() - 14), match.start()):
            return None
        plural = PLURAL.search(self.text, max(0, match.start() - 10), match.start())
        if plural and _OF_SEVERAL.match(self.text, end):
            return None  # "các tổ dân phố 1, 4 và 6 của thị trấn A": of what they lie in
        begin = match.start()
        unit = match["unit"].lower().rstrip(".")
        level = self.words.levels[unit]
        return PlaceMention(begin, end, self.text[begin:end], level, begin, unit=unit)

    def read_run(self, run: re.Match[str], left: tuple[str, int] | None) -> Iterator[PlaceMention]:
        """Read the places of a run; `left` is the unit word before it, and where that starts."""
        tokens = [
            Token(word := m[0], fold_syllable(word), *m.span())
            for m in TOKEN.finditer(self.text, *run.span())
        ]
        if left is not None and len(tokens) == 1:
            tokens += self.small_second(tokens[0])
        keys = [token.key for token in tokens]
        capitals = len(tokens) > 1 and run[0].isupper()
        index = 0
        if left is not None:
            found = self.after_unit(tokens, 0, *left, capitals)
        else:
            found = self.go_on(tokens, capitals)
        if found:
            mention, index = found
            yield mention
        while index < len(tokens):
            known = self.table.known_end(keys, index)
            found = None
            if known <= index + 1:  # "Sóc Trăng" is no sóc
                found = self.unit_inside(tokens, keys, index, capitals)
            found = found or self.bare(tokens, index, known, capitals)
            if found:
                mention, index = found
                yield mention
            else:
                index += 1

    def small_second(self, first: Token) -> list[Token]:
        """Return the second word of a name where it is written small: of the highlands, as in `xã
        Đắk sin`, or as the text else writes it with a capital."""
        second = _SMALL.match(self.text, first.end)
        if second is None:
            return []
        token = Token(second[1], fold_syllable(second[1]), *second.span(1))
        capital = f" {first.word} {second[1].capitalize()}"
        low, high = max(0, first.start - _REPEATS_WITHIN), first.end + _REPEATS_WITHIN
        if second[1].islower() and self.text.find(capital, low, high) >= 0:
            return [token]
        name = f"{first.key} {token.key}"
        known = first.key in HIGHLAND_KEYS and (
            name in self.table.named or self.table.find_communes(name)
        )
        return [token] if known else []

    def is_plain(self, run: re.Match[str]) -> bool:
        """Tell of a run, as most are a person's name or a sentence's first word, that it names
        nothing so far."""
        table, units = self.table, self.words.unit_firsts
        start, end = run.span()
        if run[0].isalnum():
            key = fold_syllable(run[0])
            if key in table.named or key in self.seen:
                return False
            if key in table.longest or key in units:
                self.unknown.append((start, start, end))
            return True
        words = run[0].split(" ")
        if not "".join(words).isalnum():
            return False  # a hyphen, an apostrophe
        keys = [fold_syllable(word) for word in words]
        for index, key in enumerate(keys):
            if key in table.longest and table.known_end(keys, index):
                return False
            if key in units and self.words.unit_at(keys, index)[1]:
                return False
        for word in words[:-1]:
            if word.isupper() or word in self.words.offices or word in self.words.openings:
                return False
        if self.seen and " ".join(keys) in self.seen:
            return False
        if len(words) < 5 and (
            self.text.startswith(", ", start - 2)
            or (self.text.startswith(" (", end) and keys[0] not in self.words.surnames)
            or self.text.find(" là ", end, end + 10) >= 0
            or (self.provinces and self.is_where(start, end))
        ):
            return False  # its sentence may say what it is
        self.unknown.append((start, start, end))
        return True

    def unit_before(self, start: int) -> tuple[str, int] | None:
        """Return the unit word before a name, and where it starts."""
        last = self.text[start - 1 : start]
        if last == " ":
            word = self.text[max(0, start - 16) : start - 1].rpartition(" ")[2]
            if word.isalpha() and word.lower() not in self.words.last_words:
                return None  # so most: the rest sees to quotes, brackets, full stops
        if last in ' \u00a0“"':
            near = self.text[max(0, start - 16) : start].replace("\u00a0", " ")
            word = near.rstrip(' :“"').rsplit(" ", 1)[-1].rsplit("\n", 1)[-1]
            if word.lower().strip('(“").') not in self.words.last_words:
                return None
        elif last != ".":
            return None
        before = lower(self.text)[max(0, start - 60) : start]
        match = self.words.left.search(before)
        if match is None:
            return None
        unit = match["unit"].rstrip(".").replace("uỷ", "ủy")
        if before.endswith(_MAKES_NO_UNIT.get(unit, ()), 0, match.start()):
            return None
        if unit == "thành phố" and before.endswith(("tỉnh, ", "tỉnh và "), 0, match.start()):
            unit = "tỉnh"  # "11 tỉnh, thành phố gồm: A, B"
        if len(unit) == 1 and not self.text[start : start + 2].isalpha():
            return None  # initials: "bà P.T.L"
        if match["kind"] and self.words.levels.get(unit) == "village":
            # "bản vùng cao Điện Biên": villages of a province, no village's name.
            run = RUN.match(self.text, start)
            if run and fold_name(run[0]) in self.table.named:
                return None
        return unit, start - len(before) + match.start()

    def unit_inside(
        self, tokens: list[Token], keys: list[str], index: int, capitals: bool
    ) -> tuple[PlaceMention, int] | None:
        """Read a capitalised unit word within a run, with its name: `Huyện Kon Rẫy`."""
        unit, width = self.words.unit_at(keys, index)
        if not unit:
            return None
        before = tokens[index - 1].word if index else ""
        led = before in HYPHENS or before in self.words.openings or ACRONYM.match(before)
        if before and not capitals and not led:
            return None
        if not capitals and self.is_something_else(tokens[index].start):
            return None  # "cam Xã Đoài"
        return self.after_unit(tokens, index + width, unit, tokens[index].start, capitals)

    def list_goes_on(self, start: int) -> bool:
        """Tell whether a name may go on the list that a unit word before it opened."""
        opened = self.open
        if opened is None:
            return False
        gap = self.text[opened.end : start]
        if len(gap) <= _LIST_WIDTH:
            if LIST_GAP.match(gap) or COUNTED_GAP.match(gap):
                return True
            if "(" in gap:
                return False  # it may go on behind the bracket
        self.open = None
        return False

    def go_on(self, tokens: list[Token], capitals: bool) -> tuple[PlaceMention, int] | None:
        """Read the next name of a list under the unit word before it."""
        opened, first = self.open, tokens[0]
        if opened is None or not self.list_goes_on(first.start):
            return None
        counted = COUNTED_GAP.match(self.text, opened.end, first.start)
        end = self.name_end(tokens, 0, opened.level, capitals)
        if not end or not self.is_next(tokens, end, opened, counted):
            return None
        mention = self.named(tokens[:end], opened.level, first.start, opened.institution, "")
        opened.end = mention.end
        return mention, end

    def is_next(
        self, tokens: list[Token], end: int, opened: OpenList, counted: re.Match[str] | None
    ) -> bool:
        keys = [token.key for token in tokens]
        doubtful = keys[0] in self.words.no_name or (
            keys[0] in self.words.surnames and len(keys) > 2
        )
        if doubtful and not (opened.plural and self.table.find_communes(" ".join(keys))):
            return False
        unit, width = self.words.unit_at(keys, 0)
        # Within "các xã A Lù, Bản Vược" a capital Bản belongs to the name.
        of_name = opened.plural and self.words.levels.get(unit) == "village"
        if unit and not of_name and len(keys) > width:
            return False
        known = self.table.known_end(keys, 0)
        if known and opened.level in ("province", "district"):
            key = key_of(tokens[:known])
            return self.level_of(key) == opened.level or self.is_beside(key, opened)
        if counted:
            stop = tokens[end - 1].end
            if counted["did"]:
                return opened.plural
            return NUMBER_AHEAD.match(self.text, stop) is not None
        if opened.plural:
            return True
        # After "xã A, " the next name may be anything; within "xã A và B" it is one more commune.
        gap = _BRACKET.sub("", self.text[opened.end : tokens[0].start]).strip()
        if unit or gap not in (",", "và", ", và"):
            return False
        if known and self.table.contains(key_of(tokens[:known]), opened.first):
            return False  # "xã Vĩnh Yên, Bảo Yên, Lào Cai": the district, the province
        if opened.level == "village":  # no table knows them: "thôn A và B"
            return gap == "và" and bool(opened.unit) and len(tokens) == end
        return opened.level == "commune" and bool(self.table.find_communes(key_of(tokens)))

    def is_beside(self, key: str, opened: OpenList) -> bool:
        """Tell a district that is called as a province is, in a list of its neighbours: `3 huyện
        Lệ Thủy, Quảng Ninh và Bố Trạch`."""
        if not opened.plural or opened.level != "district":
            return False
        home = self.table.only_province(opened.first)
        return home is not None and any(
            entry.unit.level == "district"
            and fold_name(self.table.province_of(entry.unit).name) == home
            for entry in self.table.named[key]
        )

    def after_unit(
        self, tokens: list[Token], index: int, unit: str, prefix_start: int, capitals: bool
    ) -> tuple[PlaceMention, int] | None:
        """Read the name after a unit word; return the mention and the index behind it."""
        if index >= len(tokens):
            return None
        first = tokens[index]
        level = self.words.levels[unit]
        if first.key in self.words.no_name and not (
            # "bản Kế hoạch", "xã Hội Nông dân" name nothing; "xã Kế An" does.
            len(tokens) > index + 1 and self.table.find_communes(key_of(tokens[index:]))
        ):
            return None
        if ACRONYM.match(first.word) and not capitals and level in ("commune", "village"):
            return None  # "xã NTM", "thôn ĐBKK"
        office = self.is_office(prefix_start)
        institution = unit in self.words.party or office
        # Behind an office an unknown name is as often its holder's: "Chủ tịch UBND tỉnh Vi B".
        longest = 0 if office else 2 if institution else 4
        end = self.name_end(tokens, index, level, capitals, longest)
        # "Chủ tịch UBND xã Nguyễn …": the office's holder, not its place.
        is_person = first.key in self.words.surnames and (institution or end - index > 2)
        if is_person and level in ("commune", "village"):
            end = self.commune_end(tokens, index, end)
            end = end if end - index > 1 else 0
        if not end:
            return None
        if unit in ("thành phố", "tp", "thành ủy", "thành đoàn"):
            level = self.city_level(key_of(tokens[index:end]))
        mention = self.named(tokens[index:end], level, prefix_start, institution, unit)
        plural = bool(PLURAL.search(self.text[max(0, prefix_start - 10) : prefix_start]))
        self.open = OpenList(
            unit, level, mention.end, plural, institution, key_of(tokens[index:end])
        )
        if self.text[mention.end - 1].isdigit():
            return mention, len(tokens)
        return mention, end

    def name_end(
        self, tokens: list[Token], index: int, level: Level, capitals: bool, longest: int = 4
    ) -> int:
        """Return the index behind a name that starts at `index`, 0 where there is none.

        `longest` is the most words of a district's or province's name that no table has.
        """
        if level in ("province", "district"):
            return (
                self.table.known_end([token.key for token in tokens], index)
                or self.misspelt_end(tokens, index)
                or (0 if capitals else self.new_end(tokens, index, longest))
            )
        end = run_end(tokens, index + 1)
        if capitals:
            return self.commune_end(tokens, index, end) if level == "commune" else 0
        if end < len(tokens) - 1 and level == "commune":
            # "phường Lâm Viên – Đà Lạt": a hyphen within the name.
            for stop in range(len(tokens), end, -1):
                if self.table.find_communes(key_of(tokens[index:stop])):
                    return stop
        for cut in range(index + 1, end - 1):
            if tokens[cut].key in self.words.surnames and end - cut >= 2 and end - index > 3:
                return cut
        return min(end, index + 5)

    def misspelt_end(self, tokens: list[Token], index: int) -> int:
        """Return the index behind a known name whose marks are written otherwise, or 0."""
        for end in range(min(len(tokens), index + 4), index + 1, -1):
            if strip_marks(key_of(tokens[index:end])) in self.table.stripped:
                return end
        return 0

    def new_end(self, tokens: list[Token], index: int, longest: int) -> int:
        """Return the index behind a district's or province's name that no table has, or 0."""
        end = run_end(tokens, index)
        if not 2 <= end - index <= longest or tokens[index].key in self.words.surnames:
            return 0
        if key_of(tokens[index:end]) in self.words.regions:
            return 0  # "các tỉnh Bắc Trung Bộ"
        return 0 if any(ACRONYM.match(token.word) for token in tokens[index:end]) else end

    def commune_end(self, tokens: list[Token], index: int, limit: int) -> int:
        for end in range(min(limit, index + 6), index, -1):
            if self.table.find_communes(key_of(tokens[index:end])):
                return end
        return 0

    def named(
        self, tokens: list[Token], level: Level, prefix_start: int, institution: bool, unit: str
    ) -> PlaceMention:
        start, end = tokens[0].start, tokens[-1].end
        if level in ("commune", "village"):
            numbered = tokens[-1].word == "Số"  # "ấp Số 1"
            number = (_ANY_NUMBER if numbered else NUMBER_OF_NAME).match(self.text, end)
            if number and (
                level == "village" or self.table.find_communes(f"{key_of(tokens)} {number[1]}")
            ):
                end = number.end(1)
            self.seen[fold_name(self.text[start:end])] = level
        else:
            self.note_province(key_of(tokens))
        if prefix_start < start and is_abbreviation(self.text[start:end]):
            start = prefix_start
        name = self.text[start:end]
        return PlaceMention(start, end, name, level, prefix_start, institution, unit)

    def note_province(self, key: str) -> None:
        """Keep the provinces that the text speaks of, as far as a name settles them."""
        province = self.table.only_province(key)
        if province:
            self.provinces.add(province)

    def city_level(self, key: str) -> Level:
        named = self.table.named.get(key, ())
        cities = {entry.unit.level for entry in named if entry.type == "thành phố"}
        if named and not cities:  # "các tỉnh, thành phố: An Giang, …"
            return self.level_of(key)
        return "province" if "province" in cities else "district"

    def level_of(self, key: str) -> Level:
        named = self.table.named[key]
        return "province" if any(n.unit.level == "province" for n in named) else "district"

    def bare(
        self, tokens: list[Token], index: int, known: int, capitals: bool
    ) -> tuple[PlaceMention, int] | None:
        """Read an unprefixed place at `index`, where a name known to end at `known` may stand."""
        previous = tokens[index - 1].word if index else ""
        office = not capitals and (
            previous in self.words.offices
            # "CDC Hà Nội", "CCB Nghệ An"
            or (
                previous.isupper()
                and bool(ACRONYM.match(previous))
                and previous not in self.words.no_offices
            )
        )
        opening = index == 1 and previous in self.words.openings
        if previous and previous not in HYPHENS and not office and not opening:
            return None
        if not capitals and (found := self.introduced(tokens, index)):
            return found
        end = known
        level: Level | None = self.level_of(key_of(tokens[index:end])) if end else None
        if level == "district" and self.is_own_commune(key_of(tokens[index:end])):
            level = "commune"
        if level is None:
            end = run_end(tokens, index + 1)
            level = self.commune_level(tokens[index:end])
            if level is None:
                self.unknown.append((tokens[0].start, tokens[index].start, tokens[end - 1].end))
                return None
        if not office and self.is_something_else(tokens[0].start):
            return None
        company = self.words.company.search(
            self.text, max(0, tokens[0].start - 80), tokens[0].start
        )
        zones = (
            _ZONES.search(self.text, max(0, tokens[0].start - 24), tokens[0].start) is not None
            and company is not None
            and not company[0].startswith(("Công ty", "Tập đoàn"))
        )
        if company and level != "commune" and not (zones or _WHERE.search(company[0])):
            return None
        key = key_of(tokens[index:end])
        if key in self.words.people and not self.is_meant_as_place(tokens, index, end):
            return None
        is_short = end - index == 1 and len(key) < 5
        if is_short and key not in self.words.short_names and key not in self.seen:
            return None
        closed = (
            end == len(tokens) or tokens[end].word in HYPHENS or self.is_held(tokens, index, end)
        )
        if not closed and not office and not (capitals and index == 0 and end - index > 1):
            return None
        if level in ("province", "district"):
            self.note_province(key)
        mention = self.bare_mention(tokens[index].start, tokens[end - 1].end, level, office)
        within = self.text[max(0, mention.start - 1) : mention.start] == "(" and self.open
        if level != "province" and not within:
            self.open = OpenList("", level, mention.end, False, mention.institution)
        return mention, end

    def is_held(self, tokens: list[Token], index: int, end: int) -> bool:
        """Tell whether its office is named with the holder: `Sở Y tế Hà Nội Lê Văn A`."""
        person = (
            end - index > 1 and len(tokens) - end > 1 and tokens[end].key in self.words.surnames
        )
        return person and self.is_office(tokens[index].start)

    def is_own_commune(self, key: str) -> bool:
        """Tell whether a name that is some far district's is a commune's of the outlet's province:
        Phú Bình in An Giang's paper."""
        if not self.outlet:
            return False
        districts, communes = (
            {fold_name(self.table.province_of(entry.unit).name) for entry in entries}
            for entries in (self.table.named[key], self.table.find_communes(key))
        )
        return self.outlet not in districts and self.outlet in communes

    def introduced(self, tokens: list[Token], index: int) -> tuple[PlaceMention, int] | None:
        """Read an unprefixed name that its sentence says to be a unit: `A Lù là xã vùng cao`."""
        end = run_end(tokens, index)
        first = tokens[index]
        if not 2 <= end - index <= 4 or (index == 0 and first.word in self.words.openings):
            return None
        unit = introduced_as(self.text, first.start, tokens[end - 1].end)
        if not unit or first.key in self.words.no_name or self.is_something_else(tokens[0].start):
            return None
        if first.key in self.words.surnames and end - index > 2:
            return None
        level = self.words.levels[unit]
        if unit == "thành phố":
            level = self.city_level(key_of(tokens[index:end]))
        return self.named(tokens[index:end], level, first.start, False, unit), end

    def is_meant_as_place(self, tokens: list[Token], index: int, end: int) -> bool:
        """Tell of a city that bears somebody's name, without its unit word, that the city is meant.

        It is where a preposition of place or an office stands before it, or other places beside it.
        """
        start, stop = tokens[index].start, tokens[end - 1].end
        if index and tokens[index - 1].word in self.words.offices:
            return True
        if WHERE_TO.search(self.text, max(0, start - 8), start):
            return True
        if start - self.last_end < 8 and LIST_GAP.match(self.text, self.last_end, start):
            return True
        following = RUN.search(self.text, stop, stop + 60)
        if following is None or not LIST_GAP.match(self.text, stop, following.start()):
            return False
        return fold_name(following[0]) in self.table.named

    def is_something_else(self, start: int) -> bool:
        """Tell whether what stands before a run makes it a street's, a river's, a person's."""
        before = self.text[max(0, start - 24) : start].lower()
        words = before.rsplit(None, 1)
        if _ZONES.search(before):
            return False
        return bool(words) and (
            words[-1] in self.words.not_place_after
            or _NO_PLACE_BEHIND.search(before) is not None
            or AT_CROSSROADS.search(before) is not None
        )

    def commune_level(self, tokens: list[Token]) -> Level | None:
        """Return the level of an unprefixed name that is no province's or district's."""
        seen = self.seen.get(key_of(tokens)) if self.seen else None
        if seen:
            return seen
        if not 2 <= len(tokens) <= 4:
            return None
        # "Cúc Phương (Ninh Bình)", but for "Bệnh viện Bãi Cháy (Quảng Ninh)"
        named_after = self.text.endswith("viện ", 0, tokens[0].start)
        home = None if named_after else _HOME.match(self.text, tokens[-1].end)
        if home and self.table.contains(fold_name(home[1]), key_of(tokens)):
            return "commune"
        if not self.provinces or not self.is_where(tokens[0].start, tokens[-1].end):
            return None
        communes = self.table.find_communes(key_of(tokens))
        homes = {fold_name(self.table.province_of(entry.unit).name) for entry in communes}
        return "commune" if homes & self.provinces else None

    def is_where(self, start: int, end: int) -> bool:
        """Tell whether a number behind a name or a preposition before it may make it a commune."""
        return bool(
            NUMBER_AHEAD.match(self.text, end)
            or LOCATIVE.search(self.text, max(0, start - 8), start)
        )

    def bare_mention(
        self, start: int, end: int, level: Level, office: bool = False
    ) -> PlaceMention:
        institution = office or self.is_office(start)
        return PlaceMention(start, end, self.text[start:end], level, start, institution)

    def is_office(self, start: int) -> bool:
        """Tell whether an office stands before a place, which is then the place's."""
        before = self.text[max(0, start - 300) : start]
        if "”" not in before and '"' not in before:
            before = before[-_OFFICE_WIDTH:]  # only what an office quotes makes it longer
        return self.words.office.search(before) is not None
