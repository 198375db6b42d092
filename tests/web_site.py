"""A dataset with hostile text, and the page over it, for the tests of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from dataset_records import (
    MadeCheck,
    begin_run,
    make_article,
    make_extraction,
    new_dataset,
    put,
)
from fastapi.testclient import TestClient

from pipeline import store
from pipeline.database import open_database
from pipeline.web.app import create_app
from pipeline.web.settings import Settings

ATTACK = "<script>alert(1)</script><img src=x onerror=alert(2)>"
PLAIN = (
    "Đến nay, toàn huyện Đăk Glei có 82 mô hình được đăng ký.\nTrong đó có 39 mô hình về kinh tế."
)
SENTENCE = f"Xã {ATTACK} có 74 mô hình được đăng ký."
_COUNTS = {"seen": 3, "new": 3, "changed": 0, "unchanged": 0, "failed": 0, "figures": 4}
_SHARES = {"share_title": 1.0, "share_date": 1.0, "share_text": 1.0}


def make_dataset(folder: Path) -> Path:
    """Make a dataset of three articles: two plain, of two sources; one hostile, with an alarm."""
    engine, run_id = new_dataset(folder)
    put(engine, run_id, make_article(1, text=PLAIN))
    other = make_article(2, source="khac", province="An Giang", text=PLAIN)
    put(engine, run_id, other, make_extraction(other, indicator="households_supported"))
    hostile = make_article(3, title=ATTACK, text=SENTENCE, url="javascript:alert(3)//x")
    found = make_extraction(hostile)
    figure = replace(
        found.figures[0], subject="=HYPERLINK(1)", status="plan", place=None, place_names=None
    )
    found.figures[0] = figure
    article_id = store.make_article_id(hostile)
    check = MadeCheck(
        "c" * 16, article_id, observed="36 + 40 = 76", expected="74",
        message=f"36 + 40 is not 74 {ATTACK}", figures=((figure.figure_id, "total"),),
    )  # fmt: skip
    put(engine, run_id, hostile, found, [check])
    source = {"source": "mau", "message": f"floor missed {ATTACK}", **_COUNTS, **_SHARES}
    store.finish_run(engine, run_id, status="done", exit_code=0, sources=[source])
    engine.dispose()
    return folder / "solieu.db"


@contextmanager
def open_page(
    database: Path, *, token: str | None = None, hosts: frozenset[str] = frozenset()
) -> Iterator[TestClient]:
    """Serve a dataset to a client in this process."""
    app = create_app(Settings(str(database), token, hosts))
    with TestClient(app, base_url="http://localhost", follow_redirects=False) as client:
        yield client


def form_token(client: TestClient) -> str:
    """Return the token that this client's forms carry."""
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', client.get("/check").text)
    assert found is not None
    return found[1]


def first(pattern: str, text: str) -> str:
    """Return what the pattern's group finds first."""
    found = re.search(pattern, text)
    assert found is not None, pattern
    return found[1]


def add_article(database: Path, number: int) -> None:
    """Let another run add an article, as a nightly job would."""
    engine = open_database(database)
    run_id = begin_run(engine)
    put(engine, run_id, make_article(number, text=PLAIN))
    store.finish_run(engine, run_id, status="done", exit_code=0)
    engine.dispose()
