// An item manager edits, and the shop shows it at once. Then every state of the office in pictures.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { assertAccessible } from "../lib/accessible.mjs";
import { BASE, shot, until, visitor, watched } from "../lib/browser.mjs";
import { openItem, pngOf, signIn } from "../lib/office.mjs";

const SLIPOVER = "argyle-slipover";
/** "Visible in under a second" is the shop's promise; two busy cores get one more. */
const SEEN_WITHIN_MS = 2_000;

test("a title is edited in the office and the shop shows it in about a second", { timeout: 60_000 }, async () => {
  const { page, said, context } = await visitor({ locale: "en" });
  await watched(page, "office-edit", async () => {
    await signIn(page);
    await assertAccessible(page, "office items");
    await openItem(page, SLIPOVER);
    await assertAccessible(page, "office item");
    const field = page.getByTestId("text-title"), before = await field.inputValue(), after = `${before}, edited`;
    for (const title of [after, before]) {
      await field.fill(title);
      await page.keyboard.press("Control+s");
      await page.locator(".page-head button[type=submit]:disabled").waitFor();
      const took = await until(async () => (await (await page.request.get(`/v1/items/${SLIPOVER}?market=fr&locale=en`)).json()).texts.title === title, SEEN_WITHIN_MS, `"${title}" in the shop`);
      console.log(`shown in the shop after ${Math.round(took)} ms`);
      if (title === after) {
        const shop = await context.newPage();
        await shop.goto(`/fr/en/items/${SLIPOVER}`);
        await shop.getByRole("heading", { level: 1, name: after }).waitFor();
        await shop.close();
      }
    }
    assert.deepEqual(said, []);
  });
  await context.close();
});

test("an item is made with its colours, sizes, prices and photos, and the shop sells it", { timeout: 90_000 }, async () => {
  const { page, said, context } = await visitor({ locale: "en" });
  await watched(page, "office-new-item", async () => {
    await signIn(page);
    const handle = `demo-scarf-${process.pid}`;
    await page.goto("/office/items/new");
    await page.getByTestId("handle").fill(handle);
    await page.getByTestId("text-title").fill("Woven scarf");
    await page.getByRole("button", { name: "ja", exact: true }).click();
    await page.getByTestId("text-title").fill("織りのスカーフ");
    await page.getByRole("button", { name: "en", exact: true }).click();
    await page.getByLabel("Category").selectOption("accessories/scarves-ties");
    await page.getByLabel("Price EUR").fill("420");
    await page.getByLabel("Add a price …").selectOption("JPY");
    await page.getByLabel("Price JPY").fill("72000");
    for (const colour of ["Camel", "Black"]) await page.getByRole("group", { name: "Colour" }).getByRole("button", { name: colour, exact: true }).click();
    assert.deepEqual(await page.getByTestId("sku").evaluateAll((all) => all.map(({ value }) => value.slice(-4)).sort()), ["-CAM", "-NOI"]);
    // A file that is no picture is refused with the server's reason; the good ones stay.
    await page.getByTestId("photo-file").setInputFiles([
      { name: "front.png", mimeType: "image/png", buffer: pngOf([181, 139, 90]) }, { name: "notes.png", mimeType: "image/png", buffer: Buffer.from("not a picture") }, { name: "back.png", mimeType: "image/png", buffer: pngOf([28, 27, 26]) },
    ]);
    await page.locator(".notice", { hasText: "notes.png" }).waitFor();
    await page.getByTestId("photo").nth(1).waitFor();
    await page.getByRole("button", { name: "Photo 2 one place earlier" }).click();
    await page.getByLabel("What it shows 1, en").fill("A scarf on paper");
    await page.getByRole("group", { name: "Status" }).getByRole("button", { name: "Active" }).click();
    await shot(page, "office-item-new-en-1440", { full: true });
    await assertAccessible(page, "office new item");
    await page.getByRole("button", { name: "Create the item" }).click();
    await page.waitForURL(/\/office\/items\/itm_/);
    await until(async () => (await page.request.get(`/v1/items/${handle}?market=jp&locale=ja`)).ok(), SEEN_WITHIN_MS, "the new item in the shop");
    const item = await (await page.request.get(`/v1/items/${handle}?market=jp&locale=ja`)).json();
    assert.equal(item.texts.title, "織りのスカーフ");
    assert.equal(item.photos.length, 2);
    // The same handle again is refused, named at its field.
    await page.goto("/office/items/new");
    await page.getByTestId("handle").fill(handle);
    await page.getByTestId("text-title").fill("Another");
    await page.getByTestId("sku").fill("ANOTHER-1");
    await page.getByRole("button", { name: "Create the item" }).click();
    await page.locator(".field-error, .problem-field").first().waitFor();
    // A photo is taken away again.
    await openItem(page, handle);
    await page.getByRole("button", { name: "Remove photo 2" }).click();
    await page.keyboard.press("Control+s");
    await page.locator(".page-head button[type=submit]:disabled").waitFor();
    await page.getByRole("group", { name: "Status" }).getByRole("button", { name: "Archived" }).click();
    await page.keyboard.press("Control+s");
    await page.locator(".page-head button[type=submit]:disabled").waitFor();
    assert.deepEqual(said, []);
  });
  await context.close();
});

