# Two commands do everything: `make demo` serves the demonstration, `make test` runs the tests.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PY := .venv/bin/python
STAMP := .venv/.installed
CATALOGUES := $(wildcard locale/*/LC_MESSAGES/*.po)
PORT ?= 8000
PYTEST_ARGS ?=
export PYTHONDONTWRITEBYTECODE ?=

.PHONY: help setup demo demo-data test test-browser test-services test-full services services-stop \
	check bench relevance messages lock format

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

$(STAMP): requirements.lock
	@python=$$(sh scripts/find_python.sh) && { [ -x $(PY) ] || "$$python" -m venv .venv; }
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

var/.catalogues: $(STAMP) $(CATALOGUES) scripts/catalogues.py
	@mkdir -p var
	$(PY) scripts/catalogues.py compile
	@touch $@

setup: $(STAMP) var/.catalogues ## Install everything into .venv and compile the catalogues

demo-data: setup ## Prepare the demonstration without serving it
	$(PY) manage.py migrate --settings config.settings.demo --verbosity 0
	$(PY) manage.py load_demo --settings config.settings.demo

demo: demo-data ## Serve the demonstration on http://127.0.0.1:8000 (PORT=)
	WAGTAILADMIN_BASE_URL=http://127.0.0.1:$(PORT) DJANGO_SETTINGS_MODULE=config.settings.demo \
		$(PY) -m gunicorn --bind 127.0.0.1:$(PORT) --access-logfile - config.wsgi

test: setup ## Run the tests on the embedded database
	$(PY) -m pytest -n auto $(PYTEST_ARGS)
	@if $(PY) -m tests.chromium; then $(PY) -m pytest -m browser; fi

test-browser: setup ## Run the browser tests; fails without Chromium
	$(PY) -m tests.chromium
	$(PY) -m pytest -m browser

services: $(STAMP) ## Start PostgreSQL and Elasticsearch (Docker, else local); writes var/services.env
	@$(PY) scripts/services.py start

services-stop: ## Stop what `make services` started
	@python=$$(sh scripts/find_python.sh) && "$$python" scripts/services.py stop

test-services: setup services ## Run the tests on PostgreSQL and Elasticsearch; fails if they cannot be started
	set -a; . ./var/services.env; set +a; $(PY) -m pytest -n auto $(PYTEST_ARGS)
	@set -a; . ./var/services.env; set +a; if $(PY) -m tests.chromium; then $(PY) -m pytest -m browser; fi

test-full: test test-browser test-services ## Everything, at full size
	$(PY) -m pytest -n auto -m full $(PYTEST_ARGS)
	set -a; . ./var/services.env; set +a; $(PY) -m pytest -n auto -m full tests/test_search_fuzz.py

check: setup ## Lint, templates, import directions, migrations, catalogues, deployment settings
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) scripts/check_templates.py
	PYTHONPATH=.:site .venv/bin/lint-imports --no-cache
	$(PY) manage.py makemigrations --check --dry-run --settings config.settings.test
	$(PY) scripts/catalogues.py check
	$(PY) scripts/check_deploy.py

format: $(STAMP) ## Format Python and templates
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .
	$(PY) scripts/check_templates.py --fix

messages: $(STAMP) ## Collect the strings into the catalogues (needs GNU gettext)
	$(PY) scripts/catalogues.py collect

lock: $(STAMP) ## Pin requirements.in into requirements.lock, with hashes and no index (needs uv)
	uv pip compile requirements.in --universal --generate-hashes --no-emit-index-url \
		--no-header --python-version 3.12 --quiet -o requirements.lock

bench: setup ## Measure the figures of docs/benchmarks.md; on the services too if they run
	$(PY) scripts/bench.py
	@if [ -f var/services.env ]; then set -a; . ./var/services.env; set +a; $(PY) scripts/bench.py; fi

relevance: setup ## Measure how well search finds what readers mean; on the services too if they run
	$(PY) scripts/relevance.py
	@if [ -f var/services.env ]; then set -a; . ./var/services.env; set +a; \
		$(PY) scripts/relevance.py && SEARCH_ENGINE=elasticsearch $(PY) scripts/relevance.py; fi
