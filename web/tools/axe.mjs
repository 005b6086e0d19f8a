// Accessibility of every page and state, by axe-core with the WCAG 2.2 A and AA rules and its best practices.
//
//   node tools/axe.mjs --base http://127.0.0.1:7100 [--only item,home] [--locale en,ja] [--width 390,1440]
//
// Names each violation with its elements; exit status 1 when there is any.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { LAUNCH, open, SCENES } from "./scenes.mjs";

const { values: options } = parseArgs({ options: { base: { type: "string", default: "http://127.0.0.1:7100" }, only: { type: "string" }, locale: { type: "string", default: "en" }, width: { type: "string", default: "390,1440" } } });
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch(LAUNCH);
let passed = 0, failed = 0;
for (const locale of options.locale.split(",")) for (const width of options.width.split(",").map(Number)) for (const name of options.only?.split(",") ?? Object.keys(SCENES)) {
  const { page, ready } = await open(browser, options.base, name, locale, width);
  try {
    await ready();
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    if (violations.length) failed += 1; else passed += 1;
    for (const { id, help, nodes } of violations) console.log(`${name} ${locale} ${width}  ${id}: ${help}\n${nodes.slice(0, 4).map(({ target, failureSummary }) => `    ${target.join(" ")}  ${failureSummary?.split("\n")[1] ?? ""}`).join("\n")}`);
  } catch (error) {
    failed += 1;
    console.log(`${name} ${locale} ${width}  FAILED ${error.message.split("\n")[0]}`);
  }
  await page.context().close();
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