test("two people edit one item: the second sees both versions and loses nothing", { timeout: 60_000 }, async () => {
  const { page, context } = await visitor({ locale: "en" });
  await watched(page, "office-conflict", async () => {
    await signIn(page);
    const id = await openItem(page, SLIPOVER);
    const field = page.getByTestId("text-title"), before = await field.inputValue();
    await field.fill("Mine");
    const url = `${BASE}/v1/office/items/${id}`, { etag } = (await page.request.get(url)).headers();
    const theirs = await page.request.fetch(url, { method: "PATCH", headers: { "Content-Type": "application/merge-patch+json", "If-Match": etag }, data: JSON.stringify({ texts: { en: { title: "Theirs" } } }) });
    assert.equal(theirs.status(), 200);
    await page.keyboard.press("Control+s");
    const conflict = page.locator(".conflict");
    await conflict.waitFor();
    assert.match(await conflict.innerText(), /Theirs[\s\S]*Mine/);
    await shot(page, "office-conflict-en-1440");
    await conflict.getByRole("button").nth(1).click();
    await field.fill(before);
    await page.keyboard.press("Control+s");
    await page.locator(".page-head button[type=submit]:disabled").waitFor();
    assert.equal((await (await page.request.get(url)).json()).texts.en.title, before);
  });
  await context.close();
});

test("an import shows its progress and names the rows that it refuses", { timeout: 60_000 }, async () => {
  const { page, context } = await visitor({ locale: "en" });
  await watched(page, "office-import", async () => {
    await signIn(page);
    const file = join(tmpdir(), `atelier-import-${process.pid}.csv`);
    writeFileSync(file, "Handle,Title,Variant SKU,Variant Price,Status\ntest-wool-cap,Wool cap,TEST-CAP-1,120.00,draft\ntest-broken-cap,Broken cap,TEST-CAP-2,not a price,draft\n");
    await page.goto("/office/imports");
    await page.locator('input[type="file"]').setInputFiles(file);
    await page.locator(".import-form button").click();
    await page.locator("tbody tr").first().waitFor();
    assert.match(await page.locator("tbody").innerText(), /3[\s\S]*Price/);
    await shot(page, "office-import-en-1440");
  });
  await context.close();
});

for (const locale of ["en", "ja"]) for (const width of [390, 834, 1440]) {
  test(`the office's pages in pictures: ${locale}, ${width} px`, { timeout: 60_000 }, async () => {
    const { page, context } = await visitor({ locale, width });
    // Every state is photographed; on the widest and the narrowest screen axe looks at it, too.
    const picture = async (name, options) => {
      await shot(page, `office-${name}-${locale}-${width}`, options);
      if (locale === "en" && width !== 834) await assertAccessible(page, `office ${name} at ${width} px`);
    };
    await watched(page, `office-${locale}-${width}`, async () => {
      await page.goto("/office/");
      await page.locator(".sign-in-form").waitFor();
      await picture("sign-in");
      await signIn(page);
      await picture("items");
      await page.goto("/office/items?q=no-such-item-anywhere");
      await page.locator(".none").waitFor();
      await picture("items-none");
      const id = await openItem(page, SLIPOVER);
      await picture("item", { full: true });
      await page.goto(`/office/stock?item_id=${id}`);
      await page.locator("tbody tr a").first().waitFor();
      await picture("stock");
      await page.locator(".cell-action button").first().click();
      await page.locator(".stock-sheet").waitFor();
      await page.locator(".stock-sheet .field input").nth(0).fill("2");
      await page.locator(".stock-sheet .field input").nth(1).fill("Delivery note 4711");
      await page.locator('.stock-sheet button[type="submit"]').click();
      await page.locator(".movements li").first().waitFor();
      await picture("stock-movement");
      await page.goto("/office/imports");
      await page.locator(".import-form").waitFor();
      await picture("imports");
      await page.goto("/office/orders");
      await page.locator("table").waitFor();
      await picture("orders");
      const order = page.locator("tbody tr a").first();
      if (await order.count()) {
        await order.click();
        await page.locator(".steps").waitFor();
        await picture("order", { full: true });
      }
      await page.route("**/v1/office/items?*", (route) => route.abort());
      await page.goto("/office/items?status=draft");
      await page.locator(".table-frame .notice").waitFor();
      await picture("items-error");
    });
    await context.close();
  });
}
