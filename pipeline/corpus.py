"""A whole corpus to Parquet: streamed, in bounded memory, on several processes or machines.

    extract_corpus([Path("articles.jsonl")], Path("out"), workers=4) -> CorpusSummary

Reads article tables (.jsonl, .csv, .parquet: columns id, text …) and WARC files (every HTML
response). Writes `figures.parquet`, `non_figures.parquet` and `articles.parquet` into a folder, in
the order of the input whatever the number of workers. Files appear when they are whole.
"""

from __future__ import annotations

import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from extractors.catalogue import load_catalogue
from extractors.extract import extract
from pipeline.cluster import scheduled
from pipeline.errors import InputError, SolieuError
from pipeline.inputs import TABLE_SUFFIXES, Document, document_of_page, read_inputs
from pipeline.output import figure_schema
from pipeline.writers import replacing

BATCH = 64  # articles handed to a worker at a time
_AHEAD = 3  # batches a worker may have waiting: what bounds the memory
_ROW_GROUP = 50_000
WARC_SUFFIXES = (".warc", ".warc.gz")

_SCHEMAS = {
    "figures": figure_schema(),
    "non_figures": pa.schema(
        [
            pa.field("article_id", pa.string(), nullable=False),
            pa.field("start", pa.int64(), nullable=False),
            pa.field("end", pa.int64(), nullable=False),
            pa.field("exact", pa.string(), nullable=False),
            pa.field("reason", pa.string(), nullable=False),
        ]
    ),
    "articles": pa.schema(
        [
            pa.field("article_id", pa.string(), nullable=False),
            pa.field("url", pa.string()),
            pa.field("title", pa.string()),
            pa.field("published", pa.date32()),
            pa.field("province", pa.string()),
            pa.field("characters", pa.int64(), nullable=False),
            pa.field("figures", pa.int64(), nullable=False),
            pa.field("non_figures", pa.int64(), nullable=False),
        ]
    ),
}


@dataclass(frozen=True, slots=True)
class Page:
    """One HTML response of a WARC file, parsed by the worker that takes it."""

    url: str
    body: bytes
    content_type: str


@dataclass(slots=True)
class CorpusSummary:
    """What came of a corpus: articles and figures written, pages without an article, failures."""

    articles: int = 0
    undated: int = 0  # of the articles, without a day of publication
    figures: int = 0
    non_figures: int = 0
    no_article: int = 0
    failures: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Done:
    """What a worker hands back for one batch."""

    tables: dict[str, pa.Table]
    no_article: int
    failures: list[str]


def extract_corpus(
    inputs: Sequence[Path],
    out: Path,
    *,
    workers: int = 1,
    scheduler: str | None = None,
    catalogue: Path | None = None,
    on_progress: Callable[[CorpusSummary], None] = lambda _: None,
) -> CorpusSummary:
    """Extract every article of files and folders; InputError where none can be read.

    With `scheduler`, the address of a Dask scheduler, its workers extract instead of `workers`
    processes here. An article that cannot be read is told in `failures`, and the others are done.
    """
    catalogue = catalogue.resolve() if catalogue else None
    load_catalogue(catalogue)  # a faulty catalogue is told here, once, and not by every worker
    files = _corpus_files(inputs)
    out.mkdir(parents=True, exist_ok=True)
    summary = CorpusSummary()
    with ExitStack() as stack:
        submit = stack.enter_context(_workers(workers, scheduler, catalogue))
        writers = {
            name: stack.enter_context(_TableWriter(out / f"{name}.parquet", schema))
            for name, schema in _SCHEMAS.items()
        }
        for done in submit(_batches(_items(files, summary))):
            for name, table in done.tables.items():
                writers[name].write(table)
            summary.articles += done.tables["articles"].num_rows
            summary.undated += done.tables["articles"]["published"].null_count
            summary.figures += done.tables["figures"].num_rows
            summary.non_figures += done.tables["non_figures"].num_rows
            summary.no_article += done.no_article
            summary.failures += done.failures
            on_progress(summary)
    return summary


def _corpus_files(inputs: Iterable[Path]) -> list[Path]:
    known = (*TABLE_SUFFIXES, *WARC_SUFFIXES)
    files: list[Path] = []
    for path in inputs:
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        kept = [file for file in found if file.name.lower().endswith(known) and not file.is_dir()]
        if not kept:
            raise InputError(
                f"{path}: no corpus here; give files ending in {', '.join(known)}. For texts of "
                "your own write a .jsonl, an object with text and published a line"
            )
        files += kept
    return files


