// Women's coats, jackets, knitwear, blouse and dinner jacket.
import { both, box, lerp, mirror, move, offset, reach, ribbon, sagging, smooth, soft } from '../../kit/geometry.mjs';
import { armholeLine, backCollar, bodyFolds, bodyOutline, buckleStrap, edgeAt, flap, hemAt, lapel, patchPocket, sideLine, tiedBelt } from '../pattern.mjs';
import { back, begin, cuffButtons, flip, fronts, hemBand, inside, line, neckBand, placket, rows, shirtCollar, sleevesOf, standCollar, whole, zip } from './base.mjs';
import { cable, honeycomb } from './knit.mjs';

// ---------------------------------------------------------------- robe coat
function robe(o) {
  const { s, m } = begin(o, 21, { neck: 8, shoulder: 24.5, drop: 5.6, underarm: 29, chest: 28, waist: 26, waistY: 44, hip: 27, hipY: 66, hem: 28, length: 116, sleeve: 42, bicep: 20, elbow: 19, cuff: 17, armhole: 'drop', ease: 0.8 });
  const sleeves = sleevesOf(s, m);
  for (const v of sleeves) { s.part(v.band(-0.4, 8.5, 1.08), { lift: 0.4, grain: -v.side * 12 }); s.stitch(v.across(8, 1.05)); }
  if (o.view === 'back') {
    back(s, m, { collar: { height: 11, spread: 4.5, rise: 4.4 }, vent: 78 });
    for (const x of [-16, 16]) s.part(box(x * (m.worn ? 0.8 : 1) - 0.5, 40, 1, 8), { lift: 0.4, ink: 'fine' });
    s.part([...sagging([-edgeAt(m, 44) - 0.5, 41.8], [edgeAt(m, 44) + 0.5, 41.8], 0.8), ...sagging([edgeAt(m, 44) + 0.5, 46.6], [-edgeAt(m, 44) - 0.5, 46.6], -0.8)], { grain: 90, lift: 0.7, round: 1.6 });
  } else {
    inside(s, m, 40);
    const shawl = { style: 'shawl', width: 14.5, tip: 0.36, belly: 1.05 };
    const f = fronts(s, m, { over: 7, stopY: 43, lap: shawl });
    s.stitch(offset(line([f.edge, 46], [f.edge, m.length]), 0.7), { clip: f.upper });
    s.stitch(offset(f.lapel.outer, -0.7), { clip: f.lapel.path });
    for (const side of [-1, 1]) patchPocket(s, side, edgeAt(m, 70) * 0.56, 58, 16, 19, { band: 3.4, stitch: 0.55, round: 1.6 });
    for (const side of [-1, 1]) s.part(box(side * edgeAt(m, 44) * 0.82 - 0.5, 40.4, 1, 7.6), { lift: 0.5, ink: 'fine' });
    tiedBelt(s, m, { y: 44, width: 5, knotX: 4, ends: [36, 30] });
  }
  s.stitch(offset(sagging([-m.hem, m.length], [m.hem, m.length], -m.hemCurve), -0.7));
  s.focus = { x: 3, y: 46, w: 38 };
  return s;
}

// ---------------------------------------------------------------- cocoon coat
function cocoon(o) {
  const { s, m } = begin(o, 22, { neck: 8.5, shoulder: 20, ease: 0.92 });
  const W = m.worn ? 0.88 : 1, L = 92;
  const half = [[m.neck, -0.4, 'c'], [18, 4.6], [28 * W, 14], [37 * W + (m.worn ? -1 : 5), 26], [(m.worn ? 36 : 48), (m.worn ? 41 : 40), 'c'], [(m.worn ? 27.6 : 36.5), (m.worn ? 44.5 : 48.5), 'c'], [30 * W, 41], [30.5 * W, 48], [34 * W, 62], [30 * W, 80], [25 * W, L - 0.6, 'c'], [0, L + 0.6]];
  const neckline = o.view === 'back' ? [[0, 0.4], [m.neck * 0.7, 0]] : [[0, 4.4], [m.neck * 0.7, 2.4]];
  const path = both([...neckline, ...smooth(half)]);
  const folds = [];
  for (const k of [-1, 1]) folds.push(
    { path: flip(k, [[29 * W, 43], [22 * W, 46], [14 * W, 44]]), width: 2, height: 1, sharp: k },
    { path: flip(k, [[31 * W, 40], [27 * W, 30], [24 * W, 20]]), width: 2.4, height: 1, sharp: -k },
    { path: flip(k, [[27 * W, 52], [26 * W, 66], [20 * W, 84]]), width: 3, height: 1, sharp: k, ends: 0.45 },
    { path: flip(k, [[12 * W, 50], [13 * W, 70], [10 * W, 90]]), width: 3, height: 0.8, sharp: -k, ends: 0.45 });
  if (m.worn) for (const k of [-1, 1]) {
    const end = reach([32, 43], k * 4, 14);
    s.part(ribbon([[k * 31.6, 40], [k * 33, 50], [k * 34, 58]], [8, 6.6, 4.6]), { cloth: 'skin', ink: 'fine', weight: 1.8, noLight: true, lift: 0 });
    void end; s.part(smooth([[k * 32, 56.6], [k * 31.6, 62], [k * 33, 67], [k * 35.6, 65], [k * 36.2, 57]], { closed: true }), { cloth: 'skin', ink: 'fine', weight: 1.7, noLight: true, lift: 0 });
  }
  if (o.view !== 'back') inside(s, m, 12);
  s.part(path, { lift: 1, folds });
  for (const k of [-1, 1]) s.line(flip(k, line([26 * W, 15], [30.4 * W, 26], [31 * W, 38])), { weight: 1.3, alpha: 0.4 });
  if (o.view === 'back') { s.line(sagging([0, 3], [0, L], 0.3), { weight: 1.9 }); backCollar(s, m, { height: 5.6, spread: 0.6, rise: 3.6 }); }
  else {
    s.line(sagging([2.4, 5], [2, L + 0.4], 0.8), { weight: 3.2, ink: 'contour' });
    for (const k of [-1, 1]) s.line(flip(k, line([31.6 * W, 54], [31 * W, 62], [29.4 * W, 70])), { weight: 2.6 });
    standCollar(s, m, { height: 4.2, depth: 5 });
    s.button(-1.4, 9.5, 2.4, 'covered');
  }
  s.focus = { x: 1, y: 10, w: 36 };
  return s;
}

