# make demo    read the bundled report and say where its case file is
# make test    every check that the project has, as .ci/run does
# make lock    write the lists of requirements anew (after a change in pyproject.toml)
# make readme  write the README's dialogue anew (after a change in what is printed)
# make sbom    write out/sbom.json, every dependency with its hashes (CycloneDX)
# make licences      fail on a dependency whose licence is not on the allowed list
# make audit         ask the database of known faults about every dependency (needs the network)
# make wheel-twice   build the wheel twice and compare the bytes

PYTHON ?= $(shell sh tools/python)
BIN := .venv/bin
EXAMPLE := src/takhrij/examples/warehouse.ar.txt

.PHONY: demo test lock readme clean sbom licences audit wheel-twice

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

sbom:
	@sh tools/sbom "$(PYTHON)"

licences: .venv/.dev
	$(BIN)/python tools/licences.py

audit: .venv/.dev
	@sh tools/audit "$(PYTHON)"

wheel-twice: .venv/.dev
	@sh tools/wheel-twice $(BIN)/python

clean:
	rm -rf .venv out .mypy_cache .ruff_cache .pytest_cache .hypothesis
