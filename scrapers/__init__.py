"""From the web to an `Article`: sources, platforms, polite fetching, parsing.

Knows nothing of figures. The calls that other rooms use:

    sources.load_sources(folder=None) -> dict[str, Source]     # data/sources/*.toml by name
    sources.load_source(name, folder=None) -> Source           # DataError names the choices
    source.at(base_url) -> Source                              # the same source on another host

    fetch.PoliteSession(contact=None, archive=None)            # .get(url, source=…) -> Response
    crawl.crawl(source | name, since=…, session=…, known=…, archive=…, …) -> Crawl
        for article in run: …                                  # new and changed articles only
        run.report: CrawlReport                                # .seen .new .changed .unchanged
                                                               # .failed .skipped .alarms .pages
    crawl.crawl_all(crawls, workers=8) -> Iterator[(Crawl, Article | ScrapeError)]  # in parallel
    crawl.text_sha256(text) -> str                             # the hash that `known` compares

    parse.parse_page(page, url, source=…, fetched_at=…, headers=…) -> Article
    archive.Archive(folder); archive.replay(folder, sources, since=None) -> Iterator[Article]
    reprints.signature(text) -> str; reprints.find_reprint(new, earlier) -> Reprint | None
    inspection.inspect_source(source, session=None) -> SourceReport  # `solieu sources check`

Every error is a `ScrapeError` (errors.py) whose message says what to do.
"""
