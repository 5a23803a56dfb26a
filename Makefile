# Two commands do everything: `make demo` and `make test`. They need Python >= 3.11 and make, nothing else.
SHELL := /bin/sh
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin

.PHONY: demo test test-all test-faults check clean lock elasticsearch elasticsearch-stop

demo: .venv/.run
	@exec $(BIN)/python manage.py demo

test: .venv/.dev
	$(BIN)/python -m pytest -n auto -m "not browser and not faults"
	@echo "浏览器测试没有运行：用 make test-all（它会安装需要的东西）。Browser tests did NOT run: make test-all."

test-all: .venv/.dev
	sh .ci/test-all.sh

# Every fault of docs/检索故障演练.md against both engines, and the page written anew: about an hour.
test-faults: .venv/.dev
	sh .ci/faults.sh --faults-items 10000 --faults-whole --faults-report docs/检索故障演练.md

elasticsearch:
	@url=$$(sh .ci/elasticsearch.sh start) && printf '%s\n' "export SEARCH_URL=$$url SEARCH_TEST_URL=$$url" "# make elasticsearch-stop"

elasticsearch-stop:
	@sh .ci/elasticsearch.sh stop

check: .venv/.dev
	sh .ci/check.sh

lock: .venv/.dev
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --group dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv var

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更新的版本（含 venv）。Python >= 3.11 with venv is needed."; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.run: requirements.lock | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/.dev: requirements-dev.lock | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ .venv/.run
