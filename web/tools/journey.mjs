// Walks a customer's journeys through the storefront in Chromium, against the real server or the mock.
//
//   node tools/journey.mjs --base http://127.0.0.1:8080 [--out build/journey]
//
// Prints one line a step and closes with "N passed, N failed"; a failed step leaves a picture in --out. Exit status 1 when any failed.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { LAUNCH } from "./scenes.mjs";

const { values: options } = parseArgs({ options: { base: { type: "string", default: "http://127.0.0.1:7100" }, out: { type: "string", default: "build/journey" } } });
const CARDS = { captured: "4242424242424242", declined: "4000000000000002" };
mkdirSync(options.out, { recursive: true });
const browser = await chromium.launch(LAUNCH);
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en" });
const page = await context.newPage();
page.setDefaultTimeout(15_000);
const broken = [];
page.on("pageerror", (error) => broken.push(error.message));

let passed = 0, failed = 0;
async function step(name, act) {
  try {
    await act();
    passed += 1;
    console.log(`ok      ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}: ${error.message.split("\n")[0]}`);
    await page.screenshot({ path: `${options.out}/failed-${name.replace(/\W+/g, "-")}.png` }).catch(() => undefined);
  }
}
const go = (path) => page.goto(options.base + path, { waitUntil: "networkidle" });
const text = (selector) => page.locator(selector).first().innerText();
const number = (shown) => Number(shown.replace(/\D/g, ""));

/** The sandbox PSP's page asks for a card; the mock's offers the outcome. */
async function payWith(outcome) {
  const card = page.locator('input[name="number"]'), link = page.locator(outcome === "captured" ? "#pay" : "#decline");
  await card.or(link).first().waitFor();
  if (await link.count()) return link.click();
  await card.fill(CARDS[outcome]);
  await page.locator('input[name="expiry"]').fill("12/34");
  await page.locator('input[name="cvc"]').fill("123");
  await page.locator('button[type="submit"]').first().click();
  if (outcome === "declined") await page.getByRole("link", { name: "Return to the shop" }).click({ timeout: 4000 }).catch(() => undefined);
}
async function addFirstSize(handle, market = "fr/en") {
  await go(`/${market}/items/${handle}`);
  const sizes = page.locator(".size:not([data-gone])");
  if (await sizes.count()) await sizes.first().click();
  await page.locator(".buy-action button").click();
  await page.locator(".bag-line").first().waitFor();
}
async function fillAddress(values) {
  await page.locator('input[name="shipping-phone"]').waitFor();
  for (const [name, value] of Object.entries(values)) {
    const control = page.locator(`[name="shipping-${name}"]`);
    if ((await control.evaluate((one) => one.tagName)) === "SELECT") await control.selectOption(value); else await control.fill(value);
  }
  await page.locator(".choice-list .check").first().waitFor();
}
const PARIS = { given_name: "Claire", family_name: "Martin", line1: "12 rue de la Paix", postal_code: "75002", city: "Paris", phone: "+33 1 42 60 30 30" };
const GINZA = { family_name: "田中", given_name: "花子", postal_code: "104-0061", region: "JP-13", city: "中央区", line1: "銀座4-5-6", phone: "03-3562-2111" };
const COAT = "double-breasted-cashmere-coat";

