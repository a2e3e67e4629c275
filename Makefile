# The page and its tests from one command each. Kept to what GNU make 3.81 knows, which is what macOS has.
# make run | test | browsers | lint | bench | replicas | install | clean

PORT    ?= 8501
ADDRESS ?= localhost
# The first of these that is Python 3.11 or newer makes .venv; `make PYTHON=… run` chooses another.
PYTHON  ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
             $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
VENV    := .venv
# Tools are run as modules: the scripts in .venv/bin hold an absolute path and break when the folder is moved.
IN_VENV := $(VENV)/bin/python -m

.PHONY: run test browsers lint bench replicas install clean

# With an address given, Streamlit neither listens on the whole network nor asks a stranger for its own address.
run: $(VENV)/installed
	$(IN_VENV) streamlit run app.py --server.port $(PORT) --server.address $(ADDRESS)

test: $(VENV)/installed-dev
	$(IN_VENV) tests.browser.chromium
	$(IN_VENV) pytest -n 2 --dist loadfile

# Firefox and WebKit, which the suite does without.
browsers: $(VENV)/installed-dev $(VENV)/installed-browsers
	$(IN_VENV) tests.browser.engines

lint: $(VENV)/installed-dev
	$(IN_VENV) pytest tests/test_style.py

bench: $(VENV)/installed-dev
	$(IN_VENV) tests.browser.chromium
	$(IN_VENV) benchmarks.run

# Two replicas behind nginx, one of them killed: what deploy/ promises, tried.
replicas: $(VENV)/installed-dev
	$(IN_VENV) tests.browser.chromium
	$(IN_VENV) benchmarks.replicas

install: $(VENV)/installed

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache

# The stamps are newer than the requirements they were made from, so a second call installs nothing.
$(VENV)/installed: requirements.txt | $(VENV)/bin/python
	@echo "Installing requirements.txt into $(VENV): a few minutes, this once."
	$(IN_VENV) pip install --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	$(IN_VENV) pip install --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(VENV)/installed-browsers: requirements-browsers.txt $(VENV)/installed
	$(IN_VENV) pip install --disable-pip-version-check -r requirements-browsers.txt
	@touch $@

# Debian keeps ensurepip in a package of its own; without it `venv` stops half-way and leaves a folder without pip.
$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "This needs Python 3.11 or newer, and found none: install it, or name it with 'make PYTHON=/path/to/python3 run'." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "This needs Python 3.11 or newer, and $(PYTHON) is older or missing." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing: run 'sudo apt install python3-venv', then try again." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
