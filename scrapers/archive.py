"""Raw responses kept as WARC, and articles read back from them without the web."""

import logging
import os
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Self

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scrapers.article import Article
from scrapers.crawl import read_article
from scrapers.errors import DataError, FetchError, ParseError
from scrapers.fetch import Response
from scrapers.sources import Source

log = logging.getLogger(__name__)

# Facts of a capture that WARC has no field for; unknown fields are allowed by the standard.
SOURCE, KIND, REQUESTED = "X-Source-Name", "X-Page-Kind", "X-Requested-URI"
# The body is kept decompressed and whole: these would say otherwise.
TRANSFER_HEADERS = {"content-encoding", "transfer-encoding", "content-length"}


@dataclass(slots=True)
class Archive:
    """Writes responses to one new `*.warc.gz` of `folder`. Thread-safe; close it, or use `with`."""

    folder: Path
    path: Path | None = field(init=False, default=None)
    stream: BinaryIO | None = field(init=False, default=None)
    writer: Any = field(init=False, default=None)
    lock: threading.Lock = field(init=False, default_factory=threading.Lock)

    def write(self, response: Response, source: str, kind: str) -> str:
        """Keep one response; returns `file.warc.gz#offset`, which `read_response` takes."""
        with self.lock:
            if self.stream is None:
                self.open(response.fetched_at)
            assert self.stream is not None
            assert self.path is not None
            offset = self.stream.tell()
            self.writer.write_record(make_record(self.writer, response, source, kind))
            self.stream.flush()
            return f"{self.path.name}#{offset}"

    def open(self, moment: datetime) -> None:
        """Start the file, named by time and process so that no two runs meet."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.path = self.folder / f"{moment:%Y%m%dT%H%M%S%f}-{os.getpid()}.warc.gz"
        self.stream = self.path.open("xb")
        self.writer = WARCWriter(self.stream, gzip=True)
        self.writer.write_record(
            self.writer.create_warcinfo_record(self.path.name, {"software": "solieu"})
        )

    def close(self) -> None:
        """End the file."""
        if self.stream is not None:
            self.stream.close()
            self.stream = None

    def __enter__(self) -> Self:
        """The archive itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the file."""
        self.close()


@dataclass(frozen=True, slots=True)
class Capture:
    """One archived response, the source it was fetched for and what kind of page it is."""

    response: Response
    source: str
    kind: str


def make_record(writer: Any, response: Response, source: str, kind: str) -> Any:
    """The WARC record of a response."""
    try:
        phrase = HTTPStatus(response.status).phrase
    except ValueError:
        phrase = ""
    headers = [
        (name, value)
        for name, value in response.headers.items()
        if name.lower() not in TRANSFER_HEADERS
    ]
    headers.append(("Content-Length", str(len(response.body))))
    return writer.create_warc_record(
        response.url,
        "response",
        payload=BytesIO(response.body),
        length=len(response.body),  # unknown, warcio would copy it to a file that it leaves open
        http_headers=StatusAndHeaders(f"{response.status} {phrase}", headers, protocol="HTTP/1.1"),
        warc_headers_dict={
            "WARC-Date": f"{response.fetched_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}",
            SOURCE: source,
            KIND: kind,
            REQUESTED: response.requested_url,
        },
    )


def read_captures(folder: Path) -> Iterator[Capture]:
    """Every archived response of a folder, oldest file first.

    A file that ends in the middle of a record, as a killed run leaves it, is read up to there.
    """
    for path in sorted(folder.glob("*.warc.gz")):
        with path.open("rb") as stream, closing(ArchiveIterator(stream)) as records:
            try:
                for record in records:
                    if record.rec_type == "response":
                        capture = read_capture(record)
                        # Asking for the offset skips the record: it comes after the reading.
                        ref = f"{path.name}#{records.get_record_offset()}"
                        response = replace(capture.response, archive_ref=ref)
                        yield replace(capture, response=response)
            except (ArchiveLoadFailed, EOFError, zlib.error) as error:
                log.warning("%s: damaged, read up to the damage: %s", path, error)


def read_capture(record: Any) -> Capture:
    """One WARC record as a capture; EOFError where its body is cut."""
    facts, headers = record.rec_headers, record.http_headers
    body = record.content_stream().read()
    if len(body) != int(headers.get_header("Content-Length")):
        raise EOFError("the last record is incomplete")
    response = Response(
        url=facts.get_header("WARC-Target-URI"),
        status=int(headers.get_statuscode()),
        headers=dict(headers.headers),
        body=body,
        fetched_at=datetime.fromisoformat(facts.get_header("WARC-Date")),
        requested_url=facts.get_header(REQUESTED),
    )
    return Capture(response, facts.get_header(SOURCE), facts.get_header(KIND))


def read_response(folder: Path, ref: str) -> Response:
    """The response that a reference of `Archive.write` names."""
    name, _, offset = ref.partition("#")
    with (folder / name).open("rb") as stream:
        stream.seek(int(offset))
        with closing(ArchiveIterator(stream)) as records:
            return replace(read_capture(next(iter(records))).response, archive_ref=ref)


def replay(
    folder: Path, sources: Mapping[str, Source], *, since: datetime | None = None
) -> Iterator[Article]:
    """The articles of an archive, in the order they were fetched, parsed as they are today.

    DataError where a page's source is not among `sources`. Pages that hold no article are left
    out, as they were when they were fetched.
    """
    for capture in read_captures(folder):
        if capture.kind != "article":
            continue
        if capture.source not in sources:
            raise DataError(
                f"{folder}: holds pages of source {capture.source!r}, which has no file; add it"
            )
        try:
            article = read_article(capture.response, sources[capture.source])
        except (ParseError, FetchError) as error:
            log.info("archive: %s", error)
            continue
        if since and article.published_at and article.published_at < since:
            continue
        yield article
