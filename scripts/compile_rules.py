"""The build hook that compiles the rules to C; `build_compiled.py` asks for it.

All is done on a copy: what the compiler leaves beside the sources would be imported in their place.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledRules(BuildHookInterface[Any]):
    """Adds the compiled rules to a wheel, beside their sources: those tell the rules' version."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the rules, but for an editable installation."""
        if version == "editable":
            return
        self.folder = TemporaryDirectory()  # goes with the process: the wheel is packed from it
        copy = Path(self.folder.name)
        shutil.copytree(Path(self.root, "extractors"), copy / "extractors")
        _compile(copy, self.root, self.config["python"])
        for built in [*copy.glob("*__mypyc*"), *(copy / "extractors").rglob("*.so")]:
            build_data["force_include"][str(built)] = str(built.relative_to(copy))
        build_data |= {"pure_python": False, "infer_tag": True}


def _compile(copy: Path, root: str, python: list[str]) -> None:
    """Compile the rules of a copy in place, but for the modules that stay Python."""
    sys.path.insert(0, root)
    from scripts.native import declare_rules

    modules = declare_rules(copy, python)
    command = [sys.executable, "-m", "mypyc", "--ignore-missing-imports", *modules]
    # What takes time is Python's own: more work of the compiler's only takes longer.
    subprocess.run(command, cwd=copy, env=os.environ | {"MYPYC_OPT_LEVEL": "1"}, check=True)
