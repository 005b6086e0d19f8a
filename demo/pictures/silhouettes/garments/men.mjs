// Men's coats, jackets, knitwear, tailoring and shirts.
import { box, lerp, mirror, offset, ribbon, sagging, smooth, soft } from '../../kit/geometry.mjs';
import { backCollar, bodyOutline, buckleStrap, edgeAt, flap, lapel, monogramPath, patchPocket } from '../pattern.mjs';
import { back, begin, cuffButtons, flip, fronts, hemBand, inside, line, neckBand, placket, rows, shirtCollar, sleevesOf, standCollar, whole, zip } from './base.mjs';

const man = { man: true };
const tailored = { neck: 8.4, shoulder: 23.5, drop: 4.8, chest: 26.2, underarm: 26, waist: 23.4, waistY: 44, hip: 25.6, hipY: 64, hem: 26.4, length: 77, sleeve: 55, bicep: 18.5, elbow: 16.8, cuff: 13.6, ease: 0.87, angle: 15 };

const backBelt = (s, m, y, { half = 15, w = 5, button = 'horn' } = {}) => {
  s.part([...sagging([-half, y - w / 2], [half, y - w / 2], 0.5), ...sagging([half + 0.4, y + w / 2], [-half - 0.4, y + w / 2], -0.5)], { lift: 0.5, grain: 90, round: 1.4 });
  for (const d of [-w / 2 + 0.7, w / 2 - 0.7]) s.stitch(sagging([-half, y + d], [half, y + d], 0.5));
  for (const k of [-1, 1]) s.button(k * (half - 2), y + 0.2, 1.3, button);
};

function chesterfield(o) {
  const { s, m } = begin(o, 41, { ...tailored, hem: 29, hip: 27, length: 108, hipY: 70 }, man);
  const sleeves = sleevesOf(s, m);
  for (const v of sleeves) cuffButtons(s, v, 3, 0.75, 'darkhorn', { t0: 3.4 });
  if (o.view === 'back') back(s, m, { vent: 62, princess: true, collar: { cloth: 'velvet', height: 7 } });
  else {
    inside(s, m, 24);
    const f = fronts(s, m, { over: 4.2, stopY: 32, which: -1, stitch: -4.2, lap: { style: 'notch', width: 11, tip: 0.34, collarCloth: 'velvet', buttonhole: true } }); void f;
    for (const k of [-1, 1]) flap(s, k, 17 * (m.worn ? 0.87 : 1), 62, 16, 6, { stitch: 0.5 });
    flap(s, 1, -17 * (m.worn ? 0.87 : 1), 54, 10, 4.4, {});
    s.part([[10.5, 28.6], [20.6, 26.8], [21, 29.6], [10.9, 31.4]], { lift: 0.25, ink: 'fine' });
  }
  s.focus = { x: 4, y: 20, w: 32 };
  return s;
}

function ulster(o) {
  const { s, m } = begin(o, 42, { ...tailored, shoulder: 24.5, chest: 29, waist: 27.4, hip: 29.6, hem: 32, length: 120, hipY: 76, bicep: 20, elbow: 19, cuff: 16.5, cap: 1.2 }, man);
  const sleeves = sleevesOf(s, m);
  for (const v of sleeves) { s.part(v.band(-0.4, 9.5, 1.1), { lift: 0.4, grain: -v.side * 10 }); s.stitch(v.across(8.7, 1.06)); s.button(...v.point(4.6, 0.5), 1.1, 'horn'); }
  if (o.view === 'back') {
    back(s, m, { collar: { height: 10, spread: 4, rise: 4.4 }, seam: false });
    for (const [a, b] of [[9, 43], [49, m.length]]) { for (const k of [-1, 1]) s.line(flip(k, line([3.4, a], [3.6, (a + b) / 2], [3.4, b])), { weight: 2.6, ink: 'contour' }); }
    s.line([[0, 9], [0, m.length]], { weight: 1.4 });
    backBelt(s, m, 46, { half: edgeAt(m, 46) + 0.4, w: 6 });
  } else {
    inside(s, m, 22);
    fronts(s, m, { over: 9, stopY: 30, which: -1, stitch: 0.9, lap: { style: 'ulster', width: 15.5, tip: 0.42, stitch: 0.8 } });
    rows(s, [7.6, -6.6], 37, 13.4, 4, 1.6, 'horn');
    for (const k of [-1, 1]) { const x = 19.4 * (m.worn ? 0.86 : 1); patchPocket(s, k, x, 66, 18, 22, { stitch: 0.8 }); flap(s, k, x, 64.6, 18.6, 7.5, { jetted: false, stitch: 0.8 }); }
  }
  s.focus = { x: 2, y: 28, w: 38 };
  return s;
}

