// Chromium for the journeys: one browser a test file, a context a visitor.
import { mkdirSync } from "node:fs";
import { after } from "node:test";
import { chromium } from "playwright-core";

export const BASE = process.env.BROWSER_BASE ?? "http://localhost:8080";
export const SHOTS = process.env.BROWSER_SHOTS ?? "build/screenshots";
mkdirSync(SHOTS, { recursive: true });

export const SIZES = { 390: { width: 390, height: 844 }, 834: { width: 834, height: 1112 }, 1440: { width: 1440, height: 900 } };
/** Long enough for two busy cores, short enough to fail within a journey's time. */
const PATIENCE_MS = 15_000;

const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const browsers = new Map();
async function launched(film) {
  const camera = film ? ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", `--use-file-for-fake-video-capture=${film}`] : [];
  // Playwright gives it an empty --user-data-dir of its own and deletes that at the end.
  if (!browsers.has(film)) browsers.set(film, await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: [...FLAGS, ...camera] }));
  return browsers.get(film);
}
after(async () => { for (const browser of browsers.values()) await browser.close(); });

/** A new visitor; `film`: a y4m file that the camera sees. `said` collects what the page's console complains about, apart from answers that a journey provokes. */
export async function visitor({ locale = "en", width = 1440, film } = {}) {
  const context = await (await launched(film)).newContext({
    baseURL: BASE, locale, viewport: SIZES[width], hasTouch: width < 600, isMobile: width < 600, reducedMotion: "reduce", serviceWorkers: "block", acceptDownloads: true,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  context.setDefaultNavigationTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const said = [];
  page.on("pageerror", (error) => said.push(error.message));
  page.on("console", (message) => { if (message.type() === "error" && !/Failed to load resource/.test(message.text())) said.push(message.text()); });
  return { context, page, said };
}

/** Runs `act`; when it fails, a picture of the page tells why. */
export async function watched(page, name, act) {
  try {
    return await act();
  } catch (error) {
    await page.screenshot({ path: `${SHOTS}/FAILED-${name.replace(/\W+/g, "-")}.png` }).catch(() => undefined);
    throw error;
  }
}

/** A picture of the page as it stands, when its faces and visible pictures are there; fails when the page is wider than its screen. */
export async function shot(page, name, { full = false } = {}) {
  await page.evaluate(async (all) => {
    if (all) for (const image of document.images) image.loading = "eager";
    const here = [...document.images].filter((image) => all || image.getBoundingClientRect().top < innerHeight);
    await Promise.race([Promise.allSettled([document.fonts.ready, ...here.map((image) => image.decode())]), new Promise((resolve) => setTimeout(resolve, 3000))]);
  }, full);
  await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: full });
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wider > 0) throw new Error(`${name} is ${wider} px wider than the screen`);
}

/** Asks until `value` fits, at most `withinMs`; returns how long it took. */
export async function until(value, withinMs, what) {
  const begun = performance.now();
  for (;;) {
    if (await value()) return performance.now() - begun;
    if (performance.now() - begun > withinMs) throw new Error(`${what}: not within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
