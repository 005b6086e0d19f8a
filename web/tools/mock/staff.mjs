// A mock of the till's and the office's API over the demo catalogue, with the built apps beside it.
//
//   node tools/mock/staff.mjs [--port 7710] [--photos FOLDER] [--delay MS]
//
// Serves /till/ and /office/ from apps/*/dist. Everything is in memory and forgotten at the end. The next sale's answer is lost after
// `POST /mock/lose-answer` (the sale stands), which is how the till's "waiting for the answer" is looked at.
import { createServer } from "node:http";
import { existsSync, readFileSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { parseArgs } from "node:util";
import { loadCatalogue, market } from "./catalogue.mjs";

const { values: options } = parseArgs({ options: { port: { type: "string", default: "7710" }, photos: { type: "string" }, delay: { type: "string", default: "0" } } });
const catalogue = loadCatalogue(options.photos);
const { facets, locations } = catalogue.authored;
const STAFF = JSON.parse(readFileSync(new URL("../../../demo/staff.json", import.meta.url), "utf8"));
const sessionsOfCookie = new Map(), tillSessions = new Map(), sales = new Map(), answers = new Map(), imports = new Map(), movements = [];
const stock = new Map(); // "sku location" -> on hand
let counter = 0, loseAnswer = false;
const id = (prefix) => `${prefix}_eu_${(Date.now() * 1000 + ++counter).toString(36)}`;
const now = () => new Date().toISOString();

class Problem extends Error { constructor(status, code, detail = code, errors = []) { super(detail); Object.assign(this, { status, code, errors }); } }
const fail = (...about) => { throw new Problem(...about); };
const missing = () => fail(404, "not_found");

for (const item of catalogue.items) {
  item.version = 1; item.updated_at = now();
  item.variants.forEach(({ sku }, index) => locations.forEach(({ code, kind }, place) => stock.set(`${sku} ${code}`, kind === "warehouse" ? 12 : ((index + place) % 4) + 1)));
}
const text = (names, locale) => names?.[locale] ?? names?.en ?? "";
const bySku = (sku) => { for (const item of catalogue.items) { const variant = item.variants.find((one) => one.sku === sku || one.ean === sku); if (variant) return { item, variant }; } return null; };
const priceOf = (item, variant, place) => { const { currency } = market(place); const prices = { ...item.prices, ...variant?.prices }; return { amount: (prices[place] ?? prices[currency])?.amount ?? 10000, currency }; };
const photoOf = (item, variant, locale) => { const one = item.photos.find(({ colour }) => colour === variant?.options.colour) ?? item.photos[0]; return one ? { ...one, alt: text(one.alt, locale) || text(item.texts, "en").title } : null; };
const chosen = (variant, locale) => Object.entries(variant.options).map(([name, value]) => ({ name, value, label: text(facets[name]?.[value]?.names, locale) || value }));
const shopOf = (code) => locations.find((one) => one.code === code);
const marketOf = (country) => (["FR", "BE"].includes(country) ? "fr" : country.toLowerCase());

// ── who
const who = (request, room) => sessionsOfCookie.get(new RegExp(`atelier_${room}=(\\w+)`).exec(request.headers.cookie ?? "")?.[1]) ?? fail(401, "unauthenticated");
const me = (staff) => ({ user: staff.login, name: staff.name, roles: staff.roles });
const tillMe = (staff) => ({ ...me(staff), locations: staff.locations.map(shopOf).filter(Boolean).map((shop) => ({ location: shop.code, name: text(shop.names, "en"), city: shop.address?.city ?? "", market: marketOf(shop.country), currency: market(marketOf(shop.country)).currency, cash_rounding: { step: { amount: 1, currency: market(marketOf(shop.country)).currency }, only_if_all_is_cash: false } })), session: openOf(staff) });
const openOf = (staff) => [...tillSessions.values()].find(({ clerk, status }) => clerk === staff.login && status === "open") ?? null;
const signIn = (room, role) => ({ body }) => {
  const staff = STAFF.find(({ login, password, roles }) => login === body.user && password === body.password && role(roles)) ?? fail(401, "unauthenticated", "Name and password do not go together");
  const cookie = id("s");
  sessionsOfCookie.set(cookie, staff);
  return [200, room === "till" ? tillMe(staff) : me(staff), { "Set-Cookie": `atelier_${room}=${cookie}; Path=/v1/${room}; HttpOnly; SameSite=Strict` }];
};
const signOut = (room) => ({ request }) => { sessionsOfCookie.delete(new RegExp(`atelier_${room}=(\\w+)`).exec(request.headers.cookie ?? "")?.[1]); return [204, null]; };

/** The first answer under a key is repeated; another body under it is refused. */
const once = (handle) => (context) => {
  const key = context.request.headers["idempotency-key"] ?? fail(400, "invalid_request", "Idempotency-Key is missing");
  const said = JSON.stringify(context.body), before = answers.get(key);
  if (before) return before.said === said ? before.answer : fail(422, "idempotency_key_reused");
  const answer = handle(context);
  answers.set(key, { said, answer });
  return answer;
};

function sell({ request, body }) {
  const staff = who(request, "till"), session = tillSessions.get(body.session_id) ?? missing();
  if (session.status === "closed") fail(409, "session_closed");
  const currency = session.currency, money = (amount) => ({ amount, currency });
  const lines = body.lines.map(({ sku, quantity }) => {
    const { item, variant } = bySku(sku) ?? fail(422, "validation_failed", "1 field is not valid", [{ field: "/lines", code: "sku_unknown", expected: "a SKU" }]);
    if (stock.get(`${sku} ${session.location}`) < quantity) fail(409, "sold_out", `Not enough of ${sku}`);
    const unit = priceOf(item, variant, session.market), total = unit.amount * quantity;
    return { sku, title: item.texts.en.title, options: chosen(variant, "en"), quantity, unit_price: unit, total: money(total), tax_rate_percent: "20", tax: money(Math.round(total / 6)) };
  });
  const total = lines.reduce((sum, line) => sum + line.total.amount, 0), tax = Math.round(total / 6);
  if (body.payments.reduce((sum, { amount }) => sum + amount.amount, 0) !== total) fail(422, "validation_failed", "The payments do not add up");
  for (const { sku, quantity } of body.lines) stock.set(`${sku} ${session.location}`, stock.get(`${sku} ${session.location}`) - quantity);
  const change = body.payments.reduce((sum, { tendered, amount }) => sum + (tendered ? tendered.amount - amount.amount : 0), 0);
  const sale = { id: id("sal"), receipt_number: `PAR-2026-${String(42 + sales.size).padStart(6, "0")}`, session_id: session.id, location: session.location, clerk: staff.login, sold_at: now(), lines, payments: body.payments, change: money(change),
    totals: { subtotal: money(total), shipping: null, tax_included: money(tax), tax_lines: [{ name: "TVA", rate_percent: "20", net: money(total - tax), tax: money(tax), included: true }], total: money(total) } };
  sales.set(sale.id, sale);
  session.sale_count += 1;
  for (const payment of body.payments) session[`${payment.means}_taken`].amount += payment.amount.amount;
  return [201, sale];
}

// ── office
const summary = (item) => ({ id: item.id, handle: item.handle, status: item.status, title: item.texts.en.title, category: item.category, variant_count: item.variants.length, photo: photoOf(item, null, "en"), prices: item.prices, on_hand: item.variants.reduce((sum, { sku }) => sum + locations.reduce((all, { code }) => all + stock.get(`${sku} ${code}`), 0), 0), updated_at: item.updated_at });
const page = (list, query, most = 50) => { const from = Number(query.get("cursor") ?? 0), limit = Number(query.get("limit") ?? most); return { items: list.slice(from, from + limit), next_cursor: from + limit < list.length ? String(from + limit) : null }; };
const itemAt = (path) => catalogue.items.find(({ id: one }) => one === path[1]) ?? missing();
const withTag = (item) => [200, item, { ETag: `"v${item.version}"` }];
const merge = (target, patch) => { if (patch === null || typeof patch !== "object" || Array.isArray(patch)) return patch; const result = { ...(target && typeof target === "object" ? target : {}) }; for (const [name, value] of Object.entries(patch)) { if (value === null) delete result[name]; else result[name] = merge(result[name], value); } return result; };
const level = (sku, code) => { const on_hand = stock.get(`${sku} ${code}`) ?? 0, reserved = Math.min(on_hand, sku.length % 2); return { sku, item_id: bySku(sku)?.item.id ?? "", location: code, on_hand, reserved, available: on_hand - reserved }; };
function move({ request, body }) {
  const staff = who(request, "office");
  if (!bySku(body.sku)) fail(404, "not_found");
  const at = `${body.sku} ${body.location}`, by = body.kind === "transfer" ? -body.quantity : body.quantity;
  if ((stock.get(at) ?? 0) + by < 0) fail(409, "sold_out", "Stock would go below zero");
  stock.set(at, (stock.get(at) ?? 0) + by);
  if (body.kind === "transfer") stock.set(`${body.sku} ${body.to_location}`, (stock.get(`${body.sku} ${body.to_location}`) ?? 0) + body.quantity);
  const movement = { id: id("mov"), ...body, to_location: body.to_location ?? null, by: staff.login, at: now(), levels: [level(body.sku, body.location), ...(body.to_location ? [level(body.sku, body.to_location)] : [])] };
  movements.unshift({ ...movement, levels: [] });
  return [201, movement];
}
const ORDER_STATES = ["awaiting_payment", "paid", "in_preparation", "collected", "delivered", "closed", "cancelled"];
const orders = Array.from({ length: 64 }, (_, index) => {
  const item = catalogue.items[index % catalogue.items.length], place = ["fr", "jp", "de", "gb"][index % 4], variant = item.variants[0], unit = priceOf(item, variant, place), status = ORDER_STATES[index % ORDER_STATES.length];
  const money = (amount) => ({ ...unit, amount }), tax = Math.round(unit.amount / 6), at = (hours) => new Date(Date.now() - index * 47e5 + hours * 36e5).toISOString();
  const address = place === "jp" ? { country: "JP", family_name: "田中", given_name: "花子", postal_code: "104-0061", region: "JP-13", city: "中央区", line1: "銀座4-5-6", phone: "+81312345678" } : { country: place === "gb" ? "GB" : place.toUpperCase(), family_name: "Martin", given_name: "Claire", postal_code: "75002", city: "Paris", line1: "12 rue de la Paix", phone: "+33142000000" };
  const payment = { id: id("pay"), order_id: "", status: status === "awaiting_payment" ? "declined" : "captured", amount: unit, means: "card", redirect_url: null, decline_code: status === "awaiting_payment" ? "insufficient_funds" : null, created_at: at(0), updated_at: at(0.1) };
  const order = { id: id("ord"), number: `MV-26-${String(4800 - index).padStart(6, "0")}`, status, market: place, locale: "en", placed_at: at(0), updated_at: at(1), email: place === "jp" ? "hanako@example.com" : "claire@example.com", shipping_address: address, billing_address: address,
    shipping_method: { code: "standard", name: "Standard delivery", price: money(0), earliest: "2026-11-25", latest: "2026-11-27" }, lines: [{ sku: variant.sku, item_id: item.id, handle: item.handle, title: item.texts.en.title, options: chosen(variant, "en"), photo: photoOf(item, variant, "en"), quantity: 1, unit_price: unit, total: unit, tax_rate_percent: "20", tax: money(tax) }],
    totals: { subtotal: unit, shipping: money(0), tax_included: money(tax), tax_lines: [{ name: "VAT", rate_percent: "20", net: money(unit.amount - tax), tax: money(tax), included: true }], total: unit },
    timeline: ["placed", "paid", "in_preparation", "collected", "delivered"].map((code, step) => ({ code, state: step <= index % 5 ? "done" : step === (index % 5) + 1 ? "current" : "upcoming", at: step <= index % 5 ? at(step) : null })), payment, payments: [payment], customer_id: null, channel: "online",
    delivery: { status: "requested", carrier: "Sandbox Courier", tracking_number: "SC 4711 0815", tracking_url: null, earliest: "2026-11-25", latest: "2026-11-27" } };
  payment.order_id = order.id;
  return order;
});
const orderSummary = ({ id: one, number, status, market: place, placed_at, totals, lines, email }) => ({ id: one, number, status, market: place, placed_at, total: totals.total, item_count: lines.length, email, photo: lines[0].photo });
function startImport({ request, query, raw }) {
  who(request, "office");
  const rows = raw.toString("utf8").split("\n").length - 1;
  const one = { id: id("imp"), format: query.get("format"), status: "running", bytes_read: 0, rows_read: 0, items_created: 0, items_updated: 0, items_unchanged: 0, items_rejected: 0, errors: [], errors_total: 0, started_at: now(), finished_at: null, bytes: raw.length, rows, begun: Date.now() };
  imports.set(one.id, one);
  return [202, importView(one)];
}
function importView(one) {
  const share = Math.min(1, (Date.now() - one.begun) / 4000);
  const errors = share > 0.4 ? [{ line: 17, column: "Variant Price", code: "pattern", reason: "expected a number such as 129.00, not \"abc\"" }, { line: 41, column: "Handle", code: "required", reason: "the first row of an item needs a handle" }] : [];
  const { bytes, rows, begun: _, ...shown } = one;
  return { ...shown, status: share === 1 ? "done" : "running", bytes_read: Math.round(bytes * share), rows_read: Math.round(rows * share), items_created: Math.round(rows * share * 0.6), items_updated: Math.round(rows * share * 0.2), items_unchanged: 0, items_rejected: errors.length, errors, errors_total: errors.length, finished_at: share === 1 ? now() : null };
}

const PDF = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 226 400]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
const routes = [
  ["POST", /^\/v1\/till\/sign-in$/, signIn("till", (roles) => roles.includes("clerk"))],
  ["POST", /^\/v1\/till\/sign-out$/, signOut("till")],
  ["GET", /^\/v1\/till\/me$/, ({ request }) => tillMe(who(request, "till"))],
  ["POST", /^\/v1\/till\/sessions$/, ({ request, body }) => {
    const staff = who(request, "till"), shop = shopOf(body.location) ?? missing(), place = marketOf(shop.country), { currency } = market(place);
    if (openOf(staff)) fail(409, "session_already_open");
    const session = { id: id("tls"), location: shop.code, location_name: text(shop.names, "en"), market: place, currency, clerk: staff.login, status: "open", float: body.float, opened_at: now(), closed_at: null, sale_count: 0, cash_taken: { amount: 0, currency }, card_taken: { amount: 0, currency }, expected: null, counted: null, difference: null };
    tillSessions.set(session.id, session);
    return [201, session];
  }],
  ["POST", /^\/v1\/till\/sessions\/(\w+)\/close$/, once(({ request, path, body }) => {
    who(request, "till");
    const session = tillSessions.get(path[1]) ?? missing(), expected = session.float.amount + session.cash_taken.amount, money = (amount) => ({ amount, currency: session.currency });
    return Object.assign(session, { status: "closed", closed_at: now(), expected: money(expected), counted: body.counted, difference: money(body.counted.amount - expected) });
  })],
  ["GET", /^\/v1\/till\/items\/([^/]+)$/, ({ request, path, query }) => {
    const staff = who(request, "till"), locale = query.get("locale") ?? "en", session = openOf(staff), code = decodeURIComponent(path[1]);
    const found = bySku(code), item = found?.item ?? catalogue.byHandle.get(code) ?? missing();
    const shown = found ? [found.variant] : item.variants;
    return { item_id: item.id, handle: item.handle, title: (item.texts[locale] ?? item.texts.en).title, photo: photoOf(item, found?.variant, locale), matched_sku: found?.variant.sku ?? null,
      variants: shown.map((variant) => ({ sku: variant.sku, ean: variant.ean, options: chosen(variant, locale), price: priceOf(item, variant, session?.market ?? "fr"), in_shop: stock.get(`${variant.sku} ${session?.location ?? staff.locations[0]}`) ?? 0 })) };
  }],
  ["POST", /^\/v1\/till\/sales$/, once(sell)],
  ["GET", /^\/v1\/till\/sales$/, ({ request, query }) => { const open = openOf(who(request, "till")); return page([...sales.values()].filter(({ session_id }) => session_id === open?.id).reverse(), query); }],
  ["GET", /^\/v1\/till\/sales\/(\w+)\/receipt(-80mm)?\.pdf$/, ({ request, path }) => { who(request, "till"); return sales.has(path[1]) ? [200, PDF, { "Content-Type": "application/pdf" }] : missing(); }],
  ["POST", /^\/mock\/lose-answer$/, () => { loseAnswer = true; return [204, null]; }],

  ["POST", /^\/v1\/office\/sign-in$/, signIn("office", (roles) => roles.some((role) => role !== "clerk"))],
  ["POST", /^\/v1\/office\/sign-out$/, signOut("office")],
  ["GET", /^\/v1\/office\/me$/, ({ request }) => me(who(request, "office"))],
  ["GET", /^\/v1\/office\/items$/, ({ request, query }) => {
    who(request, "office");
    const q = query.get("q")?.toLowerCase(), status = query.get("status"), category = query.get("category");
    return page(catalogue.items.filter((item) => (!status || item.status === status) && (!category || item.category?.startsWith(category)) && (!q || item.handle.includes(q) || Object.values(item.texts).some(({ title }) => title.toLowerCase().includes(q)) || item.variants.some(({ sku, ean }) => sku.toLowerCase() === q || ean === q))).sort((a, b) => (a.handle < b.handle ? -1 : 1)).map(summary), query);
  }],
  ["GET", /^\/v1\/office\/items\/(\w+)$/, ({ request, path }) => { who(request, "office"); return withTag(itemAt(path)); }],
  ["PATCH", /^\/v1\/office\/items\/(\w+)$/, ({ request, path, body }) => {
    who(request, "office");
    const item = itemAt(path), tag = request.headers["if-match"] ?? fail(428, "precondition_required");
    if (tag !== `"v${item.version}"`) fail(412, "version_mismatch", "Another edit came first");
    const next = merge(item, body), wrong = Object.entries(next.texts).filter(([, texts]) => !texts.title);
    if (wrong.length) fail(422, "validation_failed", "Some fields are not valid", wrong.map(([locale]) => ({ field: `/texts/${locale}/title`, code: "required", expected: "a title" })));
    return withTag(Object.assign(item, next, { version: item.version + 1, updated_at: now() }));
  }],
  ["GET", /^\/v1\/office\/stock$/, ({ request, query }) => {
    who(request, "office");
    const skus = query.getAll("sku"), item = query.get("item_id"), location = query.get("location");
    const wanted = catalogue.items.filter(({ id: one }) => !item || one === item).flatMap(({ variants }) => variants).map(({ sku }) => sku).filter((sku) => skus.length === 0 || skus.includes(sku));
    return page(wanted.flatMap((sku) => locations.filter(({ code }) => !location || code === location).map(({ code }) => level(sku, code))), query);
  }],
  ["GET", /^\/v1\/office\/stock\/movements$/, ({ request, query }) => { who(request, "office"); return page(movements.filter(({ sku }) => sku === query.get("sku")), query); }],
  ["POST", /^\/v1\/office\/stock\/movements$/, once(move)],
  ["POST", /^\/v1\/office\/imports$/, startImport],
  ["GET", /^\/v1\/office\/imports\/(\w+)$/, ({ request, path }) => { who(request, "office"); return importView(imports.get(path[1]) ?? missing()); }],
  ["GET", /^\/v1\/office\/exports\/items\.csv$/, ({ request }) => { who(request, "office"); return [200, Buffer.from("Handle,Title\r\n"), { "Content-Type": "text/csv", "Content-Disposition": "attachment; filename=items.csv" }]; }],
  ["GET", /^\/v1\/office\/orders$/, ({ request, query }) => { who(request, "office"); const q = query.get("q")?.toLowerCase(), status = query.get("status"); return page(orders.filter((one) => (!status || one.status === status) && (!q || `${one.number} ${one.email}`.toLowerCase().includes(q))).map(orderSummary), query); }],
  ["GET", /^\/v1\/office\/orders\/(\w+)$/, ({ request, path }) => { who(request, "office"); return orders.find(({ id: one }) => one === path[1]) ?? missing(); }],
  ["GET", /^\/v1\/categories$/, ({ query }) => ({ items: catalogue.authored.categories.filter(({ path }) => !path.includes("/")).map(({ path, names }) => ({ path, name: text(names, query.get("locale")), description: null, item_count: 1, children: [] })), next_cursor: null })],
];

