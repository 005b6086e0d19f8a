// Dresses and gowns.
import { both, box, lerp, mirror, offset, ribbon, sagging, smooth } from '../../kit/geometry.mjs';
import { edgeAt, tiedBelt } from '../pattern.mjs';
import { back, begin, cuffButtons, flip, inside, line, neckBand, placket, shirtCollar, sleevesOf, whole } from './base.mjs';
import { Scene } from '../../kit/scene.mjs';
import { figure } from './base.mjs';

function start({ worn }, seed, length) {
  const s = new Scene({ seed });
  if (worn) { figure(s, { arms: true, top: false }); s.part(both(smooth([[0, -3], [4.6, -4, 'c'], [5.6, 0.2], [17, 4.6], [16, 18], [12.6, 41], [0, 44]])), { cloth: 'skin', ink: 'fine', weight: 1.8, noLight: true, lift: 0 }); s.frame = { x: 0, y: 60, h: 202 }; }
  void length;
  return s;
}

function slip(o) {
  const s = start(o, 71), isBack = o.view === 'back';
  const k = o.worn ? 0.86 : 1, L = 142, train = isBack ? 5 : 0;
  const side = smooth([[19 * k, 28, 'c'], [16.6 * k, 42], [18.8 * k, 55], [21.5 * k, 67], [21.6 * k, 90], [25 * k, 116], [31 * k, L - 4, 'c']]);
  const top = isBack ? smooth([[0, 45], [6 * k, 43], [11 * k, 37], [15 * k, 30.6], [19 * k, 28, 'c']]) : smooth([[0, 26], [5 * k, 23.6], [9.6 * k, 17], [11 * k, 13, 'c'], [15.6 * k, 22], [19 * k, 28, 'c']]);
  const edge = [...top, ...side.slice(1)];
  const hem = Array.from({ length: 31 }, (_, i) => { const t = 1 - i / 15; return [31 * k * t, L + 1.6 + train * (1 - t * t) - 5.4 * t * t + 0.5 * Math.cos(t * 9)]; });
  const path = [...edge.slice(0, -1), ...hem, ...mirror(edge.slice(0, -1)).reverse()];
  const strap = (pts) => { for (const d of [-0.55, 0.55]) s.part(ribbon(offset(smooth(pts), d).filter((_, i, a) => i % 6 === 0 || i === a.length - 1), 0.5), { lift: 0.25, ink: 'fine', weight: 1.4, round: 0.3 }); };
  if (isBack) { for (const side of [1, -1]) strap(flip(side, [[10 * k, 1], [4 * k, 14], [-6 * k, 30], [-11.6 * k, 36.6]])); }
  else { if (!o.worn) s.part([...sagging([-10.6 * k, 14], [10.6 * k, 14], 5), ...sagging([10.6 * k, 16], [-10.6 * k, 16], -11)], { cloth: 'inner', lift: 0.1, ink: 'fine' }); for (const side of [1, -1]) strap(flip(side, [[9.4 * k, 0.6], [4 * k, 12], [-5 * k, 31]])); for (const side of [1, -1]) strap(flip(side, [[11 * k, 14.6], [10.8 * k, 8], [9.4 * k, 0.4]])); }
  const folds = [[-0.8, 0.3], [-0.45, 0.9], [-0.1, 0.6], [0.3, 1], [0.66, 0.7]].map(([t, h]) => ({ path: [[15 * k * t + 4, 60], [20 * k * t + 1, 96], [30 * k * t, L + 2]], width: 3, height: 1.1 + h * 0.6, sharp: t > 0 ? 1 : -1, ends: 0.45 }));
  if (!isBack) for (const [i, sag] of [9.5, 14, 19].entries()) for (const q of [-1, 1]) // the cowl falls in soft arcs from both straps
    folds.push({ path: [[q * (10 - i * 0.4) * k, 16.5 + i * 1.6], [q * (7.6 - i * 0.4) * k, 16.5 + i * 1.6 + sag * 0.62], [q * 3.6 * k, 16.5 + i * 1.6 + sag * 0.95], [0, 17.5 + i * 1.6 + sag]], width: 1.5, height: 0.9, sharp: q, ends: 0.2, ink: false });
  folds.push({ path: [[-16 * k, 50], [-3, 58], [12 * k, 60]], width: 2.4, height: 0.7 }, { path: [[16 * k, 46], [4, 52], [-8 * k, 52]], width: 2.2, height: 0.6 });
  s.part(path, { lift: 0.8, folds, grain: 45 });
  for (const [a, b, c] of [[[-19 * k, 52], [0, 66], [21.6 * k, 72]], [[-22 * k, 74], [-4, 88], [19.6 * k, 106]]]) { s.line(line(a, b, c), { weight: 1.9, clip: path }); s.stitch(offset(line(a, b, c), 0.5), { clip: path }); }
  s.focus = { x: 3, y: isBack ? 34 : 26, w: 34 };
  return s;
}

