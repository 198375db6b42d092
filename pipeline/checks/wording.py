"""What a check says, in English and in Vietnamese, and how its numbers are written."""

from __future__ import annotations

from pipeline.words import Language

# rule, outcome -> English, Vietnamese. {observed} and {expected} read the same in both.
_SENTENCES: dict[tuple[str, str], tuple[str, str]] = {
    ("sum", "alarm"): (
        "The parts give {observed}; the total printed is {expected}.",
        "Các phần cộng lại được {observed}; tổng số nêu trong bài là {expected}.",
    ),
    ("sum", "pass"): (
        "The parts agree with their total: {observed}; {expected}.",
        "Các phần khớp với tổng số: {observed}; {expected}.",
    ),
    ("sum", "cannot_tell"): (
        "The parts cannot be added up to their total: {observed}; {expected}.",
        "Không thể cộng các phần để so với tổng số: {observed}; {expected}.",
    ),
    ("sum_within", "alarm"): (
        "The parts give {observed}, more than the total printed: {expected}.",
        "Các phần cộng lại được {observed}, nhiều hơn tổng số nêu trong bài: {expected}.",
    ),
    ("sum_within", "pass"): (
        "The parts stay within their total: {observed}, of {expected}.",
        "Các phần không vượt quá tổng số: {observed} trên tổng {expected}.",
    ),
    ("at_most", "alarm"): (
        "The text prints {observed}, where {expected} is the most that can be.",
        "Bài viết nêu {observed}, trong khi nhiều nhất chỉ có thể là {expected}.",
    ),
    ("share", "alarm"): (
        "The text prints {observed}, where {expected} should hold.",
        "Bài viết nêu {observed}, trong khi phải có {expected}.",
    ),
    ("share", "pass"): (
        "The share is possible: {observed}.",
        "Tỷ lệ hợp lý: {observed}.",
    ),
    ("share", "cannot_tell"): (
        "{observed} is more than the whole, or a result against a plan.",
        "{observed} lớn hơn tổng, hoặc là kết quả so với kế hoạch.",
    ),
    ("percent", "alarm"): (
        "The text says {observed}; its own numbers give {expected}.",
        "Bài viết nêu {observed}; tính từ số liệu trong bài là {expected}.",
    ),
    ("percent", "pass"): (
        "The percentage agrees with its numbers: {observed}; {expected}.",
        "Tỷ lệ phần trăm khớp với số liệu: {observed}; {expected}.",
    ),
    ("percent", "cannot_tell"): (
        "The base of {observed} is not in the text.",
        "Bài viết không nêu cơ sở để tính {observed}.",
    ),
    ("growth", "alarm"): (
        "The text says {observed}; its two levels give {expected}.",
        "Bài viết nêu {observed}; tính từ hai mức trong bài là {expected}.",
    ),
    ("growth", "pass"): (
        "The change agrees with its levels: {observed}; {expected}.",
        "Mức tăng giảm khớp với số liệu: {observed}; {expected}.",
    ),
    ("growth", "cannot_tell"): (
        "What {observed} is compared with is not in the text.",
        "Bài viết không nêu mức gốc để so sánh {observed}.",
    ),
    ("duration", "alarm"): (
        "The text says {observed} years; its dates give {expected}.",
        "Bài viết nêu {observed} năm; tính từ các mốc thời gian là {expected}.",
    ),
    ("duration", "pass"): (
        "The {observed} years agree with the dates: {expected}.",
        "{observed} năm khớp với các mốc thời gian: {expected}.",
    ),
    ("duration", "cannot_tell"): (
        "From when the {observed} years count is not in the text.",
        "Bài viết không nêu mốc bắt đầu của {observed} năm.",
    ),
    ("repeat", "alarm"): (
        "The article states this twice, as {observed} and as {expected}.",
        "Bài viết nêu số liệu này hai lần, khác nhau: {observed} và {expected}.",
    ),
    ("repeat", "pass"): (
        "The article states this twice, and the two agree: {observed}; {expected}.",
        "Bài viết nêu số liệu này hai lần, khớp nhau: {observed}; {expected}.",
    ),
    ("conflict", "alarm"): (
        "Two articles differ: {observed} against {expected}.",
        "Hai bài viết nêu khác nhau: {observed} và {expected}.",
    ),
    ("conflict", "pass"): (
        "Two articles agree: {observed}; {expected}.",
        "Hai bài viết nêu giống nhau: {observed}; {expected}.",
    ),
    ("conflict", "cannot_tell"): (
        "Two articles state several values for this: {observed}; {expected}.",
        "Hai bài viết nêu nhiều giá trị cho chỉ tiêu này: {observed}; {expected}.",
    ),
    ("cumulative", "alarm"): (
        "A running total falls: {expected}, later {observed}.",
        "Số lũy kế giảm: trước là {expected}, sau là {observed}.",
    ),
    ("cumulative", "pass"): (
        "The running total goes on: {expected}, later {observed}.",
        "Số lũy kế tiếp tục tăng: trước là {expected}, sau là {observed}.",
    ),
    ("cumulative", "cannot_tell"): (
        "Units were merged between {expected} and {observed}.",
        "Có sáp nhập đơn vị hành chính giữa {expected} và {observed}.",
    ),
    ("scale", "alarm"): (
        "{observed} is of another order than its series: {expected}.",
        "{observed} khác hẳn bậc độ lớn của chuỗi số liệu: {expected}.",
    ),
    ("scale", "cannot_tell"): (
        "{observed} is of another order than the few values known: {expected}.",
        "{observed} khác bậc độ lớn với một số ít giá trị đã biết: {expected}.",
    ),
    ("plan", "alarm"): (
        "The text prints {observed}, where {expected} should hold.",
        "Bài viết nêu {observed}, trong khi phải có {expected}.",
    ),
    ("plan", "pass"): (
        "The plan's percentage is as claimed: {observed}; {expected}.",
        "Tỷ lệ thực hiện kế hoạch đúng như đã nêu: {observed}; {expected}.",
    ),
    ("range", "alarm"): (
        "{observed} cannot be: {expected} should hold.",
        "{observed} là không thể: phải có {expected}.",
    ),
}  # fmt: skip