/** A hood round the head: taller than one lying flat, with the face in it. */
function wearHood(s, from) {
  const up = (pts) => pts.map(([x, y, ...r]) => [x * 0.92, y > 11 ? y : 11 - (11 - y) * 1.5, ...r]);
  for (const e of s.elements.slice(from)) {
    if (e.cloth === 'label') { e.path = []; e.type = 'none'; continue; }
    if (e.path) e.path = up(e.path);
    if (e.folds) e.folds = e.folds.map((f) => ({ ...f, path: up(f.path) }));
  }
  const pen = { cloth: 'skin', ink: 'fine', weight: 1.8, noLight: true, lift: 0 };
  const at = s.elements.findIndex((e, i) => i >= from && e.cloth === 'lining') + 1;
  const tail = s.elements.splice(at);
  s.part(smooth([[-4.4, -10], [-4.6, 0], [0, 12], [4.6, 0], [4.4, -10]], { closed: true }), pen);
  s.part(smooth([[0, -26], [5.4, -24.6], [6.8, -19], [6.2, -12.6], [3.4, -7.6], [0, -6.2], [-3.4, -7.6], [-6.2, -12.6], [-6.8, -19], [-5.4, -24.6]], { closed: true }), pen);
  s.elements.push(...tail);
}

function duffle(o) {
  const { s, m } = begin(o, 43, { ...tailored, neck: 9, shoulder: 25, chest: 28.5, waist: 28.4, hip: 29, hem: 30, length: 92, hipY: 66, bicep: 20, elbow: 18.6, cuff: 15.5, cap: 1 }, man);
  const sleeves = sleevesOf(s, m);
  for (const v of sleeves) { s.part(v.band(3.4, 6.6, 1.04), { lift: 0.25, ink: 'fine' }); s.button(...v.point(5, 0.35), 0.9, 'horn'); }
  const yoke = (path) => { const y = (k) => flip(k, line([m.chest + 1, 19], [m.chest * 0.6, 25.5], [0, 22])); for (const k of [-1, 1]) { s.line(y(k), { weight: 2.6, clip: path }); s.stitch(offset(y(k), k * 0.8), { clip: path }); } };
  const hood = (front) => {
    const from = s.elements.length;
    if (front) {
      s.part(smooth([[-13.6, 8, 'c'], [-15.6, -3], [-12, -16], [0, -22], [12, -16], [15.6, -3], [13.6, 8, 'c'], [7, 12], [0, 15], [-7, 12]], { closed: true }), { lift: 0.6, folds: [{ path: [[-12, 2], [-11, -8], [-6, -16]], width: 1.8, height: 1 }, { path: [[12, 2], [11, -8], [6, -16]], width: 1.8, height: 1 }] });
      s.part(smooth([[0, 15, 'c'], [-6.6, 5], [-9.4, -4], [-7, -12.6], [0, -16], [7, -12.6], [9.4, -4], [6.6, 5]], { closed: true }), { cloth: 'lining', lift: 0.1, shade: 0.4, ink: 'fine' });
      s.part(soft(-2.7, -1.4, 5.4, 1.9, 0.1), { cloth: 'label', lift: 0.06, ink: 'fine', weight: 1 });
      for (const k of [-1, 1]) s.part(flip(k, smooth([[0, 15.6, 'c'], [6.8, 5.6], [9.8, -4], [7.2, -13], [0, -16.6, 'c'], [0, -19, 'c'], [9.6, -15], [12.6, -4], [9.4, 8], [0.6, 19, 'c']], { closed: true })), { lift: 0.4, ink: 'fine' });
      s.part([...soft(-6.5, 14.6, 13, 4.4, 1)], { lift: 0.35, ink: 'fine' }); for (const k of [-1, 1]) s.button(k * 4.6, 16.8, 0.95, 'horn');
      if (m.worn) wearHood(s, from);
    } else {
      s.part(smooth([[-13, 1, 'c'], [-14.6, -6], [-10, -14], [0, -17], [10, -14], [14.6, -6], [13, 1, 'c'], [9, 13], [0, 21], [-9, 13]], { closed: true }), { lift: 0.8, folds: [{ path: [[-9, -8], [-6, 4], [-1, 15]], width: 2, height: 1.2, sharp: 1 }, { path: [[9, -8], [6, 4], [1, 15]], width: 2, height: 1.2, sharp: -1 }] });
      s.line([[0, -16.6], [0, 20.6]], { weight: 2 });
    }
  };
  if (o.view === 'back') { const p = back(s, m, { seam: true, vent: 70 }); yoke(p); hood(false); }
  else {
    const f = fronts(s, m, { over: 5, stopY: 13, which: -1, stitch: 1 });
    yoke(bodyOutline(m, [[0, 12], [m.neck, 0, 'c']])); void f;
    for (const k of [-1, 1]) { const x = 17.6 * (m.worn ? 0.86 : 1); patchPocket(s, k, x, 62, 17, 19, { stitch: 0.8 }); flap(s, k, x, 60.6, 17.6, 6.5, { jetted: false, stitch: 0.8 }); }
    for (let i = 0; i < 4; i++) {
      const y = 29 + i * 13.5;
      for (const k of [-1, 1]) {
        const tri = smooth([[k * 9, y - 2.2, 'c'], [k * 14.4, y, 'c'], [k * 9, y + 2.2, 'c']], { closed: true });
        s.part(tri, { cloth: 'leather', lift: 0.22, ink: 'fine' }); s.stitch([[k * 9.5, y - 1.5], [k * 13.2, y], [k * 9.5, y + 1.5]], { cloth: 'leather' });
        for (const d of [-0.55, 0.55]) s.part(ribbon([[k * 9.4, y + d], [k * 5, y + d * 1.5], [k * 0.4, y + d * 0.4]], 0.6), { cloth: 'leather', lift: 0.25, ink: 'fine', weight: 1.3 });
      }
      s.part(smooth([[0, y - 4.6], [1, y - 2.4], [1.25, y], [1, y + 2.6], [0, y + 4.8], [-1, y + 2.4], [-1.25, y], [-1, y - 2.4]], { closed: true }).map(([x, yy]) => [x + (yy - y) * 0.22, yy]), { cloth: 'horn', lift: 0.4, ink: 'fine', gloss: 0.8 });
    }
    hood(true);
  }
  s.focus = { x: 2, y: 34, w: 34 };
  return s;
}