// ---------------------------------------------------------------- loden cape
function cape(o) {
  const { s, m } = begin(o, 23, { neck: 8 }, { });
  const L = 84, W = m.worn ? 0.8 : 1;
  const half = smooth([[m.neck, 0, 'c'], [17, 4], [24 * W, 12], [33 * W, 38], [41 * W, 66], [44 * W, L - 8, 'c']]);
  const hem = Array.from({ length: 41 }, (_, i) => { const x = lerp(44 * W, -44 * W, i / 40); return [x, L + 1 - 9 * (x / 44 / W) ** 2 + 0.35 * Math.cos((x / W) * 0.52)]; });
  const neckline = o.view === 'back' ? [[0, 0.8], [m.neck * 0.7, 0.2]] : [[0, 6], [m.neck * 0.7, 3]];
  const right = [...smooth([...neckline, [m.neck, 0]]).slice(0, -1), ...half];
  const path = [...right, ...hem.slice(1, -1), ...mirror(right).reverse()];
  const folds = [-0.92, -0.62, -0.34, 0.34, 0.62, 0.92].map((k, i) => ({ path: [[k * 19 * W, 18 + 6 * (i % 2)], [k * 29 * W, 46], [k * 41 * W, L + 1]], width: 3, height: 1.7, sharp: k > 0 ? 1 : -1, ends: 0.4 }));
  if (m.worn) for (const k of [-1, 1]) s.part(smooth([[k * 17, 56], [k * 18, 66], [k * 21, 78], [k * 22, 92], [k * 24, 96], [k * 25.6, 90], [k * 26, 78], [k * 25, 56]], { closed: true }), { cloth: 'skin', ink: 'fine', weight: 1.7, noLight: true, lift: 0 });
  if (o.view !== 'back') inside(s, m, 12);
  s.part(path, { lift: 1.1, folds });
  if (o.view === 'back') {
    s.line(sagging([-31.5 * W, 32], [31.5 * W, 32], 3.4), { weight: 2.2, clip: path }); s.stitch(sagging([-31.5 * W, 32.8], [31.5 * W, 32.8], 3.4), { clip: path });
    for (const k of [-1, 1]) { s.line(flip(k, line([0.3, 35.4], [2.6, 58], [6, L + 2])), { weight: 2.8, ink: 'contour', clip: path }); }
    s.line([[0, 36], [0, L]], { weight: 1.6, clip: path });
    backCollar(s, m, { height: 9, spread: 3.4 });
  } else {
    placket(s, 0.6, 6, L + 0.6, 5.4, { stitch: 0.6 });
    rows(s, [0.6], 13.5, 12.4, 6, 1.35, 'horn');
    for (const k of [-1, 1]) {
      const slit = line([19.5 * W, 40], [20.6 * W, 52], [21.6 * W, 64]);
      s.part(flip(k, ribbon(slit, 2.2, { round: true })), { cloth: 'leather', lift: 0.3, ink: 'fine' });
      s.line(flip(k, slit.slice(2, -2)), { weight: 4, ink: '#17120d' });
    }
    shirtCollar(s, m, { depth: 7, px: 10.5, py: 12.5, stitch: 0.6 });
    buckleStrap(s, [-6.5, 9.4], [6, 9], { width: 2.2, cloth: 'leather', t: 0.5, holes: 2 });
  }
  s.focus = o.view === 'back' ? null : { x: 0, y: 14, w: 38 };
  return s;
}

