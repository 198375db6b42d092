"""Reading the dataset: typed frames, filters in SQL."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd
import pytest
from dataset_records import DAY, MadeCheck, make_article, make_extraction, new_dataset, put, rows

from pipeline import store
from pipeline.columns import TABLES
from pipeline.dataset import Dataset
from pipeline.errors import StoreError, UsageError
from pipeline.validate import validate_frame
from pipeline.within import codes_within


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Three articles of two sources: nine figures, one of them in an alarm."""
    folder = tmp_path_factory.mktemp("dataset")
    engine, run_id = new_dataset(folder)
    first, second, third = (
        make_article(1),
        make_article(2, source="khac", province="Đắk Nông"),
        make_article(40),
    )
    found = make_extraction(first)
    check = MadeCheck(
        "c1", store.make_article_id(first), figures=((found.figures[0].figure_id, "total"),)
    )
    put(engine, run_id, first, found, [check])
    plan = make_extraction(second, status="plan", indicator="funds", unit="VND", value=5e10)
    put(engine, run_id, second, plan)
    open_ended = make_extraction(third, period=None, period_start=None, period_end=None)
    put(engine, run_id, third, open_ended)
    store.add_review(engine, found.figures[0].figure_id, "accepted", reviewer="biên tập viên")
    store.finish_run(engine, run_id, status="done", exit_code=0)
    engine.dispose()
    return Dataset(folder / "solieu.db")


@pytest.mark.parametrize("name", TABLES)
def test_frames_have_the_documented_columns_and_types(data, name):
    frame = getattr(data, name)()
    assert tuple(frame.columns) == TABLES[name].names
    validate_frame(TABLES[name], frame)


def test_types_are_those_to_work_with(data):
    figures = data.figures()
    assert len(figures) == 9
    assert figures["indicator"].dtype == "category"
    assert list(figures["modifier"].cat.categories)[:2] == ["exact", "about"]
    assert figures["period_start"].dtype == "datetime64[s]"
    assert figures["period_start"].dt.year.dropna().unique().tolist() == [2024]
    assert figures["value"].sum() > 0
    assert figures["value_high"].isna().all()
    articles = data.articles()
    assert articles["http_status"].dtype == "Int64"
    assert articles["is_current"].dtype == bool
    assert articles["published_at"].dt.hour.unique().tolist() == [8]
    assert str(articles["published_at"].dt.tz) == "Asia/Ho_Chi_Minh"


@pytest.mark.parametrize(
    ("chosen", "count"),
    [
        ({}, 9),
        ({"indicator": "funds"}, 3),
        ({"indicator": ["funds", "models_registered"]}, 9),
        ({"indicator": []}, 0),
        ({"place": "Kon Rẫy"}, 3),
        ({"place": "kon ray"}, 3),
        ({"place": "Kon Tum"}, 0),
        ({"place": "dak glei", "source": "khac"}, 1),
        ({"within": "Kon Tum"}, 6),
        ({"within": ["Đắk Nông", "kon tum"], "source": "khac"}, 2),
        ({"within": "Hà Nội"}, 0),
        ({"source": "khac"}, 3),
        ({"province": "Đắk Nông"}, 3),
        ({"status": "plan"}, 3),
        ({"unit": "VND"}, 3),
        ({"year": 2024}, 6),
        ({"year": [2023, 2025]}, 0),
        ({"period": ("2024-06-01", "2024-06-30")}, 6),
        ({"period": ("2025-01-01", None)}, 0),
        ({"period": (None, "2024-01-01")}, 6),
        ({"published": ("2024-08-01", None)}, 3),
        ({"published": (None, DAY.date() + timedelta(days=1))}, 3),
        ({"minimum": 60, "maximum": 100}, 2),
        ({"search": "mo hinh ve kinh te"}, 3),
        ({"search": "kế hoạch", "source": "mau"}, 2),
        ({"alarm": True}, 1),
        ({"alarm": False}, 8),
        ({"min_confidence": 0.95}, 0),
        ({"limit": 2}, 2),
    ],
)
def test_figures_are_filtered(data, chosen, count):
    assert len(data.figures(**chosen)) == count


def test_units_within_a_province_are_followed_past_the_merger():
    codes = codes_within("Kon Tum")
    assert {"62", "608", "614", "23485"} <= codes["VN-2024"]
    assert codes["VN-2025"]
    assert "51" not in codes["VN-2025"]  # the province that it was merged into is larger


def test_figures_come_by_article_and_position(data):
    figures = data.figures()
    ordered = figures.sort_values(["article_id", "start"], kind="stable")
    pd.testing.assert_frame_equal(figures, ordered)


def test_columns_can_be_chosen(data):
    assert list(data.figures(columns=["value", "unit"], source="khac").columns) == ["value", "unit"]
    assert list(data.articles(columns=["title"]).columns) == ["title"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"columns": ["vlaue"]}, "no column 'vlaue' in figures: figure_id, "),
        ({"plaec": "x"}, "unknown condition 'plaec': give "),
        ({"indicator": "model_registered"}, "'model_registered': did you mean models_registered"),
        ({"indicator": ["funds", "zzz"]}, "unknown indicator 'zzz'"),
        ({"period": ("tháng 7", None)}, "'tháng 7' is not a date"),
        ({"within": "Atlantis"}, "no province or district is called 'Atlantis'"),
    ],
)
def test_what_does_not_exist_is_bad_usage(data, arguments, message):
    with pytest.raises(UsageError, match=message):
        data.figures(**arguments)


def test_articles_are_searched_and_versions_kept_apart(tmp_path):
    engine, run_id = new_dataset(tmp_path)
    put(engine, run_id, make_article())
    put(engine, run_id, make_article(text="Xã Đăk Ang có 12 mô hình."))
    data = Dataset(tmp_path / "solieu.db")
    assert len(data.articles()) == 1
    assert data.articles(all_versions=True)["version"].tolist() == [1, 2]
    assert len(data.articles(search="DAK ANG", source="mau")) == 1
    assert len(data.articles(search="dak ang", source=["khac"])) == 0
    assert len(data.articles(search="toan huyen")) == 0


def test_read_only_while_a_writer_is_at_work(tmp_path):
    engine, run_id = new_dataset(tmp_path)
    put(engine, run_id, make_article())
    data = Dataset(tmp_path / "solieu.db")
    with engine.execution_options(writes=True).begin():
        assert len(data.figures()) == 3
    assert repr(data).startswith("Dataset('sqlite:")


def test_missing_dataset_says_what_to_do(tmp_path):
    with pytest.raises(StoreError, match="make one with `solieu run`"):
        Dataset(tmp_path / "none.db")


def test_frames_hold_every_row(tmp_path):
    engine, run_id = new_dataset(tmp_path)
    for number in range(7):
        put(engine, run_id, make_article(number))
    data = Dataset(tmp_path / "solieu.db")
    assert data.figures()["figure_id"].tolist() == [
        row["figure_id"]
        for row in sorted(rows(engine, "figures"), key=lambda r: (r["article_id"], r["start"]))
    ]
