"""Where the TOML files lie, and how a record is read from one with clear errors."""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from scrapers.errors import DataError


def data_folder(kind: str) -> Path:
    """Folder of the `kind` files: beside the installed package, else in the checkout."""
    room = Path(__file__).parent
    for folder in (room / "_data" / kind, room.parent / "data" / kind):
        if folder.is_dir():
            return folder
    raise DataError(f"no folder of {kind} found; reinstall solieu, its data files are missing")


def read_toml(path: Path) -> dict[str, Any]:
    """The file as a mapping; DataError with file and line where it is not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: not valid TOML: {error}") from error


def check_keys(record: type, values: Mapping[str, Any], where: str) -> None:
    """Raise DataError for a key that `record` (a dataclass) lacks, or one that it needs."""
    known = {field.name: field for field in fields(record)}
    for key in values:
        if key not in known:
            raise DataError(f"{where}: unknown field {key!r}; choose from {', '.join(known)}")
    for name, field in known.items():
        needed = field.default is MISSING and field.default_factory is MISSING
        if needed and name not in values:
            raise DataError(f"{where}: field {name!r} is missing")
