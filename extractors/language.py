"""Extraction as a spaCy pipeline: `solieu.nlp()` gives a Language whose docs carry the figures.

    nlp = solieu.nlp()
    doc = nlp("Huyện Kon Rẫy có 12 mô hình.")
    doc.spans["figures"]           # spans labelled with their indicator
    doc._.figures                  # the same as dicts of the documented columns
    displacy.render(doc, style="span", options={"spans_key": "figures"})

Context of a text goes in as a tuple: nlp.pipe([(text, {"published": "2024-07-03"})],
as_tuples=True) leaves it to the caller; set it on the component with `config` instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from extractors.extract import extract

_KEY = "figures"


def _register() -> None:
    # plain dicts, since dataclasses in extensions do not survive n_process > 1
    if not Doc.has_extension("figures"):
        Doc.set_extension("figures", default=None)
        Doc.set_extension("non_figures", default=None)
        Doc.set_extension("published", default=None)
        Doc.set_extension("province", default=None)
        Doc.set_extension("title", default=None)
        Span.set_extension("figure", default=None)


_register()


@Language.factory(
    "solieu_figures",
    default_config={"published": None, "province": None, "catalogue": None},
    assigns=["doc.spans", "doc._.figures", "doc._.non_figures"],
)
def make_figures_component(
    nlp: Language,
    name: str,
    published: str | None,
    province: str | None,
    catalogue: str | None,
) -> Callable[[Doc], Doc]:
    """Make the component that fills `doc.spans["figures"]` and `doc._.figures`.

    `published` and `province` are defaults; `doc._.published`, `doc._.province` and `doc._.title`
    of a doc made beforehand take precedence.
    """
    del nlp, name
    return FiguresComponent(published, province, catalogue)


class FiguresComponent:
    """Callable on a Doc; a class because spaCy pickles components for n_process > 1."""

    def __init__(self, published: str | None, province: str | None, catalogue: str | None) -> None:
        self.published, self.province = published, province
        self.catalogue = Path(catalogue) if catalogue else None

    def __call__(self, doc: Doc) -> Doc:
        """Extract the doc's figures; the rows' offsets are those of the text in NFC, as always."""
        found = extract(
            doc.text,
            published=doc._.published or self.published,
            province=doc._.province or self.province,
            title=doc._.title,
            catalogue=self.catalogue,
        )
        doc._.figures = [_plain(asdict(figure)) for figure in found.figures]
        doc._.non_figures = [asdict(item) for item in found.non_figures]
        spans = []
        given = _offsets_given(doc.text)
        for figure in found.figures:
            start, end = figure.start, figure.end
            if given is not None:
                start, end = given[start], given[end]
            span = doc.char_span(start, end, label=figure.indicator, alignment_mode="expand")
            if span is not None:
                spans.append(span)
        # "300–500" is one token and one figure; two figures never share a span
        doc.spans[_KEY] = filter_spans(spans)
        return doc


def _offsets_given(text: str) -> list[int] | None:
    """Where each character of the NFC and its end stand in the text; None where it is in NFC."""
    if unicodedata.is_normalized("NFC", text):
        return None
    offsets: list[int] = []
    for letter in re.finditer(r"(?s).[\u0300-\u036f]*", text):
        offsets += [letter.start()] * len(unicodedata.normalize("NFC", letter.group()))
    return [*offsets, *[len(text)] * (len(text) + 1 - len(offsets))]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    for column in ("period_start", "period_end"):
        if row[column] is not None:
            row[column] = row[column].isoformat()
    return row


def nlp(
    *, published: str | None = None, province: str | None = None, catalogue: str | None = None
) -> Language:
    """Return a blank multilingual spaCy Language with the figures component."""
    language = spacy.blank("xx")
    config = {"published": published, "province": province, "catalogue": catalogue}
    language.add_pipe("solieu_figures", config=config)
    return language
