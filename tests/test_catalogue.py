"""The catalogue's tables: every indicator's example is read as it says; users extend and repair."""

import codecs
import csv
import subprocess
import sys
from pathlib import Path

import pytest

from extractors.catalogue import (
    Catalogue,
    CatalogueError,
    IndicatorRule,
    Label,
    Noun,
    catalogue_folder,
    indicator_labels,
    load_catalogue,
)
from extractors.extract import extract
from extractors.units import read_unit

RULES = load_catalogue().indicators
HEADER = (catalogue_folder() / "indicators.csv").read_text("utf-8").partition("\n")[0]
WELLS = (
    "wells_drilled,Giếng khoan,Wells drilled,count,giếng|giếng khoan,,khoan,,,,2,"
    "Nhân dân xã khoan [14] giếng."
)


def write_table(folder: Path, name: str, *rows: str) -> Path:
    """Write a table of a user's own under the shipped table's header; return its folder."""
    header = (catalogue_folder() / name).read_text("utf-8").partition("\n")[0]
    (folder / name).write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return folder


def indicators_of(text: str, catalogue: Catalogue | Path) -> list[str]:
    return [figure.indicator for figure in extract(text, catalogue=catalogue)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.line}-{rule.code}")
def test_each_row_reads_its_own_example(rule: IndicatorRule) -> None:
    before, opening, rest = rule.example.partition("[")
    marked, closing, after = rest.partition("]")
    assert (opening, closing) == ("[", "]"), f"line {rule.line}: put the number in [brackets]"
    found = {f.number_start: f.indicator for f in extract(before + marked + after)}
    assert found.get(len(before)) == rule.code, rule.example


def test_every_indicator_has_a_label_in_both_languages() -> None:
    labels = indicator_labels()
    assert set(labels) == {rule.code for rule in RULES}
    assert all(vietnamese and english for vietnamese, english in labels.values())


def test_forms_are_written_once() -> None:
    for name in ("units.csv", "modifiers.csv"):
        with (catalogue_folder() / name).open(encoding="utf-8", newline="") as file:
            forms = [tuple(row.values()) for row in csv.DictReader(file)]
        assert len(forms) == len(set(forms)), name


@pytest.mark.parametrize("name", ["indicators.csv", "nouns.csv", "labels.csv"])
def test_no_cell_says_a_word_twice(name: str) -> None:
    with (catalogue_folder() / name).open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), 2):
            for column, cell in row.items():
                words = cell.split("|")
                assert len(words) == len(set(words)), f"{name}:{line}: {column}"


@pytest.mark.parametrize("table", ["nouns", "units"])
def test_each_form_is_found_behind_a_number(table: str) -> None:
    catalogue = load_catalogue()
    for form in getattr(catalogue, table):
        found = read_unit(f" {form}", 0, len(form) + 1, catalogue)
        assert found is not None, form
        assert found.end == len(form) + 1, f"only a part of {form!r} is read"


def test_each_noun_of_an_indicator_is_a_unit() -> None:
    catalogue = load_catalogue()
    for rule in RULES:
        for noun in rule.nouns:
            if not noun.startswith("@"):
                found = read_unit(f" {noun}", 0, len(noun) + 1, catalogue)
                assert found is not None, f"line {rule.line}: {noun}"
                assert found.unit == noun, f"line {rule.line}"


def test_a_row_of_ones_own_adds_an_indicator(tmp_path: Path) -> None:
    text = "Nhân dân xã Kon Đào khoan 14 giếng."
    assert indicators_of(text, load_catalogue()) != ["wells_drilled"]
    folder = write_table(tmp_path, "indicators.csv", WELLS)
    assert indicators_of(text, folder) == ["wells_drilled"]
    assert indicator_labels(load_catalogue(folder))["wells_drilled"] == (
        "Giếng khoan",
        "Wells drilled",
    )


def test_a_row_of_ones_own_wins_a_tie(tmp_path: Path) -> None:
    text = "Toàn huyện đăng ký 64 mô hình."
    (shipped,) = [row for row in RULES if row.code == "models_registered"]
    row = (
        "pledges,Cam kết,Pledges,count,mô hình|@model,"
        f"{'|'.join(shipped.topics)},{'|'.join(shipped.verbs)},,,,{shipped.weight},Có [1] mô hình."
    )
    assert indicators_of(text, write_table(tmp_path, "indicators.csv", row)) == ["pledges"]


def test_a_code_with_a_minus_takes_an_indicator_out(tmp_path: Path) -> None:
    folder = write_table(tmp_path, "indicators.csv", "-models_registered" + "," * 11)
    assert indicators_of("Toàn huyện đăng ký 64 mô hình.", folder) == ["models_built"]