// ---------------------------------------------------------------- trench
function trench(o) {
  const { s, m } = begin(o, 24, { neck: 8, shoulder: 21, chest: 25, waist: 23, waistY: 43, hip: 27, hipY: 62, hem: 33, length: 112, sleeve: 50, bicep: 18.5, elbow: 17, cuff: 14.5, armhole: 'raglan', ease: 0.84, hemCurve: 2 });
  const sleeves = sleevesOf(s, m);
  for (const v of sleeves) { s.part(v.band(5, 8, 1.06), { lift: 0.3, ink: 'fine', grain: 80 }); s.part(soft(v.point(6.5, 0.3)[0] - 1.4, v.point(6.5, 0.3)[1] - 1.7, 2.8, 3.4, 0.5), { cloth: 'leather', lift: 0.25, ink: 'fine' }); }
  const belt = (wide) => { const h = edgeAt(m, 43) + 0.7; s.part([...sagging([-h, 40.7], [h, 40.7], 0.5), ...sagging([h, 45.5], [-h, 45.5], -0.5)], { lift: 0.7, grain: 90, round: 1.4, ...wide }); for (const d of [0.7, 4.1]) s.stitch(sagging([-h, 40.7 + d], [h, 40.7 + d], 0.5)); };
  if (o.view === 'back') {
    const path = back(s, m, { vent: 70 });
    const w = (y) => edgeAt(m, y) + 0.6;
    const capeHem = [[m.chest - 1, 30], [m.chest * 0.6, 33.5], [m.chest * 0.3, 31], [0, 35]];
    const half = [[0, 0.6], [m.neck, 0, 'c'], [m.shoulder - 8, m.drop - 2.2], [m.shoulder - 1.6, m.drop + 5], [m.chest - 1.6, m.underarm - 2, 'c'], ...capeHem];
    const cp = both(smooth(half)); s.part(cp, { lift: 0.5 }); s.stitch(offset(smooth([...capeHem, ...mirror(capeHem).reverse().slice(1)]), -0.7), { clip: cp });
    void path; void w; belt({});
    for (const k of [-1, 1]) s.part(box(k * 15 - 0.6, 39.6, 1.2, 7), { lift: 0.3, ink: 'fine' });
    backCollar(s, m, { height: 8.5, spread: 3 });
    for (const k of [-1, 1]) { s.part(flip(k, [[m.neck + 2, 0.8], [m.shoulder - 2, m.drop - 0.4], [m.shoulder - 2.6, m.drop + 2.6], [m.neck + 1.6, 3.6]]), { lift: 0.3, ink: 'fine' }); s.button(k * (m.neck + 3.6), 2.4, 0.7, 'darkhorn'); }
  } else {
    inside(s, m, 24);
    const style = { style: 'notch', width: 13.5, tip: 0.36, stitch: 0.7 };
    const f = fronts(s, m, { over: 8, stopY: 30, lap: style, stitch: -0.8 });
    const st = flip(-1, smooth([[m.neck + 0.6, 0.4, 'c'], [m.shoulder - 5, m.drop - 1.4], [m.shoulder - 0.6, m.drop + 8], [m.chest - 3, m.underarm - 3, 'c'], [14, 27.5], [8, 24, 'c'], [9.6, 12]], { closed: true }));
    s.part(st, { lift: 0.45 });
    lapel(s, m, -1, [8, 30], style);
    s.button(-9.6, 23, 1.15, 'darkhorn');
    rows(s, [-7.2, 5.2], 34, 15.2, 5, 1.2, 'darkhorn'); void f;
    belt({});
    for (const k of [-1, 1]) {
      flap(s, k, edgeAt(m, 62) * 0.66, 53, 5, 18, { lean: 17, jetted: false, stitch: 0.6 }); s.button(k * (edgeAt(m, 62) * 0.66 - 2.4), 61.5, 0.95, 'darkhorn');
      const ep = flip(k, [[m.neck + 2.4, 2.2], [m.shoulder - 1.6, m.drop + 0.6], [m.shoulder - 2.2, m.drop + 3.8], [m.neck + 2.8, 5.2], [m.neck + 1.4, 3.8]]);
      s.part(ep, { lift: 0.35, ink: 'fine' }); s.button(k * (m.neck + 3.8), 3.9, 0.75, 'darkhorn');
      s.part(box(k * 17 - 0.6, 39.6, 1.2, 7), { lift: 0.3, ink: 'fine' });
    }
    s.part(soft(-3.4, 39.4, 6.8, 7.4, 0.9), { cloth: 'leather', holes: [soft(-1.9, 40.9, 3.8, 4.4, 0.4)], lift: 0.4, ink: 'fine' });
    const tail = ribbon([[1, 43], [9, 43.4], [13, 48], [14, 60]], [4.4, 4.4, 4.6, 4.4]); s.part(tail, { lift: 0.7, grain: 20, round: 1.2 });
    for (const x of [-11, 9.5]) s.part(smooth([[x - 1.5, 45], [x + 1.5, 45], [x + 1.4, 47], [x, 48.4], [x - 1.4, 47]], { closed: true }), { cloth: 'brass', holes: [smooth([[x - 0.9, 45.6], [x + 0.9, 45.6], [x + 0.8, 46.8], [x, 47.7], [x - 0.8, 46.8]], { closed: true })], lift: 0.15, ink: 'fine', weight: 1.3 });
  }
  s.focus = { x: -3, y: 34, w: 36 };
  return s;
}

