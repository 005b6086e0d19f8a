// Gloves and hats.
import { Scene } from '../../kit/scene.mjs';
import { circle, closed, hole, loop, ribbon, smooth, soft, vPath, edgeStitch } from './common.mjs';
import { hand, head, placed, put } from './body.mjs';

/** One glove, fingers up, wrist at y = 0 and cuff below; thumb +1 = at the viewer's right. */
function glove(s, { thumb = 1, cuff = 40, palmSide = false, short = false, driving = false } = {}) {
  const h = hand({ thumb, spread: 0.55, wrist: 13, fingerEase: 0.5 });
  const up = (p) => p.map(([x, y, ...r]) => [x, -y, ...r]);
  const cuffPath = up(short ? closed([[-6.4, 3, 'c'], [-6.6, -2], [-8.2, -9, 'c'], [0, -10], [8.2, -9, 'c'], [6.6, -2], [6.4, 3, 'c']]) : closed([[-6.4, 4, 'c'], [-6.4, -6], [-8.4, -22], [-11, -cuff, 'c'], [0, -cuff - 1.4], [11, -cuff, 'c'], [8.4, -22], [6.4, -6], [6.4, 4, 'c']]));
  const wrinkles = short ? [] : [[-4, 0.9], [-10, 0.8], [-19, 0.7], [-28, 0.5]].map(([y, a], i) => ({ path: up([[-9, y - 1], [(i % 2) * 3 - 1, y + 1.6], [9, y - 0.6]]), width: 1.4, height: a, sharp: 1 }));
  const paths = [up(h.thumb), ...h.fingers.map(up), cuffPath, up(h.palm)];
  paths.forEach((p, i) => s.part(p, { lift: 0.9, round: i === paths.length - 1 ? 9 : 1.9, puff: i === paths.length - 1 ? 1.1 : 1.5, drape: 0.25, folds: i === paths.length - 2 ? wrinkles : undefined }));
  // one skin: cover the inner ink where palm, cuff, thumb and fingers meet
  const joint = (p) => s.part(p, { lift: 0, ink: false, noLight: true });
  joint(up(closed([[-5.6, 6], [5.6, 6], [5.9, 0], [6, -4], [-6, -4], [-5.9, 0]])));
  h.fingers.forEach((f, i) => { const [kx, ky] = h.knuckles[i]; joint(up(closed([[kx - 1.7, ky - 3], [kx + 1.7, ky - 3], [kx + 1.6, ky + 4.4], [kx - 1.6, ky + 4.4]]))); });
  joint(up(closed([[5 * thumb, 9], [9 * thumb, 10], [9.4 * thumb, 14], [8 * thumb, 17], [5 * thumb, 14]])));
  // fourchettes between the fingers
  for (let i = 0; i < 3; i++) { const a = h.knuckles[i], b = h.knuckles[i + 1]; const x = (a[0] + b[0]) / 2, y = -(Math.min(a[1], b[1]) + 3.4); s.line([[x, y + 1.6], [x, y - 2.6]], { weight: 2.6, ink: 'contour' }); }
  s.line(up(smooth([[6.2 * thumb, 5], [8.6 * thumb, 10], [9.4 * thumb, 15.6], [8.8 * thumb, 19]])), { weight: 2.2, alpha: 0.7 });
  const pts = h.knuckles.slice(0, 3).map((k, i) => { const n = h.knuckles[i + 1]; return [(k[0] + n[0]) / 2, (k[1] + n[1]) / 2]; });
  if (driving) {
    h.knuckles.forEach(([x, y]) => { hole(s, x, -(y - 0.6), 1.15); s.line(loop(circle(x, -(y - 0.6), 1.75)), { weight: 1.4, alpha: 0.6, taper: false }); });
    h.joints.forEach(([x, y], i) => { for (let r = 0; r < 3; r++) for (const c of [-0.8, 0.8]) s.paint(circle(x + c * (0.9 - r * 0.1), -(y + r * 1.8 + (i === 3 ? -1 : 0)), 0.24), '#17100b', { alpha: 0.85 }); });
    const oval = up(circle(0, 8.4, 4.4, 3.4)); s.part(oval, { cloth: 'skinless', lift: -0.01, puff: 0.4, ink: 'contour', round: 1 }); s.line(loop(up(circle(0, 8.4, 5.1, 4.1))), { weight: 1.4, alpha: 0.5, taper: false }); s.stitch(loop(up(circle(0, 8.4, 5.6, 4.6))), { dash: 0.5, gap: 0.36, thick: 0.13 });
    s.part(up(closed([[-8.4, -1.4, 'c'], [2, -1.2], [6.6, -2], [8.4, -4], [6.6, -6], [2, -6.2], [-8.6, -6.2, 'c']])), { lift: 0.5, round: 1.2, ink: 'fine' }); s.stitch(up(smooth([[-7.6, -2.2], [2, -2], [6, -2.8], [7.2, -4], [6, -5.2], [2, -5.4], [-7.6, -5.4]])), { dash: 0.5, gap: 0.36, thick: 0.13 });
    s.button(5 * 1, 4, 1.15, 'snap');
    for (const p of paths.slice(1, 5)) s.stitch(p.slice(2, -2), { dash: 0.4, gap: 0.5, thick: 0.13, alpha: 0.7 });
  } else if (short) {
    s.line(up(smooth([[-7.6, 18], [0, 15.4], [7.4, 17]])), { weight: 2, alpha: 0.55 }); s.line(up(smooth([[-7 * thumb, 12], [-1 * thumb, 13], [4 * thumb, 9], [4.6 * thumb, 3]])), { weight: 2, alpha: 0.55 });
    const patch = up(closed([[-6.4, 21], [6.6, 21], [7, 17], [3, 14.6], [-5.8, 15]])); s.part(patch, { lift: 0.2, round: 1.4, ink: 'fine' }); edgeStitch(s, patch, 0.7, { dash: 0.5, gap: 0.36, thick: 0.12 });
    s.part(up(closed([[-6.6, -2], [0, -1], [6.6, -2, 'c'], [6.8, -5.6, 'c'], [0, -4.8], [-6.8, -5.6, 'c']])), { lift: 0.3, round: 1, ink: 'fine' });
    for (const p of paths.slice(1, 5)) s.stitch(p.slice(2, -2), { dash: 0.4, gap: 0.5, thick: 0.13, alpha: 0.7 });
  } else if (!palmSide) {
    pts.forEach(([x, y], i) => { for (const dx of [-0.35, 0.35]) s.line(smooth([[x + dx, -(y - 1)], [x * 0.8 + dx, -(y - 8)], [x * 0.6 + dx * 0.6, -(y - 14.5)]]), { weight: 2, alpha: 0.75, ink: 'seam' }); s.stitch(smooth([[x, -(y - 1)], [x * 0.8, -(y - 8)], [x * 0.6, -(y - 14.5)]]), { dash: 0.6, gap: 0.5, thick: 0.16 }); void i; });
  } else {
    const slit = up(closed([[0, 5], [1.5, 1], [1.3, -6], [0, -11], [-1.3, -6], [-1.5, 1]])); s.part(slit, { cloth: 'skinless', lift: -0.01, puff: 0.3, ink: 'contour', round: 0.8 });
    for (const y of [2, -6]) { s.line(up([[-1.6, y], [1.6, y + 0.1]]), { weight: 2.4 }); s.button(1.9, -y, 1.05, 'pearl'); }
    s.line(up(smooth([[-7.6, 18], [0, 15.4], [7.4, 17]])), { weight: 1.8, alpha: 0.45 }); s.line(up(smooth([[-7, 12], [-1, 13], [4, 9], [4.6, 4]])), { weight: 1.8, alpha: 0.45 });
  }
  if (!short) { const hem = up(smooth([[-10.8, -cuff + 1.4], [0, -cuff], [10.8, -cuff + 1.4]])); s.stitch(hem, { thick: 0.13, dash: 0.6, gap: 0.4 }); }
  else s.stitch(up(smooth([[-7.6, -8], [0, -9], [7.6, -8]])), { thick: 0.13, dash: 0.6, gap: 0.4 });
  return h;
}
function longGloves({ view }) {
  const s = new Scene({ seed: 501 });
  const a = new Scene({ seed: 1 }), b = new Scene({ seed: 2 });
  glove(a, { thumb: view === 'back' ? 1 : -1, palmSide: view === 'back', cuff: 44 }); glove(b, { thumb: view === 'back' ? -1 : 1, palmSide: view === 'back', cuff: 44 });
  put(s, placed(a, 1, 9, 4, 19)); put(s, placed(b, 1, -9, 4, -19));
  s.focus = { x: -14, y: -9, w: 30 };
  return s;
}
function drivingGloves({ view }) {
  const s = new Scene({ seed: 502 });
  for (const k of [-1, 1]) { const a = new Scene({ seed: 3 + k }); glove(a, { thumb: view === 'back' ? k : -k, short: true, driving: view !== 'back', palmSide: false }); if (view === 'back') { a.elements = a.elements.filter((e) => true); } put(s, placed(a, 1.42, k * 24, 22, k * 7)); }
  s.focus = { x: -18, y: 2, w: 34 };
  return s;
}
function gloveWorn(opts) {
  return () => {
    const s = new Scene({ seed: 503 }), g = new Scene({ seed: 504 });
    s.part(ribbon(smooth([[13, 92], [7, 56], [2, 20]]), [21, 18, 13]), { cloth: 'skin', lift: 0.4, round: 3, puff: 0.6, drape: 0 });
    if (opts.short) { s.part(ribbon(smooth([[15, 96], [10, 60], [6.4, 34]]), [29, 27, 24]), { cloth: 'paper', lift: 0.7, round: 4, drape: 0 }); }
    glove(g, { thumb: 1, cuff: 44, ...opts });
    put(s, placed(g, 1.15, 0, 12, -7));
    s.frame = { x: 4, y: 8, h: 112 };
    return s;
  };
}

