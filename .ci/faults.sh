#!/bin/sh
# The fault drills (tests/faults) against both engines, with an Elasticsearch of their own, which they kill.
#
#   .ci/faults.sh [options of pytest]     --faults-items 10000 --faults-whole --faults-report docs/检索故障演练.md
#
# Without an Elasticsearch only the embedded engine is drilled, and that is said.
set -eu
cd "$(dirname "$0")/.."
ES_STATE="$(mktemp -d)/state"
export ES_STATE
trap 'sh .ci/elasticsearch.sh stop' EXIT INT TERM
sh .ci/elasticsearch.sh start >/dev/null || echo "没有运行 NOT RUN: Elasticsearch" >&2
.venv/bin/python -m pytest tests/faults -m faults "$@"
