// Trousers and skirts. The waist lies at y = 40, where the figure has it.
import { both, box, lerp, mirror, move, offset, ribbon, sagging, smooth, soft } from '../../kit/geometry.mjs';
import { buckleStrap } from '../pattern.mjs';
import { Scene } from '../../kit/scene.mjs';
import { figure, flip, line, rows, zip } from './base.mjs';

const Y = 40;
function start({ worn }, seed, { man = false, legs } = {}) {
  const s = new Scene({ seed });
  if (worn) { figure(s, { man, legs: legs ?? 'bare', arms: true }); s.frame = { x: 0, y: man ? 62 : 60, h: man ? 208 : 202 }; }
  return s;
}

/** Both legs. Half widths in cm, heights below the waist. Answers {outer(y), path(side)}. */
function legs(s, o, { waist, hip, rise = 28, knee, hem, length, crease = false, spread = 0, band = 4, pleats = [], turnup = 0, folds = 1 }) {
  const k0 = o.worn ? 0.9 : 1, gap = o.worn ? 1.2 : 2 + spread;
  const W = waist * k0, H = hip * k0, K = knee * k0, E = hem * k0;
  const cx = (t) => lerp(H * 0.5, gap / 2 + E, t); // middle of the leg at the knee and the hem
  const kx = cx(0.62), hx = cx(1);
  const outer = [[W, Y + band - 2, 'c'], [lerp(W, H, 0.62), Y + 11], [H, Y + 22], [lerp(H, kx + K, 0.55), Y + 42], [kx + K, Y + 60], [hx + E, Y + length, 'c']];
  const inner = [[hx - E, Y + length, 'c'], [kx - K, Y + 60], [Math.max(0.8, (kx - K) * 0.35), Y + rise + 8], [-0.15, Y + rise, 'c']];
  const half = [...smooth(outer), ...sagging([hx + E, Y + length], [hx - E, Y + length], 0.5).slice(1, -1), ...smooth(inner)];
  const leg = [...half, [-0.15, Y + band - 2]];
  for (const k of [1, -1]) {
    const f = [
      { path: flip(k, [[1, Y + rise], [H * 0.3, Y + rise - 1.4], [H * 0.6, Y + rise - 5]]), width: 2.2, height: 0.42 * folds, sharp: k, ends: 0.5, ink: false },
      { path: flip(k, [[1.6, Y + rise + 3], [H * 0.35, Y + rise + 6], [H * 0.56, Y + rise + 12]]), width: 2.2, height: 0.34 * folds, sharp: -k, ends: 0.5, ink: false },
      { path: flip(k, [[kx - K * 0.5, Y + 52], [kx - K * 0.1, Y + 60], [kx + K * 0.1, Y + 74]]), width: 2.6, height: 0.5 * folds, sharp: k, ends: 0.5, ink: false },
      { path: flip(k, [[H * 0.7, Y + 30], [kx + K * 0.5, Y + 52], [kx + K * 0.4, Y + 70]]), width: 3, height: 0.5 * folds, sharp: -k, ends: 0.5, ink: false },
    ];
    if (crease) f.push({ path: flip(k, [[W * 0.56, Y + 8], [kx, Y + 60], [hx, Y + length - turnup]]), width: 1.2, height: 0.8, sharp: -1, ends: 0.1 });
    for (const x of pleats) f.push({ path: flip(k, [[W * x, Y + band], [W * x + 0.6, Y + band + 10], [lerp(W * x, kx, 0.3), Y + rise * 0.8]]), width: 1.4, height: 1.0, sharp: k, ends: 0.5 });
    s.part(flip(k, leg), { lift: 0.9, folds: f, grain: k * 2 });
    for (const x of pleats) s.line(flip(k, line([W * x, Y + band], [W * x + 0.3, Y + band + 5], [W * x + 0.8, Y + band + 12])), { weight: 2.4 });
    if (crease) s.line(flip(k, line([W * 0.56, Y + 14], [kx, Y + 60], [hx, Y + length - turnup])), { weight: 1.5, alpha: 0.6 });
    if (turnup) { const t = flip(k, [[hx - E - 0.5, Y + length - turnup], [hx + E + 0.5, Y + length - turnup], [hx + E + 0.4, Y + length + 0.3], [hx, Y + length + 0.8], [hx - E - 0.4, Y + length + 0.3]]); s.part(t, { cloth: s.turnCloth ?? 'main', lift: 0.5, round: 1.4 }); }
  }
  const edge = (y) => { const p = smooth(outer); for (let i = 1; i < p.length; i++) if (p[i][1] >= Y + y) return p[i][0]; return hx + E; };
  return { W, H, kx, hx, K, E, edge, leg };
}

