// Silk and cashmere for the neck: the carré with its printed wheel of stirrups, the stole, the grenadine tie.
import { Scene } from '../../kit/scene.mjs';
import { box, circle, closed, inset, loop, move, offset, ribbon, smooth, soft, turn, vPath, words, along } from './common.mjs';
import { bust, placed, put } from './body.mjs';

const polar = (r, a) => [Math.sin((a * Math.PI) / 180) * r, -Math.cos((a * Math.PI) / 180) * r];
const d = (p, close = true) => 'M' + p.map((q) => `${q[0].toFixed(2)} ${q[1].toFixed(2)}`).join('L') + (close ? 'Z' : '');

/** The print, in 90 units square around (0, 0): ground is the cloth; two more inks and an outline. */
function print(s) {
  const ink2 = (p) => p.second.colour, pale = (p) => p.pale.colour, deep = (p) => p.deep.colour;
  const P = (path, c, o) => s.paint(path, c, o);
  const L = (path, c, w, o = {}) => s.paint(null, c, { data: d(path, o.close ?? false), strokeWidth: w, ...o });
  P(box(-37, -37, 74, 74), pale);
  for (const [k, w] of [[37, 0.9], [35.4, 0.35], [34.6, 0.2]]) L(box(-k, -k, 2 * k, 2 * k), k === 37 ? ink2 : deep, w, { close: true });
  // the ropes along the border
  for (let side = 0; side < 4; side++) for (let i = 0; i < 26; i++) { const x = -36 + i * 2.88; L(turn([[x, -41.6], [x + 0.9, -40.4], [x + 1.9, -40.2], [x + 2.9, -39.2]], side * 90), ink2, 0.42); }
  for (const k of [42.4, 38.4]) L(box(-k, -k, 2 * k, 2 * k), ink2, 0.22, { close: true });
  // corner medallions
  for (let c = 0; c < 4; c++) {
    const at = (p) => turn(move(p, -26.4, -26.4), c * 90);
    P(at(circle(0, 0, 6.6)), deep); L(at(circle(0, 0, 6.6)), ink2, 0.7, { close: true }); L(at(circle(0, 0, 5.2)), ink2, 0.22, { close: true });
    for (let i = 0; i < 8; i++) { const q = turn(closed([[0, -1.2], [1.15, -3], [0, -4.9], [-1.15, -3]]), i * 45); P(at(q), i % 2 ? pale : ink2); }
    P(at(circle(0, 0, 1.1)), ink2);
    for (const [a, b] of [[8, -3], [-3, 8]]) { const q = closed([[a * 1.2, b * 1.4], [a * 1.5 + 1, b * 1.1], [a * 1.9, b * 1.5], [a * 1.5, b * 1.9]]); P(at(q), ink2); }
  }
  // the wheel: reins, knots, sixteen stirrups
  for (const r of [31.6, 30.8]) L(circle(0, 0, r), deep, 0.3, { close: true });
  for (let i = 0; i < 16; i++) {
    const a = i * 22.5, col = i % 2 ? ink2 : deep;
    const place = (p) => turn(p, a);
    // rein from the hub, bowing to the next stirrup
    const rein = smooth([polar(6, a - 6), polar(11, a + 9), polar(16.4, a + 1.6), polar(20, a)]);
    L(rein, deep, 1.25); L(rein, ink2, 0.7);
    L(smooth([polar(30.8, a - 11.25), polar(27.4, a - 7), polar(24.6, a - 11.25)]), deep, 0.5);
    const st = (k) => closed([[0, -20.4 - k * 0.2, 'c'], [1.1 - k * 0.2, -21.2], [2.9 - k, -25], [3 - k, -28.6 + k, 'c'], [-3 + k, -28.6 + k, 'c'], [-2.9 + k, -25], [-1.1 + k * 0.2, -21.2]]);
    s.paint(null, col, { data: d(place(st(0))) + d(place(st(0.75))) });
    P(place(box(-3.3, -29.5, 6.6, 1.4)), col); P(place(box(-0.9, -21, 1.8, 1.6)), col);
    L(place([[-2.6, -28.8], [2.6, -28.8]]), pale, 0.18);
    // the knot on each rein
    P(place(circle(0.55, -14.8, 1.15)), ink2); L(place(circle(0.55, -14.8, 1.15)), deep, 0.25, { close: true });
    L(place([[-0.2, -15.3], [1.3, -14.3]]), deep, 0.22); L(place([[-0.2, -14.5], [1, -13.9]]), deep, 0.22);
  }
  for (let i = 0; i < 16; i++) { const q = turn(closed([[0, -5.2], [1.1, -7.4], [0, -9.6], [-1.1, -7.4]]), i * 22.5 + 11.25); P(q, i % 2 ? deep : ink2); }
  P(circle(0, 0, 6.2), deep); L(circle(0, 0, 6.2), ink2, 0.8, { close: true }); L(circle(0, 0, 5), ink2, 0.25, { close: true });
  s.paint(null, ink2, { data: vPath(0, 0, 4.6) });
  words(s, 'LES ETRIERS', 0, 32.2, 1.1, { colour: deep, weight: 0.16, space: 0.5 });
}

