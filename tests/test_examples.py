"""The examples of scheduled jobs, tried: cron's line, systemd's units, the workflow's steps."""

from __future__ import annotations

import configparser
import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from small_site import SmallSite, running

EXAMPLES = Path(__file__).parent.parent / "examples"
# `solieu` as an installed one would be, reading the test's source instead of our own.
PROGRAM = """#!/bin/sh
command=$1; shift
[ "$command" = run ] && set -- --sources {sources} "$@"
PYTHONPATH={root} exec {python} -m solieu "$command" "$@"
"""
SOURCE = """
title = "Báo nhỏ"
base_url = "{base}"
province = "Kon Tum"
platform = "wordpress"
start = ["/"]
article_url = '/bai-\\d+/'
pace = 0.0
local = true
known_from = "a test"

[floor]
articles_a_week = 1
title = 0.0
date = 0.0
text = 0.0
"""


@pytest.fixture
def site() -> Iterator[SmallSite]:
    with running(3) as found:
        yield found


@pytest.fixture
def program(site, tmp_path) -> Path:
    """An executable `solieu` that goes over the small site."""
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "nho.toml").write_text(SOURCE.format(base=site.base), "utf-8")
    path = tmp_path / "bin" / "solieu"
    path.parent.mkdir()
    path.write_text(
        PROGRAM.format(sources=sources, root=EXAMPLES.parent, python=sys.executable), "utf-8"
    )
    path.chmod(0o755)
    return path


def test_cron_line(site, program, tmp_path):
    lines = (EXAMPLES / "crontab").read_text().splitlines()
    (line,) = [line for line in lines if line and not line.startswith("#")]
    *_times, command = line.split(maxsplit=5)
    assert "%" not in command  # cron would make a line break of it
    home = tmp_path / "solieu"
    (home / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(program, home / ".venv" / "bin" / "solieu")

    def run() -> str:
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "LOGNAME": "x"},
            capture_output=True,
            text=True,
        )
        assert done.stderr == ""
        return done.stdout

    assert run() == ""
    assert json.loads((home / "last-run.json").read_text())["articles"]["new"] == 3
    assert (home / "tables" / "datapackage.json").exists()
    site.listed = False
    assert "no address of an article in" in run()


def test_systemd_units(program, tmp_path):
    units = configparser.ConfigParser(strict=False, interpolation=None)
    units.optionxform = str  # type: ignore[assignment,method-assign]
    units.read(EXAMPLES / "systemd" / "solieu.service")
    command = shlex.split(units["Service"]["ExecStart"])
    assert command[0] == "/opt/solieu/bin/solieu"
    done = subprocess.run([program, *command[1:]], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0
    assert {json.loads(line)["source"] for line in done.stderr.splitlines()} == {"nho"}
    assert (tmp_path / "solieu.prom").read_text().startswith("# HELP solieu_run_end")
    assert units["Service"]["SuccessExitStatus"].split() == ["75", "143"]


def test_systemd_accepts_its_units(program, tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    for name in ("solieu.service", "solieu.timer"):
        text = (EXAMPLES / "systemd" / name).read_text()
        (tmp_path / name).write_text(text.replace("/opt/solieu/bin/solieu", str(program)))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "./solieu.service", "./solieu.timer"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_workflow_steps(site, program, tmp_path):
    workflow = yaml.safe_load((EXAMPLES / "github-actions" / "solieu.yml").read_text("utf-8"))
    assert workflow[True]["schedule"] == [{"cron": "17 19 * * *"}]  # YAML 1.1 reads "on" as true
    steps = {
        step["name"]: step["run"] for step in workflow["jobs"]["run"]["steps"] if "run" in step
    }
    assert steps.pop("Install") == "pip install solieu"
    work = tmp_path / "work"
    work.mkdir()

    def run(script: str) -> str:
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=work,
            env={**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}"},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    site.listed = False
    assert "::warning::a source yielded less than its floor" in run(steps["Run"])
    run(steps["Export"])
    assert (work / "tables" / "figures.parquet").exists()
