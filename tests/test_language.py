"""Extraction as a spaCy pipeline: entry point, spans, several processes, displaCy."""

import unicodedata
from importlib.metadata import entry_points
from pathlib import Path
from unicodedata import normalize

import pytest
import spacy
from spacy import displacy
from spacy.language import Language

import solieu
from extractors.extract import extract
from extractors.language import make_figures_component

TEXTS = [
    "Năm 2024, huyện Kon Rẫy có 12 mô hình được ra mắt theo Kế hoạch số 133-KH/TU.",
    "Có 52/58 cơ quan, đơn vị nhận giúp đỡ 300–500 hộ nghèo với 1,2 tỷ đồng.",
    "Không có con số nào.",
    "",
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return solieu.nlp(published="2024-07-03", province="Kon Tum")


def test_spacy_finds_the_component_by_its_entry_point() -> None:
    (entry,) = entry_points(group="spacy_factories", name="solieu_figures")
    assert entry.load() is make_figures_component
    language = spacy.blank("xx")
    language.add_pipe("solieu_figures")
    doc = language(TEXTS[0])
    assert [span.text for span in doc.spans["figures"]] == ["12 mô hình"]


@pytest.mark.parametrize("text", TEXTS)
def test_spans_are_the_figures(nlp: Language, text: str) -> None:
    found = extract(text, published="2024-07-03", province="Kon Tum")
    doc = nlp(text)
    assert doc.text == text
    spans = [(span.start_char, span.end_char, span.label_) for span in doc.spans["figures"]]
    assert spans == [(f.start, f.end, f.indicator) for f in found]
    rows = [(row["value"], row["unit"], row["place"], row["period"]) for row in doc._.figures]
    assert rows == [(f.value, f.unit, f.place, f.period) for f in found]
    reasons = [(row["exact"], row["reason"]) for row in doc._.non_figures]
    assert reasons == [(item.exact, item.reason) for item in found.non_figures]


def test_two_processes_give_what_one_does(nlp: Language) -> None:
    texts = TEXTS * 3
    one = [(doc._.figures, len(doc.spans["figures"])) for doc in nlp.pipe(texts)]
    two = [(doc._.figures, len(doc.spans["figures"])) for doc in nlp.pipe(texts, n_process=2)]
    assert one == two
    assert sum(count for _, count in one) == 12


@pytest.mark.parametrize("processes", [1, 2])
def test_a_span_leads_to_its_row(nlp: Language, processes: int) -> None:
    for doc in nlp.pipe(TEXTS, n_process=processes):
        spans = doc.spans["figures"]
        assert [span._.figure for span in spans] == doc._.figures
        assert [span.text for span in spans] == [span._.figure["exact"] for span in spans]
        assert all(token._.figure is None for token in (doc[at : at + 1] for at in range(len(doc))))


@pytest.mark.parametrize("processes", [1, 2])
def test_a_decomposed_text_has_its_own_offsets(nlp: Language, processes: int) -> None:
    texts = [normalize("NFD", text) for text in TEXTS] + [normalize("NFD", TEXTS[0])[:60] + "ế"]
    for text, doc in zip(texts, nlp.pipe(texts, n_process=processes), strict=True):
        composed = nlp(normalize("NFC", text))
        spans = doc.spans["figures"]
        assert [normalize("NFC", span.text) for span in spans] == [
            span.text for span in composed.spans["figures"]
        ]
        assert [span._.figure for span in spans] == doc._.figures
        for row, plain in zip(doc._.figures, composed._.figures, strict=True):
            assert text[row["start"] : row["end"]] == row["exact"]
            assert text[row["sentence_start"] :].startswith(row["sentence"])
            assert text[row["number_start"]].isdigit()
            assert (row["value"], row["figure_id"]) == (plain["value"], plain["figure_id"])
        for row in doc._.non_figures:
            assert text[row["start"] : row["end"]] == row["exact"]


def test_letters_that_join_as_korean_ones_do_are_refused(nlp: Language) -> None:
    with pytest.raises(ValueError, match="not in NFC: give"):
        nlp(normalize("NFD", "Đoàn 한국 trao 12 suất quà."))


def test_a_wrong_context_is_told_at_once() -> None:
    with pytest.raises(solieu.UsageError, match="unknown province 'Xyz'"):
        solieu.nlp(province="Xyz")
    with pytest.raises(ValueError, match="'03/07/2024' is no date: write it as 2024-07-03"):
        solieu.nlp(published="03/07/2024")
    doc = solieu.nlp(province="thanh pho ha noi")("Có 12 mô hình.")
    assert doc._.figures[0]["place"] == "Hà Nội"


def test_a_docs_own_date_and_province_go_first(nlp: Language) -> None:
    text = "Sáng 11/9, xã trao 15 suất quà."
    doc = nlp.make_doc(text)
    doc._.published, doc._.province = "2019-09-12", "Lào Cai"
    (row,) = nlp(doc)._.figures
    assert row["period_start"] == "2019-09-11"
    assert row["place_basis"] == "source"
    assert row["place"] == "Lào Cai"
    (row,) = nlp(text)._.figures
    assert row["period_start"] == "2023-09-11"


def test_a_catalogue_of_ones_own_reaches_the_pipeline(tmp_path: Path) -> None:
    header = "code,label_vi,label_en,unit_kinds,nouns,topics,verbs,qualifiers,excludes,scope,weight"
    row = "wells,Giếng,Wells,count,giếng,,,,,,3,Có [3] giếng."
    (tmp_path / "indicators.csv").write_text(f"{header},example\n{row}\n", encoding="utf-8")
    doc = solieu.nlp(catalogue=str(tmp_path))("Xã có 3 giếng.")
    assert [span.label_ for span in doc.spans["figures"]] == ["wells"]


def test_displacy_draws_the_figures(nlp: Language) -> None:
    html = displacy.render(
        nlp(TEXTS[0]), style="span", options={"spans_key": "figures"}, jupyter=False
    )
    assert "models_built" in html
    assert "hình" in html


def test_a_pipeline_is_stored_and_loaded(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    loaded = spacy.load(tmp_path / "pipeline")
    assert loaded(TEXTS[1])._.figures == nlp(TEXTS[1])._.figures


def test_spans_of_a_decomposed_text_stand_where_its_figures_do() -> None:
    text = unicodedata.normalize("NFD", "Huyện có 12 hộ nghèo, 5 xã nữa.")
    doc = solieu.nlp()(text)
    assert [unicodedata.normalize("NFC", span.text) for span in doc.spans["figures"]] == [
        "12 hộ",
        "5 xã",
    ]
