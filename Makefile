# Two commands on a fresh machine: `make run` ranks the shipped case, `make test` passes the tests.
# Both make their own virtual environment in .venv first; Python 3.11 or later and make are all they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check bench golden pictures schemas clean

run: $(VENV)/.ready ## rank the shipped case under the hawkish profile
	@$(BIN)/decide rank --weights hawkish.yaml

test: $(VENV)/.ready-test ## run all tests, on every processor
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

check: $(VENV)/.ready-dev ## everything that CI asks for: format, lint, types, rooms, schemas, workspace, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/decide check --quiet
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

bench: $(VENV)/.ready-test ## measure speed, as ratios in one run
	$(BIN)/python -m benchmarks

golden: $(VENV)/.ready-test ## rewrite the golden outputs; review the difference by eye
	$(BIN)/python -m pytest tests/golden --rewrite-golden

pictures: $(VENV)/.ready-test ## print the pictures of the documents anew; needs LibreOffice, Poppler and Chromium
	$(BIN)/python -m tests.workbook.pictures docs/pictures
	$(BIN)/python -m tests.diff.pictures docs/pictures

schemas: $(VENV)/.ready ## rewrite the JSON Schemas
	$(BIN)/decide schema

clean: ## remove the virtual environment and caches
	rm -rf $(VENV) .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "decide needs Python 3.11 or later; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo "this Python cannot make a virtual environment; on Debian: apt install python3-venv"; exit 1; }

$(VENV)/.ready: $(VENV)/bin/python pyproject.toml constraints.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.ready-test: $(VENV)/.ready
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready-test
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@
