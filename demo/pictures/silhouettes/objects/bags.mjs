// Bags: each built from its own cut, sharing straps, stitches and fittings.
import { Scene } from '../../kit/scene.mjs';
import { bar, bead, box, sheen, buckle, circle, closed, cordChain, ECRU, edgeStitch, embossedV, foilV, hole, inset, loop, ring, saddleStitch, smooth, soft, stud, strap, tassel, tube, whole, words, zip, turn, move, ribbon, along, offset } from './common.mjs';
import { handAndArm } from './body.mjs';

const lock = (s, x, y, w, h, cloth = 'brass') => {
  s.part(soft(x - w / 2, y - h / 2, w, h, w * 0.16), { cloth, lift: 0.5, round: 0.9, puff: 2.4, ink: 'fine' }); sheen(s, soft(x - w / 2 + 0.4, y - h / 2 + 0.4, w - 0.8, h - 0.8, w * 0.12), 40, 0.5);
  s.paint(circle(x, y - h * 0.06, w * 0.1), '#1d140a'); s.paint([[x - w * 0.05, y], [x + w * 0.05, y], [x + w * 0.08, y + h * 0.24], [x - w * 0.08, y + h * 0.24]], '#1d140a');
};

// ---------------------------------------------------------------- doctor's bag
function doctor({ view }) {
  const s = new Scene({ seed: 101 });
  const back = view === 'back';
  const handle = smooth([[-15, -20, 'c'], [-15.4, -28], [-10, -38], [0, -41], [10, -38], [15.4, -28], [15, -20, 'c']]);
  for (const x of [-24, -9, 9, 24]) s.part(soft(x - 2, 35, 4, 3.4, 1.2), { cloth: 'brass', lift: 0.4, round: 1.2, puff: 2, ink: 'fine' });
  tube(s, handle, 3.4, { lift: 1.6 });
  s.stitch(offset(handle, 0.1), { dash: 1, gap: 0.6, thick: 0.16 });
  const body = whole([[0, -19], [26, -18.6, 'c'], [31, -8], [37, 12], [38.5, 27], [33, 35.5], [20, 36.5], [0, 36.8]]);
  s.part(body, { lift: 1.6, round: 7, puff: 3, folds: [{ path: [[-27, -14], [-20, 4], [-22, 20]], width: 3, height: 0.7, sharp: -1 }, { path: [[27, -14], [20, 4], [22, 20]], width: 3, height: 0.7, sharp: 1 }, { path: [[-20, -10], [0, -6], [20, -10]], width: 3, height: 0.5 }] });
  for (const k of [-1, 1]) {
    const corner = closed([[k * 38.3, 20, 'c'], [k * 30, 22], [k * 22, 29], [k * 21, 36.4, 'c'], [k * 33, 35.4], [k * 38.4, 28]]);
    s.part(corner, { lift: 0.35, round: 2.4, puff: 1.1, ink: 'fine' });
    s.stitch(smooth([[k * 37.2, 21.4], [k * 30.6, 23.2], [k * 23.2, 29.6], [k * 22.2, 35.6]]), { dash: 0.9, gap: 0.55, thick: 0.16 });
    const seam = smooth([[k * 26, -16], [k * 29, 0], [k * 31.4, 21]]);
    s.line(seam, { weight: 2.4 }); s.stitch(offset(seam, k * 1), { dash: 0.9, gap: 0.55, thick: 0.15 });
  }
  const frame = closed([[-27.5, -24.5, 'c'], [-14, -25.6], [0, -25.8], [14, -25.6], [27.5, -24.5, 'c'], [29.5, -20], [27.6, -16.6, 'c'], [0, -17.4], [-27.6, -16.6, 'c'], [-29.5, -20]]);
  s.part(frame, { lift: 0.8, round: 2.4, puff: 1.6 });
  edgeStitch(s, frame, 1.1);
  bar(s, [-28.4, -20.4], [28.4, -20.4], 1.5, { lift: 0.4 }); sheen(s, box(-28.4, -21.1, 56.8, 1.4), 0, 0.7);
  for (const k of [-1, 1]) {
    s.part(soft(k * 28.6 - 1.8, -22.6, 3.6, 4.4, 1), { cloth: 'brass', lift: 0.4, round: 1.2, puff: 2.4, ink: 'fine' });
    s.part(soft(k * 15 - 2.4, -25.4, 4.8, 8.4, 2), { lift: 0.4, round: 1.4, ink: 'fine' });
    ring(s, k * 15, -20.4, 2.5, 0.7); stud(s, k * 15, -24, 0.7);
  }
  if (!back) {
    lock(s, 0, -18.6, 7, 8.4);
    s.part(soft(-1, -23.8, 2, 3.4, 0.6), { cloth: 'brass', lift: 0.4, round: 0.7, puff: 2, ink: 'fine' });
    tube(s, [[16, -19], [19, -10], [20.4, 0]], 0.9, { lift: 0.8 });
    const bell = closed([[18.9, 0, 'c'], [22, 0, 'c'], [23.4, 6], [24.4, 12.6, 'c'], [20.6, 13.4], [16.8, 12.6, 'c'], [17.6, 6]]);
    s.part(bell, { lift: 0.9, round: 1.6, puff: 1.3 }); edgeStitch(s, bell, 0.9); stud(s, 20.5, 2.6, 0.6);
    s.part(soft(20, 13, 1.1, 4, 0.2), { cloth: 'brass', lift: 0.3, ink: 'fine' });
  } else {
    const pocket = closed([[-19, 2, 'c'], [0, 3.6], [19, 2, 'c'], [20, 24], [18, 27.6], [0, 28.4], [-18, 27.6], [-20, 24]]);
    s.part(pocket, { lift: 0.5, round: 2.2, puff: 1 }); edgeStitch(s, pocket, 1.1);
  }
  if (!back) { words(s, 'MAISON VERRANE', 0, -13.2, 1.3, { colour: '#C9A45A', weight: 0.13 }); words(s, 'LYON', 0, -10.8, 0.9, { colour: '#C9A45A', weight: 0.1 }); }
  s.focus = { x: 4, y: -14, w: 36 };
  return s;
}

