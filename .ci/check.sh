#!/bin/sh
# What every change must pass before any test runs (`make check`).
set -eu
bin=.venv/bin
export VAR_DIR="${VAR_DIR:-$(mktemp -d)}"

step() { printf '\n== %s\n' "$*"; "$@"; }

step $bin/ruff check .
step $bin/ruff format --check .
step $bin/djlint templates --lint --quiet
step $bin/mypy
step $bin/lint-imports
step $bin/python manage.py makemigrations --check --dry-run
step env DJANGO_SETTINGS_MODULE=config.settings.production \
    SECRET_KEY="$($bin/python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
    ALLOWED_HOSTS=jiajiao.example DATABASE_URL="sqlite:///$VAR_DIR/check.sqlite3" \
    $bin/python manage.py check --deploy --fail-level WARNING
step $bin/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
echo "check: all passed"
