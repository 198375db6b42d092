"""Whatever a user hands in -> documents to extract from: files, pages, URLs, tables, a pipe.

read_inputs(names) yields a `Document` for each article and a `SolieuError` for each that cannot be
read, in order, so that one bad input never takes the others with it.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.errors import InputError, SolieuError, UsageError
from pipeline.provinces import resolve_province

MAX_BYTES = 10_000_000  # of one page or text; article tables are streamed and have no limit
TABLE_SUFFIXES = (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")
_VIETNAM = timezone(timedelta(hours=7))
_NEEDED = ("id", "text")
_COLUMNS = (*_NEEDED, "title", "url", "published", "province")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main)\b",
    re.I | re.S,
)
_JSON = re.compile(rb"\s*(?:\[\s*)?\{\s*\"")
_JSON_ADVICE = (
    "JSON, not text: put one object with id and text on each line of a file ending in .jsonl"
    " (jq -c '.[]' makes lines of an array)"
)
_SCRIPT = re.compile(rb"<script\b", re.I)
_MAGIC = {
    b"{\\rtf": "RTF: save it as text or HTML first",
    b"%PDF": "a PDF: extract its text first, for example with pdftotext",
    b"PK\x03\x04": "a zip, docx or xlsx archive: save it as text, HTML or CSV first",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file: save it as text, HTML or CSV first",
    b"\x1f\x8b": "gzip-compressed: decompress it first",
    b"PAR1": "Parquet: give it the suffix .parquet",
    b"\x89PNG": "an image, not text",
    b"\xff\xd8\xff": "an image, not text",
    b"SQLite format 3": "a SQLite database: give it as --db",
}


@dataclass(frozen=True, slots=True)
class Document:
    """One article to extract from; `text` is NFC, `published` a day in Vietnam."""

    article_id: str
    text: str
    title: str | None = None
    url: str | None = None
    published: date | None = None
    province: str | None = None


def read_inputs(
    names: Iterable[str], *, published: date | None = None, province: str | None = None
) -> Iterator[Document | SolieuError]:
    """Yield the documents of every input, and an error for each that cannot be read.

    `published` and `province` hold for texts and pages; rows of a table keep their own.
    """
    for name in names:
        try:
            yield from _read_input(name, published, province)
        except SolieuError as error:
            yield error


def parse_day(text: str) -> date:
    """Read `YYYY-MM-DD`, or the day of an ISO date and time; ValueError for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = _local_day(datetime.fromisoformat(text))
    if not 1900 <= day.year <= 2200:
        raise ValueError(f"{day} is the day of no newspaper")
    return day


def _local_day(moment: datetime) -> date:
    try:
        return (moment.astimezone(_VIETNAM) if moment.tzinfo else moment).date()
    except OverflowError as error:
        raise ValueError(f"{moment} lies outside the calendar") from error


def _read_input(
    name: str, published: date | None, province: str | None
) -> Iterator[Document | SolieuError]:
    if name == "-":
        content = _read_limited(sys.stdin.buffer, "standard input")
        yield _from_bytes(content, "-", published, province)
    elif re.match(r"https?://", name, re.I):
        yield _from_url(name, published, province)
    elif "://" in name:
        raise InputError(f"{name}: only http:// and https:// addresses can be fetched")
    elif Path(name).suffix.lower() in TABLE_SUFFIXES:
        yield from _from_table(Path(name), published, province)
    else:
        with _open(Path(name)) as stream:
            content = _read_limited(stream, name)
        yield _from_bytes(content, name, published, province)


def _open(path: Path) -> BinaryIO:
    try:
        if path.is_dir():
            raise InputError(f"{path}: a directory; give the files in it, e.g. {path}/*.txt")
        return path.open("rb")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError as error:  # a NUL in the name
        raise InputError(f"{path!r}: not a file name") from error


def _read_limited(stream: BinaryIO, name: str) -> bytes:
    try:
        content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"{name}: cannot be read: {error.strerror}") from error
    if len(content) > MAX_BYTES:
        limit = MAX_BYTES // 1_000_000
        raise InputError(f"{name}: larger than {limit} MB, too large for one article; split it")
    return content


def _from_bytes(
    content: bytes, name: str, published: date | None, province: str | None
) -> Document:
    shown = "standard input" if name == "-" else name
    _refuse_unreadable(content, shown)
    if name.lower().endswith((".html", ".htm", ".xhtml")) or _HTML.match(
        content.removeprefix(b"\xef\xbb\xbf")
    ):
        address = "file:///-" if name == "-" else Path(name).absolute().as_uri()
        page = document_of_page(content, address, name=name)
        return _with_context(page, published, province)
    return Document(name, _clean(_decode(content, shown), shown), None, None, published, province)