function square(k = 45) {
  const e = (i) => 0.25 * Math.sin(i * 2.1);
  const side = Array.from({ length: 12 }, (_, i) => [-k + (i * 2 * k) / 12, -k + e(i), ...(i === 0 ? ['c'] : [])]);
  return closed([0, 1, 2, 3].flatMap((q) => turn(side, q * 90)));
}
function carre({ view }) {
  const s = new Scene({ seed: 401 });
  const out = square();
  s.part(out, { lift: 0.7, round: 1.8, puff: 1, drape: 0.8, folds: [{ path: [[-46, 1], [0, 0.3], [46, -0.6]], width: 1.1, height: 0.34, ends: 0.02, ink: false }, { path: [[0.4, -46], [0, 0], [-0.4, 46]], width: 1.1, height: 0.34, ends: 0.02, ink: false }] });
  print(s);
  s.part(out, { cloth: 'main', holes: [inset(out, 1.1)], lift: 0.12, round: 0.9, puff: 1.1, ink: 'fine', weight: 1.6 });
  s.stitch(loop(inset(out, 1.25)), { dash: 0.3, gap: 1.3, thick: 0.1, alpha: 0.5 });
  s.focus = view === 'detail' ? { x: -17, y: -14, w: 40 } : { x: -17, y: -14, w: 40 };
  return s;
}
/** The print as it shows on a folded carré: lozenges between two lines, cut by the fold's outline. */
function printedFold(s, clip, rows) {
  const gold = (p) => p.second.colour;
  for (const { line, size } of rows) {
    const n = Math.max(2, Math.round(line.length / (size * 2.4)));
    for (const q of [-1, 1]) s.paint(null, gold, { data: d(offset(line, q * size * 0.9), false), strokeWidth: size * 0.14, clip });
    for (let i = 0; i < n; i++) {
      const { point: c, direction: u } = along(line, (i + 0.5) / n), a = (Math.atan2(u[1], u[0]) * 180) / Math.PI;
      const at = (p) => move(turn(p, a), ...c);
      if (i % 2) s.paint(at(closed([[0, -size * 0.62], [size * 0.4, 0], [0, size * 0.62], [-size * 0.4, 0]])), gold, { clip });
    }
  }
}
function carreWorn() {
  const s = new Scene({ seed: 402 });
  bust(s);
  const tails = (k) => closed([[k * 3, -2, 'c'], [k * 13, 4], [k * 22, 22], [k * 19, 34, 'c'], [k * 10, 30], [k * 5, 20]]);
  for (const k of [-1, 1]) { s.part(tails(k), { cloth: 'print', lift: 0.8, round: 3, puff: 1.4, folds: [{ path: [[k * 4, 0], [k * 12, 14], [k * 16, 30]], width: 1.6, height: 0.9, sharp: k }] }); printedFold(s, tails(k), [{ line: smooth([[k * 23, 20], [k * 19.4, 31], [k * 10, 27.6], [k * 3, 15]]), size: 2.4 }, { line: smooth([[k * 4, 0], [k * 11, 9], [k * 15, 24]]), size: 2.8 }]); }
  const wrap = closed([[-15.6, -25, 'c'], [-6, -20.4], [6, -20.4], [15.6, -25, 'c'], [19, -16], [17, -6], [8, 2], [0, 3.6], [-8, 2], [-17, -6], [-19, -16]]);
  s.part(wrap, { cloth: 'print', lift: 1, round: 3.4, puff: 1.8, folds: [-14, -9, -4].map((y, i) => ({ path: [[-17, y - 4], [0, y + 2 + i * 2], [17, y - 4]], width: 1.4, height: 0.9, sharp: 1 })) });
  printedFold(s, wrap, [-17.4, -5].map((y) => ({ line: smooth([[-18, y - 4], [-8, y + 1], [0, y + 2.6], [8, y + 1], [18, y - 4]]), size: 2.5 })));
  for (const y of [-15.4, -7.6]) s.line(smooth([[-16.4, y - 4], [0, y + 2.6], [16.4, y - 4]]), { weight: 2.4, alpha: 0.5, clip: wrap });
  s.part(closed([[-5, -3], [0, -4.6], [5, -3], [5.6, 2], [3.6, 6], [0, 7], [-3.6, 6], [-5.6, 2]]), { cloth: 'print', lift: 0.8, round: 2.4, puff: 1.6, folds: [{ path: [[-4, -1], [0, 0.6], [4, -1]], width: 0.9, height: 0.6 }] });
  s.frame = { x: 0, y: -4, h: 108 };
  return s;
}

