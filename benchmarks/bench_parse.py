"""Pages parsed a second, all fields, beside trafilatura's bare extraction of the same pages.

Run it as `python benchmarks/bench_parse.py`. The pages are the fixtures of `tests/pages`, filled up
with menus, lists and scripts to the size of a provincial newspaper's page; both extractors take
turns on them in one process, and the best of several turns counts.
"""

import sys
from pathlib import Path
from time import process_time

import trafilatura

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


def main() -> int:
    """Print both speeds and their ratio; exit 1 where the ratio is below `WANTED`."""
    files = sorted((ROOT / "tests" / "pages").rglob("*.html"))
    files = [file for file in files if file.parent.name != "unknown"]
    pages = [fill_up(file.read_bytes().decode("utf-8", "replace")) for file in files]
    for extract in (parse_all_fields, extract_bare):
        seconds(extract, pages)
    turns = [(seconds(parse_all_fields, pages), seconds(extract_bare, pages)) for _ in range(TURNS)]
    ours, theirs = (min(times) for times in zip(*turns, strict=True))
    ratio = theirs / ours
    print(f"{len(pages)} pages of {SIZE // 1000} KB, best of {TURNS} turns, one core")
    peer = f"trafilatura {trafilatura.__version__}, text alone"
    print(f"{'scrapers.parse, all fields':36}{len(pages) / ours:6.0f} pages/s")
    print(f"{peer:36}{len(pages) / theirs:6.0f} pages/s")
    print(f"ratio {ratio:.1f} (wanted: {WANTED:g} or more)")
    return 0 if ratio >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
