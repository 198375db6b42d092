"""Build the place tables of the catalogue from the `vietnamadminunits` package.

    python scripts/build_places.py [FOLDER]        (default: data/catalogue)

Writes `places.csv` (provinces and districts of both schemes) and `places_communes_2024.csv`,
`places_communes_2025.csv`. `places_aliases.csv` is kept by hand and left alone.
"""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import sys
import unicodedata
from collections.abc import Iterable
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

Row = dict[str, Any]

PLACE_COLUMNS = ("scheme", "code", "level", "type", "name", "parent", "successor")
OLD_COMMUNE_COLUMNS = ("code", "type", "name", "parent", "successor", "former")
NEW_COMMUNE_COLUMNS = ("code", "type", "name", "parent")


def main(folder: Path) -> None:
    """Write the three tables into `folder`."""
    package = find_spec("vietnamadminunits")
    if package is None or package.origin is None:
        raise SystemExit("vietnamadminunits is missing: pip install -e '.[dev]'")
    source = Path(package.origin).parent / "data"
    with closing(sqlite3.connect(f"file:{source / 'dataset.db'}?mode=ro", uri=True)) as database:
        database.row_factory = sqlite3.Row
        old = [dict(row) for row in database.execute("SELECT * FROM admin_units_legacy")]
        new = [dict(row) for row in database.execute("SELECT * FROM admin_units")]
    converter = json.loads((source / "converter_2025.json").read_text(encoding="utf-8"))
    province_of = {
        old_key: new_key for new_key, keys in converter["DICT_PROVINCE"].items() for old_key in keys
    }
    new_province = {row["provinceKey"]: row["provinceCode"] for row in new}
    upper = sorted(
        {
            *_old_provinces(old, province_of, new_province),
            *_old_districts(old, _commune_successors(new, converter)),
            *_new(new),
        }
    )
    _write(folder / "places.csv", PLACE_COLUMNS, upper)
    communes = sorted(_old_communes(old, _commune_successors(new, converter)))
    _write(folder / "places_communes_2024.csv", OLD_COMMUNE_COLUMNS, communes)
    renewed = sorted(
        (row["wardCode"], row["wardType"].lower(), _name(row["wardShort"]), row["provinceCode"])
        for row in new
    )
    _write(folder / "places_communes_2025.csv", NEW_COMMUNE_COLUMNS, renewed)


def _old_provinces(
    old: Iterable[Row], province_of: dict[str, str], new_province: dict[str, str]
) -> Iterable[tuple[str, ...]]:
    for row in old:
        kind = _kind(row["province"], row["provinceShort"])
        successor = new_province[province_of[row["provinceKey"]]]
        name = _name(row["provinceShort"])
        yield ("VN-2024", row["provinceCode"], "province", kind, name, "", successor)


def _old_districts(
    old: Iterable[Row], successors: dict[str, list[str]]
) -> Iterable[tuple[str, ...]]:
    # Only an island district without communes has one successor; of the others each commune has.
    for row in old:
        kind = row["districtType"].lower()
        name = _name(row["districtShort"])
        successor = "" if row["wardCode"] else " ".join(successors[_old_key(row)])
        yield (
            "VN-2024", row["districtCode"], "district", kind, name, row["provinceCode"], successor
        )  # fmt: skip


def _new(new: Iterable[Row]) -> Iterable[tuple[str, ...]]:
    for row in new:
        kind = _kind(row["province"], row["provinceShort"])
        name = _name(row["provinceShort"])
        yield ("VN-2025", row["provinceCode"], "province", kind, name, "", "")


def _old_communes(
    old: Iterable[Row], successors: dict[str, list[str]]
) -> Iterable[tuple[str, ...]]:
    for row in old:
        if row["wardCode"] is None:  # an island district without communes
            continue
        former = re.findall(r'"((?:xa|phuong|thitran)\w+)"', row["wardAlias"] or "")
        yield (
            row["wardCode"],
            row["wardType"].lower(),
            _name(row["wardShort"]),
            row["districtCode"],
            " ".join(successors[_old_key(row)]),
            " ".join(dict.fromkeys(former)),
        )


def _commune_successors(new: Iterable[Row], converter: Row) -> dict[str, list[str]]:
    """Return the new commune codes of each old commune's key, the main one first."""
    code = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in new}
    successors: dict[str, list[str]] = {}
    for province, merged in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, old_keys in merged.items():
            for old_key in old_keys:
                successors[old_key] = [code[province, ward]]
    for province, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old_key, parts in divided.items():
            ordered = sorted(parts, key=lambda part: not part["isDefaultNewWard"])
            codes = [code[province, part["newWardKey"]] for part in ordered]
            successors[old_key] = list(dict.fromkeys(codes))
    return successors


def _old_key(row: Row) -> str:
    return f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"


def _kind(full: str, short: str) -> str:
    return full.removesuffix(short).strip().lower()


def _name(name: str) -> str:
    # Where a town and a commune around it share a name, the package tells them apart in brackets.
    bare = re.sub(r" \([^)]+\)$", "", " ".join(name.split()))
    return unicodedata.normalize("NFC", bare)


def _write(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "data/catalogue"))
