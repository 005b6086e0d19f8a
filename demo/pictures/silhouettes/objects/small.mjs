// Small leather goods: wallet, card holder, belt.
import { Scene } from '../../kit/scene.mjs';
import { along, box, circle, closed, edgeStitch, embossedV, foilV, hole, loop, move, offset, ribbon, ring, saddleStitch, smooth, soft, tassel, turn, words, zip } from './common.mjs';

function wallet({ view }) {
  const s = new Scene({ seed: 301 });
  const body = soft(-40, -20, 80, 40, 3.4);
  s.part(body, { lift: 1.5, round: 3, puff: 1.8 });
  const zipLine = smooth([[-40.4, 17, 'c'], [-40.4, -16], [-39, -19.4], [-36, -20.6, 'c'], [36, -20.6, 'c'], [39, -19.4], [40.4, -16], [40.4, 17, 'c']]);
  zip(s, zipLine, { teeth: 0.9, pullAt: 0.965 });
  const face = soft(-38.4, -18.4, 76.8, 37.6, 2.6); s.part(face, { lift: 0.3, round: 2.6, puff: 1.4 }); edgeStitch(s, face, 1.2);
  if (view === 'back') { s.line([[-37, -6], [37, -6]], { weight: 4, ink: 'contour' }); s.stitch([[-36.6, -4.8], [36.6, -4.8]], { thick: 0.15 }); s.stitch([[-36.6, 17], [36.6, 17]], { thick: 0.15 }); s.line(smooth([[-6, -6], [0, -3.6], [6, -6]]), { weight: 2.4 }); }
  else { embossedV(s, 30, 11.4, 4.4); }
  ring(s, 41, 16, 1.5, 0.5); tassel(s, [41.4, 16.6], 15, 4.6, { deg: 8 });
  return s;
}
function walletOpen() {
  const s = new Scene({ seed: 302 });
  const outer = soft(-40, -42, 80, 84, 3); s.part(outer, { lift: 1.6, round: 2.4 });
  zip(s, loop(soft(-39.4, -41.4, 78.8, 82.8, 3)), { teeth: 0.9, puller: false });
  const inner = soft(-37.4, -39.4, 74.8, 78.8, 1.6); s.part(inner, { cloth: 'lining', lift: 0.05, round: 1.4, ink: 'fine' });
  s.line([[-37, 0], [37, 0]], { cloth: 'lining', weight: 5, ink: 'contour', alpha: 0.6 });
  for (const col of [0, 1]) for (let i = 0; i < 6; i++) {
    const x = -36 + col * 36.6, y = i < 6 ? -37 + i * 4.6 : 0;
    const card = i === 2 && col === 0;
    if (card) s.part(soft(x + 1.6, y - 2.6, 32, 6, 1), { cloth: 'paper', lift: 0.3, ink: 'fine' });
    const p = soft(x, y, 35.4, 36 - i * 4.6 - 1, 0.8); s.part(p, { cloth: 'slot', lift: 0.4, round: 1, ink: 'fine' }); s.stitch([[x + 0.8, y + 0.9], [x + 34.6, y + 0.9]], { cloth: 'slot', thick: 0.12, dash: 0.6, gap: 0.4 });
    s.line(smooth([[x + 14, y], [x + 17.7, y + 1], [x + 21.4, y]]), { cloth: 'slot', weight: 1.8 });
  }
  const coin = soft(-36, 5, 72, 33, 1); s.part(coin, { cloth: 'slot', lift: 0.5, round: 2 }); zip(s, [[-32, 9.4], [32, 9.4]], { teeth: 0.9, tape: 'slot', pullAt: 0.03 }); edgeStitch(s, coin, 1, { cloth: 'slot' }); foilV(s, 0, 24, 4); words(s, 'MAISON VERRANE', 0, 29, 1.2, { colour: '#C9A45A', weight: 0.12 });
  return s;
}