def _items(files: Iterable[Path], summary: CorpusSummary) -> Iterator[Document | Page]:
    for file in files:
        if file.name.lower().endswith(WARC_SUFFIXES):
            yield from _read_warc(file, summary)
            continue
        for item in read_inputs([str(file)]):
            if isinstance(item, SolieuError):
                summary.failures.append(str(item))
            else:
                yield item


def _read_warc(file: Path, summary: CorpusSummary) -> Iterator[Page]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        with file.open("rb") as stream, closing(ArchiveIterator(stream)) as records:
            for record in records:
                headers = record.http_headers
                if record.rec_type != "response" or headers is None:
                    continue
                content_type = headers.get_header("Content-Type") or ""
                if headers.get_statuscode() == "200" and "html" in content_type.lower():
                    url = record.rec_headers.get_header("WARC-Target-URI")
                    yield Page(url, record.content_stream().read(), content_type)
    except (OSError, ArchiveLoadFailed, EOFError, zlib.error) as error:
        summary.failures.append(f"{file}: cannot be read on: {error}")


def _batches(items: Iterator[Document | Page]) -> Iterator[list[Document | Page]]:
    while batch := list(islice(items, BATCH)):
        yield batch


@contextmanager
def _workers(
    workers: int, scheduler: str | None, catalogue: Path | None
) -> Iterator[Callable[[Iterator[list[Document | Page]]], Iterator[_Done]]]:
    """Yield what turns batches into what comes of them, here or on other machines."""
    if scheduler is not None:
        with scheduled(scheduler, catalogue) as (pool, at_once):
            yield partial(_work, pool, at_once, catalogue)
    elif workers > 1:
        # spawn: a forked child of a process with threads (pyarrow's) may hang.
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as processes:
            yield partial(_work, processes, workers, catalogue)
    else:
        yield partial(map, partial(_extract_batch, catalogue=catalogue))


def _work(
    pool: Executor,
    at_once: int,
    catalogue: Path | None,
    batches: Iterator[list[Document | Page]],
) -> Iterator[_Done]:
    """Yield what came of each batch, in order, with no more than a few batches in memory."""
    waiting: deque[Future[_Done]] = deque()
    try:
        for batch in batches:
            waiting.append(pool.submit(_extract_batch, batch, catalogue))
            if len(waiting) >= at_once * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def _extract_batch(batch: Sequence[Document | Page], catalogue: Path | None) -> _Done:
    tables = load_catalogue(catalogue)
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in _SCHEMAS}
    no_article = 0
    failures = []
    for item in batch:
        try:
            document = item if isinstance(item, Document) else _parse(item)
        except InputError:
            no_article += 1
            continue
        try:
            found = extract(
                document.text,
                published=document.published,
                province=document.province,
                title=document.title,
                article_id=document.article_id,
                catalogue=tables,
            )
        except Exception as error:  # noqa: BLE001 - one article must not end a corpus
            failures.append(f"{document.article_id}: {type(error).__name__}: {error}")
            continue
        rows["figures"] += [asdict(figure) for figure in found.figures]
        rows["non_figures"] += [asdict(number) for number in found.non_figures]
        rows["articles"].append(_article_row(document, len(found), len(found.non_figures)))
    made = {name: pa.Table.from_pylist(rows[name], schema) for name, schema in _SCHEMAS.items()}
    return _Done(made, no_article, failures)


def _parse(page: Page) -> Document:
    return document_of_page(page.body, page.url, {"content-type": page.content_type})


def _article_row(document: Document, figures: int, non_figures: int) -> dict[str, Any]:
    published: date | None = document.published
    return {
        "article_id": document.article_id,
        "url": document.url,
        "title": document.title,
        "published": published,
        "province": document.province,
        "characters": len(document.text),
        "figures": figures,
        "non_figures": non_figures,
    }


class _TableWriter:
    """A Parquet file written in row groups; it appears under its name when it is whole."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.path, self.schema = path, schema
        self.stack = ExitStack()
        self.pending: list[pa.Table] = []
        self.rows = 0

    def __enter__(self) -> _TableWriter:
        file = self.stack.enter_context(replacing(self.path))
        self.writer = self.stack.enter_context(
            pq.ParquetWriter(file, self.schema, compression="zstd")
        )
        return self

    def write(self, table: pa.Table) -> None:
        """Keep a table's rows, and write them out when there are enough for a row group."""
        self.pending.append(table)
        self.rows += table.num_rows
        if self.rows >= _ROW_GROUP:
            self._flush()

    def _flush(self) -> None:
        if self.rows:
            self.writer.write_table(pa.concat_tables(self.pending))
        self.pending, self.rows = [], 0

    def __exit__(self, *error: Any) -> bool | None:
        if error[0] is None:
            self._flush()
        return self.stack.__exit__(*error)
