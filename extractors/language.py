"""Extraction as a spaCy pipeline: `solieu.nlp()` gives a Language whose docs carry the figures.

    nlp = solieu.nlp()
    doc = nlp("Huyện Kon Rẫy có 12 mô hình.")
    doc.spans["figures"]           # spans labelled with their indicator
    doc._.figures                  # the same as dicts of the documented columns
    doc.spans["figures"][0]._.figure  # the dict of that span
    displacy.render(doc, style="span", options={"spans_key": "figures"})

Context of a text goes in as a tuple: nlp.pipe([(text, {"published": "2024-07-03"})],
as_tuples=True) leaves it to the caller; set it on the component with `config` instead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any
from unicodedata import combining, is_normalized, normalize

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from extractors.extract import extract
from extractors.publication import publication_day

_KEY = "figures"


def _register() -> None:
    # plain dicts, since dataclasses in extensions do not survive n_process > 1
    if not Doc.has_extension("figures"):
        Doc.set_extension("figures", default=None)
        Doc.set_extension("non_figures", default=None)
        Doc.set_extension("published", default=None)
        Doc.set_extension("province", default=None)
        Doc.set_extension("title", default=None)
        Span.set_extension("figure", default=None)  # of a span of doc.spans["figures"]


_register()


@Language.factory(
    "solieu_figures",
    default_config={"published": None, "province": None, "catalogue": None},
    assigns=["doc.spans", "doc._.figures", "doc._.non_figures", "span._.figure"],
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
        publication_day(published)  # one that is no date is told here, not at the first doc
        self.published, self.province = published, province
        self.catalogue = Path(catalogue) if catalogue else None

    def __call__(self, doc: Doc) -> Doc:
        """Extract the doc's figures; offsets are those of `doc.text`."""
        found = extract(
            doc.text,
            published=doc._.published or self.published,
            province=doc._.province or self.province,
            title=doc._.title,
            catalogue=self.catalogue,
        )
        doc._.figures = [_plain(asdict(figure)) for figure in found.figures]
        doc._.non_figures = [asdict(item) for item in found.non_figures]
        if not is_normalized("NFC", doc.text):
            _place_back([*doc._.figures, *doc._.non_figures], doc.text)
        rows: dict[Span, dict[str, Any]] = {}
        for row in doc._.figures:
            span = doc.char_span(
                row["start"], row["end"], label=row["indicator"], alignment_mode="expand"
            )
            if span is not None:
                rows.setdefault(span, row)
        # "300–500" is one token and one figure; two figures never share a span
        kept = filter_spans(rows)
        for span in kept:
            span._.figure = rows[span]
        doc.spans[_KEY] = kept
        return doc


def _place_back(rows: list[dict[str, Any]], text: str) -> None:
    """Give rows read from a text's NFC their offsets and quotes in the text itself."""
    starts: list[int] = []  # of each character in NFC, and the end of what it is made from
    ends: list[int] = []
    bases = [at for at, char in enumerate(text) if not combining(char) or not at]
    for start, end in pairwise([*bases, len(text)]):
        length = len(normalize("NFC", text[start:end]))
        starts += [start] * length
        ends += [end] * length
    if len(starts) != len(normalize("NFC", text)):  # as in Korean, where letters join
        raise ValueError("text is not in NFC: give unicodedata.normalize('NFC', text)")
    for row in rows:
        if "sentence" in row:
            first = row["sentence_start"]
            last = first + len(row["sentence"])
            row["sentence_start"] = starts[first]
            row["sentence"] = text[starts[first] : ends[last - 1]]
            row["number_start"] = starts[row["number_start"]]
        row["start"], row["end"] = starts[row["start"]], ends[row["end"] - 1]
        row["exact"] = text[row["start"] : row["end"]]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    for column in ("period_start", "period_end"):
        if row[column] is not None:
            row[column] = row[column].isoformat()
    return row


def make_language(
    *, published: str | None = None, province: str | None = None, catalogue: str | None = None
) -> Language:
    """Return a blank multilingual spaCy Language with the figures component."""
    language = spacy.blank("xx")
    config = {"published": published, "province": province, "catalogue": catalogue}
    language.add_pipe("solieu_figures", config=config)
    return language