function shirtDress(o) {
  const { s, m } = begin(o, 72, { neck: 7.2, shoulder: 19.5, chest: 22.5, waist: 18.6, waistY: 42, hip: 26, hipY: 62, hem: 36, length: 116, sleeve: 53, bicep: 18, elbow: 17.6, cuff: 9.6, full: 4, ease: 0.86, hemCurve: 3, hemWave: 0.6, angle: 15 }, { legs: 'bare' });
  const sleeves = sleevesOf(s, m);
  for (const v of sleeves) { s.part(v.band(-0.6, 7.4, 1.12), { lift: 0.3, ink: 'fine' }); cuffButtons(s, v, 3, 0.5, 'covered', { t0: 1, step: 2.3, across: 0.5 }); for (const a of [-0.8, -0.4, 0, 0.4, 0.8]) s.line([v.point(7.8, a), v.point(12.4 + 2 * a, a * 1.3)], { weight: 1.6, clip: v.path }); }
  const gather = (path) => { const n = 15; for (let i = 0; i <= n; i++) { const t = (i / n) * 2 - 1; for (const [y0, y1, f] of [[44.4, 53 + (i * 5) % 7, 1.35], [39.8, 34 - (i * 3) % 5, 1.12]]) s.line(line([m.waist * t, y0], [m.waist * t * lerp(1, f, 0.5), (y0 + y1) / 2], [m.waist * t * f, y1]), { weight: 1.6, clip: path }); } };
  const folds = [-0.8, -0.5, -0.2, 0.16, 0.48, 0.8].map((t) => ({ path: [[m.waist * t, 46], [m.hip * t, 70], [m.hem * t, m.length + 1]], width: 2.8, height: 1.6, sharp: t > 0 ? 1 : -1, ends: 0.35 }));
  if (o.view === 'back') { const p = back(s, m, { seam: false, yoke: 10 }); gather(p); for (const f of folds) s.line(smooth(f.path), { weight: 1.3, alpha: 0.5, clip: p }); }
  else {
    inside(s, m, 10, { role: 'main' });
    const p = whole(s, m, [[0, 6], [m.neck * 0.7, 3], [m.neck, 0, 'c']]);
    s.elements.at(-1).folds = folds; gather(p);
    s.line(line([2, 7], [2, 60], [2.4, m.length + 3]), { weight: 2.4, clip: p }); s.stitch(line([-1.6, 8], [-1.6, 60], [-1.8, m.length + 3]), { clip: p });
    shirtCollar(s, m, { depth: 6.6, px: 7.6, py: 13.6, stitch: 0.4 });
  }
  if (o.view === 'back') s.part([...sagging([-edgeAt(m, 42) - 0.5, 40.2], [edgeAt(m, 42) + 0.5, 40.2], 0.6), ...sagging([edgeAt(m, 42) + 0.5, 43.8], [-edgeAt(m, 42) - 0.5, 43.8], -0.6)], { lift: 0.5, grain: 90, round: 1.2 });
  else tiedBelt(s, m, { y: 42, width: 3.4, knotX: -1, ends: [32, 26] });
  s.focus = { x: 2, y: 22, w: 42 };
  return s;
}

