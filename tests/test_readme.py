"""What the first pages say works: their commands and their Python run, in both languages."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from extractors.extract import extract
from scrapers.sources import read_source

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "README.vi.md")
# One goes to an outlet on the web, which no test does; one ends only when it is stopped; and the
# demonstration is what `folder` starts from.
NOT_RUN = ("run", "serve", "demo")


def blocks(page: str, language: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def commands(page: str) -> list[list[str]]:
    lines = "".join(blocks(page, "sh")).splitlines()
    return [shlex.split(line, comments=True) for line in lines if line.startswith("solieu ")]


def call(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder, capture_output=True, text=True, timeout=600,
        env=os.environ | {"COLUMNS": "100"},
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a reader has it: the demonstration's output beside the project's data."""
    folder = tmp_path_factory.mktemp("reader")
    (folder / "data").symlink_to(ROOT / "data")
    done = call(folder, "-m", "solieu", "demo")
    assert done.returncode == 0, done.stderr
    return folder


def test_both_languages_show_the_same_commands_and_code() -> None:
    english, vietnamese = PAGES
    assert commands(english) == commands(vietnamese)
    without_comments = [
        [re.sub(r"\s*#.*", "", block) for block in blocks(page, "python")] for page in PAGES
    ]
    assert without_comments[0] == without_comments[1]


@pytest.mark.parametrize("command", commands(PAGES[0]), ids=" ".join)
def test_commands_work(command: list[str], folder: Path) -> None:
    if command[1] in NOT_RUN:
        shown = call(folder, "-m", "solieu", command[1], "--help")
        assert shown.returncode == 0, shown.stderr
        assert all(option in shown.stdout for option in command if option.startswith("--"))
        return
    done = call(folder, "-m", "solieu", *command[1:])
    assert done.returncode == 0, done.stderr
    assert done.stdout or "--html" in command


def test_python_works(folder: Path) -> None:
    (code,) = blocks(PAGES[0], "python")
    done = call(folder, "-W", "error", "-c", code)
    assert done.returncode == 0, done.stderr
    assert "12.0 mô hình" in done.stdout
    assert "document Kế hoạch số 133-KH/HU" in done.stdout


def test_the_indicator_of_the_guide_works(tmp_path: Path) -> None:
    header = (ROOT / "data/catalogue/indicators.csv").read_text("utf-8").partition("\n")[0]
    (row,) = blocks("CONTRIBUTING.md", "csv")
    (tmp_path / "indicators.csv").write_text(f"{header}\n{row}", encoding="utf-8")
    (found,) = extract("Năm 2024, Nhân dân xã Kon Đào khoan 14 giếng mới.", catalogue=tmp_path)
    assert found.indicator == row.partition(",")[0]


def test_the_source_of_the_guide_is_read(tmp_path: Path) -> None:
    (example,) = blocks("CONTRIBUTING.md", "toml")
    path = tmp_path / "example.toml"
    path.write_text(example.replace("https://…", "https://example.vn/"), encoding="utf-8")
    source = read_source(path)
    assert (source.platform, source.verified, source.floor.articles_a_week) == (
        "nukeviet",
        False,
        5,
    )


@pytest.mark.parametrize("page", [*PAGES, "CONTRIBUTING.md"])
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#]+)\)", text)
    assert all((ROOT / link).exists() for link in links if "://" not in link)
    named = re.findall(r"`((?:data|scrapers|extractors|pipeline|tests|benchmarks)/[\w./-]*)`", text)
    assert all((ROOT / path).exists() for path in named if not re.search("[A-Z]{4}", path))