function flight(o) {
  const { s, m } = begin(o, 44, { ...tailored, neck: 9, shoulder: 25, chest: 28.6, waist: 27, hip: 26.6, hem: 26, length: 66, bicep: 20, elbow: 19, cuff: 15, cap: 1.2, hemCurve: 0.8 }, man);
  const sleeves = sleevesOf(s, m);
  for (const v of sleeves) { s.part(v.band(-0.8, 7, 1.1), { cloth: 'fleece', lift: 0.4 }); s.part(v.across(13, 1.02).concat([...v.across(13.9, 1.02)].reverse()), { lift: 0.15, ink: 'fine', cloth: 'edge' }); }
  const seam = (pts, clip) => { s.part(ribbon(pts, 1), { lift: 0.15, ink: 'fine', weight: 1.4, cloth: 'edge', clip }); };
  if (o.view === 'back') {
    back(s, m, { seam: false });
    seam(sagging([-edgeAt(m, 16) + 2, 16], [edgeAt(m, 16) - 2, 16], 1)); for (const k of [-1, 1]) seam(flip(k, [[m.chest * 0.5, 17], [m.waist * 0.5, 44], [m.hem * 0.5, m.length - 6]]));
    hemBand(s, m, 6, { cloth: 'fleece' });
    s.part(smooth([[-13.4, 4], [-10, -3.6], [0, -5], [10, -3.6], [13.4, 4], [12, 9], [0, 11.5], [-12, 9]], { closed: true }), { cloth: 'fleece', lift: 0.7, round: 2.4 });
  } else {
    inside(s, m, 20, { role: 'fleece' });
    fronts(s, m, { over: 1.4, stopY: 22, which: -1 });
    for (const k of [-1, 1]) { seam(flip(k, [[m.shoulder - 4.4, 20], [m.chest * 0.62, 34], [m.waist * 0.62, m.length - 6]])); const x = 15.4 * (m.worn ? 0.88 : 1); s.part(flip(k, [[x - 3.4, 40], [x - 1.6, 39.4], [x + 3.6, 53], [x + 1.8, 53.6]]), { lift: 0.25, ink: 'fine' }); }
    hemBand(s, m, 6, { cloth: 'fleece' });
    s.part(ribbon([[3.2, 20], [2.4, 30], [2.4, m.length]], 2.6), { cloth: 'fleece', lift: 0.3, ink: 'fine' });
    zip(s, [[0, 21], [0, 40], [0, m.length]], { metal: 'brass', width: 1.7, pullCloth: 'leather' });
    for (const k of [-1, 1]) {
      s.part(flip(k, smooth([[0, -5, 'c'], [7, -4.4], [11, -1], [14.6, 8], [15.6, 18, 'c'], [9, 22], [0.6, 21.5, 'c'], [4.4, 12], [m.neck - 2, 0.6], [4, -2.6], [0, -3, 'c']], { closed: true })), { cloth: 'fleece', lift: 0.6, round: 2 });
      const h = edgeAt(m, 56); buckleStrap(s, [k * (h + 0.4), 54.6], [k * (h - 9), 54.6], { width: 1.8, cloth: 'main', metal: 'brass', t: 0.6, holes: 1 });
    }
    for (const [y, w] of [[13.4, 9], [17.6, 8]]) buckleStrap(s, [-w, y + 2], [w - 1, y + 2], { width: 1.8, cloth: 'main', metal: 'brass', t: 0.7, holes: 2 });
  }
  s.focus = { x: 3, y: 20, w: 34 };
  return s;
}