function pleated(o) {
  const s = start(o, 73), isBack = o.view === 'back';
  const k = o.worn ? 0.88 : 1, drop = 56, L = 100;
  const half = smooth([[8.6, -2, 'c'], [16.4 * k + 0.8, 3.6, 'c'], [15.4 * k, 13], [17.6 * k, 22], [21 * k, 26.4, 'c'], [19.4 * k, 42], [21.6 * k, drop, 'c']]);
  const E = 37 * k;
  const n = 17, ts = Array.from({ length: n * 2 - 1 }, (_, i) => (i - n + 1) / n);
  const hem = Array.from({ length: 4 * n + 1 }, (_, i) => { const t = 1 - i / (2 * n); return [E * t, L + 2 - 5 * t * t + (i % 2 ? 0.75 : -0.2)]; });
  const skirt = [...sagging([-21.6 * k, drop - 0.6], [21.6 * k, drop - 0.6], 0.8), ...hem];
  s.part(skirt, { lift: 0.9, folds: ts.filter((_, i) => i % 3 === 1).map((t) => ({ path: [[21.6 * k * t, drop + 1], [E * t, L + 2]], width: 1.6, height: 1.2, sharp: t > 0 ? 1 : -1, ends: 0.15 })) });
  for (const [i, t] of ts.entries()) s.line([[21.6 * k * t, drop], [E * t, L + 2]], { weight: i % 2 ? 1.3 : 2.1, clip: skirt, taper: false, alpha: i % 2 ? 0.5 : 0.85 });
  const neck = isBack ? [[0, -1], [4, -1.4]] : [[0, 0.6], [4, -0.2]];
  const bodice = [...smooth([...neck, [8.6, -2, 'c']]).slice(0, -1), ...half, ...sagging([21.6 * k, drop], [-21.6 * k, drop], -1).slice(1, -1), ...mirror([...smooth([...neck, [8.6, -2, 'c']]).slice(0, -1), ...half]).reverse()];
  if (!isBack) s.part(both(smooth([[0, -3.2], [5, -3], [8.4, -2], [4, 0.2], [0, 1.2]])), { cloth: 'main', lift: 0.1, ink: 'fine', shade: 0.4 });
  s.part(bodice, { lift: 0.7, folds: [] });
  const wide = (y) => { for (let i = 1; i < half.length; i++) if (half[i][1] >= y && half[i - 1][1] <= y && y > 4) return lerp(half[i - 1][0], half[i][0], (y - half[i - 1][1]) / (half[i][1] - half[i - 1][1] || 1)); return 15; };
  for (let y = 5.4; y < drop - 2.4; y += 2.7) { // each tuck is a fold of its own, pressed down
    const a = wide(y) - 0.25, b = wide(y + 1.5) - 0.25;
    s.part([...sagging([-a, y], [a, y], 0.8), ...sagging([b, y + 1.5], [-b, y + 1.5], -0.8)], { lift: 0.16, ink: false, round: 1.3, puff: 0.8, drape: 0.3 });
    s.line(sagging([-b, y + 1.55], [b, y + 1.55], 0.8), { weight: 1.6, taper: false, alpha: 0.7, ink: 'contour' });
  }
  neckBand(s, isBack ? [[0, -1.2], [4, -1.6], [8.6, -2.4]] : [[0, 0.4], [4, -0.5], [8.6, -2.4]], 2, { cloth: 'main' });
  for (const side of [1, -1]) s.stitch(flip(side, line([15.6 * k + 0.6, 4.4], [14.6 * k, 13], [16.8 * k, 21.6], [19.8 * k, 26])), {});
  s.line(sagging([-21.6 * k, drop], [21.6 * k, drop], 1), { weight: 2.6, ink: 'contour' });
  if (isBack) { s.part(smooth([[0, -0.2], [1.3, 3], [1.6, 6.4], [0, 9], [-1.6, 6.4], [-1.3, 3]], { closed: true }), { cloth: 'inner', lift: 0.02, ink: 'fine' }); s.button(0, -1.2, 0.7, 'covered'); s.line([[0, 9], [0, drop]], { weight: 1.8 }); }
  s.focus = { x: 2, y: drop - 4, w: 34 };
  return s;
}