// ---------------------------------------------------------------- bouclé jacket with braid
function braidJacket(o) {
  const { s, m } = begin(o, 25, { neck: 9.5, shoulder: 20.5, chest: 25, waist: 24.4, waistY: 40, hip: 24.6, hipY: 60, hem: 24.6, length: 52, sleeve: 48, bicep: 17.5, elbow: 16, cuff: 14, ease: 0.86, hemCurve: 0.8 });
  const braid = { cloth: 'braid', lift: 0.3, ink: 'fine', round: 0.6, puff: 0.6 };
  const sleeves = sleevesOf(s, m);
  for (const v of sleeves) { s.part(v.band(-0.2, 1.7, 1.04), braid); s.part(v.band(4.6, 5.5, 1.02), braid); }
  if (o.view === 'back') {
    back(s, m, { seam: false, princess: true, neckDip: 2 });
    neckBand(s, [[0, 2.2], [m.neck * 0.7, 1.6], [m.neck + 0.4, 0.2]], 1.7, { cloth: 'braid' });
  } else {
    inside(s, m, 16);
    const edge = [[m.neck, 0, 'c'], [m.neck * 0.8, 5], [m.neck * 0.42, 8.6], [0.8, 10, 'c']];
    fronts(s, m, { over: 0, stopY: 10.2, edge: edge.slice(0, 3) });
    for (const k of [-1, 1]) s.part(flip(k, ribbon([...edge.map((p) => [...p]), [0.8, 30], [0.9, m.length + 0.6]], 1.7)), braid);
    for (const k of [-1, 1]) for (const [y, w, h, x] of [[22, 9, 8.4, 12], [38, 10, 9.6, 12.4]]) {
      const px = x * (m.worn ? 0.86 : 1);
      patchPocket(s, k, px, y, w, h, { stitch: 0, round: 0.5 });
      s.part(box(k * px - w / 2 - 0.2, y - 0.4, w + 0.4, 1.7), braid);
      for (const d of [-2.4, 2.4]) s.button(k * px + d, y + 3.2, 0.72, 'gold');
    }
  }
  s.focus = { x: 9, y: 30, w: 26 };
  return s;
}

// ---------------------------------------------------------------- peplum jacket
function peplum(o) {
  const { s, m } = begin(o, 26, { neck: 7.6, shoulder: 19, chest: 22.5, waist: 16.6, waistY: 40, hip: 17, hipY: 70, hem: 17, length: 41.5, sleeve: 53, bicep: 15.5, elbow: 13.6, cuff: 10.6, angle: 25, bend: -9, tuck: 0.6, ease: 0.9, hemCurve: 0.8 });
  const sleeves = sleevesOf(s, m);
  for (const v of sleeves) cuffButtons(s, v, 3, 0.6, 'covered', { t0: 2 });
  const wy = m.length, w = m.hem;
  const flare = () => {
    const n = 48, out = m.worn ? 25 : 30;
    const low = Array.from({ length: n + 1 }, (_, i) => { const t = i / n * 2 - 1; return [t * out, wy + 17.5 - 2.2 * t * t + 0.9 * Math.cos(t * 6 * Math.PI)]; });
    const p = [...sagging([-w - 0.2, wy - 0.6], [w + 0.2, wy - 0.6], 0.8), ...low.reverse()];
    const folds = [-5, -3, -1, 1, 3, 5].map((i) => ({ path: [[i / 6 * w, wy + 1], [i / 6 * lerp(w, out, 0.5), wy + 8], [i / 6 * out, wy + 18]], width: 2.2, height: 1.8, sharp: i > 0 ? 1 : -1, ends: 0.25 }));
    s.part(p, { lift: 0.9, folds });
    for (const i of [-4, -2, 0, 2, 4]) s.line(line([i / 6 * w, wy], [i / 6 * lerp(w, out, 0.45), wy + 8], [i / 6 * out, wy + 17.6]), { weight: i ? 1.7 : 2.6, clip: p });
  };
  if (o.view === 'back') { flare(); back(s, m, { princess: true, collar: { height: 6, spread: 1.6 } }); }
  else {
    inside(s, m, 22); flare();
    const lap = { style: 'notch', width: 7.2, tip: 0.3, belly: 1.25 };
    fronts(s, m, { over: 1.5, stopY: 20.5, lap });
    for (const k of [-1, 1]) s.line(flip(k, line([m.shoulder - 2, m.underarm - 8], [m.chest * 0.5, m.underarm + 3], [m.waist * 0.52, m.waistY - 2], [m.waist * 0.52, wy])), { weight: 1.8 });
    rows(s, [0], 22.5, 4.2, 5, 0.95, 'covered');
  }
  s.line(sagging([-w, wy], [w, wy], 0.8), { weight: 2.4, ink: 'contour' });
  s.focus = { x: 2, y: 33, w: 28 };
  return s;
}

