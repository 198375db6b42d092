"""How likely a whole row is right, from what its reading had to go by.

    confidence(traits) -> float, 0 to 1

The weights are those of a logistic regression on the development articles of data/gold; its base
was then lowered to what unseen articles give, of which fewer rows are right. `solieu evaluate`
prints confidence beside the share that is right.
"""

from __future__ import annotations

import math
from functools import cache

# The log odds that every field of a row is right, and what each trait of its reading adds.
BASE = 0.7
WEIGHTS = {
    "elided unit": -0.19,
    "uncatalogued noun": -0.36,
    "indicator of another figure": -0.31,
    "number word": -0.07,
    "close second indicator": -0.39,
    "weak indicator": -0.15,
    "strong indicator": 0.25,
    "money or percent": 0.39,
    "no place named": 0.33,
    "no period": -0.35,
    "part of a total": 0.56,
    "change": 0.54,
}


@cache
def confidence(traits: frozenset[str]) -> float:
    """Return the probability that a row with these traits (keys of WEIGHTS) is wholly right."""
    odds = BASE + sum(WEIGHTS[trait] for trait in sorted(traits))
    return round(1.0 / (1.0 + math.exp(-odds)), 2)
