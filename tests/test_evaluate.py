import json
import math
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extractors.catalogue import load_catalogue
from extractors.records import Extraction, Figure, NonFigure
from pipeline.errors import InputError, UsageError
from pipeline.evaluate import below_floor, check_gold, evaluate, read_floor, read_gold

TEXT = "Năm 2023, huyện Đăk Glei xây dựng 20 mô hình, gồm 12 mô hình kinh tế và 8 mô hình văn hóa."


def gold_record(surface: str, value: float, **fields: Any) -> dict[str, Any]:
    return {
        "surface": surface,
        "start": TEXT.index(surface),
        "value": value,
        "value_max": None,
        "total": None,
        "modifier": "exact",
        "direction": "level",
        "unit": "mô hình",
        "indicator": "models_built",
        "place": "Đăk Glei",
        "period": ["2023-01-01", "2023-12-31"],
        "part_of": None,
    } | fields


GOLD = [
    gold_record("20 mô hình", 20),
    gold_record("12 mô hình kinh tế", 12, part_of=0),
    gold_record("8 mô hình văn hóa", 8, part_of=0),
]


def figure_for(record: dict[str, Any], **fields: Any) -> Figure:
    figure = Figure(
        figure_id=f"f{record['start']}", article_id="a", indicator=record["indicator"],
        value=record["value"], value_high=None, total=None, precision=1, modifier="exact",
        direction="level", status="result", unit=record["unit"], per_value=None, per_unit=None,
        subject=record["unit"], place="Đăk Glei", place_code=None, place_scheme=None,
        place_level="district", place_names="đăk glei", place_basis="named", period="2023",
        period_start=date(2023, 1, 1), period_end=date(2023, 12, 31), part_of=None,
        start=record["start"], end=record["start"] + len(record["surface"]),
        exact=record["surface"], number_start=record["start"], sentence=TEXT, sentence_start=0,
        why="", confidence=0.9, extractor_version="0",
    )  # fmt: skip
    return replace(figure, **fields)


def perfect() -> list[Figure]:
    whole, *parts = (figure_for(record) for record in GOLD)
    return [whole, *(replace(part, part_of=whole.figure_id) for part in parts)]


YEAR = NonFigure("a", 4, 8, "2023", "date")


def returning(figures: list[Figure]) -> Callable[..., Extraction]:
    return lambda text, **context: Extraction(figures, [YEAR])


def write_gold(folder: Path, figures: list[dict[str, Any]] = GOLD, text: str = TEXT) -> Path:
    article = {"id": "a", "url": "", "query": "", "published": "2024-01-05", "title": None}
    content = article | {"text": text, "figures": figures}
    folder.mkdir(exist_ok=True)
    (folder / "a.json").write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return folder


@pytest.mark.parametrize(("gold", "got", "score"), [("độ C", "°C", 1), ("tạ", "kg", 0)])
def test_a_unit_may_be_spelled_as_in_the_text_if_it_is_the_same(
    tmp_path: Path, gold: str, got: str, score: float
) -> None:
    written = [gold_record("20 mô hình", 20, unit=gold)]
    figures = [figure_for(written[0], unit=got)]
    result = evaluate(read_gold(write_gold(tmp_path, written)), returning(figures))
    assert result.metrics()["unit"] == score


def test_perfect_extraction_scores_one(tmp_path: Path) -> None:
    result = evaluate(read_gold(write_gold(tmp_path)), returning(perfect()))
    measured = result.metrics()
    assert math.isnan(measured.pop("per"))
    assert math.isnan(measured.pop("status"))
    assert measured.pop("calibration_error") == pytest.approx(0.1)
    assert set(measured.values()) == {1.0}
    assert result.differences == []


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("value", {"value": 21}),
        ("value", {"value_high": 25.0}),
        ("value", {"total": 30.0}),
        ("modifier", {"modifier": "about"}),
        ("direction", {"direction": "increase"}),
        ("unit", {"unit": "hộ"}),
        ("indicator", {"indicator": "models_registered"}),
        ("place", {"place_names": "Tu Mơ Rông"}),
        ("place", {"place_names": None}),
        ("place", {"place_basis": "source"}),
        ("period", {"period_end": None}),
        ("part_of", {"part_of": "f0"}),
    ],
)
def test_one_wrong_field_is_told(tmp_path: Path, field: str, change: dict[str, Any]) -> None:
    first, *others = perfect()
    result = evaluate(
        read_gold(write_gold(tmp_path)), returning([replace(first, **change), *others])
    )
    assert [difference.field for difference in result.differences] == [field]
    assert result.fields[field].right == 2
    assert result.whole_row.right == 2
    assert result.articles[0].wrong == 1
    assert result.differences[0].sentence == TEXT


