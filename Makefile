# Everything there is to run. `make` alone lists it.

PORT ?= 8000
# The first Python that is new enough; PYTHON3=/path/to/python chooses another.
PYTHON3 ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& command -v $$python && break; done)
PYTHON := .venv/bin/python
MANAGE := $(PYTHON) manage.py
PIP_INSTALL := $(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes
DJADE := .venv/bin/djade --target-version 5.2
TEMPLATES := find . -path ./.venv -prune -o -path '*/templates/*.html' -print0

# Whatever a developer keeps in .env or in the shell, tests and checks see the same settings.
TEST_SETTINGS := DJANGO_ENV=development DEBUG=no SECURE_HTTPS=no REVIEW_STEPS=3 LOG_LEVEL=WARNING \
	ALLOWED_HOSTS= CSRF_TRUSTED_ORIGINS= SITE_URL= SITE_NAME=高新区党建实践库 \
	DATABASE_URL=sqlite://:memory:
SERVER_SETTINGS := DJANGO_ENV=production SECURE_HTTPS=yes REVIEW_STEPS=3 \
	ALLOWED_HOSTS=example.org SITE_URL=https://example.org DATABASE_URL=sqlite://:memory: \
	SECRET_KEY=$$(python3 -c 'import secrets; print(secrets.token_urlsafe(60))')
PRACTICES ?= 100000
MINUTES ?= 20
LOAD_BASE = var/load-$(PRACTICES).sqlite3
# What the site needs, all that it brings included.
PACKAGES = $(shell grep -oE '^[a-z0-9._-]+==' requirements.txt | tr -d =)
PYTEST := $(PYTHON) -m pytest --numprocesses 2 --dist worksteal

.PHONY: help setup setup-dev run editor test cluster chaos lint sbom format serve activate return \
	wheelhouse install-offline backup restore bench load lock clean
.DEFAULT_GOAL := help

help: ## List these commands
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(MAKEFILE_LIST) | while IFS='	' read -r name text; do \
		printf '  make %-15s %s\n' "$$name" "$$text"; done

setup: .venv/.installed ## Install what the site needs into .venv

setup-dev: .venv/.installed-dev ## Install what tests and checks need, too

# Without the reloader: up a second sooner, and gone when `make` is. For work on the code, use
# `DEBUG=yes .venv/bin/python manage.py runserver`.
run: setup ## Prepare the database and serve the site on this machine (PORT=8000)
	@$(MANAGE) prepare
	@printf '\n  %s\n  %s\n  %s\n\n' 'http://127.0.0.1:$(PORT)/' \
		'后台 http://127.0.0.1:$(PORT)/admin/ ，编辑账号用 make editor 创建' \
		'(editors sign in at /admin/; make an account with: make editor)'
	@DJANGO_RUNSERVER_HIDE_WARNING=true exec $(MANAGE) runserver --noreload 127.0.0.1:$(PORT)

editor: setup ## Make an account that may sign in to /admin/
	@$(MANAGE) prepare
	@$(MANAGE) make_editor

test: setup-dev ## Run all tests on SQLite, and those of the database on PostgreSQL again
	@selection="$$($(PYTHON) -m tests.support.machine)" || exit 1; \
	export $(TEST_SETTINGS); \
	echo '== SQLite'; $(PYTEST) -m "$$selection"; sqlite=$$?; \
	echo '== PostgreSQL'; $(PYTHON) -m tests.support.postgres -- \
		$(PYTEST) -m 'database and not browser'; postgres=$$?; \
	exit $$((sqlite || postgres))

cluster: setup-dev ## Run a cluster on this machine and break it, part by part (needs nginx, redis-server)
	@export $(TEST_SETTINGS); $(PYTHON) -m pytest -p no:xdist --override-ini addopts= -ra --tb=short \
		--import-mode=importlib --exitfirst --durations=5 tests/cluster

chaos: setup-dev ## Kill, fill, cut off and set back what the site needs (needs root, redis-server, faketime)
	@export $(TEST_SETTINGS); $(PYTHON) -m pytest -p no:xdist --override-ini addopts= -ra --tb=short \
		--import-mode=importlib --durations=10 tests/chaos

lint: setup-dev ## Check style, templates, migrations, production settings, and what others made
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	@echo 'djlint, djade'; $(TEMPLATES) | xargs -0 -r $(PYTHON) -m djlint --lint --quiet
	@$(TEMPLATES) | xargs -0 -r $(DJADE) --check
	@echo 'makemigrations --check'
	@$(TEST_SETTINGS) $(MANAGE) makemigrations --check --dry-run
	@echo 'check --deploy'
	@$(SERVER_SETTINGS) $(MANAGE) check --deploy --fail-level WARNING
	@echo 'pip-audit, pip-licenses'
	@mkdir -p var
	@$(PYTHON) -m pip_audit --disable-pip --require-hashes --requirement requirements.txt \
		--progress-spinner off --output var/audit.txt || { cat var/audit.txt; exit 1; }
	@printf '%s of %s packages could not be asked for\n' \
		"$$(grep -c 'could not be audited' var/audit.txt)" '$(words $(PACKAGES))'
	@$(PYTHON) -m piplicenses --packages $(PACKAGES) --output-file var/licences.txt >/dev/null

sbom: setup-dev ## List what the site is made of as CycloneDX, in var/sbom.json
	@mkdir -p var
	$(PYTHON) -m cyclonedx_py requirements requirements.txt --of JSON --output-reproducible -o var/sbom.json

format: setup-dev ## Put code and templates into the project's style
	$(PYTHON) -m ruff check --fix-only .
	$(PYTHON) -m ruff format .
	$(TEMPLATES) | xargs -0 -r $(DJADE)

serve: setup ## Serve as in production, with gunicorn behind a proxy (see .env.example)
	@export DJANGO_ENV="$${DJANGO_ENV:-production}"; \
	$(MANAGE) prepare && $(MANAGE) collectstatic --no-input --verbosity 0 \
	&& exec $(PYTHON) -m gunicorn --config deploy/gunicorn.py --bind 127.0.0.1:$(PORT) config.wsgi

# What these do, and where they expect what: docs/installing.md.
activate: ## On a server, as root: back up, migrate, and let this release serve
	@sh deploy/switch.sh activate

return: ## On a server, as root: take site and database back to this earlier release
	@sh deploy/switch.sh return

# pip would ask the Python that runs it, not the one that is meant, which wheels are wanted: so uv
# says which, and pip fetches them, every one by its hash.
wheelhouse: setup-dev ## Program and packages as one file, for a machine without a network
	@rm -rf $(CARRIED) && mkdir -p $(CARRIED)
	@git archive --format=tar HEAD | tar -x -C $(CARRIED)
	@$(PYTHON) -m uv pip compile --quiet --no-deps --no-header --no-annotate --generate-hashes \
		--no-emit-index-url --no-emit-find-links --python-version $(TARGET_PYTHON) \
		--python-platform $(TARGET_MACHINE)-manylinux_2_28 \
		$(CARRIED)/requirements.txt -o var/wheelhouse/wanted.txt
	@echo 'Collecting $(VERSION) for Python $(TARGET_PYTHON) on $(TARGET_MACHINE) …'
	@$(PYTHON) -m pip download --quiet --disable-pip-version-check --require-hashes --no-deps \
		--only-binary=:all: --implementation cp --python-version $(TARGET_PYTHON) \
		$(foreach glibc,2014 _2_17 _2_24 _2_27 _2_28,--platform manylinux$(glibc)_$(TARGET_MACHINE)) \
		--dest $(CARRIED)/wheels -r var/wheelhouse/wanted.txt
	@tar -c --sort=name --owner=0 --group=0 --numeric-owner --mtime="$$(git log -1 --format=%cI)" \
		-C var/wheelhouse -f $(CARRIED).tar $(notdir $(CARRIED))
	@cd var/wheelhouse && sha256sum $(notdir $(CARRIED)).tar > $(notdir $(CARRIED)).tar.sha256
	@rm -rf $(CARRIED) var/wheelhouse/wanted.txt
	@ls -l $(CARRIED).tar $(CARRIED).tar.sha256

# Debian 12; for Ubuntu 24.04: TARGET_PYTHON=3.12. The other machine may be an aarch64.
TARGET_PYTHON ?= 3.11
TARGET_MACHINE ?= x86_64
VERSION ?= $(shell git describe --tags --always)
CARRIED = var/wheelhouse/dangjian-$(VERSION)

install-offline: | .venv/bin/python ## Install from what `make wheelhouse` collected, without a network
	@test -d wheels || { \
		echo '没有 wheels 目录：请在 make wheelhouse 所做文件解开后的目录里运行。' >&2; exit 1; }
	@$(PIP_INSTALL) --no-index --find-links wheels -r requirements.txt
	@touch .venv/.installed

backup: setup ## Back up database and received documents into one file, while the site serves
	@$(MANAGE) backup

restore: setup ## Restore a backup and prove it: FILE=… (KEY=… if encrypted, REPLACE=yes over content)
	@test -n '$(FILE)' || { echo '请写明恢复哪一份备份：make restore FILE=文件' >&2; exit 1; }
	@$(MANAGE) restore '$(FILE)' $(if $(KEY),--key '$(KEY)') $(if $(filter yes,$(REPLACE)),--replace)

bench: setup-dev ## Measure import, search, pages and downloads, on bases of SIZES="1000 10000" practices
	@$(PYTHON) -m tests.bench.run
	@$(PYTHON) -m tests.bench.sizes $(SIZES)
	@$(PYTHON) -m tests.bench.tables
	@$(PYTHON) -m tests.bench.downloads
	@$(PYTHON) -m tests.bench.documents

load: setup-dev ## Serve a base of PRACTICES=100000 under load for MINUTES=20 and more (needs nginx)
	@test -f $(LOAD_BASE) || DATABASE_URL=sqlite:///$(CURDIR)/$(LOAD_BASE) \
		$(PYTHON) -m tests.bench.generate $(PRACTICES)
	@DATABASE_URL=sqlite:///$(CURDIR)/$(LOAD_BASE) $(PYTHON) -m tests.load.run $(MINUTES)

lock: setup-dev ## Pin the newest versions that requirements*.in allow
	$(PYTHON) -m uv pip compile $(LOCK_OPTIONS) requirements.in -o requirements.txt
	$(PYTHON) -m uv pip compile $(LOCK_OPTIONS) requirements-dev.in -o requirements-dev.txt

# One file for every Python from 3.11 on; every wheel's hash, from the public index, which the files
# do not name: whoever installs may have a mirror.
LOCK_OPTIONS := --upgrade --universal --python-version 3.11 --generate-hashes --strip-extras \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' --quiet

clean: ## Remove what can be made again; the database and received documents stay
	rm -rf .venv var/static var/wheelhouse .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.installed: requirements.txt | .venv/bin/python
	@echo 'Installing requirements.txt …'
	@$(PIP_INSTALL) -r requirements.txt
	@touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	@echo 'Installing requirements-dev.txt …'
	@$(PIP_INSTALL) -r requirements-dev.txt
	@touch $@

# Debian and Ubuntu keep part of Python's own venv in a package of its own.
.venv/bin/python:
	@test -n '$(PYTHON3)' || { \
		echo 'Python 3.11 or newer is needed: apt-get install python3 python3-venv' >&2; exit 1; }
	@$(PYTHON3) -c 'import ensurepip' 2>/dev/null || { \
		package="python$$($(PYTHON3) -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"; \
		echo "Python's venv is incomplete; it needs: apt-get install $$package" >&2; \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
		&& apt-get update -qq && apt-get install -y -qq "$$package" </dev/null; }
	@$(PYTHON3) -m venv .venv || { rm -rf .venv; exit 1; }
