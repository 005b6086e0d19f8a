// The demo catalogue as the mock's data: built in memory from demo/catalogue, tolerant of unfinished items.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { build, read_authored } from "../../../demo/catalogue/build.mjs";
import { createHash } from "node:crypto";

export const MARKETS = [
  ["fr", "FR", "EUR", "fr", ["FR", "BE", "LU", "ES", "PT", "NL"]], ["de", "DE", "EUR", "de", ["DE", "AT"]], ["it", "IT", "EUR", "it", ["IT"]],
  ["gb", "GB", "GBP", "en", ["GB"]], ["ch", "CH", "CHF", "de", ["CH"]], ["no", "NO", "NOK", "en", ["NO"]], ["jp", "JP", "JPY", "ja", ["JP"]],
  ["kr", "KR", "KRW", "ko", ["KR"]], ["cn", "CN", "CNY", "zh-Hans", ["CN"]], ["hk", "HK", "HKD", "en", ["HK"]], ["sg", "SG", "SGD", "en", ["SG"]],
  ["th", "TH", "THB", "en", ["TH"]], ["in", "IN", "INR", "en", ["IN"]],
].map(([code, country, currency, default_locale, shipping_countries]) => ({
  code, country, currency, currency_digits: ["JPY", "KRW"].includes(currency) ? 0 : 2, default_locale,
  locales: ["en", "de", "fr", "it", "ja", "zh-Hans", "ko"], shipping_countries, prices_include_tax: true,
}));
export const market = (code) => MARKETS.find((one) => one.code === code) ?? MARKETS[0];

export function loadCatalogue(photoFolder) {
  const authored = read_authored();
  const { documents } = build(authored);
  const photos = new Map(); // hash -> { file | null, colour, title }
  const items = documents.filter((item) => item.variants?.length && item.texts?.en?.title).map((item) => ({
    ...item,
    id: `itm_${createHash("sha256").update(item.handle).digest("hex").slice(0, 12)}`,
    photos: photosOf(item, photoFolder, photos),
  }));
  return { authored, items, byHandle: new Map(items.map((item) => [item.handle, item])), photos };
}

function photosOf(item, folder, photos) {
  let listed = item.photos ?? [];
  if (listed.length === 0 && folder && existsSync(join(folder, item.handle))) {
    listed = readdirSync(join(folder, item.handle)).filter((name) => /\.(png|webp)$/.test(name)).map((name) => {
      const [colour, view] = name.replace(/\.\w+$/, "").split(/-(?=[^-]+$)/);
      return { file: `${item.handle}/${name}`, view, colour, alt: {} };
    });
  }
  if (listed.length === 0) {
    const colours = [...new Set(item.variants.map((variant) => variant.options.colour ?? "noir"))];
    listed = colours.flatMap((colour) => ["front", "back", "detail"].map((view) => ({ file: `${item.handle}/${colour}-${view}.png`, view, colour, alt: {} })));
  }
  return listed.map((photo) => {
    const hash = createHash("sha256").update(photo.file).digest("hex").slice(0, 32);
    const path = folder && [photo.file, photo.file.replace(/\.png$/, ".webp")].map((file) => join(folder, file)).find((file) => existsSync(file));
    photos.set(hash, { path: path ?? null, colour: photo.colour, view: photo.view, title: item.texts.en.title });
    return { hash, width: 1600, height: 2000, alt: photo.alt, view: photo.view, colour: photo.colour ?? null };
  });
}