def test_an_indicator_can_be_replaced(tmp_path: Path) -> None:
    row = 'visitors,Khách,Guests,count,giếng,,,,,,3,"Có [3] giếng."'
    folder = write_table(tmp_path, "indicators.csv", "-visitors" + "," * 11, row)
    rules = [rule for rule in load_catalogue(folder).indicators if rule.code == "visitors"]
    assert [rule.label_en for rule in rules] == ["Guests"]
    assert indicators_of("Xã có 3 giếng.", folder) == ["visitors"]


def test_a_unit_can_be_added_replaced_and_taken_out(tmp_path: Path) -> None:
    text = "Kho chứa 12 giạ, 5 tạ."
    units = [(f.value, f.unit) for f in extract(text)]
    assert units[1] == (500.0, "kg")
    folder = write_table(tmp_path, "units.csv", "giạ,kg,mass,20", "tạ,tạ,mass,")
    assert [(f.value, f.unit) for f in extract(text, catalogue=folder)] == [
        (240.0, "kg"),
        (5.0, "tạ"),
    ]
    (tmp_path / "out").mkdir()
    without = write_table(tmp_path / "out", "units.csv", "-tạ,,,")
    assert "tạ" not in load_catalogue(without).units


def test_nouns_words_modifiers_and_labels_can_be_changed(tmp_path: Path) -> None:
    write_table(tmp_path, "nouns.csv", "household,,bếp|-hộ")
    write_table(tmp_path, "function_words.csv", "preposition,tự|-của")
    write_table(tmp_path, "modifiers.csv", "cỡ chừng,about", "-hơn,")
    write_table(tmp_path, "labels.csv", "name,yes,,chòm", "name,,,-quốc lộ|hẻm")
    own = load_catalogue(tmp_path)
    assert own.nouns["bếp"].noun_class == "household"
    assert "hộ" not in own.nouns
    assert own.function_words["tự"] == "preposition"
    assert "của" not in own.function_words
    assert own.modifiers["cỡ chừng"] == "about"
    assert "hơn" not in own.modifiers
    assert own.labels["chòm"] == Label("name", may_count=True, slashed=False)
    assert not own.labels["hẻm"].slashed, "a form of one's own takes the shipped one's place"
    assert "quốc lộ" not in own.labels
    assert "hộ" in load_catalogue().nouns, "the shipped catalogue is left as it is"


def test_a_form_is_known_by_either_placement_of_its_tones(tmp_path: Path) -> None:
    shipped = load_catalogue().nouns
    assert shipped["hoá đơn"] == shipped["hóa đơn"]
    assert "qúy" not in load_catalogue().units, "qu- has its tone on the vowel behind"
    own = load_catalogue(write_table(tmp_path, "nouns.csv", "document,,hoá đơn|-tòa"))
    assert own.nouns["hóa đơn"] == own.nouns["hoá đơn"] == Noun("document", "")
    assert "toà" not in own.nouns


