// What the drawings promise: every piece and view has one, and it is a well-formed SVG of the house's format.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { compose, drawingOf, HEIGHT, paletteOf, WIDTH } from './drawing.mjs';
import { paint } from './kit/render.mjs';
import { png } from './kit/png.mjs';

const pieces = JSON.parse(readFileSync(new URL('../catalogue/pieces.json', import.meta.url), 'utf8'));
const noLight = png(2, 2, 1, new Uint8Array(4).fill(128));

/** Tags close in the order they open, attributes hold no NaN: enough to know that a renderer will read it. */
function wellFormed(svg) {
  const open = [];
  for (const [, close, name, self] of svg.matchAll(/<(\/?)([a-zA-Z]+)[^>]*?(\/?)>/g)) {
    if (close) assert.equal(open.pop(), name); else if (!self) open.push(name);
  }
  assert.deepEqual(open, []);
  assert.doesNotMatch(svg.replace(/base64,[^"]*/g, ''), /NaN|Infinity|undefined/);
}

for (const piece of pieces.filter((p) => /^(women|men)\//.test(p.category))) {
  test(`${piece.handle}: every view is a well-formed drawing inside the paper`, () => {
    const drawing = drawingOf(piece);
    for (const view of piece.views) {
      const { scene, frame } = compose(piece, view);
      assert.ok(scene.elements.filter((e) => e.type === 'part').length > 0);
      assert.ok(frame.scale > 0 && frame.width === WIDTH && frame.height === HEIGHT);
      wellFormed(paint(scene, paletteOf(piece, drawing, piece.colours[0]), frame, noLight));
    }
  });
}

test('no two colours of a piece share a drawing', () => {
  const piece = pieces.find((p) => p.handle === 'gabardine-trench-coat');
  const { scene, frame } = compose(piece, 'front');
  const [a, b] = piece.colours.map((c) => paint(scene, paletteOf(piece, drawingOf(piece), c), frame, noLight));
  assert.notEqual(a, b);
});
