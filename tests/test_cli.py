import csv
import io
import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from dataset_records import MadeCheck, make_article, make_extraction, new_dataset, put
from small_site import running

from extractors.records import FIGURE_COLUMNS
from pipeline import cli
from pipeline.store import finish_run, make_article_id

TEXT = "Quý II/2024, huyện Kon Rẫy có 12 mô hình “Dân vận khéo”, thu hút hơn 8.000 lượt người."
WRONG = "Xã có 74 mô hình (36 mô hình kinh tế; 25 mô hình văn hóa; 15 mô hình an ninh)."


class Result:
    """How one command ended and what it printed."""

    def __init__(self, code: object, out: bytes, err: bytes) -> None:
        self.code, self.raw, self.err = code, out, err.decode()

    @property
    def out(self) -> str:
        return self.raw.decode()


Solieu = Callable[..., Result]


@pytest.fixture
def solieu(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> Solieu:
    """Run a command in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("SOLIEU_DB", raising=False)

    def run(*arguments: object, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "argv", ["solieu", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        sys.stdout.flush()
        return Result(ended.value.code, *capfdbinary.readouterr())

    return run


@pytest.fixture(autouse=True)
def logs_as_before() -> Iterator[None]:
    """What the command line sets up for its own process must not last into other tests."""
    loggers = [logging.getLogger(name) for name in (None, "solieu", "scrapers", "pipeline")]
    before = [(logger.handlers, logger.propagate) for logger in loggers]
    yield
    for logger, (handlers, propagate) in zip(loggers, before, strict=True):
        logger.handlers, logger.propagate = handlers, propagate


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, "utf-8")
    return path


def one_line(text: str) -> bool:
    return text.count("\n") == 1 and text.endswith("\n") and text.startswith("solieu: ")


def test_extract_prints_a_table(solieu: Solieu, article: Path) -> None:
    result = solieu("extract", article, "--published", "2024-07-03", "--province", "kon tum")
    assert (result.code, result.err) == (0, "")
    assert "2 figures" in result.out
    assert "2024-07-03 · Kon Tum" in result.out
    assert "‹hơn 8.000 lượt người›" in result.out
    rows = [line for line in result.out.splitlines() if "2024-Q2" in line and "‹" not in line]
    assert [line.split()[0] for line in rows] == ["12", "more"]
    assert all(len(line) <= 100 for line in result.out.splitlines())


def test_the_signs_of_a_table_are_told_below_it(solieu: Solieu) -> None:
    text = "Đến 30/9/2024 xã có 9 tổ, trong đó có 5 tổ nữ."
    shown = solieu("extract", "-", "--province", "Kon Tum", stdin=text.encode()).out
    told = shown.rstrip().splitlines()[-1]
    assert all(sign in told for sign in ("part of another", "(place)", "up to that day"))
    plain = solieu("extract", "-", stdin="Xã Đăk Rve có 9 tổ.".encode()).out
    assert "‹9 tổ›" in plain.rstrip().splitlines()[-1]


def test_a_narrow_terminal_cuts_no_number_and_no_period(
    solieu: Solieu, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    text = "Từ ngày 2/1/2024 đến ngày 30/9/2024, thị trấn Đăk Rve thu 1.234.567 đồng; có 8 tổ."
    result = solieu("extract", "-", stdin=text.encode())
    heading, *rows = [line for line in result.out.splitlines()[2:] if "‹" not in line and line]
    assert heading.split() == ["modifier", "number", "unit", "indicator", "place", "period"]
    assert "1,234,567" in rows[0]
    assert all(row.endswith("2024-01-02/2024-09-30") for row in rows)


def test_a_pipe_is_wide(solieu: Solieu, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS")
    text = "Năm 2024, thành phố Phan Rang - Tháp Chàm có 23/21 đơn vị sự nghiệp công lập đạt chuẩn."
    row = solieu("extract", "-", stdin=text.encode()).out.splitlines()[3]
    assert "Phan Rang - Tháp Chàm" in row
    assert "…" not in row


def test_a_text_without_its_day_is_told(solieu: Solieu, tmp_path: Path) -> None:
    texts = ["Năm nay, xã có 5 hộ.", "Năm 2023, xã có 5 hộ.", "Đến nay có 3 hộ.", "Năm nay vui."]
    rows = [{"id": str(number), "text": text} for number, text in enumerate(texts)]
    table = tmp_path / "articles.jsonl"
    table.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    told = solieu("extract", str(table), "--format", "jsonl").err
    assert "0: no day of publication is known, so “Năm nay” gets no dates" in told
    assert "1 more articles have times that only a day" in told
    assert not solieu("extract", str(table), "--published", "2024-07-03").err


def test_garbled_text_is_told_with_its_repair(solieu: Solieu, tmp_path: Path) -> None:
    garbled = TEXT.encode().decode("latin-1")
    rows = [{"id": str(number), "text": garbled} for number in range(3)]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    result = solieu("extract", "a.jsonl", "--format", "csv")
    first, more = result.err.splitlines()
    assert "UTF-8 read as Latin-1" in first
    assert first.endswith("iconv -f UTF-8 -t ISO-8859-1")
    assert more.startswith("solieu: 2 more articles")
    assert (result.code, solieu("extract", "-", stdin=TEXT.encode()).err) == (0, "")


def test_extract_explains(solieu: Solieu) -> None:
    text = "Theo Kế hoạch số 133-KH/TU, huyện Kon Rẫy có 12 mô hình."
    result = solieu("extract", "-", "--explain", stdin=text.encode())
    assert result.code == 0
    assert "document" in result.out
    assert "unit:mô hình" in result.out


def test_extract_says_what_an_empty_result_rests_on(solieu: Solieu) -> None:
    result = solieu("extract", "-", stdin="Sáng 11/9, hội nghị được tổ chức.".encode())
    assert result.code == 0
    assert "no figures; other numbers: 1 date" in result.out


def test_extract_jsonl_has_every_column(solieu: Solieu, article: Path) -> None:
    result = solieu("extract", article, "--format", "jsonl", "--explain")
    rows = [json.loads(line) for line in result.out.splitlines()]
    figures = [row for row in rows if "reason" not in row]
    assert [row["value"] for row in figures] == [12, 8000]
    assert all(tuple(row) == FIGURE_COLUMNS for row in figures)
    assert all(TEXT[row["start"] : row["end"]] == row["exact"] for row in rows)
    assert {row["reason"] for row in rows if "reason" in row} == {"date"}


def test_extract_csv(solieu: Solieu, article: Path) -> None:
    result = solieu("extract", article, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.out)))
    assert tuple(rows[0]) == FIGURE_COLUMNS
    assert [row["exact"] for row in rows] == ["12 mô hình", "hơn 8.000 lượt người"]


@pytest.mark.parametrize("text", [TEXT, "Không có gì."])
def test_extract_parquet(solieu: Solieu, text: str) -> None:
    result = solieu("extract", "-", "--format", "parquet", stdin=text.encode())
    table = pq.read_table(io.BytesIO(result.raw))
    assert tuple(table.column_names) == FIGURE_COLUMNS
    assert str(table.schema.field("period_start").type) == "date32[day]"
    assert table.num_rows == (2 if text == TEXT else 0)


def test_a_table_of_articles_keeps_its_ids(solieu: Solieu, tmp_path: Path) -> None:
    pd.DataFrame({"id": [7, 8], "text": [TEXT, TEXT]}).to_csv(tmp_path / "a.csv", index=False)
    result = solieu("extract", "a.csv", "--format", "jsonl")
    assert [json.loads(line)["article_id"] for line in result.out.splitlines()] == list("7788")


def test_hostile_text_reaches_the_terminal_as_text(solieu: Solieu) -> None:
    text = "[red]Xã[/red] \x1b[31mcó\x1b]0;x\x07 12 mô hình\u202e [link=http://x]ở[/link] xã\x9b."
    for command in ("extract", "check"):
        result = solieu(command, "-", stdin=text.encode())
        assert result.code == 0
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(result.out)
        assert "[red]Xã[/red] ·[31mcó" in result.out


def test_the_others_of_a_batch_are_done(solieu: Solieu, article: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    result = solieu("extract", "empty.txt", article, "none.txt", "--format", "jsonl")
    assert result.code == 1
    assert len(result.out.splitlines()) == 2
    first, second = result.err.splitlines()
    assert first == "solieu: empty.txt: empty"
    assert second.startswith("solieu: none.txt: cannot be read")


def test_missing_column_is_bad_usage(solieu: Solieu, article: Path, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": 1, "body": "x"}\n')
    result = solieu("extract", "a.jsonl")
    assert result.code == 2
    assert one_line(result.err)
    assert solieu("extract", "a.jsonl", article).code == 1


BAD_USAGE = {
    "unknown command": (["extrct"], "did you mean extract?"),
    "unknown option": (["extract", "-", "--formt", "csv"], "--format"),
    "unknown format": (
        ["extract", "-", "--format", "xml"],
        "--format must be one of table, jsonl, csv, parquet, not xml (see solieu extract --help)",
    ),
    "no folder of sources": (["run", "--sources", "nowhere"], "nowhere is not a folder"),
    "no input": (["extract"], "INPUT"),
    "unknown province": (["extract", "-", "--province", "Kon Tumm"], "did you mean Kon Tum?"),
    "no date": (["extract", "-", "--published", "3/7/2024"], "2024-07-03"),
    "explain in csv": (["extract", "-", "--format", "csv", "--explain"], "--explain"),
    "unknown source": (["run", "--source", "nowhere"], "baokontum"),
    "no number": (["corpus", "a", "b", "--workers", "x"], "--workers"),
    "no catalogue": (["extract", "-", "--catalogue", "nowhere"], "nowhere"),
}


@pytest.mark.parametrize(("arguments", "told"), BAD_USAGE.values(), ids=BAD_USAGE)
def test_bad_usage_is_one_line_and_code_2(solieu: Solieu, arguments: list[str], told: str) -> None:
    result = solieu(*arguments, stdin=TEXT.encode())
    assert (result.code, result.out) == (2, "")
    assert one_line(result.err), result.err
    assert told in result.err


FAILED = {
    "no dataset": ["diff", "--db", "none.db"],
    "no dataset to export": ["export", "out", "--db", "none.db"],
    "no dataset to compare with": ["check", "-", "--db", "none.db"],
    "no gold": ["evaluate", "."],
    "no corpus": ["corpus", "none.jsonl", "out"],
    "a folder": ["extract", "."],
}


@pytest.mark.parametrize("arguments", FAILED.values(), ids=FAILED)
def test_failures_are_one_line_and_code_1(solieu: Solieu, arguments: list[str]) -> None:
    result = solieu(*arguments, stdin=TEXT.encode())
    assert result.code == 1
    assert one_line(result.err), result.err


def test_json_logs(solieu: Solieu) -> None:
    result = solieu("extract", "none.txt", "--json-logs")
    entry = json.loads(result.err)
    assert (entry["level"], result.code) == ("error", 1)
    assert entry["message"].startswith("none.txt: cannot be read")
    assert json.loads(solieu("--json-logs", "extract", "none.txt").err)["level"] == "error"


def test_options_stand_before_or_after_the_command(solieu: Solieu) -> None:
    for arguments in (["--db", "none.db", "diff"], ["diff", "--db", "none.db"]):
        assert "none.db" in solieu(*arguments).err


def test_every_command_has_help_with_an_example(solieu: Solieu) -> None:
    names = ["extract", "check", "evaluate", "run", "export", "diff", "demo", "corpus", "sources"]
    assert all(name in solieu().out for name in names)
    for name in names:
        result = solieu(name, "--help")
        assert result.code == 0
        assert f"Example: {'echo' if name == 'extract' else 'solieu ' + name}" in result.out


def test_check_shows_the_evidence(solieu: Solieu) -> None:
    result = solieu("check", "-", stdin=WRONG.encode())
    assert result.code == 0
    assert "36 + 25 + 15 = 76 mô hình; the total printed is 74 mô hình." in result.out
    assert "‹74 mô hình›" in result.out.partition("ALARM")[2]


def test_check_as_json_lines(solieu: Solieu) -> None:
    quiet = solieu("check", "-", stdin="Xã có 12 hộ.".encode())
    assert "no alarm: the text prints nothing that can be recalculated" in quiet.out
    result = solieu("check", "-", "--format", "jsonl", stdin=WRONG.encode())
    (check,) = [json.loads(line) for line in result.out.splitlines()]
    assert (check["article_id"], check["rule"], check["outcome"]) == ("-", "sum", "alarm")
    assert (check["observed"], check["expected"]) == ("36 + 25 + 15 = 76", "74")
    total, *parts = check["figures"]
    assert (WRONG[total["number_start"] :][:2], total["role"]) == ("74", "total")
    assert [WRONG[part["number_start"] :][:2] for part in parts] == ["36", "25", "15"]


def test_check_compares_the_articles_of_a_table(solieu: Solieu, tmp_path: Path) -> None:
    told = "Năm 2023, huyện Kon Rẫy xây dựng {} mô hình “Dân vận khéo”."
    rows = [
        {"id": "a", "text": told.format(45), "published": "2024-01-10"},
        {"id": "b", "text": told.format(54), "published": "2024-02-03"},
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    result = solieu("check", "a.jsonl", "--format", "jsonl")
    (check,) = [json.loads(line) for line in result.out.splitlines()]
    assert (check["rule"], check["outcome"], check["article_id"]) == ("conflict", "alarm", "b")
    assert [figure.get("article_id", "b") for figure in check["figures"]] == ["a", "b"]


def test_check_page_is_self_contained_and_escaped(solieu: Solieu, tmp_path: Path) -> None:
    text = f"<script>alert(1)</script> {WRONG}"
    result = solieu("check", "-", "--html", "page.html", stdin=text.encode())
    assert result.code == 0
    page = (tmp_path / "page.html").read_text("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "src=" not in page
    assert "href=" not in page
    assert "Các phần cộng lại được 36 + 25 + 15 = 76 mô hình" in page
    assert "The parts give 36 + 25 + 15 = 76 mô hình" in page


def test_check_page_shows_controls_and_turned_text_as_dots(solieu: Solieu, tmp_path: Path) -> None:
    text = f"Xã \x1b[31mcó\x1b]0;x\x07 \u202e21 hộ\u202c, 👨\u200d🌾, một\u00a0hai. {WRONG}"
    result = solieu("check", "-", "--html", "page.html", stdin=text.encode())
    assert result.code == 0
    page = (tmp_path / "page.html").read_text("utf-8")
    assert not {"\x1b", "\x07", "\u202e", "\u202c"} & set(page)
    assert "Xã ·[" in page
    assert "👨\u200d🌾, một\u00a0hai" in page


def test_csv_holds_text_exactly_as_found_and_help_says_so(solieu: Solieu) -> None:
    text = '=HYPERLINK("http://x.vn") Xã có 12 hộ.'
    result = solieu("extract", "-", "--format", "csv", stdin=text.encode())
    (row,) = csv.DictReader(io.StringIO(result.out))
    assert row["sentence"] == text
    told = " ".join(solieu("extract", "--help").out.split())
    assert "CSV holds text exactly as found" in told
    assert "export --format xlsx" in told


def test_check_page_is_vietnamese(solieu: Solieu, tmp_path: Path) -> None:
    text = (
        "Vốn là 92,5 tỷ đồng, gồm ngân sách 52 tỷ đồng và nhân dân góp 30 tỷ đồng, trong hơn"
        " 36 tháng."
    )
    result = solieu("check", "-", "--html", "page.html", stdin=text.encode())
    assert result.code == 0
    page = (tmp_path / "page.html").read_text("utf-8")
    assert "= 82.000.000.000 đồng; tổng số nêu trong bài là 92.500.000.000 đồng." in page
    assert "= 82,000,000,000 VND; the total printed is 92,500,000,000 VND." in page
    for word in ("hơn", "tháng", "tổng số, phần"):
        assert f'<span class="vi">{word}</span>' in page


def test_evaluate(solieu: Solieu, tmp_path: Path) -> None:
    figure = {
        "surface": "12 mô hình", "start": TEXT.index("12"), "value": 13, "unit": "mô hình",
        "indicator": "models_built", "place": "Kon Rẫy", "period": ["2024-04-01", "2024-06-30"],
    }  # fmt: skip
    gold = {"id": "a", "published": "2024-07-03", "text": TEXT, "figures": [figure]}
    (tmp_path / "gold.json").write_text(json.dumps(gold))
    (tmp_path / "floor.toml").write_text("found_recall = 0.9\nvalue = 0.5\n")
    result = solieu("evaluate", "gold.json", "--errors", "--json", "out.json")
    assert result.code == 0
    assert "12 mô hình" in result.out
    summary = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert summary["metrics"]["value"] == 0
    result = solieu("evaluate", "gold.json", "--floor", "floor.toml")
    assert result.code == 1
    assert result.err == "solieu: value is 0.0000, its floor is 0.5000\n"


def test_evaluate_says_what_it_puts_together(solieu: Solieu, tmp_path: Path) -> None:
    for part in ("written", "kept"):
        gold = {"id": part, "text": "Có 12 mô hình.", "figures": []}
        (tmp_path / "gold" / part).mkdir(parents=True)
        (tmp_path / "gold" / part / "a.json").write_text(json.dumps(gold))
    told = "solieu: gold/kept/, gold/written/ are scored together; name one of them to score it"
    assert solieu("evaluate", "gold").err == f"{told} alone\n"
    assert solieu("evaluate", "gold/kept").err == ""
    assert solieu("evaluate", "gold/kept/a.json").err == ""


def test_diff_writes_shares_and_numbers_as_the_tables_do(solieu: Solieu, tmp_path: Path) -> None:
    engine, run_id = new_dataset(tmp_path)
    article = make_article()
    shared = make_extraction(article, value=23.0, total=21.0, unit="xã")
    alarm = MadeCheck("c", make_article_id(article), message="It is 52\u00a0000\u00a0000.5 VND.")
    put(engine, run_id, article, shared, [alarm])
    finish_run(engine, run_id, status="done", exit_code=0)
    engine.dispose()
    result = solieu("diff", "--db", "solieu.db")
    assert result.code == 0
    assert result.out.count("+ 23/21 xã · models_registered") == len(shared.figures)
    assert "It is 52,000,000.5 VND." in result.out


def test_sources_are_listed(solieu: Solieu) -> None:
    result = solieu("sources")
    assert result.code == 0
    assert "baokontum" in result.out


def test_corpus(solieu: Solieu, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}) + "\n{\n")
    result = solieu("corpus", "a.jsonl", "out", "--workers", 1)
    assert result.code == 1
    refused, undated = result.err.splitlines()
    assert refused == "solieu: a.jsonl:2: not a JSON object in UTF-8"
    assert undated.startswith("solieu: 1 article of 1 without a day of publication")
    assert "1 article, 2 figures" in result.out
    assert pq.read_table(tmp_path / "out" / "figures.parquet").num_rows == 2


def test_a_reader_that_goes_away_ends_quietly(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"id": f"a{n}", "text": TEXT}) + "\n" for n in range(500)))
    command = f"{sys.executable} -m solieu extract {path} --format jsonl | head -n 1"
    ended = subprocess.run(command, shell=True, capture_output=True, check=True)
    assert ended.stderr == b""
    assert json.loads(ended.stdout)["article_id"] == "a0"


def test_a_run_counts_its_alarms_and_says_what_they_are_on_standard_error(
    solieu: Solieu, tmp_path: Path
) -> None:
    (tmp_path / "sources").mkdir()
    with running(1) as site:
        site.listed = False
        (tmp_path / "sources" / "xa.toml").write_text(
            f'title = "Xã"\nbase_url = "{site.base}"\nprovince = "Kon Tum"\nlocal = true\n'
            'pace = 0.0\nstart = ["/"]\nknown_from = "a test"\n[floor]\narticles_a_week = 1\n'
        )
        result = solieu("run", "--sources", "sources")
        checked = solieu("sources", "--sources", "sources", "check", "xa")
    assert (result.code, result.err.count("no address of an article")) == (3, 1)
    assert "xa: 1 alarm, see the messages" in result.out
    assert "no address of an article" not in result.out
    assert (checked.code, "xa gave no article to try" in checked.out) == (1, True)
    assert solieu("sources", "--sources", "sources").out.splitlines()[-1].startswith("1 source;")
