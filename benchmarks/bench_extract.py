"""Extraction beside other readers of Vietnamese, in one run on the same texts, on one core.

    python -m benchmarks.bench_extract [--texts FOLDER] [--short]

The texts are the gold articles, which are dense with figures, or every .txt file of the folder:
news of your own tells what to expect, and how dense it is. Readers take turns on them and the best
turn counts; the tagger, which is slow, reads a sample.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.table import Row, print_rows

ROOT = Path(__file__).parent.parent
Read = Callable[[str], object]
DAY = "2024-07-03"
SENTENCE = "Năm 2024, huyện Kon Rẫy có 12 mô hình được ra mắt.\n"


def load_texts(folder: Path | None) -> list[str]:
    """The gold articles' texts, or those of a folder."""
    if folder is not None:
        texts = [path.read_text("utf-8", "replace") for path in sorted(folder.rglob("*.txt"))]
        return [text for text in texts if text.strip()]
    gold = sorted((ROOT / "data" / "gold").rglob("*.json"))
    return [json.loads(path.read_text("utf-8"))["text"] for path in gold]


def seconds(read: Read, texts: list[str]) -> float:
    """Processor time of one turn."""
    start = time.process_time()
    for text in texts:
        read(text)
    return time.process_time() - start


def best(reads: list[Read], texts: list[str], turns: int) -> list[float]:
    """The best of several turns of each reader, taken in rotation."""
    for read in reads:
        read(texts[0])  # what it loads on first use is not its speed
    rounds = [[seconds(read, texts) for read in reads] for _ in range(turns)]
    return [min(times) for times in zip(*rounds, strict=True)]


def measure_peers(texts: list[str], *, turns: int, sample: int) -> Iterator[Row]:
    """Speed beside word segmentation, named entities and a bare tokenizer."""
    import spacy
    from underthesea import ner, word_tokenize

    from extractors.extract import extract

    tokenize = spacy.blank("xx")
    reads: list[Read] = [lambda text: extract(text, published=DAY), word_tokenize, tokenize]
    ours, words, tokens = best(reads, texts, turns)
    characters = sum(map(len, texts))
    figures = sum(len(extract(text, published=DAY).figures) for text in texts)
    yield Row("figures in 4,000 characters", 4_000 * figures / characters, "")
    yield Row("a text of 4,000 characters", 4e6 * ours / characters, "ms")
    yield Row("speed beside underthesea.word_tokenize", words / ours, at_least=5)
    yield Row("speed beside spacy.blank('xx')", tokens / ours, at_least=0.2)
    few = sorted(texts, key=len)[:: max(1, len(texts) // sample)][:sample]
    ours, tags = best([reads[0], ner], few, 1)
    yield Row(f"speed beside underthesea.ner ({len(few)} texts)", tags / ours, at_least=300)


def measure_growth(texts: list[str], size: int) -> Row:
    """Cost a character of one long text over that of a tenth of it."""
    from extractors.extract import extract

    whole = "\n\n".join(texts)
    long = (whole + "\n\n") * (size // len(whole) + 1)
    times = [
        seconds(lambda text: extract(text, published=DAY), [long[: size // n]]) for n in (10, 1)
    ]
    return Row(
        f"cost a character, {size / 1e6:g} MB over a tenth", times[1] / times[0] / 10, at_most=1.5
    )


def wall(command: list[str], text: str = "") -> float:
    """Seconds of the clock that a command takes."""
    start = time.perf_counter()
    subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    return time.perf_counter() - start


def measure_cold_start(turns: int) -> Row:
    """`solieu extract` on one sentence beside an import of spaCy, both from cold."""
    extract = [sys.executable, "-m", "solieu", "extract", "-"]
    load = [sys.executable, "-c", "import spacy"]
    times = [(wall(extract, SENTENCE), wall(load)) for _ in range(turns)]
    ours, theirs = (min(column) for column in zip(*times, strict=True))
    return Row("solieu extract, cold, beside import spacy", ours / theirs, at_most=1.5)


def measure_memory(texts: list[str], articles: int) -> Row:
    """Peak memory of `solieu corpus` over a streamed corpus, in MB."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corpus.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for number in range(articles):
                record = {"id": str(number), "text": texts[number % len(texts)]}
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
        command = [sys.executable, "-m", "solieu", "corpus", path, Path(folder) / "out"]
        # Only a child of its own tells what this command took: the peak is over all children.
        code = (
            "import resource, subprocess, sys;"
            "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL);"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, *map(str, command)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    peak = int(done.stdout) / (1e6 if sys.platform == "darwin" else 1e3)
    return Row(f"peak memory of a corpus of {articles:,} articles", peak, "MB", at_most=400)


def measure(*, short: bool, folder: Path | None = None) -> Iterator[Row]:
    """Every row; the short form takes fewer turns and smaller sizes."""
    texts = load_texts(folder)
    yield from measure_peers(texts, turns=2 if short else 5, sample=3 if short else 20)
    yield measure_growth(texts, 1_000_000 if short else 5_000_000)
    yield measure_cold_start(2 if short else 5)
    yield measure_memory(texts, 300 if short else 5_000)


def main() -> int:
    """Print the rows; exit 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=Path, help="a folder of .txt files, instead of the gold")
    parser.add_argument("--short", action="store_true", help="fewer turns, smaller sizes")
    options = parser.parse_args()
    if options.texts is not None and not load_texts(options.texts):
        parser.error(f"no .txt file with a text in {options.texts}")
    return print_rows(measure(short=options.short, folder=options.texts))


if __name__ == "__main__":
    sys.exit(main())
