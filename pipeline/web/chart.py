"""A series drawn as SVG on the server: Altair describes it, vl-convert draws it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from pipeline.words import Language, say

_COLOURS = [
    "#0b5cad", "#b3261e", "#1b7f3b", "#8a4b00", "#6a3fa0", "#00707a", "#a3316f", "#4d4d4d",
]  # fmt: skip
_SHAPES = {"plain": "circle", "conflict": "diamond", "reprint": "cross"}


class Point(NamedTuple):
    """One value of a series: `day` in ISO 8601, `value` in the series' unit."""

    day: str
    value: float
    place: str
    subject: str
    kind: Literal["plain", "conflict", "reprint"]


def draw_series(points: tuple[Point, ...], unit: str, narrow: bool, language: Language) -> str:
    """Return the chart of a series as SVG, `narrow` in the width of a phone."""
    import altair as alt
    import vl_convert

    names = {
        "plain": say("value", language),
        "conflict": say("conflicting", language),
        "reprint": say("reprint", language),
    }
    values = [
        {
            "day": p.day,
            "value": p.value,
            "place": p.place,
            "kind": names[p.kind],
            "line": f"{p.place} {p.subject}",
        }
        for p in points
    ]
    places = list(dict.fromkeys(p.place for p in points))
    colour = alt.Color(
        "place:N", title=None, sort=places, scale=alt.Scale(domain=places, range=_COLOURS),
        legend=alt.Legend(orient="bottom", columns=2 if narrow else 4, symbolType="square"),
    )  # fmt: skip
    base = alt.Chart(alt.InlineData(values=values)).encode(
        x=alt.X("day:T", title=None, axis=alt.Axis(format="%m/%Y", labelOverlap=True, tickCount=5)),
        y=alt.Y("value:Q", title=unit, axis=alt.Axis(format=",", tickCount=6)),
        color=colour,
    )
    present = [kind for kind in _SHAPES if any(p.kind == kind for p in points)]
    shape = alt.Shape(
        "kind:N",
        title=None,
        scale=alt.Scale(
            domain=[names[kind] for kind in present],
            range=[_SHAPES[kind] for kind in present],
        ),
        legend=alt.Legend(orient="bottom") if len(present) > 1 else None,
    )
    filled = alt.condition(
        alt.datum.kind == names["conflict"], alt.value("#d00000"), alt.value("transparent")
    )
    marks = base.mark_point(size=90, strokeWidth=2).encode(shape=shape, fill=filled)
    size = {"width": 260, "height": 280} if narrow else {"width": 760, "height": 320}
    drawing = (
        (base.mark_line(strokeWidth=1.5, opacity=0.6).encode(detail="line:N") + marks)
        .properties(**size, background="white")
        .configure(font="system-ui, sans-serif")
        .configure_axis(labelFontSize=13, titleFontSize=13, gridColor="#e4e4e4")
        .configure_legend(labelFontSize=13, labelLimit=220)
    )
    svg = vl_convert.vegalite_to_svg(drawing.to_dict(), allowed_base_urls=[])
    return str(svg)
