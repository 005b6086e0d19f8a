// One authored item and its drawing notes → one document of the import format (README.md describes it).
import { typeset } from './typeset.mjs';
import { ean_of, sku_of, stock_of } from './numbers.mjs';

export const locales = ['en', 'de', 'fr', 'it', 'ja', 'zh-Hans', 'ko'];
export const minor_digits = { EUR: 2, GBP: 2, CHF: 2, NOK: 2, JPY: 0, KRW: 0, CNY: 2, HKD: 2, SGD: 2, THB: 2, INR: 2 };

const full_width = (locale) => locale === 'ja' || locale === 'zh-Hans';
const fill = (template, values) => template.replace(/\{(\w+)\}/g, (_, key) => {
  if (values[key] === undefined) throw new Error(`template "${template}" needs {${key}}`);
  return values[key];
});
const known = (table, code, what) => { if (!table[code]) throw new Error(`unknown ${what} "${code}"`); return table[code]; };
// A decimal mark is a comma in German, French and Italian.
const number = (n, locale) => (['de', 'fr', 'it'].includes(locale) ? String(n).replace('.', ',') : String(n));

export function material_text(composition, locale, vocabulary) {
  const percent = (n) => ({ en: `${n}% `, de: `${n} % `, fr: `${n} % `, it: `${n}% `, 'zh-Hans': `${n}%` }[locale]);
  const fibre = ([code, share]) => {
    const name = known(vocabulary.fibres, code, 'fibre')[locale];
    if (share === null) return name;
    if (locale === 'ja') return `${name}${share}%`;
    if (locale === 'ko') return `${name} ${share}%`;
    return percent(share) + name;
  };
  const join = locale === 'ja' || locale === 'zh-Hans' ? '、' : ', ';
  const colon = full_width(locale) ? '：' : locale === 'fr' ? ' : ' : ': ';
  const stop = full_width(locale) ? '。' : '. ';
  return composition.map(({ part, fibres }) =>
    known(vocabulary.parts, part, 'part')[locale] + colon + Object.entries(fibres).map(fibre).join(join) + stop).join('').trim();
}

export function care_text(codes, locale, vocabulary) {
  return codes.map((code) => known(vocabulary.care, code, 'care')[locale]).join(full_width(locale) ? '' : ' ');
}

export function fit_text(fit, locale, vocabulary) {
  const sentences = [];
  if (fit.cut) sentences.push(known(vocabulary.fit.cut, fit.cut, 'cut')[locale]);
  for (const code of fit.advice ?? []) sentences.push(known(vocabulary.fit.advice, code, 'size advice')[locale]);
  for (const [code, values] of Object.entries(fit)) {
    if (code === 'cut' || code === 'advice') continue;
    const written = Object.fromEntries(Object.entries(values).map(([k, v]) => [k, typeof v === 'number' ? number(v, locale) : v]));
    sentences.push(fill(known(vocabulary.fit.measures, code, 'measure')[locale], written));
  }
  return sentences.join(full_width(locale) ? '' : ' ');
}

function variants_of(piece, item, facets) {
  const sizes = known(facets.size.scales, piece.sizes, 'size scale');
  return piece.colours.flatMap(({ code }) => {
    const colour = known(facets.colour, code, 'colour');
    return (sizes.length ? sizes : [undefined]).map((size, at) => ({
      sku: sku_of(item.number, colour.sku, size),
      ean: ean_of(item.number, colour.number, size ? at + 1 : 0),
      options: size ? { colour: code, size } : { colour: code },
      weight_g: item.weight_g,
    }));
  });
}

function stock_table(variants, piece, item, { facets, locations }) {
  const sizes = facets.size.scales[piece.sizes];
  const table = {};
  for (const { sku, options } of variants) {
    const at = sizes.indexOf(options.size);
    const depth = at < 0 ? 0.8 : 1 - Math.abs(at - (sizes.length - 1) / 2) / ((sizes.length + 1) / 2);
    const row = {};
    for (const location of locations) {
      const pieces = stock_of(sku, location, { run: item.run, depth, sold_out: (item.sold_out ?? []).includes(options.colour) });
      if (pieces > 0) row[location.code] = pieces;
    }
    table[sku] = row;
  }
  return table;
}

export function expand_item(piece, item, authored) {
  const { vocabulary, facets } = authored;
  const texts = {};
  for (const locale of locales) {
    const text = item.texts[locale];
    if (!text) throw new Error(`no text in ${locale}`);
    const plain = {
      title: text.title, summary: text.summary, description: text.description,
      material: material_text(item.composition, locale, vocabulary),
      care: care_text(item.care, locale, vocabulary),
      fit: fit_text(item.fit, locale, vocabulary),
    };
    texts[locale] = Object.fromEntries(Object.entries(plain).map(([field, value]) => [field, typeset(value ?? '', locale)]));
  }
  const photos = piece.colours.flatMap(({ code }) => piece.views.map((view) => ({
    file: `${piece.handle}/${code}-${view}.webp`, view, colour: code,
    alt: Object.fromEntries(locales.map((locale) => [locale, fill(vocabulary.alt[locale], {
      title: texts[locale].title, colour: known(facets.colour, code, 'colour').names[locale], view: known(vocabulary.views, view, 'view')[locale],
    })])),
  })));
  const variants = variants_of(piece, item, facets);
  return {
    handle: piece.handle, status: item.status, category: piece.category, collections: item.collections, tax_class: item.tax_class,
    made_in: item.made_in, hs_code: item.hs_code, cloth: item.material, texts,
    options: facets.size.scales[piece.sizes].length ? ['colour', 'size'] : ['colour'],
    variants,
    prices: Object.fromEntries(Object.entries(item.prices).map(([currency, amount]) =>
      [currency, { amount: Math.round(amount * 10 ** (minor_digits[currency] ?? 2)) }])),
    photos,
    stock: stock_table(variants, piece, item, authored),
    related: item.related,
  };
}
