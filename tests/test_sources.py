import re
from pathlib import Path

import pytest

from scrapers.errors import DataError
from scrapers.platforms import load_platforms
from scrapers.sources import DEFAULT_PACE, Source, load_source, load_sources, read_source

SOURCES = load_sources()
NAMED = ("baokontum", "baobackan", "baodaknong", "konray")  # outlets that reprints point to
FILE = """
title = "Báo thử"
province = "Kon Tum"
base_url = "https://bao.example/"
start = ["/tin/"]
known_from = "the test"
[floor]
articles_a_week = 3
"""


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_every_source_says_what_is_known_and_from_where(source) -> None:
    assert source.title
    assert source.province
    assert source.kind in {"newspaper", "committee", "portal"}
    assert len(source.known_from) > 20
    assert source.platform is None or source.platform in load_platforms()
    assert source.floor.articles_a_week > 0
    assert source.pace >= DEFAULT_PACE
    assert not source.local
    if source.verified:
        assert re.search(r"\d{4}-\d{2}-\d{2}", source.known_from), "when it was tried"


def test_there_are_twenty_sources_of_all_kinds() -> None:
    assert len(SOURCES) >= 20
    assert {source.kind for source in SOURCES.values()} == {"newspaper", "committee", "portal"}
    assert set(NAMED) <= set(SOURCES)


def test_no_address_is_a_source_twice() -> None:
    addresses = [source.base_url for source in SOURCES.values()]
    assert len(set(addresses)) == len(addresses)


def test_one_file_adds_a_source(tmp_path: Path) -> None:
    (tmp_path / "moi.toml").write_text(FILE, encoding="utf-8")
    source = load_source("moi", tmp_path)
    assert (source.name, source.province, source.start) == ("moi", "Kon Tum", ("/tin/",))
    assert source.floor.articles_a_week == 3
    assert source.url("/tin/") == "https://bao.example/tin/"
    assert not source.verified


def test_a_source_moves_to_another_host_with_its_addresses() -> None:
    source = Source(name="a", base_url="https://a.example/", start=("/tin",)).at(
        "http://b.example/"
    )
    assert source.url(source.start[0]) == "http://b.example/tin"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("pase = 3", "unknown field 'pase'"),
        ("pace = 1.0", "pace must be 2.5 seconds or more"),
        ('article_url = "("', "article_url"),
        ("title = ", "not valid TOML"),
    ],
)
def test_a_mistake_names_file_and_field(tmp_path: Path, line, message) -> None:
    path = tmp_path / "sai.toml"
    path.write_text(f"{line}\n" + FILE.replace('title = "Báo thử"\n', ""), encoding="utf-8")
    with pytest.raises(DataError, match=re.escape(message)) as caught:
        read_source(path)
    assert "sai" in str(caught.value)


@pytest.mark.parametrize("base_url", ["", "bao.example", "ftp://bao.example/", "http:///a"])
def test_a_source_needs_a_web_address(base_url) -> None:
    with pytest.raises(DataError, match="base_url"):
        Source(name="x", base_url=base_url)


def test_a_missing_field_and_an_unknown_name_say_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "thieu.toml").write_text('title = "x"\n', encoding="utf-8")
    with pytest.raises(DataError, match="field 'base_url' is missing"):
        load_sources(tmp_path)
    with pytest.raises(DataError, match="no source 'khong'; choose from"):
        load_source("khong")
