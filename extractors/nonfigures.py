"""Numbers that quantify nothing: documents, names, ordinals, grades, contacts, furniture.

    find_non_figures(text, catalogue) -> list[Claim], ordered, not overlapping

Dates and times are found by `extractors.times`; what is found here is known by its form
(133-KH/TU, 0912 345 678) or by the label before it (Quốc lộ 14, lớp 8), a row of labels.csv.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.catalogue import Catalogue, compounds
from extractors.records import Reason


@dataclass(frozen=True, slots=True)
class Claim:
    """`text[start:end]` holds a number that is no figure, for this reason."""

    start: int
    end: int
    reason: Reason


_UPPER = "A-ZĐÀ-Ỹ"
# Forms that tell by themselves, in order of trust: an earlier one wins where two overlap.
_FORMS: tuple[tuple[Reason, str], ...] = (
    ("contact", r"(?:https?://|www\.)[^\s<>“”]+|[\w.+-]+@[\w-]+\.[\w.]+"),
    ("furniture", r"^\S*(?:%[0-9A-F]{2}){2,}.*$"),
    ("furniture", r"(?m:^)[ \t\u00a0]*[\d.,]{1,9}[ \t\u00a0]*(?m:$)"),
    ("furniture", r"\S+\.(?:jpe?g|png|gif|webp|mp4|pdf|docx?|html?)\b"),
    # a document's number: 133-KH/TU, 35/2021/NĐ-CP, 1719/QĐ-TTg, 06-ĐA/TU, 1234/UBND-KT
    ("document", rf"\d+[a-z]?(?:/\d{{2,4}})?[-–/]\s?[{_UPPER}]{{1,8}}\d*(?:[-–/]\s?[{_UPPER}]{{1,8}}\w{{0,4}}\d*)*(?![\w])"),
    ("document", rf"\d+[a-z]?/\d{{4}}/[{_UPPER}]\w*(?:-\w+)*"),
    ("contact", r"(?<![\d.,/])(?:\+84|0)[\s.\-]?[1-9]\d{1,3}(?:[\s.\-]?\d{2,4}){2,3}(?![\d.,]\d|\s?(?:đồng|người|hộ|tỷ|triệu))"),
    ("contact", r"(?<![\d.,/])0\d{2,3}[\s.]\d[\d\s.]*\s?[xX*.]{3}"),
    ("contact", r"(?<![\d.,/])(?:1800|1900)[\s.]?\d{4,6}(?!\d)"),
    ("name", r"(?<![\w.,])\d{2}[A-Z]\d?\s?[-–. ]\s?\d{3}[.]?[\dXx]{2}(?!\d)"),  # a vehicle's plate
    ("contact", r"(?<![\w.,])\d[\d.\s]*[xX]{2,3}[\d.xX]*"),
    ("name", r"(?<!\w)[Kk]m\s?\d+(?:\s?\+\s?\d+|(?=\s(?:quốc lộ|đường|QL|cao tốc)))"),
    ("name", rf"(?<!\w)[Ss]ố\s\d+[\w/]*(?=\s(?:đường|phố)\s[{_UPPER}])"),
    ("grade", r"(?<!\w)xe(?:\s[^\W\d]+){0,4}\s\d{1,2}(?:\s?[-–]\s?\d{1,2})?\s(?:chỗ|ghế|giường)(?!\w)"),
    # F0, Covid-19, A/H5N1, VTV1, Km12+500, ĐH.72, GMT+7
    ("name", rf"(?<![\w/])[{_UPPER}](?:[^\W\d_]*[-–]?|/[{_UPPER}])\d[\w.\-/+]*(?<![.\-/+])"),
    ("name", rf"(?<!\w)[{_UPPER}]{{1,4}}[.+]\s?\d{{1,4}}[A-Z]?(?!\w|[.,/]\d)"),
    ("name", r"(?<![\w.,])\d+[A-Z][A-Z\d]*(?![\w²³])"),  # 4G, 12A1, 3D
    ("name", r"(?<![\w.,])\d{1,3}[a-z](?=\s*(?:,|\.|;|\)|$))(?<![mgđhk])"),
    ("name", r"(?:[Cc]ông nghiệp|[Cc]ách mạng(?: công nghiệp)?|[Nn]ông nghiệp|[Kk]inh tế)(?: lần thứ)? 4\.0"),
    ("ordinal", r"(?<!\w)[Ss]ố\s1(?!\d|[.,]\d)(?=\s*[^\w\s]|\s+(?:của|thế giới|Việt Nam|tại|về|châu))"),
    ("other", r"(?<!\w)[Tt]ỷ số\s+(?:chung cuộc\s+)?(?:là\s+)?\d+\s?[-–]\s?\d+"),
    ("other", r"(?<!\w)(?:[Tt]hắng|[Tt]hua|[Hh]òa|[Hh]oà|[Dd]ẫn)(?:\s+[^\W\d]+){0,6}\s+\d+\s?[-–]\s?\d+(?!\s?(?:%|triệu|tỷ|nghìn))"),
    ("list", r"(?m:^)[ \t\u00a0]*(?:[-–+*•]\s*)?\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)/:][ \t\u00a0]+(?=\D|\d+%|\d{1,2}\s)"),
    ("list", r"(?<=[;:.,]\s)\(\d{1,2}\)(?=\s*[^\W\d])|(?<=[;:.]\s)\d{1,2}[)](?=\s)"),
    ("list", rf"(?<=[;:.]\s)\d{{1,2}}\.\s(?=[{_UPPER}])"),
    ("other", r"(?<!\w)(?:cả\s+)?\d\s+cấp(?!\s+(?:giấy|thẻ|phép|sổ|bằng))(?!\w)"),  # chính quyền 2 cấp
    ("other", r"(?<!\w)cả\s+(?:\d|hai|ba)\s+(?:tiêu chí|mặt|phương diện|nội dung|chỉ số)(?!\w)"),
    ("name", r"[“\"‘]\d{1,2}\s+[^\W\d]+(?:,?\s+(?:và\s+)?\d{1,2}\s+[^\W\d]+)*[”\"’]"),  # “5 không, 3 sạch”
    ("name", r"(?<!\w)[“\"]?0\s?(?:đồng|đ)(?!\w)"),  # gian hàng 0 đồng
    ("grade", r"(?<!\w)(?:tiêm\s+)?(?:đủ|ít nhất|nhắc lại)\s+(?:\d|một|hai|ba)\s+(?:mũi|liều)(?!\w)"),
    ("grade", r"(?<!\w)loại\s+(?:(?:dưới|trên|từ|khoảng|hơn)\s+)*\d[\d.,]*(?:\s?[-–]\s?\d[\d.,]*)?\s?(?:kg|g|lít|con/kg|ml|m|cm|m3|tấn)(?!\w)"),
    ("grade", r"(?<![\w.,])\d(?:\s?(?:[-–]|đến|và)\s?\d)?\s+sao(?!\w)"),
    ("name", r"\d{2,3}\s?k[vV](?!\w)"),
    ("furniture", r"\d[\d.,]*\s+(?:lượt xem|lượt đọc|lượt truy cập|bình luận|lượt thích|lượt chia sẻ|views?)(?!\w)"),
    ("threshold", r"(?<!đạt )(?<!còn )(?<!\w)từ\s+\d[\d.,]*\s?(?:m|km|ha|m2|m²|kg|tấn|lít|điểm|triệu đồng|tỷ đồng|triệu|tỷ|%)(?:/\w+)*\s+(?:trở lên|trở xuống)(?!\w)"),
    # a village whose name ends in a number: bản Mường 1, thôn Đăk Wơk 2
    ("name", rf"(?<!\w)(?:[Tt]hôn|[Bb]ản|[Ll]àng|[ẤấÂâAa]p|[Bb]uôn|[Bb]on|[Kk]hu phố|[Kk]hóm|[Xx]óm|[Kk]hối|[Tt]ổ dân phố)(?:\s+[{_UPPER}][^\W\d]*){{1,4}}\s+\d{{1,2}}(?=\s*[,;.)(]|\s*$|\s+(?:xã|huyện|và|đã|có|thuộc|phường|thị))"),
    ("ordinal", r"(?<!\w)[Ll]ần(?:\s+thứ)?\s+[IVXL]+(?!\w)"),
)  # fmt: skip
_AGE = (
    r"(?:(?:từ|trên|dưới|ngoài|hơn|gần|khoảng|đủ|quá|mới|đã|độ|sắp|tuổi)\s+)*\d+(?:\s?(?:-|–|đến|và)\s?\d+)?\s+"
    r"(?:tháng\s+|năm\s+|ngày\s+)?tuổi(?:\s+(?:đảng|trở lên|trở xuống))?(?!\w)"
)
_AVERAGE_AGE = re.compile(r"(?<!\w)(?:tuổi thọ|tuổi bình quân|tuổi trung bình|bình quân|trung bình)[^.;]{0,40}\Z", re.IGNORECASE)
_DIGITS = re.compile(r"\d")


@cache
def _form_pattern() -> re.Pattern[str]:
    groups = "|".join(f"(?P<{reason}_{i}>{form})" for i, (reason, form) in enumerate(_FORMS))
    return re.compile(groups, re.MULTILINE)


@cache
def _label_pattern(catalogue: Catalogue) -> tuple[re.Pattern[str], dict[str, Reason]]:
    before: dict[str, Reason] = {}
    for reason, place, form in catalogue.labels:
        if place == "before" and form not in before:
            before[form] = reason  # type: ignore[assignment]
    forms = "|".join(sorted(map(re.escape, before), key=len, reverse=True))
    pattern = re.compile(
        rf"(?<!\w)(?P<label>{forms})(?P<gap>[ \u00a0]*[:.]?[ \u00a0]*)(?P<number>\d+[a-zA-Z]?(?:\s?[-–/.]\s?\d+[a-zA-Z]?)*)(?![\d]|[.,]\d)",
        re.IGNORECASE,
    )
    return pattern, before


def find_non_figures(text: str, catalogue: Catalogue) -> list[Claim]:
    """Find what is known to be no figure, dates and times aside."""
    claims: list[Claim] = []
    for match in _form_pattern().finditer(text):
        reason: Reason = (match.lastgroup or "").partition("_")[0]  # type: ignore[assignment]
        if _DIGITS.search(match.group()):
            start = match.start() + (len(match.group()) - len(match.group().lstrip()))
            claims.append(Claim(start, start + len(match.group().strip()), reason))
    claims += _labelled(text, catalogue)
    claims += _ages(text)
    return _without_overlap(claims)


def _ages(text: str) -> list[Claim]:
    """Ages name people and groups; only an average age or a life expectancy is reported."""
    claims = []
    for match in re.finditer(rf"(?<!\w){_AGE}", text, re.IGNORECASE):
        before = text[max(0, match.start() - 60) : match.start()]
        if _AVERAGE_AGE.search(before):
            continue
        group = re.search(r"từ|trên|dưới|trở|đủ|ngoài|đến|-|–", match.group(), re.IGNORECASE)
        reason: Reason = "grade" if match.group().lower().endswith("đảng") else (
            "threshold" if group else "other"
        )
        claims.append(Claim(match.start(), match.end(), reason))
    return claims


def _labelled(text: str, catalogue: Catalogue) -> list[Claim]:
    pattern, reasons = _label_pattern(catalogue)
    claims = []
    for match in pattern.finditer(text):
        label = match["label"].lower()
        if _is_counted(text, match, label, catalogue):
            continue
        if reasons[label] != "ordinal" and _ends_compound(text, match):
            continue
        if reasons[label] == "grade" and not re.match(r"\d{1,2}(?!\d)", match["number"]):
            continue
        claims.append(Claim(match.start(), _list_end(text, match, catalogue), reasons[label]))
    return claims


_GOES_ON = re.compile(r"(?:, ?| và |; )\d{1,3}[A-Z]{0,2}(?=[,.;)\s]|\Z)(?![.,]\d)")


def _list_end(text: str, match: re.Match[str], catalogue: Catalogue) -> int:
    """Where a label's list of numbers ends: `Quốc lộ 20, 27 và 28B`, but not `tổ 3, 15 hộ`."""
    end = match.end("number")
    while following := _GOES_ON.match(text, end):
        if _counted_word(text, following.end(), catalogue):
            break
        end = following.end()
    return end


