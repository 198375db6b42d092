"""An article with people's judgements as a case for `solieu evaluate`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pipeline.columns import CORRECTABLE

Row = Mapping[str, Any]


def gold_case(article: Row, figures: Sequence[Row], reviews: Mapping[str, Row]) -> dict[str, Any]:
    """Return a gold record: rejected figures left out, corrections made, the others optional.

    A figure that nobody judged counts neither way when an extraction is compared with the case.
    """
    kept = [
        figure
        for figure in figures
        if (review := reviews.get(figure["figure_id"])) is None or review["verdict"] != "rejected"
    ]
    index = {figure["figure_id"]: at for at, figure in enumerate(kept)}
    published = article["published_at"]
    return {
        "id": article["article_id"],
        "url": article["url"],
        "query": None,
        "published": published.date().isoformat() if published else None,
        "title": article["title"],
        "province": article["province"],
        "text": article["text"],
        "figures": [_record(figure, reviews.get(figure["figure_id"]), index) for figure in kept],
    }


def apply_review(figure: Row, review: Row | None) -> dict[str, Any]:
    """Return a figure as its last judgement has it."""
    corrected = dict(figure)
    if review is not None:
        for name in CORRECTABLE:
            if review[f"corrected_{name}"] is not None:
                corrected[name] = review[f"corrected_{name}"]
    return corrected


def _record(figure: Row, review: Row | None, index: Mapping[str, int]) -> dict[str, Any]:
    right = apply_review(figure, review)
    place_was_given = review is not None and review["corrected_place_names"] is not None
    named = right["place_basis"] == "named" or place_was_given
    record = {
        "surface": right["exact"],
        "start": right["number_start"],
        "value": right["value"],
        "value_max": right["value_high"],
        "total": right["total"],
        "modifier": right["modifier"],
        "direction": right["direction"],
        "status": right["status"],
        "unit": right["unit"],
        "per_value": right["per_value"],
        "per_unit": right["per_unit"],
        "indicator": right["indicator"],
        "place": right["place_names"] if named else None,
        "period": _period(right["period_start"], right["period_end"]),
        "part_of": index.get(right["part_of"]) if right["part_of"] else None,
    }
    return record if review is not None else {**record, "optional": True}


def _period(start: date | None, end: date | None) -> list[str | None] | None:
    if start is None and end is None:
        return None
    return [start.isoformat() if start else None, end.isoformat() if end else None]