// ---------------------------------------------------------------- biker
function biker(o) {
  const { s, m } = begin(o, 27, { neck: 7.8, shoulder: 20, chest: 23.5, waist: 21.5, waistY: 42, hip: 21.6, hipY: 70, hem: 21.8, length: 53, sleeve: 52, bicep: 17, elbow: 15.6, cuff: 12, ease: 0.88, hemCurve: 0.6 });
  const sleeves = sleevesOf(s, m);
  for (const v of sleeves) zip(s, [v.point(1, 0.35), v.point(8, 0.4), v.point(15, 0.5)], { width: 1.2, pull: 0 });
  const shoulderQuilt = (k, x0) => {
    const panel = flip(k, smooth([[m.neck + 0.4, 0.4, 'c'], [m.shoulder - 0.4, m.drop, 'c'], [m.shoulder - 1.8, m.drop + 8], [m.shoulder - 1.8, 15, 'c'], [x0, 14, 'c']], { closed: true }));
    s.part(panel, { lift: 0.25, ink: 'fine', puff: 1.3, folds: [] });
    for (let x = x0; x < m.shoulder; x += 1.5) s.line(flip(k, [[x, 0], [x - 0.2, 16]]), { clip: panel, weight: 2, alpha: 0.9 });
  };
  const straps = () => { for (const k of [-1, 1]) { const x = edgeAt(m, 47); s.part(flip(k, box(x - 9, 46, 9.4, 1.8)), { lift: 0.3, ink: 'fine' }); s.part(flip(k, soft(x - 6, 45.3, 2, 3.2, 0.4)), { cloth: 'silver', holes: [flip(k, soft(x - 5.6, 45.8, 1.2, 2.2, 0.2))], lift: 0.2, ink: 'fine' }); } };
  if (o.view === 'back') {
    back(s, m, { seam: false, yoke: 15, princess: true }); shoulderQuilt(1, m.neck + 3); shoulderQuilt(-1, m.neck + 3);
    s.line(sagging([-edgeAt(m, 44), 44], [edgeAt(m, 44), 44], 0.6), { weight: 2.2 }); straps(); backCollar(s, m, { height: 5.4, spread: 0.7, rise: 3.2 });
  } else {
    inside(s, m, 14);
    const body = whole(s, m, [[0, 6], [m.neck * 0.7, 3.4], [m.neck, 0, 'c']]);
    shoulderQuilt(1, m.neck + 2.4); shoulderQuilt(-1, m.neck + 2.4);
    s.line(line([m.waist, 44], [0, 45]), { weight: 2, clip: body }); s.line(line([-m.waist, 44], [0, 45]), { weight: 2, clip: body });
    zip(s, [[9.4, m.length], [6.5, 40], [1, 26], [-5.6, 8]], { metal: 'silver', pull: 1 });
    s.stitch(offset(line([9.4, m.length], [6.5, 40], [1, 26], [-5.6, 8]), 1.7)); s.stitch(offset(line([9.4, m.length], [6.5, 40], [1, 26], [-5.6, 8]), -1.7));
    zip(s, [[-17, 25], [-9, 20.5]], { metal: 'silver', width: 1.2 }); zip(s, [[-18, 41], [-11.4, 34]], { metal: 'silver', width: 1.2 }); zip(s, [[18, 41], [12, 34]], { metal: 'silver', width: 1.2 });
    straps(); standCollar(s, m, { height: 4, depth: 5.2 }); s.button(-1, 5.4, 0.75, 'snap');
  }
  s.focus = { x: -3, y: 18, w: 27 };
  return s;
}

