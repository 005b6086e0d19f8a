#!/usr/bin/env bash
# The real store with 100,000 variants beside nginx serving the very same bytes from files: item pages and listings as JSON, requests spread over
# all of them (Zipf), plain and TLS 1.3, in alternating rounds of one run. What counts is the median of the rounds' ratios.
#
#   benchmarks/shop/run.sh [ROUNDS] [SECONDS] [VARIANTS]      (5, 3, 100000; first: tools/build program)
#
# Needs wrk and nginx (tools/setup bench). Prints the start, the memory a variant and p50, p99, p99.9 as well.
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${1:-5} seconds=${2:-3} variants=${3:-100000}
atelier=$PWD/build/release/src/main/atelier
plain=${BENCH_PORT:-7800} tls=$((plain + 1)) nginx_plain=$((plain + 2)) nginx_tls=$((plain + 3))
work=$(mktemp -d)
pids=()
cleanup() { for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$work"; }
trap cleanup EXIT
chmod 755 "$work"

tools/expand_catalogue --variants "$variants" --format jsonl --out "$work/catalogue" >/dev/null
"$atelier" import "$work/catalogue" --data "$work/store" | tail -1
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
wait_for() { for _ in $(seq 3000); do curl -fsk -o /dev/null "$1" && return; sleep 0.1; done; echo "$1 does not answer" >&2; exit 1; }

serve() { # port, further environment
  env "${@:2}" ATELIER_LOG_LEVEL=warn "$atelier" serve --data "$work/store" --port "$1" &
  pids+=($!)
  serving=$!
}
begun=$(date +%s.%N)
serve $plain
wait_for http://127.0.0.1:$plain/health/ready
resident=$(awk '/VmRSS/ {print $2}' /proc/$serving/status)
awk -v b="$begun" -v e="$(date +%s.%N)" -v kb="$resident" -v n="$variants" 'BEGIN {printf "start %.1f s, resident %.0f MB, %.2f KB a variant\n", e - b, kb / 1024, kb / n}'

python3 benchmarks/shop/targets.py http://127.0.0.1:$plain "$work"
cat >"$work/nginx.conf" <<CONF
$([ "$(id -u)" = 0 ] && echo "user root;")
worker_processes 2; worker_cpu_affinity 01 10; daemon off; pid $work/nginx.pid; error_log $work/nginx.log;
events { worker_connections 4096; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;
  open_file_cache max=20000 inactive=600s; open_file_cache_valid 600s;
  default_type application/json;
  client_body_temp_path $work/t1; proxy_temp_path $work/t2; fastcgi_temp_path $work/t3; uwsgi_temp_path $work/t4; scgi_temp_path $work/t5;
  server {
    listen 127.0.0.1:$nginx_plain reuseport; listen 127.0.0.1:$nginx_tls ssl reuseport;
    ssl_certificate $work/cert.pem; ssl_certificate_key $work/key.pem; ssl_protocols TLSv1.3;
    root $work/www;
  }
}
CONF
nginx -c "$work/nginx.conf" -e "$work/nginx.log" & pids+=($!)

rate() { # url, targets → requests/s p50 p99 p99.9
  wrk -t2 -c64 -d"${seconds}s" --latency -s benchmarks/shop/zipf.lua "$1" -- "$2" >"$work/wrk.out"
  if grep -q 'Non-2xx' "$work/wrk.out"; then cat "$work/wrk.out" >&2; exit 1; fi
  tail -1 "$work/wrk.out"
}
measure() { # name, ours, theirs
  rate "$2" "$work/$1.ours" >/dev/null; rate "$3" "$work/$1.nginx" >/dev/null
  for round in $(seq "$rounds"); do
    if [ $((round % 2)) = 1 ]; then a=$(rate "$2" "$work/$1.ours"); b=$(rate "$3" "$work/$1.nginx")
    else b=$(rate "$3" "$work/$1.nginx"); a=$(rate "$2" "$work/$1.ours"); fi
    echo "$a $b"
  done | python3 benchmarks/shop/ratios.py "$4"
}
measure items http://127.0.0.1:$plain http://127.0.0.1:$nginx_plain "items, plain"
measure listings http://127.0.0.1:$plain http://127.0.0.1:$nginx_plain "listings, plain"

kill "$serving"; wait "$serving" 2>/dev/null || true
serve $tls ATELIER_HTTP_TLS_CERTIFICATE="$work/cert.pem" ATELIER_HTTP_TLS_KEY="$work/key.pem"
wait_for https://127.0.0.1:$tls/health/ready
measure items https://127.0.0.1:$tls https://127.0.0.1:$nginx_tls "items, TLS 1.3"
