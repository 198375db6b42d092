"""`solieu demo`: the whole path on the sample site, which a second process serves on loopback.

    demo = run_demo(Path("demo-output"))
    demo.summary.exit_code, demo.pages_fetched, demo.exported.files

The folder keeps `solieu.db`, the exported tables, the server's `access.log`, and `sites.json`: the
addresses of the sites, so that a second run finds them where the first one did.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.errors import SolieuError
from pipeline.export import Exported, export_dataset
from pipeline.run import run
from pipeline.sample_pages import SampleSite, load_sites
from pipeline.sample_site import serve_sample
from pipeline.summary import RunSummary
from scrapers.sources import Source

PACE = 0.02  # seconds between requests to a site of our own on this machine
_PAGE_SERVED = re.compile(r'\S+ (?P<site>\S+) "GET (?P<path>\S+) HTTP/1\.1" 200 ')


@dataclass(frozen=True, slots=True)
class Demo:
    """What a demonstration did; `pages_fetched` are article pages, as the server counted them."""

    folder: Path
    sites: dict[str, SampleSite]
    addresses: dict[str, str]
    summary: RunSummary
    exported: Exported
    pages_fetched: int

    @property
    def database(self) -> Path:
        """The dataset's file."""
        return self.folder / "solieu.db"


def run_demo(folder: Path, announce: Callable[[str], None] = lambda _: None) -> Demo:
    """Serve the sample site, go over it once, export the dataset; `announce` is told each step.

    SolieuError where a port that an earlier run used is taken.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sites, log, database = load_sites(), folder / "access.log", folder / "solieu.db"
    earlier_requests = len(_log_lines(log))
    announce("starting the sample site")
    with serve_sample(log, _earlier_ports(folder)) as addresses:
        _remember(folder, addresses)
        announce("fetching, extracting, checking and storing")
        sources = [sample_source(sites[key], address) for key, address in addresses.items()]
        summary = run(database, sources)
    announce("exporting")
    exported = export_dataset(database, folder, formats=("csv", "parquet"))
    requests = _log_lines(log)[earlier_requests:]
    return Demo(folder, sites, addresses, summary, exported, _article_requests(requests, sites))


def sample_source(site: SampleSite, address: str) -> Source:
    """A site of the sample as a source like any other, but local and quick."""
    lists = [site.category_url(category) for category in site.categories]
    return Source(
        name=site.key,
        base_url=address,
        title=site.name,
        kind="sample",
        province=site.province,
        start=(site.path("front"), *(path for path in lists if path != _closed(site))),
        feeds=(site.path("feed"),),
        sitemaps=(site.path("sitemap_index"),),
        pace=PACE,
        local=True,
        known_from="ships with the project",
    )


def _closed(site: SampleSite) -> str | None:
    return site.category_url(site.restricted) if site.restricted else None


def _earlier_ports(folder: Path) -> dict[str, int]:
    """The ports of the run before: addresses are part of an article's identity."""
    path = folder / "sites.json"
    if not path.exists():
        return {}
    try:
        addresses: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
        ports = {key: urlsplit(address).port for key, address in addresses.items()}
    except (ValueError, AttributeError) as error:
        raise SolieuError(f"{path} cannot be read: delete {folder} and run again") from error
    return {key: port for key, port in ports.items() if port}


def _remember(folder: Path, addresses: Mapping[str, str]) -> None:
    text = json.dumps(addresses, indent=1) + "\n"
    (folder / "sites.json").write_text(text, encoding="utf-8")


def _log_lines(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


def _article_requests(lines: list[str], sites: Mapping[str, SampleSite]) -> int:
    """How many of the requests were for an article's page and got it."""
    asked = (_PAGE_SERVED.match(line) for line in lines)
    kinds = (sites[m["site"]].by_path.get(m["path"], ("",))[0] for m in asked if m)
    return sum(kind == "article" for kind in kinds)
