"""Patterns of several words: what they match, and which words they refuse."""

import ast
import re
from pathlib import Path

import pytest

import extractors
from extractors.patterns import any_word

EXTRACTORS = Path(extractors.__file__).parent


def test_any_of_the_words_is_found_at_a_words_start() -> None:
    pattern = re.compile(any_word(["tăng", "giảm(?! giá)", r"\~"]))
    found = [match[0] for match in pattern.finditer("tăng 5%, giảm ~3%, giảm giá, gia-tăng, xtăng")]
    assert found == ["tăng", "giảm", "~", "tăng"]


@pytest.mark.parametrize("word", [r"\d+ xã", r"\bxã", "[Cc]ác xã", "(?:xã|phường)", ".xã", ""])
def test_a_word_that_begins_with_no_letter_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="begins with no letter"):
        any_word(["tăng", word])


def bound_twice(path: Path) -> list[str]:
    """The names that a module's own level binds a second time, whose first binding is lost."""
    seen: set[str] = set()
    again = []
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        targets = node.targets if isinstance(node, ast.Assign) else [node]
        for target in targets:
            name = getattr(target, "id", None) or getattr(target, "name", None)
            if name in seen:
                again.append(name)
            seen.update([name] if name else [])
    return again


@pytest.mark.parametrize("path", sorted(EXTRACTORS.rglob("*.py")), ids=lambda path: path.name)
def test_no_pattern_takes_the_name_of_another(path: Path) -> None:
    assert bound_twice(path) == []


def test_a_name_bound_twice_is_found(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text("_A = 1\n_B = 2\n\n\ndef _A():\n    return _B\n", encoding="utf-8")
    assert bound_twice(module) == ["_A"]
