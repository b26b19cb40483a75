# All the work of a contributor. `make help` lists the targets.
# Nothing is needed but Python >= 3.11 and make; the environment is built in .venv.

VENV ?= .venv
OUT ?= out/demo
# Processes of the test runner: a number, or `auto` for one a core.
WORKERS ?= auto
# The documents of the demo's ledger: those of the district, the scanned one with its characters, since recognising it
# once is enough.
SCANNED := 2025-plan-execution-report.pdf
DEMO_DOCUMENTS := $(filter-out %/$(SCANNED),$(wildcard examples/district/*)) examples/formats/$(SCANNED)
# Options handed to pytest, e.g. make test ARGS="-k numerals"
ARGS ?=

BIN := $(VENV)/bin
RUNTIME := $(VENV)/.installed
TOOLS := $(VENV)/.installed-dev

.DEFAULT_GOAL := help
.PHONY: help demo test check static lint format docs coverage benchmark clean

help: ## list the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(RUNTIME) ## read the example district and draw up its ledger: tables here, pages for the browser
	$(BIN)/duixian read examples/district --summary --format html -o $(OUT)
	$(BIN)/duixian ledger $(DEMO_DOCUMENTS) --summary -o $(OUT)/ledger.html
	@echo
	@echo "Open in a browser:"
	@echo "  $(OUT)/index.html   every figure, marked in its document's text"
	@echo "  $(OUT)/ledger.html  every promise, what came of it, and where it says so"

test: $(TOOLS) ## run all tests, in parallel, with branch coverage
	$(BIN)/python -m pytest -n $(WORKERS) --cov --cov-report=term $(ARGS)

check: static test ## run every check: style, types, layers, spelling, generated reference, tests

static: $(TOOLS) ## run the checks that do not run the program
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell
	$(BIN)/python docs/generate.py --check

lint: static ## the same as `make static`

format: $(TOOLS) ## put the code into form and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(TOOLS) ## write docs/reference and the output of examples from the code
	$(BIN)/python docs/generate.py
	$(BIN)/python docs/console.py

coverage: test ## run the tests and write htmlcov/index.html
	$(BIN)/coverage html

benchmark: $(TOOLS) ## measure quality and speed; see benchmarks/README.md
	$(BIN)/python -m benchmarks

clean: ## remove the environment, caches and output
	rm -rf $(VENV) build dist out htmlcov .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache
	rm -rf .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment: made once, filled again when pyproject.toml changes. pip obeys its own settings
# (PIP_INDEX_URL, pip.conf and so on).
$(BIN)/python:
	@python=; \
	for candidate in $(PYTHON) python3.13 python3.12 python3.11 python3 python; do \
	  if command -v $$candidate >/dev/null 2>&1 \
	    && $$candidate -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' >/dev/null 2>&1; \
	  then python=$$candidate; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "duixian needs Python 3.11, 3.12 or 3.13, and none was found on PATH." >&2; \
	  echo "Install one, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3.12" >&2; \
	  exit 1; \
	fi; \
	echo "making $(VENV) with $$($$python --version)"; \
	$$python -m venv --clear $(VENV) || { \
	  rm -rf $(VENV); \
	  echo "Python could not make an environment; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(RUNTIME): pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[pdf,ocr,docx,xlsx]'
	@touch $@

$(TOOLS): pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[all,dev]'
	@touch $@ $(RUNTIME)