// ---------------------------------------------------------------- fedora, three-quarter from above
function fedora({ view }) {
  const s = new Scene({ seed: 511 });
  const back = view === 'back', m = (p) => (back ? p.map(([x, ...r]) => [-x, ...r]) : p);
  const brim = closed(m([[-44, 9], [-36, -6], [-14, -15], [12, -15], [36, -7], [45, 7], [40, 20], [22, 29], [-2, 31.6], [-26, 28], [-40, 19]]));
  s.part(brim, { lift: 2, round: 6, puff: 2.4, folds: [{ path: m([[-40, 8], [-30, 22], [0, 27], [30, 22], [40, 8]]), width: 3.4, height: 1.1, sharp: 1, ink: false }] });
  s.line(loop(brim.map(([x, y]) => [x * 0.975, 8 + (y - 8) * 0.955])), { weight: 1.6, alpha: 0.35, taper: false });
  const crown = closed(m([[-25, 10, 'c'], [-25.4, -4], [-22.4, -20], [-18.4, -31], [-11, -36.8], [-3, -36], [2, -34.6], [7, -35.6], [13, -35.6], [18.4, -30], [22.4, -17], [25.4, 9, 'c'], [14, 15], [0, 16.8], [-14, 15.4]]));
  s.part(crown, { lift: 1.6, round: 7, puff: 4.4, folds: [
    { path: m([[-12, -32], [0, -30], [14, -29]]), width: 3.4, height: -3.4, ends: 0.3 },
    ...(back ? [] : [{ path: m([[-14, -31], [-18, -20], [-15, -10]]), width: 3, height: -2.8, ends: 0.3 }, { path: m([[10, -31], [15, -21], [12, -11]]), width: 3, height: -2.8, ends: 0.3 }]),
  ] });
  s.line(smooth(m([[-17, -33.4], [-6, -29.6], [6, -29], [18, -31]])), { weight: 2.6, alpha: 0.6 });
  s.line(smooth(m([[-15, -34.6], [-2, -32.4], [14, -33.4]])), { weight: 1.8, alpha: 0.4 });
  const band = closed(m([[-25.6, 1, 'c'], [-14, 6.4], [0, 7.9], [14, 6.4], [25.2, 0.6, 'c'], [25.9, 9.6, 'c'], [14, 15.6], [0, 17.4], [-14, 16], [-25.4, 10.6, 'c']]));
  s.part(band, { cloth: 'band', lift: 0.35, round: 1.4, ink: 'fine' });
  for (let i = 0; i < 5; i++) s.line(smooth(m([[-25.4, 3 + i * 1.7], [-14, 8 + i * 1.7], [0, 9.4 + i * 1.7], [14, 8 + i * 1.7], [25.2, 2.6 + i * 1.7]])), { cloth: 'band', weight: 1.3, alpha: 0.35 });
  if (!back) { const bow = closed(m([[-24, 0.6, 'c'], [-13, 5.4, 'c'], [-12, 15.4, 'c'], [-23.4, 11.6, 'c']])); s.part(bow, { cloth: 'band', lift: 0.5, round: 1, ink: 'fine' }); s.part(closed(m([[-19.6, 1.6, 'c'], [-16.4, 3, 'c'], [-16, 15.2, 'c'], [-19.2, 13.9, 'c']])), { cloth: 'band', lift: 0.5, round: 0.9, ink: 'fine' }); }
  else s.line(smooth([[-3, 8], [-2.6, 17]]), { cloth: 'band', weight: 2.4 });
  s.focus = { x: back ? 6 : -7, y: -8, w: 54 };
  return s;
}
function fedoraWorn() {
  const s = new Scene({ seed: 512 });
  head(s);
  const f = fedora({ view: 'front' });
  put(s, placed(f, 0.92, 0, -17));
  s.frame = { x: 0, y: 12, h: 146 };
  return s;
}
// ---------------------------------------------------------------- beanie
function beanie() {
  const s = new Scene({ seed: 521 });
  const crown = closed([[-31, 14, 'c'], [-31.6, 0], [-28, -18], [-18, -33], [0, -39], [18, -33], [28, -18], [31.6, 0], [31, 14, 'c']]);
  const folds = [-24, -16, -8, 0, 8, 16, 24].map((x) => ({ path: [[x * 1.24, 12], [x * 1.16, -10], [x * 0.6, -29], [x * 0.06, -38]], width: 1.4, height: -0.8, ends: 0.04, ink: false }));
  s.part(crown, { lift: 1.6, round: 7, puff: 3.4, folds });
  for (const f of folds) s.line(smooth(f.path), { weight: 2.4, alpha: 0.55 });
  const fold = closed([[-33, 10, 'c'], [-18, 8.4], [0, 7.8], [18, 8.4], [33, 10, 'c'], [34, 22], [33, 36], [28, 38.6], [0, 40], [-28, 38.6], [-33, 36], [-34, 22]]);
  s.part(fold, { lift: 1, round: 4, puff: 2.4 });
  s.line(smooth([[-33.6, 34], [0, 36.4], [33.6, 34]]), { weight: 2, alpha: 0.5 });
  s.part(soft(13, 24, 8.4, 8.4, 0.7), { cloth: 'leather', lift: 0.3, round: 1, ink: 'fine' }); s.paint(null, '#D9B878', { data: vPath(17.2, 28.2, 4) }); s.stitch(loop(soft(13.7, 24.7, 7, 7, 0.4)), { cloth: 'leather', dash: 0.6, gap: 0.4, thick: 0.12 });
  s.focus = { x: 10, y: 20, w: 34 };
  return s;
}
function beanieWorn() {
  const s = new Scene({ seed: 522 });
  head(s);
  put(s, placed(beanie(), 0.68, 0, -24));
  s.frame = { x: 0, y: 10, h: 136 };
  return s;
}
const dim = (hex, k) => '#' + [1, 3, 5].map((i) => Math.round(parseInt(hex.slice(i, i + 2), 16) * k + 8).toString(16).padStart(2, '0')).join('');
export const handsAndHats = {
  'long-nappa-gloves': { draw: longGloves, worn: gloveWorn({}), weave: 'calf', roles: (hex) => ({ skinless: { weave: 'satin', colour: dim(hex, 0.55) } }) },
  'openwork-driving-gloves': { draw: drivingGloves, worn: gloveWorn({ short: true, driving: true }), weave: 'grained', weaveScale: 0.6, roles: (hex) => ({ skinless: { weave: 'suede', colour: dim(hex, 0.4) } }) },
  'felt-fedora': { draw: fedora, worn: fedoraWorn, weave: 'felt', roles: (hex) => ({ band: { weave: 'grosgrain', colour: dim(hex, 0.42) } }) },
  'ribbed-cashmere-beanie': { draw: beanie, worn: beanieWorn, weave: 'rib', fill: 0.86 },
};
