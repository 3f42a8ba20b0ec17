# Everything from a fresh clone: `make run`, or `make test`. Each target sets up what it needs.
.DEFAULT_GOAL := help
SHELL := /bin/bash
SERVICE_PYTHONS := 3.11 3.12 3.13
BRAIN_PYTHON := 3.10
BIN := .venv/bin
UV := $(BIN)/uv
DOMAIN := domain.yml
LOCALES := $(wildcard locales/*/LC_MESSAGES/smsup.po)
COMPILED := $(LOCALES:.po=.mo)

.PHONY: help setup run test check lint types locales translate documents train bench lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: .venv/service .venv-rasa/ready locales ## both virtual environments and the compiled locales

run: setup ## the service on this machine, with phones in the simulator
	@$(BIN)/smsup run

train: setup ## the brain, when its data has changed
	@$(BIN)/smsup train

test: setup .venv/dev ## all tests
	@if test -x .venv-rasa/bin/rasa; then $(BIN)/smsup train; fi
	@$(BIN)/pytest --numprocesses auto --dist loadfile $(PYTEST)

check: lint types test ## what must pass before a commit: format, lint, types, locales, tests

lint: setup .venv/dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: setup .venv/dev
	@$(BIN)/mypy
	@if test -x .venv-rasa/bin/python; then $(BIN)/mypy --python-executable .venv-rasa/bin/python --config-file mypy-brain.ini; fi

bench: setup .venv/dev ## how our understanding compares with the stock Rasa pipeline, both trained on the same share of the texts: twenty minutes
	@$(BIN)/python -m benchmarks.understanding

locales: $(COMPILED) ## compile the catalogues

translate: .venv/dev ## take new replies of domain.yml into the catalogues of all languages
	$(BIN)/pybabel -q extract -F locales/babel.cfg -k pgettext:1c,2 -k npgettext:1c,2,3 --project SMSUp --version "" \
		--no-wrap --omit-header --no-location -o locales/smsup.pot .
	@for po in $(LOCALES); do \
		$(BIN)/pybabel -q update -i locales/smsup.pot -o $$po -l $$(basename $$(dirname $$(dirname $$po))) \
			--no-wrap --no-fuzzy-matching --ignore-pot-creation-date; \
	done

documents: .venv/dev locales ## the parts of README and docs that are made from the code
	@$(BIN)/python -m bot.documents

%.mo: %.po .venv/service
	@$(BIN)/pybabel -q compile -i $< -o $@

.venv/bin/uv: requirements/tools.txt
	@python=$$(scripts/find-python $(SERVICE_PYTHONS)) || { echo "SMSUp needs Python 3.11 or newer."; exit 1; }; \
		echo "Setting up the service with $$($$python --version)..."; \
		$$python -m venv .venv && $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
			-r requirements/tools.txt && touch $@

.venv/service: .venv/bin/uv requirements/service.txt pyproject.toml
	@VIRTUAL_ENV=.venv $(UV) pip install --quiet --require-hashes -r requirements/service.txt
	@VIRTUAL_ENV=.venv $(UV) pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: .venv/service requirements/dev.txt
	@VIRTUAL_ENV=.venv $(UV) pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

.venv-rasa/ready: .venv/bin/uv requirements/brain.txt
	@python=$$(PATH="$(CURDIR)/.venv/bin:$$PATH" scripts/find-python $(BRAIN_PYTHON)) || { \
			echo "No Python $(BRAIN_PYTHON) found: the service runs without Rasa, exact texts only."; \
			mkdir -p .venv-rasa; exit 0; }; \
		test -n "$$python" || exit 0; \
		echo "Setting up the brain with $$($$python --version): Rasa is large, this takes a minute..."; \
		$(UV) venv --quiet --allow-existing --python $$python .venv-rasa && \
		$(UV) pip install --quiet --python .venv-rasa/bin/python --require-hashes -r requirements/brain.txt && \
		touch $@

lock: .venv/bin/uv ## pin requirements/*.in anew, with hashes
	@for name in tools service dev; do \
		$(UV) pip compile --quiet --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
			--python-version 3.11 requirements/$$name.in -o requirements/$$name.txt; done
	@$(UV) pip compile --quiet --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
		--python-version $(BRAIN_PYTHON) requirements/brain.in -o requirements/brain.txt

clean: ## what was built; the database and the secret key in var/ stay
	rm -rf .venv .venv-rasa build *.egg-info .mypy_cache .pytest_cache .ruff_cache locales/*/LC_MESSAGES/*.mo