// ---------------------------------------------------------------- aran rollneck
function aran(o) {
  const { s, m } = begin(o, 31, { neck: 9, shoulder: 26, drop: 6.2, underarm: 30, chest: 29, waist: 28.4, waistY: 44, hip: 28, hipY: 80, hem: 27, length: 58, sleeve: 42, bicep: 20, elbow: 18, cuff: 12.5, armhole: 'drop', ease: 0.86 });
  const sleeves = sleevesOf(s, m);
  for (const v of sleeves) {
    const c = [v.top, v.start, v.elbow, v.wrist]; void c;
    cable(s, [v.start[0] + v.side * 1, v.start[1] - 4], v.point(8, 0.1), 4.6, { clip: v.path });
    s.part(v.band(-0.4, 8, 0.98), { cloth: 'rib', lift: 0.3, grain: -v.side * 12 });
  }
  const path = whole(s, m, [[0, 3], [m.neck * 0.7, 1.6], [m.neck, 0, 'c']], { folds: 0.5 });
  honeycomb(s, 0, 4, m.length - 8, 11, 4, path);
  for (const k of [-1, 1]) { cable(s, [k * 10.5, 4.6], [k * 10.5, m.length - 8], 5, { clip: path, hand: k }); cable(s, [k * 18, 7], [k * 18, m.length - 8], 5, { clip: path, hand: -k });
    for (const x of [6.6, 14.3, 21.6]) s.line([[k * x, 0], [k * x, m.length - 8]], { weight: 2.2, clip: path, alpha: 0.55 }); }
  hemBand(s, m, 8);
  const roll = (y, h, w, l) => s.part(smooth([[-w, y - h / 2], [0, y - h / 2 + 1.2], [w, y - h / 2], [w + 0.9, y], [w - 0.2, y + h / 2], [0, y + h / 2 + 1.8], [-w + 0.2, y + h / 2], [-w - 0.9, y]], { closed: true }), { cloth: 'rib', lift: l, round: 2.4, puff: 1.3 });
  roll(-4.6, 8, 8.6, 0.4); roll(-0.6, 8.4, 9.8, 0.7);
  s.focus = { x: 5, y: 26, w: 26 };
  return s;
}

// ---------------------------------------------------------------- fine rib cardigan
function ribCardigan(o) {
  const { s, m } = begin(o, 32, { neck: 8, shoulder: 18.5, chest: 20.5, waist: 18.4, waistY: 40, hip: 20.5, hipY: 70, hem: 20.4, length: 57, sleeve: 53, bicep: 14, elbow: 12.4, cuff: 9.4, angle: 15, ease: 0.94, hemCurve: 0.6 });
  const sleeves = sleevesOf(s, m);
  for (const v of sleeves) s.part(v.band(-0.3, 14, 0.98), { cloth: 'rib', lift: 0.2, grain: -v.side * 12, ink: 'fine' });
  if (o.view === 'back') { back(s, m, { seam: false }); neckBand(s, [[0, 1.7], [m.neck * 0.7, 1.2], [m.neck, 0.2]], 2, { cloth: 'rib' }); hemBand(s, m, 5); }
  else {
    inside(s, m, 30, { label: true });
    fronts(s, m, { over: 1.3, stopY: 29, folds: 0.8 });
    hemBand(s, m, 5);
    for (const k of [1, -1]) s.part(flip(k, ribbon([[0, -1.7], [m.neck - 0.8, -0.6], [m.neck * 0.55, 14], [1.2, 27.6], k > 0 ? [0, 30] : [0, 30], [0, 44], [0, m.length + 0.4]], 2.5)), { cloth: 'rib', lift: 0.3, ink: 'fine', round: 0.8 });
    rows(s, [0], 30.4, 3.1, 9, 0.58, 'pearl');
    for (const k of [-1, 1]) { s.part(box(k * 11 - 3, 46, 6, 1.4), { cloth: 'rib', lift: 0.15, ink: 'fine' }); s.line([[k * 11 - 3, 46], [k * 11 + 3, 46]], { weight: 2.4 }); }
  }
  s.focus = { x: 2, y: 40, w: 22 };
  return s;
}

