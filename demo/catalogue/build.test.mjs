// What the shop may rely on in the demo catalogue.  node --test demo/catalogue/
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, dirname } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { build, read_authored } from './build.mjs';
import { locales, material_text, fit_text, minor_digits } from './lib/expand.mjs';
import { typeset } from './lib/typeset.mjs';
import { script_fault } from './lib/check.mjs';
import { ean_check_digit, ean_of, sku_of, stock_of } from './lib/numbers.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const authored = read_authored();
const { documents, faults } = build(authored);
const by_handle = Object.fromEntries(documents.map((d) => [d.handle, d]));

test('the catalogue as authored has no fault', () => assert.deepEqual(faults, []));

test('it is the size the house promises: 64 items or more, at most 170 colourways to draw', () => {
  assert.ok(documents.length >= 64, `${documents.length} items`);
  assert.ok(authored.pieces.reduce((n, p) => n + p.colours.length, 0) <= 170);
});

test('every kind of piece that the house sells is there', () => {
  const kinds = ['women/coats', 'women/jackets', 'women/knitwear', 'women/dresses', 'women/skirts-trousers', 'women/tailoring', 'men/coats',
    'men/tailoring', 'men/shirts', 'leather/bags', 'leather/small-leather-goods', 'shoes/women', 'shoes/men', 'accessories/scarves-ties',
    'accessories/gloves', 'accessories/hats', 'jewellery-watches/jewellery', 'jewellery-watches/watches', 'fragrance/perfume'];
  for (const path of kinds) assert.ok(documents.some((d) => d.category === path), path);
});

test('check digits agree with numbers printed by others', () => {
  assert.equal(ean_check_digit('400638133393'), '1');  // the example of the GS1 and Wikipedia pages on EAN-13
  assert.equal(ean_check_digit('978014300723'), '4');  // an ISBN
  assert.throws(() => ean_check_digit('12345'));
});

test('numbers on labels never change: these three are printed', () => {
  assert.equal(sku_of(1001, 'CAM', '38'), 'MV-1001-CAM-38');
  assert.equal(sku_of(1054, 'NOI', '37.5'), 'MV-1054-NOI-375');
  assert.equal(sku_of(1043, 'COG', undefined), 'MV-1043-COG');
  const camel_38 = by_handle['double-breasted-cashmere-coat'].variants.find((v) => v.sku === 'MV-1001-CAM-38');
  assert.equal(camel_38.ean, ean_of(1001, 5, 3));
  assert.equal(camel_38.ean, '2001001050306');
});

test('prices are minor units of their own currency', () => {
  const { prices } = by_handle['double-breasted-cashmere-coat'];
  const euros = authored.items.find((i) => i.handle === 'double-breasted-cashmere-coat').prices;
  assert.equal(prices.EUR.amount, euros.EUR * 100);
  assert.equal(prices.JPY.amount, euros.JPY);
  assert.deepEqual(Object.keys(prices).sort(), Object.keys(minor_digits).sort());
});

test('materials, measures and fit read as each language writes them', () => {
  const { vocabulary } = authored;
  const composition = [{ part: 'outer', fibres: { 'virgin-wool': 90, cashmere: 10 } }];
  assert.equal(material_text(composition, 'en', vocabulary), 'Outer: 90% virgin wool, 10% cashmere.');
  assert.equal(material_text(composition, 'de', vocabulary), 'Oberstoff: 90 % Schurwolle, 10 % Kaschmir.');
  assert.equal(material_text(composition, 'ja', vocabulary), '表地：バージンウール90%、カシミヤ10%。');
  assert.equal(material_text([{ part: 'case', fibres: { 'steel-316l': null } }], 'en', vocabulary), 'Case: 316L steel.');
  assert.equal(fit_text({ wh: { w: 10, h: 7.5 } }, 'fr', vocabulary), '10 × 7,5 cm.');
  assert.throws(() => fit_text({ cut: 'baggy' }, 'en', vocabulary), /unknown cut "baggy"/);
});

test('lines do not break before French punctuation or between a number and its unit', () => {
  assert.equal(typeset('Nettoyage ; 100 % soie : « oui »', 'fr'), 'Nettoyage\u00a0; 100\u00a0% soie\u00a0: «\u00a0oui\u00a0»');
  assert.equal(typeset('100 % Seide, 90 × 90 cm', 'de'), '100\u00a0% Seide, 90\u00a0×\u00a090\u00a0cm');
  assert.equal(typeset('a coat: 112 cm', 'en'), 'a coat: 112\u00a0cm');
  assert.match(by_handle['carre-les-etriers'].texts.fr.title, /«\u00a0Les Étriers\u00a0»/);
});

test('a text in the wrong script is noticed', () => {
  assert.equal(script_fault('コート', 'ja'), null);
  assert.match(script_fault('Mantel', 'ja'), /no Japanese/);
  assert.match(script_fault('코트', 'zh-Hans'), /no Chinese/);
  assert.match(script_fault('シルクのコート', 'ko'), /no hangul/);
  assert.match(script_fault('Mantel 大衣', 'de'), /Asian/);
});

