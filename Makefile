# Two commands do everything: `make run` and `make test`. Each works alone, from a clean clone.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
UV     := .tools/bin/uv
FLASK  := $(BIN)/flask --app wsgi
# statistics run with a fixed number of threads, so that the same input gives the same bytes
export OMP_NUM_THREADS = 1
export OPENBLAS_NUM_THREADS = 1

.PHONY: run serve test proofs lint lock bench translate ipip clean
.DEFAULT_GOAL := help

help: ## show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

run: $(VENV)/run ## the demo company on http://127.0.0.1:8000
	@EXEMPLAR_COMPANY="$${EXEMPLAR_COMPANY:-Meridian Instruments}" exec $(FLASK) up --demo

serve: $(VENV)/run ## production: gunicorn and the worker, settings from exemplar.env
	@test -f exemplar.env || { echo "Write exemplar.env first; docs/production.md shows how." >&2; exit 1; }
	@set -a; . ./exemplar.env; EXEMPLAR_ENVIRONMENT=production; set +a; exec $(FLASK) up

test: $(VENV)/test system ## everything tests need, then all tests
	@bash tests/run.sh

proofs: $(VENV)/test ## the proofs over many seeds, whole
	@$(BIN)/pytest -m slow -n 2

lint: $(VENV)/test ## style and types
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

bench: $(VENV)/test ## speed, each figure beside its peer in the same run
	@$(BIN)/python -m benchmarks

lock: $(UV) ## renew the lock files
	@bash requirements/lock.sh $(UV)

translate: $(VENV)/run ## collect every string into the catalogues of every language
	@$(BIN)/pybabel -q extract -F assess/translations/babel.cfg -k _ -k lazy_gettext -k lazy_pgettext:1c,2 -c TRANSLATORS: -s \
		--add-location=file --sort-by-file --no-wrap -o assess/translations/messages.pot assess
	@$(BIN)/pybabel -q update -i assess/translations/messages.pot -d assess/translations \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap

ipip: $(VENV)/run ## the public-domain IPIP-NEO-120 into the library, its texts from a package of their own
	@bash requirements/texts.sh "$(PYTHON)" var/ipip requirements/ipip.txt
	@$(FLASK) db upgrade && PYTHONPATH=var/ipip $(FLASK) instruments install ipip-neo-120

clean: ## remove environment and data of the demo company
	rm -rf $(VENV) .tools var

$(UV): requirements/setup.txt
	@bash requirements/uv.sh "$(PYTHON)" requirements/setup.txt

# an environment that has what tests need keeps it
$(VENV)/run: requirements/run.txt $(UV)
	@bash requirements/install.sh "$(PYTHON)" $(VENV) requirements/$(if $(wildcard $(VENV)/test),test,run).txt
	@touch $@

$(VENV)/test: requirements/test.txt $(UV)
	@bash requirements/install.sh "$(PYTHON)" $(VENV) requirements/test.txt
	@touch $@ $(VENV)/run

.PHONY: system
system:
	@bash tests/system.sh