function band(s, W, h, { dip = 1, cloth = 'main', ext = 0, back = false } = {}) {
  const up = back ? -0.6 : dip;
  if (!back) s.part([...sagging([-W + 0.3, Y + 0.2], [W - 0.3, Y + 0.2], -0.9), ...sagging([W - 0.3, Y], [-W + 0.3, Y], -dip - 0.4)], { cloth: 'inner', lift: 0.1, ink: 'fine', shade: 0.5 });
  const path = [...sagging([-W - 0.1, Y], [W + 0.1, Y], up), ...sagging([W + 0.2, Y + h], [-W - 0.2, Y + h], -up)];
  s.part(path, { cloth, lift: 0.35, round: 1.2, grain: 90, ink: 'fine', weight: 2.6 });
  if (ext) { s.part(smooth([[-1.6, Y + up, 'c'], [ext, Y + up * 0.9, 'c'], [ext + 1.6, Y + up + h / 2], [ext, Y + h + up * 0.9, 'c'], [-1.6, Y + h + up, 'c']], { closed: true }), { cloth, lift: 0.3, grain: 90, ink: 'fine' }); s.button(ext - 0.4, Y + up + h / 2, 0.75, 'darkhorn'); }
  return path;
}
const loops = (s, xs, h) => { for (const x of xs) s.part(box(x - 0.55, Y + 0.2, 1.1, h + 1.4), { lift: 0.25, ink: 'fine', weight: 1.5 }); };

function wideLeg(o) {
  const s = start(o, 61);
  const g = legs(s, o, { waist: 17.5, hip: 25, rise: 31, knee: 15.4, hem: 17.6, length: 106, crease: true, pleats: o.view === 'back' ? [] : [0.44, 0.68], turnup: 5, spread: 0.6 });
  s.line([[0, Y + 5], [0.1, Y + 31]], { weight: 2 });
  if (o.view === 'back') { for (const k of [-1, 1]) s.line(flip(k, line([g.W * 0.5, Y + 5], [g.W * 0.52, Y + 15])), { weight: 1.7 }); s.part(box(g.W * 0.26, Y + 17, 12, 1.7), { lift: 0.2, ink: 'fine' }); }
  else { s.line(line([2.4, Y + 5], [2.6, Y + 20], [0.3, Y + 28]), { weight: 1.6 }); for (const k of [-1, 1]) s.line(flip(k, line([g.W - 2.2, Y + 5.2], [g.edge(21) - 1, Y + 22])), { weight: 2.4 }); }
  band(s, g.W, 5, { ext: o.view === 'back' ? 0 : 7, back: o.view === 'back' });
  s.focus = { x: 5, y: Y + 12, w: 34 };
  return s;
}

function suitTrousers(o) {
  const s = start(o, 62, { man: true, legs: 'trousers' });
  const g = legs(s, o, { waist: 19, hip: 25, rise: 29, knee: 11.4, hem: 9.2, length: 106, crease: true, pleats: o.view === 'back' ? [] : [0.56], spread: 2 });
  s.line([[0, Y + 4], [0.1, Y + 29]], { weight: 2 });
  if (o.view === 'back') for (const k of [-1, 1]) { s.line(flip(k, line([g.W * 0.52, Y + 4], [g.W * 0.54, Y + 13])), { weight: 1.7 }); s.part(flip(k, box(g.W * 0.24, Y + 15, 12.6, 1.3)), { lift: 0.15, ink: 'fine' }); s.line(flip(k, [[g.W * 0.24, Y + 15.6], [g.W * 0.24 + 12.6, Y + 15.6]]), { weight: 1.6 }); s.button(k * (g.W * 0.24 + 6.3), Y + 17.6, 0.65, 'darkhorn'); }
  else { s.line(line([2.6, Y + 4], [2.7, Y + 19], [0.3, Y + 26]), { weight: 1.6 }); for (const k of [-1, 1]) s.line(flip(k, line([g.W - 3, Y + 4.2], [g.edge(20) - 0.8, Y + 21])), { weight: 2.4 }); }
  band(s, g.W, 4.2, { ext: o.view === 'back' ? 0 : 6, back: o.view === 'back' });
  for (const k of [-1, 1]) { const x = g.W - 7; s.part(flip(k, [[x, Y + 1.2], [g.W + 0.2, Y + 0.8], [g.W + 0.2, Y + 3.2], [x, Y + 3.4], [x - 1.2, Y + 2.3]]), { lift: 0.3, ink: 'fine' }); for (const d of [0.8, 3.4]) s.button(k * (x + d), Y + 2.2, 0.62, 'darkhorn'); }
  s.focus = { x: 8, y: Y + 11, w: 32 };
  return s;
}

