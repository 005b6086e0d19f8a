// What an item manager does in the office.
export async function signIn(page, user = "matteo") {
  await page.goto("/office/");
  await page.locator('input[autocomplete="username"]').fill(user);
  await page.locator('input[type="password"]').fill("verrane-demo");
  await page.keyboard.press("Enter");
  await page.locator("tbody tr a").first().waitFor();
}
export async function openItem(page, query) {
  await page.goto(`/office/items?q=${encodeURIComponent(query)}`);
  await page.locator("tbody tr a").first().click();
  await page.getByTestId("text-title").waitFor();
  return new URL(page.url()).pathname.split("/").pop();
}