function stole() {
  const s = new Scene({ seed: 403 });
  const fringe = (x0, x1, y, dir, n) => { for (let i = 0; i < n; i++) { const x = x0 + ((i + 0.5) * (x1 - x0)) / n, w = (x1 - x0) / n * 0.72; const sway = Math.sin(i * 1.7) * 0.5; s.part(ribbon(smooth([[x, y - dir * 0.6], [x + sway * 0.4, y + dir * 4], [x + sway, y + dir * 8]]), [w * 0.8, w, w * 0.66], { round: true }), { lift: 0.35, round: w * 0.4, puff: 0.6, ink: 'fine', weight: 1.4, drape: 0 }); for (let j = 1; j < 6; j++) s.line([[x - w * 0.36 + sway * j / 6, y + dir * (j * 1.35)], [x + w * 0.36 + sway * j / 6, y + dir * (j * 1.35 - 0.7)]], { weight: 1.5, alpha: 0.5 }); } };
  // folded in three lengthwise and once across: two layers, the under one peeping out
  fringe(-21, 25, 41, 1, 17);
  const under = closed([[-22, -37, 'c'], [26, -38, 'c'], [27, 0], [26, 42, 'c'], [-22, 41.6, 'c'], [-22.6, 0]]);
  s.part(under, { lift: 1, round: 3.4, puff: 1.1 });
  fringe(-27, 21, 33, 1, 18);
  const folds = [{ path: [[-12, -40], [-11.4, 0], [-12, 33]], width: 1.4, height: 0.9, sharp: 1, ends: 0.05 }, { path: [[6, -40], [5, -4], [6, 33]], width: 1.4, height: 0.9, sharp: -1, ends: 0.05 }, { path: [[-26, -30], [-4, -33], [20, -29]], width: 3, height: 0.7, sharp: 1 }];
  const top = closed([[-27, -41], [-24, -44.4], [0, -45.4], [19, -44.6], [22, -41], [22.6, -4], [22, 34, 'c'], [0, 33.4], [-28, 34, 'c'], [-28.4, 0]]);
  s.part(top, { lift: 1.3, round: 4.4, puff: 1.4, folds });
  s.line(smooth([[-27, -37], [-4, -39], [21.6, -37.4]]), { weight: 2, alpha: 0.4 });
  s.line(smooth([[22, 32.6], [0, 32], [-28, 32.6]]), { weight: 1.8, alpha: 0.5 });
  s.paint(null, (p) => p.mark.colour, { data: vPath(15.6, 26.4, 4.4), alpha: 0.8 });
  s.focus = { x: 8, y: 29, w: 32 };
  return s;
}
function stoleWorn() {
  const s = new Scene({ seed: 404 });
  bust(s);
  const end = (k, len) => closed([[k * 6, -10, 'c'], [k * 27, -9, 'c'], [k * 31, 16], [k * 29, len, 'c'], [k * 7, len, 'c'], [k * 9, 18]]);
  const endFolds = (k) => [{ path: [[k * 13, -6], [k * 15, 30], [k * 13, 78]], width: 2, height: 1, sharp: k }, { path: [[k * 22, -6], [k * 24, 30], [k * 21, 78]], width: 2, height: 1, sharp: k }];
  s.part(end(-1, 78), { lift: 1, round: 4, puff: 1.6, folds: endFolds(-1) }); s.part(end(1, 78), { lift: 1, round: 4, puff: 1.6, folds: endFolds(1) });
  const drape = closed([[-16, -30, 'c'], [-7, -24], [0, -22.4], [7, -24], [16, -30, 'c'], [25, -22], [31, -8], [22, 3], [3, 9.6], [-18, 6], [-31, -5], [-26, -21]]);
  s.part(drape, { lift: 1.4, round: 5, puff: 2.4, folds: [-19, -12, -4].map((y, i) => ({ path: [[-24 - i * 2, y - 6], [0, y + 4 + i * 1.6], [25 + i * 2, y - 7]], width: 2, height: 1.2, sharp: 1, ends: 0.2 })) });
  s.frame = { x: 0, y: -2, h: 112 };
  return s;
}

