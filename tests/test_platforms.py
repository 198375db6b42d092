from pathlib import Path

import pytest
from lxml import html

from scrapers.errors import DataError
from scrapers.platforms import (
    compile_rule,
    load_platforms,
    names_of,
    possible,
    read_platform,
    recognise,
)

PLATFORMS = load_platforms()
FILE = """
title = "CMS thử"
marks = ["#thu"]
[[layouts]]
name = "one"
body = [".noi-dung"]
"""


def test_all_platforms_are_there_with_more_than_one_layout_where_known() -> None:
    assert set(PLATFORMS) == {
        "easydnnnews",
        "mastercms",
        "nukeviet",
        "onecms",
        "sharepoint",
        "version1",
        "vnptportal",
        "wordpress",
        "zce",
    }
    assert sum(len(platform.layouts) > 1 for platform in PLATFORMS.values()) >= 8


@pytest.mark.parametrize("platform", PLATFORMS.values(), ids=PLATFORMS)
def test_every_platform_can_be_recognised_read_and_listed(platform) -> None:
    assert platform.title
    assert platform.marks or platform.text_marks
    assert platform.links
    assert platform.next_page
    for layout in platform.layouts:
        assert layout.body
        assert layout.title
        assert layout.date
        assert layout.author


@pytest.mark.parametrize("platform", PLATFORMS.values(), ids=PLATFORMS)
def test_its_own_pages_are_recognised_and_no_others(platform) -> None:
    pages = Path(__file__).parent / "pages"
    for path in sorted(pages.rglob("*.html")):
        page = path.read_text(encoding="utf-8", errors="replace")
        root = html.document_fromstring(page)
        found = recognise(root, page, names_of(root))
        is_it = path.parent.name == platform.name
        assert (found is not None and found.name == platform.name) is is_it, path


def test_one_file_adds_a_platform(tmp_path: Path) -> None:
    (tmp_path / "thu.toml").write_text(FILE, encoding="utf-8")
    page = '<html><body><div id="thu"></div></body></html>'
    root = html.document_fromstring(page)
    found = recognise(root, page, names_of(root), tmp_path)
    assert found is not None
    assert found.name == "thu"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("h1.tin", ["Một"]),
        ("h1, h2", ["Một", "Hai"]),
        ("time@datetime", ["2024-07-03"]),
        ("xpath:.//h2", ["Hai"]),
        ("xpath:concat(.//h1, ' ', .//h2)", ["Một Hai"]),
        ("jsonld:datePublished", ["2024-07-03T08:00:00"]),
        ("jsonld:author", ["Ban biên tập"]),
        ("h6", []),
    ],
)
def test_the_kinds_of_rule(written, expected) -> None:
    page = """<html><head><script type="application/ld+json">
    {"@graph": [{"datePublished": "2024-07-03T08:00:00", "description": "hai\tdòng
    một \x0b", "author": {"name": "Ban biên tập"}}]}</script></head>
    <body><h1 class="tin">Một</h1><h2>Hai</h2><time datetime="2024-07-03"></time></body></html>"""
    assert list(compile_rule(written, "test").values(html.document_fromstring(page))) == expected


def test_json_ld_that_is_broken_still_gives_its_plain_values() -> None:
    page = """<html><script type="application/ld+json">{"datePublished": "2024-07-03", "a": }
    </script><body></body></html>"""
    rule = compile_rule("jsonld:datePublished", "test")
    assert list(rule.values(html.document_fromstring(page))) == ["2024-07-03"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('".noi-dung"', '"..x["', "layout one, body: selector"),
        ('".noi-dung"', '"xpath://["', "layout one, body: selector"),
        ("body =", "boddy =", "unknown field 'boddy'"),
        ("marks =", "mark =", "unknown field 'mark'"),
        ('name = "one"', "", "field 'name' is missing"),
    ],
)
def test_a_mistake_names_file_and_rule(tmp_path: Path, old, new, message) -> None:
    path = tmp_path / "sai.toml"
    path.write_text(FILE.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_platform(path)
    assert message in str(caught.value)
    assert "sai.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("selector", "needed"),
    [
        (".a", {"a"}),
        ("div.a > #b .c:first-child", {"a", "b", "c"}),
        (".a:not(.b)", {"a"}),
        ("tr + tr.a td[class*=b]", {"a"}),
        (".a, .b", set()),
        ("h1", set()),
    ],
)
def test_a_rule_is_asked_only_where_the_names_it_needs_are_there(selector, needed) -> None:
    rule = compile_rule(selector, "a test")
    assert rule.needs == needed
    page = '<p class="x a"><i id="b"><b class="c">1</b></i></p><table class="b"></table>'
    names = names_of(html.document_fromstring(page))
    assert names == {"x", "a", "b", "c"}
    assert possible((rule,), names) == (rule,)
    assert possible((rule,), frozenset("x")) == (() if needed else (rule,))
