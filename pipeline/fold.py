"""Folding for search: `Đăk Glei` and `dak glei` become the same characters."""

import unicodedata


class _Folds(dict[int, str]):
    """Code point → its base letter in lower case, worked out at first sight."""

    def __missing__(self, code: int) -> str:
        letter = unicodedata.normalize("NFD", chr(code))[0]
        if unicodedata.category(letter) == "Mn":
            folded = ""
        else:
            folded = {"đ": "d", "Đ": "d"}.get(letter) or letter.lower()[0]
        self[code] = folded
        return folded


_FOLDS = _Folds()


def fold(text: str) -> str:
    """Return text in lower case without diacritics, đ as d; NFC text keeps its length."""
    return text.translate(_FOLDS)


def fold_parts(text: str, *others: str | None) -> str:
    """Return a text folded, and after it those of the others that it does not hold."""
    more = dict.fromkeys(part for part in others if part and part not in text)
    return fold("\n".join((text, *more)))