// ---------------------------------------------------------------- saddle bag
function saddle({ view }) {
  const s = new Scene({ seed: 102 });
  const back = view === 'back';
  const left = smooth([[-29, -14, 'c'], [-33, -30], [-24, -52], [2, -60], [24, -54], [33, -34], [29, -14, 'c']]);
  strap(s, left, 3, { lift: 0.9, thread: ECRU });
  const body = closed([[-30, -17, 'c'], [0, -18.4], [30, -17, 'c'], [33, -2], [33.6, 14], [27, 29], [10, 35.4], [-10, 35.6], [-27, 30], [-33.8, 15], [-33, -2]]);
  s.part(body, { lift: 1.8, round: 5, puff: 2.2 });
  saddleStitch(s, loop(inset(body, 1.5)));
  for (const k of [-1, 1]) {
    s.part(soft(k * 28.6 - 2.4, -20, 4.8, 10, 2.2), { lift: 0.5, round: 1.2, ink: 'fine' });
    ring(s, k * 29, -17.4, 3, 0.8); stud(s, k * 28.6, -12.6, 0.9);
  }
  if (back) {
    const p = closed([[-24, -4, 'c'], [0, -1.4], [24, -4, 'c'], [24.6, 12], [18, 24], [0, 28.6], [-18, 24], [-24.6, 12]]);
    s.part(p, { lift: 0.5, round: 2.4, puff: 1.2 }); saddleStitch(s, loop(inset(p, 1.4))); embossedV(s, 0, 6, 4);
  } else {
    const flap = closed([[-30.6, -18, 'c'], [0, -19.6], [30.6, -18, 'c'], [34, -4], [32.6, 9], [25, 19], [12, 26.4], [-4, 27], [-20, 19.4], [-30.6, 6], [-34, -6]]);
    s.part(flap, { lift: 1.2, round: 4, puff: 1.9, folds: [{ path: [[-26, -14], [0, -11], [26, -14]], width: 3, height: 0.5 }] });
    saddleStitch(s, loop(inset(flap, 1.5)));
    s.line(loop(inset(flap, 2.5)), { weight: 1.8, alpha: 0.4, taper: false });
    // the stirrup
    const at = [4, 25];
    s.part(soft(at[0] - 3, at[1] - 12, 6, 9, 1.4), { lift: 0.5, round: 1.3, ink: 'fine' }); for (const k of [-2.1, 2.1]) saddleStitch(s, [[at[0] + k, at[1] - 11.4], [at[0] + k, at[1] - 4]], { pitch: 1.1, len: 0.8, thick: 0.2 });
    stirrup(s, at[0], at[1] + 0.6, 9.4, 11.6);
  }
  const b = along(left, 0.26); buckle(s, b.point, (Math.atan2(b.direction[1], b.direction[0]) * 180) / Math.PI, 3.6, { h: 5 });
  const k = along(left, 0.31); strapKeeper(s, k, 4.2);
  for (let i = 0; i < 4; i++) { const p = along(left, 0.36 + i * 0.025).point; hole(s, p[0], p[1], 0.36); }
  s.focus = { x: 7, y: 16, w: 30 };
  return s;
}
function strapKeeper(s, { point, direction }, w) {
  s.part(move(turn(box(-0.8, -w / 2, 1.6, w), (Math.atan2(direction[1], direction[0]) * 180) / Math.PI), ...point), { lift: 0.3, round: 0.7, ink: 'fine' });
}
export function stirrup(s, x, y, w, h, cloth = 'brass', t = w * 0.13) {
  const shape = (k) => closed([[0, -h / 2 + k, 'c'], [w * 0.2, -h * 0.46 + k], [w * 0.47 - k, h * 0.1], [w * 0.5 - k, h * 0.4 - k, 'c'], [0, h * 0.43 - k * 1.4], [-w * 0.5 + k, h * 0.4 - k, 'c'], [-w * 0.47 + k, h * 0.1], [-w * 0.2, -h * 0.46 + k]]).map((p) => [p[0] + x, p[1] + y]);
  const sides = shape(t);
  s.part(shape(0), { cloth, holes: [sides], lift: 0.5, round: t * 0.6, puff: 2.2, ink: 'fine' }); sheen(s, shape(0), 25, 0.6, [sides]);
  s.part(soft(x - w * 0.54, y + h * 0.32, w * 1.08, h * 0.14, h * 0.05), { cloth, lift: 0.3, round: h * 0.05, puff: 2, ink: 'fine' });
  s.part(soft(x - w * 0.2, y - h * 0.56, w * 0.4, h * 0.14, h * 0.05), { cloth, lift: 0.3, round: h * 0.05, puff: 2, ink: 'fine' });
}

