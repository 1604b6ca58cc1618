# Two commands matter: `make build` and `make test`. Everything they need goes into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := build
.PHONY: build check test serve lock clean

build: $(VENV)/.run
	@$(BIN)/policy build

# Two runs side by side take half the time on two cores; with PYTEST=… there is one, of what it names.
APART := tests/importing tests/returning tests/website tests/word
test: $(VENV)/.test
	@if [ -n "$(PYTEST)" ]; then exec $(BIN)/pytest $(PYTEST); fi; \
	  $(BIN)/pytest $(APART) & apart=$$!; \
	  $(BIN)/pytest $(addprefix --ignore=,$(APART)); rest=$$?; \
	  wait $$apart && exit $$rest

check: $(VENV)/.test
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

serve: $(VENV)/.run
	@$(BIN)/policy serve

# The lock files hold exact versions with hashes; a stamp is renewed only when its lock file or pyproject.toml is newer.
$(VENV)/.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Python 3.11 or newer is needed: make PYTHON=python3.12 …  需要 Python 3.11 或更新的版本。'; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo 'Python has no venv here: install it first (Debian, Ubuntu: apt install python3-venv).  请先安装 venv。'; exit 1; }
	@$(PYTHON) -m venv $(VENV) && touch $@

$(VENV)/.run: $(VENV)/.venv requirements/run.txt pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.run requirements/test.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

# New versions of what we stand on: resolve again, for every platform, with hashes and without the address of any index.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade
lock: $(VENV)/.test
	$(LOCK) pyproject.toml --group build -o requirements/run.txt
	$(LOCK) pyproject.toml --group build --group test --group check --group lock -c requirements/run.txt -o requirements/test.txt

clean:
	rm -rf build .venv .mypy_cache .ruff_cache .pytest_cache
