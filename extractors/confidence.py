"""How likely a whole row is right, from what its reading had to go by.

    confidence(traits) -> float, 0 to 1

The weights are those of a logistic regression on annotated articles that rules were mended by; its
base was then lowered to what they gave at first sight, when fewer rows were right. `solieu
evaluate` prints confidence beside the share that is right.
"""

from __future__ import annotations

import math
from functools import cache

# The log odds that every field of a row is right, and what each trait of its reading adds.
BASE = 1.1
WEIGHTS = {
    "elided unit": -0.56,
    "uncatalogued noun": -0.49,
    "indicator of another figure": -0.42,
    "close second indicator": -0.43,
    "strong indicator": 0.31,
    "money": -0.41,
    "percent": 0.48,
    "no place named": -0.3,
    "several places": -1.35,
    "no period": -0.31,
    "part of a total": 0.3,
    "change": 0.66,
    "range": -0.34,
}


@cache
def confidence(traits: frozenset[str]) -> float:
    """Return the probability that a row with these traits (keys of WEIGHTS) is wholly right."""
    odds = BASE + sum(WEIGHTS[trait] for trait in sorted(traits))
    return round(1.0 / (1.0 + math.exp(-odds)), 2)
