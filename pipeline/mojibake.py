"""Text that was UTF-8 and was read as Latin-1 (`Huyá»‡n` for `Huyện`), or typed for old fonts."""

from __future__ import annotations

import re

from scrapers.legacy_fonts import detect_font, from_tcvn3

# What the two or three bytes of a Vietnamese letter look like one by one; a single hit may be a
# quotation mark behind an á.
_MARKS = re.compile(r"á[»º][^\s.,;:!?)]|Ä[‘\x91\x90]|Æ[°¡]|Ã[\x80-\x9f¡-¿]")
_ENCODINGS = {"WINDOWS-1252": "cp1252", "ISO-8859-1": "latin-1"}


def find_mojibake(text: str) -> str | None:
    """Return one line on how to repair a text whose letters were read byte by byte, else None."""
    marks = _MARKS.findall(text)
    if len(marks) < 2:
        font = detect_font(text.splitlines())
        if font is None:
            return None
        name = "TCVN3 (.Vn…)" if font is from_tcvn3 else "VNI"
        return f"the text is typed for {name} fonts: no unit or name can be read; make it Unicode"
    told = f"the text looks garbled ({marks[0]}, {marks[1]}): it was UTF-8 read as Latin-1"
    for name, codec in _ENCODINGS.items():
        try:
            text.encode(codec).decode("utf-8")
        except UnicodeError:
            continue
        return f"{told}; its names cannot be read; repair it with iconv -f UTF-8 -t {name}"
    return f"{told}; its names cannot be read; take it again from where it came from, as UTF-8"
