"""Storing: one transaction an article, nothing written twice, nothing of people's work lost."""

from __future__ import annotations

import math
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from dataset_records import (
    DAY,
    RULES,
    SENTENCES,
    MadeCheck,
    begin_run,
    everything,
    make_article,
    make_extraction,
    new_dataset,
    put,
    rows,
)  # fmt: skip

from extractors.records import FIGURE_COLUMNS
from pipeline import schema, store
from pipeline.database import open_database, reading, writing
from pipeline.errors import StoreError, UsageError
from pipeline.filters import search_condition
from pipeline.fold import fold


@pytest.fixture
def dataset(tmp_path: Path) -> tuple[sa.Engine, str]:
    return new_dataset(tmp_path)


def search(engine: sa.Engine, table: sa.Table, words: str) -> list[str]:
    with reading(engine) as connection:
        condition = search_condition(connection, table, words)
        found = connection.execute(sa.select(table.c.article_id).where(condition)).scalars()
        return sorted(set(found))


def test_every_value_comes_back_as_it_was(dataset):
    engine, run_id = dataset
    article = make_article(author="Tòa soạn", origin="Báo mẫu", modified_at=DAY)
    extraction = make_extraction(article)
    stored = put(engine, run_id, article, extraction)
    assert (stored.outcome, stored.version) == ("new", 1)
    for figure in extraction.figures:
        (row,) = rows(engine, "figures", schema.figures.c.figure_id == figure.figure_id)
        expected = {name: getattr(figure, name) for name in FIGURE_COLUMNS} | {"run_id": run_id}
        assert {name: row[name] for name in FIGURE_COLUMNS} == expected
    (row,) = rows(engine, "articles")
    for name in ("source", "url", "title", "author", "origin", "text", "published_at"):
        assert row[name] == getattr(article, name)
    assert row["is_current"]
    assert row["text"][row["text"].index("82") :].startswith("82 mô hình")
    assert [row["exact"] for row in rows(engine, "non_figures")] == ["Đến"]


def test_storing_again_writes_nothing(dataset, tmp_path):
    engine, run_id = dataset
    checks = [MadeCheck("c1", store.make_article_id(make_article()))]
    put(engine, run_id, make_article(), checks=checks)
    before = everything(engine)
    observer = sqlite3.connect(tmp_path / "solieu.db")
    seen = observer.execute("PRAGMA data_version").fetchone()
    again = make_article(fetched_at=DAY + timedelta(days=9), etag="another", url=make_article().url)
    assert put(engine, run_id, again, checks=checks).outcome == "unchanged"
    assert observer.execute("PRAGMA data_version").fetchone() == seen
    observer.close()
    assert everything(engine) == before


def test_new_text_is_a_new_version_and_the_old_one_stays(dataset):
    engine, run_id = dataset
    put(engine, run_id, make_article())
    edited = make_article(text="Câu thêm vào đầu bài.\n" + "\n".join(SENTENCES))
    second = begin_run(engine)
    assert put(engine, second, edited) == store.Stored(store.make_article_id(edited), 2, "changed")
    old, new = rows(engine, "articles")
    assert (old["version"], old["is_current"], old["text"]) == (1, False, make_article().text)
    assert (new["version"], new["is_current"], new["text"]) == (2, True, edited.text)
    # An edit elsewhere keeps the figures, and moves them.
    assert {row["figure_id"] for row in rows(engine, "figures")} == {
        figure.figure_id for figure in make_extraction(make_article())
    }
    for row in rows(engine, "figures"):
        assert edited.text[row["start"] : row["end"]] == row["exact"]
    assert len(rows(engine, "figure_history")) == 3


def test_replayed_old_version_does_not_come_back(dataset):
    engine, run_id = dataset
    edited = make_article(text=SENTENCES[0], fetched_at=DAY + timedelta(days=5))
    put(engine, run_id, make_article())
    put(engine, run_id, edited)
    before = everything(engine)
    assert put(engine, begin_run(engine), make_article()).outcome == "unchanged"
    assert everything(engine) == before
    # The same text fetched later is news: the outlet went back to it.
    back = make_article(fetched_at=DAY + timedelta(days=8))
    assert put(engine, begin_run(engine), back).version == 3


