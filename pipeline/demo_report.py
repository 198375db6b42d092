"""What `solieu demo` prints: sites, some of the figures, every alarm, files, what to try next."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import sqlalchemy as sa
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractors.catalogue import indicator_labels
from extractors.records import FIGURE_COLUMNS, Figure
from pipeline import schema
from pipeline.database import opened, reading
from pipeline.demo import Demo
from pipeline.display import write_numbers
from pipeline.figure_tables import show_evidence, show_value
from pipeline.tables import printable

_A_ARTICLE = 2  # figures shown of each article; the files have them all
_VAGUE = ("other", "duration")  # indicators that say least to a newcomer
_WIDTH = 120  # where the output is no terminal, and at most on one
_SIGNS = {
    "exact": "", "about": "≈ ", "almost": "almost ", "more_than": "> ", "less_than": "< ",
    "at_least": "≥ ", "at_most": "≤ ", "order": "order of ",
}  # fmt: skip

Row = sa.RowMapping


def print_demo(console: Console, demo: Demo) -> None:
    """Print what a demonstration did and where its results are."""
    console.width = min(console.width, _WIDTH) if console.is_terminal else _WIDTH
    with opened(demo.database) as engine:
        figures, alarms = _read_figures(engine), _read_alarms(engine)
    _print_sites(console, demo, figures)
    _print_figures(console, figures)
    _print_alarms(console, alarms)
    _print_files(console, demo)
    _print_commands(console, demo.folder)


def _read_figures(engine: sa.Engine) -> list[tuple[str, Figure]]:
    """The figures with their sources, newest article first, in the order of the text."""
    f, a = schema.figures.c, schema.articles.c
    query = (
        sa.select(a.source, *(f[name] for name in FIGURE_COLUMNS))
        .join(schema.articles, sa.and_(a.article_id == f.article_id, a.is_current))
        .order_by(a.published_at.desc(), a.article_id, f.number_start)
    )
    with reading(engine) as connection:
        return [(source, Figure(*rest)) for source, *rest in connection.execute(query)]


def _read_alarms(engine: sa.Engine) -> list[Row]:
    """Every figure of every alarm that was not dismissed, with the alarm it belongs to."""
    c, link = schema.checks.c, schema.check_figures.c
    f, a = schema.figures.c, schema.articles.c
    query = (
        sa.select(
            c.check_id, c.rule, c.severity, c.message, a.title, a.source,
            f.sentence, (f.start - f.sentence_start).label("start"),
            (f.end - f.sentence_start).label("end"),
        )
        .join(schema.check_figures, link.check_id == c.check_id)
        .join(schema.figures, f.figure_id == link.figure_id)
        .join(schema.articles, sa.and_(a.article_id == f.article_id, a.is_current))
        .where(c.outcome == "alarm", c.triage != "dismissed")
        .order_by(c.rule, c.check_id, a.published_at, f.number_start)
    )  # fmt: skip
    with reading(engine) as connection:
        return list(connection.execute(query).mappings())


def _print_sites(console: Console, demo: Demo, figures: Sequence[tuple[str, Figure]]) -> None:
    counts = Counter(source for source, _ in figures)
    table = _table("Outlets of the sample, served on this machine")
    for heading in ("outlet", "platform", "province", "address"):
        table.add_column(heading, no_wrap=heading != "outlet")
    for heading in ("articles", "new", "figures"):
        table.add_column(heading, justify="right")
    for source in demo.summary.sources:
        site = demo.sites[source.source]
        table.add_row(
            printable(site.name), site.platform, printable(site.province),
            demo.addresses[source.source], str(source.new + source.changed + source.unchanged),
            str(source.new), str(counts[source.source]),
        )  # fmt: skip
    console.print(table)
    closed = sum(source.failures.get("robots", 0) for source in demo.summary.sources)
    known = sum(source.unchanged for source in demo.summary.sources)
    console.print(
        f"{demo.pages_fetched} article pages fetched, {known} known and left alone,"
        f" {closed} closed by robots.txt and never asked for; {demo.summary.seconds:.1f} s.\n"
    )


def _print_figures(console: Console, figures: Sequence[tuple[str, Figure]]) -> None:
    shown = list(_choose(figure for _, figure in figures))
    labels = {code: english for code, (_, english) in indicator_labels().items()}
    table = _table(f"Figures: {len(shown)} of {len(figures)}, some of each article")
    for heading in ("place", "period", "as printed", "value", "indicator"):
        table.add_column(heading, justify="right" if heading == "value" else "left")
    for figure in shown:
        table.add_row(
            printable(figure.place_names or figure.place or ""),
            figure.period or "",
            printable(figure.exact),
            printable(_value(figure)),
            labels.get(figure.indicator, figure.indicator),
        )
    console.print(table)


def _choose(figures: Iterator[Figure]) -> Iterator[Figure]:
    """The first figures of each article, without those that a headline or a reprint repeats."""
    counts: Counter[str] = Counter()
    shown: set[tuple[object, ...]] = set()
    for figure in figures:
        said = (figure.value, figure.unit, figure.indicator, figure.place_names)
        is_new = said not in shown and figure.indicator not in _VAGUE
        if is_new and counts[figure.article_id] < _A_ARTICLE:
            counts[figure.article_id] += 1
            shown.add(said)
            yield figure


def _value(figure: Figure) -> str:
    per = f"/{figure.per_unit}" if figure.per_unit else ""
    return f"{_SIGNS[figure.modifier]}{show_value(figure)} {figure.unit}{per}"


def _table(title: str) -> Table:
    return Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)


def _print_alarms(console: Console, rows: Sequence[Row]) -> None:
    by_check: dict[str, list[Row]] = {}
    for row in rows:
        by_check.setdefault(row["check_id"], []).append(row)
    console.print(Text(f"Alarms: {len(by_check)}", "bold"), "- what to look at, never “false”")
    for figures in by_check.values():
        first = figures[0]
        heading = Text.assemble(
            "  ", (f"{first['rule']:<9}", "bold red"), f" {first['severity']:<7} "
        )
        console.print(heading + printable(write_numbers(first["message"], "en")), soft_wrap=True)
        shown: set[str] = set()
        for row in figures:
            if row["sentence"] not in shown:
                shown.add(row["sentence"])
                title = Text(" " * 20) + printable(f"{row['source']}: {row['title']}")
                console.print(title, style="dim", soft_wrap=True)
                evidence = show_evidence(
                    row["sentence"], row["start"], row["end"], console.width - 24
                )
                console.print(Text(" " * 20) + evidence, soft_wrap=True)
    console.print()


def _print_files(console: Console, demo: Demo) -> None:
    rows = demo.exported.rows
    console.print(Text(f"Files in {demo.folder}/", "bold"))
    for name, meaning in (
        ("figures.csv, figures.parquet", f"{rows['figures']} figures with their evidence"),
        ("articles.csv, …", f"{rows['articles']} articles; and checks, non_figures, runs"),
        ("datapackage.json", "every column's type, meaning and SDMX concept"),
        ("solieu.db", "the dataset itself, SQLite"),
        ("solieu-archive/", "the pages as they were fetched, WARC"),
        ("access.log", "every request that the sites got"),
    ):
        console.print(f"  {name:<30} {meaning}", markup=False, highlight=False)
    console.print()


def _print_commands(console: Console, folder: Path) -> None:
    command = _command()
    database = shlex.quote(str(folder / "solieu.db"))
    console.print(Text("Try next", "bold"))
    for line in (
        f'echo "Huyện Kon Rẫy có 12 mô hình được ra mắt." | {command} extract - --explain',
        f'echo "Toàn huyện có 74 mô hình, gồm 36 mô hình kinh tế và 40 mô hình văn hóa."'
        f" | {command} check -",
        f"{command} diff --db {database}",
    ):
        console.print(f"  {line}", markup=False, highlight=False, soft_wrap=True)


def _command() -> str:
    """Return what starts this program from the working folder."""
    if shutil.which("solieu"):
        return "solieu"
    program = Path(sys.argv[0])
    if program.suffix == ".py":  # started as `python -m solieu`
        return f"{shlex.quote(_relative(Path(sys.executable)))} -m solieu"
    return shlex.quote(_relative(program))


def _relative(program: Path) -> str:
    try:
        return str(program.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(program)
