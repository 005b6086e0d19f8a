// The pages and states that are photographed and checked: where each begins, and what is done there.
export const PLACES = { en: "fr/en", ja: "jp/ja", de: "de/de", fr: "fr/fr", it: "it/it", "zh-Hans": "cn/zh-Hans", ko: "kr/ko" };
const HANDLE = "double-breasted-cashmere-coat";

const addToBag = async (page) => {
  const sizes = page.locator(".size:not([data-gone])");
  if (await sizes.count()) await sizes.first().click();
  await page.locator(".buy-action button").click();
  await page.locator(".bag-line").first().waitFor();
};
export const SCENES = {
  home: (at) => ({ path: at(""), full: true }),
  listing: (at) => ({ path: at("c/women"), full: true }),
  filter: (at) => ({ path: at("c/women"), act: async (page) => { await page.locator(".filter-button").click(); await page.locator(".facet-stock").waitFor(); } }),
  none: (at) => ({ path: at("c/women?price_max=100") }),
  item: (at) => ({ path: at(`items/${HANDLE}`), full: true }),
  guide: (at) => ({ path: at(`items/${HANDLE}`), act: async (page) => { await page.locator(".size-guide-link").click(); await page.locator(".guide").waitFor(); } }),
  search: (at, word) => ({ path: at(""), act: async (page) => { await page.locator(".header-search:visible, .header-search-phone:visible").first().click(); await page.locator(".search-form input").fill(word); await page.locator(".search-items").waitFor(); } }),
  results: (at, word) => ({ path: at(`search?q=${encodeURIComponent(word)}`) }),
  bag: (at) => ({ path: at(`items/${HANDLE}`), act: addToBag }),
  empty: (at) => ({ path: at(""), act: async (page) => { await page.locator(".header-bag").click(); await page.locator(".quiet-state").waitFor(); } }),
  menu: (at) => ({ path: at(""), act: async (page) => { const button = page.locator(".header-menu"); if (await button.isVisible()) { await button.click(); await page.locator(".disclosure-trigger").first().click(); } } }),
  place: (at) => ({ path: at(""), act: async (page) => { await page.locator(".footer-foot button").click(); await page.locator(".place-list").first().waitFor(); } }),
  checkout: (at) => ({ path: at(`items/${HANDLE}`), full: true, act: async (page) => { await addToBag(page); await page.locator(".bag-foot a").click(); await page.locator(".choice-list .check").first().waitFor(); } }),
  refused: (at) => ({ path: at(`items/${HANDLE}`), full: true, act: async (page) => { await addToBag(page); await page.locator(".bag-foot a").click(); await page.locator(".choice-list .check").first().waitFor(); await page.locator(".checkout-action button").click(); await page.locator(".field-error").first().waitFor(); } }),
  order: (at, _word, locale) => ({ path: at(`items/${HANDLE}`), full: true, act: async (page) => { await buy(page, locale); await page.locator("#pay").click(); await page.locator(".timeline").waitFor(); await page.waitForTimeout(9000); } }),
  declined: (at, _word, locale) => ({ path: at(`items/${HANDLE}`), full: true, act: async (page) => { await buy(page, locale); await page.locator("#decline").click(); await page.locator(".payment-step button").waitFor(); } }),
  account: (at) => ({ path: at("account") }),
  error: (at) => ({ path: at("c/women"), before: (page) => page.route("**/v1/items?*", (route) => route.abort()), act: (page) => page.locator(".quiet-state").waitFor({ timeout: 8000 }), bare: true }),
  loading: (at) => ({ path: at("items/" + HANDLE), before: (page) => page.route("**/v1/items/*", () => undefined), bare: true }),
  missing: (at) => ({ path: at("items/no-such-piece") }),
};

const ADDRESS = { IT: { given_name: "Giulia", family_name: "Rossi", line1: "Via della Spiga 30", postal_code: "20121", city: "Milano", region: "MI", phone: "+39 02 1234567" }, CN: { family_name: "王", given_name: "小雨", phone: "+86 138 0013 8000", region: "上海市", city: "上海市", district: "静安区", postal_code: "200040", line1: "南京西路1266号" }, FR: { given_name: "Claire", family_name: "Martin", line1: "12 rue de la Paix", postal_code: "75002", city: "Paris", phone: "+33 1 42 00 00 00" }, JP: { family_name: "田中", given_name: "花子", postal_code: "104-0061", region: "JP-13", city: "中央区", line1: "銀座4-5-6", line2: "和光ビル 3F", phone: "03-1234-5678" }, DE: { given_name: "Anna", family_name: "Weber", line1: "Maximilianstraße 10", postal_code: "80539", city: "München", phone: "+49 89 123456" }, KR: { family_name: "김", given_name: "서연", postal_code: "06236", region: "서울특별시", city: "강남구", line1: "테헤란로 152", phone: "02-1234-5678" } };
async function buy(page, locale) {
  await addToBag(page);
  await page.locator(".bag-foot a").click();
  await page.locator('input[name="shipping-phone"]').waitFor();
  await page.locator('input[type="email"]').fill("claire@example.com");
  for (const [name, value] of Object.entries(ADDRESS[{ ja: "JP", de: "DE", ko: "KR", it: "IT", "zh-Hans": "CN" }[locale] ?? "FR"])) {
    const control = page.locator(`[name="shipping-${name}"]`);
    if (!(await control.count())) continue;
    if ((await control.evaluate((one) => one.tagName)) === "SELECT") await control.selectOption(value).catch(() => control.selectOption({ label: value })).catch(() => control.selectOption({ index: 1 })); else await control.fill(value);
  }
  await page.locator(".choice-list .check").first().waitFor();
  await page.locator(".checkout-action button").click();
  await page.waitForURL(/mock-psp/, { timeout: 10000 });
}

export const wordOf = (locale) => ({ ja: "コート", ko: "코트", "zh-Hans": "大衣" })[locale] ?? "coat";
export const LAUNCH = { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] };

/** A page in a state: `{ page, said }`; the caller closes `page.context()`. */
export async function open(browser, base, name, locale, width) {
  const context = await browser.newContext({ viewport: { width, height: width < 600 ? 844 : width < 1000 ? 1112 : 900 }, locale, deviceScaleFactor: 1, hasTouch: width < 600, isMobile: width < 600, reducedMotion: "reduce", serviceWorkers: "block" });
  const page = await context.newPage();
  const said = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && !/Service Worker/.test(message.text()) && said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));
  const { path, act, before, bare, full = false } = SCENES[name]((rest) => `/${PLACES[locale]}${rest ? `/${rest}` : ""}`, wordOf(locale), locale);
  const ready = async () => {
    await before?.(page);
    // `bare`: without the server's first data, as when the app moves from page to page.
    if (bare) await page.addInitScript(() => new MutationObserver(() => document.getElementById("first-data")?.remove()).observe(document, { childList: true, subtree: true }));
    await page.goto(base + path, { waitUntil: bare ? "load" : "networkidle" });
    if (bare) await page.locator("main").waitFor();
    await act?.(page);
    await page.evaluate(async () => {
      for (const img of document.images) img.loading = "eager";
      await document.fonts.ready;
      const pictures = Promise.allSettled([...document.images].map((img) => img.decode()));
      await Promise.race([pictures, new Promise((resolve) => setTimeout(resolve, 4000))]);
    });
    if (!bare) await page.waitForLoadState("networkidle").catch(() => undefined);
    await page.waitForTimeout(150);
  };
  return { page, said, full, ready };
}
