"""Rules are not written from what they are measured on, and no article is copied into the project.

Held-out texts are compared with code, tests and catalogue; real pages, where a folder of them is
named by SOLIEU_SEEDS, with every tracked file.
"""

import json
import os
import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "data" / "gold"
RULES = (
    "extractors/**/*", "pipeline/**/*", "scrapers/**/*", "data/catalogue/*", "tests/*.py",
    "tests/corpus/*",
)  # fmt: skip
# What everyone calls these: names of programmes, laws, indicators, and of a comparison.
OFFICIAL = (
    "quy chế dân chủ ở cơ sở",
    "phong trào thi đua dân vận khéo",
    "tỷ lệ hộ nghèo đa chiều",
    "so với cùng kỳ năm",
)
Run = tuple[str, ...]


def runs_of(text: str, length: int) -> Iterator[Run]:
    """Yield each `length` words in a row; an official name ends the row."""
    plain = unicodedata.normalize("NFC", unescape(unquote(text))).casefold()
    joined = re.sub(r"\W+", " ", f" {plain} ")
    for name in OFFICIAL:
        joined = joined.replace(f" {name} ", " | ")
    for row in joined.split("|"):
        words = row.split()
        yield from zip(*(words[start:] for start in range(length)), strict=False)


def copied(paths: Iterable[Path], theirs: set[Run], length: int) -> list[str]:
    """Return where a run of `theirs` stands, as `path: the words`."""
    return [
        f"{path.relative_to(ROOT)}: {' '.join(run)}"
        for path in paths
        for run in runs_of(path.read_bytes().decode("utf-8", "ignore"), length)
        if run in theirs
    ]


def held_out_runs() -> set[Run]:
    """Return the runs of six words that a single gold article has, and that one is held out."""
    articles = {path: json.loads(path.read_text("utf-8")) for path in GOLD.glob("*/*.json")}
    runs = {path: set(runs_of(article["text"], 6)) for path, article in articles.items()}
    common = Counter(run for own in runs.values() for run in own)
    held_out = [own for path, own in runs.items() if path.parent.name == "test"]
    return {run for own in held_out for run in own if common[run] == 1}


def test_no_rule_or_test_quotes_a_held_out_article() -> None:
    paths = [
        path
        for pattern in RULES
        for path in sorted(ROOT.glob(pattern))
        if path.is_file() and path.suffix != ".pyc"
    ]
    assert len(paths) > 100
    assert copied(paths, held_out_runs(), 6) == []


def test_a_quoted_article_would_be_found() -> None:
    held_out = next((GOLD / "test").glob("*.json"))
    assert len(copied([held_out], held_out_runs(), 6)) > 20


def test_no_real_page_is_copied() -> None:
    folder = os.environ.get("SOLIEU_SEEDS")
    if not folder:
        pytest.skip("no real pages to compare with; set SOLIEU_SEEDS to a folder of them as .txt")
    pages = sorted(Path(folder).glob("*.txt"))
    assert pages, f"no .txt in {folder}"
    if not (ROOT / ".git").exists():
        pytest.skip("which files are tracked is known in a git checkout only")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    tracked = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    theirs = {run for page in pages for run in runs_of(page.read_text("utf-8"), 9)}
    assert copied([path for path in tracked if path.is_file()], theirs, 9) == []