def test_missed_spurious_and_unaccounted(tmp_path: Path) -> None:
    figures = [*perfect()[:2], figure_for(gold_record("2023", 2023), figure_id="year")]
    result = evaluate(read_gold(write_gold(tmp_path)), lambda text, **_: Extraction(figures, []))
    found = result.found
    assert (found.hit, found.missed, found.spurious) == (2, 1, 1)
    assert found.f1 == pytest.approx(2 / 3)
    assert (result.links.hit, result.links.missed, result.links.spurious) == (1, 1, 0)
    assert [d.field for d in result.differences] == ["missed", "spurious", "unaccounted"]
    assert result.digit_runs.right == 3  # the missed 8 is in no table


def test_optional_and_loose_are_honoured(tmp_path: Path) -> None:
    gold = [
        GOLD[0] | {"loose": ["period"], "period": None},
        GOLD[1],
        GOLD[2] | {"optional": True},
    ]
    with_it = evaluate(read_gold(write_gold(tmp_path, gold)), returning(perfect()))
    without = evaluate(read_gold(write_gold(tmp_path, gold)), returning(perfect()[:2]))
    for result in (with_it, without):
        found = result.found
        assert (found.hit, found.missed, found.spurious) == (2, 0, 0)
        assert result.links.f1 == 1
        assert result.whole_row.share == 1
        assert result.fields["period"].scored == 1


def test_a_mention_that_covers_the_number_is_a_match(tmp_path: Path) -> None:
    figures = perfect()
    figures[0] = replace(figures[0], number_start=figures[0].start + 1)
    result = evaluate(read_gold(write_gold(tmp_path)), returning(figures))
    assert result.found.f1 == 1


def test_extra_fields_are_scored_where_gold_states_them(tmp_path: Path) -> None:
    gold = [GOLD[0] | {"per_unit": "xã", "per_value": 1, "status": "result"}, *GOLD[1:]]
    result = evaluate(read_gold(write_gold(tmp_path, gold)), returning(perfect()))
    assert (result.fields["per"].right, result.fields["per"].scored) == (0, 1)
    assert (result.fields["status"].right, result.fields["status"].scored) == (1, 1)
    assert result.whole_row.share == 1


def test_places_are_sets_whatever_their_case_or_form(tmp_path: Path) -> None:
    gold = [GOLD[0] | {"place": "Tu Mơ Rông; Đăk Glei"}, *GOLD[1:]]
    figures = perfect()
    figures[0] = replace(figures[0], place_names="đăk GLEI;tu mơ rông")
    result = evaluate(read_gold(write_gold(tmp_path, gold)), returning(figures))
    assert result.fields["place"].share == 1


def test_decomposed_text_keeps_its_offsets(tmp_path: Path) -> None:
    import unicodedata

    decomposed = unicodedata.normalize("NFD", TEXT)
    gold = [
        record | {"start": decomposed.index(unicodedata.normalize("NFD", record["surface"]))}
        for record in GOLD
    ]
    (article,) = read_gold(write_gold(tmp_path, gold, decomposed))
    assert article.text == TEXT
    assert [record["start"] for record in article.figures] == [r["start"] for r in GOLD]


def test_table_keyed_by_text_files_beside_it(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT, "utf-8")
    table = {"one.txt": {"published": None, "title": "T", "province": "Kon Tum", "figures": GOLD}}
    (tmp_path / "gold.json").write_text(json.dumps(table), "utf-8")
    (article,) = read_gold(tmp_path)
    assert (article.article_id, article.text, article.title) == ("one.txt", TEXT, "T")
    assert (article.published, article.province) == (None, "Kon Tum")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"a": 1}', '{"x.txt": {"figures": []}}'])
