// Everything the import relies on, checked before a byte is written. Returns a list of faults in words.
import { locales, minor_digits } from './expand.mjs';
import { ean_check_digit } from './numbers.mjs';

const per_locale = (names, where, faults) => {
  for (const locale of locales) if (!names?.[locale]?.trim?.()) faults.push(`${where}: no text in ${locale}`);
};
const unique = (values, what, faults) => {
  const seen = new Set();
  for (const value of values) { if (seen.has(value)) faults.push(`${what} ${value} appears twice`); seen.add(value); }
};

// Signs that a text was put into the wrong language's place.
const kana = /[\u3040-\u30ff]/, hangul = /[\uac00-\ud7af]/, han = /[\u4e00-\u9fff]/;
export function script_fault(text, locale) {
  if (locale === 'ja') return kana.test(text) || han.test(text) ? (hangul.test(text) ? 'has hangul' : null) : 'has no Japanese';
  if (locale === 'ko') return hangul.test(text) ? (kana.test(text) ? 'has kana' : null) : 'has no hangul';
  if (locale === 'zh-Hans') return han.test(text) ? (kana.test(text.replace('の', '')) || hangul.test(text) ? 'has kana or hangul' : null) : 'has no Chinese';
  return kana.test(text) || hangul.test(text) || han.test(text) ? 'has an Asian script' : null;
}

function check_texts(document, faults) {
  for (const locale of locales) {
    const text = document.texts[locale];
    for (const field of ['title', 'summary', 'description', 'material', 'care', 'fit']) {
      const where = `${document.handle}: ${field} in ${locale}`;
      const value = text[field];
      if (!value?.trim()) { faults.push(`${where} is empty`); continue; }
      if (/[!！]/.test(value)) faults.push(`${where} shouts`);
      if (value !== value.normalize('NFC')) faults.push(`${where} is not NFC`);
      if (/ {2}|^\s|\s$/.test(value)) faults.push(`${where} has stray spaces`);
      // A title or a fit of figures only ("90 × 90 cm.") may be the same in any script.
      const wrong = script_fault(value, locale);
      if (wrong && !(field === 'fit' && wrong.startsWith('has no'))) faults.push(`${where} ${wrong}`);
    }
    // Spaces separate words in five of the seven; Japanese and Chinese are counted in characters.
    const length = locale === 'ja' || locale === 'zh-Hans' ? [...text.description].length : text.description.split(/\s+/).length;
    const [least, most] = { ja: [90, 240], 'zh-Hans': [60, 180], ko: [22, 80] }[locale] ?? [35, 85];
    if (length < least || length > most) faults.push(`${document.handle}: description in ${locale} has length ${length}, wanted ${least}–${most}`);
  }
}

function check_document(document, authored, faults) {
  const { facets, collections, categories, locations } = authored;
  const fault = (text) => faults.push(`${document.handle}: ${text}`);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(document.handle)) fault('the handle is not a plain URL word');
  if (!['draft', 'active', 'archived'].includes(document.status)) fault(`unknown status ${document.status}`);
  if (!categories.some((c) => c.path === document.category)) fault(`unknown category ${document.category}`);
  for (const handle of document.collections) if (!collections.some((c) => c.handle === handle)) fault(`unknown collection ${handle}`);
  if (!document.collections.length) fault('in no collection');
  if (!facets.material[document.cloth]) fault(`unknown material ${document.cloth}`);
  if (!/^\d{4}\.\d{2}$/.test(document.hs_code)) fault(`HS code ${document.hs_code} is not four and two digits`);
  if (!/^[A-Z]{2}$/.test(document.made_in)) fault(`made in ${document.made_in} is not a country code`);
  for (const currency of Object.keys(minor_digits)) {
    const amount = document.prices[currency]?.amount;
    if (!Number.isInteger(amount) || amount <= 0) fault(`no price in ${currency}`);
  }
  for (const currency of Object.keys(document.prices)) if (!(currency in minor_digits)) fault(`a price in unknown currency ${currency}`);
  for (const { sku, ean } of document.variants) {
    if (!/^2\d{12}$/.test(ean) || ean_check_digit(ean.slice(0, 12)) !== ean[12]) fault(`EAN ${ean} of ${sku} is wrong`);
  }
  for (const [sku, row] of Object.entries(document.stock)) {
    for (const [code, pieces] of Object.entries(row)) {
      if (!locations.some((l) => l.code === code)) fault(`stock of ${sku} at unknown place ${code}`);
      if (!Number.isInteger(pieces) || pieces < 1) fault(`stock of ${sku} at ${code} is ${pieces}`);
    }
  }
  if (!Object.values(document.stock).some((row) => Object.keys(row).length)) fault('nothing in stock anywhere');
  check_texts(document, faults);
}

