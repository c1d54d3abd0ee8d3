# make demo    read the bundled report and say where its case file is
# make test    every check that the project has, as .ci/run does
# make lock    write the lists of requirements anew (after a change in pyproject.toml)
# make readme  write the README's dialogue anew (after a change in what is printed)

PYTHON ?= $(shell sh tools/python)
BIN := .venv/bin
EXAMPLE := src/takhrij/examples/warehouse.ar.txt

.PHONY: demo test lock readme clean

demo: .venv/.run
	$(BIN)/takhrij check $(EXAMPLE) --out out/demo
	@echo
	@echo "The report: $(CURDIR)/out/demo/report.html"

test: .venv/.dev
	@sh tools/browser || echo "no chromium here: tests that need a browser are skipped"
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2

.venv/.run: requirements.lock pyproject.toml
	@sh tools/environment "$(PYTHON)" requirements.lock
	@touch $@

.venv/.dev: requirements-dev.lock pyproject.toml
	@sh tools/environment "$(PYTHON)" requirements-dev.lock
	@touch $@ .venv/.run

lock:
	@sh tools/lock "$(PYTHON)"

readme: .venv/.run
	$(BIN)/python tools/readme.py

clean:
	rm -rf .venv out .mypy_cache .ruff_cache .pytest_cache .hypothesis