// ---------------------------------------------------------------- boat neck
function boatNeck(o) {
  const { s, m } = begin(o, 33, { ease: 0.9, length: 58 });
  const W = m.worn ? 0.9 : 1, L = 60;
  const right = smooth([[0, o.view === 'back' ? 1.6 : 3.4], [9, o.view === 'back' ? 1.2 : 2.7], [15, 1.4, 'c'], [21 * W, 4.6], [30 * W, 15], m.worn ? [30, 28] : [36, 27.5], m.worn ? [31.5, 38] : [41.5, 40, 'c'], [m.worn ? 23.6 : 32, m.worn ? 39.5 : 45, 'c'], [m.worn ? 22.6 : 27, m.worn ? 33 : 36.6], [23.4 * W, 33.6], [22.4 * W, 40], [22.6 * W, 50], [22.8 * W, L, 'c'], [11, L + 0.7], [0, L + 0.9]]);
  const path = [...right, ...mirror(right).reverse()];
  if (m.worn) for (const k of [-1, 1]) { s.part(ribbon([[k * 27, 36], [k * 28.4, 46], [k * 29, 54]], [7.6, 6.4, 4.4]), { cloth: 'skin', ink: 'fine', weight: 1.8, noLight: true, lift: 0 }); s.part(smooth([[k * 27, 53], [k * 27, 60], [k * 28.6, 64.6], [k * 31, 61], [k * 31.2, 54]], { closed: true }), { cloth: 'skin', ink: 'fine', weight: 1.7, noLight: true, lift: 0 }); }
  const folds = [];
  for (const k of [-1, 1]) folds.push({ path: flip(k, [[24 * W, 34], [19 * W, 24], [15, 10]]), width: 2, height: 0.9, sharp: k }, { path: flip(k, [[23.4 * W, 37], [16, 34], [9, 26]]), width: 2, height: 0.8, sharp: -k }, { path: flip(k, [[31 * W, 36], [27 * W, 26], [22 * W, 13]]), width: 2, height: 0.8, sharp: k }, { path: flip(k, [[14, 42], [12, 52], [13, 58]]), width: 2.4, height: 0.7, sharp: k, ends: 0.4 });
  if (o.view !== 'back') s.part(smooth(both([[0, 0.6], [9, 0.7], [15.2, 1.2], [9, 3.2], [0, 4.2]]), { closed: true }), { lift: 0.1, ink: 'fine', shade: 0.3 });
  s.part(path, { lift: 0.7, folds });
  const rim = (spine, w = 1) => s.part(ribbon(spine, w, { round: true }), { lift: 0.16, ink: 'fine', weight: 1.5, round: 0.5, puff: 0.8 });
  { const y = o.view === 'back' ? [1.6, 1.2] : [3.4, 2.7]; rim([[-15, 1.4], [-9, y[1]], [0, y[0]], [9, y[1]], [15, 1.4]]); }
  rim(sagging([-22.8 * W, L], [22.8 * W, L], -0.9), 1.1);
  for (const k of [-1, 1]) rim(flip(k, m.worn ? [[31.5, 38], [23.6, 39.5]] : [[41.5, 40], [32, 45]]), 1.1);
  if (o.view !== 'back') { const sh = [[15.2, 1.6], [20.4 * W, 4.3]]; s.line([[14, 1.6], [21 * W, 4.7]], { weight: 1.8 }); for (const t of [0, 0.5, 1]) s.button(lerp(sh[0][0], sh[1][0], t) - 0.1, lerp(sh[0][1], sh[1][1], t) + 1.1, 0.7, 'gold'); }
  s.focus = { x: 13, y: 9, w: 24 };
  return s;
}

// ---------------------------------------------------------------- lavallière blouse
function lavalliere(o) {
  const { s, m } = begin(o, 34, { neck: 7, shoulder: 19.5, chest: 24, waist: 23, waistY: 42, hip: 24.4, hipY: 66, hem: 23.5, length: 66, sleeve: 52, bicep: 18, elbow: 17.4, cuff: 9, full: 4, ease: 0.84, hemCurve: 6 });
  const sleeves = sleevesOf(s, m);
  for (const v of sleeves) { s.part(v.band(-0.6, 9, 1.1), { lift: 0.3, ink: 'fine' }); cuffButtons(s, v, 4, 0.5, 'covered', { t0: 1, step: 2.2, across: 0.5 });
    for (const a of [-0.8, -0.4, 0, 0.4, 0.8]) s.line([v.point(9.2, a), v.point(14 + 2 * a, a * 1.3)], { weight: 1.6, clip: v.path }); }
  const gathers = (y) => { for (let x = 3; x < m.shoulder - 1; x += 1.5) for (const k of [-1, 1]) s.line(flip(k, line([x, y + x * 0.1], [x * 1.03, y + 3 + (x * 7) % 3.1])), { weight: 1.5 }); };
  if (o.view === 'back') { back(s, m, { seam: false, yoke: 10 }); gathers(11); standCollar(s, m, { height: 3, depth: 1.4 }); }
  else {
    inside(s, m, 10);
    const path = whole(s, m, [[0, 6], [m.neck * 0.6, 3.2], [m.neck, 0, 'c']]);
    for (const k of [-1, 1]) s.line(flip(k, line([m.neck - 1, 4.4], [13, 8], [m.shoulder - 0.8, 10.4])), { weight: 2, clip: path });
    for (let x = 7.4; x < m.shoulder - 1; x += 1.4) for (const k of [-1, 1]) s.line(flip(k, line([x, 5 + x * 0.3], [x * 1.02, 9.5 + x * 0.3 + (x * 7) % 3])), { weight: 1.5, clip: path });
    s.line(line([1.7, 9], [1.7, 40], [1.7, m.length + 1]), { weight: 2.2, clip: path }); s.stitch(line([-1.7, 9], [-1.7, 40], [-1.7, m.length + 1]), { clip: path });
    standCollar(s, m, { height: 3.4, depth: 5 });
    bow(s, 0, 8, 40);
  }
  s.focus = { x: 1, y: 14, w: 30 };
  return s;
}
function bow(s, x, y, fall) {
  for (const [k, l] of [[1, fall], [-1, fall - 5]]) { const t = ribbon([[x + k * 0.6, y], [x + k * 3.4, y + l * 0.4], [x + k * 2.4, y + l * 0.75], [x + k * 4.4, y + l]], [2.4, 6.5, 7, 8.4]); s.part(t, { lift: 0.7, grain: k * 6, folds: [{ path: [[x + k * 1, y + 2], [x + k * 3.4, y + l * 0.45], [x + k * 2.4, y + l * 0.8]], width: 1, height: 0.8, sharp: k, ends: 0.3 }, { path: [[x + k * 1.6, y + 4], [x + k * 5, y + l * 0.4], [x + k * 4.6, y + l * 0.9]], width: 0.8, height: 0.5, ends: 0.3 }] }); }
  for (const k of [1, -1]) { const loop = smooth([[x, y - 1.4, 'c'], [x + k * 5, y - 4.6], [x + k * 11.4, y - 3], [x + k * 12, y + 2.4], [x + k * 6, y + 3], [x, y + 1.4, 'c']], { closed: true }); s.part(loop, { lift: 0.7, grain: k * 70, folds: [{ path: [[x + k * 1, y], [x + k * 6, y - 1.4], [x + k * 10, y - 1]], width: 0.9, height: 0.9, sharp: k }, { path: [[x + k * 1, y + 0.6], [x + k * 6, y + 1.3], [x + k * 9, y + 1.4]], width: 0.7, height: 0.6 }] }); }
  s.part(soft(x - 2, y - 2.2, 4, 4.6, 1.5), { lift: 0.5, folds: [{ path: [[x - 0.4, y - 2], [x + 0.4, y + 2.2]], width: 0.5, height: 0.5 }] });
}

