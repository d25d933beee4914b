#!/usr/bin/env bash
# Measures the gateway with wrk (Debian: apt-get install wrk), beside an empty answer of the same server:
#
#     Sources/Gateway/Load/load.sh .build/release corpus.jsonl
#
# Serves a workspace of its own; prints medians of five runs, and how loaded the machine was.
set -euo pipefail
cd "$(dirname "$0")"
here="$PWD"
bin="$(cd "$OLDPWD" && realpath "$1")"
corpus="$(cd "$OLDPWD" && realpath "$2")"
command -v wrk >/dev/null || { echo "skipped: there is no wrk here"; exit 0; }
work="$(mktemp -d)"
export PE_GATEWAY_DATA="$work/keys" PE_PLUGINS="$work/plugins"
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
cd "$work"

"$bin/pe" -w w.sqlite load "$corpus" >/dev/null
"$bin/pe" -w w.sqlite validate >/dev/null
key="$("$bin/pe" -w w.sqlite keys add load --tier enterprise --limit 1000000000 --scopes admin |
  grep -o 'sk_[0-9a-f_]*')"
export KEY="$key"
"$bin/pe-gateway" --workspace w.sqlite --port 8971 >/dev/null 2>&1 &
"$bin/pe-gateway" --empty --port 8972 >/dev/null 2>&1 &
sleep 1
id="$(curl -s -H "Authorization: Bearer $key" 'http://127.0.0.1:8971/v1/conversations?limit=1' |
  grep -o '"number":[0-9]*' | head -1 | cut -d: -f2)"

# Requests a second, p50 and p99 of five runs: the medians.
measure() {
  for _ in 1 2 3 4 5; do
    wrk -t1 -c32 -d3s --latency "$@" | awk '
      /50%/ { p50 = $2 } /99%/ { p99 = $2 } /Requests\/sec/ { rate = $2 }
      /Non-2xx/ { odd = $NF } END { print rate, p50, p99, odd + 0 }'
  done | sort -n | sed -n 3p
}

echo "load $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) cores; requests/s p50 p99 errors"
echo "empty answer        $(measure http://127.0.0.1:8972/)"
echo "GET conversation    $(measure -H "Authorization: Bearer $key" "http://127.0.0.1:8971/v1/conversations/$id")"
echo "POST validate, new  $(measure -s "$here/validate.lua" http://127.0.0.1:8971/v1/quality/validate)"