def test_newer_extractor_replaces_its_rows_and_keeps_reviews(dataset):
    engine, run_id = dataset
    article = make_article()
    extraction = make_extraction(article)
    put(engine, run_id, article, extraction)
    first, second, third = extraction.figures
    store.add_review(engine, first.figure_id, "accepted", reviewer="biên tập viên")
    store.add_review(
        engine, third.figure_id, "corrected", reviewer="biên tập viên", corrected={"value": 51.0}
    )
    better = make_extraction(article, indicator="models_built", extractor_version="2")
    del better.figures[2]
    assert put(engine, begin_run(engine), article, better, rules="2").outcome == "updated"
    kept = rows(engine, "figures")
    assert {row["figure_id"] for row in kept} == {first.figure_id, second.figure_id}
    assert {row["indicator"] for row in kept} == {"models_built"}
    reviews = rows(engine, "reviews")
    assert [row["figure_id"] for row in reviews] == [first.figure_id, third.figure_id]
    assert (reviews[1]["value"], reviews[1]["corrected_value"]) == (50.0, 51.0)
    assert len(rows(engine, "articles")) == 1


def test_failure_in_the_middle_leaves_everything_as_it_was(dataset):
    engine, run_id = dataset
    article = make_article()
    put(engine, run_id, article)
    before = everything(engine)
    orphan = make_extraction(article, indicator="models_built")
    orphan.figures[2] = replace(orphan.figures[2], part_of="no such figure")
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        put(engine, run_id, article, orphan)
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        put(engine, run_id, make_article(2), replace_part(make_extraction(make_article(2))))
    assert everything(engine) == before


def replace_part(extraction):
    extraction.figures[0] = replace(extraction.figures[0], part_of="no such figure")
    return extraction


def test_triage_outlives_the_run_and_the_check(dataset):
    engine, run_id = dataset
    article = make_article()
    article_id = store.make_article_id(article)
    figure = make_extraction(article).figures[0].figure_id
    check = MadeCheck("c1", article_id, figures=((figure, "total"),))
    put(engine, run_id, article, checks=[check])
    store.set_triage(engine, "c1", "dismissed")
    put(engine, begin_run(engine), article, checks=[replace(check, observed="83")])
    (row,) = rows(engine, "checks")
    assert (row["triage"], row["observed"]) == ("dismissed", "83")
    put(engine, begin_run(engine), article, checks=[])
    assert rows(engine, "checks") == []
    put(engine, begin_run(engine), article, checks=[check])
    assert rows(engine, "checks")[0]["triage"] == "dismissed"
    assert rows(engine, "check_figures") == [
        {"check_id": "c1", "figure_id": figure, "role": "total"}
    ]
    with pytest.raises(StoreError, match="no check nothing"):
        store.set_triage(engine, "nothing", "open")
    with pytest.raises(StoreError, match="open, dismissed, confirmed"):
        store.set_triage(engine, "c1", "done")


def test_dataset_checks_are_replaced_apart_from_an_articles_own(dataset):
    engine, run_id = dataset
    first, second = make_article(1), make_article(2)
    ids = [store.make_article_id(article) for article in (first, second)]
    figures = [make_extraction(article).figures[0].figure_id for article in (first, second)]
    put(engine, run_id, first, checks=[MadeCheck("own", ids[0])])
    put(engine, run_id, second)
    pair = ((figures[0], "earlier"), (figures[1], "later"))
    across = MadeCheck("across", ids[1], rule="conflict", figures=pair)
    assert store.store_dataset_checks(engine, [across], run_id=run_id) == 1
    assert store.store_dataset_checks(engine, [across], run_id=begin_run(engine)) == 0
    put(engine, begin_run(engine), second, rules="2")
    assert [row["check_id"] for row in rows(engine, "checks")] == ["across", "own"]
    assert store.store_dataset_checks(engine, [], run_id=begin_run(engine)) == 1
    assert [row["check_id"] for row in rows(engine, "checks")] == ["own"]