// ---------------------------------------------------------------- bucket
function bucket({ view }) {
  const s = new Scene({ seed: 103 });
  const back = view === 'back';
  const arch = smooth([[-24, -24, 'c'], [-27, -48], [-12, -66], [8, -66], [26, -48], [24, -24, 'c']]);
  strap(s, arch, 3.2, { cloth: 'trim', lift: 0.9 });
  const inner = closed([[-24, -27], [-12, -31.5], [0, -32.5], [12, -31.5], [24, -27], [12, -23.6], [0, -23], [-12, -23.6]]);
  s.part(inner, { cloth: 'dark', lift: 0.2, ink: 'fine' });
  const folds = [-19, -11.5, -4, 4, 11.5, 19].map((x, i) => ({ path: [[x, -27], [x * 1.04, -12], [x * 1.08, 4 + (i % 2) * 4]], width: 2, height: 1.1, sharp: x > 0 ? 1 : -1, ends: 0.4 }));
  const body = closed([[-25, -28, 'c'], [-20, -25.4], [-15.5, -24.6], [-11.5, -26], [-7.6, -24], [-4, -24.4], [0, -25.6], [4, -24.4], [7.6, -24], [11.5, -26], [15.5, -24.6], [20, -25.4], [25, -28, 'c'], [27.4, -8], [27, 14], [27.6, 33, 'c'], [14, 36.4], [0, 37.2], [-14, 36.4], [-27.6, 33, 'c'], [-27, 14], [-27.4, -8]]);
  s.part(body, { lift: 1.7, round: 8, puff: 3, folds });
  const base = closed([[-27.2, 21, 'c'], [-14, 24.2], [0, 25], [14, 24.2], [27.2, 21, 'c'], [27.9, 33.4, 'c'], [14, 37], [0, 37.9], [-14, 37], [-27.9, 33.4, 'c']]);
  s.part(base, { cloth: 'trim', lift: 0.4, round: 6, puff: 3 });
  s.stitch(smooth([[-26.4, 22.6], [-14, 25.7], [0, 26.5], [14, 25.7], [26.4, 22.6]]), { cloth: 'trim', dash: 0.9, gap: 0.55, thick: 0.17 });
  const cordY = (x) => -15.8 + Math.cos(x / 17) * 1.8;
  const xs = [-21.4, -15.2, -9, -2.9, 2.9, 9, 15.2, 21.4];
  for (const x of xs) { ring(s, x, cordY(x), 1.8, 0.7, { ry: 2 }); s.paint(circle(x, cordY(x), 1.05, 1.2), '#120d0a'); }
  const pairs = back ? [[0, 1], [2, 3], [4, 5], [6, 7]] : [[0, 1], [2, 3], [4, 5], [6, 7]];
  for (const [a, b] of pairs) tube(s, smooth([[xs[a], cordY(xs[a]), 'c'], [(xs[a] + xs[b]) / 2, cordY(xs[a]) + 0.9], [xs[b], cordY(xs[b]), 'c']]), 1.1, { cloth: 'trim', lift: 0.5 });
  if (!back) {
    tube(s, smooth([[-2.9, -14, 'c'], [-2.4, -9], [2.2, -5], [5.4, 2], [6, 9]]), 1.1, { cloth: 'trim', lift: 0.7 });
    tube(s, smooth([[2.9, -14, 'c'], [2.4, -9], [-2.6, -5], [-5, -1], [-6.4, 4]]), 1.1, { cloth: 'trim', lift: 0.8 });
    s.part(soft(-2.6, -9.4, 5.2, 3.4, 1.2), { cloth: 'trim', lift: 0.5, round: 1.2, ink: 'fine' });
    tassel(s, [6, 8.4], 13, 5, { cloth: 'trim' }); tassel(s, [-6.6, 3.6], 13, 5, { cloth: 'trim', deg: 5 });
  } else embossedV(s, 0, 31, 3.6);
  for (const k of [-1, 1]) { s.part(soft(k * 24 - 2.4, -28.5, 4.8, 9, 1.4), { cloth: 'trim', lift: 0.5, round: 1.3, ink: 'fine' }); stud(s, k * 24, -22.4, 0.8); ring(s, k * 24, -27.4, 2.6, 0.7); }
  s.focus = { x: 0, y: -9, w: 34 };
  return s;
}

