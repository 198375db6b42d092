"""The accuracy that must not be lost: the gold articles against the floors of `floor.toml`."""

import tomllib
from pathlib import Path

import pytest

from pipeline.evaluate import Evaluation, below_floor, evaluate, read_gold

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "data" / "gold"
FLOORS = tomllib.loads((GOLD / "floor.toml").read_text("utf-8"))
PARTS = ("dev", "test", "later")
PAGES = ROOT.parent / "shared" / "seeds"


def show(evaluation: Evaluation) -> str:
    """The table of what was measured, one metric a line."""
    return "\n".join(f"{name:20}{value:8.4f}" for name, value in evaluation.metrics().items())


def measure(folder: Path) -> Evaluation:
    return evaluate(read_gold(folder))


@pytest.mark.parametrize("part", PARTS)
def test_accuracy_is_above_its_floor(part: str) -> None:
    measured = measure(GOLD / part)
    lines = below_floor(measured, FLOORS[part])
    assert not lines, "\n".join(["", *lines, "", show(measured)])


@pytest.mark.skipif(not PAGES.is_dir(), reason="the real pages are not part of the project")
def test_real_pages_are_read_as_annotated() -> None:
    measured = measure(PAGES)
    lines = below_floor(measured, FLOORS["pages"])
    assert not lines, "\n".join(["", *lines, "", show(measured)])


def test_every_field_has_a_floor() -> None:
    for part in PARTS:
        assert set(FLOORS[part]) == set(Evaluation().metrics())