function field(o) {
  const { s, m } = begin(o, 45, { ...tailored, shoulder: 24, chest: 27.4, waist: 25, waistY: 46, hip: 27.4, hem: 27.8, length: 80, cap: 1 }, man);
  const sleeves = sleevesOf(s, m);
  for (const v of sleeves) { s.part(v.band(-0.4, 6, 1.02), { lift: 0.25, ink: 'fine' }); s.stitch(v.across(5.3)); s.button(...v.point(2.8, 0.4), 0.85, 'horn'); }
  const cord = (path) => { const w = edgeAt(m, 46); s.line(sagging([-w, 45], [w, 45], 0.4), { weight: 2, clip: path }); s.line(sagging([-w, 47.4], [w, 47.4], 0.4), { weight: 2, clip: path }); for (let x = -w + 2; x < w; x += 2.2) s.line([[x, 47.4], [x + 0.4, 49.6 + (Math.abs(x) * 5) % 2]], { weight: 1.3, clip: path }); };
  if (o.view === 'back') { const p = back(s, m, { seam: false, yoke: 15, collar: { height: 7, spread: 2 }, vent: 0 }); cord(p); for (const k of [-1, 1]) s.line(flip(k, line([17, 17], [17.4, 30], [16.6, 44])), { weight: 2, clip: p }); }
  else {
    inside(s, m, 10);
    const f = fronts(s, m, { over: 2.6, stopY: 8, which: -1 });
    const body = bodyOutline(m, [[0, 8], [m.neck, 0, 'c']]);
    cord(body);
    for (const k of [-1, 1]) { const y = line([2.8, 15.4], [m.shoulder - 1, 14.6]); s.line(flip(k, y), { weight: 2.2, clip: body }); s.stitch(flip(k, offset(y, 0.7)), { clip: body }); }
    placket(s, 0, 8, m.length + 0.8, 5.2, { stitch: 0.6 }); void f;
    rows(s, [0], 14, 10.6, 6, 1.05, 'horn');
    for (const k of [-1, 1]) for (const [x, y, w, h, fh] of [[13.6, 20, 12.6, 14, 5.2], [15, 54, 15.6, 18.6, 6.4]]) {
      const px = x * (m.worn ? 0.87 : 1);
      patchPocket(s, k, px, y, w, h, { stitch: 0.6, bellows: true, round: 1.2 });
      s.line([[k * px - w * 0.13, y], [k * px - w * 0.13, y + h]], { weight: 1.6 }); s.line([[k * px + w * 0.13, y], [k * px + w * 0.13, y + h]], { weight: 1.6 });
      flap(s, k, px, y - 1, w + 0.8, fh, { jetted: false, stitch: 0.6, point: 1 }); s.button(k * px, y + fh - 1.4, 0.85, 'horn');
    }
    for (const k of [-1, 1]) s.part(ribbon([[k * 2.8, 46.4], [k * 4.4, 51], [k * 4, 58]], 0.6, { round: true }), { cloth: 'leather', lift: 0.25, ink: 'fine', weight: 1.3 });
    shirtCollar(s, m, { depth: 7.4, px: 9.6, py: 13.4, stitch: 0.7 });
  }
  s.focus = { x: 8, y: 22, w: 32 };
  return s;
}

function blouson(o) {
  const { s, m } = begin(o, 46, { ...tailored, neck: 8.6, shoulder: 23, chest: 29, waist: 30, waistY: 42, hip: 29, hipY: 54, hem: 25, length: 63, armhole: 'raglan', bicep: 20, elbow: 19, cuff: 13.2, full: 0.8, hemCurve: 0.8 }, man);
  const sleeves = sleevesOf(s, m);
  for (const v of sleeves) s.part(v.band(-0.8, 6.6, 1.05), { cloth: 'rib', lift: 0.25, grain: -v.side * 8 });
  if (o.view === 'back') { back(s, m, { seam: false }); }
  else {
    inside(s, m, 12); fronts(s, m, { over: 1, stopY: 6, which: -1 });
    for (const k of [-1, 1]) { const x = 16.6 * (m.worn ? 0.87 : 1); flap(s, k, x, 37, 3.6, 15, { lean: 22, jetted: false, stitch: 0.5, round: 0.3 }); }
  }
  hemBand(s, m, 7, { cloth: 'rib' });
  standCollar(s, m, { height: 5, depth: o.view === 'back' ? 1.6 : 5.6, cloth: 'rib' });
  if (o.view !== 'back') zip(s, [[0.2, 3], [0.2, 30], [0.2, m.length + 0.6]], { metal: 'silver', width: 1.6 });
  s.focus = { x: 3, y: 16, w: 32 };
  return s;
}

function fisherman(o) {
  const { s, m } = begin(o, 47, { ...tailored, neck: 8.6, shoulder: 24.5, drop: 5.4, chest: 28.6, waist: 27.6, hip: 27.6, hem: 27, length: 70, bicep: 20, elbow: 18, cuff: 13, armhole: 'drop', hemCurve: 0.8 }, man);
  const sleeves = sleevesOf(s, m);
  for (const v of sleeves) s.part(v.band(-0.4, 8, 0.98), { cloth: 'rib', lift: 0.3, grain: -v.side * 10 });
  const saddle = () => { for (const k of [-1, 1]) s.line(flip(k, line([m.neck + 0.6, 3.4], [m.shoulder - 0.6, m.drop + 3.4])), { weight: 2.4 }); };
  if (o.view === 'back') { back(s, m, { seam: false }); saddle(); hemBand(s, m, 7); backCollar(s, m, { cloth: 'rib', height: 11, spread: 4.6, rise: 4.6 }); }
  else {
    inside(s, m, 34, { role: 'main' });
    fronts(s, m, { over: 2.2, stopY: 35, which: -1 }); saddle(); hemBand(s, m, 7);
    for (const k of [-1, 1]) { const x = 15.4 * (m.worn ? 0.87 : 1); patchPocket(s, k, x, 47, 13.4, 14, { stitch: 0, round: 0.8 }); s.part(box(k * x - 6.9, 46.4, 13.8, 3.4), { cloth: 'rib', lift: 0.2, ink: 'fine' }); }
    for (const k of [1, -1]) lapel(s, m, k, [0, 36], { style: 'shawl', width: 10.5, tip: 0.4, belly: 1.1, cloth: 'rib', grain: 10 });
    s.part(box(-2.4, 35, 4.8, m.length - 34.4), { cloth: 'rib', lift: 0.25, ink: 'fine', grain: 0 });
    rows(s, [0], 38.5, 7, 5, 1.35, 'leather');
  }
  s.focus = { x: 2, y: 34, w: 30 };
  return s;
}

