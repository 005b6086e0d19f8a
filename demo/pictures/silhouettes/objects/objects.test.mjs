// Every object of the catalogue draws well-formed SVG in each of its views and colours.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { compose, paletteOf } from '../../drawing.mjs';
import { lightOf, paint } from '../../kit/render.mjs';
import { objects } from './index.mjs';

const pieces = JSON.parse(readFileSync(new URL('../../../catalogue/pieces.json', import.meta.url), 'utf8'));
const mine = pieces.filter((p) => !/^(women|men)\//.test(p.category));

/** Every opened element is closed in order; no number failed. Answers what is wrong, or null. */
export function faultIn(drawn) {
  const svg = drawn.replace(/data:[^"]+/g, 'data:');
  if (/NaN|undefined|Infinity/.test(svg)) return 'a number that is none';
  const open = [];
  for (const [, slash, name, , self] of svg.matchAll(/<(\/?)([a-zA-Z]+)((?:\s[^<>]*?)?)(\/?)>/g)) {
    if (slash) { if (open.pop() !== name) return `</${name}> closes nothing`; } else if (!self) open.push(name);
  }
  return open.length ? `<${open.pop()}> is never closed` : null;
}

test('the checker itself notices what is broken', () => {
  assert.equal(faultIn('<svg><g></g></svg>'), null);
  assert.match(faultIn('<svg><g></svg>'), /closes nothing/);
  assert.match(faultIn('<svg><path d="MNaN 0"/></svg>'), /number/);
});

test('every object has a drawing', () => {
  assert.deepEqual(mine.filter((p) => !objects[p.handle]).map((p) => p.handle), []);
});

for (const piece of mine) test(`${piece.handle} draws in every view and colour`, () => {
  for (const view of piece.views) {
    const { scene, frame } = compose(piece, view);
    assert.ok(scene.elements.length > 5, view);
    for (const e of scene.elements) for (const [x, y] of e.path ?? []) assert.ok(Number.isFinite(x) && Number.isFinite(y), `${view}: ${e.type} off the paper`);
    // the light is the same for all colours and slow: a small frame proves as much
    const small = { ...frame, width: 160, height: 200, scale: frame.scale / 10 };
    let light;
    for (const colour of piece.colours) {
      const palette = paletteOf(piece, objects[piece.handle], colour);
      light ??= lightOf(scene, palette, small);
      assert.equal(faultIn(paint(scene, palette, small, light)), null, `${view} ${colour.code}`);
    }
  }
});
