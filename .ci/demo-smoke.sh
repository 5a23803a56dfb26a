#!/usr/bin/env bash
# `make demo` as its user runs it: answers within its time, knows the demonstration, ends without a trace.
set -euo pipefail
cd "$(dirname "$0")/.."
export PORT="${PORT:-8099}" VAR_DIR="$(mktemp -d)"
log="$VAR_DIR/demo.log"

setsid make demo >"$log" 2>&1 &
group=$!
finish() { kill -TERM -- "-$group" 2>/dev/null || true; }
trap finish EXIT

for second in $(seq 180); do
    code=$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$PORT/" || true)
    [ "$code" = 200 ] && break
    kill -0 "$group" 2>/dev/null || { cat "$log"; echo "make demo ended early"; exit 1; }
    sleep 1
done
[ "$code" = 200 ] || { cat "$log"; echo "no answer within 180 s"; exit 1; }
echo "make demo: / answered 200 after ${second}s"
curl -fsS --get "http://127.0.0.1:$PORT/search/" --data-urlencode 'q=写作业磨蹭' -o "$VAR_DIR/found.html"
grep -q '示例' "$VAR_DIR/found.html" || { echo "search found nothing of the demonstration"; exit 1; }
[ -s "$VAR_DIR/demo-accounts.json" ]

kill -TERM -- "-$group"
for _ in $(seq 30); do
    pgrep -g "$group" >/dev/null || break
    sleep 1
done
if pgrep -g "$group" -a; then echo "processes were left running"; exit 1; fi
! curl -s -o /dev/null "http://127.0.0.1:$PORT/" || { echo "something still answers on $PORT"; exit 1; }
trap - EXIT
rm -rf "$VAR_DIR"
echo "make demo: ended cleanly"