function cardHolder({ view }) {
  const s = new Scene({ seed: 303 });
  const back = view === 'back', f = back ? -1 : 1;
  const W = 36, H = 27;
  if (!back) s.part(soft(-24, -H - 7, 46, 20, 1.4), { cloth: 'paper', lift: 0.8, round: 0.6, ink: 'fine' });
  const body = closed([[-W, -H + 2], [-W + 2, -H, 'c'], [-7.4, -H, 'c'], [-5, -H + 4], [0, -H + 6], [5, -H + 4], [7.4, -H, 'c'], [W - 2, -H, 'c'], [W, -H + 2], [W, H - 2], [W - 2, H], [-W + 2, H], [-W, H - 2]]);
  s.part(back ? soft(-W, -H, 2 * W, 2 * H, 2) : body, { lift: 1.4, round: 1.6 });
  for (const [i, y] of [-12, 2].entries()) {
    const p = [[-W * f, y + 9, 'c'], [W * f, y - 5, 'c'], [W * f, H - 2], [W * f - 2 * f, H], [(-W + 2) * f, H], [-W * f, H - 2]];
    if (i === 0 && !back) s.part(ribbon([[-W * 0.86, y + 6.2], [W * 0.86, y - 5.6]], 5), { cloth: 'paper', lift: 0.1, ink: 'fine', round: 0.5 });
    s.part(closed(p), { lift: 0.5, round: 1.3 });
    s.line(offset([[-W * f, y + 9], [W * f, y - 5]], 0.7 * f), { weight: 2, alpha: 0.55, taper: false });
  }
  saddleStitch(s, smooth([[-W + 1.5, -H + 3], [-W + 1.5, H - 3], [-W + 3, H - 1.5], [W - 3, H - 1.5], [W - 1.5, H - 3], [W - 1.5, -H + 3]]), { pitch: 1.7, len: 1.3, thick: 0.3 });
  if (!back) foilV(s, 24 * f, 17.6, 3.8); else words(s, 'MAISON VERRANE', 0, 19, 1.5, { colour: '#C9A45A', weight: 0.14 });
  s.focus = { x: -2, y: -13, w: 40 };
  return s;
}