function polo(o) {
  const { s, m } = begin(o, 48, { ...tailored, neck: 7.8, shoulder: 22, chest: 24.6, waist: 22.6, hip: 23, hem: 22.6, length: 67, bicep: 16, elbow: 14.4, cuff: 9.8, hemCurve: 0.7 }, man);
  const sleeves = sleevesOf(s, m);
  for (const v of sleeves) s.part(v.band(-0.4, 4.4, 0.98), { cloth: 'rib', lift: 0.2, grain: -v.side * 8, ink: 'fine' });
  if (o.view === 'back') { back(s, m, { seam: false, collar: { height: 6.8, spread: 1.8 } }); hemBand(s, m, 4.4); }
  else {
    inside(s, m, 9, { role: 'main' });
    whole(s, m, [[0, 7], [m.neck * 0.7, 3.4], [m.neck, 0, 'c']]); hemBand(s, m, 4.4);
    placket(s, 0, 6.6, 24, 3.2, { stitch: 0 }); s.line([[-1.6, 24], [1.6, 24]], { weight: 2 });
    rows(s, [0], 10, 4.3, 4, 0.62, 'horn');
    shirtCollar(s, m, { depth: 7, px: 8.6, py: 13.4, stitch: 0, roll: 0.6 });
  }
  s.focus = { x: 1, y: 14, w: 24 };
  return s;
}

function argyle(o) {
  const { s, m } = begin(o, 49, { ...tailored, neck: 8.4, shoulder: 18.6, drop: 3.8, chest: 25, underarm: 27, waist: 23.8, hip: 24, hem: 23.4, length: 64, armhole: 'halter', hemCurve: 0.7 }, { man: true, arms: true });
  const hole = (() => { const pts = [[m.shoulder, m.drop], [m.shoulder - 2.4, m.drop + 8], [m.shoulder - 0.5, m.underarm - 5], [m.chest, m.underarm]]; return pts; })();
  if (o.view === 'back') { back(s, m, { seam: false }); neckBand(s, [[0, 1.8], [m.neck * 0.7, 1.3], [m.neck, 0.3]], 2.4); }
  else {
    s.part(smooth([[0, -2], [m.neck * 0.8, -1.4], [m.neck + 0.4, 0.6], [4, 16], [0, 23], [-4, 16], [-m.neck - 0.4, 0.6], [-m.neck * 0.8, -1.4]], { closed: true }), { cloth: m.worn ? 'plain' : 'main', lift: 0.1, ink: 'fine', shade: 0.4 });
    if (m.worn) { s.openNeck = true; shirtCollar(s, m, { depth: 6, px: 6.4, py: 11, stitch: 0, cloth: 'plain' }); } else { s.part(soft(-2.7, -0.6, 5.4, 1.9, 0.1), { cloth: 'label', lift: 0.06, ink: 'fine', weight: 1, puff: 0.2 }); s.paint(null, '#3b352c', { data: monogramPath(0, 0.35, 0.9) }); }
    const body = bodyOutline(m, [[0, 22, 'c'], [m.neck * 0.55, 9], [m.neck, 0, 'c']]);
    s.part(body, { lift: 0.8 });
    const dw = 12.4, dh = 17;
    const lozenge = (x, y, role) => s.part([[x, y - dh / 2], [x + dw / 2, y], [x, y + dh / 2], [x - dw / 2, y]], { cloth: role, lift: 0, ink: false, noLight: true, clipTo: body });
    for (let r = 0; r < 9; r++) for (let c = -3; c <= 3; c++) { const x = c * dw + (r % 2 ? dw / 2 : 0), y = -4 + r * dh / 2; if (r % 2 === 0) lozenge(x, y, 'second'); else if (c % 2) lozenge(x, y, 'third'); }
    for (let r = -6; r < 10; r++) for (const k of [-1, 1]) s.stitch([[-k * 40, -4 + r * dh - 40 * dh / dw + dh / 4], [k * 40, -4 + r * dh + 40 * dh / dw + dh / 4]].map((p) => [p[0] + k * dw / 4, p[1]]), { clip: body, colour: '#F3EDE0', dash: 0.7, gap: 0.35, thick: 0.17, alpha: 0.95 });
    s.part(body, { lift: 0, opacity: 0.001 });
    for (const k of [-1, 1]) s.part(flip(k, ribbon([[-0.9, 25.2], [0.4, 22], [m.neck * 0.55, 9.4], [m.neck, 0.2]], 2.6)), { cloth: 'rib', lift: 0.25, ink: 'fine', round: 0.8 });
  }
  for (const k of [-1, 1]) s.part(flip(k, ribbon(hole, 2.4)), { cloth: 'rib', lift: 0.25, ink: 'fine', round: 0.8 });
  hemBand(s, m, 6, { pinch: -0.3 });
  s.focus = { x: 3, y: 22, w: 28 };
  return s;
}