test('stock: steady, limited pieces are few, some sizes have gone, no shop holds a heap', () => {
  const paris = { code: 'shop-paris', kind: 'shop' };
  const lyon = { code: 'warehouse-lyon', kind: 'warehouse' };
  assert.equal(stock_of('X', lyon, { run: 'open', depth: 1 }), stock_of('X', lyon, { run: 'open', depth: 1 }));
  assert.equal(stock_of('X', lyon, { run: 'open', depth: 1, sold_out: true }), 0);
  const rows = documents.flatMap((d) => Object.entries(d.stock).map(([sku, row]) => ({ sku, row })));
  const gone = rows.filter(({ row }) => !Object.keys(row).length).length;
  assert.ok(gone > rows.length / 40 && gone < rows.length / 5, `${gone} of ${rows.length} variants have gone`);
  for (const { sku, row } of rows) for (const [code, pieces] of Object.entries(row)) {
    assert.ok(pieces <= (code.startsWith('shop-') ? 4 : 24), `${sku} at ${code}: ${pieces}`);
  }
  const limited = authored.items.filter((i) => i.run === 'limited').map((i) => i.handle);
  for (const handle of limited) for (const row of Object.values(by_handle[handle].stock)) {
    for (const pieces of Object.values(row)) assert.ok(pieces <= 3, handle);
  }
  assert.ok(stock_of('Y', paris, { run: 'limited', depth: 1 }) <= 1);
});

test('each region can sell most items from its own warehouse', () => {
  for (const warehouse of ['warehouse-lyon', 'warehouse-osaka']) {
    const with_stock = documents.filter((d) => Object.values(d.stock).some((row) => row[warehouse]));
    assert.ok(with_stock.length > documents.length * 0.9, `${warehouse}: ${with_stock.length}`);
  }
});

test('photos are named by piece, colour and view', () => {
  for (const d of documents) for (const photo of d.photos) {
    assert.equal(photo.file, `${d.handle}/${photo.colour}-${photo.view}.webp`);
    assert.deepEqual(Object.keys(photo.alt), locales);
  }
});

const copy = () => structuredClone(authored);
const coat = (a) => a.items.find((i) => i.handle === 'double-breasted-cashmere-coat');
for (const [what, spoil, expected] of [
  ['a language is missing', (a) => { delete coat(a).texts.ko; }, /no text in ko/],
  ['a field is empty', (a) => { coat(a).texts.fr.summary = ' '; }, /summary in fr is empty/],
  ['a text shouts', (a) => { coat(a).texts.en.summary += '!'; }, /shouts/],
  ['a currency has no price', (a) => { delete coat(a).prices.SGD; }, /no price in SGD/],
  ['two items carry one number', (a) => { coat(a).number = 1002; }, /item number 1002 appears twice/],
  ['a piece is drawn twice', (a) => { a.pieces.push(a.pieces[0]); }, /handle .* appears twice/],
  ['a composition does not add up', (a) => { coat(a).composition[0].fibres.cashmere = 90; }, /adds up to 90 %/],
  ['a relation leads nowhere', (a) => { coat(a).related.push('no-such-piece'); }, /unknown no-such-piece/],
  ['a collection is unknown', (a) => { coat(a).collections.push('spring'); }, /unknown collection spring/],
  ['a colour is unknown', (a) => { a.pieces[0].colours.push({ code: 'puce', hex: '#000000' }); }, /unknown colour "puce"/],
  ['care is unknown', (a) => { coat(a).care.push('boil'); }, /unknown care "boil"/],
  ['a described item is not drawn', (a) => { a.pieces.shift(); }, /not drawn/],
  ['a drawn piece is not described', (a) => { a.items = a.items.filter((i) => i !== coat(a)); }, /no file in items/],
  ['a size guide lacks a size', (a) => { a.size_guides.guides['women-fr'].rows.pop(); }, /no row for 44/],
]) {
  test(`fault found: ${what}`, () => {
    const spoiled = copy();
    spoil(spoiled);
    assert.match(build(spoiled).faults.join('\n'), expected);
  });
}

test('the command writes the same bytes twice, and nothing at all when photos are missing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
  try {
    const run = (...more) => spawnSync(process.execPath, [join(here, 'build.mjs'), ...more], { encoding: 'utf8' });
    for (const name of ['a', 'b']) assert.equal(run('--out', join(folder, name)).status, 0);
    for (const file of readdirSync(join(folder, 'a'))) {
      assert.ok(readFileSync(join(folder, 'a', file)).equals(readFileSync(join(folder, 'b', file))), file);
    }
    const lines = readFileSync(join(folder, 'a', 'catalogue.jsonl'), 'utf8').trimEnd().split('\n');
    assert.equal(lines.length, documents.length);
    assert.deepEqual(JSON.parse(lines[0]), documents[0]);
    const refused = run('--out', join(folder, 'c'), '--photos', folder);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /camel-front\.webp is not in/);
    assert.equal(existsSync(join(folder, 'c')), false);
    assert.equal(run().status, 2);
  } finally { rmSync(folder, { recursive: true }); }
});
