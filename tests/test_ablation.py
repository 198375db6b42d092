"""The ablation takes the word list, and the reading of units, from every module that has them."""

from __future__ import annotations

from benchmarks.ablation import no_compounds, users_of, without_word_list
from extractors import catalogue, extract, units


def test_every_user_is_found() -> None:
    assert extract.extract("Xã có 12 hộ.").figures
    assert {"extractors.units", "extractors.indicators"} <= {
        m.__name__ for m in users_of("compounds")
    }
    assert catalogue not in users_of("compounds")
    assert "extractors.quantities" in {m.__name__ for m in users_of("read_unit")}


def test_the_word_list_comes_back() -> None:
    with without_word_list():
        assert units.compounds is no_compounds
    assert units.compounds is catalogue.compounds