# These write their units themselves, or end in a number that has none.
_SELF_MEASURED = ("duration", "scale")
_AT_MOST = "≤ "  # before what a part may come to, in `expected`


def describe(
    rule: str,
    outcome: str,
    observed: str,
    expected: str,
    *,
    unit: str = "",
    language: Language = "en",
) -> str:
    """Return a check's finding in one sentence; `unit` is what the figures it compares share."""
    wording = rule
    if expected.startswith(_AT_MOST):
        wording = "sum_within" if rule == "sum" else "at_most"
        if (wording, outcome) in _SENTENCES:
            expected = expected.removeprefix(_AT_MOST)
        else:
            wording = rule
    english, vietnamese = _SENTENCES[wording, outcome]
    sentence = english if language == "en" else vietnamese
    if unit and rule not in _SELF_MEASURED:
        observed, expected = _with_unit(observed, unit), _with_unit(expected, unit)
    return sentence.format(observed=observed, expected=expected)


def _with_unit(shown: str, unit: str) -> str:
    return f"{shown} {unit}" if shown[-1:].isdigit() else shown


def show(value: float, digits: int = 2) -> str:
    """Return a number in plain digits, thousands apart: 1 250, 50 000 000 000."""
    if abs(value) >= 1e15:
        return f"{value:.6g}"
    rounded = round(value, digits)
    whole, _, rest = f"{rounded:.{digits}f}".partition(".")
    rest = rest.rstrip("0")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    if len(whole) > 3:
        whole = f"{int(whole):,}".replace(",", "\N{NO-BREAK SPACE}")
    return f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}"


def show_span(low: float, high: float, digits: int = 2) -> str:
    """Return an interval: one number where both ends print the same."""
    first, last = show(low, digits), show(high, digits)
    return first if first == last else f"{first}–{last}"
