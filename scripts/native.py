"""What the compiler of the rules wants said and Python does not, written into their copy.

Constants are declared final: a C variable each, where others are looked up by name. Records get
their `__init__` written out: the one that `dataclass` makes would stay Python.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

_HEAD = "from __future__ import annotations"
_Insertion = tuple[int, int, str]  # line from 0, column in bytes, text


def declare(source: str) -> str:
    """Return a module's source with its constants declared final and its records' `__init__`."""
    tree = ast.parse(source)
    names = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    stored = Counter(node.id for node in names if isinstance(node.ctx, ast.Store))
    insertions: list[_Insertion] = []
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and _is_record(node):
            insertions.append((*_end(node), _init(node)))
        elif isinstance(node, ast.Assign) and len(node.targets) == 1:
            if _is_constant(node.targets[0], stored) and "TypeVar(" not in ast.unparse(node.value):
                insertions.append((*_end(node.targets[0]), ": Final"))
        elif isinstance(node, ast.AnnAssign) and _is_constant(node.target, stored):
            start = (node.annotation.lineno - 1, node.annotation.col_offset)
            insertions += [(*start, "Final["), (*_end(node.annotation), "]")]
    lines = [line.encode() for line in source.splitlines(keepends=True)]
    for line, column, text in sorted(insertions, reverse=True):
        lines[line] = lines[line][:column] + text.encode() + lines[line][column:]
    return b"".join(lines).decode().replace(_HEAD, f"{_HEAD}; from typing import Final", 1)


def declare_rules(copy: Path, python: Collection[str]) -> list[Path]:
    """Declare the modules of a copy in place, but for those named in `python`; which they are."""
    modules = [path for path in sorted(copy.rglob("*.py")) if path.name not in python]
    for path in modules:
        path.write_text(declare(path.read_text("utf-8")), "utf-8")
    return modules


def _end(node: ast.expr | ast.stmt) -> tuple[int, int]:
    return (node.end_lineno or 0) - 1, node.end_col_offset or 0


def _is_constant(target: ast.expr, stored: Counter[str]) -> bool:
    return isinstance(target, ast.Name) and target.id.isupper() and stored[target.id] == 1


def _is_record(node: ast.ClassDef) -> bool:
    decorators = [ast.unparse(decorator).partition("(")[0] for decorator in node.decorator_list]
    methods = {item.name for item in node.body if isinstance(item, ast.FunctionDef)}
    return "dataclass" in decorators and not methods & {"__init__", "__post_init__"}


def _init(record: ast.ClassDef) -> str:
    """The source of the `__init__` that `dataclass` would make."""
    frozen = "frozen=True" in ast.unparse(record.decorator_list[0])
    head, body = ["self"], ""
    for name, kind, default in _fields(record):
        value = name
        if default is None:
            head.append(f"{name}: {kind}")
        elif isinstance(default, ast.Call) and ast.unparse(default.func) == "field":
            (factory,) = default.keywords  # default_factory: another needs writing here
            head.append(f"{name}: {kind} | None = None")
            value = f"({ast.unparse(factory.value)})() if {name} is None else {name}"
        else:
            head.append(f"{name}: {kind} = {ast.unparse(default)}")
        body += f"\n        self.{name} = {value}" + "  # type: ignore[misc]" * frozen
    return f"\n\n    def __init__({', '.join(head)}) -> None:{body}"


def _fields(record: ast.ClassDef) -> Iterator[tuple[str, str, ast.expr | None]]:
    """Each field's name, annotation and default."""
    for item in record.body:
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
            yield item.target.id, ast.unparse(item.annotation), item.value