function suitJacket(o) {
  const { s, m } = begin(o, 51, { ...tailored, cap: 1.2 }, man);
  const sleeves = sleevesOf(s, m);
  for (const v of sleeves) cuffButtons(s, v, 4, 0.72, 'darkhorn', { t0: 3, step: 1.4 });
  if (o.view === 'back') back(s, m, { sideVents: 24, collar: { height: 6.6 }, princess: true });
  else {
    inside(s, m, 36);
    fronts(s, m, { over: 1.5, stopY: 40, which: -1, cutaway: 7.5, lap: { style: 'notch', width: 9.6, tip: 0.28, stitch: 0.45, buttonhole: true, belly: 1.1 } });
    rows(s, [0], 42, 10.6, 2, 1.1, 'darkhorn');
    for (const k of [-1, 1]) { const x = 15.8 * (m.worn ? 0.88 : 1); flap(s, k, x, 56, 14.6, 5.2, { round: 1.4, stitch: 0.45 }); s.line(flip(k, line([x - 3.6, 31], [x - 3.4, 44], [x - 2, 55])), { weight: 1.6 }); }
    s.part(smooth([[10.2, 25.4, 'c'], [15, 25.2], [20.6, 23, 'c'], [21, 25.4, 'c'], [15.4, 27.6], [10.6, 27.9, 'c']], { closed: true }), { lift: 0.25, ink: 'fine' });
  }
  s.focus = { x: 5, y: 30, w: 32 };
  return s;
}

function blazer(o) {
  const { s, m } = begin(o, 52, { ...tailored, chest: 27.6, shoulder: 24, cap: 1.8 }, man);
  const sleeves = sleevesOf(s, m);
  for (const v of sleeves) cuffButtons(s, v, 4, 0.75, 'gold', { t0: 3, step: 1.75 });
  if (o.view === 'back') back(s, m, { sideVents: 25, collar: { height: 6.8 }, princess: true });
  else {
    inside(s, m, 30);
    fronts(s, m, { over: 7.6, stopY: 42, which: -1, lap: { style: 'peak', width: 12, tip: 0.3, stitch: 0.45, buttonhole: true, belly: 1.08 } });
    for (const [x0, x1, y] of [[10.4, -10.4, 32], [6.4, -6.4, 43.4], [6.4, -6.4, 54.4]]) { s.button(x0, y, 1.15, 'gold'); s.button(x1, y, 1.15, 'gold'); }
    for (const k of [-1, 1]) patchPocket(s, k, 16.6 * (m.worn ? 0.88 : 1), 54.5, 13.6, 16, { stitch: 0.5 });
    patchPocket(s, 1, 18 * (m.worn ? 0.88 : 1), 24.6, 9.4, 10.4, { stitch: 0.5, lean: -4, round: 1.6 });
  }
  s.focus = { x: 1, y: 42, w: 32 };
  return s;
}

