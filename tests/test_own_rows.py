"""A user's indicator rows: one that misses its own example is told, with what to change."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.catalogue import catalogue_folder, load_catalogue
from pipeline import cli
from pipeline.own_rows import missed_examples

HEADER = (catalogue_folder() / "indicators.csv").read_text("utf-8").partition("\n")[0]
SOUND = "wells,Giếng,Wells,count,giếng,,khoan|đào,,,,2,Nhân dân xã khoan [14] giếng."
MISSES = {
    "noun": (
        SOUND.replace(",giếng,", ",giếng khoan,"),
        "gives facilities_built",
        "its unit is read as 'giếng'; write 'giếng' in nouns",
    ),
    "class": (
        SOUND.replace(",giếng,", ",@household,"),
        "gives facilities_built",
        "its unit is read as 'giếng'",
    ),
    "topics": (
        SOUND.replace(",giếng,,", ",giếng,nước sạch,"),
        "gives facilities_built",
        "no word of its topics stands there, and each list that is not empty must hit",
    ),
    "verbs": (
        SOUND.replace("xã khoan", "xã có"),
        "gives facilities_built",
        "no word of its verbs stands there",
    ),
    "qualifiers": (
        SOUND.replace(",,,2", ",kiên cố,,,2").replace("đào,,kiên", "đào,kiên"),
        "gives facilities_built",
        "no word of its qualifiers stands there",
    ),
    "excludes": (
        SOUND.replace("đào,,,,2", "đào,,nhân dân,,2"),
        "gives facilities_built",
        "'nhân dân' of its excludes stands there; take it out",
    ),
    "verb behind": (
        SOUND.replace("Nhân dân xã khoan [14] giếng.", "Có [14] giếng bà con đào."),
        "gives facilities_built",
        "a verb must stand before the number",
    ),
    "kind": (
        SOUND.replace(",count,", ",money,"),
        "gives facilities_built",
        "its number is of the kind count; write count in unit_kinds",
    ),
    "money": (
        "gifts,Quà,Gifts,count,,,tặng,,,,2,Đoàn tặng [14] triệu đồng.",
        "gives funds",
        "its number is of the kind money; write money in unit_kinds",
    ),
    "growth": (
        "rate,Tỷ lệ,Rate,percent,,,,,,,8,Sản lượng tăng [14]%.",
        "gives growth_rate",
        "its number is of the kind growth; write growth in unit_kinds",
    ),
    "weight": (
        "pledges,Cam kết,Pledges,count,,,,,,,0,Toàn xã đăng ký [64] mô hình.",
        "gives models_registered",
        "that row scores higher; raise this one's weight to",
    ),
    "date": (
        "days,Ngày,Days,count,,,,,,,0,Ngày [12]/3 xã họp.",
        "gives no figure there",
        "'Ngày 12/3' is set aside as date",
    ),
    "mark": (
        SOUND.replace("khoan [14]", "khoan [hơn 14]"),
        "gives no figure there",
        "put the [ right before the number, as in [12] mô hình, not in 'hơn 14 giếng'",
    ),
    "no number": (
        SOUND.replace("[14]", "[những]"),
        "gives no figure there",
        "put the [ ] around the number alone",
    ),
}


def write_rows(folder: Path, *rows: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "indicators.csv").write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", MISSES)
def test_a_row_that_misses_its_example_is_told_with_its_mend(name: str, tmp_path: Path) -> None:
    row, gives, mend = MISSES[name]
    folder = write_rows(tmp_path, row)
    (line,) = missed_examples(load_catalogue(folder))
    code = row.partition(",")[0]
    assert line.startswith(f"{folder / 'indicators.csv'}:2: the example of {code} {gives}")
    assert mend in line


def test_the_weight_that_is_told_is_enough(tmp_path: Path) -> None:
    row = MISSES["weight"][0]
    (line,) = missed_examples(load_catalogue(write_rows(tmp_path / "first", row)))
    weight = line.partition("weight to ")[2].partition(",")[0]
    mended = row.replace(",,0,", f",,{weight},")
    assert mended != row
    assert not list(missed_examples(load_catalogue(write_rows(tmp_path / "then", mended))))


def test_sound_rows_and_shipped_ones_are_not_told(tmp_path: Path) -> None:
    two = write_rows(tmp_path, SOUND, "beds,Giường,Beds,count,giường,,,,,,1,Trạm có [5] giường.")
    assert not list(missed_examples(load_catalogue(two)))
    assert not list(missed_examples(load_catalogue()))


Command = Callable[[Path], list[str]]
COMMANDS: dict[str, Command] = {
    "extract": lambda folder: ["extract", str(folder / "bai.txt")],
    "check": lambda folder: ["check", str(folder / "bai.txt")],
    "corpus": lambda folder: ["corpus", str(folder / "bai.jsonl"), "out", "--workers", "1"],
    "run": lambda folder: ["run", "--sources", str(folder / "sources"), "--dry-run"],
    "evaluate": lambda folder: ["evaluate", str(folder / "gold.json")],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_tells_once(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    text = "Xã có 14 giếng."
    (tmp_path / "bai.txt").write_text(text, encoding="utf-8")
    records = [json.dumps({"id": f"bai-{number}", "text": text}) for number in range(3)]
    (tmp_path / "bai.jsonl").write_text("\n".join(records), encoding="utf-8")
    gold = json.dumps({"id": "bai", "text": text, "figures": []})
    (tmp_path / "gold.json").write_text(gold, encoding="utf-8")
    (tmp_path / "sources").mkdir()
    folder = write_rows(tmp_path / "own", MISSES["noun"][0], SOUND.replace("wells", "bores"))
    monkeypatch.chdir(tmp_path)
    arguments = [*COMMANDS[name](tmp_path), "--catalogue", str(folder)]
    monkeypatch.setattr("sys.argv", ["solieu", *arguments])
    with pytest.raises(SystemExit):
        cli.main()
    told = [line for line in capfd.readouterr().err.splitlines() if "the example of" in line]
    assert len(told) == 1
    assert told[0].startswith(f"solieu: {folder / 'indicators.csv'}:2: the example of wells gives")


def test_a_faulty_alias_of_a_place_is_told_before_a_corpus_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bai.jsonl").write_text('{"id": "bai", "text": "Có 14 giếng."}', encoding="utf-8")
    header = (catalogue_folder() / "places_aliases.csv").read_text("utf-8").partition("\n")[0]
    cells = {"alias": "xứ lạ", "scheme": "VN-2025", "code": "none"}
    row = ",".join(cells.get(column, "") for column in header.strip().split(","))
    (tmp_path / "places_aliases.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["solieu", "corpus", "bai.jsonl", "out", "--catalogue", "."])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    (line,) = capfd.readouterr().err.splitlines()
    assert "places_aliases.csv:2: alias 'xứ lạ' points to" in line
