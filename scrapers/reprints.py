"""Articles that are another one printed again, known by address, named origin or text.

A signature is a MinHash of the text's runs of words: near-identical texts have near-identical
signatures. Reprints are marked, not dropped: an outlet that prints them is a fact as well.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Literal

import numpy as np

from scrapers.addresses import split_address

RUN = 4  # words of each run
PERMUTATIONS = 128  # bytes of a signature: one of each permutation's minimum
LEAST_RUNS = 30  # a shorter text is too short to be told from another by its words
SAME_TEXT = 0.5  # share of common runs from which two texts are one; unrelated news stays below 0.1
WORD = re.compile(r"\w+")

Why = Literal["canonical", "origin", "text"]


@dataclass(frozen=True, slots=True)
class Printing:
    """What is remembered of a printed article to know its reprints by; `key` is the caller's."""

    key: str
    url: str
    signature: str
    canonical_url: str | None = None
    origin: str | None = None
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reprint:
    """`reprint` (a key) prints `original` (a key) again; `why` says how that is known."""

    reprint: str
    original: str
    why: Why
    similarity: float | None = None


def signature(text: str) -> str:
    """The text's signature, 256 hexadecimal digits; empty for a text too short to tell."""
    words = WORD.findall(text.lower())
    runs = {" ".join(words[at : at + RUN]).encode() for at in range(len(words) - RUN + 1)}
    if len(runs) < LEAST_RUNS:
        return ""
    minima = empty_minhash().copy()
    minima.update_batch(sorted(runs))
    # The lowest byte of each minimum tells equal from unequal well enough, in a quarter the room.
    return bytes((minima.hashvalues & 0xFF).astype(np.uint8)).hex()


@cache
def empty_minhash() -> Any:
    """A MinHash of nothing; its permutations are costly to draw, and must always be the same."""
    # Imported late: it brings SciPy, half a second that a command without articles need not wait.
    from datasketch import MinHash

    return MinHash(num_perm=PERMUTATIONS, seed=1, scheme="affine32")


def similarity(one: str, other: str) -> float:
    """Estimated share of common runs of words of two texts, 0 to 1, by their signatures."""
    return float(similarities(one, [other])[0])


def similarities(one: str, others: Sequence[str]) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """`similarity` of one signature to each of `others`; 0 where either is empty."""
    table = np.zeros((len(others), PERMUTATIONS), dtype=np.uint8)
    filled = [index for index, other in enumerate(others) if other]
    if not one or not filled:
        return np.zeros(len(others))
    joined = bytes.fromhex("".join(others[index] for index in filled))
    table[filled] = np.frombuffer(joined, dtype=np.uint8).reshape(-1, PERMUTATIONS)
    mine = np.frombuffer(bytes.fromhex(one), dtype=np.uint8)
    equal = (table == mine).mean(axis=1)
    by_chance = 1 / 256
    found: np.ndarray[Any, np.dtype[np.float64]] = np.clip(
        (equal - by_chance) / (1 - by_chance), 0.0, 1.0
    )
    found[[index for index in range(len(others)) if not others[index]]] = 0.0
    return found


def find_reprint(new: Printing, earlier: Sequence[Printing]) -> Reprint | None:
    """Whether `new` and one of `earlier` are one article, and which of the two is the reprint."""
    for other in earlier:
        if other.key == new.key:
            continue
        for why in ("canonical", "origin"):
            if points_to(new, other, why):
                return Reprint(new.key, other.key, why)
            if points_to(other, new, why):
                return Reprint(other.key, new.key, why)
    likeness = similarities(new.signature, [other.signature for other in earlier])
    alike = [index for index in np.argsort(-likeness) if earlier[index].key != new.key]
    if not alike or likeness[alike[0]] < SAME_TEXT:
        return None
    other = earlier[alike[0]]
    first, second = sorted((new, other), key=originality)
    return Reprint(second.key, first.key, "text", round(float(likeness[alike[0]]), 2))


def points_to(one: Printing, other: Printing, why: Why) -> bool:
    """Whether `one` gives the address of `other` as its canonical one, or as its origin."""
    said = one.canonical_url if why == "canonical" else one.origin
    if not said or plain(one.url) == plain(other.url):
        return False
    targets = {plain(other.url), plain(other.canonical_url or other.url)}
    return plain(said) in targets and plain(said) != plain(one.url)


def plain(url: str) -> str:
    """An address without what does not change the page: scheme, www., fragment, last slash."""
    parts = split_address(url)
    if parts is None:
        return url  # the name of an outlet, say
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}"


def originality(printing: Printing) -> tuple[bool, float]:
    """Sort key: a text that names an origin comes after one that does not, then by date."""
    date = printing.published_at
    return printing.origin is not None, date.timestamp() if date else float("inf")