/** The belt seen from above on its edge would hide its face: it lies in one loose coil, face up. */
function belt() {
  const s = new Scene({ seed: 304 });
  const w = 6.2;
  const coil = smooth([[34, 26], [10, 34], [-20, 30], [-36, 10], [-34, -16], [-14, -34], [14, -34], [34, -16], [35, 8], [20, 24], [-4, 24], [-22, 12], [-24, -6]]);
  const half = Math.floor(coil.length * 0.46);
  s.part(ribbon(coil.slice(0, half + 3), w), { lift: 0.9, round: 1.6, puff: 1.1, grain: 0 });
  for (const k of [1]) saddleStitch(s, offset(coil.slice(0, half + 3), k * (w / 2 - 1)), { thick: 0.24 });
  const rest = coil.slice(half);
  s.part(ribbon(rest, w), { lift: 1.1, round: 1.6, puff: 1.1 });
  saddleStitch(s, offset(rest, w / 2 - 1), { thick: 0.24 });
  // the pointed tip at the inner end, with five holes
  const end = rest.at(-1), before = rest.at(-6), deg = (Math.atan2(end[1] - before[1], end[0] - before[0]) * 180) / Math.PI;
  const P = (p) => move(turn(p, deg), ...end);
  s.part(P(closed([[-1, -w / 2, 'c'], [3, -w / 2 + 0.2, 'c'], [6.6, 0, 'c'], [3, w / 2 - 0.2, 'c'], [-1, w / 2, 'c']])), { lift: 0.3, round: 1.4, ink: 'fine' });
  s.part(P(box(-2.6, -w / 2 + 0.2, 3, w - 0.4)), { lift: 0, ink: false });
  for (let i = 0; i < 5; i++) { const p = along(rest, 0.98 - i * 0.052).point; hole(s, p[0], p[1], 0.55); }
  // the buckle at the outer end
  const d0 = (Math.atan2(coil[0][1] - coil[5][1], coil[0][0] - coil[5][0]) * 180) / Math.PI;
  harness(s, [coil[0][0] + 1.6, coil[0][1] - 0.4], d0, w);
  return s;
}
function harness(s, at, deg, w, k = 1) {
  const P = (p) => move(turn(p.map(([x, y, ...r]) => [x * k, y * k, ...r]), deg), ...at);
  const back = (x) => P(box(x, -w * 0.58 / k, 1.8, (w * 1.16) / k));
  s.part(P(soft(-12, -w / 2 / k, 12.4, w / k, 1)), { lift: 0.4, round: 1.4, ink: 'fine' });
  s.part(back(-6), { lift: 0.5, round: 0.8, ink: 'fine' }); s.part(back(-10), { lift: 0.5, round: 0.8, ink: 'fine' });
  const o = (g) => P(closed([[-2 + g, -5.4 + g, 'c'], [3, -5.6 + g], [7, -4.4 + g], [8.8 - g, 0], [7, 4.4 - g], [3, 5.6 - g], [-2 + g, 5.4 - g, 'c']]));
  s.part(o(0), { cloth: 'brass', holes: [o(1.25)], lift: 0.6, round: 0.8, puff: 2.4, ink: 'fine' });
  s.part(P(soft(-2.4, -4.8, 1.9, 9.6, 0.9)), { cloth: 'brass', lift: 0.3, round: 0.9, puff: 2.4, ink: 'fine' });
  s.part(P(soft(-2, -0.6, 10.8, 1.2, 0.6)), { cloth: 'brass', lift: 0.4, round: 0.6, puff: 2, ink: 'fine' });
}
function beltWorn() {
  const s = new Scene({ seed: 305 });
  const body = closed([[-30, -60, 'c'], [-28, -30], [-27, 0], [-31, 26], [-36, 62, 'c'], [36, 62, 'c'], [31, 26], [27, 0], [28, -30], [30, -60, 'c']]);
  s.part(body, { cloth: 'paper', lift: 0.4, puff: 0.8, round: 5, drape: 0 });
  for (const x of [-19, -7, 8, 20]) s.line(smooth([[x, -48], [x * 0.94, -24], [x * 0.9, -6]]), { cloth: 'skin', weight: 2, alpha: 0.4 });
  s.line(smooth([[0, 4], [0.6, 30], [0, 62]]), { cloth: 'skin', weight: 2.4, alpha: 0.7 });
  for (const k of [-1, 1]) { s.line(smooth([[k * 25, 6], [k * 20, 20], [k * 13, 30]]), { cloth: 'skin', weight: 2.2, alpha: 0.6 }); s.line(smooth([[k * 8, 6], [k * 9, 34], [k * 12, 62]]), { cloth: 'skin', weight: 2, alpha: 0.5 }); }
  const line = smooth([[-27.8, -1], [-12, 1.4], [0, 2], [12, 1.4], [27.8, -1]]);
  s.part(ribbon(line, 6), { lift: 0.8, round: 1.6, ink: 'contour' });
  for (const x of [-20, 19]) s.part(soft(x - 1, -3.6, 2, 8.6, 0.4), { cloth: 'paper', lift: 0.3, ink: 'fine' });
  for (let i = 0; i < 3; i++) s.paint(circle(9 + i * 2.4, 1.6 - i * 0.1, 0.4), '#2a2018');
  harness(s, [-1, 2], 0, 6, 0.9);
  s.frame = { x: 0, y: 2, h: 104 };
  return s;
}

const tint = (hex, k) => '#' + [1, 3, 5].map((i) => { const v = parseInt(hex.slice(i, i + 2), 16); return Math.round(k > 0 ? v + (235 - v) * k : v * (1 + k)).toString(16).padStart(2, '0'); }).join('');
export const small = {
  'long-zip-wallet': { draw: wallet, detail: walletOpen, weave: 'grained', roles: (hex) => ({ slot: { weave: 'calf', colour: tint(hex, 0.08) }, lining: { weave: 'calf', colour: tint(hex, 0.16) } }) },
  'five-slot-card-holder': { draw: cardHolder, weave: 'calf' },
  'harness-belt': { draw: () => { const s = belt(); s.focus = { x: 26, y: 23, w: 32 }; return s; }, weave: 'calf', worn: beltWorn },
};
