// What a customer does in the storefront, step by step.
export const PLACES = { en: "fr/en", ja: "jp/ja" };
export const COAT = "double-breasted-cashmere-coat";
export const CARDS = { good: "4242 4242 4242 4242", declined: "4000 0000 0000 0002" };
export const PEOPLE = {
  en: { email: "claire.martin@example.com", address: { given_name: "Claire", family_name: "Martin", line1: "12 rue de la Paix", postal_code: "75002", city: "Paris", phone: "+33 1 42 60 30 30" } },
  ja: { email: "hanako@example.jp", address: { family_name: "田中", given_name: "花子", postal_code: "104-0061", region: "JP-13", city: "中央区", line1: "銀座4-5-6", phone: "03-3562-2111" } },
};

export const at = (locale, rest = "") => `/${PLACES[locale]}${rest && `/${rest}`}`;
/** A page of the shop whose app has started (the server's HTML alone does not answer presses). */
export async function go(page, path) {
  await page.goto(path, { waitUntil: "load" });
  await page.locator(".header-bag").waitFor();
}

/** Chooses the first size that is there, puts the piece into the bag; the bag opens. */
export async function addToBag(page) {
  await page.locator(".buy-action button").waitFor();
  const sizes = page.locator(".size:not([data-gone])");
  if (await sizes.count()) await sizes.first().click();
  await page.locator(".buy-action button").click();
  await page.locator(".bag-line").first().waitFor();
}

export async function toCheckout(page) {
  await page.locator(".bag-foot a").click();
  await page.locator(".choice-list .check").first().waitFor();
  await page.locator('[name="shipping-phone"]').waitFor();
}

export async function fillCheckout(page, { email, address }) {
  await page.locator('input[type="email"]').fill(email);
  for (const [name, value] of Object.entries(address)) {
    const control = page.locator(`[name="shipping-${name}"]`);
    if ((await control.evaluate(({ tagName }) => tagName)) === "SELECT") await control.selectOption(value); else await control.fill(value);
  }
  await page.locator(".choice-list .check").first().waitFor();
}

/** Presses "pay" and arrives on the PSP's own page. */
export async function toPsp(page) {
  await page.locator(".checkout-action button").click();
  await page.locator('input[name="number"]').waitFor();
}

/** On the PSP's page; comes back to the order's page, by itself or by the PSP's link. */
export async function payWith(page, card) {
  await page.locator('input[name="number"]').fill(card);
  await page.locator('input[name="expiry"]').fill("12/34");
  await page.locator('input[name="cvc"]').fill("123");
  await page.locator('button[type="submit"]').first().click();
  const back = page.getByRole("link", { name: "Return to the shop" });
  const arrived = page.waitForURL(/\/orders\/ord_/);
  await Promise.race([arrived, back.waitFor().then(() => back.click({ timeout: 2_000 })).catch(() => undefined)]);
  await arrived;
}

export const paid = (page) => page.locator('.timeline li[data-state="done"]').nth(1).waitFor({ timeout: 20_000 });
/** The courier takes 20 s where he cannot be hurried. */
export const delivered = (page) => page.locator('.timeline li:last-child[data-state="done"]').waitFor({ timeout: 45_000 });
