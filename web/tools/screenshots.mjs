// Photographs pages at the house's three widths.
//
//   node tools/screenshots.mjs --base http://127.0.0.1:7100 --out build/screenshots [--only item,home] [--locale en,ja] [--width 390,1440]
//
// Exit status 1 when a state could not be reached or a page is wider than the screen.
import { mkdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { LAUNCH, open, SCENES } from "./scenes.mjs";

const { values: options } = parseArgs({ options: { base: { type: "string", default: "http://127.0.0.1:7100" }, out: { type: "string", default: "build/screenshots" }, only: { type: "string" }, locale: { type: "string", default: "en,ja" }, width: { type: "string", default: "390,834,1440" } } });
mkdirSync(options.out, { recursive: true });
const browser = await chromium.launch(LAUNCH);
let failures = 0;
for (const locale of options.locale.split(",")) for (const width of options.width.split(",").map(Number)) for (const name of options.only?.split(",") ?? Object.keys(SCENES)) {
  const { page, said, full, ready } = await open(browser, options.base, name, locale, width);
  try {
    await ready();
    await page.screenshot({ path: `${options.out}/${name}-${locale}-${width}.png`, fullPage: full });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) failures += 1;
    console.log(`${name} ${locale} ${width}${wide > 0 ? `  WIDER THAN THE SCREEN by ${wide}` : ""}${said.length ? `  SAID ${said.join(" | ")}` : ""}`);
  } catch (error) {
    failures += 1;
    console.log(`${name} ${locale} ${width}  FAILED ${error.message.split("\n")[0]} ${said.join(" | ")}`);
    await page.screenshot({ path: `${options.out}/FAILED-${name}-${locale}-${width}.png` }).catch(() => undefined);
  }
  await page.context().close();
}
await browser.close();
process.exitCode = failures ? 1 : 0;
