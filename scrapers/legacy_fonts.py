"""Text typed for the fonts of before Unicode (TCVN3 `.Vn…`, VNI) -> Unicode.

Such a line looks like `Héi nghÞ` or `Hoäi nghò`: the fonts drew Vietnamese letters in the places of
others. A line is converted only where its words show it and none of its letters is Vietnamese.
"""

import re
from collections.abc import Callable, Iterable

TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
VNI_MARKS = {
    "a": ("øùûõïâêàáåãäèéúüë", "àáảãạâăầấẩẫậằắẳẵặ"),
    "e": ("øùûõïâàáåãä", "èéẻẽẹêềếểễệ"),
    "o": ("øùûõïâàáåãä", "òóỏõọôồốổỗộ"),
    "ô": ("øùûõï", "ờớởỡợ"),
    "u": ("øùûõï", "ùúủũụ"),
    "ö": ("øùûõï", "ừứửữự"),
    "y": ("øùûõ", "ỳýỷỹ"),
}
VNI_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
VNI = VNI_ALONE | {
    base + mark: letter
    for base, (marks, letters) in VNI_MARKS.items()
    for mark, letter in zip(marks, letters, strict=True)
}
VNI |= {key.upper(): letter.upper() for key, letter in VNI.items()}

Font = Callable[[str], str]

VIETNAMESE = re.compile(r"[ăĂđĐĩĨũŨơƠưƯ\u1ea0-\u1ef9]")
TCVN3_WORD = re.compile(r"[A-Za-z][µ¸¶·¹¨»¾¼½©®ª«¬\u00ad×÷ßÞþ]|[®§µ¸¶·¹¨»¾¼½©ª«¬\u00ad][A-Za-z]")
VNI_WORD = re.compile(r"[A-Za-zôö][øûåäïØÛÅÄÏ]|[ñÑ][a-zA-ZöôÖÔ]|[öÖ][a-zøùûõïA-Z]")
VNI_UNIT = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))
TCVN3_TABLE = str.maketrans(TCVN3)
SHARE = 0.3  # of a line's words that must show a font for the line to be believed typed in it


def detect_font(lines: Iterable[str]) -> Font | None:
    """What turns the text into Unicode, where one of its lines plainly is typed in such a font."""
    for line in lines:
        if line.isascii() or VIETNAMESE.search(line):
            continue
        enough = max(3.0, SHARE * (line.count(" ") + 1))
        if len(TCVN3_WORD.findall(line)) >= enough:
            return from_tcvn3
        if len(VNI_WORD.findall(line)) >= enough:
            return from_vni
    return None


def from_tcvn3(line: str) -> str:
    """The line in Unicode; a line with Vietnamese letters is Unicode already."""
    return line if VIETNAMESE.search(line) else line.translate(TCVN3_TABLE)


def from_vni(line: str) -> str:
    """The line in Unicode; a line with Vietnamese letters is Unicode already."""
    if VIETNAMESE.search(line):
        return line
    return VNI_UNIT.sub(lambda match: VNI[match.group()], line)
