"""Build a wheel of the package whose rules are compiled to C: three tenths less time.

    python scripts/build_compiled.py [FOLDER]        (default: dist)

Takes some minutes and needs a C compiler.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).parent.parent
INSTALL = "install it (Debian, Ubuntu: apt install gcc python3-dev)"


def build(folder: Path) -> Path:
    """Build the wheel into a folder; its path. Exits with one line where it cannot."""
    if shutil.which(os.environ.get("CC", "cc")) is None:
        sys.exit(f"the rules are compiled by a C compiler, and none is here: {INSTALL}")
    if not Path(sysconfig.get_path("include"), "Python.h").is_file():
        sys.exit(f"the rules are compiled with Python's header files, and none are here: {INSTALL}")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder, ROOT]
    environment = os.environ | {"HATCH_BUILD_HOOKS_ENABLE": "1"}
    if subprocess.run(command, env=environment, check=False).returncode:
        sys.exit("the rules could not be compiled: what pip said above tells why")
    return max(folder.glob("solieu-*.whl"), key=lambda wheel: wheel.stat().st_mtime)


if __name__ == "__main__":
    built = build(Path(sys.argv[1] if len(sys.argv) > 1 else "dist"))
    print(f"built; to install it where solieu is: pip install --force-reinstall --no-deps {built}")
