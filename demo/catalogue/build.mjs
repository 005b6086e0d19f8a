// Expands the authored catalogue of Maison Verrane into an import file.
//
//   node demo/catalogue/build.mjs --out DIR [--photos FOLDER]
//
// Success: DIR holds catalogue.jsonl (one item a line, in the order of pieces.json) and copies of the
// vocabulary files; exit status 0. Failure: every fault is named on stderr, nothing is written, status 1.
// The output depends on the authored files only: no clock, no random numbers, so two runs give the same bytes.
import { mkdirSync, readFileSync, readdirSync, writeFileSync, existsSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expand_item, locales } from './lib/expand.mjs';
import { typeset_all } from './lib/typeset.mjs';
import { check_catalogue } from './lib/check.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const copied = ['categories.json', 'collections.json', 'facets.json', 'locations.json', 'home.json', 'size_guides.json'];

export function read_authored(folder = here) {
  const json = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const items = readdirSync(join(folder, 'items')).filter((f) => f.endsWith('.json')).sort()
    .flatMap((f) => json(join('items', f)));
  return {
    pieces: json('pieces.json'), items, vocabulary: json('vocabulary.json'), facets: json('facets.json'),
    categories: json('categories.json'), collections: json('collections.json'), locations: json('locations.json'),
    home: json('home.json'), size_guides: json('size_guides.json'),
  };
}

// Returns {documents, faults}. Documents of items with faults may be incomplete: write nothing if there are any.
export function build(authored) {
  const by_handle = new Map(authored.items.map((item) => [item.handle, item]));
  const faults = [];
  const documents = [];
  for (const piece of authored.pieces) {
    const item = by_handle.get(piece.handle);
    if (!item) { faults.push(`${piece.handle}: drawn in pieces.json, but no file in items/ describes it`); continue; }
    try { documents.push(expand_item(piece, item, authored)); }
    catch (error) { faults.push(`${piece.handle}: ${error.message}`); }
  }
  faults.push(...check_catalogue(authored, documents));
  return { documents, faults };
}

function main(arguments_) {
  const option = (name) => { const at = arguments_.indexOf(name); return at < 0 ? undefined : arguments_[at + 1]; };
  const out = option('--out');
  if (!out) { console.error('usage: node demo/catalogue/build.mjs --out DIR [--photos FOLDER]'); return 2; }
  const { documents, faults } = build(read_authored());
  const photos = option('--photos');
  if (photos) {
    const { home } = read_authored();
    for (const { file } of [home.picture, home.story.picture]) if (file && !existsSync(join(photos, file))) faults.push(`home: ${file} is not in ${photos}`);
    for (const document of documents) for (const photo of document.photos) {
      if (!existsSync(join(photos, photo.file))) faults.push(`${document.handle}: photo ${photo.file} is not in ${photos}`);
    }
  }
  if (faults.length) { for (const fault of faults) console.error(fault); console.error(`${faults.length} faults, nothing written`); return 1; }
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'catalogue.jsonl'), documents.map((d) => JSON.stringify(d) + '\n').join(''));
  for (const name of copied) {
    const words = typeset_all(JSON.parse(readFileSync(join(here, name), 'utf8')), locales);
    writeFileSync(join(out, name), JSON.stringify(words, null, 1) + '\n');
  }
  const sum = (f) => documents.reduce((total, d) => total + f(d), 0);
  console.log(`${documents.length} items, ${sum((d) => d.variants.length)} variants, ${sum((d) => d.photos.length)} photos → ${join(out, 'catalogue.jsonl')}`);
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main(process.argv.slice(2));
