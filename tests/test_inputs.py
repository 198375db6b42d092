import io
import json
import re
import sys
import threading
import unicodedata
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pandas as pd
import pytest

from pipeline.errors import InputError, SolieuError, UsageError
from pipeline.inputs import MAX_BYTES, Document, parse_day, read_inputs
from pipeline.provinces import resolve_province

TEXT = "Huyện Đăk Tô có 12 mô hình “Dân vận khéo”, thu hút 340 hộ tham gia xây dựng nông thôn mới."
PAGE = f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">
<title>Đăk Tô nhân rộng mô hình</title>
<meta property="article:published_time" content="2024-07-03T08:00:00+07:00"></head>
<body><article><h1>Đăk Tô nhân rộng mô hình</h1>
<p>{TEXT}</p><p>{"Phong trào được nhân dân hưởng ứng. " * 12}</p></article></body></html>"""


def read(*names: object, **context: object) -> list[Document | SolieuError]:
    return list(read_inputs([str(name) for name in names], **context))  # type: ignore[arg-type]


def read_one(name: object, **context: object) -> Document:
    (document,) = read(name, **context)
    assert isinstance(document, Document), document
    return document


def error_of(name: object) -> SolieuError:
    (error,) = read(name)
    assert isinstance(error, SolieuError), error
    assert "\n" not in str(error)
    return error


def test_text_is_taken_as_it_is_in_nfc(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(unicodedata.normalize("NFD", "  \r\n" + TEXT).encode())
    document = read_one(path, published=date(2024, 7, 3), province="Kon Tum")
    assert document == Document(
        str(path), "  \r\n" + TEXT, published=date(2024, 7, 3), province="Kon Tum"
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_are_honoured(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert read_one(path).text == TEXT


@pytest.mark.parametrize("name", ["a.html", "a.txt"])
def test_page_by_suffix_or_by_sight(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(PAGE, "utf-8")
    document = read_one(path)
    assert TEXT in document.text
    assert document.title == "Đăk Tô nhân rộng mô hình"
    assert document.published == date(2024, 7, 3)
    assert read_one(path, published=date(2020, 1, 1)).published == date(2020, 1, 1)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert read_one("-") == Document("-", TEXT)


BAD_BYTES = {
    "empty": (b"", "empty$"),
    "blank": (b" \n\t ", "empty$"),
    "pdf": (b"%PDF-1.7\n\xe2\xe3", "a PDF"),
    "zip": (b"PK\x03\x04\x14\x00", "docx"),
    "png": (b"\x89PNG\r\n\x1a\n\x00", "image"),
    "nul": (b"abc\x00def", "binary"),
    "noise": (bytes(range(256)) * 40, "binary"),
    "cp1258": ("Huyện có 12 mô hình".encode("cp1258", "replace") + b"\xd5\xe9", "not UTF-8"),
    "bare utf-16": (b"\xff\xfe" + b"a", "binary|not UTF-8"),
    "huge": (b"a" * (MAX_BYTES + 1), "larger than 10 MB"),
    "page without text": (b"<!doctype html><html><body></body></html>", "text"),
}


@pytest.mark.parametrize(("content", "told"), BAD_BYTES.values(), ids=BAD_BYTES)
def test_bad_bytes_are_told_and_the_others_done(tmp_path: Path, content: bytes, told: str) -> None:
    bad, good = tmp_path / "bad.txt", tmp_path / "good.txt"
    bad.write_bytes(content)
    good.write_text(TEXT, "utf-8")
    error, document = read(bad, good)
    assert isinstance(error, InputError)
    assert str(bad) in str(error)
    assert re.search(told, str(error))
    assert isinstance(document, Document)


def test_names_that_lead_nowhere(tmp_path: Path) -> None:
    assert "a directory" in str(error_of(tmp_path))
    assert "No such file" in str(error_of(tmp_path / "none.txt"))
    assert "No such file" in str(error_of(tmp_path / "none.jsonl"))
    assert "a directory" in str(error_of(_folder(tmp_path / "folder.csv")))
    assert "only http" in str(error_of("ftp://example.com/a"))
    assert "not a file name" in str(error_of("a\0b"))


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


ROWS: list[dict[str, object]] = [
    {"id": "a", "text": TEXT, "title": "T", "url": "http://x/a", "published": "2024-07-03",
     "province": "kon tum"},
    {"id": "b", "text": TEXT, "title": None, "url": None, "published": None, "province": None},
]  # fmt: skip


def write_table(path: Path, rows: list[dict[str, object]]) -> Path:
    frame = pd.DataFrame(rows)
    if path.suffix == ".parquet":
        frame.to_parquet(path)
    elif path.suffix == ".csv":
        frame.to_csv(path, index=False)
    else:
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_tables_keep_what_their_rows_say(tmp_path: Path, suffix: str) -> None:
    path = write_table(tmp_path / f"articles{suffix}", ROWS)
    first, second = read(path, published=date(2020, 1, 1), province="Hà Giang")
    assert first == Document("a", TEXT, "T", "http://x/a", date(2024, 7, 3), "Kon Tum")
    assert second == Document("b", TEXT, None, None, date(2020, 1, 1), "Hà Giang")


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_a_bad_row_does_not_take_the_others(tmp_path: Path, suffix: str) -> None:
    rows: list[dict[str, object]] = [
        ROWS[0],
        ROWS[0] | {"text": "  "},
        ROWS[0] | {"published": "hôm qua"},
    ]
    rows += [ROWS[0] | {"province": "Paris"}, ROWS[0] | {"id": "z"}]
    found = read(write_table(tmp_path / f"articles{suffix}", rows))
    kinds = [isinstance(item, Document) for item in found]
    assert kinds == [True, False, False, False, True]
    told = [str(item) for item in found if isinstance(item, SolieuError)]
    for line, words in zip(told, ["no text", "hôm qua", "Paris"], strict=True):
        assert f"articles{suffix}" in line
        assert words in line


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_missing_column_is_bad_usage_and_names_it(tmp_path: Path, suffix: str) -> None:
    path = write_table(tmp_path / f"articles{suffix}", [{"id": "a", "content": TEXT}])
    error = error_of(path)
    assert isinstance(error, UsageError)
    assert "no column text" in str(error)
    assert "content" in str(error)


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\xff\xfe" * 50])
def test_tables_that_are_none(tmp_path: Path, suffix: str, content: bytes) -> None:
    path = tmp_path / f"articles{suffix}"
    path.write_bytes(content)
    assert str(path) in str(error_of(path))


def test_broken_json_lines_are_told_by_number(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good, last = json.dumps(ROWS[0]), json.dumps(ROWS[1])
    path.write_text(f'{good}\n{{"id": \n[1]\n{{"id": 1, "text": "\\ud800"}}\n\n{last}\n')
    found = read(path)
    told = [str(item) for item in found if isinstance(item, SolieuError)]
    assert [line.split(": ")[0] for line in told] == [f"{path}:{n}" for n in (2, 3, 4)]
    assert len(found) == 5


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_an_id_given_twice_is_told_with_both_rows(tmp_path: Path, suffix: str) -> None:
    rows = [ROWS[0], ROWS[1], ROWS[0] | {"text": "Xã có 5 tổ."}]
    first, second, error = read(write_table(tmp_path / f"articles{suffix}", rows))
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert isinstance(error, InputError)
    where = f"{tmp_path / 'articles'}{suffix}"
    numbered = "{}:{}" if suffix == ".jsonl" else "{} row {}"
    assert str(error).startswith(f"{numbered.format(where, 3)}: left out, its id 'a'")
    assert numbered.format(where, 1) in str(error)


def test_tabs_part_the_cells_of_tsv(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("id\ttext\n7\tXã có 12 mô hình, 5 tổ.\n", "utf-8")
    assert read_one(path) == Document("7", "Xã có 12 mô hình, 5 tổ.")


@pytest.mark.parametrize("name", ["a.json", "a.txt"])
@pytest.mark.parametrize("content", ['[{"id": 1, "text": "a"}]', '\n{ "id": 1, "text": "a"}'])
def test_json_is_no_prose(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    assert ".jsonl" in str(error_of(tmp_path / name))


def test_a_page_that_scripts_draw_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body><div id=app></div><script>draw()</script></body></html>")
    assert "save the text from there" in str(error_of(path))


def test_semicolons_and_quoted_lines_in_csv(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id;text;published\r\n7;"dòng 1\ndòng ""2""";2024-07-03\r\n', "utf-8-sig")
    assert read_one(path) == Document("7", 'dòng 1\ndòng "2"', published=date(2024, 7, 3))