function tie({ view }) {
  const s = new Scene({ seed: 405 });
  const back = view === 'back';
  const blade = closed([[-12.4, 34, 'c'], [0, 46.6, 'c'], [12.4, 34, 'c'], [8.4, -4], [5.6, -34, 'c'], [-5.6, -34, 'c'], [-8.4, -4]]);
  if (back) {
    s.part(blade, { lift: 1, round: 1.8 });
    s.part(closed([[-11.6, 33.4, 'c'], [0, 45.2, 'c'], [11.6, 33.4, 'c'], [9.4, 14, 'c'], [0, 19, 'c'], [-9.4, 14, 'c']]), { cloth: 'main', lift: 0, ink: false, noLight: true });
    s.part(closed([[-12.4, 34, 'c'], [-8.4, -4], [-5.6, -34, 'c'], [-0.2, -34, 'c'], [-0.2, 0], [-0.2, 24, 'c'], [-5, 28]]), { lift: 0.35, round: 1.2, ink: 'fine', grain: 45 });
    s.part(closed([[12.4, 34, 'c'], [8.4, -4], [5.6, -34, 'c'], [-0.6, -34, 'c'], [-0.2, 0], [0, 24, 'c'], [5, 28]]), { lift: 0.4, round: 1.2, ink: 'fine', grain: -45 });
    for (const k of [-1, 1]) for (let i = 1; i < 3; i++) s.line(smooth([[k * (12 - i * 2.6), 33.6 + i * 1.4], [k * (8.4 - i * 2.2), 26], [k * (6 - i * 1.6), 12]]), { weight: 1.8, alpha: 0.5 });
    const slip = smooth([[0, -30], [0.1, 0], [0, 23]]); s.stitch(slip, { dash: 0.8, gap: 1.4, thick: 0.14 });
    s.part(soft(-1.9, 22.6, 3.8, 1.1, 0.3), { cloth: 'bar', lift: 0.15, ink: 'fine' });
    s.part(soft(-6, 7.6, 12, 4.4, 0.4), { lift: 0.4, round: 0.9, grain: 90, ink: 'fine' });
    s.part(soft(-5.2, -3, 10.4, 6, 0.3), { cloth: 'label', lift: 0.15, ink: 'fine' }); words(s, 'MAISON VERRANE', 0, -0.9, 0.75, { weight: 0.08 }); words(s, 'COMO', 0, 0.9, 0.6, { weight: 0.07 });
    s.part(closed([[-5.4, -32, 'c'], [5.4, -32, 'c'], [4.6, -44], [3.4, -58, 'c'], [-3.4, -58, 'c'], [-4.6, -44]]), { lift: 0.4, round: 1.6 });
    s.focus = { x: 0, y: 20, w: 26 }; return s;
  }
  // the narrow end rolled up: a cylinder lying across, its spiral showing at the right
  s.part(blade, { lift: 1.1, round: 2.6, puff: 1.6, folds: [{ path: [[-3, -30], [-2, 0], [-4, 30]], width: 2.6, height: 0.3, ink: false }] });
  s.line(smooth([[-11.4, 33.2, 'c'], [0, 44.8, 'c'], [11.4, 33.2, 'c']]), { weight: 1.6, alpha: 0.5 });
  s.part(ribbon([[0.4, -34], [0.6, -30], [0.4, -25]], [12, 11.6, 11.4]), { lift: 0.9, round: 2, ink: false, puff: 0.8 });
  const roll = closed([[-9, -45.4, 'c'], [0, -46.2], [9, -45.4, 'c'], [9.6, -39.6], [9, -33.4, 'c'], [0, -32.6], [-9, -33.4, 'c'], [-9.6, -39.6]]);
  s.part(roll, { lift: 1.6, round: 6.4, puff: 5.4, grain: 90 });
  s.line(smooth([[-9.2, -36], [0, -35.2], [9.2, -36]]), { weight: 2.4, alpha: 0.7 });
  const end = circle(9.4, -39.5, 3, 6.2); s.part(end, { lift: 0.3, round: 1, puff: 0.8, grain: 90, ink: 'fine' });
  s.line(Array.from({ length: 90 }, (_, i) => { const a = (i / 89) * Math.PI * 6.6, r = 1 - i / 96; return [9.5 + Math.cos(a) * 2.8 * r, -39.5 + Math.sin(a) * 5.8 * r]; }), { weight: 2, alpha: 0.95, taper: false });
  const lain = new Scene({ seed: 405 }); put(lain, placed(s, 1, 0, 0, 9));
  lain.focus = { x: -5, y: 30, w: 26 };
  return lain;
}
function tieWorn() {
  const s = new Scene({ seed: 406 });
  bust(s);
  // jacket and shirt
  s.part(closed([[-17, -27, 'c'], [0, -6], [17, -27, 'c'], [26, -8], [26, 70, 'c'], [-26, 70, 'c'], [-26, -8]]), { cloth: 'paper', lift: 0.4, puff: 0.8, drape: 0 });
  const blade = closed([[-3.4, -9, 'c'], [3.4, -9, 'c'], [6, 20], [8.6, 70, 'c'], [-8.6, 70, 'c'], [-6, 20]]);
  s.part(blade, { lift: 0.9, round: 2.4, puff: 1.4, folds: [{ path: [[0, -8], [0.6, 4], [0, 18]], width: 1.2, height: -0.7 }] });
  s.part(closed([[-5.6, -18, 'c'], [5.6, -18, 'c'], [4.4, -11], [3.2, -8, 'c'], [-3.2, -8, 'c'], [-4.4, -11]]), { lift: 0.8, round: 2, puff: 1.6 });
  for (const k of [-1, 1]) {
    s.part(closed([[k * 16, -29, 'c'], [k * 8, -20], [k * 3, -17, 'c'], [k * 15, -2, 'c'], [k * 21, -16, 'c']]), { cloth: 'paper', lift: 0.8, round: 2, drape: 0 });
    s.part(closed([[k * 21, -18, 'c'], [k * 38, -6], [k * 60, 4, 'c'], [k * 66, 70, 'c'], [k * 11, 70, 'c'], [k * 15, 30], [k * 19, 4]]), { cloth: 'paper', lift: 0.8, round: 4, drape: 0 });
    s.part(closed([[k * 20.6, -19, 'c'], [k * 27, -10, 'c'], [k * 37, 8, 'c'], [k * 29, 13, 'c'], [k * 33, 18, 'c'], [k * 12, 69, 'c'], [k * 15.6, 28]]), { cloth: 'paper', lift: 0.8, round: 2, drape: 0 });
  }
  s.frame = { x: 0, y: 6, h: 112 };
  return s;
}
const mixed = (a, b, t) => '#' + [1, 3, 5].map((i) => Math.round(parseInt(a.slice(i, i + 2), 16) * (1 - t) + parseInt(b.slice(i, i + 2), 16) * t).toString(16).padStart(2, '0')).join('');
const isLight = (h) => parseInt(h.slice(1, 3), 16) + parseInt(h.slice(3, 5), 16) > 300;
export const scarves = {
  'carre-les-etriers': { draw: carre, worn: carreWorn, weave: 'satin', fill: 1, roles: (hex, code, main, c) => ({ second: { weave: 'satin', colour: c.hex2 }, pale: { weave: 'satin', colour: isLight(hex) ? '#F2EBDB' : mixed('#F2EADA', c.hex2, 0.12) }, deep: { weave: 'satin', colour: isLight(hex) ? '#5A3A1C' : mixed(hex, '#0e0c0a', 0.12) }, print: { weave: 'satin', colour: hex } }) },
  'fringed-cashmere-stole': { draw: stole, worn: stoleWorn, weave: 'cashmere', fill: 0.94, roles: (hex) => ({ mark: { weave: 'satin', colour: mixed(hex, isLight(hex) ? '#3a2a18' : '#efe7d6', 0.55) } }) },
  'grenadine-tie': { draw: tie, worn: tieWorn, weave: 'grenadine', fill: 1, roles: (hex) => ({ bar: { weave: 'satin', colour: mixed(hex, '#efe7d6', 0.25) } }) },
};