// ---------------------------------------------------------------- evening clutch
function clutch({ view }) {
  const s = new Scene({ seed: 104 });
  const drop = smooth([[-34, -10, 'c'], [-40, 6], [-33, 28], [-8, 36], [20, 33], [38, 18], [36, 0], [34, -10, 'c']]);
  cordChain(s, drop, 1.1, { lift: 0.5 });
  const y0 = -11, y1 = 13;
  const body = closed([[-37, y0, 'c'], [37, y0, 'c'], [39.4, -2], [38.6, y1 - 2], [34, y1 + 1], [0, y1 + 2.2], [-34, y1 + 1], [-38.6, y1 - 2], [-39.4, -2]]);
  const fans = Array.from({ length: 25 }, (_, i) => { const a = ((i - 12) / 12) * 82 * (Math.PI / 180); const r = Math.min(40 / Math.abs(Math.sin(a) || 1e-6), 25 / Math.abs(Math.cos(a) || 1e-6)); return { path: [[Math.sin(a) * 3, y0 + Math.cos(a) * 2], [Math.sin(a) * r * 0.5, y0 + Math.cos(a) * r * 0.5], [Math.sin(a) * r, y0 + Math.cos(a) * r]], width: 1.0, height: 0.9, sharp: 1, ends: 0.08, ink: false }; });
  s.part(body, { lift: 1.6, round: 4, puff: 2, drape: 0.2, folds: fans });
  for (const f of fans) s.line(smooth(f.path).slice(1), { weight: 1.8, alpha: 0.55, clip: body });
  const frame = closed([[-38, y0 - 3, 'c'], [38, y0 - 3, 'c'], [38.4, y0 + 1.2, 'c'], [0, y0 + 1.8], [-38.4, y0 + 1.2, 'c']]);
  s.part(frame, { cloth: 'gold', lift: 0.6, round: 1.6, puff: 2.4, ink: 'fine' });
  sheen(s, frame, 0, 0.8);
  s.line([[-37.6, y0 - 0.8], [37.6, y0 - 0.8]], { cloth: 'gold', weight: 2, alpha: 0.7 });
  for (const k of [-1, 1]) ring(s, k * 36, y0 - 0.6, 1.7, 0.5, { cloth: 'gold' });
  for (const [x, y] of view === 'back' ? [[1.6, y0 - 4.2]] : [[-1.7, y0 - 4.3], [1.8, y0 - 4.9]]) bead(s, x, y, 2.4);
  s.focus = { x: 2, y: -3, w: 28 };
  return s;
}

