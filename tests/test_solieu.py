import subprocess
import sys
from pathlib import Path

import pytest

import solieu

HEAVY = ("spacy", "pandas", "numpy", "underthesea", "sqlalchemy", "requests", "trafilatura", "lxml")


def modules_after(code: str) -> set[str]:
    script = f"{code}\nimport sys\nprint(*sys.modules)"
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True
    )
    return set(ended.stdout.splitlines()[-1].split())


def test_the_front_door_is_all() -> None:
    assert dir(solieu) == sorted(solieu.__all__)
    for name in solieu.__all__:
        assert getattr(solieu, name).__name__ == name
        assert getattr(solieu, name).__doc__


def test_nothing_else_is_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'extrakt'"):
        solieu.extrakt  # noqa: B018 - that it cannot be had is the point


def test_a_wrong_argument_is_told_as_on_the_command_line(tmp_path: Path) -> None:
    with pytest.raises(solieu.UsageError, match="unknown province 'Atlantis'"):
        solieu.extract("Xã có 12 mô hình.", province="Atlantis")
    with pytest.raises(TypeError, match="give the article's text"):
        solieu.extract(None)  # type: ignore[arg-type]
    with pytest.raises(solieu.StoreError, match="give the path of one"):
        solieu.Dataset(tmp_path / "none.db")


@pytest.mark.parametrize("published", ["03/07/2024", "hôm qua", "0024-07-03"])
def test_a_date_that_is_none_is_told_alike_everywhere(published: str) -> None:
    told = set()
    for call in (solieu.extract, solieu.read_period):
        with pytest.raises(ValueError, match="publication date") as raised:
            call("quý II có 12 mô hình", published=published)
        told.add(str(raised.value))
    assert len(told) == 1


def test_import_is_light() -> None:
    assert not modules_after("import solieu") & {*HEAVY, "extractors", "pipeline", "scrapers"}


@pytest.mark.parametrize(
    "code",
    [
        'import solieu; solieu.extract("Xã có 12 mô hình.")',
        "import sys; sys.argv = ['solieu', 'extract', '-']\n"
        "import io; sys.stdin = io.TextIOWrapper(io.BytesIO('Xã có 12 mô hình.'.encode()))\n"
        "from pipeline.cli import main\ntry: main()\nexcept SystemExit: pass",
    ],
    ids=["call", "command"],
)
def test_a_short_text_brings_in_nothing_heavy(code: str) -> None:
    assert not modules_after(code) & set(HEAVY)


def test_a_sentence_gives_its_figure() -> None:
    found = solieu.extract(
        "Từ đầu năm 2024 đến nay, huyện Kon Rẫy có 12 mô hình được ra mắt.", published="2024-07-03"
    )
    assert [(figure.value, figure.unit, figure.exact) for figure in found] == [
        (12, "mô hình", "12 mô hình")
    ]
    assert {number.reason for number in found.non_figures} == {"date"}
    assert len(found.frame()) == 1
    assert solieu.read_number("1 tỷ 204 triệu rưỡi") == 1_204_500_000
    period = solieu.read_period("quý II/2024", published="2024-07-03")
    assert period is not None
    assert (str(period.start), str(period.end)) == ("2024-04-01", "2024-06-30")


def test_the_module_runs_as_the_command() -> None:
    command = [sys.executable, "-m", "solieu", "extract", "-", "--format", "jsonl"]
    text = "Xã có 12 mô hình."
    ended = subprocess.run(command, input=text, capture_output=True, check=True, text=True)
    assert '"value": 12.0' in ended.stdout
