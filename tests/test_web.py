"""The pages, as a reader and a reviewer use them."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the page's parts are not installed")

from dataset_records import new_dataset
from fastapi.testclient import TestClient
from starlette.datastructures import QueryParams
from web_site import add_article, first, form_token, make_dataset, open_page

from extractors.catalogue import indicator_labels
from pipeline.dataset import Dataset
from pipeline.evaluate import read_gold
from pipeline.web import overview
from pipeline.web.choice import read_choice, read_number
from pipeline.web.sources import judge_health
from pipeline.words import WORDS, say

CARD = '<li class="card'


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return make_dataset(tmp_path)


@pytest.fixture
def page(database: Path) -> Iterator[TestClient]:
    with open_page(database) as client:
        yield client


def count(text: str) -> int:
    return text.count(CARD)


def review_of(page: TestClient, figure_id: str, **fields: str) -> int:
    form = {"csrf": form_token(page), **fields}
    return page.post(f"/review/{figure_id}", data=form).status_code


def test_start_leads_to_the_figures(page: TestClient) -> None:
    assert page.get("/").headers["location"] == "/figures"


def test_figures_show_number_and_marked_evidence(page: TestClient) -> None:
    text = page.get("/figures").text
    assert count(text) == 5
    assert "toàn huyện Đăk Glei có <mark>82</mark> mô hình" in text
    assert '<mark class="alarmed">74</mark>' in text


@pytest.mark.parametrize("words", ["đăk glei", "dak glei", "DAK GLEI", '"huyen dak glei"'])
def test_search_finds_with_and_without_diacritics(page: TestClient, words: str) -> None:
    text = page.get("/figures", params={"q": words}).text
    assert count(text) == 2
    assert "82" in text


@pytest.mark.parametrize("words", ['"', "AND OR (", "*", "'; DROP TABLE figures; --", "%", "\x00"])
def test_search_survives_any_words(page: TestClient, words: str) -> None:
    assert page.get("/figures", params={"q": words}).status_code == 200
    assert count(page.get("/figures").text) == 5


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("source=mau", 3),
        ("source=mau&source=khac", 5),
        ("province=An+Giang", 2),
        ("indicator=households_supported&source=mau", 0),
        ("status=plan", 1),
        ("alarm=yes", 1),
        ("alarm=no", 4),
        ("year=2024", 5),
        ("year=1999", 0),
        ("min=80", 2),
        ("min=60&max=80", 1),
        ("min=0,5&max=1.000", 5),
        ("page=99", 5),
        ("page=-1&sort=nothing", 5),
    ],
)
def test_facets_and_ranges_narrow_the_view(page: TestClient, query: str, found: int) -> None:
    assert count(page.get(f"/figures?{query}").text) == found


def test_a_facet_counts_beside_its_own_choice(page: TestClient) -> None:
    text = page.get("/figures?source=mau").text
    assert '<span>khac</span> <span class="count">2</span>' in text
    assert '<span>mau</span> <span class="count">3</span>' in text
    assert "<span>An Giang</span>" not in text


def test_order_is_as_asked(page: TestClient) -> None:
    values = [row["value"] for row in page.get("/figures.json?sort=largest").json()]
    assert values == sorted(values, reverse=True)
    days = [row["published_at"] for row in page.get("/figures.json?sort=oldest").json()]
    assert days == sorted(days)


def test_a_bound_that_is_no_number_is_said(page: TestClient) -> None:
    answer = page.get("/figures?min=nhiều")
    assert answer.status_code == 400
    assert "nhiều" in answer.text


def test_permalink_repeats_the_view(page: TestClient) -> None:
    asked = "/figures?q=mô hình&source=mau&alarm=no&min=60&sort=largest"
    text = page.get(asked).text
    link = first(r'id="permalink" href="([^"]+)"', text).replace("&amp;", "&")
    again = page.get(link).text
    assert count(again) == count(text) == 1
    assert link in again.replace("&amp;", "&")


def test_a_partial_answer_tells_the_address(page: TestClient) -> None:
    answer = page.get("/figures?q=&min=&source=mau&sort=newest", headers={"hx-request": "true"})
    assert answer.headers["hx-push-url"] == "/figures?source=mau"


def test_downloads_hold_the_view(page: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(page.get("/figures.csv?source=mau").text)))
    assert len(rows) == 3
    assert {row["source"] for row in rows} == {"mau"}
    assert "'=HYPERLINK(1)" in {row["subject"] for row in rows}
    records = page.get("/figures.json?source=mau").json()
    assert "=HYPERLINK(1)" in {record["subject"] for record in records}
    assert page.get("/figures.json?year=1999").json() == []


def test_an_article_tells_every_number(page: TestClient) -> None:
    address = first(r"(/articles/\w+)#", page.get("/figures?q=dak+glei").text)
    text = page.get(address).text
    assert text.count('class="figure h') == 2
    assert '<span class="other" title="khác">Đến</span>' in text
    assert "Bài số" in text


def test_an_unknown_article_is_no_page(page: TestClient) -> None:
    for address in ("/articles/none", "/articles/none/gold.json", "/articles/none/archived",
                    "/alarms/none", "/review/none", "/nowhere", "/series.svg"):  # fmt: skip
        assert page.get(address).status_code == 404


def test_an_alarm_is_judged_and_leaves_the_queue(page: TestClient, database: Path) -> None:
    text = page.get("/alarms").text
    assert "36 + 40 = 76" in text
    token = form_token(page)
    answer = page.post(f"/alarms/{'c' * 16}/triage", data={"csrf": token, "triage": "dismissed"})
    assert answer.status_code == 303
    assert "36 + 40 = 76" not in page.get("/alarms").text
    assert "36 + 40 = 76" in page.get("/alarms?triage=dismissed").text
    assert count(page.get("/figures?alarm=yes").text) == 0
    assert list(Dataset(database).checks()["triage"]) == ["dismissed"]


def test_an_alarm_answers_htmx_with_its_card_alone(page: TestClient) -> None:
    headers = {"hx-request": "true", "x-csrf-token": form_token(page)}
    address = f"/alarms/{'c' * 16}/triage"
    answer = page.post(address, data={"triage": "confirmed"}, headers=headers)
    assert answer.text.lstrip().startswith("<section")
    assert page.post(address, data={"triage": "wrong"}, headers=headers).status_code == 400


def test_review_begins_with_alarms_and_goes_on(page: TestClient, database: Path) -> None:
    seen = []
    address = "/review"
    while "data-key" in (text := page.get(address).text):
        figure_id = first(r'action="/review/(\w+)"', text)
        seen.append(figure_id)
        form = {"csrf": form_token(page), "verdict": "accepted", "reviewer": "biên tập"}
        answer = page.post(f"/review/{figure_id}", data=form)
        address = answer.headers["location"]
    assert len(set(seen)) == len(seen) == 5
    figures = Dataset(database).figures().set_index("figure_id")
    assert figures.loc[seen[0], "value"] == 74
    assert set(Dataset(database).reviews()["reviewer"]) == {"biên tập"}


def test_a_skipped_figure_comes_round_again(page: TestClient) -> None:
    one = first(r'action="/review/(\w+)"', page.get("/review").text)
    two = first(r'action="/review/(\w+)"', page.get(f"/review?after={one}").text)
    assert one != two
    for figure_id in {row["figure_id"] for row in page.get("/figures.json").json()} - {one}:
        assert review_of(page, figure_id, verdict="rejected") == 303
    assert first(r'action="/review/(\w+)"', page.get(f"/review?after={one}").text) == one


def test_a_correction_stands_beside_the_extraction(page: TestClient, database: Path) -> None:
    row = page.get("/figures.json?alarm=yes").json()[0]
    before = Dataset(database).figures()
    status = review_of(
        page, row["figure_id"], verdict="corrected", value="1.500", unit="hộ",
        indicator="households_supported", period_start="2023-01-01", note="đếm lại",
    )  # fmt: skip
    assert status == 303
    (review,) = Dataset(database).reviews().to_dict("records")
    assert (review["value"], review["corrected_value"]) == (74, 1500)
    assert (review["unit"], review["corrected_unit"]) == ("mô hình", "hộ")
    assert str(review["corrected_period_start"])[:10] == "2023-01-01"
    assert before.equals(Dataset(database).figures())
    exported = page.get("/reviews.json").json()
    assert exported[0]["corrected_value"] == 1500
    assert "1500" in page.get("/reviews.csv").text
    assert "đếm lại" in page.get(f"/review/{row['figure_id']}").text


@pytest.mark.parametrize(
    "fields",
    [
        {"verdict": "corrected"},
        {"verdict": "corrected", "value": "nhiều"},
        {"verdict": "corrected", "unit": ""},
        {"verdict": "corrected", "indicator": "no_such_code"},
        {"verdict": "corrected", "modifier": "perhaps"},
        {"verdict": "corrected", "period_end": "hôm qua"},
        {"verdict": "corrected", "value": "inf"},
        {"verdict": "perhaps"},
        {},
    ],
)
def test_a_wrong_correction_is_refused(
    page: TestClient, database: Path, fields: dict[str, str]
) -> None:
    figure_id = page.get("/figures.json").json()[0]["figure_id"]
    assert review_of(page, figure_id, **fields) == 400
    assert Dataset(database).reviews().empty


def test_a_reviewed_article_is_a_gold_case(page: TestClient, tmp_path: Path) -> None:
    rows = page.get("/figures.json?source=khac&sort=largest").json()
    assert review_of(page, rows[0]["figure_id"], verdict="corrected", value="83") == 303
    assert review_of(page, rows[1]["figure_id"], verdict="rejected") == 303
    answer = page.get(f"/articles/{rows[0]['article_id']}/gold.json")
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "case.json").write_text(answer.text, "utf-8")
    (article,) = read_gold(folder)
    (figure,) = article.figures
    assert figure["value"] == 83
    assert article.text[figure["start"] :].startswith("82")
    assert "optional" not in figure


def test_what_nobody_judged_is_optional_in_a_gold_case(page: TestClient) -> None:
    article_id = page.get("/figures.json?source=khac").json()[0]["article_id"]
    figures = page.get(f"/articles/{article_id}/gold.json").json()["figures"]
    assert [figure["optional"] for figure in figures] == [True, True]
    assert [figure["part_of"] for figure in figures] == [None, 0]


def test_a_series_has_its_chart_and_table(page: TestClient) -> None:
    text = page.get("/series?indicator=models_registered").text
    assert 'class="num">82</td>' in text
    chart = first(r'<img src="(/series\.svg[^"]+)"', text).replace("&amp;", "&")
    for extra in ("", "&narrow=1"):
        answer = page.get(chart + extra)
        assert answer.headers["content-type"] == "image/svg+xml"
        assert "Đăk Glei" in answer.text


def test_sources_tell_their_health(page: TestClient) -> None:
    text = page.get("/sources").text
    assert "cần xem" in text
    assert "floor missed" in text
    runs = {"seen": 5, "new": 5, "changed": 0, "failed": 0, "message": None,
            "share_title": 1.0, "share_date": 1.0, "share_text": 1.0}  # fmt: skip
    assert judge_health([]) == "none"
    assert judge_health([runs]) == "good"
    assert judge_health([{**runs, "share_date": 0.4}]) == "watch"
    assert judge_health([{**runs, "new": 1, "failed": 4}]) == "bad"


@pytest.mark.parametrize(
    ("field", "given", "told"),
    [
        ("province", "Xyz", "Xyz không phải tỉnh, thành phố nào"),
        ("published", "2024-13-40", "2024-13-40 không phải ngày"),
    ],
)
def test_a_slip_in_the_form_loses_nothing(
    page: TestClient, field: str, given: str, told: str
) -> None:
    form = {"csrf": form_token(page), "text": "Xã có 12 hộ nghèo.", field: given}
    answer = page.post("/check", data=form)
    assert answer.status_code == 400
    assert told in answer.text
    assert "Xã có 12 hộ nghèo.</textarea>" in answer.text
    assert f'value="{given}"' in answer.text


def test_a_pasted_text_is_checked(page: TestClient) -> None:
    text = "Xã có 74 mô hình (36 mô hình kinh tế; 25 mô hình văn hóa; 15 mô hình an ninh)."
    form = {"csrf": form_token(page), "text": text, "published": "2024-07-03"}
    answer = page.post("/check", data=form)
    assert "36 + 25 + 15 = 76" in answer.text
    assert answer.text.count('class="figure h') == 4


@pytest.mark.parametrize(
    "form",
    [{}, {"text": "  "}, {"text": "12 hộ", "published": "mai"}, {"text": "12 hộ", "province": "X"}],
)
def test_a_check_says_what_is_missing(page: TestClient, form: dict[str, str]) -> None:
    answer = page.post("/check", data={"csrf": form_token(page), **form})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


def test_language_is_chosen_and_kept(page: TestClient) -> None:
    assert '<html lang="vi">' in page.get("/figures").text
    english = page.get("/figures?lang=en&source=mau").text
    assert '<html lang="en">' in english
    assert "/figures?source=mau&amp;lang=vi" in english
    assert '<html lang="en">' in page.get("/alarms").text


def test_every_word_is_said_in_both_languages() -> None:
    for key, words in WORDS.items():
        assert all(words), key
        assert words[0].count("{") == words[1].count("{"), key
    assert say("page_of", "en", page=1, pages=2) == "Page 1 of 2"


def test_a_run_that_comes_later_is_seen(
    page: TestClient, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert count(page.get("/figures").text) == 5
    add_article(database, 4)
    monkeypatch.setattr(overview, "_LOOK_SECONDS", 0.0)
    assert count(page.get("/figures").text) == 7


def test_an_empty_dataset_has_pages(tmp_path: Path) -> None:
    new_dataset(tmp_path)[0].dispose()
    with open_page(tmp_path / "solieu.db") as page:
        for address in ("/figures", "/alarms", "/review", "/series", "/sources", "/check",
                        "/figures.csv", "/figures.json", "/reviews.json"):  # fmt: skip
            assert page.get(address).status_code == 200


@pytest.mark.parametrize(
    ("text", "number"),
    [("1500", 1500), ("1.500", 1500), ("1.5", 1.5), ("1,5", 1.5), ("1.234,5", 1234.5),
     ("5e10", 5e10), (" ", None), ("50 000", 50000), ("-3", -3)],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text: str, number: float | None) -> None:
    assert read_number(text) == number


def test_a_choice_and_its_address_are_one() -> None:
    query = "q=a+b&indicator=x&place=%C4%90%C4%83k+T%C3%B4&place=y&min=1.5&sort=unsure&page=3"
    choice = read_choice(QueryParams(query))
    assert choice.query() == query
    assert read_choice(QueryParams(choice.without("place", "y"))).chosen["place"] == ("Đăk Tô",)


def test_labels_of_all_indicators_are_offered(page: TestClient) -> None:
    text = page.get("/review").text
    codes = indicator_labels()
    assert sum(f'<option value="{code}"' in text for code in codes) == len(codes)
    assert json.loads(page.get("/figures.json").text)