def test_unreadable_gold_names_the_file(tmp_path: Path, content: str) -> None:
    (tmp_path / "bad.json").write_text(content)
    with pytest.raises(InputError, match=r"bad\.json"):
        read_gold(tmp_path)


def test_null_is_the_usual_value(tmp_path: Path) -> None:
    plain = [{**record, "modifier": None, "direction": None} for record in GOLD]
    usual = [{**record, "modifier": "exact", "direction": "level"} for record in GOLD]
    told = [
        evaluate(read_gold(write_gold(tmp_path, figures)), returning(perfect())).metrics()
        for figures in (plain, usual)
    ]
    assert str(told[0]) == str(told[1])  # as text, where NaN is itself


def test_an_article_id_is_given_once(tmp_path: Path) -> None:
    first = write_gold(tmp_path) / "a.json"
    first.with_name("again.json").write_text(first.read_text("utf-8"), "utf-8")
    with pytest.raises(InputError, match="2 articles have the id"):
        read_gold(tmp_path)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ({"start": 4}, "figure 0: start 4 is not within '20 mô hình', but at '2023, huyện"),
        ({"surface": "", "start": 8}, "start 8 is at no number"),
        ({"indicator": "model"}, "unknown indicator 'model'"),
        ({"modifier": "khoảng"}, "unknown modifier 'khoảng'; one of exact, about"),
        ({"status": "done"}, "unknown status 'done'; one of result, plan, forecast"),
    ],
)
def test_gold_that_could_only_count_as_errors_is_refused(
    tmp_path: Path, fault: dict[str, Any], told: str
) -> None:
    folder = write_gold(tmp_path, [GOLD[0] | fault])
    with pytest.raises(InputError, match=re.escape(told)):
        check_gold(folder, read_gold(folder), {"models_built"})


def test_the_projects_gold_is_without_such_faults() -> None:
    folder = Path(__file__).parents[1] / "data" / "gold"
    codes = {rule.code for rule in load_catalogue().indicators}
    check_gold(folder, read_gold(folder), codes)


def test_folder_without_gold_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no gold articles"):
        read_gold(tmp_path)


def test_floor(tmp_path: Path) -> None:
    result = evaluate(read_gold(write_gold(tmp_path / "gold")), returning(perfect()[:2]))
    floor = tmp_path / "floor.toml"
    floor.write_text("found_f1 = 0.97\nvalue = 1\ncalibration_error = 0.2\n")
    assert below_floor(result, read_floor(floor)) == ["found_f1 is 0.8000, its floor is 0.9700"]
    assert below_floor(result, {"per": 0.1}) == ["per is nan, its floor is 0.1000"]
    floor.write_text("fond_f1 = 0.97\n")
    with pytest.raises(UsageError, match="fond_f1"):
        read_floor(floor)


def test_summary_is_json(tmp_path: Path) -> None:
    result = evaluate(read_gold(write_gold(tmp_path)), returning(perfect()[1:]))
    summary = json.loads(json.dumps(result.summary()))
    assert summary["metrics"]["found_recall"] == pytest.approx(2 / 3)
    assert summary["metrics"]["per"] is None
    assert summary["differences"][0]["field"] == "missed"


def test_floor_in_sections(tmp_path: Path) -> None:
    floor, gold = tmp_path / "floor.toml", tmp_path / "dev" / "a.json"
    floor.write_text("[dev]\nvalue = 0.5\n[test]\nvalue = 0.25\n")
    gold.parent.mkdir()
    gold.write_text("{}")
    assert read_floor(floor, gold.parent) == read_floor(floor, gold) == {"value": 0.5}
    with pytest.raises(UsageError, match="its sections are dev, test; add one"):
        read_floor(floor, tmp_path)
    floor.write_text("[dev]\nvaleu = 0.5\n")
    with pytest.raises(UsageError, match="no metric is called valeu"):
        read_floor(floor, gold.parent)
