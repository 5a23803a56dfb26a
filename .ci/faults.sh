#!/bin/sh
# The fault drills (tests/faults) against both engines, with an Elasticsearch that they kill.
#
#   .ci/faults.sh [options of pytest]     --faults-items 10000 --faults-whole --faults-report docs/检索故障演练.md
#
# ES_STATE names the server where one runs that may be killed (.ci/test-all.sh); otherwise this starts one of its own.
# Without an Elasticsearch only the embedded engine is drilled, and that is said.
set -eu
cd "$(dirname "$0")/.."
if [ -z "${ES_STATE:-}" ]; then
    ES_STATE="$(mktemp -d)/state"
    export ES_STATE
    trap 'sh .ci/elasticsearch.sh stop; rm -rf "${ES_STATE%/*}"' EXIT INT TERM
    sh .ci/elasticsearch.sh start >/dev/null || true
fi
.venv/bin/python -m pytest tests/faults -m faults "$@"
[ -f "$ES_STATE" ] || printf '\n***** 故障演练只在内置引擎上做了 NOT RUN: the drills on Elasticsearch *****\n'