export function check_catalogue(authored, documents) {
  const faults = [];
  const { pieces, items, facets, categories, collections, locations, home, vocabulary, size_guides } = authored;
  const handles = new Set(pieces.map((p) => p.handle));
  for (const document of documents) {
    check_document(document, authored, faults);
    for (const other of document.related) {
      if (!handles.has(other)) faults.push(`${document.handle}: related to unknown ${other}`);
      if (other === document.handle) faults.push(`${document.handle}: related to itself`);
    }
  }
  for (const item of items) {
    if (!handles.has(item.handle)) faults.push(`${item.handle}: described in items/, but not drawn in pieces.json`);
    for (const { part, fibres } of item.composition) {
      const shares = Object.values(fibres);
      if (shares.every((s) => s === null)) continue;
      const sum = shares.reduce((a, b) => a + b, 0);
      if (sum !== 100) faults.push(`${item.handle}: ${part} adds up to ${sum} %`);
    }
  }
  unique(pieces.map((p) => p.handle), 'handle', faults);
  unique(pieces.map((p) => p.silhouette), 'silhouette', faults);
  unique(items.map((i) => i.number), 'item number', faults);
  for (const locale of locales) unique(documents.map((d) => d.texts[locale].title), `title in ${locale}`, faults);
  unique(documents.flatMap((d) => d.variants.map((v) => v.sku)), 'SKU', faults);
  unique(documents.flatMap((d) => d.variants.map((v) => v.ean)), 'EAN', faults);
  unique(documents.flatMap((d) => d.photos.map((p) => p.file)), 'photo', faults);
  unique(Object.values(facets.colour).map((c) => c.number), 'colour number', faults);
  unique(Object.values(facets.colour).map((c) => c.sku), 'colour code', faults);

  for (const [code, colour] of Object.entries(facets.colour)) per_locale(colour.names, `colour ${code}`, faults);
  for (const [code, material] of Object.entries(facets.material)) per_locale(material.names, `material ${code}`, faults);
  for (const category of categories) {
    per_locale(category.names, `category ${category.path}`, faults);
    per_locale(category.description, `description of category ${category.path}`, faults);
    if (!documents.some((d) => d.category === category.path || d.category.startsWith(category.path + '/'))) faults.push(`category ${category.path} is empty`);
  }
  for (const collection of collections) {
    per_locale(collection.names, `collection ${collection.handle}`, faults);
    per_locale(collection.story, `story of collection ${collection.handle}`, faults);
  }
  for (const location of locations) per_locale(location.names, `location ${location.code}`, faults);
  per_locale(home.sentence, 'home: sentence', faults);
  per_locale(home.story.headline, 'home: headline', faults);
  per_locale(home.story.text, 'home: story', faults);
  for (const picture of [home.picture, home.story.picture]) if (picture.file) per_locale(picture.alt, `home: what ${picture.file} shows`, faults);
  if (home.season_six.length !== 6) faults.push('home: the season shows six pieces');
  for (const handle of [...home.season_six, home.picture.handle, home.story.picture.handle]) if (!handles.has(handle)) faults.push(`home: unknown ${handle}`);
  for (const group of [vocabulary.fibres, vocabulary.parts, vocabulary.care, vocabulary.fit.cut, vocabulary.fit.advice, vocabulary.fit.measures, vocabulary.views]) {
    for (const [code, names] of Object.entries(group)) per_locale(names, `vocabulary ${code}`, faults);
  }
  for (const [code, guide] of Object.entries(size_guides.guides)) {
    per_locale(guide.names, `size guide ${code}`, faults);
    for (const row of guide.rows) if (row.length !== guide.columns.length) faults.push(`size guide ${code}: row ${row[0]} has ${row.length} cells`);
    for (const column of guide.columns) if (!size_guides.columns[column]) faults.push(`size guide ${code}: unknown column ${column}`);
  }
  for (const piece of pieces) {
    const scale = facets.size.scales[piece.sizes];
    if (!scale) { faults.push(`${piece.handle}: unknown size scale ${piece.sizes}`); continue; }
    const guide = size_guides.guides[piece.sizes];
    if (scale.length && !guide) faults.push(`${piece.handle}: no size guide for ${piece.sizes}`);
    for (const size of scale) {
      if (!facets.size.order.includes(size)) faults.push(`size ${size} has no place in the order`);
      if (guide && !guide.rows.some((row) => row[0] === size)) faults.push(`size guide ${piece.sizes}: no row for ${size}`);
    }
  }
  return faults;
}