def _ends_compound(text: str, match: re.Match[str]) -> bool:
    """Whether a label is the end of another word: `thị trường 5 - 10%` names no school."""
    word = re.compile(r"[^\W\d_]+[ \u00a0]\Z").search(text, max(0, match.start() - 10), match.start())
    return word is not None and f"{word.group().strip()} {match['label']}".lower() in compounds()


_SLASHED = frozenset("số nhà|nhà số|số|hẻm|ngõ|kiệt|thửa đất số|thứ|xếp thứ|vị trí thứ|hạng|xếp hạng".split("|"))

# Labels that are also counted nouns, verbs or prepositions: only a number that nothing counts
# behind makes them a name ("tại thôn 3, xã …", but "thành lập tổ 15 thành viên").
_WEAK = frozenset(
    "độ|chương trình|dự án|đường|kênh|làng|bản|ấp|xóm|khu|cụm|đội|tổ|đoàn|vùng|đồn|trạm|mốc|nhà|phòng|lô|kho"
    "|trường|bến|ga|cảng|số|điểm|giải|phần|tập|tầng|tàu|tuyến|lần|đợt|nhóm|ca|tuần|kỳ|phút|cấp|mức|loại"
    "|đội|hạng|công ty|nhà máy|khối|thôn|buôn|bon|phường|khoản|điều|giai đoạn|bước|vòng|phiên|tuổi|bảng|tổ dân cư"
    "|khu vực|khu dân cư|bệnh viện|trung đội|tiểu đội|liều|mũi|lớp|kết luận|nghị quyết|quyết định|hiệp"
    "|bậc|quy hoạch|mỏ|đảo|khóm|hẻm|chốt|cửa khẩu|liên hệ|tài khoản|trình độ|đại đội|tiểu đoàn|hộ|đt|km|ô"
    "|đài|top|tốp|size|mã|mục|đề án|đồn biên phòng|tuyến|kiệt|đại lộ|trục|k|b|r|f|u".split("|")
)


