#!/bin/bash
# Rendered answers of 2 KB: our edge beside nginx serving the same bytes, both with 2 workers on the same 2 cores, in one run.
#
#   benchmarks/http/run.sh [BUILD_FOLDER] [ROUNDS] [SECONDS]      (build/release, 7, 3; first: ninja -C build/release edge_server)
#
# Rounds alternate between the two, so that other load on the machine meets both; what counts is the median of the rounds' ratios.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${1:-build/release}
rounds=${2:-7}
seconds=${3:-3}
connections=64
base_port=${BENCH_PORT:-7310}
ours_plain=$base_port ours_tls=$((base_port + 1)) nginx_plain=$((base_port + 2)) nginx_tls=$((base_port + 3))
for tool in wrk nginx openssl python3; do
  command -v "$tool" >/dev/null || { echo "needs $tool: apt-get install wrk nginx-light openssl python3" >&2; exit 1; }
done

work=$(mktemp -d)
pids=()
cleanup() { for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$work"; }
trap cleanup EXIT

mkdir -p "$work/www/items" "$work/tmp"
python3 - "$work/www/items" <<'PY'
import random, sys
random.seed(7)
for i in range(1000):
    words = ''.join(random.choice('abcdefghijklmnopqrstuvwxyz ') for _ in range(2000))
    body = '{"id":"itm_%04d","text":"%s"}' % (i, words)
    open('%s/%04d.json' % (sys.argv[1], i), 'w').write(body[:2047] + '}' if len(body) > 2048 else body)
PY
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost \
  -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
chmod 755 "$work" "$work/www"

cat > "$work/nginx.conf" <<CONF
worker_processes 2;
worker_cpu_affinity 01 10;
daemon off;
pid $work/nginx.pid;
error_log $work/nginx.log;
events { worker_connections 4096; }
http {
  access_log off;
  sendfile ${NGINX_SENDFILE:-on};
  tcp_nopush ${NGINX_SENDFILE:-on};
  keepalive_requests 100000000;
  open_file_cache max=2000 inactive=600s;
  open_file_cache_valid 600s;
  default_type application/json;
  types { application/json json; }
  client_body_temp_path $work/tmp/a; proxy_temp_path $work/tmp/b; fastcgi_temp_path $work/tmp/c;
  uwsgi_temp_path $work/tmp/d; scgi_temp_path $work/tmp/e;
  server {
    listen 127.0.0.1:$nginx_plain reuseport;
    listen 127.0.0.1:$nginx_tls ssl reuseport;
    ssl_certificate $work/cert.pem; ssl_certificate_key $work/key.pem; ssl_protocols TLSv1.3;
    root $work/www;
  }
}
CONF
[ "$(id -u)" = 0 ] && sed -i '1i user root;' "$work/nginx.conf"
nginx -c "$work/nginx.conf" -e "$work/nginx.log" & nginx_pid=$!; pids+=($nginx_pid)
"$build/benchmarks/http/edge_server" "$work/www/items" $ours_plain $ours_tls "$work/cert.pem" "$work/key.pem" 2 & ours_pid=$!; pids+=($ours_pid)
for port in $ours_plain $nginx_plain; do
  for _ in $(seq 50); do curl -sf "http://127.0.0.1:$port/items/0001.json" -o "$work/got.$port" && break; sleep 0.1; done
  cmp "$work/got.$port" "$work/www/items/0001.json"
done

cpu_ticks() { # process group leader → user and system time of it and its children, in clock ticks (10 ms)
  local total=0 pid
  for pid in "$1" $(pgrep -P "$1"); do
    total=$((total + $(awk '{print $14 + $15}' "/proc/$pid/stat")))
  done
  echo $total
}
rate() { # url, pid → requests per second, p99, microseconds of CPU a request
  local before after
  before=$(cpu_ticks "$2")
  wrk -t2 -c$connections -d"${seconds}s" --latency -s benchmarks/http/spread.lua "$1" > "$work/wrk.out"
  after=$(cpu_ticks "$2")
  if grep -q 'Non-2xx' "$work/wrk.out"; then cat "$work/wrk.out" >&2; exit 1; fi
  awk -v ticks=$((after - before)) '/requests in/ {n=$1} /Requests\/sec/ {r=$2} /99%/ {p=$2}
    END {printf "%s %s %.2f\n", r, p, ticks * 10000 / n}' "$work/wrk.out"
}

for kind in plain tls; do
  if [ $kind = plain ]; then ours=http://127.0.0.1:$ours_plain theirs=http://127.0.0.1:$nginx_plain
  else ours=https://127.0.0.1:$ours_tls theirs=https://127.0.0.1:$nginx_tls; fi
  rate "$ours" $ours_pid >/dev/null; rate "$theirs" $nginx_pid >/dev/null  # warm
  for round in $(seq "$rounds"); do
    if [ $((round % 2)) = 1 ]; then a=$(rate "$ours" $ours_pid); b=$(rate "$theirs" $nginx_pid)
    else b=$(rate "$theirs" $nginx_pid); a=$(rate "$ours" $ours_pid); fi
    echo "$kind $a $b"
  done
done | tee "$work/rounds" | awk '{printf "  %-5s ours %7.0f/s p99 %8s %5.2f us   nginx %7.0f/s p99 %8s %5.2f us   ratio %.3f\n", $1, $2, $3, $4, $5, $6, $7, $2/$5; fflush()}'

python3 - "$work/rounds" <<'PY'
import statistics, sys
rows = [line.split() for line in open(sys.argv[1])]
median = statistics.median
for kind, goal in (('plain', 1.0), ('tls', 0.9)):
    mine = [[float(r[i]) for i in (1, 3, 4, 6)] for r in rows if r[0] == kind]
    ratio = median(r[0] / r[2] for r in mine)
    print('%-5s ours %.0f/s, nginx %.0f/s, median ratio %.3f (goal %.1f: %s); CPU a request %.2f us, nginx %.2f us, ratio %.3f' % (
        kind, median(r[0] for r in mine), median(r[2] for r in mine), ratio, goal, 'reached' if ratio >= goal else 'MISSED',
        median(r[1] for r in mine), median(r[3] for r in mine), median(r[3] / r[1] for r in mine)))
PY
