// What an item manager does in the office.
import { crc32, deflateSync } from "node:zlib";
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
/** A PNG of one colour, made here: what a photographer's file would be. */
export function pngOf([red, green, blue], { width = 800, height = 1000 } = {}) {
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from([red, green, blue]))]);
  const chunk = (kind, data) => {
    const body = Buffer.concat([Buffer.from(kind), data]), size = Buffer.alloc(4), sum = Buffer.alloc(4);
    size.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([size, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk("IHDR", head), chunk("IDAT", deflateSync(Buffer.concat(Array.from({ length: height }, () => line)))), chunk("IEND", Buffer.alloc(0))]);
}
