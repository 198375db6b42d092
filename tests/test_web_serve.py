"""`solieu serve` as a process: where it listens, what it demands, many readers and a writer."""

import importlib.util
import logging
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the page's parts are not installed")

import httpx2
from web_site import ATTACK, make_dataset

from pipeline import cli
from pipeline.dataset import Dataset
from pipeline.web.server import listen


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_dataset(tmp_path_factory.mktemp("serve"))


@pytest.fixture(autouse=True)
def logs_as_before() -> Iterator[None]:
    """What the command line sets up for its own process must not last into other tests."""
    loggers = [logging.getLogger(name) for name in (None, "solieu", "scrapers", "pipeline")]
    before = [(one.handlers[:], one.propagate, one.level) for one in loggers]
    yield
    for one, (handlers, propagate, level) in zip(loggers, before, strict=True):
        one.handlers[:], one.propagate = handlers, propagate
        one.setLevel(level)


@contextmanager
def serving(database: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run the command until the block ends; what it prints first is its address."""
    command = [sys.executable, "-m", "solieu", "serve", "--db", str(database), "--port", "0"]
    process = subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        found = re.match(r"http://\S+:(\d+)/", process.stdout.readline())
        assert found is not None
        yield f"http://127.0.0.1:{found[1]}", process
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=600)


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> object:
    monkeypatch.setattr(sys, "argv", ["solieu", "serve", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return ended.value.code


def test_many_read_while_one_judges(database: Path) -> None:
    with serving(database) as (address, process):
        with httpx2.Client(base_url=address, timeout=600) as writer:
            ids = [row["figure_id"] for row in writer.get("/figures.json").json()]
            token = re.search(r'name="csrf" value="(\w+)"', writer.get("/check").text)
            assert token is not None

            def read(number: int) -> set[int]:
                with httpx2.Client(base_url=address, timeout=600) as reader:
                    paths = ("/figures", "/review", f"/review/{ids[number % len(ids)]}", "/alarms")
                    return {reader.get(path).status_code for path in paths * 2}

            with ThreadPoolExecutor(20) as readers:
                reading = [readers.submit(read, number) for number in range(20)]
                for figure_id in ids * 4:
                    form = {"csrf": token[1], "verdict": "accepted", "reviewer": "một"}
                    assert writer.post(f"/review/{figure_id}", data=form).status_code == 303
            assert set().union(*(one.result() for one in reading)) == {200}
        assert sorted(Dataset(database).reviews()["figure_id"]) == sorted(ids * 4)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=600)
    assert ATTACK not in out + err
    assert len((out + err).splitlines()) <= 1


def test_another_address_demands_a_token(database: Path) -> None:
    with serving(database, "--host", "0.0.0.0") as (address, process):
        assert process.stdout is not None
        token = process.stdout.readline().rpartition(" ")[2].strip()
        assert len(token) > 20
        with httpx2.Client(base_url=address, timeout=600) as reader:
            found = re.search(r'name="csrf" value="(\w+)"', reader.get("/check").text)
            assert found is not None
            form = {"csrf": found[1], "url": "http://so-lieu.example/"}
            assert reader.post("/check", data=form).status_code == 401
            login = {"csrf": found[1], "token": token}
            assert reader.post("/login", data=login).status_code == 303


def test_a_missing_part_is_named(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], database: Path
) -> None:
    find_spec = importlib.util.find_spec

    def without_uvicorn(name: str, package: str | None = None) -> object:
        return None if name == "uvicorn" else find_spec(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", without_uvicorn)
    assert run(monkeypatch, "--db", str(database)) == 1
    assert capfd.readouterr().err.splitlines()[-1].endswith("pip install 'solieu[web]'")


def test_a_missing_dataset_or_address_is_said(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path,
    database: Path,
) -> None:  # fmt: skip
    assert run(monkeypatch, "--db", str(tmp_path / "none.db")) == 1
    assert "no dataset" in capfd.readouterr().err
    with listen("127.0.0.1", 0) as taken:
        port = str(taken.getsockname()[1])
        assert run(monkeypatch, "--db", str(database), "--port", port) == 2
    assert "try --port 0" in capfd.readouterr().err