// ---------------------------------------------------------------- tote
function tote({ view }) {
  const s = new Scene({ seed: 105 });
  const back = view === 'back';
  const loopLine = (dy) => smooth([[-14, -22 + dy, 'c'], [-14.6, -34], [-11, -50 + dy], [0, -56 + dy], [11, -50 + dy], [14.6, -34], [14, -22 + dy, 'c']]);
  strap(s, loopLine(-3.4), 3.4, { lift: 0.8 });
  const inside = closed([[-38, -26, 'c'], [0, -28.4], [38, -26, 'c'], [37, -21], [0, -19.6], [-37, -21]]);
  s.part(inside, { cloth: 'dark', lift: 0.3, ink: 'fine' });
  if (!back) { strap(s, [[22, -25], [23, -20]], 1.4, { stitch: false }); }
  const body = closed([[-38.5, -24.5, 'c'], [-18, -22.6], [0, -22], [18, -22.6], [38.5, -24.5, 'c'], [35.6, 8], [32, 34, 'c'], [16, 35.4], [0, 35.8], [-16, 35.4], [-32, 34, 'c'], [-35.6, 8]]);
  s.part(body, { lift: 1.6, round: 4, puff: 1.7, folds: [{ path: [[-30, -20], [-26, 0], [-27, 20]], width: 3, height: 0.8, sharp: -1 }, { path: [[31, -18], [26, 4], [27, 26]], width: 3, height: 0.8, sharp: 1 }, { path: [[-8, -16], [-2, 0], [4, 12]], width: 3.4, height: 0.5, sharp: 1 }] });
  s.line(smooth([[-37, -23.2], [0, -20.8], [37, -23.2]]), { weight: 1.8, alpha: 0.5 });
  const frontLoop = loopLine(0);
  for (const k of [-1, 1]) { const line = smooth([[k * 14, -22.6, 'c'], [k * 13.6, 8], [k * 13.2, 34.6, 'c']]); strap(s, line, 3.4, { lift: 0.35 }); s.stitch([[k * 14 - 1.3, -19], [k * 14 + 1.3, -19]], { thick: 0.16 }); s.stitch([[k * 14 - 1.3, -18], [k * 14 + 1.3, -18]], { thick: 0.16 }); }
  strap(s, frontLoop, 3.4, { lift: 1.1 });
  for (const k of [-1, 1]) { tube(s, smooth([[k * 36.6, -18, 'c'], [k * 31, -14], [k * 29.6, -6], [k * 30.4, 0]]), 0.9, { lift: 0.5 }); hole(s, k * 36, -18, 0.8); }
  if (!back) {
    words(s, 'MAISON VERRANE', 0, 1, 1.7, { colour: '#C9A45A', weight: 0.16 });
    words(s, 'LYON', 0, 4.4, 1.1, { colour: '#C9A45A', weight: 0.12 });
  } else { const p = closed([[-9.6, -8, 'c'], [9.6, -8, 'c'], [9.4, 14, 'c'], [-9.4, 14, 'c']]); s.part(p, { lift: 0.35, round: 1.6 }); edgeStitch(s, p, 1); }
  s.focus = { x: 6, y: -8, w: 36 };
  return s;
}
/** The close look: the pouch on its strap, lying before the bag. */
function toteDetail() {
  const s = tote({ view: 'front' });
  const line = smooth([[23, -22, 'c'], [25, -12], [18, -4], [12, 2]]);
  strap(s, line, 1.7, { lift: 0.7 });
  const p = soft(-6, 0, 24, 15, 1.4); s.part(p, { lift: 1.4, round: 2.4, puff: 1.4 });
  zip(s, [[-4, 3], [16, 3]], { teeth: 1.1, pullAt: 0.94 }); edgeStitch(s, p, 0.9); foilV(s, 6, 9.6, 2.8); ring(s, 12, 1.6, 1.6, 0.5);
  s.focus = { x: 7, y: -2, w: 38 };
  return s;
}

