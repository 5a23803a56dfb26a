#!/bin/sh
# Takes the pictures of docs/编辑手册.md anew: runs the browser suite of an editor's day, which keeps every screen at
# 1280 and 390 px, and brings in those that the manual names.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
DESK_PICTURES="$work" .venv/bin/python -m pytest -q -p no:xdist tests/browser/test_editors_day.py
grep -o 'pictures/desk-[a-z0-9-]*\.png' docs/编辑手册.md | sort -u | while read -r picture; do
    cp "$work/${picture#pictures/}" "docs/$picture"
done
