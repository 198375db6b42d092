"""The rules compiled to C, the same as Python and word segmentation, in turns on the same texts.

    python -m benchmarks.bench_compiled [--texts FOLDER]

Builds them as scripts/build_compiled.py does, which takes some minutes and needs a C compiler;
nothing installed is touched.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bench_extract import DAY, ROOT, load_texts, seconds
from benchmarks.table import Row, print_rows
from scripts.build_compiled import build

# Prints the processor time of a turn for each line it is sent.
READER = f"""
import json, sys, time
sys.path.insert(0, sys.argv[1])
from extractors.extract import extract
texts = json.load(open(sys.argv[2], encoding="utf-8"))
for line in sys.stdin:
    start = time.process_time()
    for text in texts:
        extract(text, published="{DAY}")
    print(time.process_time() - start, flush=True)
"""


def unpack(folder: Path) -> Path:
    """Build the wheel and unpack it into a folder of its own."""
    with zipfile.ZipFile(build(folder)) as archive:
        archive.extractall(folder / "compiled")
    return folder / "compiled"


def start(package: Path, texts: Path) -> subprocess.Popen[str]:
    """Start a reader that imports the package from a folder."""
    command = [sys.executable, "-c", READER, str(package), str(texts)]
    return subprocess.Popen(
        command, cwd=package, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def turn(reader: subprocess.Popen[str]) -> float:
    """Seconds of one turn of a reader."""
    if reader.stdin is None or reader.stdout is None:
        raise ValueError("a reader answers over pipes: start it with `start`")
    reader.stdin.write("\n")
    reader.stdin.flush()
    return float(reader.stdout.readline())


def measure(texts: list[str], *, turns: int) -> Iterator[Row]:
    """Time of both, and the speed of the compiled rules beside word segmentation."""
    from underthesea import word_tokenize

    characters = sum(map(len, texts))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        packages = [ROOT, unpack(folder)]
        file = folder / "texts.json"
        file.write_text(json.dumps(texts), encoding="utf-8")
        readers = [start(package, file) for package in packages]
        word_tokenize(texts[0])  # what it loads on first use is not its speed
        rounds = [
            [*(turn(reader) for reader in readers), seconds(word_tokenize, texts)]
            for _ in range(turns)
        ]
        for reader in readers:
            reader.communicate()
    python, compiled, words = (min(times) for times in zip(*rounds, strict=True))
    yield Row("a text of 4,000 characters, as Python", 4e6 * python / characters, "ms")
    yield Row("a text of 4,000 characters, compiled", 4e6 * compiled / characters, "ms")
    yield Row("time of the compiled rules beside Python's", compiled / python)
    yield Row("speed compiled, beside underthesea.word_tokenize", words / compiled, at_least=5)


def main() -> int:
    """Print the rows; exit 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=Path)
    return print_rows(measure(load_texts(parser.parse_args().texts), turns=6))


if __name__ == "__main__":
    sys.exit(main())
