PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
EDSNLP := .venv-edsnlp/.installed

.PHONY: demo test test-all lint format bench pictures clean

## make demo: install what is needed, then show the main job on a sample letter.
demo: $(STAMP)
	@$(BIN)/eligo demo

## make test: the default test suite (under five minutes).
test: $(STAMP)
	@$(BIN)/python -m pytest -m "not slow"

## make test-all: everything, the slow suites included.
test-all: $(STAMP)
	@$(BIN)/python -m pytest

## make lint: what the continuous integration checks besides the tests.
lint: $(STAMP)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(STAMP)
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

## make bench: speed and memory, as ratios to other engines of the same run. Several minutes.
bench: $(STAMP)
	@$(MAKE) --no-print-directory $(EDSNLP) || echo "EDS-NLP n'a pas pu être installé dans .venv-edsnlp : sa ligne manquera."
	@$(BIN)/python -m tests.benchmarks.extraction
	@$(BIN)/python -m tests.benchmarks.criteria
	@$(BIN)/python -m tests.benchmarks.memory

# EDS-NLP needs another spaCy than medspaCy: it has an environment of its own.
$(EDSNLP):
	@test -x .venv-edsnlp/bin/python || $(PYTHON) -m venv .venv-edsnlp
	@.venv-edsnlp/bin/python -m pip install --quiet --disable-pip-version-check edsnlp==0.23.0 || { rm -rf .venv-edsnlp; exit 1; }
	@touch $(EDSNLP)

$(STAMP): pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	@touch $(STAMP)

## make pictures: the README's pictures, from the real application.
pictures: $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[pictures]"
	@$(BIN)/python docs/pictures.py

clean:
	rm -rf .venv .venv-edsnlp build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
