from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from extractors.extract import extract
from pipeline.checking import CheckedArticle, check_documents
from pipeline.checks import check_article
from pipeline.database import open_database
from pipeline.errors import StoreError
from pipeline.inputs import Document
from pipeline.store import finish_run, make_article_id, start_run, store_article
from scrapers.article import Article
from scrapers.reprints import signature

TOLD = "Năm 2023, tỷ lệ hộ nghèo của huyện Pác Nặm còn {}%."
REST = " ".join(
    f"Phong trào thi đua ở thôn thứ {word} được nhân dân hưởng ứng." for word in "abcdefghi"
)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A dataset of one article."""
    path = tmp_path / "solieu.db"
    engine = open_database(path)
    run_id = start_run(engine, version="1", extractor_version="1")
    text = f"{TOLD.format('47,6')} {REST}"
    moment = datetime(2024, 1, 12, 8, tzinfo=UTC)
    article = Article("bao", "http://a.test/1", text, moment, published_at=moment)
    article_id = make_article_id(article)
    found = extract(text, published=moment, article_id=article_id)
    checks = check_article(found.figures, text, moment.date(), article_id=article_id)
    store_article(
        engine, article, found, checks, run_id=run_id, extractor_version="1",
        signature=signature(text),
    )  # fmt: skip
    finish_run(engine, run_id, status="done", exit_code=0, message=None, sources=[])
    engine.dispose()
    return path


def check(text: str, database: Path | None, url: str | None = None) -> CheckedArticle:
    document = Document("input", text, None, url, date(2024, 4, 19), None)
    found = extract(text, published=document.published, article_id="input")
    (checked,) = check_documents([(document, found)], database)
    return checked


def outcomes(checked: CheckedArticle) -> list[tuple[str, str]]:
    return [(check.rule, check.outcome) for check in checked.checks]


def test_a_text_is_compared_with_the_dataset(database: Path) -> None:
    checked = check(TOLD.format("49,1"), database)
    assert outcomes(checked) == [("conflict", "alarm")]
    assert [checked.figure(figure_id).value for figure_id, _ in checked.alarms[0].figures] == [
        47.6,
        49.1,
    ]
    assert [report.figure.value for report in checked.known] == [47.6]


def test_agreement_is_said(database: Path) -> None:
    assert outcomes(check(TOLD.format("47,6"), database)) == [("conflict", "pass")]


def test_what_the_dataset_holds_already_is_no_second_report(database: Path) -> None:
    changed = f"{TOLD.format('49,1')} {REST}"  # the same article, its figure mended
    assert outcomes(check(changed, database)) == []
    assert outcomes(check(TOLD.format("49,1"), database, url="http://a.test/1")) == []


def test_another_place_is_another_matter(database: Path) -> None:
    checked = check(TOLD.format("49,1").replace("Pác Nặm", "Ba Bể"), database)
    assert (outcomes(checked), checked.known) == ([], [])


def test_what_is_reported_before_is_of_the_same_rate(tmp_path: Path) -> None:
    path = tmp_path / "rates.db"
    engine = open_database(path)
    run_id = start_run(engine, version="1", extractor_version="1")
    text = "Năm 2023, huyện Pác Nặm hỗ trợ mỗi hộ 5 triệu đồng. Huyện hỗ trợ 900 triệu đồng."
    moment = datetime(2024, 1, 12, 8, tzinfo=UTC)
    article = Article("bao", "http://a.test/2", text, moment, published_at=moment)
    found = extract(text, published=moment, article_id=make_article_id(article))
    store_article(
        engine, article, found, [], run_id=run_id, extractor_version="1",
        signature=signature(text),
    )  # fmt: skip
    engine.dispose()
    told = "Năm 2022, huyện Pác Nặm hỗ trợ 750 triệu đồng."
    assert [report.figure.per_unit for report in check(told, path).known] == [None]
    told = "Năm 2022, huyện Pác Nặm hỗ trợ mỗi hộ 4 triệu đồng."
    assert [report.figure.per_unit for report in check(told, path).known] == ["hộ"]


def test_without_a_dataset_a_text_stands_alone(tmp_path: Path) -> None:
    assert outcomes(check(TOLD.format("49,1"), None)) == []
    with pytest.raises(StoreError, match="no dataset"):
        check(TOLD.format("49,1"), tmp_path / "none.db")


def test_alarms_come_first() -> None:
    text = "Có 52/58 cơ quan. Xã có 10 tổ (4 tổ ở thôn A; 3 tổ ở thôn B; 5 tổ ở thôn C)."
    assert outcomes(check(text, None))[0] == ("sum", "alarm")
    assert outcomes(check(text, None))[1:] == [("share", "pass")]