def test_missing_values_are_null_and_bad_characters_keep_their_place(dataset):
    engine, run_id = dataset
    article = make_article(text="Có \x00\ud83d 12 hộ.", author="", title=None)
    extraction = make_extraction(article, value_high=math.nan, place="", subject="\x00 hộ")
    put(engine, run_id, article, extraction)
    (row,) = rows(engine, "figures")
    assert row["value_high"] is None
    assert row["place"] is None
    assert row["subject"] == "\ufffd hộ"
    (stored,) = rows(engine, "articles")
    assert stored["text"] == "Có \ufffd\ufffd 12 hộ."
    assert stored["author"] is None
    assert stored["text"][row["start"] : row["end"]] == "12"


def test_what_cannot_be_stored_is_refused(dataset):
    engine, run_id = dataset
    article = make_article()
    with pytest.raises(StoreError, match="infinite"):
        put(engine, run_id, article, make_extraction(article, value=math.inf))
    with pytest.raises(StoreError, match="names article"):
        put(engine, run_id, article, make_extraction(make_article(2)))
    with pytest.raises(ValueError, match="no time zone"):
        put(engine, run_id, make_article(published_at=DAY.replace(tzinfo=None)))
    assert rows(engine, "articles") == []


def test_times_are_kept_on_the_clock_of_vietnam(dataset, tmp_path):
    engine, run_id = dataset
    put(engine, run_id, make_article())
    with sqlite3.connect(tmp_path / "solieu.db") as raw:
        stored = raw.execute("SELECT published_at, period_start FROM articles, figures").fetchone()
    raw.close()
    assert stored == ("2024-07-04T08:31:00+07:00", "2024-01-01")


def test_article_id_is_the_same_everywhere(dataset):
    first = make_article(canonical_url="https://mau.example/chinh")
    assert store.make_article_id(first) == store.make_article_id(replace(first, url="http://khac"))
    assert store.make_article_id(first) != store.make_article_id(replace(first, source="khac"))
    assert store.make_article_id(make_article()) == "bb9830219c8ddb60"


def test_reviews_are_checked(dataset):
    engine, run_id = dataset
    put(engine, run_id, make_article())
    figure_id = rows(engine, "figures")[0]["figure_id"]
    for arguments, message in (
        (("nothing", "accepted", {}), "no figure nothing"),
        ((figure_id, "doubtful", {}), "accepted, corrected, rejected"),
        ((figure_id, "corrected", {"sentence": "x"}), "sentence"),
        ((figure_id, "corrected", {}), "names the corrected columns"),
        ((figure_id, "accepted", {"value": 1.0}), "names the corrected columns"),
    ):
        figure, verdict, corrected = arguments
        with pytest.raises(StoreError, match=message):
            store.add_review(engine, figure, verdict, reviewer="x", corrected=corrected)
    assert rows(engine, "reviews") == []
    assert store.add_review(engine, figure_id, "rejected", reviewer="x", note="") == 1
    assert store.add_review(engine, figure_id, "accepted", reviewer="x") == 2
    assert rows(engine, "reviews")[0]["note"] is None


def test_runs_are_numbered_whatever_the_clock_says(dataset, monkeypatch):
    engine, _ = dataset

    class Backwards(store.datetime):
        @classmethod
        def now(cls, tz=None):
            return store.datetime(1999, 1, 1, tzinfo=tz)

    monkeypatch.setattr(store, "datetime", Backwards)
    second = begin_run(engine)
    assert second.startswith("19990101T000000Z-")
    numbers = {row["run_id"]: row["number"] for row in rows(engine, "runs")}
    assert numbers[second] == max(numbers.values())


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("dak glei", True),
        ("ĐĂK GLEI", True),
        ("đăk glei", True),
        ("glei mo hinh", True),
        ('"huyen dak glei"', True),
        ('"glei dak"', False),
        ("dak ha", False),
        ('mo* OR "', False),
        ("?!", True),
    ],
)
def test_search_without_diacritics(dataset, words, found):
    engine, run_id = dataset
    put(engine, run_id, make_article())
    expected = [store.make_article_id(make_article())] if found else []
    assert search(engine, schema.articles, words) == expected
    assert search(engine, schema.figures, words) == expected


