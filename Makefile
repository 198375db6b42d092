# make demo    the whole path on the sample site that ships with the project
# make test    every gate: style, types, the rule of imports, the tests
# Each sets up what it needs in .venv, once; a later call finds it there.

PYTHON ?= python3
OUT ?= demo-output
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help demo test lint format bench compiled clean distclean
.DEFAULT_GOAL := help

help:
	@echo "make demo    crawl the sample site, extract, check, store, export (into $(OUT)/)"
	@echo "make test    style, types, imports and tests, as CI runs them"
	@echo "make lint    the same without the tests"
	@echo "make format  put the code into the project's style"
	@echo "make bench   speed and memory beside other tools, with targets"
	@echo "make compiled  a wheel whose rules are compiled to C, for millions of articles (into dist/)"
	@echo "make clean   remove what the above made (distclean: .venv too)"

demo: $(READY)
	@$(BIN)/solieu demo --out $(OUT)

test: lint
	$(BIN)/pytest

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(READY)
	@$(BIN)/python -m benchmarks

compiled: $(READY)
	@$(BIN)/python scripts/build_compiled.py

$(READY): pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not here: install Python 3.11 or newer, or say which with make PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "solieu needs Python 3.11 or newer, and $(PYTHON) is `$(PYTHON) --version`: say which to use with make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make environments: install its venv package (Debian, Ubuntu: apt install python3-venv)" >&2; exit 1; }
	@echo "Setting up $(VENV): the first time takes a few minutes"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet -c constraints.txt -e '.[dev]'
	@touch $@

clean:
	rm -rf $(OUT) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

distclean: clean
	rm -rf $(VENV) *.egg-info
