#!/bin/sh
# Durable commits per second: our store, fdatasync of the same bytes and PostgreSQL 15, on the same disk, one after another, as ratios.
#
#   benchmarks/storage/run.sh <program store_commit_bench> [seconds each, 5] [folder, a new one below /var/tmp]
#
# PostgreSQL is a cluster of its own in the folder, with the settings of a server (shared_buffers 256 MB, synchronous_commit and fsync on),
# driven by pgbench over a Unix socket with prepared statements. Needs: apt-get install postgresql; as root it becomes the user postgres.
set -eu
program=$1
seconds=${2:-5}
folder=${3:-$(mktemp -d /var/tmp/atelier-storage-bench.XXXXXX)}
here=$(cd "$(dirname "$0")" && pwd)
bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
port=7210
results=$folder/results.txt
mkdir -p "$folder/pg" && : >"$results"

as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
psql_() { as_postgres psql -q -h "$folder/pg" -p $port -d postgres "$@"; }
stop() { as_postgres "$bin/pg_ctl" -D "$folder/pg/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$folder"; }
trap stop EXIT INT TERM

[ "$(id -u)" = 0 ] && chown postgres "$folder/pg" && chmod 755 "$folder"
as_postgres "$bin/initdb" -D "$folder/pg/data" --auth=trust -U postgres -E UTF8 >/dev/null
as_postgres "$bin/pg_ctl" -D "$folder/pg/data" -w -l "$folder/pg/log" \
  -o "-c port=$port -c listen_addresses='' -c unix_socket_directories=$folder/pg -c max_connections=400 -c shared_buffers=256MB -c max_wal_size=4GB -c synchronous_commit=on -c fsync=on" start >/dev/null
psql_ -U postgres <<'SQL'
CREATE TABLE stock (sku int PRIMARY KEY, available bigint NOT NULL CHECK (available >= 0), reserved bigint NOT NULL, version bigint NOT NULL) WITH (fillfactor = 50);
CREATE TABLE orders (id uuid PRIMARY KEY, body text NOT NULL);
CREATE TABLE outbox (id bigserial PRIMARY KEY, shard int NOT NULL, body text NOT NULL);
INSERT INTO stock SELECT n, 1000000000, 0, 1 FROM generate_series(1, 1000) n;
SQL
psql_ -U postgres -c 'VACUUM ANALYZE'

# One line: what callers per-second p50 p99 p99.9, from pgbench's log of each transaction.
postgres() {
  what=$1 skus=$2 clients=$3
  threads=$([ "$clients" -gt 1 ] && echo 2 || echo 1)
  rm -f "$folder"/pg/tx.*
  tps=$(as_postgres sh -c "cd $folder/pg && exec $bin/pgbench -n -h $folder/pg -p $port -U postgres -M prepared -c $clients -j $threads -T $seconds \
    -D skus=$skus -f /dev/stdin -l --log-prefix=$folder/pg/tx postgres" <"$here/order.sql" | sed -n 's/^tps = \([0-9.]*\).*/\1/p')
  cat "$folder"/pg/tx.* | awk '{ print $3 }' | sort -n | awk -v what="$what" -v n="$clients" -v tps="$tps" '
    { us[NR] = $1 } END { printf "%s %d %.0f %.3f %.3f %.3f\n", what, n, tps, us[int(NR*0.5)+1]/1000, us[int(NR*0.99)+1]/1000, us[int(NR*0.999)+1]/1000 }' | tee -a "$results"
}

echo "# what callers per-second p50-ms p99-ms p99.9-ms"
# One after the other, setting by setting, so that both meet the same moods of the disk and of the neighbours.
"$program" "$folder" "$seconds" fdatasync | tee -a "$results"
for n in ${ATELIER_CALLERS:-1 16 64 256}; do
  "$program" "$folder" "$seconds" skus $n | tee -a "$results"
  postgres pg-skus 1000 $n
  "$program" "$folder" "$seconds" hot $n | tee -a "$results"
  postgres pg-hot 1 $n
done

echo
awk '/^#/ { next } { rate[$1 " " $2] = $3; p50[$1 " " $2] = $4; p99[$1 " " $2] = $5 }
  END {
    printf "%-22s %10s %8s %8s   %10s %8s %8s   %8s %10s\n", "", "commits/s", "p50 ms", "p99 ms", "PG/s", "p50 ms", "p99 ms", "× PG", "× fdatasync"
    split("skus hot", whats); callers = split("'"${ATELIER_CALLERS:-1 16 64 256}"'", counts)
    for (w = 1; w <= 2; w++) for (c = 1; c <= callers; c++) {
      k = whats[w] " " counts[c]; pg = "pg-" k
      printf "%-22s %10d %8.2f %8.2f   %10d %8.2f %8.2f   %8.1f %10.1f\n", (whats[w] == "hot" ? "one hot row" : "1,000 SKUs") ", " counts[c] " callers",
        rate[k], p50[k], p99[k], rate[pg], p50[pg], p99[pg], rate[k] / rate[pg], rate[k] / rate["fdatasync 1"]
    }
    printf "fdatasync of the same bytes: %d/s\n", rate["fdatasync 1"]
  }' "$results"
