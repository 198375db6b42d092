"""The job: resumable, locked, stoppable; what it yields, misses and leaves behind."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from dataset_records import everything, rows
from small_site import SmallSite, make_posts, running

import pipeline.job
from extractors.catalogue import catalogue_folder
from pipeline import schema, store
from pipeline.database import open_database
from pipeline.dataset import Dataset
from pipeline.errors import LockedError, StoreError, UsageError
from pipeline.lock import hold_lock
from pipeline.run import run
from pipeline.summary import format_metrics, write_metrics, write_summary
from scrapers.fetch import Limits, PoliteSession
from scrapers.sources import Floor

# What `solieu run` does, for a source that no file describes: database, address, seconds a page.
RUNNER = """
import sys
from pipeline.errors import SolieuError
from pipeline.run import run
from small_site import SmallSite

try:
    summary = run(sys.argv[1], [SmallSite(base=sys.argv[2]).source()])
except SolieuError as error:
    print(f"solieu: {error}", file=sys.stderr)
    sys.exit(error.exit_code)
sys.exit(summary.exit_code)
"""


@pytest.fixture
def site() -> Iterator[SmallSite]:
    with running() as found:
        yield found


def start(database: Path, site: SmallSite, **options) -> subprocess.Popen[str]:
    root = Path(__file__).parent
    paths = os.pathsep.join((str(root.parent), str(root)))
    return subprocess.Popen(
        [sys.executable, "-c", RUNNER, str(database), site.base],
        env={**os.environ, "PYTHONPATH": paths},
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, errors = process.communicate(timeout=600)
    return process.returncode, errors


def content(database: Path) -> dict[str, list[dict[str, object]]]:
    engine = open_database(database, read_only=True)
    found = everything(engine)
    engine.dispose()
    return found


def test_second_run_fetches_no_article_and_changes_no_row(site, tmp_path):
    database = tmp_path / "solieu.db"
    first = run(database, [site.source()])
    assert (first.status, first.exit_code) == ("done", 0)
    assert first.articles["new"] == 6
    (found,) = first.sources
    assert (found.seen, found.new, found.failed) == (6, 6, 0)
    assert found.figures == len(rows(open_database(database), "figures")) > 30
    assert (found.share_title, found.share_date, found.share_text) == (1.0, 1.0, 1.0)
    before = content(database)
    site.requests.clear()
    second = run(database, [site.source()])
    assert site.article_requests() == []
    assert sum(second.articles.values()) == 0
    assert second.checks_changed == 0
    assert content(database) == before
    assert second.sources[0].unchanged == second.sources[0].seen


def test_changed_page_is_a_new_version(site, tmp_path):
    database = tmp_path / "solieu.db"
    run(database, [site.source()])
    site.posts[2] = ["Bài viết đã được sửa: toàn huyện có 99 mô hình.", *site.posts[2][1:]]
    summary = run(database, [site.source()], recheck=timedelta(0))
    assert (summary.articles["changed"], summary.sources[0].unchanged) == (1, 5)
    engine = open_database(database)
    assert [row["version"] for row in rows(engine, "articles", ~schema.articles.c.is_current)] == [
        1
    ]
    # Pages that were looked at again and are the same are not due again at once.
    assert sum(row["seen_at"] is not None for row in rows(engine, "articles")) == 5


def test_page_known_by_two_addresses_is_fetched_once_each(site, tmp_path):
    database = tmp_path / "solieu.db"
    run(database, [site.source()])
    engine = open_database(database)
    (article, *_) = rows(engine, "articles")
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(
            schema.article_urls.insert().values(url="x", article_id=article["article_id"])
        )
    from pipeline.known import known_pages

    pages = known_pages(engine, "nho")
    assert pages["x"] == pages[article["url"]]


def test_dry_run_writes_nothing(site, tmp_path):
    database = tmp_path / "solieu.db"
    summary = run(database, [site.source()], dry_run=True)
    assert (summary.run_id, summary.articles["new"], summary.exit_code) == (None, 6, 0)
    assert list(tmp_path.iterdir()) == []
    run(database, [site.source()])
    before = content(database)
    files = sorted(path.name for path in tmp_path.rglob("*"))
    site.posts[7] = make_posts(7)[7]
    assert run(database, [site.source()], dry_run=True).articles["new"] == 1
    assert content(database) == before
    assert sorted(path.name for path in tmp_path.rglob("*")) == files


def test_dataset_is_rebuilt_from_the_archive(site, tmp_path):
    database = tmp_path / "solieu.db"
    run(database, [site.source()])
    site.posts[2] = ["Bài viết đã được sửa: toàn huyện có 99 mô hình."]
    run(database, [site.source()], recheck=timedelta(0))
    before = content(database)
    site.requests.clear()
    # Over the dataset that it made, the archive brings nothing.
    again = run(database, [site.source()], from_archive=True)
    assert sum(again.articles[name] for name in ("new", "changed", "updated")) == 0
    assert content(database) == before
    rebuilt = run(
        tmp_path / "new.db", [site.source()], from_archive=True, archive=tmp_path / "solieu-archive"
    )
    assert (rebuilt.exit_code, rebuilt.articles["new"], rebuilt.articles["changed"]) == (0, 6, 1)
    assert site.requests == []
    now = content(tmp_path / "new.db")
    for table in ("articles", "figures", "non_figures", "checks", "check_figures"):
        assert len(now[table]) == len(before[table])
    assert now["figures"] == before["figures"]
    assert now["checks"] == before["checks"]
    with pytest.raises(UsageError, match="no archive at"):
        run(database, [site.source()], from_archive=True, archive=tmp_path / "none")


def test_changed_catalogue_reads_the_stored_texts_again(site, tmp_path):
    database = tmp_path / "solieu.db"
    run(database, [site.source()])
    before = content(database)
    catalogue = tmp_path / "catalogue"
    catalogue.mkdir()
    header = (catalogue_folder() / "nouns.csv").read_text("utf-8").splitlines()[0]
    (catalogue / "nouns.csv").write_text(header + "\n", "utf-8")
    site.requests.clear()
    summary = run(database, [site.source()], catalogue=catalogue)
    assert summary.reextracted == 6
    assert summary.articles["updated"] == 6
    assert site.article_requests() == []
    after = content(database)
    assert after["figures"] == before["figures"]
    assert after["figure_history"] == []
    assert run(database, [site.source()], catalogue=catalogue).reextracted == 0
    with pytest.raises(UsageError, match="is not a folder"):
        run(database, [site.source()], catalogue=tmp_path / "none")


def test_changed_rule_reads_the_stored_texts_again(site, tmp_path, monkeypatch):
    database = tmp_path / "solieu.db"
    run(database, [site.source()])
    code = shutil.copytree(pipeline.job.RULES, tmp_path / "extractors")
    monkeypatch.setattr(pipeline.job, "RULES", code)
    assert run(database, [site.source()]).reextracted == 0
    with (code / "times" / "bare.py").open("a", encoding="utf-8") as file:
        file.write("# another rule\n")
    assert run(database, [site.source()]).reextracted == 6
    assert run(database, [site.source()]).reextracted == 0


def test_fault_of_one_article_leaves_the_others(site, tmp_path, monkeypatch):
    extract = pipeline.job.extract

    def fail_once(text, **options):
        if "số 3" in text:
            raise ValueError("không đọc được")
        return extract(text, **options)

    monkeypatch.setattr(pipeline.job, "extract", fail_once)
    summary = run(tmp_path / "solieu.db", [site.source()])
    assert (summary.exit_code, summary.articles["new"], summary.sources[0].failed) == (1, 5, 1)
    assert "ValueError: không đọc được" in summary.sources[0].errors[0]
    monkeypatch.undo()
    assert run(tmp_path / "solieu.db", [site.source()]).articles["new"] == 1


def test_dead_source_ends_with_1_and_the_others_are_done(site, tmp_path):
    dead = site.source(name="chet", base_url="http://127.0.0.1:9/")
    quick = PoliteSession(limits=Limits(backoff=0.01))
    summary = run(tmp_path / "solieu.db", [dead, site.source()], session=quick)
    by_name = {found.source: found for found in summary.sources}
    assert (summary.exit_code, by_name["nho"].new, by_name["chet"].new) == (1, 6, 0)
    assert "chet: none of its feeds, sitemaps and lists can be read" in by_name["chet"].errors[0]
    expected = site.source(name="chet", base_url="http://127.0.0.1:9/", floor=Floor(1))
    missed = run(tmp_path / "solieu.db", [expected], session=quick)
    assert missed.exit_code == 3
    assert "none of its feeds, sitemaps and lists can be read" in missed.sources[0].alarms[0]


def test_low_yield_ends_with_3_and_says_what_and_since_when(site, tmp_path):
    database = tmp_path / "solieu.db"
    source = site.source(floor=Floor(articles_a_week=6, title=0.9, date=0.9, text=0.9))
    assert run(database, [source]).exit_code == 0
    site.listed = False
    silent = run(database, [source])
    assert silent.exit_code == 3
    (alarm,) = silent.sources[0].alarms
    assert alarm.startswith("nho: no address of an article in /, the last time it did was 20")
    assert alarm.endswith("try `solieu sources check nho`")
    site.listed, site.dated = True, False
    site.posts |= {number: post for number, post in make_posts(12).items() if number > 6}
    undated = run(database, [source])
    assert undated.exit_code == 3
    floor_line, layout_line = undated.sources[0].alarms
    assert "0% of the pages fetched gave a date of publication, expected at least 90%" in floor_line
    assert "the last time it did was 20" in floor_line
    assert "no date on 6 pages in a row since" in layout_line
    assert "time" in layout_line.partition("nothing at ")[2]
    engine = open_database(database)
    last = rows(engine, "runs")[-1]
    assert 3 in {row["exit_code"] for row in rows(engine, "runs")}
    assert last["status"] == "done"
    assert any("expected at least" in (row["message"] or "") for row in rows(engine, "run_sources"))


def test_too_few_articles_in_a_week(site, tmp_path):
    source = site.source(floor=Floor(articles_a_week=7, title=0, date=0, text=0))
    summary = run(tmp_path / "solieu.db", [source])
    assert summary.exit_code == 3
    assert "6 new articles in a week, expected at least 7" in summary.sources[0].alarms[0]


def test_clock_that_jumps_back_loses_nothing(site, tmp_path):
    database = tmp_path / "solieu.db"
    run(database, [site.source()])
    raw = sqlite3.connect(database)
    with raw:
        raw.execute("UPDATE articles SET fetched_at = '29' || substr(fetched_at, 3)")
        raw.execute("UPDATE runs SET started_at = '2999-01-01T00:00:00+07:00'")
    raw.close()
    site.posts |= {7: make_posts(7)[7]}
    summary = run(database, [site.source()])
    assert (summary.exit_code, summary.articles["new"]) == (0, 1)
    numbers = {row["run_id"]: row["number"] for row in rows(open_database(database), "runs")}
    assert numbers[summary.run_id] == 2


def test_summary_as_json_and_metrics(site, tmp_path):
    summary = run(tmp_path / "solieu.db", [site.source()])
    write_summary(tmp_path / "summary.json", summary)
    saved = json.loads((tmp_path / "summary.json").read_text())
    assert saved["run_id"] == summary.run_id
    assert saved["sources"][0]["new"] == 6
    write_metrics(tmp_path / "solieu.prom", summary)
    lines = (tmp_path / "solieu.prom").read_text().splitlines()
    assert "solieu_run_exit_code 0" in lines
    assert 'solieu_source_pages{source="nho",outcome="new"} 6' in lines
    assert 'solieu_source_share{source="nho",field="date"} 1.0' in lines
    assert [line for line in lines if line.startswith("# TYPE")] == [
        line for line in lines if line.endswith(" gauge")
    ]
    summary.sources[0].source = 'a"b\\c\n'
    assert r'{source="a\"b\\c\n"}' in format_metrics(summary)
    with pytest.raises(StoreError, match="cannot be written"):
        write_summary(tmp_path / "none" / "summary.json", summary)


def test_two_runs_at_once_the_second_gets_75(site, tmp_path):
    database = tmp_path / "solieu.db"
    engine = open_database(database)
    with hold_lock(engine, ["nho"]):
        with pytest.raises(LockedError, match=f"process {os.getpid()}") as raised:
            run(database, [site.source()])
        assert raised.value.exit_code == 75
        code, errors = finish(start(database, site))
        assert code == 75
        assert errors.count("\n") == 1
    assert site.requests == []
    assert run(database, [site.source()]).exit_code == 0


def test_sigterm_stores_the_article_at_hand_and_the_next_run_goes_on(site, tmp_path):
    database = tmp_path / "solieu.db"
    open_database(database).dispose()
    site.held_from = 3
    process = start(database, site)
    reader = sqlite3.connect(database, timeout=600)
    while reader.execute("SELECT count(*) FROM articles").fetchone() == (0,):
        assert process.poll() is None, finish(process)
        time.sleep(0.01)
    reader.close()
    process.send_signal(signal.SIGTERM)
    site.let_go.set()
    code, errors = finish(process)
    assert (code, errors) == (143, "")
    engine = open_database(database)
    (ended,) = rows(engine, "runs")
    assert (ended["status"], ended["exit_code"]) == ("stopped", 143)
    assert "stopped by SIGTERM" in ended["message"]
    stored = len(rows(engine, "articles"))
    assert 0 < stored < 6
    site.seconds_a_page = 0
    assert run(database, [site.source()]).articles["new"] == 6 - stored
    (tmp_path / "calm").mkdir()
    run(tmp_path / "calm" / "solieu.db", [site.source()])
    assert content(database) == content(tmp_path / "calm" / "solieu.db")


def test_killed_runs_are_resumed_to_the_same_dataset(site, tmp_path):
    database = tmp_path / "solieu.db"
    (tmp_path / "calm").mkdir()
    run(tmp_path / "calm" / "solieu.db", [site.source()])
    site.seconds_a_page = 0.05
    moments = random.Random(7)
    for _ in range(4):
        process = start(database, site)
        asked = len(site.requests)
        while process.poll() is None and len(site.requests) == asked:
            time.sleep(0.01)
        time.sleep(moments.uniform(0, 0.25))
        process.kill()
        finish(process)
    site.seconds_a_page = 0
    assert run(database, [site.source()]).exit_code == 0
    assert content(database) == content(tmp_path / "calm" / "solieu.db")
    raw = sqlite3.connect(database)
    assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    statuses = [status for (status,) in raw.execute("SELECT status FROM runs ORDER BY number")]
    raw.close()
    assert statuses[-1] == "done"
    assert set(statuses[:-1]) <= {"killed", "done"}


def test_full_disk_stops_the_run_and_the_next_one_goes_on(site, tmp_path, monkeypatch):
    database = tmp_path / "solieu.db"
    open_database(database).dispose()
    store_article = store.store_article
    stored = []

    def fill_up(engine, *arguments, **options):
        if len(stored) == 3:
            with engine.connect() as connection:
                driver = connection.connection.driver_connection
                pages = driver.execute("PRAGMA page_count").fetchone()[0]
                driver.execute(f"PRAGMA max_page_count = {pages}")
        stored.append(store_article(engine, *arguments, **options))
        return stored[-1]

    monkeypatch.setattr(store, "store_article", fill_up)
    with pytest.raises(StoreError, match="no space left; free some and run again"):
        run(database, [site.source()])
    monkeypatch.undo()
    kept = len(rows(open_database(database), "articles"))
    assert 3 <= kept < 6
    assert run(database, [site.source()]).articles["new"] == 6 - kept
    statuses = [row["status"] for row in rows(open_database(database), "runs")]
    assert sorted(statuses) in (["done", "failed"], ["done", "killed"])


@contextmanager
def unprivileged() -> Iterator[None]:
    """Root may write anywhere: take another user's rights for a moment."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_read_only_folder_and_file_get_one_clear_line(site):
    # Not tmp_path: the folders above it are closed to other users.
    folder = Path(tempfile.mkdtemp())
    try:
        run(folder / "solieu.db", [site.source()])
        data = Dataset(folder / "solieu.db")
        before = data.figures()
        data.close()
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        with unprivileged():
            with pytest.raises(StoreError, match="lock file cannot be made"):
                run(folder / "solieu.db", [site.source()])
            with pytest.raises(StoreError, match="cannot be opened; check the permissions of the"):
                run(folder / "new.db", [site.source()])
            # Who may only read can still read: no file is made beside the dataset.
            assert Dataset(folder / "solieu.db").figures().equals(before)
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)
