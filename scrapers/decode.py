"""Bytes of a page -> text, whatever encoding it claims."""

import codecs
import re

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
BROKEN_SHARE = 0.01  # of a UTF-8 page's characters that may be damaged, e.g. by a cut


def decode_page(page: bytes, content_type: str = "") -> str:
    """The page as text. Valid UTF-8 is believed before any declaration, which is often wrong."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if page.startswith(mark):
            return page.decode(encoding, errors="replace")
    try:
        return page.decode("utf-8")
    except UnicodeDecodeError:
        lenient = page.decode("utf-8", errors="replace")
    if lenient.count("\N{REPLACEMENT CHARACTER}") <= BROKEN_SHARE * len(lenient):
        return lenient
    for encoding in (*declared_encodings(page, content_type), "cp1258"):
        try:
            return page.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return lenient


def declared_encodings(page: bytes, content_type: str) -> list[str]:
    """What the header and the page's own meta tag claim, UTF-8 left out (it was tried)."""
    claims = [match.group(1) for match in [HEADER_CHARSET.search(content_type)] if match]
    claims += [
        m.group(1).decode("ascii", "replace") for m in [META_CHARSET.search(page[:4096])] if m
    ]
    return [claim for claim in claims if claim.lower().replace("_", "-") not in {"utf-8", "utf8"}]