const TYPES = { ".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8", ".svg": "image/svg+xml", ".woff2": "font/woff2" };
function serve(response, pathname) {
  const [, app, ...rest] = pathname.split("/");
  if (!["till", "office"].includes(app)) return send(response, 404, "");
  const dist = new URL(`../../apps/${app}/dist/`, import.meta.url).pathname;
  const file = join(dist, normalize(rest.join("/")));
  const found = extname(file) && file.startsWith(dist) && existsSync(file) ? file : join(dist, "index.html");
  send(response, 200, readFileSync(found), { "Content-Type": TYPES[extname(found)] ?? "application/octet-stream" });
}
function media(response, hash) {
  const photo = catalogue.photos.get(hash);
  if (photo?.path) return send(response, 200, readFileSync(photo.path), { "Content-Type": photo.path.endsWith("webp") ? "image/webp" : "image/png" });
  const tone = facets.colour[photo?.colour]?.swatch ?? "#8C857A";
  send(response, 200, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 1000"><rect width="800" height="1000" fill="#EDE6D8"/><path d="M240 220q160-60 320 0l60 640q-220 40-440 0z" fill="${tone}" stroke="#1A1916" stroke-width="4"/></svg>`, { "Content-Type": "image/svg+xml" });
}
function send(response, status, body, headers = {}) { response.writeHead(status, headers); response.end(body); }

createServer(async (request, response) => {
  const url = new URL(request.url, "http://localhost");
  try {
    if (url.pathname.startsWith("/media/")) return media(response, url.pathname.split("/")[2]);
    if (!/^\/(v1|mock)\//.test(url.pathname)) return serve(response, url.pathname);
    await new Promise((resolve) => setTimeout(resolve, Number(options.delay)));
    const chunks = []; for await (const chunk of request) chunks.push(chunk);
    const raw = Buffer.concat(chunks), body = /json/.test(request.headers["content-type"] ?? "") && raw.length ? JSON.parse(raw.toString("utf8")) : undefined;
    for (const [method, pattern, handle] of routes) {
      const path = request.method === method && pattern.exec(url.pathname);
      if (!path) continue;
      const result = handle({ request, path, body, raw, query: url.searchParams });
      const [status, answer, headers] = Array.isArray(result) ? result : [200, result];
      if (loseAnswer && url.pathname === "/v1/till/sales" && method === "POST") { loseAnswer = false; return request.socket.destroy(); }
      return send(response, status, Buffer.isBuffer(answer) ? answer : answer === null ? "" : JSON.stringify(answer), { "Content-Type": "application/json", ...headers });
    }
    missing();
  } catch (error) {
    const { status = 500, code = "internal", message, errors = [] } = error;
    if (status === 500) console.error(error);
    send(response, status, JSON.stringify({ type: `urn:atelier:problem:${code}`, title: code, status, code, detail: message, errors }), { "Content-Type": "application/problem+json" });
  }
}).listen(Number(options.port), "127.0.0.1", () => console.log(`mock of till and office on http://127.0.0.1:${options.port}/till/ and /office/`));
