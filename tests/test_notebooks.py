"""The notebooks run from top to bottom, say what they promise, and are stored without output."""

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = {path.name: json.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.ipynb")}
PROMISES = {
    "01_first_look.ipynb": ["figures", "other numbers", "412 mô hình"],
    "02_add_an_indicator.ipynb": ["wells_drilled", "my-catalogue/indicators.csv:2:", "before"],
    "03_check_a_reported_figure.ipynb": ["74 mô hình", "[] alarms"],
}


def code_cells(notebook: dict[str, Any]) -> list[str]:
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def run(notebook: dict[str, Any]) -> str:
    """Run the code cells in one namespace; return what they print and what their last line is."""
    names: dict[str, Any] = {"__name__": "__main__"}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        for number, source in enumerate(code_cells(notebook)):
            *lines, last = source.splitlines()
            try:
                shown = compile(last, f"cell {number}", "eval")
            except SyntaxError:
                exec(compile(source, f"cell {number}", "exec"), names)
                continue
            exec(compile("\n".join(lines), f"cell {number}", "exec"), names)
            print(eval(shown, names))
    return printed.getvalue()


def test_every_notebook_is_tried() -> None:
    assert set(NOTEBOOKS) == set(PROMISES)


@pytest.mark.parametrize("name", PROMISES)
def test_a_notebook_runs_from_top_to_bottom(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    printed = run(NOTEBOOKS[name])
    assert all(promise in printed for promise in PROMISES[name]), printed


@pytest.mark.parametrize("name", PROMISES)
def test_a_notebook_is_stored_without_output(name: str) -> None:
    cells = [cell for cell in NOTEBOOKS[name]["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)
    assert NOTEBOOKS[name]["nbformat"] == 4