FAULTS = {
    "unit_kind": ("units.csv", "giạ,kg,weight,20", "kind 'weight' is unknown; write one of"),
    "factor": ("units.csv", "giạ,kg,mass,hai mươi", "factor 'hai mươi' is no number"),
    "extend": ("nouns.csv", "household,many,bếp", "extend 'many' is unknown"),
    "modifier": ("modifiers.csv", "độ chừng,roughly", "modifier 'roughly' is unknown"),
    "no unit's form": (
        "units.csv",
        ",kg,mass,20",
        "the form is empty; write it, or delete the row",
    ),
    "nothing taken out": ("modifiers.csv", "-,", "the form is empty; write it, or delete the row"),
    "no form": ("modifiers.csv", ",about", "the form is empty; write it, or delete the row"),
    "class": (
        "indicators.csv",
        WELLS.replace("giếng|giếng khoan", "@wells"),
        "has the class 'wells'",
    ),
    "mark": ("indicators.csv", WELLS.replace("[14]", "14"), "mark the number"),
    "twice": ("function_words.csv", "verb,tự", "'tự' stands on line 2 already"),
    "label": ("labels.csv", "name,perhaps,,chòm", "may_count 'perhaps' is unknown"),
    "reason": ("labels.csv", "nickname,,,chòm", "reason 'nickname' is unknown"),
    "code": ("indicators.csv", WELLS.replace("wells_d", "Wells d"), "must be lower_case_words"),
    "kinds": ("indicators.csv", WELLS.replace(",count,", ",counts,"), "unit_kinds 'counts'"),
    "scope": ("indicators.csv", WELLS.replace(",,2,", ",near,2,"), "scope 'near' is unknown"),
    "weight": ("indicators.csv", WELLS.replace(",2,", ",two,"), "weight 'two' is no number"),
    "semicolons": ("indicators.csv", WELLS.replace("|", ";"), "in nouns with |, not with ;"),
    "example": ("indicators.csv", WELLS.rpartition(",")[0] + ",", "has no example sentence"),
    "cells": ("function_words.csv", "preposition,tự,quá", "not as many cells as the header"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_row_names_file_line_and_mend(name: str, tmp_path: Path) -> None:
    table, row, message = FAULTS[name]
    sound = {
        "units.csv": "vại,vại,volume,", "nouns.csv": "household,,bếp",
        "modifiers.csv": "cỡ chừng,about", "labels.csv": "name,,,chỏm",
        "indicators.csv": WELLS, "function_words.csv": "preposition,tự",
    }  # fmt: skip
    folder = write_table(tmp_path, table, sound[table], row)
    with pytest.raises(CatalogueError) as raised:
        load_catalogue(folder)
    assert str(raised.value).startswith(f"{folder / table}:3: ")
    assert message in str(raised.value)


@pytest.mark.parametrize(
    "table",
    ["units.csv", "nouns.csv", "function_words.csv", "modifiers.csv", "labels.csv",
     "indicators.csv"],
)  # fmt: skip
def test_a_table_without_its_columns_says_which(table: str, tmp_path: Path) -> None:
    (tmp_path / table).write_text("sai\nx\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=rf"{table}:1: no column .+ in the header"):
        load_catalogue(tmp_path)


ROW = "wells_d,Giếng,Wells,count,giếng,,khoan,,,,2,Xã khoan [14] giếng."
ENCODINGS = {
    "utf-16": (f"{HEADER}\n{ROW}\n".encode("utf-16"), " is in UTF-16: save it as UTF-8"),
    "utf-16 of the other order": (
        codecs.BOM_UTF16_BE + f"{HEADER}\n{ROW}\n".encode("utf-16-be"),
        " is in UTF-16: save it as UTF-8",
    ),
    "utf-16 without its mark": (f"{HEADER}\n".encode("utf-16-le"), ":1: holds NUL bytes"),
    "code page": (f"{HEADER}\n{ROW}\n".encode("cp1252", "replace"), ":2: not in UTF-8: save"),
    "semicolons": (
        f"{HEADER}\n{ROW}\n".replace(",", ";").encode(),
        ":1: the columns are separated by semicolons: save it with commas",
    ),
    "tabs": (f"{HEADER}\n".replace(",", "\t").encode(), ":1: the columns are separated by tabs"),
    "open quote": (f'{HEADER}\n"{"x" * 140_000}\n'.encode(), "is a quote there not closed?"),
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_a_table_saved_otherwise_is_told_with_what_to_do(name: str, tmp_path: Path) -> None:
    content, message = ENCODINGS[name]
    path = tmp_path / "indicators.csv"
    path.write_bytes(content)
    with pytest.raises(CatalogueError) as raised:
        load_catalogue(tmp_path)
    assert str(raised.value).startswith(str(path))
    assert message in str(raised.value)


def test_utf_8_with_its_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "indicators.csv").write_bytes(f"{HEADER}\r\n{ROW}\r\n".encode("utf-8-sig"))
    assert indicators_of("Xã khoan 14 giếng.", tmp_path) == ["wells_d"]


def test_a_folder_that_is_none_is_said(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="is not a folder: give a folder of CSV tables"):
        load_catalogue(tmp_path / "nowhere")


def run_extract(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "solieu", "extract", "-", "--catalogue", folder, "--format", "csv"],
        input=text, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_one_row_adds_an_indicator_on_the_command_line(tmp_path: Path) -> None:
    write_table(tmp_path, "indicators.csv", WELLS)
    done = run_extract(tmp_path, "Năm 2024, Nhân dân xã Kon Đào khoan 14 giếng.")
    assert done.returncode == 0, done.stderr
    (row,) = csv.DictReader(done.stdout.splitlines())
    assert (row["indicator"], float(row["value"]), row["unit"]) == ("wells_drilled", 14, "giếng")


def test_a_faulty_row_is_one_line_on_the_command_line(tmp_path: Path) -> None:
    write_table(tmp_path, "indicators.csv", WELLS, WELLS.replace(",2,", ",two,"))
    done = run_extract(tmp_path, "Xã khoan 14 giếng.")
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "indicators.csv:3: weight 'two' is no number" in line


def test_a_table_in_another_encoding_is_one_line_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "indicators.csv").write_bytes(f"{HEADER}\n{WELLS}\n".encode("utf-16"))
    done = run_extract(tmp_path, "Xã khoan 14 giếng.")
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "indicators.csv is in UTF-16: save it as UTF-8" in line
