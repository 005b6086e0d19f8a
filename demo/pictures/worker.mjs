// One drawing thread: takes a piece, paints its pictures, has libvips write them, answers what it did.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { painter } from './drawing.mjs';
import { housePictures } from './house/pictures.mjs';

const { out, program, manifest } = workerData;
const digest = (text) => createHash('sha256').update(text).digest('hex').slice(0, 16);

parentPort.on('message', (task) => {
  if (!task) return parentPort.close();
  const answer = { handle: task.piece.handle, drawn: 0, kept: 0, errors: [], manifest: {} };
  if (task.piece.house) drawHouse(task.pieces, answer);
  else drawPiece(task, answer);
  parentPort.postMessage(answer);
});

function drawPiece({ piece, views }, answer) {
  for (const view of views) {
    let paintColour;
    for (const colour of piece.colours) {
      const name = `${piece.handle}/${colour.code}-${view}.webp`;
      const inputs = digest(JSON.stringify([program, piece.handle, piece.cloth, colour, view]));
      keepOrDraw(name, inputs, answer, () => (paintColour ??= painter(piece, view))(colour));
    }
  }
}

function drawHouse(pieces, answer) {
  for (const { name, draw } of housePictures) {
    if (name.endsWith('.svg')) {
      mkdirSync(join(out, 'house'), { recursive: true });
      writeFileSync(join(out, 'house', name), draw(pieces));
      answer.drawn++;
    } else keepOrDraw(`house/${name}`, digest(JSON.stringify([program, name])), answer, () => draw(pieces));
  }
}

/** The manifest keeps [hash of the inputs, hash of the SVG] per picture: either unchanged spares the rendering. */
function keepOrDraw(name, inputs, answer, draw) {
  const file = join(out, name), known = manifest[name];
  try {
    if (known?.[0] === inputs && existsSync(file)) { answer.kept++; return; }
    const svg = draw(), drawing = digest(svg);
    if (known?.[1] === drawing && existsSync(file)) answer.kept++;
    else { write(svg, file); answer.drawn++; }
    answer.manifest[name] = [inputs, drawing];
  } catch (e) {
    answer.errors.push(`${name}: ${e.stack?.split('\n').slice(0, 3).join(' ') ?? e}`);
  }
}

function write(svg, file) {
  mkdirSync(join(file, '..'), { recursive: true });
  const source = `${file}.svg`, part = `${file}.part.webp`;
  writeFileSync(source, svg);
  const r = spawnSync('vips', ['flatten', `${source}[unlimited]`, `${part}[Q=84,effort=2,strip]`], { env: { ...process.env, VIPS_CONCURRENCY: '1' }, encoding: 'utf8' });
  if (r.status !== 0) throw new Error(`vips: ${r.error?.message ?? r.stderr}`);
  renameSync(part, file);
  if (!process.env.KEEP_SVG) rmSync(source);
}