function smoking(o) {
  const { s, m } = begin(o, 53, { ...tailored, shoulder: 23, hem: 26.6 }, man);
  const sleeves = sleevesOf(s, m);
  const quilted = (path, step = 3.1) => { for (let i = -60; i < 120; i += step * 1.4) for (const k of [-1, 1]) s.line([[-45, i - k * 45], [45, i + k * 45]], { clip: path, cloth: 'satin', weight: 2.2, taper: false, alpha: 0.75 }); };
  for (const v of sleeves) { const b = v.band(-0.4, 10, 1.08); s.part(b, { cloth: 'satin', lift: 0.4 }); quilted(b); s.part(v.across(10.2, 1.08).concat([...v.across(9.6, 1.08)].reverse()), { cloth: 'cord', lift: 0.15, ink: 'fine', weight: 1.2 }); }
  if (o.view === 'back') { back(s, m, { sideVents: 0, princess: true, vent: 56 }); const b = backCollar(s, m, { cloth: 'satin', height: 8, spread: 3 }); quilted(b); }
  else {
    inside(s, m, 34);
    fronts(s, m, { over: 3, stopY: 38, which: -1, cutaway: 4 });
    for (const k of [-1, 1]) { const x = 16 * (m.worn ? 0.88 : 1); patchPocket(s, k, x, 53, 14.4, 16, { stitch: 0, round: 1.8 }); s.part(ribbon([[k * x - 7.2, 53], [k * x + 7.2, 53]], 0.7), { cloth: 'cord', lift: 0.15, ink: 'fine', weight: 1.2 }); }
    s.part([[10.6, 26.4], [20, 24.6], [20.4, 27], [11, 28.8]], { cloth: 'satin', lift: 0.22, ink: 'fine' });
    for (const k of [-1, 1]) { const l = lapel(s, m, k, [k > 0 ? -1 : 2.4 * 0 + 3 * 0 + 0, 39], { style: 'shawl', width: 11, tip: 0.34, belly: 1.05, cloth: 'satin' }); quilted(l.path); }
    for (let i = 0; i < 3; i++) {
      const y = 42.5 + i * 8.6;
      for (const k of [-1, 1]) {
        const x = 6.2;
        for (const [a, b] of [[x + 2, y - 1.7], [x + 2, y + 1.7], [x + 4.4, y]]) s.part(ribbon([[k * x, y], [k * (a + 1.2), b - 1.1], [k * (a + 2.2), b], [k * (a + 1.2), b + 1.1], [k * x, y]], 0.55), { cloth: 'cord', lift: 0.2, ink: 'fine', weight: 1.2 });
        for (const d of [-0.45, 0.45]) s.part(ribbon([[k * (x + 0.4), y + d * 0.6], [k * 3, y + d], [k * 0.2, y + d * 0.5]], 0.55), { cloth: 'cord', lift: 0.2, ink: 'fine', weight: 1.2 });
      }
      s.part(soft(-1, y - 2.1, 2, 4.2, 1), { cloth: 'cord', lift: 0.35, ink: 'fine' });
    }
  }
  s.focus = { x: 3, y: 40, w: 32 };
  return s;
}

function shirtBase(o, seed, extra = {}) {
  return begin(o, seed, { ...tailored, neck: 7.6, shoulder: 23, drop: 4.6, chest: 27, waist: 24.8, hip: 26, hem: 25, length: 78, hemCurve: 1, hemRise: 7, sleeve: 57, bicep: 18, elbow: 16, cuff: 11.4, full: 0.7, cap: 0.8, ...extra }, man);
}
function cutaway(o) {
  const { s, m } = shirtBase(o, 54);
  const sleeves = sleevesOf(s, m);
  for (const v of sleeves) { const b = v.band(-0.6, 7, 1.14); s.part(b, { lift: 0.35, ink: 'fine' }); s.stitch(v.across(0.1, 1.1)); s.stitch(v.across(6.4, 1.08)); s.line(v.across(2.9, 1.12).slice(0, 3), { weight: 1.2 }); s.part(soft(v.point(3.2, 0.7)[0] - 0.8, v.point(3.2, 0.7)[1] - 0.55, 1.1, 1.1, 0.5), { cloth: 'cord', lift: 0.2, ink: 'fine', weight: 1.2 }); s.part(soft(v.point(3.2, 0.7)[0] + 0.1, v.point(3.2, 0.7)[1] - 0.55, 1.1, 1.1, 0.5), { cloth: 'cord', lift: 0.2, ink: 'fine', weight: 1.2 }); }
  if (o.view === 'back') { const p = back(s, m, { seam: false, yoke: 9, collar: { height: 6, spread: 0.8 } }); s.line([[0, 1], [0, 10]], { weight: 1.8 }); for (const k of [-1, 1]) { s.line(flip(k, line([9, 11], [10.6, 30], [10, 52])), { weight: 1.5, clip: p }); } }
  else {
    inside(s, m, 7, { role: 'main' });
    whole(s, m, [[0, 6], [m.neck * 0.7, 3], [m.neck, 0, 'c']], { folds: 0.9 });
    for (const k of [-1, 1]) s.line(flip(k, line([m.neck + 0.6, 3], [m.shoulder - 0.8, m.drop + 2.4])), { weight: 1.7 });
    placket(s, 0, 6, m.length + 0.8, 3.4, { stitch: 0.5 });
    rows(s, [0], 7.4, 8.8, 7, 0.6, 'pearl');
    shirtCollar(s, m, { depth: 5.6, px: 9.4, py: 8.6, stitch: 0.5, open: 0.7, rise: 3.8 });
  }
  for (const k of [-1, 1]) s.part(flip(k, [[m.hem - 0.2, m.length - 9.6], [m.hem + 0.3, m.length - 6], [m.hem - 2.4, m.length - 5.6]]), { lift: 0.15, ink: 'fine', weight: 1.4 });
  s.focus = { x: 2, y: 9, w: 26 };
  return s;
}
function bandCollar(o) {
  const { s, m } = shirtBase(o, 55, { chest: 29, waist: 28.4, hip: 28.6, hem: 28.4, length: 86, hemRise: 0.6, sleeve: 38, bicep: 20, elbow: 19, cuff: 15, full: 0, forearm: 17, armhole: 'drop', shoulder: 25, drop: 5.4 });
  const sleeves = sleevesOf(s, m);
  for (const v of sleeves) { s.part(v.band(-1, 4.4, 1.12), { lift: 0.5, grain: 6 }); s.part(v.band(3.4, 7, 1.07), { lift: 0.3 }); s.part([v.point(-1, 0.05), v.point(-1, 0.32), v.point(11, 0.34), v.point(12, 0.2), v.point(11, 0.06)], { lift: 0.25, ink: 'fine' }); s.button(...v.point(10.2, 0.2), 0.62, 'pearl'); }
  if (o.view === 'back') { back(s, m, { seam: false, yoke: 11 }); s.line([[-1, 12], [-0.8, 40]], { weight: 1.6 }); s.line([[1, 12], [0.8, 40]], { weight: 1.6 }); standCollar(s, m, { height: 2.6, depth: 1.6 }); }
  else {
    inside(s, m, 10, { role: 'main' });
    const body = whole(s, m, [[0, 5], [m.neck * 0.7, 2.6], [m.neck, 0, 'c']], { folds: 0.9 });
    const bib = smooth([[-9.6, 3.6, 'c'], [-9.6, 34], [-7.6, 38], [0, 39.4], [7.6, 38], [9.6, 34], [9.6, 3.6, 'c'], [0, 6]], { closed: true });
    void body; s.part(bib, { lift: 0.18, ink: 'fine' });
    for (let x = 2.6; x < 9; x += 0.85) for (const k of [-1, 1]) s.line([[k * x, 3], [k * x, 38.8]], { clip: bib, weight: 1.7, taper: false, alpha: 0.6 });
    placket(s, 0, 5, 33, 3.2, { stitch: 0.45 }); s.stitch([[-1.4, 31.6], [1.4, 31.6]]);
    rows(s, [0], 8, 7, 4, 0.62, 'pearl');
    patchPocket(s, 1, 16 * (m.worn ? 0.88 : 1), 22, 10, 11.5, { band: 2, stitch: 0.45, round: 0.8 });
    standCollar(s, m, { height: 2.8, depth: 5 });
  }
  for (const k of [-1, 1]) { s.line(flip(k, line([m.hem - 0.4, m.length - 13], [m.hem - 1, m.length - 6], [m.hem - 2, m.length])), { weight: 2.4 }); s.stitch(flip(k, line([m.hem - 1.4, m.length - 13], [m.hem - 2, m.length - 6], [m.hem - 3, m.length])), {}); }
  s.focus = { x: 4, y: 18, w: 26 };
  return s;
}

