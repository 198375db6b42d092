"""Exports: opened by other programs, byte for byte the texts, described and validated."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from dataclasses import replace

import pandas as pd
import pyarrow.parquet as pq
import pytest
from dataset_records import (
    DAY,
    SENTENCES,
    MadeCheck,
    begin_run,
    make_article,
    make_extraction,
    new_dataset,
    put,
)  # fmt: skip
from frictionless import Package

from pipeline import store
from pipeline.changes import diff
from pipeline.columns import TABLES
from pipeline.errors import StoreError, UsageError
from pipeline.export import export_dataset

NASTY = (
    '=HYPERLINK("http://x","bấm vào đây") có 11 mục.',
    "+84 hoặc -1 hoặc @SUM(A1:A9) có 12 mục.",
    'Dấu "ngoặc kép", dấu phẩy; \ttab và \u00a0 có 13 mục.',
    "Ký tự \U0001f33e và đ + ộ dựng sẵn có 14 mục.",
    "null có 15 mục.",
)


@pytest.fixture
def dataset(tmp_path):
    engine, run_id = new_dataset(tmp_path)
    first = make_article(1, title="=1+1", text="\n".join(NASTY), author="NA")
    figures = make_extraction(first, unit="nan", place="None")
    check = MadeCheck(
        "c1", store.make_article_id(first), figures=((figures.figures[0].figure_id, "total"),)
    )
    put(engine, run_id, first, figures, [check])
    put(engine, run_id, make_article(2))
    store.finish_run(engine, run_id, status="done", exit_code=0)
    return engine, run_id


def read_csv(path):
    return pd.read_csv(path, keep_default_na=False, na_values=[""], dtype={"exact": str})


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_texts_come_out_exactly_as_found(dataset, tmp_path, form):
    engine, _ = dataset
    export_dataset(engine, tmp_path / "out", formats=(form,))
    read = read_csv if form == "csv" else pd.read_parquet
    articles = read(tmp_path / "out" / f"articles.{form}").set_index("article_id")
    figures = read(tmp_path / "out" / f"figures.{form}")
    assert "\n".join(NASTY) in set(articles["text"])
    assert set(articles["title"]) == {"=1+1", "Bài số 2"}
    for row in figures.itertuples():
        assert articles.loc[row.article_id, "text"][row.start : row.end] == row.exact
        assert row.sentence in (*NASTY, *SENTENCES)
    assert {"nan", "mô hình"} == set(figures["unit"])
    assert figures["value_high"].isna().all()
    assert set(figures["place"].dropna()) == {"None", "Đăk Glei", "Kon Rẫy"}


@pytest.mark.parametrize("formats", [("csv",), ("parquet",), ("csv", "parquet")])
def test_package_is_valid(dataset, tmp_path, formats):
    engine, _ = dataset
    export_dataset(engine, tmp_path / "out", formats=formats)
    report = Package(tmp_path / "out" / "datapackage.json").validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])
    assert len(report.tasks) == len(formats) * (len(TABLES) + 1)


def test_package_notices_a_changed_file(dataset, tmp_path):
    engine, _ = dataset
    export_dataset(engine, tmp_path / "out")
    path = tmp_path / "out" / "figures.csv"
    path.write_text(path.read_text().replace("models_registered", "models_recognized", 1))
    assert not Package(tmp_path / "out" / "datapackage.json").validate().valid


def test_package_describes_types_units_keys_and_sources(dataset, tmp_path):
    engine, _ = dataset
    export_dataset(engine, tmp_path / "out")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text())
    assert package["$schema"].endswith("/profiles/2.0/datapackage.json")
    assert package["version"] == "1.1.0"
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["sources"] == [{"title": "mau", "path": "https://mau.example/"}]
    tables = {item["name"]: item for item in package["resources"]}
    figures = tables["figures"]["schema"]
    fields = {field["name"]: field for field in figures["fields"]}
    assert list(fields) == list(TABLES["figures"].names)
    assert fields["value"]["sdmxConcept"] == "OBS_VALUE"
    assert fields["start"]["unit"] == "code points"
    assert fields["modifier"]["constraints"]["enum"][0] == "exact"
    assert fields["confidence"]["constraints"]["maximum"] == 1
    assert figures["primaryKey"] == ["figure_id"]
    assert {key["reference"]["resource"] for key in figures["foreignKeys"]} == {
        "articles", "", "runs",
    }  # fmt: skip
    readme = (tmp_path / "out" / "README.md").read_text()
    for table in TABLES.values():
        assert f"`{table.name}.csv`" in readme
        assert all(f"| `{name}` |" in readme for name in table.names)


def test_same_dataset_gives_the_same_bytes(dataset, tmp_path):
    engine, _ = dataset
    formats = ("csv", "parquet", "xlsx")
    first = export_dataset(engine, tmp_path / "one", formats=formats)
    second = export_dataset(engine, tmp_path / "two", formats=formats)
    for one, two in zip(first.files, second.files, strict=True):
        assert one.read_bytes() == two.read_bytes(), one.name


def test_parquet_is_typed_compressed_and_explains_itself(dataset, tmp_path):
    engine, _ = dataset
    export_dataset(engine, tmp_path / "out", formats=("parquet",))
    file = pq.ParquetFile(tmp_path / "out" / "figures.parquet")
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"
    schema = file.schema_arrow
    assert str(schema.field("period_start").type) == "date32[day]"
    assert schema.field("exact").metadata[b"description"].startswith(b"The mention's exact")
    runs = pd.read_parquet(tmp_path / "out" / "runs.parquet")
    assert runs["exit_code"].dtype == "Int64"


def test_workbook_computes_nothing(dataset, tmp_path):
    engine, _ = dataset
    export_dataset(engine, tmp_path / "out", formats=("xlsx",))
    for path in (tmp_path / "out").glob("*.xlsx"):
        with zipfile.ZipFile(path) as book:
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
            assert "<f>" not in sheet
            assert not any(
                "hyperlink" in name or "externalLink" in name for name in book.namelist()
            )
            if path.stem == "articles":
                assert ">=1+1<" in sheet
                assert '=HYPERLINK("http://x"' in sheet.replace("&quot;", '"')


def test_workbook_cuts_what_a_cell_cannot_hold_and_says_so(tmp_path):
    engine, run_id = new_dataset(tmp_path)
    put(engine, run_id, make_article(text="\n".join(SENTENCES * 400)), make_extraction_none())
    export_dataset(engine, tmp_path / "out", formats=("xlsx",))
    with zipfile.ZipFile(tmp_path / "out" / "articles.xlsx") as book:
        assert "whole text is in the CSV" in book.read("xl/worksheets/sheet1.xml").decode()


def make_extraction_none():
    return replace(make_extraction(make_article()), figures=[], non_figures=[])


def test_changes_since_a_run(dataset, tmp_path):
    engine, first = dataset
    gone = make_article(2, text=SENTENCES[0])
    second = begin_run(engine)
    put(engine, second, gone)
    put(engine, second, make_article(3))
    found = export_dataset(engine, tmp_path / "out", changed_since=first)
    assert found.rows["articles"] == 2
    assert found.rows["article_versions"] == 0
    assert found.rows["withdrawn_figures"] == 2
    assert found.rows["figures"] == 3
    assert found.rows["checks"] == 0
    assert Package(tmp_path / "out" / "datapackage.json").validate().valid
    assert export_dataset(engine, tmp_path / "none", changed_since=second).rows["figures"] == 0
    assert "since run" in (tmp_path / "out" / "README.md").read_text()


def test_diff_tells_new_changed_and_withdrawn(dataset):
    engine, first = dataset
    article = make_article(2)
    better = make_extraction(article)
    better.figures[0] = replace(better.figures[0], value=83.0)
    better.figures[1] = replace(better.figures[1], why="another rule")
    del better.figures[2]
    second = begin_run(engine)
    alarm = MadeCheck("c2", store.make_article_id(article))
    put(engine, second, article, better, [alarm])
    put(engine, second, make_article(3))
    for found in (diff(engine), diff(engine, since=first)):
        assert (found.since, found.until) == (first, second)
        assert [found.count(kind) for kind in ("new", "changed", "withdrawn")] == [3, 1, 1]
        (changed,) = [change for change in found.figures if change.kind == "changed"]
        assert (changed.before["value"], changed.after["value"]) == (82.0, 83.0)
        assert changed.columns == ("value",)
        assert [change.after["check_id"] for change in found.alarms] == ["c2"]
    third = begin_run(engine)
    put(engine, third, article, make_extraction(article))
    later = diff(engine, since=first)
    assert [later.count(kind) for kind in ("new", "changed", "withdrawn")] == [3, 0, 0]
    assert [change.kind for change in later.checks] == []
    assert [change.kind for change in diff(engine).checks] == ["withdrawn"]
    assert diff(engine, since=third).figures == ()


def test_diff_of_the_first_run_is_everything(dataset):
    engine, first = dataset
    found = diff(engine)
    assert (found.since, found.until) == (None, first)
    assert found.count("new") == 8


def test_bad_requests_and_bad_folders_get_one_line(dataset, tmp_path):
    engine, run_id = dataset
    with pytest.raises(UsageError, match="csv, parquet, xlsx"):
        export_dataset(engine, tmp_path / "out", formats=("xls",))
    with pytest.raises(UsageError, match=f"no run 'x' in this dataset: the last one is {run_id}"):
        export_dataset(engine, tmp_path / "out", changed_since="x")
    with pytest.raises(UsageError, match="no run 'x'"):
        diff(engine, since="x")
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        export_dataset(engine, tmp_path / "file")
    assert not (tmp_path / "out").exists()


def test_invalid_rows_stop_the_export_and_leave_the_last_one(dataset, tmp_path):
    engine, _ = dataset
    export_dataset(engine, tmp_path / "out")
    before = (tmp_path / "out" / "figures.csv").read_bytes()
    raw = sqlite3.connect(tmp_path / "solieu.db")
    with raw:
        raw.execute("UPDATE figures SET confidence = 7 WHERE exact = '82'")
    raw.close()
    with pytest.raises(StoreError, match="1 values of figures are not valid: confidence of row"):
        export_dataset(engine, tmp_path / "out")
    assert (tmp_path / "out" / "figures.csv").read_bytes() == before
    assert not list((tmp_path / "out").glob(".*"))


def test_an_empty_dataset_exports_empty_tables(tmp_path):
    engine, _ = new_dataset(tmp_path)
    found = export_dataset(engine, tmp_path / "out", formats=("csv", "parquet", "xlsx"))
    assert found.rows["figures"] == 0
    assert (tmp_path / "out" / "figures.csv").read_text().startswith("figure_id,article_id,")
    assert DAY.tzinfo is not None
