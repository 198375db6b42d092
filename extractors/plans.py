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
    for mention, where, period in zip(mentions, sentence_of, periods, strict=True):
        if mention.status != "result":
            continue
        ahead = (
            period is not None
            and day is not None
            and period.start is not None
            and (period.start > day)
        )
        if ahead or _under_plan_heading(text, sentences[where]):
            mention.status = "plan"


def _under_plan_heading(text: str, sentence: Sentence) -> bool:
    """Whether a list item stands under a line such as `các chỉ tiêu cụ thể như sau:`."""
    line = text.rfind("\n", 0, sentence.start) + 1
    if not _LIST_ITEM.match(text[line : line + 8]):
        return False
    while line > 0:
        previous = text.rfind("\n", 0, line - 1) + 1
        content = text[previous : line - 1].strip()
        if content and not _LIST_ITEM.match(text[previous : previous + 8]):
            return bool(_PLAN_HEADING.search(content[-90:])) and (
                content.endswith(":") or content.isupper()
            )
        line = previous
    return False