const rib = (hex) => ({ rib: { weave: 'rib', colour: hex } });
export const men = {
  'herringbone-chesterfield': { draw: chesterfield, weave: 'herringbone', roles: (hex) => ({ main: { weave: 'herringbone', colour: hex, second: '#77777b' }, velvet: { weave: 'velvet', colour: '#16161a' }, lining: { weave: 'satin', colour: '#5d5a5c' } }) },
  'camel-hair-ulster': { draw: ulster, weave: 'twill' },
  'horn-toggle-duffle-coat': { draw: duffle, weave: 'felt', roles: () => ({ horn: { weave: 'enamel', colour: '#B08A58' } }) },
  'shearling-flight-jacket': { draw: flight, weave: 'suede', roles: (hex, code, main, c) => ({ fleece: { weave: 'shearling', colour: c?.hex2 ?? '#DACDB6' }, edge: { weave: 'calf', colour: '#4a3220' } }) },
  'suede-field-jacket': { draw: field, weave: 'suede' },
  'flannel-blouson': { draw: blouson, weave: 'flannel', roles: rib },
  'shawl-collar-fisherman-cardigan': { draw: fisherman, weave: 'fisherman', roles: (hex) => ({ rib: { weave: 'rib', colour: hex, scale: 1.2 } }) },
  'knitted-cashmere-polo': { draw: polo, weave: 'fineknit', roles: (hex) => ({ rib: { weave: 'finerib', colour: hex } }) },
  'argyle-slipover': { draw: argyle, fill: 0.84, weave: 'fineknit', roles: (hex, code, main, c) => ({ rib: { weave: 'rib', colour: hex, scale: 0.75 }, second: { weave: 'fineknit', colour: c?.hex2 ?? '#5B1F2C' }, third: { weave: 'fineknit', colour: '#7d7a74' } }) },
  'flannel-suit-jacket': { draw: suitJacket, weave: 'flannel' },
  'hopsack-double-breasted-blazer': { draw: blazer, weave: 'hopsack' },
  'velvet-smoking-jacket': { draw: smoking, weave: 'velvet', roles: (hex) => ({ satin: { weave: 'satin', colour: hex === '#1F3B33' ? '#172b26' : '#43141f' }, cord: { weave: 'grosgrain', colour: hex === '#1F3B33' ? '#2f5a4e' : '#86364a' }, lining: { weave: 'satin', colour: '#9c8a6c' } }) },
  'cutaway-poplin-shirt': { draw: cutaway, weave: 'poplin', roles: (hex) => ({ cord: { weave: 'grosgrain', colour: hex === '#F6F4EE' ? '#1E2740' : '#5B1F2C' } }) },
  'band-collar-linen-shirt': { draw: bandCollar, weave: 'linen' },
};
void lerp; void mirror;