function corduroy(o) {
  const s = start(o, 63, { man: true, legs: 'trousers' });
  const g = legs(s, o, { waist: 19.5, hip: 25.4, rise: 28, knee: 12.8, hem: 11.6, length: 104, spread: 2.4, folds: 1.3 });
  s.line([[0, Y + 4], [0.1, Y + 28]], { weight: 2 }); s.stitch([[0.6, Y + 5], [0.6, Y + 28]]);
  for (const k of [-1, 1]) { const c = [[g.hx - g.E, Y + 101], [g.hx + g.E, Y + 101]]; s.stitch(flip(k, c)); }
  if (o.view === 'back') { s.line(line([-g.W + 1, Y + 6], [0, Y + 12], [g.W - 1, Y + 6]), { weight: 2 }); for (const k of [-1, 1]) { const x = k * g.W * 0.54; s.part(smooth([[x - 6.6, Y + 14, 'c'], [x + 6.6, Y + 14, 'c'], [x + 6.6, Y + 18, 'c'], [x, Y + 20.4, 'c'], [x - 6.6, Y + 18, 'c']], { closed: true }), { lift: 0.3, ink: 'fine' }); s.button(x, Y + 18, 0.7, 'horn'); } }
  else {
    s.line(line([3, Y + 4], [3, Y + 20], [0.3, Y + 26]), { weight: 1.8 }); s.stitch(line([2.5, Y + 4.6], [2.5, Y + 20], [0.5, Y + 25.4]));
    for (const k of [-1, 1]) { const p = line([g.W - 7.6, Y + 4.2], [g.W - 6.4, Y + 11], [g.edge(14) - 0.2, Y + 14.4]); s.line(flip(k, p), { weight: 2.6 }); s.stitch(flip(k, offset(p, 0.7))); }
  }
  band(s, g.W, 4, { back: o.view === 'back' });
  loops(s, o.view === 'back' ? [-g.W + 2, -g.W * 0.4, 0, g.W * 0.4, g.W - 2] : [-g.W * 0.82, -g.W * 0.42, g.W * 0.42, g.W * 0.82], 4);
  if (o.view !== 'back') s.button(0.8, Y + 3, 0.85, 'horn');
  s.focus = { x: 7, y: Y + 11, w: 30 };
  return s;
}