def _refuse_unreadable(content: bytes, name: str) -> None:
    if not content.strip():
        raise InputError(f"{name}: empty")
    if name.lower().endswith(".json") or _JSON.match(content.removeprefix(b"\xef\xbb\xbf")):
        raise InputError(f"{name}: {_JSON_ADVICE}")
    for magic, advice in _MAGIC.items():
        if content.startswith(magic):
            raise InputError(f"{name}: {advice}")


def _decode(content: bytes, name: str) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if content.startswith(mark):
            try:
                text = content.decode(encoding)
            except UnicodeDecodeError as error:
                raise InputError(_encoding_advice(content, name, error)) from error
            break
    if "\0" in text:
        raise InputError(f"{name}: binary, not text or HTML")
    return text


def _encoding_advice(content: bytes, name: str, error: UnicodeDecodeError) -> str:
    sample = content[:4096]
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in sample)
    if controls > len(sample) // 100:
        return f"{name}: binary, not text or HTML"
    return (
        f"{name}: not UTF-8 (byte {content[error.start]:#04x} at {error.start}); convert it, "
        "e.g. iconv -f WINDOWS-1258 -t UTF-8"
    )


def _clean(text: str, where: str) -> str:
    text = unicodedata.normalize("NFC", text)
    if not text.strip():
        raise InputError(f"{where}: no text in it")
    return _whole(text, where)


