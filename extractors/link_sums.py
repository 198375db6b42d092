"""Parts that no word marks but their sum: `còn 46 ý kiến: giao thông 19, đất đai 12, khác 15`.

link_sums(links) -> None
"""

from __future__ import annotations

import re

from extractors.link_lists import Links

_MARK = re.compile(
    r"[:(]|(?<!\w)(?:cụ thể|trong đó|trong số|gồm|chia (?:ra|theo)|(?:xét|phân) theo)(?!\w)",
    re.IGNORECASE,
)
_NAMES_WHOLE = re.compile(r"(?<!\w)trong số (?!(?:đó|này)(?!\w))[^\W\d]", re.IGNORECASE)
_ADDED = ("count", "money", "area", "mass", "length")
_PAIR = 2  # parts of a total that the next sentence opens by sharing out
_LEAST = 3  # parts that by chance seldom add up to a figure told before them
_MOST = 16
_BACK = 2  # sentences from a total to the one that divides it
_UNEVEN = 3  # digits, noughts at the end aside
_SMALLEST = 10  # sums below it come about by chance


def link_sums(links: Links) -> None:
    """Link the figures in one unit of a sentence to the figure before them that they add up to,
    whatever total another mark gave them."""
    by_unit: dict[str, list[int]] = {}
    for position, mention in enumerate(links.mentions):
        plain = mention.per_unit is None and mention.value_high is None
        if plain and mention.direction == "level" and mention.kind in _ADDED:
            by_unit.setdefault(mention.unit, []).append(position)
    for positions in by_unit.values():
        if len(positions) > _PAIR:
            _link_runs(links, positions)


def _link_runs(links: Links, positions: list[int]) -> None:
    for place in range(1, len(positions) - _PAIR + 1):
        first = positions[place]
        totals = {
            round(links.mentions[whole].value, 3): whole
            for whole in positions[max(0, place - _MOST) : place]
            if links.sentence_of[first] - links.sentence_of[whole] <= _BACK
        }
        total, parts = 0.0, []
        for part in positions[place : place + _MOST]:
            if links.sentence_of[part] != links.sentence_of[first]:
                break
            total += links.mentions[part].value
            parts.append(part)
            whole = totals.get(round(total, 3))
            if whole is None or total < _SMALLEST or len(parts) < _PAIR:
                continue
            if len(parts) >= _LEAST or _is_shared_out(links, parts, whole):
                if links.parents[whole] not in parts and _may_share(links, parts, whole):
                    for each in parts:
                        links.parents[each] = whole
                break


_SHARES_OUT = re.compile(r"[^.;\n\d]{0,60}\.\s(?:Cụ thể|Trong đó)[,:]? [^.;\n\d]{1,40}")
_SHARE_NEXT = re.compile(r"(?:,| và|;) [^.;\n\d]{1,40}")


def _is_shared_out(links: Links, parts: list[int], whole: int) -> bool:
    """Whether two figures are all that the sentence behind a total tells: `nợ 8,5 tỷ đồng. Cụ thể,
    nợ bảo hiểm 5 tỷ đồng, nợ lương 3,5 tỷ đồng`."""
    first, last = (links.mentions[each] for each in parts)
    ends = links.text.startswith(".", last.end)
    return (
        ends
        and _SHARES_OUT.fullmatch(links.text, links.mentions[whole].end, first.start) is not None
        and _SHARE_NEXT.fullmatch(links.text, first.end, last.start) is not None
    )


def _may_share(links: Links, parts: list[int], whole: int) -> bool:
    """Whether the marks of parts and totals leave room for the parts of a sum.

    Without any, sums come about by chance: `giải Nhất 10 triệu, Nhì 5, Ba 3, khuyến khích 2`.
    """
    first = links.mentions[parts[0]].start
    mark = _MARK.search(links.text, links.mentions[whole].end, first)
    if mark is None:
        return False
    parents = [links.parents[each] for each in parts]
    if whole in parents and len(set(parents)) > 1:
        # "90 hộ, trong đó 40 nghèo, 30 cận nghèo; có 20 hộ hiến đất": the list had ended, unless
        # numbers so uneven add up
        return len(f"{links.mentions[whole].value:.6g}".replace(".", "").strip("0")) >= _UNEVEN
    if set(parents) <= {None, whole}:
        return True
    # "40 hội viên, gồm 25 nữ, 15 nam, 15 trẻ": marked as parts of another, unless named anew
    return _NAMES_WHOLE.search(links.text, links.mentions[whole].end, first) is not None