function jeans(o) {
  const s = start(o, 64);
  s.turnCloth = 'selvedge';
  const g = legs(s, o, { waist: 16.8, hip: 23, rise: 29, knee: 11.2, hem: 10.4, length: 96, turnup: 4, spread: 2, folds: 1.2 });
  const T = { colour: '#B77B3B', thick: 0.09 };
  const twin = (p, d = 0.35) => { s.stitch(offset(p, d), T); s.stitch(offset(p, d + 0.5), T); };
  for (const k of [-1, 1]) for (const x of [g.hx + g.E - 1.3]) { s.part(flip(k, box(x, Y + 92.3, 1.1, 3.8)), { cloth: 'ecru', lift: 0, ink: false }); s.part(flip(k, box(x + 0.4, Y + 92.3, 0.25, 3.8)), { cloth: 'green', lift: 0, ink: false }); }
  s.line([[0, Y + 4], [0.1, Y + 29]], { weight: 2.2 }); twin([[0, Y + 5], [0.1, Y + 29]]);
  if (o.view === 'back') {
    const yoke = line([-g.W + 0.6, Y + 7], [0, Y + 12.6, 'c'], [g.W - 0.6, Y + 7]); s.line(yoke, { weight: 2.2 }); twin(yoke);
    for (const k of [-1, 1]) { const x = g.W * 0.55, p = flip(k, [[x - 6.4, Y + 14.4], [x + 6.4, Y + 13], [x + 5.8, Y + 25], [x, Y + 28], [x - 6, Y + 26]]); s.part(p, { lift: 0.22, ink: 'fine' }); s.stitch(flip(k, [[x - 5.9, Y + 15], [x - 5.6, Y + 25.5], [x, Y + 27.3], [x + 5.4, Y + 24.6], [x + 5.9, Y + 13.8]]), T); s.stitch(flip(k, line([x - 5.8, Y + 19], [x - 2, Y + 17.4], [x, Y + 20], [x + 2, Y + 17], [x + 5.6, Y + 18])), T); }
  } else {
    const fly = line([3, Y + 4], [3, Y + 19], [0.4, Y + 25]); s.line(fly, { weight: 1.6 }); twin(fly, 0.2);
    for (const k of [-1, 1]) { const p = line([g.W * 0.42, Y + 4.2], [g.W * 0.5, Y + 9], [g.W * 0.74, Y + 11.6], [g.edge(11) - 0.1, Y + 11]); s.line(flip(k, p), { weight: 2.4 }); s.stitch(flip(k, offset(p, 0.5)), T); s.stitch(flip(k, offset(p, 1)), T); s.button(k * (g.edge(11) - 1.6), Y + 9.6, 0.32, 'copper'); s.button(k * (g.W * 0.5), Y + 6, 0.32, 'copper'); }
    s.line(line([g.W * 0.62, Y + 7.6], [g.W * 0.95, Y + 7.4]), { weight: 1.8 });
  }
  for (const k of [-1, 1]) twin(flip(k, line([g.W - 0.6, Y + 5], [g.edge(20) - 0.4, Y + 20], [g.edge(26) - 0.5, Y + 26])), k > 0 ? 0.5 : -1);
  const b = band(s, g.W, 4, { back: o.view === 'back' }); void b;
  s.stitch(sagging([-g.W, Y + 0.6], [g.W, Y + 0.6], o.view === 'back' ? -0.6 : 1), T); s.stitch(sagging([-g.W, Y + 3.5], [g.W, Y + 3.5], o.view === 'back' ? -0.6 : 1), T);
  loops(s, o.view === 'back' ? [-g.W * 0.7, 0, g.W * 0.2] : [-g.W * 0.8, -g.W * 0.42, g.W * 0.46, g.W * 0.82], 4);
  if (o.view === 'back') s.part(soft(g.W * 0.38, Y + 0.2, 7, 4, 0.3), { cloth: 'leather', lift: 0.25, ink: 'fine' }); else s.button(0.6, Y + 3, 0.95, 'copper');
  s.focus = o.view === 'detail' ? null : { x: 5, y: Y + 10, w: 26 };
  return s;
}