// ---------------------------------------------------------------- half moon
function halfMoon({ view }) {
  const s = new Scene({ seed: 106 });
  const back = view === 'back';
  const handle = smooth([[-33, -4, 'c'], [-31, -22], [-18, -42], [2, -48], [22, -38], [32, -18], [33, -4, 'c']]);
  const widths = [9, 5.4, 4.2, 4, 4.2, 5.4, 9];
  strap(s, handle, widths, { lift: 1.2, stitch: false, puff: 1.4 });
  s.stitch(offset(handle, 1.2), { dash: 0.9, gap: 0.55, thick: 0.15 }); s.stitch(offset(handle, -1.2), { dash: 0.9, gap: 0.55, thick: 0.15 });
  const body = closed([[-39, -8], [-36.4, -7], [-20, 0.4], [0, 3.4], [20, 0.4], [36.4, -7], [39, -8], [40, -2], [35, 16], [22, 29], [0, 34], [-22, 29], [-35, 16], [-40, -2]]);
  s.part(body, { lift: 1.8, round: 8, puff: 3.4, folds: [{ path: [[-30, 0], [-18, 14], [-16, 24]], width: 3, height: 0.9, sharp: -1 }, { path: [[30, 0], [19, 13], [17, 24]], width: 3, height: 0.9, sharp: 1 }, { path: [[-12, 8], [0, 10], [13, 7.6]], width: 2.4, height: 0.6 }] });
  const pipe = inset(body, 1.5); s.line(loop(pipe), { weight: 4, taper: false, alpha: 0.75 }); s.line(loop(inset(body, 0.9)), { weight: 1.6, alpha: 0.4, taper: false });
  if (!back) zip(s, smooth([[-33, -2.4], [-18, 3.6], [0, 6.2], [18, 3.6], [33, -2.4]]), { teeth: 1, pullAt: 0.93 });
  else { const p = smooth([[-18, 9.6], [0, 12], [18, 9.6]]); s.line(p, { weight: 3.6 }); s.stitch(offset(p, 1.2)); foilV(s, 0, 18, 3); }
  // the knot
  const K = [31.6, -12];
  for (const [a, w] of [[-30, 9], [52, 8]]) s.part(move(turn(closed([[-w * 0.62, -3], [0, -4.3], [w * 0.62, -3], [w * 0.7, 0], [w * 0.62, 3], [0, 4.3], [-w * 0.62, 3], [-w * 0.7, 0]]), a), ...K), { lift: 0.8, round: 3, puff: 2.4, folds: [{ path: move(turn([[-w * 0.5, -1], [0, -1.6], [w * 0.5, -1]], a), ...K), width: 0.9, height: 0.45 }] });
  s.part(move(turn(closed([[0, -2, 'c'], [4, -1], [8, 2, 'c'], [6, 6, 'c'], [2, 4]]), 30), K[0] + 2, K[1] + 1), { lift: 0.6, round: 1.6 });
  if (!back) { tube(s, [[30.6, -1.4], [33, 4]], 0.8, { lift: 0.4 }); s.part(move(turn(soft(-1.3, 0, 2.6, 8, 1), -14), 33, 3.6), { lift: 0.6, round: 1.1, ink: 'fine' }); }
  s.focus = { x: 22, y: -6, w: 34 };
  return s;
}

