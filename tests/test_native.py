"""What is written into the rules before they are compiled changes nothing that they do."""

from __future__ import annotations

import ast
import importlib
import inspect
import shutil
import subprocess
import sys
import tomllib
from dataclasses import asdict, is_dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from scripts.native import declare, declare_rules

ROOT = Path(__file__).parent.parent
RULES = sorted((ROOT / "extractors").rglob("*.py"))
SOURCE = '''"""A module."""

from __future__ import annotations

from dataclasses import dataclass, field

ĐƠN_VỊ = ("hộ", "ha")
_SIZES: dict[str, int] = {"hộ": 1, "ha": 10_000}
SWITCHED = 1
SWITCHED = 2
name = "hộ"


@dataclass(slots=True)
class Record:
    """A record."""

    count: int
    unit: str = "hộ"  # as printed
    why: list[str] = field(default_factory=list)  # what fired

    def size(self) -> int:
        return self.count * _SIZES[self.unit]


@dataclass(frozen=True, slots=True)
class Fixed:
    count: int
'''


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> Any:
    module = ModuleType("declared")
    monkeypatch.setitem(sys.modules, "declared", module)
    exec(declare(SOURCE), module.__dict__)
    return module


def test_constants_are_final_and_what_changes_is_not() -> None:
    lines = declare(SOURCE).splitlines()
    assert 'ĐƠN_VỊ: Final = ("hộ", "ha")' in lines
    assert '_SIZES: Final[dict[str, int]] = {"hộ": 1, "ha": 10_000}' in lines
    assert {"SWITCHED = 1", "SWITCHED = 2", 'name = "hộ"'} <= set(lines)


def test_records_are_made_as_before(declared: Any) -> None:
    first, second = declared.Record(3), declared.Record(3, unit="ha")
    assert asdict(first) == {"count": 3, "unit": "hộ", "why": []}
    assert second.size() == 30_000
    first.why.append("số đếm")
    assert declared.Record(3).why == []
    assert first != second
    assert declared.Record(3, "ha", ["a"]) == declared.Record(count=3, unit="ha", why=["a"])


def test_a_frozen_record_tells_the_type_checker_that_its_init_may_write() -> None:
    assert "        self.count = count  # type: ignore[misc]" in declare(SOURCE).splitlines()


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_every_record_of_the_rules_gets_the_parameters_it_has(path: Path) -> None:
    inits = {
        node.name: item.args
        for node in ast.parse(declare(path.read_text("utf-8"))).body
        if isinstance(node, ast.ClassDef)
        for item in node.body
        if isinstance(item, ast.FunctionDef) and item.name == "__init__"
    }
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for record in vars(importlib.import_module(name)).values():
        if not is_dataclass(record) or getattr(record, "__module__", None) != name:
            continue
        init = inits[record.__name__]
        own = inspect.signature(record).parameters.values()
        assert [arg.arg for arg in init.args[1:]] == [one.name for one in own]
        assert len(init.defaults) == sum(one.default is not one.empty for one in own)


TRANSLATE = """
import sys
from mypy.fscache import FileSystemCache
from mypyc.build import generate_c, get_mypy_config
from mypyc.options import CompilerOptions
cache, options = FileSystemCache(), CompilerOptions()
sources, _, settings = get_mypy_config(
    ["--ignore-missing-imports", *sys.argv[1:]], None, options, cache
)
generate_c(sources, settings, [(sources, None)], cache, options)
"""


def test_the_compiler_takes_the_rules(tmp_path: Path) -> None:
    """Only up to C: `make compiled` has it built as well, which takes minutes."""
    shutil.copytree(ROOT / "extractors", tmp_path / "extractors")
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]
    hook = settings["build"]["targets"]["wheel"]["hooks"]["custom"]
    modules = declare_rules(tmp_path, hook["python"])
    done = subprocess.run(
        [sys.executable, "-c", TRANSLATE, *modules],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
