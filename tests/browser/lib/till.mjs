// What a clerk does at the till.
import assert from "node:assert/strict";

export const CLERKS = { en: { user: "claire", float: 20_000, decimals: 2 }, ja: { user: "haruka", float: 30_000, decimals: 0 } };
const PASSWORD = "verrane-demo";

export async function signIn(page, user) {
  await page.goto("/till/");
  await page.locator('input[autocomplete="username"]').fill(user);
  await page.locator('input[type="password"]').fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.locator(".keypad, .sell").first().waitFor();
}
/** Opens a session with the float that the till proposes; one that a failed journey left open is used. */
export async function openSession(page) {
  await page.locator(".keypad, .sell").first().waitFor();
  if (await page.locator(".sell").count()) return;
  await page.locator('button[type="submit"]').click();
  await page.locator(".sell").waitFor();
}
/** Counts the drawer and closes; the report stands. */
export async function closeSession(page, counted) {
  await page.keyboard.press("F10");
  await page.locator(".amount-field input").fill(counted);
  await page.keyboard.press("Enter");
  await page.getByTestId("close-report").waitFor();
}
/** A keyboard-wedge scanner: the digits in a burst, then Enter. Wherever the focus is. */
export async function scan(page, code) {
  await page.keyboard.type(code, { delay: 3 });
  await page.keyboard.press("Enter");
}
/** Pieces that this shop has, with EANs, as the till's own look-up tells. */
export async function piecesInShop(page, handles, wanted) {
  const found = [];
  for (const handle of handles) {
    const answer = await page.request.get(`/v1/till/items/${handle}`);
    if (!answer.ok()) continue;
    const piece = (await answer.json()).variants.find(({ ean, in_shop }) => ean && in_shop >= 2);
    if (piece) found.push(piece);
    if (found.length === wanted) return found;
  }
  assert.fail(`only ${found.length} of ${wanted} pieces with stock in this shop`);
}
export async function handlesOf(page) {
  const answer = await page.request.get("/v1/items?market=fr&locale=en&limit=48");
  assert.equal(answer.status(), 200);
  return (await answer.json()).items.map(({ handle }) => handle);
}
export const digitsOf = (text) => Number(text.replace(/\D/g, ""));
