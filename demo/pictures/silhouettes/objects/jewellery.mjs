// Jewellery and watches.
import { Scene } from '../../kit/scene.mjs';
import { along, bar, box, sheen, buckle, chain, circle, closed, cordChain, ECRU, edgeStitch, hole, inset, loop, mix, move, offset, ribbon, ring, smooth, soft, strap, tube, turn, vPath, words } from './common.mjs';
import { darker } from '../../kit/colour.mjs';
import { bust, forearm, hand, handMarks, placed, profile, put, union } from './body.mjs';
import { stirrup } from './bags.mjs';

const METAL = { cloth: 'main', ink: 'fine' };
/** A signet seen a little from above: the shank's ring below its flat cushion face. */
function signetBody(s, { k = 1 } = {}) {
  const P = (p) => p.map(([x, y, ...r]) => [x * k, y * k, ...r]);
  const outer = P(closed([[-22, -14], [-29, -2], [-30.6, 12], [-24, 28], [-10, 36.4], [0, 37.6], [10, 36.4], [24, 28], [30.6, 12], [29, -2], [22, -14], [0, -18]]));
  const hole1 = P(closed([[-15, 3], [-20.4, 8], [-21.4, 15], [-17, 25], [-8, 31], [0, 32.2], [8, 31], [17, 25], [21.4, 15], [20.4, 8], [15, 3], [0, 1]]));
  s.part(outer, { ...METAL, holes: [hole1], lift: 1.6, round: 4, puff: 6 });
  sheen(s, outer, 12, 0.85, [hole1]);
  // the inside of the shank, seen through the ring
  const inner = P(closed([[-15, 3], [-20.4, 8], [-21.4, 15], [-17, 25], [-8, 31], [0, 32.2], [8, 31], [17, 25], [21.4, 15], [20.4, 8], [15, 3], [17, 12], [13, 21], [0, 26], [-13, 21], [-17, 12]]));
  s.part(inner, { ...METAL, lift: 0, puff: 0.6, round: 1, ink: false }); s.paint(inner, '#2c1e06', { alpha: 0.34 });
  const bezel = P(closed([[-17, -37], [0, -39.4], [17, -37], [22.4, -31], [24.4, -17], [22.4, -4], [16, 1], [0, 2.8], [-16, 1], [-22.4, -4], [-24.4, -17], [-22.4, -31]]));
  s.part(bezel, { ...METAL, lift: 1.2, round: 2.4, puff: 5 }); sheen(s, bezel, 40, 1);
  const face = inset(bezel, 2.6 * k); s.part(face, { ...METAL, lift: 0.1, round: 0.6, puff: 0.8 }); sheen(s, face, 55, 0.5);
  for (let i = 0; i < 72; i++) { const a = (i * Math.PI) / 36, r0 = 8.6 * k, r1 = 15.4 * k; s.line([[Math.cos(a) * r0 * 1.14, -18 * k + Math.sin(a) * r0 * 0.94], [Math.cos(a) * r1 * 1.14, -18 * k + Math.sin(a) * r1 * 0.94]], { weight: 1.7, alpha: 0.55 }); }
  s.paint(null, '#ffffff', { data: vPath(0.3 * k, -17.6 * k, 12 * k), alpha: 0.4 }); s.paint(null, '#3a2a14', { data: vPath(0, -18 * k, 12 * k), alpha: 0.82 });
}
function signet() { const s = new Scene({ seed: 601 }); signetBody(s); s.focus = { x: 0, y: -16, w: 40 }; return s; }
function signetWorn() {
  const s = new Scene({ seed: 602 });
  const h = hand({ thumb: 1, spread: 0.7 }); const P = (p) => move(turn(p, 14), -4, -22);
  union(s, [P(forearm(44)), ...h.all.map(P)], { cloth: 'skin', puff: 0.5, round: 3, drape: 0 });
  for (let i = 0; i < 3; i++) { const a = h.knuckles[i], b = h.knuckles[i + 1]; s.line(P([[(a[0] + b[0]) / 2, Math.min(a[1], b[1]) + 2], [(a[0] + b[0]) / 2 + 0.2, Math.min(a[1], b[1]) + 6]]), { cloth: 'skin', ink: 'contour', weight: 2.4 }); }
  handMarks(s, h, P);
  const at = [h.knuckles[3][0] + (h.tips[3][0] - h.knuckles[3][0]) * 0.34, h.knuckles[3][1] + 5.4];
  s.part(P(soft(at[0] - 2.6, at[1] - 0.9, 5.2, 1.8, 0.7)), { ...METAL, lift: 0.2, round: 0.6, puff: 2 });
  s.part(P(soft(at[0] - 2, at[1] - 2.3, 4, 4.6, 1.2)), { ...METAL, lift: 0.3, round: 0.7, puff: 2 });
  { const [q] = P([at]); s.paint(null, '#3a2a14', { data: vPath(q[0], q[1], 2.2), alpha: 0.85 }); }
  s.frame = { x: -4, y: -2, h: 84 };
  return s;
}

