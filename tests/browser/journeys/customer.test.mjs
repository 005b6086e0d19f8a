// A visitor becomes a customer: from the home page to a parcel at the door, in France and in Japan.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible } from "../lib/accessible.mjs";
import { shot, visitor, watched } from "../lib/browser.mjs";
import { addToBag, at, CARDS, COAT, delivered, fillCheckout, go, paid, payWith, PEOPLE, toCheckout, toPsp } from "../lib/shop.mjs";

test("a visitor in France narrows a category, chooses a size, pays by card and follows the parcel to the door", { timeout: 120_000 }, async () => {
  const { page, said, context } = await visitor({ locale: "en" });
  await watched(page, "customer-fr", async () => {
    await go(page, at("en"));
    assert.ok((await page.locator(".card").count()) >= 6, "the home page shows the season's six");
    await assertAccessible(page, "home");

    await page.locator(".header-nav a").first().click();
    await page.locator(".card").first().waitFor();
    await assertAccessible(page, "listing");
    const all = Number((await page.locator(".listing-bar p").first().innerText()).replace(/\D/g, ""));
    await page.locator(".filter-button").click();
    await page.locator(".disclosure-trigger", { hasText: "Colour" }).click();
    await page.locator(".disclosure-content:visible .check", { has: page.locator(".dot") }).first().click();
    await page.waitForURL(/colour=/);
    await page.keyboard.press("Escape");
    await page.waitForFunction((before) => Number(document.querySelector(".listing-bar p")?.textContent?.replace(/\D/g, "")) < before, all);

    await go(page, at("en", `items/${COAT}`));
    await page.locator(".buy-action button").waitFor();
    await assertAccessible(page, "item");
    await addToBag(page);
    await assertAccessible(page, "bag");
    await toCheckout(page);
    await assertAccessible(page, "checkout");
    await fillCheckout(page, PEOPLE.en);
    await toPsp(page);
    await payWith(page, CARDS.good);
    await paid(page);
    await assertAccessible(page, "order");
    assert.equal(await page.locator(".bag-count").count(), 0, "the next piece begins a new bag");
    await delivered(page);
    await shot(page, "order-delivered-en-1440", { full: true });
    assert.deepEqual(said, []);
  });
  await context.close();
});

test("an answer that is lost on its way puts one piece into the bag, not two", { timeout: 60_000 }, async () => {
  const { page, context } = await visitor({ locale: "en" });
  await watched(page, "customer-lost-add", async () => {
    const keys = [];
    await page.route("**/v1/carts/*/lines", async (route) => {
      keys.push(route.request().headers()["idempotency-key"]);
      if (keys.length > 1) return route.continue();
      // The shop does add it; the browser never hears of it.
      await route.fetch();
      await route.abort();
    });
    await go(page, at("en", `items/${COAT}`));
    await addToBag(page);
    assert.ok(keys.length === 2 && keys[0] && keys[0] === keys[1], `keys: ${keys.join(", ")}`);
    assert.equal(await page.locator(".bag-line").count(), 1);
    assert.equal(await page.locator(".bag-line output").first().innerText(), "1");
  });
  await context.close();
});

test("a customer in Tokyo orders in Japanese, with an address in Japan's order and in yen", { timeout: 120_000 }, async () => {
  const { page, said, context } = await visitor({ locale: "ja" });
  await watched(page, "customer-jp", async () => {
    await go(page, at("ja", `items/${COAT}`));
    assert.equal(await page.locator("html").getAttribute("lang"), "ja");
    await addToBag(page);
    assert.match(await page.locator(".bag-total").innerText(), /[¥￥]/);
    await toCheckout(page);
    const names = await page.locator('[name^="shipping-"]').evaluateAll((all) => all.map(({ name }) => name.slice("shipping-".length)));
    assert.ok(names.indexOf("family_name") < names.indexOf("given_name") && names.indexOf("postal_code") < names.indexOf("line1"), names.join(" "));
    await fillCheckout(page, PEOPLE.ja);
    await toPsp(page);
    await payWith(page, CARDS.good);
    assert.match(page.url(), /\/jp\/ja\/orders\//);
    await paid(page);
    await delivered(page);
    await shot(page, "order-delivered-ja-1440", { full: true });
    assert.deepEqual(said, []);
  });
  await context.close();
});

test("a declined card loses nothing: the second card pays the same order", { timeout: 90_000 }, async () => {
  const { page, context } = await visitor({ locale: "en" });
  await watched(page, "declined", async () => {
    await go(page, at("en", `items/${COAT}`));
    await addToBag(page);
    await toCheckout(page);
    await fillCheckout(page, PEOPLE.en);
    await toPsp(page);
    await payWith(page, CARDS.declined);
    await page.locator(".payment-step button").waitFor();
    const order = new URL(page.url()).pathname;
    await shot(page, "order-declined-en-1440", { full: true });
    await page.locator(".payment-step button").click();
    await page.locator('input[name="number"]').waitFor();
    await payWith(page, CARDS.good);
    assert.equal(new URL(page.url()).pathname, order, "the same order");
    await page.locator(".payment-step").waitFor({ state: "detached", timeout: 20_000 });
  });
  await context.close();
});
