#!/usr/bin/env node
// Draws the demo catalogue's pictures.
//   node demo/pictures/draw.mjs --out DIR [--only handle[,handle]] [--view front[,back]] [--first] [--jobs N] [--sheet] [--width N]
// Writes DIR/<handle>/<colour>-<view>.webp and DIR/house/*. What is unchanged since the last run is skipped.
// Exit status: 0 all drawn, 1 something could not be drawn (the others are), 2 wrong usage.
import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { sheet } from './sheet.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const options = parse(process.argv.slice(2));
const pieces = JSON.parse(readFileSync(options.pieces, 'utf8'));
const wanted = options.only ? pieces.filter((p) => options.only.includes(p.handle)) : pieces;
if (options.only && !options.only.includes('house')) {
  const missing = options.only.filter((h) => !pieces.some((p) => p.handle === h));
  if (missing.length) usage(`no piece called ${missing.join(', ')}`);
}
mkdirSync(options.out, { recursive: true });

const program = programHash();
const manifestFile = join(options.out, 'manifest.json');
const manifest = existsSync(manifestFile) ? JSON.parse(readFileSync(manifestFile, 'utf8')) : {};
const house = { handle: 'house', house: true };
const tasks = [...(options.only && !options.only.includes('house') ? [] : [house]), ...wanted].map((piece) => ({
  piece: options.first && piece.colours ? { ...piece, colours: piece.colours.slice(0, 1) } : piece,
  views: options.view ?? piece.views,
  ...(piece.house ? { pieces } : {}),
}));
const started = performance.now();
let drawn = 0, kept = 0, failed = 0, done = 0;

await new Promise((resolve) => {
  const count = Math.max(1, Math.min(options.jobs, tasks.length));
  let open = count, next = 0;
  for (let i = 0; i < count; i++) {
    const worker = new Worker(join(here, 'worker.mjs'), { workerData: { out: options.out, program, manifest } });
    const give = () => {
      if (next < tasks.length) worker.postMessage(tasks[next++]);
      else { worker.postMessage(null); if (--open === 0) resolve(); }
    };
    worker.on('message', (m) => {
      drawn += m.drawn; kept += m.kept; failed += m.errors.length; done++;
      Object.assign(manifest, m.manifest);
      for (const e of m.errors) console.error(`  ${e}`);
      console.log(`[${done}/${tasks.length}] ${m.handle}: ${m.drawn} drawn, ${m.kept} unchanged (${((performance.now() - started) / 1000).toFixed(0)} s)`);
      if (done % 8 === 0) save();
      give();
    });
    worker.on('error', (e) => { console.error(e); failed++; if (--open === 0) resolve(); });
    give();
  }
});
save();
console.log(`${drawn} pictures drawn, ${kept} unchanged, ${failed} failed, ${((performance.now() - started) / 1000).toFixed(1)} s`);
if (options.sheet) sheet(options.out, wanted, options);
process.exitCode = failed ? 1 : 0;

function save() {
  writeFileSync(manifestFile + '.new', JSON.stringify(manifest, null, 1));
  renameSync(manifestFile + '.new', manifestFile);
}

/** One hash over every file of this program: when it is unchanged, unchanged pieces need not be composed at all. */
function programHash() {
  const h = createHash('sha256');
  const walk = (dir) => {
    for (const name of readdirSync(dir).sort()) {
      const path = join(dir, name);
      if (statSync(path).isDirectory()) walk(path);
      else if (name.endsWith('.mjs') && !name.endsWith('.test.mjs')) h.update(name).update(readFileSync(path));
    }
  };
  walk(here);
  return h.digest('hex').slice(0, 16);
}

function parse(args) {
  const o = { out: null, only: null, view: null, first: false, sheet: false, jobs: availableParallelism(), pieces: join(here, '../catalogue/pieces.json'), columns: 8, thumb: 260 };
  while (args.length) {
    const a = args.shift();
    const value = () => args.shift() ?? usage(`${a} wants a value`);
    if (a === '--out') o.out = value();
    else if (a === '--only') o.only = value().split(',');
    else if (a === '--view') o.view = value().split(',');
    else if (a === '--first') o.first = true;
    else if (a === '--sheet') o.sheet = true;
    else if (a === '--jobs') o.jobs = Number(value()) || usage('--jobs wants a number');
    else if (a === '--pieces') o.pieces = value();
    else if (a === '--columns') o.columns = Number(value());
    else if (a === '--thumb') o.thumb = Number(value());
    else usage(`unknown option ${a}`);
  }
  if (!o.out) usage('--out DIR is missing');
  return o;
}
function usage(message) {
  console.error(`draw: ${message}\nusage: draw.mjs --out DIR [--only handle,…] [--view front,…] [--first] [--jobs N] [--sheet] [--columns N] [--thumb PX] [--pieces FILE]`);
  process.exit(2);
}
