# Everything a person or a machine does with this tree starts here; `make help` lists it.

PYTHON ?= python3
BIN := .venv/bin
SOURCES := archive digitize iiif alembic tests bench tools
COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes \
	--strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	$(if $(UPGRADE),--upgrade)
INSTALL := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --no-deps

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help demo run setup setup-test setup-bench test test-all check format docs manual messages bench lock clean

help: ## Say what can be done
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

demo: setup ## A sample archive with a book in it, started; REAL=DIR adds the page images in DIR
	@$(BIN)/fangzhi demo $(if $(PORT),--port $(PORT)) $(if $(REAL),--real "$(REAL)")

run: setup ## An empty archive for real use: web server and worker
	@$(BIN)/fangzhi serve --with-worker $(if $(PORT),--port $(PORT))

setup: ## Install what is missing: Debian packages, .venv, front-end files
	@tools/install_debian_packages run
	@$(MAKE) --silent .venv/.installed vendor/.fetched

setup-test:
	@tools/install_debian_packages run test
	@$(MAKE) setup

setup-bench:
	@tools/install_debian_packages run test bench
	@$(MAKE) setup

test: setup-test ## Every check, and every test but the exhaustive ones
	@$(MAKE) check
	$(BIN)/pytest --numprocesses 2 --dist loadfile -m "not exhaustive"

test-all: setup-test ## Every check and every test, properties on ten times as many examples
	@$(MAKE) check
	$(BIN)/pytest --numprocesses 2 --dist loadfile --hypothesis-profile exhaustive

check: setup ## Format, lint, types, import contracts, migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@scratch=$$(mktemp -d) && trap 'rm -rf "$$scratch"' EXIT && export FANGZHI_DATA_DIR="$$scratch" && \
		unset FANGZHI_DATABASE_URL && $(BIN)/fangzhi db upgrade && $(BIN)/fangzhi db check

format: setup ## Bring the code into its one format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: setup ## Write what follows from the code into docs/
	$(BIN)/python -m tools.document_settings

manual: setup-test ## The operators' pages with pictures of their screens, in var/manual
	$(BIN)/python -m tools.make_manual

messages: setup ## Bring the zh-Hant and English catalogues in step with the code
	$(BIN)/python -m tools.update_catalogues

bench: setup-bench ## Measure, each figure beside a peer's
	$(BIN)/python -m bench

lock: .venv/.installed ## Pin the Python packages after a change in pyproject.toml; UPGRADE=1 takes newer ones
	$(COMPILE) --output-file requirements.lock pyproject.toml
	$(COMPILE) --extra dev --constraint requirements.lock \
		--output-file requirements-dev.lock pyproject.toml

clean: ## Remove what set-up and tests left; the archive in var/ stays
	rm -rf .venv vendor dist htmlcov .coverage screenshots
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Fangzhi needs Python 3.11 or newer; $(PYTHON) is `$(PYTHON) --version 2>&1`." \
			"Name another one: make setup PYTHON=/path/to/python3" >&2; exit 1; }
	echo 'Making .venv'
	$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

# A few packages come as source: what builds them is held to the lock too, which the locked pip can do
# and Debian's cannot.
.venv/.locked: requirements-dev.lock | .venv/bin/python
	@echo 'Installing the locked Python packages'
	sed -n '/^pip==/,/# via/p' requirements-dev.lock >.venv/pip.lock
	$(INSTALL) --require-hashes --requirement .venv/pip.lock
	PIP_BUILD_CONSTRAINT=requirements-dev.lock $(INSTALL) --require-hashes --requirement requirements-dev.lock
	touch $@

.venv/.installed: pyproject.toml .venv/.locked
	$(INSTALL) --no-build-isolation --editable .
	touch $@

vendor/.fetched: frontend.lock.json tools/fetch_frontend.py | .venv/bin/python
	$(BIN)/python tools/fetch_frontend.py
	touch $@