function column(o) {
  const s = start(o, 74), isBack = o.view === 'back';
  const k = o.worn ? 0.87 : 1, L = 142, sh = isBack ? -1 : 1; // the wearer's left shoulder lies at the viewer's right in front
  const f = (p) => p.map((q) => [q[0] * sh, ...q.slice(1)]);
  const out = smooth([[8 * k, -0.6, 'c'], [17 * k, 3.6, 'c'], [15 * k, 14], [17.4 * k, 22], [20 * k, 27, 'c'], [16.8 * k, 42], [21.6 * k, 62], [21.4 * k, 88], [22.6 * k, 116], [24.5 * k, L - 0.6, 'c'], [0, L + 1], [-24.5 * k, L - 0.6, 'c'], [-22.6 * k, 116], [-21.4 * k, 88], [-21.6 * k, 62], [-16.8 * k, 42], [-20 * k, 27, 'c'], [-14 * k, 21], [-4 * k, 13.4], [3 * k, 6.6]], { closed: true });
  const panel = (front) => {
    const p = front ? [[15 * k, 1.6], [20 * k, 10], [22 * k, 30], [21 * k, 50]] : [[12 * k, 1], [13.6 * k, 30], [14.6 * k, 80], [17.6 * k, L + 2]];
    s.part(f(ribbon(p, front ? [6, 5, 4, 1] : [9, 12, 14, 17])), { lift: 0.8, folds: front ? [] : [0.2, -0.24].map((d) => ({ path: f(p.map((q) => [q[0] + d * 14, q[1] + 3])), width: 1.8, height: 1.4, sharp: sh, ends: 0.2 })) });
  };
  const hip = [-17.4 * k, 58];
  const folds = [[[16 * k, 8], [6, 28]], [[18 * k, 26], [4, 40]], [[16.6 * k, 40], [0, 50]], [[19 * k, 56], [0, 58]], [[20 * k, 74], [0, 66]], [[14 * k, 92], [-6, 74]], [[4 * k, 104], [-12, 80]]].map(([a, b], i) => ({ path: f([a, b, hip]), width: 1.7, height: 1.5, sharp: i % 2 ? sh : -sh, ends: 0.3 }));
  folds.push(...[-0.5, 0.1].map((t) => ({ path: f([[14 * t, 92], [20 * t, 116], [24 * t, L]]), width: 2.6, height: 1, sharp: 1, ends: 0.45 })));
  if (!isBack) s.part(f(smooth([[15.2 * k, 1.4], [18.6 * k, 12], [19 * k, 40], [21 * k, 70], [24.6 * k, L + 3, 'c'], [31 * k, L + 1.4, 'c'], [26 * k, 96], [23.4 * k, 60], [22 * k, 26], [18.4 * k, 4]], { closed: true })), { lift: 0.4 });
  s.part(f(out), { lift: 0.8, folds: isBack ? folds.slice(2, 5).concat(folds.slice(-2)) : folds });
  if (isBack) { s.line(f(sagging([0, 16], [0, L], 0.3)), { weight: 1.7, clip: f(out) }); panel(false); }
  else {
    const slit = smooth([[12 * k, L + 1, 'c'], [12.6 * k, 112], [13.4 * k, 88, 'c'], [15.4 * k, 114], [17 * k, L + 0.6, 'c']], { closed: true });
    s.part(f(slit), { cloth: o.worn ? 'skin' : 'inner', lift: 0.05, ink: 'fine', shade: 0.3 }); s.line(f(line([13.4 * k, 88], [12.6 * k, 112], [12, L + 1])), { weight: 3, ink: 'contour' });
    s.part(f(smooth([[7.6 * k, -0.8, 'c'], [17.2 * k, 3.4, 'c'], [18 * k, 7], [13 * k, 8.6], [6 * k, 4]], { closed: true })), { lift: 0.4, folds: [{ path: f([[9 * k, 1], [16 * k, 6]]), width: 0.9, height: 0.8 }] });
  }
  s.focus = { x: -6 * sh, y: 52, w: 36 };
  return s;
}

const inner = (hex) => ({ inner: { weave: 'satin', colour: hex === '#EFE7D6' || hex === '#D9BBAF' ? '#cbbda6' : '#3a3733' } });
/** Bridle rings and ropes linked in diagonals: the print of the shirt dress, one repeat, in pixels of the tile. */
function bridle(ground, ink) {
  const w = 6.4;
  const ring = (x, y) => `<circle cx="${x}" cy="${y}" r=".78" fill="none" stroke="${ink}" stroke-width=".24"/><circle cx="${x}" cy="${y}" r=".5" fill="none" stroke="${ink}" stroke-width=".06"/>`;
  const rope = (x0, y0, x1, y1) => `<path d="M${x0} ${y0}C${x0 + 0.7} ${y0 - 0.2} ${x1 - 0.7} ${y1 + 0.2} ${x1} ${y1}" fill="none" stroke="${ink}" stroke-width=".3" stroke-linecap="round"/><path d="M${x0} ${y0}C${x0 + 0.7} ${y0 - 0.2} ${x1 - 0.7} ${y1 + 0.2} ${x1} ${y1}" fill="none" stroke="${ground}" stroke-width=".08" stroke-dasharray=".14 .2"/>`;
  return { width: w, height: w, svg: `<rect width="${w}" height="${w}" fill="${ground}"/>${ring(1.6, 4.8)}${ring(4.8, 1.6)}${rope(2.2, 4.2, 4.2, 2.2)}${rope(5.4, 1, 6.4, 0)}${rope(0, 6.4, 1, 5.4)}<circle cx="1.6" cy="1.6" r=".2" fill="${ink}"/><circle cx="4.8" cy="4.8" r=".2" fill="${ink}"/>` };
}
export const dresses = {
  'bias-cut-silk-evening-dress': { draw: slip, weave: 'satin', roles: inner },
  'printed-silk-shirt-dress': { draw: shirtDress, weave: 'satin', roles: (hex, code, main, c) => ({ main: { weave: 'print', colour: hex, second: c?.hex2, pattern: () => bridle(hex, c?.hex2 ?? '#B9892F') } }) },
  'pleated-crepe-dress': { draw: pleated, weave: 'crepe', roles: inner },
  'one-shoulder-crepe-gown': { draw: column, weave: 'crepe', roles: inner },
};
void box; void placket;