def _whole(text: str, where: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(f"{where}: half a character in it (an unpaired surrogate)") from error
    return text


def document_of_page(
    content: bytes, address: str, headers: Mapping[str, str] | None = None, *, name: str = ""
) -> Document:
    """Return the article of an HTML page; InputError where it holds none.

    `name` is what the user calls it, by default its address.
    """
    from scrapers.errors import ParseError, ScrapeError
    from scrapers.parse import parse_page

    name = name or address
    try:
        article = parse_page(content, address, headers=headers)
    except ScrapeError as error:
        told = _without_address(error, address)
        if isinstance(error, ParseError) and _SCRIPT.search(content):
            told += "; its scripts may draw one in a browser: save the text from there"
        raise InputError(f"{name}: {told}") from error
    return Document(
        article_id=name,
        text=_clean(article.text, name),
        title=article.title,
        url=article.canonical_url,
        published=_local_day(article.published_at) if article.published_at else None,
        province=article.province,
    )


def _from_url(address: str, published: date | None, province: str | None) -> Document:
    from urllib.parse import urlsplit

    from scrapers.errors import FetchError, ScrapeError
    from scrapers.fetch import Limits, PoliteSession
    from scrapers.sources import DEFAULT_PACE, Source, load_sources

    try:
        parts = urlsplit(address)
        known = (s for s in load_sources().values() if urlsplit(s.base_url).netloc == parts.netloc)
        # Who types a loopback address means it; a public page never leads there.
        local = parts.hostname in ("localhost", "127.0.0.1", "::1")
        source = next(known, None) or Source(
            name=parts.hostname or address,
            base_url=f"{parts.scheme}://{parts.netloc}/",
            local=local,
            pace=0.0 if local else DEFAULT_PACE,
        )
        # A person waits: one who runs a job at night would rather have the longer pauses.
        limits = Limits(backoff=0.1 if local else 1.0)
        response = PoliteSession(limits=limits).get(address, source=source)
    except (ScrapeError, ValueError) as error:
        if isinstance(error, FetchError) and error.reason == "address":
            raise InputError(
                f"{address}: addresses of private networks are not fetched; save the page and"
                " give the file"
            ) from error
        raise InputError(f"{address}: {_without_address(error, address)}") from error
    _refuse_unreadable(response.body, address)
    page = document_of_page(response.body, response.url, response.headers, name=address)
    return _with_context(page, published, province or source.province)


def _with_context(page: Document, published: date | None, province: str | None) -> Document:
    """Return a page with what the user says of it, which goes before what it says itself."""
    return replace(page, published=published or page.published, province=province or page.province)


def _without_address(error: Exception, address: str) -> str:
    return str(error).removeprefix(f"{address}: ")


def _from_table(
    path: Path, published: date | None, province: str | None
) -> Iterator[Document | SolieuError]:
    rows = _READERS.get(path.suffix.lower(), _json_rows)
    seen: dict[str, str] = {}
    empty = True
    for where, row in rows(path):
        empty = False
        if isinstance(row, InputError):
            yield row
            continue
        try:
            document = _document(row, where, published, province)
            first = seen.setdefault(document.article_id, where)
            if first != where:
                raise InputError(
                    f"{where}: left out, its id {document.article_id!r} is that of {first} too;"
                    " give every article its own id"
                )
            yield document
        except InputError as error:
            yield error
    if empty:
        raise InputError(f"{path}: no articles in it")


def _document(
    row: Mapping[str, Any], where: str, published: date | None, province: str | None
) -> Document:
    for name in _NEEDED:
        if row.get(name) is None or not str(row[name]).strip():
            raise InputError(f"{where}: no {name}; every article needs {' and '.join(_NEEDED)}")
    if not isinstance(row["text"], str):
        raise InputError(f"{where}: its text is a {type(row['text']).__name__}, not a string")
    try:
        own_province = _optional(row, "province", where)
        resolved = resolve_province(own_province) if own_province else province
    except UsageError as error:
        raise InputError(f"{where}: {error}") from error
    return Document(
        article_id=_whole(str(row["id"]), where),
        text=_clean(row["text"], where),
        title=_optional(row, "title", where),
        url=_optional(row, "url", where),
        published=_day(row.get("published"), where) or published,
        province=resolved,
    )


def _optional(row: Mapping[str, Any], name: str, where: str) -> str | None:
    value = row.get(name)
    return _whole(str(value).strip(), where) or None if value is not None else None


def _day(value: object, where: str) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return _local_day(value)
    if isinstance(value, date):
        return value
    try:
        return parse_day(str(value).strip())
    except ValueError as error:
        raise InputError(
            f"{where}: published {value!r} is not a date; write it as 2024-07-03"
        ) from error


def _check_columns(path: Path, columns: Iterable[str]) -> None:
    present = [str(column) for column in columns]
    missing = [name for name in _NEEDED if name not in present]
    if missing:
        shown = ", ".join(present[:12]) or "none"
        raise UsageError(
            f"{path}: no column {' and '.join(missing)}; its columns are {shown}:"
            " rename what there is, or add what is missing"
        )


def _json_rows(path: Path) -> Iterator[tuple[str, dict[str, Any] | InputError]]:
    first = True
    with _open(path) as stream:
        for number, line in enumerate(stream, start=1):
            where = f"{path}:{number}"
            if not line.strip():
                continue
            if b"\0" in line:
                raise InputError(f"{where}: binary, not JSON lines")
            try:
                row = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
            except (ValueError, RecursionError):
                yield where, InputError(f"{where}: not a JSON object in UTF-8")
                continue
            if not isinstance(row, dict):
                yield where, InputError(f"{where}: not a JSON object with id and text")
                continue
            if first:
                _check_columns(path, row)
                first = False
            yield where, row


def _csv_rows(path: Path) -> Iterator[tuple[str, dict[str, Any] | InputError]]:
    csv.field_size_limit(MAX_BYTES)
    with _open(path) as raw, io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as stream:
        try:
            header = stream.readline()
            if not header.strip():
                raise InputError(f"{path}: empty")
            delimiter = max(",;\t", key=header.count)
            (names,) = csv.reader([header], delimiter=delimiter)
            _check_columns(path, names)
            for number, values in enumerate(csv.reader(stream, delimiter=delimiter), start=1):
                if values:
                    yield f"{path} row {number}", dict(zip(names, values, strict=False))
        except UnicodeDecodeError as error:
            raise InputError(f"{path}: not UTF-8; save it as CSV UTF-8") from error
        except (csv.Error, ValueError) as error:
            raise InputError(f"{path}: not readable as CSV: {error}") from error


def _parquet_rows(path: Path) -> Iterator[tuple[str, dict[str, Any] | InputError]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with _open(path) as stream:
        try:
            table = pq.ParquetFile(stream)
            _check_columns(path, table.schema_arrow.names)
            columns = [name for name in table.schema_arrow.names if name in _COLUMNS]
            number = 0
            for batch in table.iter_batches(batch_size=256, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    yield f"{path} row {number}", row
        except (pa.ArrowException, OSError) as error:
            reason = str(error).splitlines()[0]
            raise InputError(f"{path}: not readable as Parquet: {reason}") from error


_READERS = {".csv": _csv_rows, ".tsv": _csv_rows, ".parquet": _parquet_rows}
