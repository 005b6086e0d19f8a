# Sourced by run and lighthouse, in the repository's root, after fail() is defined. Installs the browser's packages, and gives
#   start_shop    the real program with an empty data folder, the demo house and both sandboxes on free ports; sets `base` and `folder`.
# What it starts is stopped and deleted when the script ends, whatever happens.
[ -x "${CHROMIUM:=/usr/bin/chromium}" ] || fail "Chromium is missing: $CHROMIUM (tools/setup test installs it)"
export CHROMIUM

lock=tests/browser/package-lock.json
[ tests/browser/node_modules/.package-lock.json -nt "$lock" ] || (cd tests/browser && npm ci --no-audit --no-fund --loglevel=error)

folder=$(mktemp -d "${TMPDIR:-/tmp}/atelier-browser.XXXXXX")
pids=()
stop() {
  trap - INT TERM EXIT
  for pid in "${pids[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$folder"
}
trap 'stop; exit 130' INT TERM
trap stop EXIT

start_shop() {
  local atelier=${BROWSER_ATELIER:-build/release/src/main/atelier} demo=${BROWSER_DEMO:-build/demo}
  [ -x "$atelier" ] || fail "$atelier is missing: tools/build program makes it"
  [ -f "$demo/catalogue.jsonl" ] || fail "$demo is missing: tools/build demo makes it"
  [ -f web/apps/storefront/dist/index.html ] || fail "the web apps are not built: tools/build web makes them"
  # Three ports that nobody has now.
  read -r port psp_port courier_port < <(node -e '
    const net = require("node:net"), taken = [1, 2, 3].map(() => net.createServer().listen(0, "127.0.0.1"));
    Promise.all(taken.map((one) => new Promise((ready) => one.on("listening", ready)))).then(() => {
      console.log(taken.map((one) => one.address().port).join(" ")); taken.forEach((one) => one.close()); });')
  base="http://localhost:$port"
  local key
  for key in PSP_SECRET_KEY PSP_WEBHOOK_SECRET COURIER_SECRET_KEY COURIER_WEBHOOK_SECRET; do export "ATELIER_$key=$(node -p 'require("node:crypto").randomBytes(16).toString("hex")')"; done
  export ATELIER_PSP_URL="http://localhost:$psp_port" ATELIER_COURIER_URL="http://localhost:$courier_port"
  "$atelier" import "$demo" --data "$folder/store" >"$folder/import.log" 2>&1 || { cat "$folder/import.log" >&2; fail "the demo catalogue was not imported"; }
  "$atelier" staff import demo/staff.json --data "$folder/store" >>"$folder/import.log" 2>&1 || { cat "$folder/import.log" >&2; fail "the staff were not imported"; }
  # A courier who hurries, where he can be asked to.
  local hurry=()
  "$atelier" sandbox courier --help | grep -q -- --until-collected-ms && hurry=(--until-collected-ms 1500 --until-delivered-ms 1500)
  "$atelier" serve --data "$folder/store" --port "$port" --public-url "$base" >"$folder/serve.log" 2>&1 & pids+=($!)
  "$atelier" sandbox psp --data "$folder/psp" --port "$psp_port" --store-url "$base" >"$folder/psp.log" 2>&1 & pids+=($!)
  "$atelier" sandbox courier --data "$folder/courier" --port "$courier_port" --store-url "$base" "${hurry[@]}" >"$folder/courier.log" 2>&1 & pids+=($!)
  for _ in $(seq 1 300); do
    curl -fs -o /dev/null "$base/health/ready" && return
    for pid in "${pids[@]}"; do kill -0 "$pid" 2>/dev/null || { tail -n 20 "$folder"/*.log >&2; fail "a part of the shop did not start"; }; done
    sleep 0.1
  done
  tail -n 20 "$folder"/*.log >&2
  fail "the shop was not ready within 30 s"
}
