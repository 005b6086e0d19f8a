// Coats and capes.
import { both, box, circle, lerp, mirror, mix, offset, reach, ribbon, sagging, smooth, soft, turn } from '../kit/geometry.mjs';
import { Scene } from '../kit/scene.mjs';
import { begin, sleevesOf } from './garments/base.mjs';
import { armholeLine, backCollar, bodyFolds, bodyOutline, buckleStrap, centreSeam, drawSleeves, edgeAt, flap, frontPanel, hemAt, hemLine, insideBack, lapel, measures, patchPocket, sideLine, tiedBelt } from './pattern.mjs';

/** Two fronts crossing: `over` is how far the upper one reaches past the centre; which: +1 women (right over left). */
export function crossedFronts(s, m, { over, stopY, which = 1, lapelUnder, lapelOver, folds = 1, edgeStitch = 0, grain = 0 }) {
  const neck = [m.neck - 1, -0.6, 'c'];
  const panel = (side) => frontPanel(m, side, [neck, [-over, stopY, 'c'], [-over, (stopY + m.length) / 2], [-over - 0.3, hemAt(m, over), 'c']]);
  const lower = panel(which), upper = panel(-which);
  const f = bodyFolds(m, folds);
  s.part(lower, { lift: 0.7, folds: f, grain });
  if (lapelUnder) lapel(s, m, which, [-over * which, stopY], lapelUnder);
  s.part(upper, { lift: 0.6, folds: f, grain });
  const edge = [[over * which, stopY + 0.4], [over * which, (stopY + m.length) / 2], [(over + 0.3) * which, m.length]];
  if (edgeStitch) s.stitch(offset(smooth(edge), edgeStitch * which), { clip: upper });
  const result = { lower, upper, edge: over * which };
  if (lapelOver) result.lapel = lapel(s, m, -which, [over * which, stopY], lapelOver);
  return result;
}

/** Rows of buttons down a front; xs: their columns. */
export function buttonRows(s, xs, y0, step, n, r, kind, options = {}) {
  for (let i = 0; i < n; i++) for (const x of xs) s.button(x, y0 + i * step, r, kind, options);
}

export function backBody(s, m, { folds = 1, neckDip = 1.4 } = {}) {
  const path = bodyOutline(m, [[0, neckDip], [m.neck * 0.7, neckDip - 0.5], [m.neck, 0, 'c']]);
  s.part(path, { lift: 0.8, folds: bodyFolds(m, folds) });
  return path;
}

export function sleeveSeams(s, m, body) {
  if (m.armhole === 'raglan') for (const side of [-1, 1]) s.line(armholeLine(m, side), { weight: 2.2 });
  void body;
}

export function vent(s, m, from, x = 0) {
  const fold = smooth([[x, from], [x + 0.3, lerp(from, m.length, 0.5)], [x + 0.9, m.length + 1]]);
  s.line(fold, { weight: 3, ink: 'contour' });
  s.line([[x, from], [x - 3.2, from + 1.6]], { weight: 1.8 });
  return fold;
}

// ---------------------------------------------------------------- double-breasted cashmere coat
function cashmereCoat({ view, worn }) {
  const { s, m } = begin({ view, worn }, 11, { neck: 8.2, shoulder: 20, chest: 24, waist: 23.5, hip: 25, hem: 26.5, length: 110, sleeve: 48, bicep: 17.5, elbow: 16, cuff: 13.5, armhole: 'raglan', ease: 0.84 });
  const sleeves = sleevesOf(s, m);
  if (view === 'back') {
    backBody(s, m);
    sleeveSeams(s, m);
    centreSeam(s, m, 3, m.length, { weight: 2 });
    vent(s, m, 66);
    const y = 43, half = 14;
    s.part([...sagging([-half, y - 2.6], [half, y - 2.6], 0.5), ...sagging([half + 1.4, y + 2.6], [-half - 1.4, y + 2.6], -0.5)], { lift: 0.5, grain: 90, round: 1.6 });
    s.stitch(sagging([-half - 0.6, y + 1.9], [half + 0.6, y + 1.9], 0.5)); s.stitch(sagging([-half, y - 1.9], [half, y - 1.9], 0.5));
    s.button(-half + 2, y + 0.2, 1.5, 'horn').button(half - 2, y + 0.2, 1.5, 'horn');
    backCollar(s, m, { height: 8.5 });
  } else {
    insideBack(s, m, 22);
    const style = { style: 'notch', width: 13, tip: 0.34, stitch: 0.6 };
    crossedFronts(s, m, { over: 8, stopY: 37, lapelUnder: style, lapelOver: style, edgeStitch: -0.7 });
    buttonRows(s, [-7.4, 5], 42.5, 13.5, 3, 1.75, 'horn');
    for (const side of [-1, 1]) flap(s, side, 17.2, 60, 4.2, 16, { lean: 22, jetted: false, stitch: 0.5, round: 0.4 });
  }
  for (const v of sleeves) { s.stitch(v.across(4.2)); s.button(...v.point(3, 0.62), 1, 'horn'); }
  s.focus = view === 'back' ? { x: 0, y: 44, w: 34 } : { x: -3.5, y: 38, w: 32 };
  return s;
}

export const coats = {
  'double-breasted-cashmere-coat': { draw: cashmereCoat, weave: 'cashmere', figure: 'full' },
};