const links = (s, line, n, w, h, from = 0.02, to = 0.98) => {
  for (let i = 0; i < n; i++) {
    const t = from + ((i + 0.5) * (to - from)) / n, { point, direction } = along(line, t), deg = (Math.atan2(direction[1], direction[0]) * 180) / Math.PI - 90;
    if (i) { const q = along(line, from + (i * (to - from)) / n).point; ring(s, q[0], q[1], w * 0.16, w * 0.06, { cloth: 'main' }); }
    const l = new Scene({ seed: 9 }); stirrup(l, 0, 0, w, h, 'main', w * 0.15); put(s, placed(l, 1, point[0], point[1], deg));
  }
};
function bracelet() {
  const s = new Scene({ seed: 603 });
  const line = smooth([[22, 34], [2, 41], [-22, 35], [-37, 17], [-38, -7], [-27, -28], [-4, -37], [20, -32], [35, -14], [37, 8]]);
  links(s, line, 9, 18.4, 21.6, 0, 1);
  // the T-bar lies through the last stirrup
  const e = line.at(-1);
  const hold = along(line, 0.5 / 9).point, n = 5;
  for (let i = 0; i < n; i++) { const q = mix(e, hold, 0.05 + i * 0.17); ring(s, q[0], q[1], 2.5, 0.95, { cloth: 'main', lift: 0.5 }); }
  const tb = tube(s, [[hold[0] - 9.5, hold[1] - 10.5], [hold[0] + 10.5, hold[1] + 9.5]], 3.2, { cloth: 'main', lift: 1.1 }); sheen(s, tb, 60, 0.7);
  ring(s, hold[0] + 0.8, hold[1] - 0.6, 2.7, 1, { cloth: 'main', lift: 0.5 });
  s.focus = { x: 20, y: 25, w: 42 };
  return s;
}
function wristWith(draw, { frame } = {}) {
  return () => {
    const s = new Scene({ seed: 610 });
    const h = hand({ thumb: 1, spread: 0.8, wrist: 12.4 }), P = (p) => move(turn(p, -10), 2, 0);
    union(s, [P(forearm(62, 12.4, 20)), ...h.all.map(P)], { cloth: 'skin', puff: 0.5, round: 3, drape: 0 });
    for (let i = 0; i < 3; i++) { const a = h.knuckles[i], b = h.knuckles[i + 1]; s.line(P([[(a[0] + b[0]) / 2, Math.min(a[1], b[1]) + 2], [(a[0] + b[0]) / 2 + 0.2, Math.min(a[1], b[1]) + 6]]), { cloth: 'skin', ink: 'contour', weight: 2.4 }); }
    handMarks(s, h, P);
    draw(s, P);
    s.frame = frame ?? { x: 0, y: 2, h: 92 };
    return s;
  };
}
const braceletWorn = wristWith((s, P) => {
  const line = smooth(P([[-8.2, -9], [-4, -5.8], [0, -5], [4, -5.8], [8.6, -9]]));
  links(s, line, 5, 4.2, 5, -0.04, 1.04);
});