def test_search_follows_every_change(dataset):
    engine, run_id = dataset
    put(engine, run_id, make_article())
    replaced = make_article(text="Xã Đăk Ang có 12 mô hình.")
    put(engine, run_id, replaced)
    assert search(engine, schema.figures, "toan huyen") == []
    assert search(engine, schema.figures, "xa dak ang") == [store.make_article_id(replaced)]
    with writing(engine) as connection:
        for table in ("articles", "figures"):
            check = (
                f"INSERT INTO {table}_search({table}_search, rank) VALUES ('integrity-check', 1)"
            )
            connection.exec_driver_sql(check)


def test_folding_keeps_the_length_of_composed_text():
    text = "ĐĂK GLEI, đường Trần Hưng Đạo – ổ ọ ữ İ 50 tỷ"
    assert fold(text) == "dak glei, duong tran hung dao – o o u i 50 ty"
    assert len(fold(text)) == len(text)
    assert fold("Đa\u0306k") == "dak"


def test_foreign_keys_and_integrity_hold(dataset, tmp_path):
    engine, run_id = dataset
    for number in range(3):
        put(engine, run_id, make_article(number))
    put(engine, begin_run(engine), make_article(1, text=SENTENCES[0]))
    engine.dispose()
    with sqlite3.connect(tmp_path / "solieu.db") as raw:
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    raw.close()


@pytest.mark.parametrize(
    ("database", "error", "message"),
    [
        ("{folder}", StoreError, "is a folder"),
        ("{folder}/none/solieu.db", StoreError, "does not exist"),
        ("{folder}/text.db", StoreError, "is not a SQLite database"),
        ("{folder}/other.db", StoreError, "is not a solieu dataset"),
        ("mysql://host/db", UsageError, "not supported"),
        ("sqlite://", UsageError, "not supported"),
        ("://", UsageError, "is no database"),
    ],
)
def test_what_is_no_dataset_gets_one_clear_line(tmp_path, database, error, message):
    (tmp_path / "text.db").write_text("không phải cơ sở dữ liệu\n" * 100)
    with sqlite3.connect(tmp_path / "other.db") as raw:
        raw.execute("CREATE TABLE ghi_chu (x)")
    raw.close()
    with pytest.raises(error, match=message) as raised:
        open_database(database.format(folder=tmp_path))
    assert "\n" not in str(raised.value)


def test_a_folder_that_corpus_wrote_is_called_so(tmp_path):
    with pytest.raises(StoreError, match=r"give the database's file, e\.g\. .*solieu\.db"):
        open_database(str(tmp_path))
    (tmp_path / "figures.parquet").touch()
    with pytest.raises(StoreError, match="a database is what `solieu run` fills"):
        open_database(str(tmp_path))


def test_opening_to_read_makes_nothing(tmp_path):
    with pytest.raises(StoreError, match=r"no dataset at .*nothing\.db"):
        open_database(tmp_path / "nothing.db", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_reader_cannot_write(dataset, tmp_path):
    engine, run_id = dataset
    put(engine, run_id, make_article())
    reader = open_database(tmp_path / "solieu.db", read_only=True)
    with pytest.raises(StoreError, match="may not be written"):
        put(reader, run_id, make_article(2))


def test_full_disk_and_locked_database_say_so_and_lose_nothing(dataset, tmp_path):
    engine, run_id = dataset
    put(engine, run_id, make_article())
    before = everything(engine)
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        pages = driver.execute("PRAGMA page_count").fetchone()[0]
        driver.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="no space left; free some and run again"):
        put(engine, run_id, make_article(2, text="\n".join(SENTENCES * 200)))
    assert everything(engine) == before
    impatient = open_database(tmp_path / "solieu.db", timeout=0.05)
    other = sqlite3.connect(tmp_path / "solieu.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="another program is writing to it"):
        put(impatient, run_id, make_article(3))
    other.close()
    assert everything(engine) == before
    assert rows(engine, "articles")[0]["extractor_version"] == RULES
