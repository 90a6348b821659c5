# Everything happens in .venv; a stamp says whether the locked requirements are already in it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ADDRESS ?= 127.0.0.1:8000
JOBS ?= auto
# Whose site to build and to test: this folder's guide, or another one such as examples/city.
GUIDE ?= .
# Material's banner about MkDocs 2 would be the only line on standard error of a clean build.
export NO_MKDOCS_2_WARNING := 1

# What a target needs is made side by side: the environment, the browser.
MAKEFLAGS += --jobs=2

.DEFAULT_GOAL := help
.PHONY: help install serve build style check test words guide browser mutants audit bench lock upgrade release-check properdocs clean

help: ## say what each target does
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(VENV)/.installed ## create .venv with the locked requirements

$(VENV)/.installed: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Enquiry Guide needs Python 3.11 or later; name one with: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

serve: install ## build the guide and serve it at http://127.0.0.1:8000/, again at each save
	$(BIN)/mkdocs serve --livereload --config-file $(GUIDE)/mkdocs.yml --dev-addr $(ADDRESS)

build: install ## build the guide into its site/, stopping at the first warning
	$(BIN)/mkdocs build --strict --config-file $(GUIDE)/mkdocs.yml

style: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/zizmor --offline --quiet .github/workflows src/enquiry/authoring/guide_template/.github/workflows

check: style ## style, types and imports, and every test that needs no browser
	$(BIN)/pytest -n $(JOBS) --ignore-glob='*/browser/*'

test: style browser ## the same, and every test in a browser
	$(BIN)/pytest -n $(JOBS)

words: install ## what a change of words needs: check, strict build, the guide's tests but those in a browser
	$(check-guide) --ignore-glob='*/browser/*'

guide: install browser ## the same, and the guide's tests in a browser: what a change of facts or rules needs
	$(check-guide)

define check-guide
	$(BIN)/enquiry check $(GUIDE)
	$(BIN)/mkdocs build --strict --config-file $(GUIDE)/mkdocs.yml
	$(BIN)/enquiry check $(GUIDE) --site $(GUIDE)/site
	$(BIN)/pytest -n $(JOBS) tests/guide --guide $(GUIDE)
endef

mutants: install ## change the code in many small ways, and list the changes that no test notices
	$(BIN)/python -m tests.mutants

browser:
	@sh tests/browsing/find-or-install

audit: install browser ## run other people's tools on every page (needs Node and Java; RUNS=1 is quicker)
	CHROME_PATH=$${CHROMIUM:-$$(command -v chromium || command -v google-chrome || command -v chromium-headless-shell)} $(BIN)/python -m tests.audit $(GUIDE)

bench: install ## print the benchmarks' ratios
	$(BIN)/python -m benchmarks

lock: ## add to requirements*.txt, with hashes, what pyproject.toml asks for; no other pin moves
	$(call compile,)

upgrade: ## the same, and move every pin to the newest allowed version
	$(call compile,--upgrade)

define compile
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/pip install --quiet uv
	$(VENV)-lock/bin/uv pip compile pyproject.toml --all-extras --group bench --group dev \
	  --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet $(1) -o requirements.txt
	$(VENV)-lock/bin/uv pip compile pyproject.toml --extra fast --extra server --universal --python-version 3.11 \
	  --constraint requirements.txt --generate-hashes --no-annotate --no-header --quiet $(1) -o requirements-server.txt
	$(VENV)-lock/bin/uv pip compile --group pyproject.toml:release --universal --python-version 3.11 \
	  --constraint requirements.txt --generate-hashes --no-annotate --no-header --quiet $(1) -o requirements-release.txt
	rm -r $(VENV)-lock
endef

# Not in every .venv: with what describes a release, jsonschema takes a second longer to import.
$(VENV)/.release: requirements-release.txt $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-release.txt
	@touch $@

release-check: $(VENV)/.release ## what a release does without the outside world: build twice, install, SBOM
	$(BIN)/python -m tests.release $(PYTHONS)

properdocs: install ## build with the fork of MkDocs too, and require the same files
	$(BIN)/python -m tests.properdocs $(GUIDE)

clean: ## remove what the other targets made
	rm -rf site mutants .cache $(VENV)
