"""From the web to an `Article`: sources, platforms, polite fetching, parsing.

Knows nothing of figures. The calls that other rooms use:

    sources.load_sources(folder=None) -> dict[str, Source]     # data/sources/*.toml by name
    sources.load_source(name, folder=None) -> Source           # SourceError names the choices
    Source(name=…, base_url=…, province=…, start=("/",), feeds=(), sitemaps=(), local=True, …)
    source.at(base_url) -> Source                              # the same source on another host

    fetch.PoliteSession(contact=None, archive=None)            # .get(url, source=…) -> Response
    crawl.crawl(source | name, *, since=None, session=None, known=None, archive=None) -> Crawl
        for article in run: …                                  # new and changed articles only
        run.report: CrawlReport                                # .seen .new .changed .unchanged
                                                               # .failed .skipped .failures .pages
                                                               # .share("title" | "date" | "text")
        known: Mapping[url, KnownPage(text_sha256, fetched_at, etag, last_modified)]
    crawl.crawl_all(crawls, workers=8) -> Iterator[(Crawl, Article | ScrapeError)]  # in parallel
    crawl.text_sha256(text) -> str                             # the hash that `known` compares

    parse.parse_page(page: bytes | str, url, *, source=None, fetched_at=None, headers=None)
        -> Article                                             # ParseError where no text is found
    archive.Archive(folder) / archive.replay(folder, sources, since=None) -> Iterator[Article]
    reprints.signature(text) -> str; reprints.find_reprint(article, earlier) -> Reprint | None
    inspection.inspect_source(source, session=None) -> SourceReport  # `solieu sources check`

Every error is a `ScrapeError` (errors.py) whose message says what to do.
"""
