// Every page and state of the storefront in pictures, at the house's three widths.
import { test } from "node:test";
import { assertAccessible } from "../lib/accessible.mjs";
import { shot, visitor, watched } from "../lib/browser.mjs";
import { addToBag, at, COAT, go, toCheckout } from "../lib/shop.mjs";

const WORD = { en: "coat", ja: "コート" };

for (const locale of ["en", "ja"]) for (const width of [390, 834, 1440]) {
  test(`the shop's pages in pictures: ${locale}, ${width} px`, { timeout: 90_000 }, async () => {
    const { page, context } = await visitor({ locale, width });
    // Every state is photographed; on the widest and the narrowest screen axe looks at it, too.
    const picture = async (name, options) => {
      await shot(page, `shop-${name}-${locale}-${width}`, options);
      if (locale === "en" && width !== 834) await assertAccessible(page, `shop ${name} at ${width} px`);
    };
    await watched(page, `shop-${locale}-${width}`, async () => {
      await go(page, at(locale));
      await picture("home", { full: true });
      await page.locator(".header-bag").click();
      await page.locator(".sheet .quiet-state").waitFor();
      await picture("bag-empty");
      await page.keyboard.press("Escape");
      await page.locator(".footer-foot button").first().click();
      await page.locator(".place-list").first().waitFor();
      await picture("place");
      await page.keyboard.press("Escape");
      await page.locator(".header-search:visible, .header-search-phone:visible").first().click();
      await page.locator(".search-form input").fill(WORD[locale]);
      await page.locator(".search-items a").first().waitFor();
      await picture("search");

      await go(page, at(locale, `search?q=${encodeURIComponent(WORD[locale])}`));
      await page.locator(".card").first().waitFor();
      await picture("results");
      await go(page, at(locale, "c/women"));
      await page.locator(".card").first().waitFor();
      await picture("listing", { full: true });
      await page.locator(".filter-button").click();
      await page.locator(".facet-stock").waitFor();
      await picture("facets");
      await go(page, at(locale, "c/women?price_max=100"));
      await page.locator(".quiet-state").waitFor();
      await picture("listing-none");

      await go(page, at(locale, `items/${COAT}`));
      await page.locator(".buy-action button").waitFor();
      await picture("item", { full: true });
      await page.locator(".size-guide-link").click();
      await page.locator(".guide").waitFor();
      await picture("size-guide");
      await page.keyboard.press("Escape");
      await addToBag(page);
      await picture("bag");
      await toCheckout(page);
      await picture("checkout", { full: true });
      await page.locator(".checkout-action button").click();
      await page.locator(".field-error").first().waitFor();
      await picture("checkout-errors", { full: true });

      await go(page, at(locale, "account"));
      await page.locator("main h1, main h2").first().waitFor();
      await picture("account");
      await go(page, at(locale, "items/no-such-piece"));
      await page.locator(".quiet-state, main h1").first().waitFor();
      await picture("not-found");
    });
    await context.close();
  });
}