function kilt(o) {
  const s = start(o, 65);
  const L = 70, W = o.worn ? 15 : 18, H = o.worn ? 20 : 25, E = o.worn ? 25 : 31;
  const half = smooth([[W, Y, 'c'], [H, Y + 19], [lerp(H, E, 0.5), Y + 44], [E, Y + L, 'c']]);
  const n = o.view === 'back' ? 13 : 5;
  const hem = []; for (let i = 0; i <= 60; i++) { const x = lerp(E, -E, i / 60), side = o.view === 'back' || Math.abs(x) > E * 0.46; hem.push([x, Y + L + 1.6 - 1.6 * (x / E) ** 2 + (side ? 0.35 * ((((x / E) * n * 1.1) % 1 + 1) % 1) : 0)]); }
  const path = [[0, Y + 0.6], ...half.slice(0, -1), ...hem, ...mirror(half.slice(0, -1)).reverse()];
  const pleat = (t, to) => [[W * t, Y + 5], [H * t, Y + 20], [E * t, Y + L + 1]].slice(0, to);
  const ts = o.view === 'back' ? Array.from({ length: 12 }, (_, i) => (i - 5.5) / 6.2) : [0.58, 0.74, 0.89, -0.58, -0.74, -0.89];
  const folds = ts.map((t) => ({ path: pleat(t), width: 1.8, height: 1.4, sharp: t > 0 || o.view === 'back' ? 1 : -1, ends: 0.2 }));
  s.part(path, { lift: 0.9, folds });
  for (const t of ts) { s.line(smooth(pleat(t)), { weight: 2.6, clip: path }); s.stitch(smooth([[W * t + 0.5, Y + 5], [H * t + 0.5, Y + 20]])); }
  if (o.view !== 'back') {
    const a = [[-W * 0.5, Y + 1], [W * 0.62, Y + 1], [H * 0.5, Y + 20], [E * 0.48, Y + L + 1.5], [-E * 0.46, Y + L + 1.4], [-H * 0.48, Y + 20]];
    const apron = [...sagging(a[0], a[1], 0.4), ...smooth([a[1], a[2], a[3]]).slice(1), ...sagging(a[3], a[4], -0.3).slice(1), ...smooth([a[4], a[5], a[0]]).slice(1, -1)];
    s.part(apron, { lift: 0.6 });
    const edge = smooth([a[1], a[2], a[3]]);
    for (let i = 2; i < edge.length; i += 1) s.line([[edge[i][0] - 0.2, edge[i][1]], [edge[i][0] + 1.5 + (i * 7 % 3) * 0.16, edge[i][1] + 0.3]], { weight: 1.9, taper: false, alpha: 0.9 });
    s.stitch(offset(edge, 1));
    for (const [y, x] of [[3.6, W * 0.34], [12.6, H * 0.3]]) buckleStrap(s, [x - 1, Y + y], [x + 11, Y + y + 0.3], { width: 2.2, cloth: 'leather', t: 0.55, holes: 2 });
  }
  s.line(sagging([-W, Y + 4.4], [W, Y + 4.4], 0.8), { weight: 1.8, clip: path });
  s.focus = o.view === 'back' ? null : { x: 7, y: Y + 14, w: 34 };
  return s;
}

function pencil(o) {
  const s = start(o, 66);
  const L = 68, k0 = o.worn ? 0.88 : 1, W = 16.4 * k0, H = 21.4 * k0, E = 18.8 * k0;
  const half = smooth([[W + 0.6, Y - 4, 'c'], [W, Y], [H * 0.9, Y + 12], [H, Y + 23], [H * 0.98, Y + 40], [E, Y + L, 'c']]);
  const top = o.view === 'back' ? -0.4 : 0.9;
  const path = [...sagging([-W - 0.6, Y - 4], [W + 0.6, Y - 4], top), ...half.slice(1, -1), ...sagging([E, Y + L], [-E, Y + L], -0.7), ...mirror(half).reverse().slice(1, -1)];
  if (o.view !== 'back') s.part([...sagging([-W, Y - 4], [W, Y - 4], -0.8), ...sagging([W, Y - 4], [-W, Y - 4], -1.3)], { cloth: 'inner', lift: 0.1, ink: 'fine' });
  s.part(path, { lift: 0.9, folds: [{ path: [[-H * 0.8, Y + 24], [-H * 0.2, Y + 27], [H * 0.3, Y + 25]], width: 2.2, height: 0.6 }, { path: [[H * 0.8, Y + 30], [H * 0.3, Y + 33], [-H * 0.2, Y + 31]], width: 2.2, height: 0.5 }] });
  if (o.view === 'back') {
    zip(s, [[0, Y - 3.6], [0, Y + 20], [0, Y + 51]], { metal: 'brass', width: 1.8 });
    s.line(line([0, Y + 51], [0.2, Y + 60], [0.8, Y + L + 1]), { weight: 3, ink: 'contour' }); for (const k of [-1, 1]) s.line(flip(k, line([W * 0.5, Y - 4], [W * 0.5, Y + 9])), { weight: 1.7 });
  } else for (const k of [-1, 1]) {
    const seam = [[W * 0.42, Y - 3.6], [H * 0.44, Y + 20], [E * 0.46, Y + L + 0.4]];
    s.part(flip(k, ribbon(seam, 0.75)), { lift: 0.12, ink: 'fine', weight: 1.5, round: 0.4 }); for (const d of [-0.8, 0.8]) s.stitch(flip(k, offset(smooth(seam), d)));
    const p = line([W * 0.62, Y + 9], [H * 0.86, Y + 13]); s.line(flip(k, p), { weight: 3 }); s.stitch(flip(k, offset(p, 0.6))); s.stitch(flip(k, offset(p, -0.6)));
  }
  s.stitch(sagging([-E, Y + L - 3], [E, Y + L - 3], 0.7)); s.stitch(sagging([-W - 0.4, Y - 3.2], [W + 0.4, Y - 3.2], top));
  s.focus = { x: 7, y: Y + 8, w: 28 };
  return s;
}

