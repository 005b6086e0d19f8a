// A mock of the shop's API for developing and photographing the storefront without the C++ server.
//
//   node tools/mock/server.mjs [--port 7100] [--photos FOLDER] [--dist apps/storefront/dist]
//
// Everything is in memory and forgotten at the end. Words that force a state: q=error answers 500; a last name "Decline" is declined by the PSP page.
import { createServer } from "node:http";
import { existsSync, readFileSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { loadCatalogue, MARKETS, market as marketOf } from "./catalogue.mjs";
import { addressForm } from "./forms.mjs";
import { shopOf } from "./shop.mjs";

const { values: options } = parseArgs({ options: { port: { type: "string", default: "7100" }, photos: { type: "string" }, dist: { type: "string" }, delay: { type: "string", default: "0" } } });
const catalogue = loadCatalogue(options.photos);
const shop = shopOf(catalogue);
const carts = new Map(), orders = new Map(), customers = new Map(), sessions = new Map();
let counter = 0;
const id = (prefix) => `${prefix}_eu_${(Date.now() * 1000 + ++counter).toString(36)}`;
const now = () => new Date().toISOString();

class Problem extends Error {
  constructor(status, code, detail, errors = []) { super(detail); Object.assign(this, { status, code, errors }); }
}
const missing = () => new Problem(404, "not_found", "There is no such thing");

// ── cart
function cartView(cart, messages = []) {
  const { currency } = marketOf(cart.market);
  const money = (amount) => ({ amount, currency });
  const lines = cart.lines.map((line) => {
    const { owner, options: chosen } = shop.variant(line.sku);
    const unit = shop.price(owner, cart.market);
    const picture = owner.photos.find(({ colour }) => colour === chosen.colour) ?? owner.photos[0];
    return {
      id: line.id, sku: line.sku, item_id: owner.id, handle: owner.handle, title: shop.texts(owner, cart.locale).title,
      options: Object.entries(chosen).map(([name, value]) => ({ name, value, label: shop.optionLabel(name, value, cart.locale) })),
      photo: shop.photo(picture, owner, cart.locale), quantity: line.quantity, max_quantity: shop.availability(line.sku) === "low" ? 2 : 8,
      unit_price: unit, total: money(unit.amount * line.quantity), availability: shop.availability(line.sku),
    };
  });
  const subtotal = lines.reduce((sum, line) => sum + line.total.amount, 0);
  const method = cart.details.shipping_method ? methods(cart).find(({ code }) => code === cart.details.shipping_method) : null;
  const total = subtotal + (method?.price.amount ?? 0), rate = currency === "JPY" ? 10 : 20, tax = Math.round((total * rate) / (100 + rate));
  const lacking = [...(lines.length ? [] : ["/lines"]), ...["email", "shipping_address", "shipping_method"].filter((name) => !cart.details[name]).map((name) => `/${name}`)];
  return {
    id: cart.id, market: cart.market, locale: cart.locale, currency, status: cart.status, lines, item_count: lines.reduce((sum, { quantity }) => sum + quantity, 0), messages,
    totals: { subtotal: money(subtotal), shipping: method?.price ?? null, tax_included: money(tax), tax_lines: total ? [{ name: currency === "JPY" ? "消費税" : "VAT", rate_percent: String(rate), net: money(total - tax), tax: money(tax), included: true }] : [], total: money(total) },
    details: { email: null, shipping_address: null, billing_address: null, shipping_method: null, note: null, ...cart.details }, checkout: { ready: lacking.length === 0, missing: lacking }, updated_at: now(),
  };
}
const day = (ahead) => new Date(Date.now() + ahead * 864e5).toISOString().slice(0, 10);
function methods(cart) {
  const { currency, currency_digits } = marketOf(cart.market);
  return [{ code: "standard", name: { ja: "通常配送", fr: "Livraison standard" }[cart.locale] ?? "Standard delivery", price: { amount: 0, currency }, earliest: day(2), latest: day(4) },
    { code: "express", name: { ja: "速達", fr: "Livraison express" }[cart.locale] ?? "Express, by courier", price: { amount: currency_digits ? 2500 : 3000, currency }, earliest: day(1), latest: day(1) }];
}
function checkAddress(address, at, errors) {
  for (const { name, required, pattern, example } of addressForm(address.country)?.fields ?? []) {
    const value = address[name]?.trim();
    if (!value && required) errors.push({ field: `${at}/${name}`, code: "required", expected: "a value" });
    else if (value && pattern && !new RegExp(pattern).test(value)) errors.push({ field: `${at}/${name}`, code: name === "postal_code" ? "postal_code" : "pattern", expected: `as in ${example}` });
  }
}
function orderView(order) {
  const age = (Date.now() - order.paidAt) / 1000, paid = order.payment.status === "captured";
  const steps = [["placed", true, order.placed_at], ["paid", paid, paid && new Date(order.paidAt).toISOString()], ["in_preparation", paid && age > 3, null], ["collected", paid && age > 8, null], ["delivered", paid && age > 15, null]];
  const done = steps.filter(([, is]) => is).length;
  const timeline = steps.map(([code, is, at], index) => ({ code, state: is ? "done" : index === done ? "current" : "upcoming", at: is ? at || new Date(order.paidAt + index * 3000).toISOString() : null }));
  if (order.payment.status === "declined") timeline.splice(1, 0, { code: "payment_declined", state: "done", at: order.payment.updated_at });
  return { ...order.view, status: ["awaiting_payment", "awaiting_payment", "paid", "in_preparation", "collected", "delivered"][done], payment: order.payment, timeline, updated_at: now(),
    delivery: { status: age > 15 && paid ? "delivered" : age > 8 && paid ? "collected" : paid ? "requested" : "not_requested", carrier: paid && age > 3 ? "Sandbox Courier" : null, tracking_number: paid && age > 3 ? "SC 4711 0815" : null, tracking_url: null, earliest: day(2), latest: day(4) } };
}
const newPayment = (order_id, amount) => { const one = id("pay"); return { id: one, order_id, status: "pending", amount, means: "card", redirect_url: `/mock-psp/${order_id}`, decline_code: null, created_at: now(), updated_at: now() }; };
const customerOf = (request) => sessions.get(/atelier_customer=(\w+)/.exec(request.headers.cookie ?? "")?.[1]);

const routes = [
  ["GET", /^\/v1\/markets$/, () => ({ items: MARKETS, next_cursor: null })],
  ["GET", /^\/v1\/home$/, ({ m, l }) => shop.homePage(m, l)],
  ["GET", /^\/v1\/categories$/, ({ l }) => ({ items: shop.tree(l), next_cursor: null })],
  ["GET", /^\/v1\/collections$/, ({ l }) => ({ items: shop.collections(l), next_cursor: null })],
  ["GET", /^\/v1\/(items|search)$/, ({ query }) => { if (query.get("q") === "error") throw new Problem(500, "internal", "Asked for"); return shop.listing(query) ?? fail(missing()); }],
  ["GET", /^\/v1\/items\/([^/]+)$/, ({ m, l, path }) => shop.item(decodeURIComponent(path[1]), m, l) ?? fail(missing())],
  ["GET", /^\/v1\/suggest$/, ({ query }) => shop.suggest(query)],
  ["GET", /^\/v1\/address-forms\/([A-Z]{2})$/, ({ path }) => addressForm(path[1]) ?? fail(missing())],
  ["POST", /^\/v1\/carts$/, ({ body }) => { const cart = { id: id("crt"), ...body, status: "open", lines: [], details: {} }; carts.set(cart.id, cart); return [201, cartView(cart)]; }],
  ["GET", /^\/v1\/carts\/(\w+)$/, ({ path }) => cartView(cartAt(path))],
  ["PATCH", /^\/v1\/carts\/(\w+)$/, ({ path, body }) => cartView(Object.assign(cartAt(path), body))],
  ["POST", /^\/v1\/carts\/(\w+)\/lines$/, ({ path, body }) => {
    const cart = cartAt(path);
    if (!shop.variant(body.sku)) throw new Problem(422, "validation_failed", "1 field is not valid", [{ field: "/sku", code: "sku_unknown", expected: "the SKU of an item on sale" }]);
    if (shop.availability(body.sku) === "sold_out") return cartView(cart, [{ code: "sold_out", line_id: null, sku: body.sku }]);
    let line = cart.lines.find(({ sku }) => sku === body.sku);
    if (!line) cart.lines.unshift((line = { id: id("lin"), sku: body.sku, quantity: 0 }));
    const wanted = line.quantity + body.quantity; line.quantity = Math.min(wanted, shop.availability(body.sku) === "low" ? 2 : 8);
    return cartView(cart, [{ code: line.quantity < wanted ? "quantity_reduced" : "added", line_id: line.id, sku: body.sku, quantity: line.quantity }]);
  }],
  ["PATCH", /^\/v1\/carts\/(\w+)\/lines\/(\w+)$/, ({ path, body }) => { const cart = cartAt(path), line = cart.lines.find((one) => one.id === path[2]) ?? fail(missing()); line.quantity = body.quantity; cart.lines = cart.lines.filter(({ quantity }) => quantity > 0); return cartView(cart); }],
  ["DELETE", /^\/v1\/carts\/(\w+)\/lines\/(\w+)$/, ({ path }) => { const cart = cartAt(path); cart.lines = cart.lines.filter((one) => one.id !== path[2]); return cartView(cart); }],
  ["GET", /^\/v1\/carts\/(\w+)\/shipping-methods$/, ({ path }) => ({ items: methods(cartAt(path)), next_cursor: null })],
  ["PUT", /^\/v1\/carts\/(\w+)\/details$/, ({ path, body }) => {
    const cart = cartAt(path), errors = [];
    if (body.email && !/^\S+@\S+\.\S+$/.test(body.email)) errors.push({ field: "/email", code: "email", expected: "an address as in name@example.com" });
    if (body.shipping_address) checkAddress(body.shipping_address, "/shipping_address", errors);
    if (body.billing_address) checkAddress(body.billing_address, "/billing_address", errors);
    if (errors.length) throw new Problem(422, "validation_failed", `${errors.length} fields are not valid`, errors);
    cart.details = body; return cartView(cart);
  }],
  ["POST", /^\/v1\/carts\/(\w+)\/checkout$/, ({ path, body, request }) => {
    const cart = cartAt(path), view = cartView(cart);
    if (!request.headers["idempotency-key"]) throw new Problem(400, "invalid_request", "Idempotency-Key is missing", [{ field: "#Idempotency-Key", code: "required", expected: "a key" }]);
    if (!view.checkout.ready) throw new Problem(422, "validation_failed", "Details are missing", view.checkout.missing.map((field) => ({ field, code: "required", expected: "a value" })));
    if (body.expected_total.amount !== view.totals.total.amount) throw new Problem(409, "total_changed", "The total is another now");
    const order_id = id("ord"), payment = newPayment(order_id, view.totals.total);
    const details = cart.details;
    orders.set(order_id, { token: "tok" + order_id, placed_at: now(), paidAt: Date.now() * 2, payment, customer: customerOf(request)?.id ?? null, view: {
      id: order_id, number: `MV-26-${String(4700 + orders.size)}`, market: cart.market, locale: cart.locale, placed_at: now(), email: details.email, shipping_address: details.shipping_address, billing_address: details.billing_address ?? details.shipping_address,
      shipping_method: methods(cart).find(({ code }) => code === details.shipping_method), totals: view.totals, lines: view.lines.map((line) => ({ ...line, tax_rate_percent: "20", tax: { amount: Math.round(line.total.amount / 6), currency: view.currency } })) } });
    cart.status = "ordered";
    return [201, { order: orderView(orders.get(order_id)), payment, order_token: "tok" + order_id }];
  }],
  ["GET", /^\/v1\/orders\/(\w+)$/, ({ path, query, request }) => orderView(orderAt(path, query, request))],
  ["POST", /^\/v1\/orders\/(\w+)\/payments$/, ({ path, query, request }) => { const order = orderAt(path, query, request); order.payment = newPayment(path[1], order.view.totals.total); return [201, order.payment]; }],
  ["POST", /^\/v1\/customers$/, ({ body }) => { if (customers.has(body.email)) throw new Problem(409, "email_taken", "There is an account with this address"); const customer = { id: id("cus"), ...body, created_at: now() }; customers.set(body.email, customer); return signIn(customer); }],
  ["POST", /^\/v1\/customers\/sessions$/, ({ body }) => { const customer = customers.get(body.email); if (customer?.password !== body.password) throw new Problem(401, "unauthenticated", "Address and password do not fit"); return signIn(customer); }],
  ["DELETE", /^\/v1\/customers\/sessions\/current$/, () => [204, null, { "Set-Cookie": "atelier_customer=; Path=/v1; Max-Age=0" }]],
  ["GET", /^\/v1\/customers\/me$/, ({ request }) => publicCustomer(customerOf(request) ?? fail(new Problem(401, "unauthenticated", "Not signed in")))],
  ["GET", /^\/v1\/customers\/me\/orders$/, ({ request }) => { const who = customerOf(request) ?? fail(new Problem(401, "unauthenticated", "Not signed in")); return { items: [...orders.values()].filter(({ customer }) => customer === who.id).map((order) => { const view = orderView(order); return { id: view.id, number: view.number, status: view.status, market: view.market, placed_at: view.placed_at, total: view.totals.total, item_count: view.lines.length, email: view.email, photo: view.lines[0].photo }; }), next_cursor: null }; }],
];
const fail = (problem) => { throw problem; };
const cartAt = (path) => carts.get(path[1]) ?? fail(missing());
const orderAt = (path, query, request) => { const order = orders.get(path[1]); return order && (order.token === query.get("token") || (order.customer && customerOf(request)?.id === order.customer)) ? order : fail(missing()); };
const publicCustomer = ({ password: _, ...customer }) => customer;
const signIn = (customer) => { const session = id("css"); sessions.set(session, customer); return [201, publicCustomer(customer), { "Set-Cookie": `atelier_customer=${session}; Path=/v1; HttpOnly; SameSite=Lax` }]; };

// ── pictures: the drawn ones when there are any, else paper in the item's colour
function media(response, hash) {
  const photo = catalogue.photos.get(hash);
  if (!photo) return send(response, 404, "");
  if (photo.path) return send(response, 200, readFileSync(photo.path), { "Content-Type": photo.path.endsWith("webp") ? "image/webp" : "image/png", "Cache-Control": "public, max-age=3600" });
  const tone = catalogue.authored.facets.colour[photo.colour]?.swatch ?? "#8C857A";
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="2000" viewBox="0 0 800 1000"><rect width="800" height="1000" fill="#EDE6D8"/><path d="M${photo.view === "back" ? 250 : 240} 220 q160 -60 320 0 l60 640 q-220 40 -440 0 z" fill="${tone}" stroke="#1A1916" stroke-width="2"/>${photo.view === "detail" ? "" : '<path d="M400 210 V880" stroke="#1A1916" stroke-opacity=".35"/>'}</svg>`;
  send(response, 200, svg, { "Content-Type": "image/svg+xml", "Cache-Control": "public, max-age=3600" });
}

// ── the built app with first data, as the real server gives it
const TYPES = { ".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png", ".woff2": "font/woff2", ".json": "application/json", ".webmanifest": "application/manifest+json" };
const packed = new Map();
function sendPacked(response, key, body, headers) {
  if (!packed.has(key)) packed.set(key, gzipSync(body));
  send(response, 200, packed.get(key), { ...headers, "Content-Encoding": "gzip" });
}
const escape = (text) => String(text ?? "").replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
const img = (photo, sizes) => photo ? `<img src="/media/${photo.hash}/640" srcset="${[320, 480, 640, 960, 1280, 1600].map((width) => `/media/${photo.hash}/${width} ${width}w`).join(", ")}" sizes="${sizes}" width="${photo.width}" height="${photo.height}" alt="${escape(photo.alt)}">` : "";
function firstContent(path, body, home) {
  if (path.startsWith("/v1/home")) return `<h1>${escape(body.hero.sentence)}</h1>${img(body.hero.photo, "(min-width: 60rem) 50vw, 100vw")}`;
  if (path.startsWith("/v1/items?")) return `<h1>${escape(body.category?.name)}</h1><ul>${body.items.map((card) => `<li><a href="${home}/items/${card.handle}">${img(card.photo, "(min-width: 60rem) 23vw, 46vw")}${escape(card.title)}</a></li>`).join("")}</ul>`;
  if (path.startsWith("/v1/items/")) return `${img(body.photos[0], "(min-width: 60rem) 58vw, 100vw")}<h1>${escape(body.texts.title)}</h1><p>${escape(body.texts.summary)}</p><p>${escape(body.texts.description)}</p>`;
  return "";
}
function page(response, url) {
  if (!options.dist) return send(response, 404, "Start with --dist to serve the built app");
  const file = join(options.dist, normalize(url.pathname));
  if (/[.](js|css)$/.test(file) && existsSync(file)) return sendPacked(response, file, readFileSync(file), { "Content-Type": TYPES[extname(file)], "Cache-Control": "public, max-age=31536000, immutable" });
  if (extname(file) && existsSync(file)) return send(response, 200, readFileSync(file), { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream", "Cache-Control": url.pathname.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache" });
  const [, m, l, kind, ...rest] = url.pathname.split("/").map(decodeURIComponent);
  const firsts = [];
  const seed = (path) => { const at = new URL(path, "http://localhost"); for (const [method, pattern, handle] of routes) { const found = pattern.exec(at.pathname); if (method === "GET" && found) { try { firsts.push({ path, body: handle({ path: found, query: at.searchParams, m, l }) }); } catch { /* the app will ask */ } return; } } };
  if (MARKETS.some(({ code }) => code === m)) {
    const place = `market=${m}&locale=${l}`;
    seed("/v1/markets"); seed(`/v1/categories?${place}`);
    if (!kind) seed(`/v1/home?${place}`);
    if (kind === "c") seed(`/v1/items?category=${encodeURIComponent(rest.join("/"))}&limit=24&${place}${url.search.replace("?", "&")}`);
    if (kind === "items") seed(`/v1/items/${rest[0]}?${place}`);
  }
  const html = readFileSync(join(options.dist, "index.html"), "utf8").replace('lang="en"', `lang="${l ?? "en"}"`)
    .replace("<!--atelier:head-->", "<title>Maison Verrane</title>")
    .replace("<!--atelier:body-->", () => `<main class="first">${firsts.map(({ path, body }) => firstContent(path, body, `/${m}/${l}`)).join("")}</main>`)
    .replace("</body>", () => `<script type="application/json" id="first-data">${JSON.stringify(firsts).replaceAll("</", "<\\/")}</script></body>`);
  send(response, 200, gzipSync(html), { "Content-Encoding": "gzip", "Content-Type": TYPES[".html"] });
}

function send(response, status, body, headers = {}) { response.writeHead(status, headers); response.end(body); }
function psp(response, url) {
  const order = orders.get(url.pathname.split("/")[2]);
  const back = `/${order.view.market}/${order.view.locale}/orders/${order.view.id}?token=${order.token}`;
  if (url.searchParams.has("result")) {
    order.payment = { ...order.payment, status: url.searchParams.get("result"), redirect_url: null, decline_code: url.searchParams.get("result") === "declined" ? "insufficient_funds" : null, updated_at: now() };
    order.paidAt = order.payment.status === "captured" ? Date.now() : Date.now() * 2;
    return send(response, 303, "", { Location: back });
  }
  send(response, 200, `<!doctype html><html lang="en"><title>Mock PSP</title><body style="font:16px sans-serif;padding:2rem"><h1>Mock payment page</h1><p><a id="pay" href="?result=captured">Pay</a></p><p><a id="decline" href="?result=declined">Decline</a></p>`, { "Content-Type": TYPES[".html"] });
}

createServer(async (request, response) => {
  const url = new URL(request.url, "http://localhost");
  try {
    if (url.pathname.startsWith("/media/")) return media(response, url.pathname.split("/")[2]);
    if (url.pathname.startsWith("/mock-psp/")) return psp(response, url);
    if (!url.pathname.startsWith("/v1/")) return page(response, url);
    await new Promise((resolve) => setTimeout(resolve, Number(options.delay)));
    const chunks = []; for await (const chunk of request) chunks.push(chunk);
    const body = chunks.length ? JSON.parse(Buffer.concat(chunks).toString("utf8")) : undefined;
    for (const [method, pattern, handle] of routes) {
      const path = request.method === method && pattern.exec(url.pathname);
      if (!path) continue;
      const result = handle({ request, path, body, query: url.searchParams, m: url.searchParams.get("market"), l: url.searchParams.get("locale") });
      const [status, answer, headers] = Array.isArray(result) ? result : [200, result];
      return send(response, status, answer === null ? "" : JSON.stringify(answer), { "Content-Type": "application/json", ...headers });
    }
    throw missing();
  } catch (error) {
    const { status = 500, code = "internal", message, errors = [] } = error;
    if (status === 500) console.error(error);
    send(response, status, JSON.stringify({ type: `urn:atelier:problem:${code}`, title: code, status, code, detail: message, errors }), { "Content-Type": "application/problem+json" });
  }
}).listen(Number(options.port), "127.0.0.1", () => console.log(`mock API on http://127.0.0.1:${options.port} with ${catalogue.items.length} items`));