// ---------------------------------------------------------------- briefcase
function briefcase({ view }) {
  const s = new Scene({ seed: 107 });
  const back = view === 'back';
  tube(s, smooth([[-12.5, -24, 'c'], [-13, -30], [-9, -34.6], [0, -35.6], [9, -34.6], [13, -30], [12.5, -24, 'c']]), 3.6, { lift: 1.4 });
  s.stitch(smooth([[-11, -32.6], [-8, -34.4], [0, -35.3], [8, -34.4], [11, -32.6]]), { dash: 1, gap: 0.6, thick: 0.16 });
  const side = (k) => closed([[k * 36, -24, 'c'], [k * 41, -21, 'c'], [k * 42.4, 4], [k * 41.4, 27, 'c'], [k * 36, 29, 'c']]);
  for (const k of [-1, 1]) { s.part(side(k), { lift: 1.2, round: 1.6 }); for (const x of [37.6, 39.2, 40.8]) s.line(smooth([[k * x, -22.4 + (x - 37) * 0.4], [k * (x + 0.7), 4], [k * x, 27.6 - (x - 37) * 0.2]]), { weight: 3, alpha: 0.8 }); }
  const body = soft(-38.5, -25, 77, 55, 2.6); s.part(body, { lift: 1.5, round: 3, puff: 1.5 }); edgeStitch(s, body, 1.3);
  for (const k of [-1, 1]) { s.part(soft(k * 12.5 - 2.6, -27, 5.2, 5.6, 1), { lift: 0.5, round: 1, ink: 'fine' }); ring(s, k * 12.5, -26.4, 1.9, 0.6); }
  if (back) {
    const p = soft(-33, -4, 66, 30, 1.6); s.part(p, { lift: 0.4, round: 1.8 }); edgeStitch(s, p, 1.2); foilV(s, 0, 10, 3.4); s.line([[-33, 0], [33, 0]], { weight: 1.8, alpha: 0.5 });
  } else {
    const flap = closed([[-39, -25.6, 'c'], [39, -25.6, 'c'], [39.2, -2], [38, 2.6], [34, 4, 'c'], [0, 4.6], [-34, 4, 'c'], [-38, 2.6], [-39.2, -2]]);
    s.part(flap, { lift: 1, round: 2.6, puff: 1.4 }); edgeStitch(s, flap, 1.3);
    for (const k of [-1, 1]) {
      strap(s, [[k * 21, -25], [k * 21, 12]], 4.4, { lift: 0.5 });
      s.part(closed([[k * 21 - 2.2, 11.6, 'c'], [k * 21 + 2.2, 11.6, 'c'], [k * 21 + 1.8, 14], [k * 21, 15.6], [k * 21 - 1.8, 14]]), { lift: 0.5, round: 0.8, ink: 'fine' });
      s.part(soft(k * 21 - 3.2, 6, 6.4, 2.4, 0.5), { lift: 0.4, round: 0.8, ink: 'fine' }); buckle(s, [k * 21, 0.6], 90, 4.4, { h: 6.2 });
    }
    s.part(soft(-4, -2, 8, 8.4, 1.4), { lift: 0.4, round: 1, ink: 'fine' }); lock(s, 0, 3.4, 5.4, 6.4);
    words(s, 'MAISON VERRANE', 0, 21, 1.1, { colour: '#C9A45A', weight: 0.11 });
  }
  s.focus = { x: 11, y: -2, w: 34 };
  return s;
}

// ---------------------------------------------------------------- weekender
function weekender({ view }) {
  const s = new Scene({ seed: 108 });
  const back = view === 'back';
  const sling = smooth([[-37, -12, 'c'], [-46, 4], [-45, 30], [-26, 43], [6, 45], [36, 40], [45, 22], [44, 2], [37, -12, 'c']]);
  s.part(ribbon(sling, 3.4), { cloth: 'web', lift: 0.6, round: 1, ink: 'fine' }); s.stitch(sling, { cloth: 'web', dash: 0.6, gap: 0.9, thick: 0.12 });
  const H = (dy, dx = 0) => smooth([[-15 + dx, -8, 'c'], [-16 + dx, -26], [-8 + dx, -41 + dy], [0 + dx, -43.4 + dy], [8 + dx, -41 + dy], [16 + dx, -26], [15 + dx, -8, 'c']]);
  tube(s, H(-2.6, 1.4), 2.7, { cloth: 'trim', lift: 1.2 });
  const body = closed([[-37, -16, 'c'], [-20, -18.4], [0, -19.2], [20, -18.4], [37, -16, 'c'], [42, -6], [43.4, 10], [41, 26], [35, 33.6, 'c'], [0, 35], [-35, 33.6, 'c'], [-41, 26], [-43.4, 10], [-42, -6]]);
  s.part(body, { lift: 1.8, round: 9, puff: 3.6, folds: [{ path: [[-24, -12], [-20, 4], [-23, 18]], width: 3, height: 0.9, sharp: -1 }, { path: [[24, -12], [21, 4], [23, 18]], width: 3, height: 0.9, sharp: 1 }, { path: [[-8, -6], [0, 2], [9, -4]], width: 2.6, height: 0.6 }] });
  const base = closed([[-42.4, 16, 'c'], [0, 18.6], [42.4, 16, 'c'], [41, 26], [35.2, 34, 'c'], [0, 35.6], [-35.2, 34, 'c'], [-41, 26]]);
  s.part(base, { cloth: 'trim', lift: 0.4, round: 5, puff: 2.2 });
  s.stitch(smooth([[-41.6, 17.7], [0, 20.3], [41.6, 17.7]]), { cloth: 'trim', dash: 0.9, gap: 0.55, thick: 0.17 });
  for (const k of [-1, 1]) {
    const c = closed([[k * 37, -16.4, 'c'], [k * 29, -17.8, 'c'], [k * 31, -9], [k * 36, -3], [k * 42.6, -1.4, 'c'], [k * 41.4, -8]]);
    s.part(c, { cloth: 'trim', lift: 0.35, round: 1.8 }); s.stitch(smooth([[k * 30.2, -16.8], [k * 32, -9.6], [k * 36.6, -4.2], [k * 41.8, -2.8]]), { cloth: 'trim', thick: 0.16, dash: 0.9, gap: 0.55 });
    ring(s, k * 37.6, -11.6, 2.6, 0.7);
    strap(s, [[k * 15, -9], [k * 14.4, 20]], 4, { cloth: 'trim', lift: 0.4 });
  }
  for (const dy of [0, 2.6]) zip(s, smooth([[-29, -15.4 + dy], [0, -17.2 + dy], [29, -15.4 + dy]]), { teeth: 0.8, pullAt: dy ? 0.96 : 0.04, tape: 'trim' });
  tube(s, H(0), 2.7, { cloth: 'trim', lift: 1.4 });
  const sleeve = soft(-7.4, -47.4, 15.6, 7.2, 1.4); s.part(sleeve, { cloth: 'trim', lift: 1, round: 3, puff: 2.4 }); edgeStitch(s, sleeve, 0.9, { cloth: 'trim' }); stud(s, 5.6, -43.6, 0.9);
  for (const k of [-1, 1]) { stud(s, k * 15, -6.4, 0.7); stud(s, k * 15, -3.6, 0.7); }
  if (!back) {
    tube(s, [[-15.6, -20], [-20, -14], [-21.4, -8]], 0.9, { cloth: 'trim', lift: 0.7 });
    const tag = closed([[-24, -8, 'c'], [-19, -8, 'c'], [-18, -5, 'c'], [-18, 6, 'c'], [-25, 6, 'c'], [-25, -5, 'c']]); s.part(tag, { cloth: 'trim', lift: 0.9, round: 1.2 }); edgeStitch(s, tag, 0.7, { cloth: 'trim', dash: 0.6, gap: 0.4 }); s.part(soft(-23.6, -3.4, 4.2, 7.4, 0.4), { cloth: 'paper', lift: 0, ink: 'fine' });
    embossedV(s, 0, 27, 4.4);
  } else { const p = closed([[-11.4, -3, 'c'], [11.4, -3, 'c'], [11.2, 14, 'c'], [-11.2, 14, 'c']]); s.part(p, { lift: 0.4, round: 1.4 }); edgeStitch(s, p, 0.9); }
  s.focus = { x: -8, y: -8, w: 38 };
  return s;
}