function volume(o) {
  const s = start(o, 67);
  const L = 76, k0 = o.worn ? 0.84 : 1, W = 15.5 * (o.worn ? 0.95 : 1), E = 46 * k0;
  const half = smooth([[W, Y + 6, 'c'], [24 * k0, Y + 9.5], [34 * k0, Y + 24], [41 * k0, Y + 48], [E, Y + L - 5, 'c']]);
  const n = 7, hem = Array.from({ length: 85 }, (_, i) => { const t = 1 - i / 42; return [E * t, Y + L + 2.4 - 7.4 * t * t + 0.55 * Math.cos(t * Math.PI * n)]; });
  const path = [[0, Y + 6.8], ...half.slice(0, -1), ...hem, ...mirror(half.slice(0, -1)).reverse()];
  const ts = [-0.86, -0.57, -0.28, 0.0, 0.29, 0.57, 0.86];
  const lineOf = (t) => { const q = Math.sign(t) * Math.abs(t) ** 0.95; return [[W * t, Y + 6], [lerp(W, 30 * k0, 0.75) * q, Y + 16], [36 * k0 * q, Y + 42], [E * q, Y + L + 2]]; };
  const folds = ts.flatMap((t) => [{ path: lineOf(t), width: 3.4, height: 2.6, sharp: t >= 0 ? 1 : -1, ends: 0.22 }, { path: lineOf(t + 0.13).slice(1), width: 2.4, height: 1.1, sharp: t >= 0 ? -1 : 1, ends: 0.4 }]);
  s.part(path, { lift: 1.2, folds, gloss: 0.5 });
  for (const t of ts) { s.line(smooth(lineOf(t)), { weight: 2.6, clip: path }); s.line(smooth(lineOf(t + 0.07 * (t >= 0 ? 1 : -1)).slice(0, 3)), { weight: 1.8, clip: path, alpha: 0.6 }); }
  s.stitch(hem.map(([x, y]) => [x * 0.995, y - 4.4]));
  if (o.view === 'back') s.line([[0, Y + 0.6], [0, Y + 26]], { weight: 2.2 });
  s.part([...sagging([-W + 0.2, Y], [W - 0.2, Y], o.view === 'back' ? -0.4 : 0.8), ...sagging([W + 0.1, Y + 6.4], [-W - 0.1, Y + 6.4], -0.9)], { lift: 0.5, grain: 90, round: 1.4 });
  if (o.view !== 'back') { s.line([[W - 4, Y + 0.8], [W - 4, Y + 6.6]], { weight: 2.2 }); s.button(W - 5.6, Y + 3.5, 0.8, 'covered'); }
  s.focus = { x: 6, y: Y + 13, w: 34 };
  return s;
}

const inner = { inner: { weave: 'poplin', colour: '#D8CDB8' } };
const of = (roles = () => ({})) => (...a) => ({ ...inner, ...roles(...a) });
export const lower = {
  'kilted-herringbone-skirt': { draw: kilt, fill: 0.88, weave: 'herringbone', roles: of((hex) => ({ main: { weave: 'herringbone', colour: hex, second: hex === '#414246' ? '#74757a' : '#8b8f68' } })) },
  'suede-pencil-skirt': { draw: pencil, fill: 0.9, weave: 'suede', roles: of() },
  'faille-volume-skirt': { draw: volume, weave: 'faille', roles: of() },
  'wide-leg-flannel-trousers': { draw: wideLeg, weave: 'flannel', roles: of() },
  'selvedge-denim-trousers': { draw: jeans, weave: 'denim', roles: of(() => ({ main: { weave: 'denim', colour: '#2C3A58', second: '#93a0b6' }, selvedge: { weave: 'denim', colour: '#8494ac', second: '#d5dae0' }, ecru: { weave: 'poplin', colour: '#EFE7D6' }, green: { weave: 'poplin', colour: '#2f5a45' }, leather: { weave: 'calf', colour: '#A06B3C' } })) },
  'flannel-suit-trousers': { draw: suitTrousers, weave: 'flannel', roles: of() },
  'wide-wale-corduroy-trousers': { draw: corduroy, weave: 'corduroy', weaveScale: 1.25, roles: of() },
};
void both; void move; void rows;
