#!/bin/sh
# The whole suite (`make test-all`): on SQLite with a real browser, then on a real PostgreSQL.
# Brings what it needs where it can (Debian, root) and says loudly what it could not bring.
set -eu
bin=.venv/bin
missing=""

bring() { # bring COMMAND PACKAGE...: true when the command is there in the end
    command -v "$1" >/dev/null 2>&1 && return 0
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
    shift
    apt-get update -qq >/dev/null 2>&1 || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null 2>&1 || return 1
}

postgres_bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1; }

if bring chromium chromium fonts-noto-cjk && command -v chromium >/dev/null; then
    $bin/python -m pytest -n auto -m "not browser and not faults"
    $bin/python -m pytest -m browser
else
    missing="$missing 浏览器测试(chromium)"
    $bin/python -m pytest -n auto -m "not browser and not faults"
fi

[ -n "$(postgres_bin)" ] || bring no-such-command postgresql || true
if [ -n "$(postgres_bin)" ]; then
    pg=$(postgres_bin)
    work=$(mktemp -d)
    as_owner() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
    [ "$(id -u)" != 0 ] || chown postgres "$work"
    stop() { as_owner "$pg/pg_ctl" -D "$work/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$work"; }
    trap stop EXIT INT TERM
    as_owner "$pg/initdb" -D "$work/data" -U heluo -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
    as_owner "$pg/pg_ctl" -D "$work/data" -w -l "$work/log" \
        -o "-c listen_addresses= -c unix_socket_directories=$work -c fsync=off" start >/dev/null
    as_owner "$pg/createdb" -h "$work" -U heluo heluo
    DATABASE_URL="postgres://heluo@/heluo?host=$work" $bin/python -m pytest -n auto -m "not browser and not faults"
else
    missing="$missing PostgreSQL"
fi

# --- Elasticsearch: the engines' conformance suite in full, then the fault drills, on one real server ---
bring mvn maven || true
ES_STATE="$(mktemp -d)/state"
export ES_STATE
if elastic_url=$(sh .ci/elasticsearch.sh start); then
    (
        trap 'sh .ci/elasticsearch.sh stop; rm -rf "${ES_STATE%/*}"' EXIT INT TERM
        SEARCH_TEST_URL="$elastic_url" $bin/python -m pytest -n auto tests/search/engines
        sh .ci/faults.sh --durations=12
    )
else
    # Its server comes from outside Debian (0.95 GB): said loudly, but no reason to fail.
    echo "没有运行 NOT RUN: Elasticsearch" >&2
    no_elastic=1
    sh .ci/faults.sh --durations=12
    rm -rf "${ES_STATE%/*}"
fi
# --- end of Elasticsearch ---

[ -z "${no_elastic:-}" ] || printf '\n***** 没有运行 NOT RUN: Elasticsearch *****\n'
if [ -n "$missing" ]; then
    printf '\n**********************************************************\n'
    printf '没有运行 NOT RUN:%s\n' "$missing"
    printf '**********************************************************\n'
    [ -z "${CI:-}" ] || exit 1
fi