def _is_counted(text: str, match: re.Match[str], label: str, catalogue: Catalogue) -> bool:
    """Whether the number after a label counts what follows it: `tổ 15 thành viên`."""
    number = match["number"]
    if "/" in number and label not in _SLASHED:
        return True
    if label not in _WEAK:
        return False
    return _counted_word(text, match.end("number"), catalogue)


_AHEAD = re.compile(r"[ \u00a0]?(%|[^\W\d_]+)(?:[ \u00a0]([^\W\d_]+))?")
_NAMED = re.compile(rf"[ \u00a0][^\W\d_]+[ \u00a0](?:[^\W\d_]+[ \u00a0])?[{_UPPER}]")


def _counted_word(text: str, position: int, catalogue: Catalogue) -> bool:
    """Whether what follows a number is counted by it: a unit or noun, not the name of the next

    unit up (`thôn 3 xã Đăk Ruồng`)."""
    ahead = _AHEAD.match(text, position)
    if ahead is None or ahead.group(1)[0].isupper():
        return False
    first = ahead.group(1).lower()
    two = f"{first} {(ahead.group(2) or '').lower()}"
    if two in catalogue.function_words or first in catalogue.function_words:
        return False
    if not (
        two in catalogue.nouns or two in catalogue.units or first in catalogue.nouns
        or first in catalogue.units or first in _MAGNITUDE_WORDS
    ):  # fmt: skip
        return False
    noun = catalogue.nouns.get(first)
    if noun is not None and noun.noun_class in ("commune", "village"):
        return _NAMED.match(text, position) is None
    return True


_MAGNITUDE_WORDS = frozenset(("triệu", "tỷ", "tỉ", "nghìn", "ngàn", "trăm", "chục", "vạn"))


def _without_overlap(claims: list[Claim]) -> list[Claim]:
    """Keep, of overlapping claims, the one that begins first, then the longest."""
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda c: (c.start, -c.end)):
        if kept and claim.start < kept[-1].end:
            if claim.end > kept[-1].end and claim.start > kept[-1].start:
                kept[-1] = Claim(kept[-1].start, claim.end, kept[-1].reason)
            continue
        kept.append(claim)
    return kept
