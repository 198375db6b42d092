"""Plans that no word of their own sentence tells: a time to come, a list under its heading.

mark_plans(text, sentences, mentions, sentence_of, periods, day)
"""

from __future__ import annotations

import re
from datetime import date

from extractors.mentions import Mention
from extractors.periods import Period
from extractors.sentences import Sentence

_LIST_ITEM = re.compile(r"\s*(?:[-–+•*]|\d{1,2}[.)]|[a-zđ]\))\s")
_PLAN_HEADING = re.compile(
    r"(?<!\w)(?:mục tiêu|chỉ tiêu|phấn đấu|nhiệm vụ|kế hoạch)(?!\w)", re.IGNORECASE
)


def mark_plans(
    text: str,
    sentences: list[Sentence],
    mentions: list[Mention],
    sentence_of: list[int],
    periods: list[Period | None],
    day: date | None,
) -> None:
    """Mark plans that no word of their own sentence tells: a time to come, a list of targets."""
    targets = _target_lines(text)
    for mention, where, period in zip(mentions, sentence_of, periods, strict=True):
        if mention.status != "result":
            continue
        ahead = (
            period is not None
            and day is not None
            and period.start is not None
            and (period.start > day)
        )
        if ahead or sentences[where].paragraph in targets:
            mention.status = "plan"


def _target_lines(text: str) -> set[int]:
    """Lines that are items of a list under one such as `các chỉ tiêu cụ thể như sau:`."""
    targets = set()
    of_targets = False
    for number, line in enumerate(text.split("\n")):
        if _LIST_ITEM.match(line):
            if of_targets:
                targets.add(number)
        elif content := line.strip():
            of_targets = (content.endswith(":") or content.isupper()) and bool(
                _PLAN_HEADING.search(content[-90:])
            )
    return targets
