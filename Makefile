# Everything a developer or a centre needs, from a machine that has Python 3.11 or newer and make.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt
# One more than there are cores, five at most: many a test waits for a process, a disk or a second of the clock.
PYTEST := $(BIN)/python -m pytest --numprocesses $(shell n=$$(getconf _NPROCESSORS_ONLN); echo $$((n < 4 ? n + 1 : 5))) --dist worksteal
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run install test quick over-socket lint bench soak pictures keys clean

run: .venv/base  ## open the console on the example centre
	@$(BIN)/firstline $(ARGS)

install: .venv/dev  ## everything for working on Firstline, into .venv/

test: .venv/dev .venv/sshd lint  ## all checks and all tests
	$(PYTEST)

quick: .venv/dev  ## the checks and tests that take less than a minute
	$(BIN)/ruff check
	$(PYTEST) -m "not slow"

over-socket: .venv/dev  ## the screens' tests once more, each at a desk behind a socket
	FIRSTLINE_TEST_WAY=socket $(PYTEST) tests/console --ignore tests/console/terminal

lint: .venv/dev  ## style, types, import contracts, spelling
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell

bench: .venv/dev  ## figures, each against a peer measured in the same run
	$(BIN)/python -m bench

soak: .venv/dev  ## break it for twenty minutes: kills, power cuts, rubbish on the keys and on the socket
	$(BIN)/python -m bench --soak

pictures: .venv/dev  ## draw the README's pictures from the real console
	$(BIN)/python docs/pictures.py

keys: .venv/dev  ## write the key table into the README from the commands and the default keymap
	$(BIN)/python docs/keys.py

clean:  ## take away what the other targets made
	rm -rf .venv build dist .mypy_cache .ruff_cache .import_linter_cache .hypothesis

.venv/python: Makefile
	@test -n "$(PYTHON)" || { echo "Firstline needs Python 3.11 or newer; install it, or say make PYTHON=/path/to/python" >&2; exit 1; }
	@test -x $(BIN)/python && $(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || $(PYTHON) -m venv --clear .venv
	@touch $@

.venv/base: .venv/python pyproject.toml constraints.txt
	$(PIP) --editable .
	@$(BIN)/python -m compileall -q console db
	@touch $@

.venv/dev: .venv/base
	$(PIP) --editable '.[dev]'
	@touch $@

.venv/sshd: tests/ssh/server.sh | .venv/python
	@tests/ssh/server.sh
	@touch $@