function hoop(s, x, y, k, flip) {
  const P = (p) => p.map(([a, b, ...r]) => [x + a * k * flip, y + b * k, ...r]);
  s.part(P(ribbon(smooth([[7, -29], [2, -35], [-4, -35.4], [-6, -31]]), 1.3)), { ...METAL, lift: 0.8, round: 0.6, puff: 2 });
  const outer = P(closed([[0, -30], [-13, -25], [-19, -8], [-18, 10], [-8, 26], [2, 30], [11, 26], [18, 10], [18.6, -8], [12, -25]]));
  const innerHole = P(closed([[1.4, -28], [-8, -22], [-11.4, -8], [-10, 8], [-3.4, 19], [3, 22.6], [9.6, 21], [15.4, 9], [16.4, -8], [11, -23]]));
  s.part(outer, { cloth: 'hammered', holes: [innerHole], lift: 1.4, round: 3, puff: 5, ink: 'contour' }); sheen(s, outer, 20, 0.45, [innerHole]);
  s.part(P(circle(7.6, -28.4, 1.5)), { ...METAL, lift: 0.4, round: 0.8, puff: 2 });
}
function hoops() { const s = new Scene({ seed: 604 }); hoop(s, -21, 2, 1, 1); hoop(s, 21, -4, 1, -1); s.focus = { x: -30, y: 6, w: 28 }; return s; }
function hoopsWorn() { const s = new Scene({ seed: 605 }); profile(s); hoop(s, 1.4, 14, 0.52, 1); s.frame = { x: -2, y: 2, h: 112 }; return s; }

/** One continuous wire in a trefoil: three crossings, over and under in turn. */
function knotShape(s, x, y, k) {
  const w = 3 * k, N = 180;
  const at = (i) => { const a = (i / N) * Math.PI * 2; return [x + (Math.sin(a) + 2 * Math.sin(2 * a)) * 3.9 * k, y - (Math.cos(a) - 2 * Math.cos(2 * a)) * 3.9 * k]; };
  const z = (i) => -Math.sin((3 * i * Math.PI * 2) / N);
  const piece = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => at(from + i));
  const draw = (from, to, lift) => {
    const spine = piece(from, to), body = ribbon(spine, w);
    s.part(body, { ...METAL, ink: false, lift, round: w * 0.55, puff: w * 1.3 });
    s.paint(null, '#fffbe8', { data: 'M' + offset(spine, -w * 0.16).map((q) => q.map((v) => v.toFixed(3)).join(' ')).join('L'), strokeWidth: w * 0.16, alpha: 0.6 });
    for (const q of [-1, 1]) { s.line(offset(spine, (q * w) / 2), { weight: 2.2, ink: 'contour', taper: false, alpha: 0.95 }); s.paint(null, '#3a2606', { data: 'M' + offset(spine, q * w * 0.36).map((v) => v.map((c) => c.toFixed(3)).join(' ')).join('L'), strokeWidth: w * 0.2, alpha: 0.22 }); }
  };
  const thirds = N / 6;
  for (const pass of [-1, 1]) for (let i = 0; i < 6; i++) { const mid = i * thirds + thirds / 2; if (Math.sign(z(mid)) === pass) draw(Math.round(i * thirds) - (pass < 0 ? 3 : 1), Math.round((i + 1) * thirds) + (pass < 0 ? 3 : 1), pass < 0 ? 0.4 : 0.5); }
}
function pendant() {
  const s = new Scene({ seed: 606 });
  const side = (q) => smooth([[0, 22], [q * 14, 8], [q * 27, -16], [q * 24, -38], [q * 9, -48], [q * 1.6, -49]]);
  chain(s, side(-1), { pitch: 1.15, width: 1.35, thick: 0.36, cloth: 'main' }); chain(s, side(1), { pitch: 1.15, width: 1.35, thick: 0.36, cloth: 'main' });
  ring(s, 3, -49, 1.6, 0.5, { cloth: 'main' }); s.part(closed([[-6.4, -50.4], [-2, -51], [1.4, -49.4], [0.4, -47.6], [-4, -47.4], [-6.8, -48.4]]), { ...METAL, lift: 0.5, round: 1, puff: 2.4 }); s.paint(circle(-3.4, -49.2, 0.7), '#5b451c');
  ring(s, 0, 23.4, 2.2, 0.7, { cloth: 'main' });
  knotShape(s, 0, 35, 0.98); ring(s, 0, 24.6, 1.5, 0.6, { cloth: 'main' });
  s.focus = { x: 0, y: 28, w: 32 };
  return s;
}
function pendantWorn() {
  const s = new Scene({ seed: 607 });
  bust(s);
  for (const q of [-1, 1]) cordChain(s, smooth([[q * 14.4, -16], [q * 11, -4], [q * 5, 8], [0, 14]]), 0.7, { cloth: 'main', lift: 0.15, step: 0.9 });
  ring(s, 0, 14.6, 0.9, 0.3, { cloth: 'main' }); knotShape(s, 0, 19.6, 0.42);
  s.frame = { x: 0, y: -4, h: 100 };
  return s;
}

