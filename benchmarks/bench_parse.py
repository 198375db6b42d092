"""Pages parsed a second, all fields, beside trafilatura's bare extraction of the same pages.

Run it as `python -m benchmarks.bench_parse`. The pages are the fixtures of `tests/pages`, filled up
with menus, lists and scripts to the size of a provincial newspaper's page; both extractors take
turns on them in one process, and the best of several turns counts.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import trafilatura

from benchmarks.table import Row, print_rows
from scrapers.parse import parse_page

ROOT = Path(__file__).parent.parent
SIZE = 62_000  # bytes, the size of a typical page
TURNS = 7
WANTED = 4.0  # times trafilatura's speed

MENU = """
<li class="menu-item menu-item-{n}"><a href="/chuyen-muc-{n}/" title="Mục {n}">Mục {n}</a></li>
"""
TEASER = """
<div class="item-news item-{n}"><a class="thumb" href="/ban-tin-{n}.html" title="Bản tin {n}">
<img class="lazy" width="120" height="80" data-src="/tai-ve/tin-{n}.jpg" alt="Bản tin {n}"/></a>
<h3 class="title-news"><a href="/ban-tin-{n}.html">Bản tin {n} về sản xuất tại địa phương</a></h3>
<span class="time">0{d}/02/2024</span></div>
"""
SCRIPT = """
<script type="text/javascript">
jQuery(document).ready(function($) {{ $("#slide-{n}").slick({{ dots: false, infinite: true,
  speed: 300, slidesToShow: 4, slidesToScroll: 1, autoplay: true, responsive: [{{ breakpoint: 800,
  settings: {{ slidesToShow: 3 }} }}, {{ breakpoint: 600, settings: {{ rows: 2 }} }}] }}); }});
function loadBox{n}(id) {{ return $.ajax({{ url: "/api/box/{n}", data: {{ id: id, size: 10 }},
  success: function(answer) {{ $("#box-{n}").html(answer); }} }}); }}
</script>
"""
FILLING = 2 * MENU + TEASER + SCRIPT


def fill_up(page: str) -> str:
    """The page with menus, teasers and scripts before its end until it has the typical size."""
    missing = SIZE - len(page.encode())
    filling: list[str] = []
    while missing > 0:
        filling.append(FILLING.format(n=len(filling), d=len(filling) % 9 + 1))
        missing -= len(filling[-1].encode())
    return page.replace("</body>", "".join(filling) + "</body>")


def seconds(extract: object, pages: list[str]) -> float:
    """Processor time that one turn over the pages takes."""
    assert callable(extract)
    start = process_time()
    for page in pages:
        extract(page)
    return process_time() - start


def parse_all_fields(page: str) -> object:
    """Our extraction."""
    return parse_page(page, "https://bao.example/tin-1.html")


def extract_bare(page: str) -> object:
    """The peer's: text alone, no metadata."""
    return trafilatura.bare_extraction(page, with_metadata=False, include_comments=False)


def measure(*, turns: int = TURNS) -> Iterator[Row]:
    """Pages a second of both, and their ratio."""
    files = sorted((ROOT / "tests" / "pages").rglob("*.html"))
    files = [file for file in files if file.parent.name != "unknown"]
    pages = [fill_up(file.read_bytes().decode("utf-8", "replace")) for file in files]
    for extract in (parse_all_fields, extract_bare):
        seconds(extract, pages)
    rounds = [
        (seconds(parse_all_fields, pages), seconds(extract_bare, pages)) for _ in range(turns)
    ]
    ours, theirs = (min(times) for times in zip(*rounds, strict=True))
    yield Row(f"pages of {SIZE // 1000} KB parsed, all fields", len(pages) / ours, "a second")
    yield Row("speed beside trafilatura's text alone", theirs / ours, at_least=WANTED)


if __name__ == "__main__":
    sys.exit(print_rows(measure()))
