# make demo   everything a newcomer needs: installs, reads samples/ into a database, shows what is in it
# make test   the tests            make lint   formatting, style and types
# make bench  ratios with targets  make lock   resolves the dependencies anew
# make load  documents a second into a new database, of LOAD_COUNT made-up documents (500)
# make stalls   every crafted line against every pattern, a quarter of an hour (make test takes some of each)
# make accuracy   what is right in the samples, group by group, into docs/accuracy.md; ACCURACY_DIRS names more folders
# Needs Python 3.11 to 3.13 and make. Everything else is installed into .venv/.

PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11,$(shell \
	$(name) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null && echo $(name))))
BIN := .venv/bin
INSTALLED := .venv/.installed

.DEFAULT_GOAL := help
.PHONY: help demo test lint stalls bench load accuracy lock install clean

help:
	@sed -n 's/^# make/make/p' Makefile

install: $(INSTALLED)

# uv installs the lock ten times faster than pip; pip does where uv has no build for the machine.
$(INSTALLED): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed. Install one, or name it: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@test -x $(BIN)/python || "$(PYTHON)" -m venv .venv || { \
		rm -rf .venv; echo "Python's venv module is missing: install the package python3-venv (Debian, Ubuntu), then run make again." >&2; exit 1; }
	@echo "Installing the locked dependencies into .venv ..."
	@if $(BIN)/python -m pip install --quiet --disable-pip-version-check uv 2>/dev/null; then \
		$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock && \
		$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .; \
	else \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .; \
	fi
	@touch $@

demo: $(INSTALLED)
	@$(BIN)/vanban ingest samples
	@$(BIN)/vanban overview

test: $(INSTALLED)
	$(BIN)/python -m pytest

stalls: $(INSTALLED)
	VANBAN_EVERY_LINE=1 $(BIN)/python -m pytest tests/test_stalls.py

lint: $(INSTALLED)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(INSTALLED)
	@$(BIN)/python -m tests.benchmark

load: $(INSTALLED)
	@$(BIN)/python -m tests.load_test --count $(or $(LOAD_COUNT),500)

accuracy: $(INSTALLED)
	@$(BIN)/python -m tests.accuracy $(ACCURACY_DIRS)

lock: $(INSTALLED)
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --no-emit-index-url \
		--python-version 3.11 pyproject.toml --group dev -o requirements.lock

clean:
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