const leather = (hex) => ({ dark: { weave: 'suede', colour: shadeOf(hex) } });
const shadeOf = (hex) => '#' + [1, 3, 5].map((i) => Math.round(parseInt(hex.slice(i, i + 2), 16) * 0.42 + 10).toString(16).padStart(2, '0')).join('');
const worn = (draw, options) => () => handAndArm(draw({ view: 'front' }), options);
export const bags = {
  'doctor-frame-bag': { draw: doctor, weave: 'grained', weaveScale: 1, fill: 0.96, worn: worn(doctor, { grip: [0, -41], bag: 78 }) },
  'saddle-crossbody-bag': { draw: saddle, weave: 'calf', fill: 0.92, roles: () => ({}), worn: worn(saddle, { grip: [2, -60], cross: true }) },
  'drawstring-bucket-bag': { draw: bucket, weave: 'suede', fill: 0.96, roles: (hex) => ({ trim: { weave: 'calf', colour: shadeOf(hex) }, ...leather(hex) }), worn: worn(bucket, { grip: [-2, -66] }) },
  'pleated-satin-clutch': { draw: clutch, weave: 'satin', worn: worn(clutch, { grip: [0, 13], clutch: true }) },
  'atelier-tote': { draw: tote, detail: toteDetail, weave: 'grained', roles: leather, fill: 0.98, worn: worn(tote, { grip: [0, -57] }) },
  'half-moon-shoulder-bag': { draw: halfMoon, weave: 'calf', worn: worn(halfMoon, { grip: [2, -48] }) },
  'lyon-briefcase': { draw: briefcase, weave: 'calf', worn: worn(briefcase, { grip: [0, -35.6] }) },
  'canvas-and-calf-weekender': { draw: weekender, weave: 'canvas', roles: (hex, code, main, colour) => ({ trim: { weave: 'calf', colour: colour.hex2 ?? '#7A5233' }, web: { weave: 'herringbone', colour: shadeOf(hex), second: hex } }), worn: worn(weekender, { grip: [0.6, -45] }) },
};