await step("the home page shows six pieces of the season", async () => {
  await go("/fr/en");
  assert.equal(await page.locator(".six-grid .card").count(), 6);
  await page.screenshot({ path: `${options.out}/home.png` });
});
await step("a category narrows by colour and the counts agree", async () => {
  await go("/fr/en/c/women");
  const before = number(await text(".listing-bar p"));
  await page.locator(".filter-button").click();
  await page.locator(".disclosure-trigger", { hasText: "Colour" }).click();
  const choice = page.locator(".disclosure-content:visible .check", { has: page.locator(".dot") }).first();
  const expected = number(await choice.locator(".check-count").innerText());
  await choice.click();
  await page.waitForFunction((count) => document.querySelector(".sheet-foot [data-kind=primary]")?.textContent?.includes(String(count)), expected);
  await page.keyboard.press("Escape");
  assert.equal(number(await text(".listing-bar p")), expected);
  assert.ok(expected <= before && page.url().includes("colour="));
});
await step("search answers while typing, with pictures, and leads to the piece", async () => {
  await go("/fr/en");
  await page.locator(".header-search-phone").click();
  await page.locator(".search-form input:focus").waitFor();
  await page.keyboard.type("cashm", { delay: 30 });
  await page.locator(".search-items img").first().waitFor();
  await page.screenshot({ path: `${options.out}/search.png` });
  await page.locator(".search-items a").first().click();
  await page.locator(".buy-action").waitFor();
  assert.match(page.url(), /\/items\//);
});
await step("a size has to be chosen, then the piece lies in the bag", async () => {
  await go(`/fr/en/items/${COAT}`);
  await page.locator(".buy-action button").click();
  assert.match(await text('.option [role="alert"]'), /Size/i);
  await addFirstSize(COAT);
  await page.screenshot({ path: `${options.out}/bag.png` });
});
await step("the bag follows to Japan, in yen", async () => {
  await page.keyboard.press("Escape");
  await page.locator(".header-place").click();
  await page.locator('.place-list a[href^="/jp/"]').click();
  await page.waitForURL(/\/jp\/en\//);
  await page.locator(".header-bag .bag-count").waitFor();
  await page.waitForLoadState("networkidle");
  await page.locator(".header-bag").click();
  await page.waitForFunction(() => document.querySelector(".bag-total")?.textContent?.includes("¥"));
});
await step("back in France the checkout names what is missing", async () => {
  await go("/fr/en/checkout");
  await page.locator(".choice-list .check").first().waitFor();
  await page.locator(".checkout-action button").click();
  await page.locator(".field-error").first().waitFor();
  assert.ok((await page.locator('[aria-invalid="true"]').count()) >= 5);
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-invalid")), "true");
});
await step("a double click makes one order, which the PSP declines first and takes then", async () => {
  await page.locator('input[type="email"]').fill("claire.martin@example.com");
  await fillAddress(PARIS);
  await page.locator(".checkout-action button").dblclick();
  await payWith("declined");
  await page.waitForURL(/\/orders\/ord_/);
  await page.locator(".payment-step button").waitFor();
  await page.screenshot({ path: `${options.out}/declined.png` });
  await page.locator(".payment-step button").click();
  await page.waitForURL((url) => !url.pathname.includes("/orders/"));
  await payWith("captured");
  await page.waitForURL(/\/orders\/ord_/);
  await page.locator('.timeline [data-state="done"]', { hasText: "Paid" }).waitFor({ timeout: 20_000 });
  assert.equal(await page.locator(".bag-count").count(), 0);
});
await step("the order's page follows the parcel until it is delivered", async () => {
  await page.locator('.timeline [data-state="done"]', { hasText: "Delivered" }).waitFor({ timeout: 90_000 });
  await page.screenshot({ path: `${options.out}/order.png`, fullPage: true });
});
await step("a customer in Tokyo orders in Japanese with an address in Japan's order", async () => {
  await addFirstSize(COAT, "jp/ja");
  await page.locator(".bag-foot a").click();
  await page.locator('[name="shipping-postal_code"]').waitFor();
  const names = await page.locator('[name^="shipping-"]').evaluateAll((all) => all.map((one) => one.name.slice(9)));
  assert.ok(names.indexOf("family_name") < names.indexOf("given_name") && names.indexOf("postal_code") < names.indexOf("line1"));
  await page.locator('input[type="email"]').fill("hanako@example.jp");
  await fillAddress(GINZA);
  await page.screenshot({ path: `${options.out}/checkout-ja.png`, fullPage: true });
  await page.locator(".checkout-action button").click();
  await payWith("captured");
  await page.waitForURL(/\/jp\/ja\/orders\/ord_/);
  await page.locator('.timeline li:nth-child(2)[data-state="done"]').waitFor({ timeout: 20_000 });
});
await step("an account is opened, keeps its orders and is left again", async () => {
  await go("/fr/en/account");
  await page.locator(".sign-in-actions button").nth(1).click();
  for (const [name, value] of Object.entries({ given_name: "Claire", family_name: "Martin", email: `claire.${Date.now()}@example.com`, password: "a long password 12" })) await page.locator(`input[name="${name}"]`).fill(value);
  await page.locator(".sign-in-actions button").first().click();
  await page.locator(".account-head").waitFor();
  await addFirstSize("aran-cashmere-rollneck");
  await page.locator(".bag-foot a").click();
  await page.waitForFunction(() => document.querySelector('[name="shipping-given_name"]')?.value === "Claire");
  await fillAddress(PARIS);
  await page.locator(".checkout-action button").click();
  await payWith("captured");
  await page.waitForURL(/\/orders\/ord_/);
  await go("/fr/en/account");
  await page.locator(".order-list li").first().waitFor();
  await page.locator(".account-head button").click();
  await page.locator(".sign-in").waitFor();
});
await step("what does not exist says so", async () => {
  await go("/fr/en/items/no-such-piece");
  assert.match(await text("h1"), /Not here/);
});
await step("no page broke on the way", async () => assert.deepEqual(broken, []));

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