// ---------------------------------------------------------------- dinner jacket
function dinner(o) {
  const { s, m } = begin(o, 35, { neck: 8, shoulder: 21.5, drop: 4, chest: 23.6, waist: 21, waistY: 43, hip: 24, hipY: 66, hem: 24.6, length: 76, sleeve: 54, bicep: 17, elbow: 15.4, cuff: 12.4, cap: 2.1, ease: 0.9 });
  const sleeves = sleevesOf(s, m);
  for (const v of sleeves) cuffButtons(s, v, 4, 0.7, 'covered', { t0: 3, step: 1.7 });
  if (o.view === 'back') back(s, m, { collar: { height: 6.4, cloth: 'main' }, vent: 58, princess: true });
  else {
    inside(s, m, 40);
    fronts(s, m, { over: 1.3, stopY: 43, cutaway: 5, lap: { style: 'peak', width: 8.2, tip: 0.28, cloth: 'satin', collarCloth: 'satin', buttonhole: true, belly: 0.95 } });
    s.button(0.2, 44.6, 1.15, 'covered', { cloth: 'satin' });
    for (const k of [-1, 1]) { s.part(flip(k, box(9, 55, 13, 1)), { cloth: 'satin', lift: 0.12, ink: 'fine' }); s.line(flip(k, line([m.chest * 0.62, m.underarm + 5], [m.waist * 0.58, 44], [m.waist * 0.62, 55])), { weight: 1.5 }); }
    s.part([[9.6, 23.8], [18.6, 22.2], [19, 24.6], [10, 26.2]], { cloth: 'satin', lift: 0.2, ink: 'fine' });
  }
  s.focus = { x: 1, y: 38, w: 30 };
  return s;
}

const satin = (hex, code, main, colour) => ({ satin: { weave: 'satin', colour: colour?.hex2 ?? hex } });
export const women = {
  'double-faced-robe-coat': { draw: robe, weave: 'flannel' },
  'alpaca-cocoon-coat': { draw: cocoon, weave: 'alpaca' },
  'loden-cape': { draw: cape, weave: 'felt' },
  'gabardine-trench-coat': { draw: trench, weave: 'twill', roles: (hex) => ({ leather: { weave: 'calf', colour: hex === '#1E2740' ? '#20201f' : '#5A3420' } }) },
  'boucle-braid-jacket': { draw: braidJacket, weave: 'boucle', roles: (hex, code, main, c) => ({ main: { weave: 'boucle', colour: hex, second: code === 'ivory' ? '#D9CDB8' : '#3a4663' }, braid: { weave: 'chunky', colour: c?.hex2 ?? '#1E2740', scale: 0.5 }, lining: { weave: 'satin', colour: '#C9BDA6' } }) },
  'crepe-peplum-jacket': { draw: peplum, weave: 'crepe' },
  'nappa-biker-jacket': { draw: biker, weave: 'calf' },
  'aran-cashmere-rollneck': { draw: aran, weave: 'knit', roles: (hex) => ({ rib: { weave: 'rib', colour: hex } }) },
  'fine-rib-merino-cardigan': { draw: ribCardigan, weave: 'finerib', roles: (hex) => ({ rib: { weave: 'rib', colour: hex, scale: 0.7 }, lining: { weave: 'finerib', colour: hex } }) },
  'boat-neck-silk-cashmere-knit': { draw: boatNeck, weave: 'fineknit' },
  'lavalliere-silk-blouse': { draw: lavalliere, weave: 'satin', roles: (hex) => ({ lining: { weave: 'satin', colour: hex } }) },
  'grain-de-poudre-dinner-jacket': { draw: dinner, weave: 'twill', roles: satin },
};
void armholeLine; void bodyFolds; void hemAt; void sideLine; void move;