// ---------------------------------------------------------------- watches
const hands = (s, x, y, r, hour, minute, colour) => {
  const one = (a, l, w) => { const p = turn([[0, l * 0.16, 'c'], [w, -l * 0.12, 'c'], [0, -l, 'c'], [-w, -l * 0.12, 'c']], a); s.paint(move(p, x + 0.35, y + 0.45), '#000000', { alpha: 0.22 }); s.paint(move(p, x, y), colour); s.paint(move(turn([[0, l * 0.16], [w, -l * 0.12], [0, -l]], a), x, y), '#000000', { alpha: 0.22 }); };
  one(hour, r * 0.54, r * 0.07); one(minute, r * 0.84, r * 0.055); s.paint(circle(x, y, r * 0.045), colour); s.paint(circle(x, y, r * 0.02), '#221a10');
};
function roundHead(s, { back = false } = {}) {
  const R = 19;
  for (const k of [-1, 1]) for (const q of [-1, 1]) s.part(closed([[k * 8.4, q * 15, 'c'], [k * 13, q * 13, 'c'], [k * 12, q * 20], [k * 10.8, q * 23.4], [k * 8.6, q * 23.2, 'c']]), { ...METAL, lift: 0.7, round: 1, puff: 2.6 });
  s.part(soft(R - 0.6, -2.2, 3.8, 4.4, 0.9), { ...METAL, lift: 0.5, round: 1, puff: 2.4 }); for (let i = -2; i <= 2; i++) s.line([[R + 0.6, i * 0.8], [R + 3, i * 0.8]], { weight: 1.5, alpha: 0.7 });
  s.part(circle(0, 0, R), { ...METAL, lift: 1.1, round: 2.2, puff: 4, ink: 'contour' }); sheen(s, circle(0, 0, R), 35, 0.9, [circle(0, 0, R - 2)]);
  if (back) {
    s.part(circle(0, 0, R - 2.6), { ...METAL, lift: 0.1, round: 1, puff: 1.6 }); sheen(s, circle(0, 0, R - 2.6), 55, 0.55);
    s.line(loop(circle(0, 0, R - 6.4)), { weight: 1.8, taper: false, alpha: 0.6 });
    s.paint(null, '#2c2214', { data: vPath(0, -1.6, 7), alpha: 0.7 }); words(s, 'MAISON VERRANE', 0, 5, 1.2, { weight: 0.13, alpha: 0.75 }); words(s, '1924', 0, 7.6, 1, { weight: 0.11, alpha: 0.7 });
    for (let i = 0; i < 6; i++) { const a = i * 60; s.paint(move(circle(0, 0, 0.7), ...turn([[0, -R + 4.4]], a)[0]), '#2c2214', { alpha: 0.7 }); }
    return;
  }
  s.part(circle(0, 0, R - 2.2), { cloth: 'dial', lift: 0.02, round: 1.2, puff: 0.7, ink: 'fine' });
  const r = R - 2.6;
  for (let i = 0; i < 60; i++) s.line(turn([[0, -r + 0.4], [0, -r + (i % 5 ? 1 : 1.4)]], i * 6), { cloth: 'dial', weight: 1.3, alpha: 0.7, taper: false });
  for (let i = 0; i < 12; i++) { if (i === 6) continue; const l = i === 0 ? 4.2 : 3.6; const p = turn(box(i === 0 ? -0.95 : -0.42, -r + 1.9, i === 0 ? 0.75 : 0.84, l), i * 30); s.paint(move(p, 0.2, 0.26), '#000', { alpha: 0.2 }); s.paint(p, (c) => c.main.colour); if (i === 0) s.paint(turn(box(0.2, -r + 1.9, 0.75, l), 0), (c) => c.main.colour); }
  s.part(circle(0, 8.2, 4), { cloth: 'dial', lift: 0, round: 0.6, puff: -0.6, ink: 'fine', weight: 1.4 });
  for (let i = 0; i < 12; i++) s.line(move(turn([[0, -3.6], [0, -3]], i * 30), 0, 8.2), { cloth: 'dial', weight: 1.2, alpha: 0.7, taper: false });
  s.paint(move(turn([[-0.12, 0.9], [0.12, 0.9], [0.08, -3], [-0.08, -3]], 132), 0, 8.2), '#2a2218');
  words(s, 'VERRANE', 0, -8.6, 1.15, { weight: 0.11, colour: '#2b2620' }); words(s, 'LYON', 0, -6.7, 0.75, { weight: 0.08, colour: '#2b2620' });
  hands(s, 0, 0, r, 304, 56, (c) => darker(c.main.colour, 0.45));
  s.paint(closed([[-13, -8], [-8, -13.4], [-1, -15.6], [-7, -9], [-11.6, -2]]), '#ffffff', { alpha: 0.1 });
}
function roundWatch({ view }) {
  const s = new Scene({ seed: 621 });
  const back = view === 'back';
  const st = (pts) => s.part(pts, { cloth: 'strap', lift: 0.8, round: 2, puff: 1.6 });
  const upper = closed([[-7.8, -19, 'c'], [7.8, -19, 'c'], [7.1, -30], [6.5, -40, 'c'], [-6.5, -40, 'c'], [-7.1, -30]]);
  const lower = closed([[-7.8, 19, 'c'], [7.8, 19, 'c'], [6.9, 34], [6.2, 51, 'c'], [3, 54.4], [0, 55.4], [-3, 54.4], [-6.2, 51, 'c'], [-6.9, 34]]);
  for (const p of [upper, lower]) { st(p); if (!back) edgeStitch(s, p, 1, { cloth: 'strap', dash: 0.8, gap: 0.5, thick: 0.15, colour: ECRU }); }
  for (let i = 0; i < 6; i++) hole(s, 0, 32 + i * 3.2, 0.55, 0.7);
  for (const y of [-33, -37.4]) s.part(soft(-7.4, y, 14.8, 2.6, 0.7), { cloth: 'strap', lift: 0.5, round: 0.9, ink: 'fine' });
  const o = soft(-8, -48, 16, 9.4, 2.4), i = soft(-5.9, -46, 11.8, 6, 1.2); s.part(o, { ...METAL, holes: [i], lift: 0.6, round: 0.8, puff: 2.4 }); tube(s, [[0, -39.6], [0, -48]], 1, { cloth: 'main', lift: 0.4 });
  if (back) words(s, 'VEAU', 0, 27, 1, { weight: 0.1, colour: '#d9c39a', alpha: 0.7 });
  roundHead(s, { back });
  s.focus = { x: 3, y: 0, w: 46 };
  return s;
}
const roundWorn = wristWith((s, P) => {
  s.part(P(ribbon(smooth([[-7.4, -12.4], [0, -9.8], [7.8, -12.4]]), 6)), { cloth: 'strap', lift: 0.3, round: 1.2 });
  const w = new Scene({ seed: 5 }); roundHead(w); put(s, placed(w, 0.33, ...P([[0.3, -10.8]])[0], 80));
});