def test_days_are_vietnams() -> None:
    assert parse_day("2024-07-03") == date(2024, 7, 3)
    assert parse_day("2024-07-03T23:30:00") == date(2024, 7, 3)
    assert parse_day("2024-07-02T18:00:00+00:00") == date(2024, 7, 3)
    with pytest.raises(ValueError, match="isoformat"):
        parse_day("3/7/2024")


@pytest.fixture
def site() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/a.html"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(PAGE.encode() if found else b"")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_url(site: str) -> None:
    document = read_one(f"{site}/a.html")
    assert document.article_id == f"{site}/a.html"
    assert TEXT in document.text
    error = error_of(f"{site}/none.html")
    assert "404" in str(error)
    assert str(error).count(site) == 1


def test_unreachable_url() -> None:
    refused = str(error_of("http://127.0.0.1:9/x"))
    assert refused.startswith("http://127.0.0.1:9/x: the site did not answer: Connection refused")
    assert "robots" not in refused
    assert "private networks are not fetched" in str(error_of("http://10.0.0.1/x"))
    assert "http://[" in str(error_of("http://["))


PROVINCES = {
    "kon tum": "Kon Tum",
    "Tỉnh Kon Tum": "Kon Tum",
    "DAK LAK": "Đắk Lắk",
    "Đắc Lắc": "Đắk Lắk",
    "Bắc Cạn": "Bắc Kạn",
    "TP. HCM": "Hồ Chí Minh",
    "Thừa Thiên - Huế": "Huế",
    "Bà Rịa – Vũng Tàu": "Bà Rịa - Vũng Tàu",
}


@pytest.mark.parametrize(("written", "official"), PROVINCES.items())
def test_provinces_however_written(written: str, official: str) -> None:
    assert resolve_province(written) == official


@pytest.mark.parametrize("written", ["Paris", "", "Kon Tumm"])
def test_unknown_province(written: str) -> None:
    with pytest.raises(UsageError, match="unknown province"):
        resolve_province(written)
    if written == "Kon Tumm":
        with pytest.raises(UsageError, match="did you mean Kon Tum"):
            resolve_province(written)
