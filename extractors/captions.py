"""Lines that stand under a picture: their places and times are the picture's, not the report's."""

from __future__ import annotations

import re
from functools import lru_cache

_OF_PICTURE = re.compile(
    r"(?:\A[(\s]*(?:trong ảnh|ảnh minh h[oọ]a|ảnh\s?:|ảnh trên)"
    r"|(?:\A|[.)(,\s-])ảnh\s?:[^.]{0,60}[.)]{0,2}\Z)",
    re.IGNORECASE,
)
_LONGEST = 250  # characters of a caption that nothing but its repetition tells
_HEAD = 3  # the first lines are the title and the lead, which some sites repeat


@lru_cache(maxsize=1)  # places and times both ask
def find_captions(text: str) -> frozenset[int]:
    """Return the numbers of the lines that are captions.

    Such are signed `Ảnh: …`, closed by a bar as some sites do, or stand there twice running, once
    as the picture's alternative text.
    """
    captions: set[int] = set()
    last, last_number, lines = "", -1, 0
    for number, line in enumerate(text.split("\n")):
        if not (stripped := line.strip()):
            continue
        if stripped == last and lines > _HEAD and len(stripped) < _LONGEST:
            captions |= {last_number, number}
        elif stripped.endswith("|") or ("ảnh" in stripped.lower() and _OF_PICTURE.search(stripped)):
            captions.add(number)
        last, last_number, lines = stripped, number, lines + 1
    return frozenset(captions)