function rectHead(s, { back = false } = {}) {
  for (const k of [-1, 1]) for (const q of [-1, 1]) s.part(closed([[k * 8, q * 19, 'c'], [k * 15.4, q * 18, 'c'], [k * 15, q * 25], [k * 12.6, q * 28], [k * 9.6, q * 26.6]]), { ...METAL, lift: 0.7, round: 1.4, puff: 3 });
  s.part(soft(16.6, -2.2, 3.4, 4.4, 0.9), { ...METAL, lift: 0.5, round: 1, puff: 2.4 });
  s.part(soft(-17, -23.4, 34, 46.8, 3), { ...METAL, lift: 1.1, round: 1.8, puff: 3, ink: 'contour' }); sheen(s, soft(-17, -23.4, 34, 46.8, 3), 40, 0.8);
  s.part(soft(-14.6, -21, 29.2, 42, 1.8), { ...METAL, lift: 0.4, round: 1.4, puff: 3 }); sheen(s, soft(-14.6, -21, 29.2, 42, 1.8), 60, 0.7);
  if (back) { s.line(loop(soft(-11.6, -18, 23.2, 36, 1)), { weight: 1.8, taper: false, alpha: 0.6 }); s.paint(null, '#2c2214', { data: vPath(0, -3, 8), alpha: 0.7 }); words(s, 'VERRANE', 0, 5.4, 1.4, { weight: 0.15, alpha: 0.75 }); words(s, '1924', 0, 8.6, 1.1, { weight: 0.12, alpha: 0.7 }); for (const k of [-1, 1]) for (const q of [-1, 1]) { s.button(k * 12.9, q * 19.2, 0.9, 'silver'); } return; }
  const dial = box(-12, -18.4, 24, 36.8); s.part(dial, { cloth: 'dial', lift: 0.02, round: 1, puff: 0.6, ink: 'fine' });
  const pale = '#E9E4D4';
  const L = (p, w) => s.paint(null, pale, { data: 'M' + p.map((q) => q.map((v) => v.toFixed(2)).join(' ')).join('L'), strokeWidth: w });
  for (const [a, b] of [[8.6, 15], [7.4, 13.8]]) L(loop(box(-a, -b, 2 * a, 2 * b)), 0.16);
  for (let i = 0; i < 60; i++) { const a = (i * 6 * Math.PI) / 180, dx = Math.sin(a), dy = -Math.cos(a), hit = (w, h) => Math.min(w / Math.abs(dx || 1e-9), h / Math.abs(dy || 1e-9)); const r0 = hit(7.4, 13.8), r1 = hit(8.6, 15); L([[dx * r0, dy * r0], [dx * r1, dy * r1]], i % 5 ? 0.14 : 0.5); }
  // XII and VI
  const roman = (y, t, h) => { const x0 = { XII: -2.6, VI: -1.9 }[t]; if (t === 'XII') { L([[x0, y], [x0 + 2, y + h]], 0.5); L([[x0 + 2, y], [x0, y + h]], 0.22); for (const q of [3.2, 4.6]) L([[x0 + q, y], [x0 + q, y + h]], 0.46); } else { L([[x0, y], [x0 + 1.2, y + h]], 0.46); L([[x0 + 2.4, y], [x0 + 1.2, y + h]], 0.22); L([[x0 + 3.6, y], [x0 + 3.6, y + h]], 0.46); } L([[x0 - 0.4, y], [x0 + (t === 'XII' ? 5.2 : 4.2), y]], 0.16); L([[x0 - 0.4, y + h], [x0 + (t === 'XII' ? 5.2 : 4.2), y + h]], 0.16); };
  roman(-13, 'XII', 3.4); roman(9.4, 'VI', 3.4);
  words(s, 'VERRANE', 0, -7, 1, { colour: pale, weight: 0.1 });
  hands(s, 0, 0, 11, 300, 52, '#DDDBD2');
  s.paint([[-12, -18.4], [1, -18.4], [-12, 4]], '#ffffff', { alpha: 0.06 });
}
function rectWatch({ view }) {
  const s = new Scene({ seed: 622 });
  // the double-tour strap: two turns of narrow leather lying in a loop behind the head
  const tour = (top, right, bottom) => smooth([[0, -22, 'c'], [-0.4, -36], [6, top], [22, top - 3], [right - 3, -28], [right, 2], [right - 4, 32], [21, bottom + 3], [5, bottom], [-0.6, 36], [0, 22, 'c']]);
  const t1 = tour(-51, 47, 51), t2 = tour(-42, 33, 42);
  strap(s, t1, [13, 9.4, 8.6, 8.6, 9.4, 13], { cloth: 'strap', lift: 0.9, stitch: false, puff: 1.2, round: 2 });
  for (const k of [-3.2, 3.2]) s.stitch(offset(t1, k), { cloth: 'strap', colour: ECRU, dash: 0.8, gap: 0.5, thick: 0.13 });
  strap(s, t2, [13, 9.4, 8.6, 8.6, 9.4, 13], { cloth: 'strap', lift: 1.1, stitch: false, puff: 1.2, round: 2 });
  for (const k of [-3.2, 3.2]) s.stitch(offset(t2, k), { cloth: 'strap', colour: ECRU, dash: 0.8, gap: 0.5, thick: 0.13 });
  const b = along(t1, 0.46); buckle(s, b.point, (Math.atan2(b.direction[1], b.direction[0]) * 180) / Math.PI, 9, { cloth: 'main', h: 12 });
  for (let i = 1; i < 5; i++) { const p = along(t1, 0.5 + i * 0.025).point; hole(s, p[0], p[1], 0.55); }
  const w = new Scene({ seed: 8 }); rectHead(w, { back: view === 'back' }); put(s, placed(w, 1, 0, 0));
  s.focus = { x: 2, y: 0, w: 44 };
  return s;
}
const rectWorn = wristWith((s, P) => {
  for (const y of [-8.2, -14.4]) s.part(P(ribbon(smooth([[-7.6 - (y < -10 ? 0.4 : 0), y - 2.4], [0, y], [7.9 + (y < -10 ? 0.4 : 0), y - 2.4]]), 3.4)), { cloth: 'strap', lift: 0.3, round: 0.9 });
  const w = new Scene({ seed: 5 }); rectHead(w); put(s, placed(w, 0.27, ...P([[0.4, -11]])[0], 80));
});
export const jewellery = {
  'signet-ring': { draw: signet, worn: signetWorn, weave: 'metal', fill: 0.72 },
  'stirrup-chain-bracelet': { draw: bracelet, worn: braceletWorn, weave: 'metal', fill: 0.86 },
  'hammered-hoop-earrings': { draw: hoops, worn: hoopsWorn, weave: 'metal', fill: 0.86, roles: (hex) => ({ hammered: { weave: 'hammered', colour: hex } }) },
  'knot-pendant': { draw: pendant, worn: pendantWorn, weave: 'metal', fill: 0.98 },
};
export const watches = {
  'round-dress-watch': { draw: roundWatch, worn: roundWorn, weave: 'metal', roles: (hex, code, main, c) => ({ strap: { weave: 'calf', colour: c.hex2 }, dial: { weave: 'paper', colour: '#F0EADB' } }) },
  'rectangular-watch': { draw: rectWatch, worn: rectWorn, weave: 'metal', roles: (hex, code, main, c) => ({ strap: { weave: 'calf', colour: c.hex2 }, dial: { weave: 'enamel', colour: '#22453B' } }) },
};
