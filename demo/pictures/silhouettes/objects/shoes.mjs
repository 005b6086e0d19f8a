// Shoes and boots: one of the pair in profile (toe to the right), the other from above.
import { Scene } from '../../kit/scene.mjs';
import { along, box, buckle, circle, closed, ECRU, edgeStitch, embossedV, hole, inset, loop, move, offset, ribbon, smooth, soft, strap, tube, turn, foilV, words } from './common.mjs';
import { leg, placed, put, trouser } from './body.mjs';

/**
 * Profile: heel at x = -34, toe at x = +34, ground at y = 0 (sole's underside). Answers helper paths.
 * o: {toe (height of toe box), throat [x, y], top [[x,y]…] from the throat to the heel, heel {h, w, kind}, sole, rise}
 */
function soleAndHeel(s, { heel, sole = 1.6, pitch = heel.h, waist = true, cloth = 'edge', heelCloth = 'heel', cup = false, welt = false, toe = 34, tail = -33 }) {
  if (cup) {
    const p = closed([[tail - 1.6, -5.6, 'c'], [0, -4.8], [toe - 8, -4.8], [toe + 1, -6.6, 'c'], [toe + 1.8, -3], [toe - 3, 0, 'c'], [tail + 1, 0, 'c'], [tail - 1.8, -2]]);
    s.part(p, { cloth: 'cup', lift: 1.2, round: 1.6 });
    s.stitch(smooth([[tail - 0.6, -3.9], [0, -3.2], [toe - 8, -3.2], [toe, -4.7]]), { cloth: 'cup', dash: 0.9, gap: 0.5, thick: 0.16 });
    return p;
  }
  const y = -pitch;
  const line = [[tail, y - 0.2], [tail + 13, y + pitch * 0.04], [tail + 26, y * 0.62], [tail + 38, y * 0.14], [tail + 46, 0], [toe - 8, 0], [toe + 1, -2.6]];
  const under = smooth(line);
  const top = offset(under, -sole);
  if (heel.kind === 'block') {
    const w = heel.w;
    const h = closed([[tail + 0.2, y - 0.4, 'c'], [tail + w, y + 0.4, 'c'], [tail + w - 0.9 - heel.taper, 0, 'c'], [tail + 0.9 + heel.taper * 0.6, 0, 'c']]);
    s.part(h, { cloth: heelCloth, lift: 1, round: 1.4, puff: 1.4 });
    s.part(box(tail + 0.9 + heel.taper * 0.6, -1, w - 1.8 - heel.taper * 1.6, 1), { cloth: 'edge', lift: 0.2, ink: 'fine' });
  }
  if (heel.kind === 'comma') {
    s.part(closed([[tail - 0.4, y - 3, 'c'], [tail + 13, y + 1.2, 'c'], [tail + 9, y + 4.6], [tail + 6.6, y * 0.5], [tail + 6.4, -2], [tail + 6.6, 0, 'c'], [tail + 3.4, 0, 'c'], [tail + 2.6, -5], [tail + 0.4, y * 0.55], [tail - 1.8, y + 3]]), { lift: 1, round: 2, puff: 1.8 });
    s.part(box(tail + 3.3, -0.9, 3.4, 0.9), { cloth: 'edge', lift: 0.2, ink: 'fine' });
  }
  s.part([...under, ...[...top].reverse()], { cloth, lift: 0.8, round: 0.8, ink: 'fine' });
  if (welt) s.stitch(offset(under.slice(Math.floor(under.length * 0.4)), -sole * 0.55), { cloth, colour: ECRU, dash: 0.55, gap: 0.4, thick: 0.13 });
  return top;
}

const inkline = (s, pts, o = {}) => s.line(smooth(pts), { weight: 2.6, ...o });
const seam2 = (s, pts, o = {}) => { const l = smooth(pts); s.line(l, { weight: 2.4, ...o }); s.stitch(offset(l, o.d ?? 0.8), { dash: 0.55, gap: 0.36, thick: 0.13, ...o }); };

/** Seen from above, toe up; length about 68, heel at the bottom (y = 34). half: the right half outline. */
function plan(half, bend = 1.6) {
  const pts = [...half, ...half.slice().reverse().filter((p) => Math.abs(p[0]) > 0.01).map((p) => [-p[0], ...p.slice(1)])];
  return closed(pts.map(([x, y, ...r]) => [x + bend * Math.sin(((y + 34) / 68) * Math.PI), y, ...r]));
}
const bendAt = (y, bend = 1.6) => bend * Math.sin(((y + 34) / 68) * Math.PI);
const shift = (pts, bend = 1.6) => pts.map(([x, y, ...r]) => [x + bendAt(y, bend), y, ...r]);

/** The standard arrangement: profile below, plan above (or two profiles for boots). */
function pair(seed, profile, above, { gap = 6, back, under, view = 'front', focus } = {}) {
  const s = new Scene({ seed });
  const p = new Scene({ seed: seed + 1 });
  profile(p, {});
  if (view === 'back' && back) { // seen from behind, and the inner side
    const b = new Scene({ seed: seed + 3 }); (under ?? back)(b);
    put(s, under ? placed(b, 1, 0, -24, -62) : placed(b, 1.06, 0, -12)); put(s, placed(p, 1, 0, 30 + gap, 0, -1)); s.focus = focus ?? { x: 0, y: 0, w: 34 }; return s;
  }
  const a = new Scene({ seed: seed + 2 });
  above(a);
  put(s, placed(a, 1, 0, -24, 62)); // toe to the right, lying above
  put(s, placed(p, 1, 0, 32 + gap));
  s.focus = focus ?? { x: 12, y: 24 + gap, w: 34 };
  return s;
}
const wornOn = (profile, limb) => () => {
  const s = new Scene({ seed: 900 });
  limb(s); profile(s, { worn: true });
  s.frame = s.frame ?? { x: 2, y: -25, h: 110 };
  return s;
};
/** Both heels seen from behind. */
function heels(draw) { return (s) => { for (const k of [-1, 1]) { const h = new Scene({ seed: 77 + k }); draw(h, k); put(s, placed(h, 1, k * 17, 0)); } }; }

// ---------------------------------------------------------------- slingback
function slingProfile(s) {
  const H = 19;
  s.part(ribbon(smooth([[-6, -14], [-18, -21.6], [-28, -27.4], [-33.4, -29], [-35.4, -26.4]]), 1.7), { lift: 0.5, round: 0.7, ink: 'fine' });
  const top = soleAndHeel(s, { heel: { kind: 'comma', h: H }, sole: 1.1, pitch: H, toe: 38 });
  s.part(closed([[-33, -H - 1.4, 'c'], [-20, -H - 1.2], [-8, -H * 0.66 - 1.6], [4, -4.4], [10, -2.2, 'c'], [0, -8], [-18, -H - 2.8], [-33.4, -H - 3, 'c']]), { cloth: 'insole', lift: 0.2, ink: 'fine' });
  const upper = closed([[-13, -16, 'c'], [-5, -16.6], [4, -15], [12, -13, 'c'], [21, -10.6], [31, -6.8], [38, -3.6], [41.4, -1.4, 'c'], [37, -0.7], [28, -0.8], [15, -0.9], [6, -2.8], [-1, -7], [-7, -11.8], [-13, -16, 'c']]);
  s.part(upper, { lift: 0.8, round: 3.4, puff: 2.2 });
  s.line(smooth([[-11, -15.4], [-5, -15.8], [4, -14.2], [12, -12.2]]), { weight: 1.6, alpha: 0.6 });
  s.part(ribbon(smooth([[-6, -15.8], [-18, -24.6], [-29, -31], [-34.4, -30.4], [-35.4, -26.4]]), 1.7), { lift: 0.6, round: 0.7, ink: 'fine' });
  buckle(s, [-12.8, -20.9], 37, 2.2, { h: 3, cloth: 'gold' });
  void top;
}
function slingPlan(s) {
  const sole = plan([[0, -40, 'c'], [2.2, -34], [7, -22], [10, -10], [9.4, 0], [6.6, 12], [6.6, 24], [5, 31], [0, 34]], 1.8);
  s.part(sole, { cloth: 'insole', lift: 0.7, round: 1.2 });
  foilV(s, bendAt(24) - 0, 24, 3);
  const v = plan([[0, -41, 'c'], [2.4, -35], [7.4, -22.6], [10.6, -10], [10.4, 0], [9, 4.4, 'c'], [7.2, -2], [4.2, -12], [0, -18.4, 'c']], 1.8);
  s.part(v, { lift: 0.9, round: 3.4, puff: 2.2 });
  s.part(shift(ribbon([[9.4, 2], [8.6, 16], [7.4, 30], [0, 36.4], [-7.4, 30], [-8.6, 16], [-9.4, 2]], 1.5)), { lift: 0.7, round: 0.6, ink: 'fine' });
  buckle(s, shift([[8.9, 11]])[0], 88, 2.2, { h: 3, cloth: 'gold' });
}
/** The sole, as the shoe lies on its face: leather, the V pressed in, the heel's tip. */
function slingUnder(s) {
  s.part(shift(ribbon([[9.4, 6], [8.8, 18], [7.4, 30], [0, 36.8], [-7.4, 30], [-8.8, 18], [-9.4, 6]], 1.5)), { lift: 0.7, round: 0.6, ink: 'fine' });
  s.part(plan([[0, -41.6, 'c'], [2.6, -35.4], [7.8, -22.8], [11, -10], [10.2, 1], [6.8, 10], [6.4, 22], [6, 30], [0, 35]], 1.8), { lift: 0.9, round: 1.6 });
  const sole = plan([[0, -38.6, 'c'], [2, -33.6], [6.6, -22], [9.6, -10], [8.8, 0], [5.6, 10], [5.2, 20], [4.6, 27], [0, 30]], 1.8);
  s.part(sole, { cloth: 'sole', lift: 0.15, round: 1, ink: 'fine' }); edgeStitch(s, sole, 1, { cloth: 'sole', dash: 0.5, gap: 0.4, thick: 0.12, colour: '#6b4a22' });
  embossedV(s, bendAt(-8), -8, 5); words(s, 'MAISON VERRANE', bendAt(-1), -2, 0.95, { colour: '#4a3216', weight: 0.1 }); words(s, 'LYON', bendAt(1), 0.2, 0.8, { colour: '#4a3216', weight: 0.09 });
  s.part(closed(shift([[-5.6, 22, 'c'], [0, 21], [5.6, 22, 'c'], [5, 30], [0, 34.6], [-5, 30]])), { lift: 1.2, round: 2.2, puff: 2 });
  s.part(shift(circle(0, 27.4, 2.1)), { cloth: 'edge', lift: 0.6, round: 0.6, ink: 'fine' }); s.paint(shift(circle(0, 27.4, 0.5)), '#a9885a');
}
const slingBack = heels((s) => {
  // the forepart lies beyond, low and narrow; the seat stands on its comma heel
  s.part(closed([[-6.6, -9], [-9.4, -4.6], [-9, -0.8, 'c'], [9, -0.8, 'c'], [9.4, -4.6], [6.6, -9], [0, -10]]), { lift: 0.6, round: 3, puff: 1.4 });
  s.part(closed([[-5.6, -20, 'c'], [5.6, -20, 'c'], [3.6, -14], [1.9, -5], [2.1, 0, 'c'], [-2.1, 0, 'c'], [-1.9, -5], [-3.6, -14]]), { lift: 1, round: 1.8, puff: 1.8 });
  s.part(box(-2.1, -1, 4.2, 1), { cloth: 'edge', ink: 'fine', lift: 0.1 });
  s.part(closed([[-6.4, -22.4, 'c'], [0, -24], [6.4, -22.4, 'c'], [6, -19.6], [0, -18.4], [-6, -19.6]]), { lift: 0.5, round: 1.4, puff: 1.2 });
  s.part(ribbon([[-6.2, -21.6], [-6.6, -26], [-5.4, -30.6], [0, -33.4], [5.4, -30.6], [6.6, -26], [6.2, -21.6]], 1.9), { lift: 0.7, round: 0.8, ink: 'fine' });
});

// ---------------------------------------------------------------- lace-up ankle boot
function laceBootProfile(s, { laced = true } = {}) {
  soleAndHeel(s, { heel: { kind: 'block', h: 12, w: 17, taper: 1 }, pitch: 12, sole: 1.5, toe: 37, tail: -30 });
  const upper = closed([[-29.6, -12.8, 'c'], [-31, -22], [-29.4, -36], [-28.4, -52, 'c'], [-24, -54], [-20.6, -51.8], [-17, -54], [-13, -52], [-9, -54.4], [-5.4, -52.2], [-2, -54.6], [2.6, -53, 'c'], [2.2, -44], [3.6, -33], [8, -24], [15, -17.6], [24, -13], [33, -10], [38, -5], [37.4, -2.2, 'c'], [28, -1.4], [16, -1.6], [6, -3], [-6, -9], [-18, -12.8]]);
  s.part(upper, { lift: 1.2, round: 5, puff: 2.8, folds: [{ path: [[-22, -24], [-12, -28], [-2, -32]], width: 2, height: 0.8, sharp: 1 }, { path: [[-24, -31], [-14, -34], [-6, -38]], width: 2, height: 0.6, sharp: 1 }] });
  s.part(closed([[-30.2, -14, 'c'], [-20, -14.2, 'c'], [-20.6, -22], [-24, -29], [-29.8, -31, 'c']]), { lift: 0.2, round: 1.6, ink: 'fine' });
  seam2(s, [[-20.8, -14.6], [-21.4, -22], [-24.4, -28.4], [-29.6, -30]], { d: 0.7 });
  const facing = closed([[3, -53.4, 'c'], [-4.4, -53, 'c'], [-4.8, -42], [-4, -30], [0, -20, 'c'], [9, -17.4, 'c'], [9.6, -22.8, 'c'], [4.4, -31], [2.6, -42]]);
  s.part(facing, { lift: 0.25, round: 1.4, puff: 0.8, ink: 'fine' });
  s.stitch(smooth([[-3.6, -52], [-4, -42], [-3.2, -30.4], [0.6, -20.8]]), { thick: 0.13, dash: 0.6, gap: 0.4 });
  const cap = smooth([[23.4, -13.6], [24.6, -8], [22.6, -1.4]]); seam2(s, [[23.4, -13.4], [24.8, -7.6], [22.6, -1.6]], { d: 0.8 }); for (let i = 1; i < 9; i++) { const p = along(cap, i / 9).point; s.paint(circle(p[0] - 1.3, p[1], 0.3), '#120c08', { alpha: 0.8 }); }
  for (let i = 0; i < 8; i++) {
    const t = i / 7, x = 1.4 + t * t * 4.6, y = -50.4 + t * 29;
    if (i < 4) { tube(s, [[x - 0.6, y], [x + 1.5, y - 0.5]], 1, { cloth: 'brass', lift: 0.3 }); }
    else { s.button(x - 0.6, y, 0.75, 'gold'); s.paint(circle(x - 0.6, y, 0.34), '#120c08'); }
    if (i < 7) { const t2 = (i + 1) / 7, x2 = 1.4 + t2 * t2 * 4.6, y2 = -50.4 + t2 * 29; tube(s, [[x, y], [x2 + 2.6, (y + y2) / 2 + 0.6]], 0.7, { cloth: 'lace', lift: 0.2, weight: 1.4 }); }
  }
  if (laced) { for (const [a, b] of [[-7, 4], [7.6, 3.4]]) s.part(ribbon(smooth([[1.8, -50.8], [a * 0.7, -50], [a, -46.6], [a * 0.5, -45.6], [1.8, -50.2]]), 0.7), { cloth: 'lace', lift: 0.3, ink: 'fine', weight: 1.4 }); void 0; }
  s.part(ribbon(smooth([[-27.6, -50], [-31, -56], [-28, -59], [-25.4, -55], [-26, -50]]), 1.5), { lift: 0.4, ink: 'fine', round: 0.6 });
}
// ---------------------------------------------------------------- loafer
function loaferProfile(s) {
  soleAndHeel(s, { heel: { kind: 'block', h: 5, w: 18, taper: 0.6 }, pitch: 5, sole: 1.4, toe: 35 });
  s.part(closed([[-31, -18, 'c'], [-16, -17, 'c'], [0, -17.6, 'c'], [0, -11], [-28, -9]]), { cloth: 'insole', lift: 0.1, ink: 'fine' });
  const upper = closed([[-32.6, -6, 'c'], [-34, -13], [-32, -21.4, 'c'], [-27, -20], [-17, -16.6], [-8, -16.8], [-1, -20.6], [3, -22.4, 'c'], [11, -18.6], [21, -14.6], [30, -11.6], [35.4, -7.6], [36, -3.6, 'c'], [26, -1.4], [10, -1.4], [-6, -3.4], [-20, -5.6]]);
  s.part(upper, { lift: 1.1, round: 4.4, puff: 2.6 });
  const apron = smooth([[-2, -12.6], [8, -9.6], [20, -7.8], [29, -7.8], [33, -9.4]]); s.line(apron, { weight: 3.4 }); s.stitch(offset(apron, -0.9), { dash: 0.4, gap: 0.7, thick: 0.2 }); s.stitch(offset(apron, 0.7), { dash: 0.4, gap: 0.7, thick: 0.2 });
  seam2(s, [[-21.4, -17.6], [-19.6, -11], [-20.6, -5.8]], { d: 0.7 });
  s.part(closed([[2.6, -22.6, 'c'], [8.4, -20.2, 'c'], [5, -12], [1.6, -2.4, 'c'], [-4.4, -3.4, 'c'], [-1.6, -13]]), { lift: 0.4, round: 1.4, ink: 'fine' });
  knot(s, 6, -20.4, 0.72, 18);
}
function knot(s, x, y, k, deg) {
  const P = (p) => move(turn(p.map(([a, b, ...r]) => [a * k, b * k, ...r]), deg), x, y);
  s.part(P(closed([[-2, -1, 'c'], [-7, -3.4], [-12, -3], [-13.4, 0, 'c'], [-8, 2.2], [-2, 2, 'c']])), { lift: 0.6, round: 1.2, ink: 'fine' });
  s.part(P(closed([[2, -2, 'c'], [7, 0], [11, 4], [11.4, 7.6, 'c'], [8, 7], [1, 2, 'c']])), { lift: 0.6, round: 1.2, ink: 'fine' });
  s.part(P(closed([[-2.6, -3.4], [0.4, -4.2], [3.2, -2.8], [3.6, 0.4], [2.6, 3.2], [-0.4, 3.8], [-3, 2.6], [-3.6, -0.4]])), { lift: 0.5, round: 1.4, puff: 1, ink: 'fine' });
  for (const o of [-1.3, 1.3]) s.line(P(smooth([[-2.8, o - 1], [0, o + 0.2], [2.8, o + 1.4]])), { weight: 1.8, alpha: 0.5 });
}
function loaferPlan(s) {
  const o = plan([[0, -34.6], [6, -33.6], [10, -28], [11.6, -18], [11.2, -6], [8.6, 8], [8.6, 22], [6.8, 31], [0, 34.6]]);
  s.part(plan([[0, -35.6], [6.8, -34.4], [10.8, -28], [12.4, -18], [12, -6], [9.4, 8], [9.4, 22], [7.6, 31.8], [0, 35.6]]), { cloth: 'edge', lift: 0.8, ink: 'fine' });
  s.part(o, { lift: 0.6, round: 4.4, puff: 2.6 });
  const mouth = plan([[0, -2, 'c'], [5.6, 2], [6.4, 12], [6.2, 24], [4.4, 30.4], [0, 32]]);
  s.part(mouth, { cloth: 'insole', lift: -0.01, round: 2, puff: 0.6, ink: 'fine' }); s.line(loop(inset(mouth, -1)), { weight: 1.6, alpha: 0.6, taper: false }); foilV(s, bendAt(24), 24, 2.8);
  const apron = shift(smooth([[-7.4, 3], [-7.6, -10], [-6.4, -22], [-3.6, -28], [0, -29.4], [3.6, -28], [6.4, -22], [7.6, -10], [7.4, 3]])); s.line(apron, { weight: 3.4 }); s.stitch(offset(apron, 0.9), { dash: 0.4, gap: 0.7, thick: 0.2 });
  s.part(shift(closed([[-11.2, -8, 'c'], [0, -10.6], [11.2, -8, 'c'], [11, -2, 'c'], [0, -4.6], [-11, -2, 'c']])), { lift: 0.5, round: 1.6, ink: 'fine' });
  knot(s, bendAt(-8), -7.6, 0.78, 8);
}
const roundHeel = (H, w = 9.4, top = 21) => heels((s, k) => {
  s.part(soft(-w + 1, -H, 2 * w - 2, H, 1), { cloth: 'heel', lift: 0.9, round: 1.4 }); s.part(box(-w + 1, -1, 2 * w - 2, 1), { cloth: 'edge', lift: 0, ink: 'fine' });
  s.part(soft(-w - 0.6, -H - 1.6, 2 * w + 1.2, 1.8, 0.6), { cloth: 'edge', lift: 0.4, ink: 'fine' });
  s.part(closed([[-w, -H - 1.4, 'c'], [-w - 0.4, -H - 8], [-w * 0.8, -H - top, 'c'], [0, -H - top - 1.4], [w * 0.8, -H - top, 'c'], [w + 0.4, -H - 8], [w, -H - 1.4, 'c']]), { lift: 0.8, round: 3.6, puff: 2.4 });
  seam2(s, [[0, -H - top - 0.8], [0, -H - 1.6]], { d: 0.9 }); void k;
});

// ---------------------------------------------------------------- ballerina
function ballerinaProfile(s) {
  soleAndHeel(s, { heel: { kind: 'block', h: 1.6, w: 16, taper: 0.2 }, pitch: 1.6, sole: 1, toe: 34 });
  s.part(closed([[-31, -15, 'c'], [-10, -10, 'c'], [10, -10, 'c'], [4, -5], [-28, -5]]), { cloth: 'insole', lift: 0.1, ink: 'fine' });
  const upper = closed([[-33, -2.6, 'c'], [-34.6, -9], [-32, -17, 'c'], [-26, -14.4], [-14, -9.4], [-2, -8.6], [8, -11], [14, -13.6, 'c'], [24, -11.6], [31, -8.4], [34.6, -4.6], [34, -1.4, 'c'], [20, -0.8], [0, -1], [-20, -1.6]]);
  s.part(upper, { lift: 1, round: 3.6, puff: 2.2 });
  const cap = closed([[20.4, -12.6, 'c'], [27, -10.6], [32, -7.6], [34.7, -4.4], [34, -1.4, 'c'], [19.6, -0.9, 'c'], [18.2, -6]]); s.part(cap, { cloth: 'cap', lift: 0.2, round: 3, puff: 1.8, ink: 'fine' });
  s.line(smooth([[-31.6, -15.8], [-26, -13.2], [-14, -8.2], [-2, -7.4], [8, -9.8], [13.6, -12.2]]), { weight: 2, alpha: 0.7 });
  bow(s, 13.6, -13.6, 0.6, 12);
}
function bow(s, x, y, k, deg) {
  const P = (p) => move(turn(p.map(([a, b, ...r]) => [a * k, b * k, ...r]), deg), x, y);
  for (const q of [-1, 1]) { s.part(P(ribbon(smooth([[0, 0], [q * 3, -2.6], [q * 6.4, -2.2], [q * 5.6, 1], [0, 0.3]]), 1)), { cloth: 'cap', lift: 0.4, round: 0.5, ink: 'fine', weight: 1.6 }); s.part(P(ribbon(smooth([[0, 0.2], [q * 2, 2.6], [q * 4.2, 5.6]]), 1)), { cloth: 'cap', lift: 0.4, round: 0.5, ink: 'fine', weight: 1.6 }); }
  s.part(P(circle(0, 0, 1.1)), { cloth: 'cap', lift: 0.4, round: 0.6, ink: 'fine', weight: 1.6 });
}
function ballerinaPlan(s) {
  s.part(plan([[0, -33], [5, -32], [9, -26], [10.6, -16], [10, -4], [7.6, 8], [7.6, 22], [6, 30.6], [0, 33.4]]), { lift: 0.8, round: 3.4, puff: 2.2 });
  s.part(shift(closed([[0, -33], [5, -32], [8.7, -26.4], [9.8, -21, 'c'], [5, -19.2], [0, -18.8], [-5, -19.2], [-9.8, -21, 'c'], [-8.7, -26.4], [-5, -32]])), { cloth: 'cap', lift: 0.2, round: 3, puff: 1.8, ink: 'fine' });
  const mouth = plan([[0, -14], [4.6, -12.4], [7.4, -4], [6, 8], [6, 22], [4.4, 29], [0, 31]]);
  s.part(mouth, { cloth: 'insole', lift: -0.01, round: 2, puff: 0.5, ink: 'fine' }); s.line(loop(inset(mouth, -0.8)), { weight: 1.6, alpha: 0.6, taper: false }); foilV(s, bendAt(22), 22, 2.8);
  bow(s, bendAt(-15), -14.6, 0.8, 0);
}

// ---------------------------------------------------------------- riding boot (tall; both in profile)
function ridingProfile(s, { strapOn = true } = {}) {
  soleAndHeel(s, { heel: { kind: 'block', h: 7, w: 16, taper: 0.8 }, pitch: 7, sole: 1.5, toe: 34, tail: -26, welt: true });
  s.part(closed([[-25, -98, 'c'], [-12, -101], [3, -106, 'c'], [4, -100], [-10, -96], [-24, -94, 'c']]), { cloth: 'insole', lift: 0.2, ink: 'fine' });
  const shaft = closed([[-25.8, -8, 'c'], [-27.4, -18], [-25.4, -30], [-25.6, -60], [-26.4, -96, 'c'], [-14, -97.4], [-4, -101.4], [4.6, -106.4, 'c'], [5.4, -84], [3, -60], [2.4, -38], [5, -27], [12, -19.4], [22, -14.4], [30, -11], [34.6, -6.4], [34.4, -3, 'c'], [24, -1.6], [10, -2.4], [-2, -6], [-14, -8.2]]);
  s.part(shaft, { lift: 1.3, round: 6, puff: 3.4, folds: [{ path: [[-22, -27], [-12, -30], [0, -34]], width: 2, height: 0.9, sharp: 1 }, { path: [[-23, -35], [-13, -37], [-2, -42]], width: 2, height: 0.7, sharp: 1 }, { path: [[-13, -92], [-12.6, -66], [-12.4, -46]], width: 4.4, height: 2.2, ends: 0.4, ink: false }] });
  const pipe = smooth([[-21.6, -96.4], [-21.4, -60], [-21.6, -32], [-22.4, -20], [-21.8, -9]]); s.line(pipe, { weight: 4, taper: false, alpha: 0.8 }); s.line(offset(pipe, -0.9), { weight: 1.6, alpha: 0.5 });
  s.stitch(smooth([[-25, -94.4], [-14, -95.8], [-4, -99.6], [4, -104.2]]), { thick: 0.15, dash: 0.7, gap: 0.45 });
  s.part(closed([[-27.8, -20, 'c'], [-20, -19, 'c'], [-20, -16.6, 'c'], [-27.6, -17.4, 'c']]), { lift: 0.4, round: 0.8, ink: 'fine' });
  seam2(s, [[-13, -8], [-13, -16], [-17, -24], [-26, -27]], { d: 0.8 });
  seam2(s, [[-2.6, -6], [2, -16], [8, -22]], { d: 0.8 });
  if (strapOn) { const line = smooth([[-26.6, -24], [-14, -27.6], [-2, -27], [7, -24.4]]); strap(s, line, 2.6, { lift: 0.5 }); buckle(s, [-8, -27.6], -2, 3, { h: 4 }); for (let i = 0; i < 3; i++) hole(s, -2 + i * 2, -27 + i * 0.5, 0.3); }
}
function ridingPair({ view }) {
  const s = new Scene({ seed: 205 });
  if (view === 'back') {
    for (const k of [-1, 1]) {
      const h = new Scene({ seed: 40 + k });
      h.part(soft(-7.6, -7, 15.2, 7, 0.8), { cloth: 'heel', lift: 0.9 }); h.part(soft(-8.4, -8.6, 16.8, 1.8, 0.6), { cloth: 'edge', lift: 0.3, ink: 'fine' });
      h.part(closed([[-8, -8.2, 'c'], [-8.8, -16], [-8, -28], [-10.6, -50], [-12.6, -72], [-13, -96, 'c'], [-4, -97], [6, -100.4], [13.4, -105, 'c'], [13, -72], [10.6, -50], [8, -28], [8.8, -16], [8, -8.2, 'c']]).map(([x, y]) => [x * k, y]), { lift: 1.2, round: 6, puff: 3.4 });
      h.line([[0, -97], [0, -9]], { weight: 4.4, taper: false }); h.line([[0.9, -97], [0.9, -9]], { weight: 1.6, alpha: 0.5 });
      h.part(soft(-8.8, -20.4, 17.6, 2.6, 1), { lift: 0.4, round: 0.8, ink: 'fine' }); h.part(soft(-8.6, -28, 17.2, 2.6, 0.8), { lift: 0.4, round: 1, ink: 'fine' });
      put(s, placed(h, 1, k * 17, 0));
    }
  } else {
    const a = new Scene({ seed: 3 }), b = new Scene({ seed: 4 });
    ridingProfile(a); ridingProfile(b);
    put(s, placed(a, 0.97, -13, -7)); put(s, placed(b, 1, 15, 4));
  }
  s.focus = { x: 10, y: -22, w: 36 };
  return s;
}

// ---------------------------------------------------------------- oxford
function oxfordProfile(s, { laced = true } = {}) {
  soleAndHeel(s, { heel: { kind: 'block', h: 5.6, w: 17, taper: 0.4 }, pitch: 5.6, sole: 1.5, toe: 36, welt: true });
  s.part(closed([[-31, -20, 'c'], [-20, -18, 'c'], [-2, -20, 'c'], [-4, -14], [-28, -12]]), { cloth: 'insole', lift: 0.1, ink: 'fine' });
  const upper = closed([[-32.6, -6.8, 'c'], [-34.2, -14], [-32, -24, 'c'], [-26, -22.4], [-18, -18.6], [-11, -19.4], [-6, -24.6, 'c'], [2, -22.4], [9, -18.4], [17, -14.4], [27, -11.8], [34.4, -8.4], [36.4, -4.4], [36, -2.8, 'c'], [26, -1.6], [10, -1.8], [-6, -4], [-20, -6.2]]);
  s.part(upper, { lift: 1.1, round: 4.4, puff: 2.6 });
  const bal = [[-33.4, -13], [-22, -13.6], [-8, -12], [2, -11.4], [9, -13.6], [10.6, -17.4]];
  seam2(s, bal, { d: -0.8 }); s.stitch(offset(smooth(bal), -1.6), { dash: 0.55, gap: 0.36, thick: 0.12 });
  const cap = smooth([[22.4, -13], [23.6, -7.4], [21.6, -1.8]]); seam2(s, [[22.4, -13], [23.6, -7.4], [21.6, -1.8]], { d: 0.8 });
  for (let i = 1; i < 9; i++) { const p = along(cap, i / 9).point; s.paint(circle(p[0] - 1.2, p[1], 0.32), '#120c08', { alpha: 0.85 }); if (i % 2) s.paint(circle(p[0] - 2.1, p[1], 0.18), '#120c08', { alpha: 0.85 }); }
  const facing = smooth([[-5.8, -24.6], [2, -22], [9.6, -17.6]]);
  s.stitch(offset(facing, 2.8), { dash: 0.55, gap: 0.36, thick: 0.12 });
  for (let i = 0; i < 5; i++) { const { point: p, direction: d } = along(facing, 0.08 + i * 0.19); s.paint(circle(p[0] - d[1] * 1.5, p[1] + d[0] * 1.5, 0.42), '#120c08'); tube(s, [[p[0] - d[1] * 1.5, p[1] + d[0] * 1.5], [p[0] + d[1] * 0.5, p[1] - d[0] * 0.4]], 0.8, { cloth: 'lace', lift: 0.2, weight: 1.4 }); }
  if (laced) for (const pts of [[[-4.6, -24], [-8, -29], [-12, -27], [-9, -23.4], [-4.6, -23.4]], [[-4.2, -24.4], [0, -29.6], [4, -27.6], [1, -24]], [[-4.8, -23.4], [-9, -19], [-10, -15]]]) s.part(ribbon(smooth(pts), 0.75), { cloth: 'lace', lift: 0.4, ink: 'fine', weight: 1.4 });
}
function lacedPlan(s, { eyelets = 5, cap = true, tongue = 'main', edge = 'edge', toe = 5.6, open = 1, toeTop = -36, perforated = false, collar = false, sneaker = false } = {}) {
  const out = (g) => plan([[0, toeTop - g], [toe + g * 0.8, toeTop + 2 - g * 0.6], [9.8 + g, -27], [11.6 + g, -16], [10.8 + g, -4], [8.4 + g, 8], [8.6 + g, 22], [6.8 + g, 31], [0, 34.4 + g]]);
  s.part(out(sneaker ? 1.8 : 1), { cloth: edge, lift: 0.8, ink: 'fine' });
  s.part(out(0), { lift: 0.6, round: 4.4, puff: 2.6 });
  const mouth = plan([[0, 5, 'c'], [5, 6], [6.2, 14], [6, 24], [4.4, 30.4], [0, 32]]);
  s.part(mouth, { cloth: 'insole', lift: -0.01, round: 2, puff: 0.6, ink: 'fine' }); foilV(s, bendAt(25), 25, 2.8);
  if (collar) s.line(loop(inset(mouth, -1.4)), { weight: 1.8, alpha: 0.6, taper: false });
  if (cap) { const l = shift(smooth([[-9.8, -22], [0, -23.6], [9.8, -22]])); s.line(l, { weight: 2.4 }); for (const d of [0.8, 2.4]) s.stitch(offset(l, d), { dash: 0.5, gap: 0.35, thick: 0.12 }); for (let i = 1; i < 17; i++) { const p = along(offset(l, 1.6), i / 17).point; s.paint(circle(p[0], p[1], i % 2 ? 0.34 : 0.2), '#120c08', { alpha: 0.85 }); } }
  if (perforated) for (let r = 0; r < 4; r++) for (let i = 0; i < 5 - (r % 2); i++) { const x = (i - (4 - (r % 2)) / 2) * 2.2, y = -27.6 + r * 2; hole(s, x + bendAt(y), y, 0.32); }
  const to = -15;
  s.part(shift(closed([[-3.2, 6.4, 'c'], [3.2, 6.4, 'c'], [2.4 * open, -4], [1.2, to, 'c'], [-1.2, to, 'c'], [-2.4 * open, -4]])), { cloth: tongue, lift: 0.01, ink: 'fine', round: 1, puff: 0.6 });
  for (const k of [-1, 1]) {
    s.line(shift(smooth([[k * 3, 6], [k * 2.2, -4], [k * 1.4, to]])), { weight: 2.6 });
    s.line(shift(smooth([[k * 7, 8], [k * 6.4, -6], [k * 4, to - 2], [0, to - 3.4]])), { weight: 2.2 }); s.stitch(shift(smooth([[k * 6.2, 8], [k * 5.6, -6], [k * 3.4, to - 1.2]])), { dash: 0.5, gap: 0.35, thick: 0.12 });
  }
  for (let i = 0; i < eyelets; i++) { const y = 4.4 - (i / (eyelets - 1)) * (4.4 - to - 2), w = 4.2 - (i / eyelets) * 1.5; for (const k of [-1, 1]) { s.paint(circle(k * w + bendAt(y), y, 0.5), '#120c08'); } tube(s, shift([[-w, y], [w, y + (i % 2 ? 0.7 : -0.2)]]), 0.95, { cloth: 'lace', lift: 0.3, weight: 1.4 }); }
  for (const k of [-1, 1]) { s.part(shift(ribbon(smooth([[0, 5], [k * 5, 1], [k * 8.4, 3], [k * 6, 7], [0, 5.4]]), 0.8)), { cloth: 'lace', lift: 0.4, ink: 'fine', weight: 1.4 }); s.part(shift(ribbon(smooth([[0, 5.4], [k * 3, 10], [k * 4.2, 15]]), 0.8)), { cloth: 'lace', lift: 0.4, ink: 'fine', weight: 1.4 }); }
}

// ---------------------------------------------------------------- chelsea
function chelseaProfile(s) {
  soleAndHeel(s, { heel: { kind: 'block', h: 6, w: 18, taper: 0.4 }, pitch: 6, sole: 1.5, toe: 36, welt: true });
  s.part(ribbon(smooth([[-28, -44], [-31.4, -50], [-28.6, -53], [-26, -49], [-26, -44]]), 2.2), { cloth: 'elastic', lift: 0.5, ink: 'fine', round: 0.7 });
  s.part(ribbon(smooth([[-3, -44], [-3.8, -50], [-0.6, -53], [1.6, -49], [0, -44]]), 2.2), { cloth: 'elastic', lift: 0.5, ink: 'fine', round: 0.7 });
  const upper = closed([[-32.4, -7, 'c'], [-34, -16], [-31, -30], [-30, -46, 'c'], [-16, -45], [1.6, -47, 'c'], [2.6, -36], [6, -26], [13, -19], [23, -14.4], [32, -11], [36.2, -6.4], [36, -2.8, 'c'], [26, -1.6], [10, -1.8], [-6, -4.4], [-20, -6.6]]);
  s.part(upper, { lift: 1.2, round: 5, puff: 3, folds: [{ path: [[-2, -24], [4, -19], [11, -13]], width: 1.8, height: 0.6, sharp: 1 }] });
  const el = closed([[-22.4, -45.2, 'c'], [-14, -45], [-6.6, -45.6, 'c'], [-7.4, -32], [-11, -20], [-14, -17.6], [-17, -20], [-21, -32]]);
  s.part(el, { cloth: 'elastic', lift: 0.05, round: 1.2, ink: 'fine', puff: 0.6 });
  for (const k of [-1, 1]) s.stitch(smooth([[-14.4 + k * 9, -44.6], [-14.4 + k * 8, -32], [-14.2 + k * 4, -19], [-14, -16.2]]), { thick: 0.13, dash: 0.6, gap: 0.4 });
  s.line(smooth([[-14, -17.4], [-14.4, -10], [-13.6, -5.8]]), { weight: 2.2 });
}
function chelseaPlan(s) {
  const out = (g) => plan([[0, -36 - g], [5 + g * 0.8, -34.4], [9.8 + g, -26], [11.4 + g, -15], [10.4 + g, -2], [8.4 + g, 10], [8.4 + g, 22], [6.8 + g, 31], [0, 34 + g]]);
  s.part(out(1), { cloth: 'edge', lift: 0.8, ink: 'fine' }); s.part(out(0), { lift: 0.6, round: 5, puff: 3.4 });
  const ringOut = plan([[0, -1], [7, 1], [8.8, 10], [8.4, 22], [6, 29.6], [0, 31.4]]), mouth = plan([[0, 1.4], [5.4, 3.4], [6.8, 11], [6.4, 21.6], [4.6, 27.6], [0, 29]]);
  s.part(ringOut, { lift: 1, round: 1.4, puff: 1.6 }); for (const k of [-1, 1]) s.part(shift(closed([[k * 8.6, 6, 'c'], [k * 8.8, 18, 'c'], [k * 6.6, 18, 'c'], [k * 6.6, 6, 'c']])), { cloth: 'elastic', lift: 0, ink: 'fine' });
  s.part(mouth, { cloth: 'dark', lift: 0.01, round: 2, ink: 'fine' }); s.part(shift(soft(-1.4, 27, 2.8, 8, 0.6)), { cloth: 'elastic', lift: 0.5, ink: 'fine', round: 0.8 });
}

// ---------------------------------------------------------------- sneaker
function sneakerProfile(s, { laced = true } = {}) {
  s.part(closed([[-31, -22, 'c'], [-18, -18, 'c'], [-3, -22, 'c'], [-6, -14], [-28, -12]]), { cloth: 'insole', lift: 0.1, ink: 'fine' });
  s.part(closed([[-7, -25, 'c'], [-9, -30], [-4.6, -31], [0, -25, 'c'], [-2, -21]]), { lift: 0.4, round: 1.6, ink: 'fine' });
  const upper = closed([[-32.8, -4, 'c'], [-34, -12], [-33, -25.4, 'c'], [-27, -24], [-20, -18.6], [-13, -18.4], [-7, -25.4, 'c'], [0, -22.8], [9, -17.4], [17, -13.6], [27, -12.2], [33.6, -9], [35, -5, 'c'], [20, -3.4], [0, -3.2]]);
  s.part(upper, { lift: 1.1, round: 4, puff: 2.4 });
  const tab = closed([[-33, -25.6, 'c'], [-27.4, -24.2, 'c'], [-25, -18], [-25.4, -13, 'c'], [-34, -12.6, 'c'], [-34, -18]]); s.part(tab, { cloth: 'trim', lift: 0.3, round: 1.4, ink: 'fine' }); edgeStitch(s, tab, 0.7, { cloth: 'trim', dash: 0.5, gap: 0.35, thick: 0.12 }); embossedV(s, -29.8, -18.4, 3.4);
  seam2(s, [[-25.6, -13], [-16, -11.8], [-4, -11], [4, -7.6], [6, -4]], { d: -0.8 });
  seam2(s, [[10.6, -16.6], [8.6, -11], [9.6, -4]], { d: -0.7 });
  const facing = smooth([[-7, -25], [0, -22.4], [10, -16.8]]); s.stitch(offset(facing, 3.4), { dash: 0.55, gap: 0.36, thick: 0.12 });
  for (let i = 0; i < 7; i++) { const { point: p, direction: d } = along(facing, 0.05 + i * 0.145); s.paint(circle(p[0] - d[1] * 1.8, p[1] + d[0] * 1.8, 0.42), '#120c08', { alpha: 0.85 }); s.part(ribbon([[p[0] - d[1] * 1.8, p[1] + d[0] * 1.8], [p[0] + d[1] * 0.6, p[1] - d[0] * 0.5]], 1.1), { cloth: 'lace', lift: 0.3, round: 0.4, ink: 'fine', weight: 1.4 }); }
  for (let r = 0; r < 3; r++) for (let i = 0; i < 6 - r; i++) hole(s, 15 + i * 1.9 + r * 1.1, -11 + r * 1.9 + i * 0.28, 0.3);
  if (laced) for (const pts of [[[-5, -25], [-9, -30], [-13, -28], [-10, -24], [-5, -24.4]], [[-5, -25.2], [0, -30.4], [4, -28.4], [1, -24.6]]]) s.part(ribbon(smooth(pts), 1), { cloth: 'lace', lift: 0.4, ink: 'fine', weight: 1.4 });
  soleAndHeel(s, { cup: true, heel: { h: 0 }, toe: 34.4 });
}
const sneakerBack = heels((s) => {
  s.part(closed([[-9, -5, 'c'], [-9.6, -14], [-7.6, -26, 'c'], [0, -27.4], [7.6, -26, 'c'], [9.6, -14], [9, -5, 'c']]), { lift: 0.9, round: 3.6, puff: 2.4 });
  const tab = closed([[-7, -26.2, 'c'], [0, -27.6], [7, -26.2, 'c'], [7.4, -14, 'c'], [0, -12.4], [-7.4, -14, 'c']]); s.part(tab, { cloth: 'trim', lift: 0.3, round: 1.4, ink: 'fine' }); edgeStitch(s, tab, 0.8, { cloth: 'trim', dash: 0.5, gap: 0.35, thick: 0.12 }); embossedV(s, 0, -19.6, 5);
  s.part(soft(-10.6, -6, 21.2, 6, 1.4), { cloth: 'cup', lift: 0.5, round: 1.6 }); s.stitch([[-10, -4.2], [10, -4.2]], { cloth: 'cup', thick: 0.16 });
});

const base = (insole = '#C9A878') => (hex, code, main) => ({ insole: { weave: 'calf', colour: insole }, lace: { weave: 'grosgrain', colour: darkOf(hex, 0.7) }, cap: { weave: 'calf', colour: darkOf(hex, 0.86) }, elastic: { weave: 'corduroy', colour: darkOf(hex, 0.5), scale: 0.5 }, dark: { weave: 'suede', colour: '#2A241E' }, edge: { weave: 'enamel', colour: darkOf(hex, 0.42) }, heel: { weave: 'stack', colour: darkOf(hex, 0.6) } });
const darkOf = (hex, k) => '#' + [1, 3, 5].map((i) => Math.round(parseInt(hex.slice(i, i + 2), 16) * k + 14 * (1 - k)).toString(16).padStart(2, '0')).join('');
function bootPair(seed, profile, focus, heel) {
  return ({ view }) => {
    const s = new Scene({ seed });
    if (view === 'back') { const h = new Scene({ seed: seed + 3 }), b = new Scene({ seed: seed + 4 }); heel(h); profile(b, {}); put(s, placed(h, 0.95, 0, -26)); put(s, placed(b, 1, 0, 36, 0, -1)); s.focus = { x: 0, y: -20, w: 34 }; return s; }
    const a = new Scene({ seed: seed + 1 }), b = new Scene({ seed: seed + 2 });
    profile(a, {}); profile(b, {});
    put(s, placed({ elements: a.elements }, 0.95, -9, -30)); put(s, placed(b, 1, 8, 36));
    s.focus = focus; return s;
  };
}
const laceHeel = heels((s, k) => {
  s.part(soft(-7.4, -12, 14.8, 12, 0.8), { cloth: 'heel', lift: 0.9 }); s.part(soft(-8.4, -13.4, 16.8, 1.6, 0.6), { cloth: 'edge', lift: 0.3, ink: 'fine' });
  s.part(closed([[-8.2, -13.2, 'c'], [-9, -22], [-8, -34], [-10.4, -50], [-10.6, -54, 'c'], [-7, -55.6], [-3.6, -53.6], [0, -55.6], [3.6, -53.6], [7, -55.6], [10.6, -54, 'c'], [10.4, -50], [8, -34], [9, -22], [8.2, -13.2, 'c']]), { lift: 1, round: 4.6, puff: 2.8 });
  seam2(s, [[0, -54.6], [0, -32]], { d: 0.9 }); s.part(closed([[-8.7, -13.6, 'c'], [8.7, -13.6, 'c'], [8.8, -24], [4, -31], [0, -32.6], [-4, -31], [-8.8, -24]]), { lift: 0.2, ink: 'fine' });
  s.part(ribbon(smooth([[-1.4, -51], [-2, -59], [0, -61], [2, -59], [1.4, -51]]), 1.6), { lift: 0.4, ink: 'fine', round: 0.6 }); void k;
});
const chelseaHeel = heels((s) => {
  s.part(soft(-8.6, -6, 17.2, 6, 0.8), { cloth: 'heel', lift: 0.9 }); s.part(soft(-9.6, -7.6, 19.2, 1.8, 0.6), { cloth: 'edge', lift: 0.3, ink: 'fine' });
  s.part(closed([[-9.2, -7.4, 'c'], [-10, -16], [-9, -28], [-11, -46, 'c'], [0, -47.4], [11, -46, 'c'], [9, -28], [10, -16], [9.2, -7.4, 'c']]), { lift: 1, round: 4.6, puff: 2.8 });
  seam2(s, [[0, -46.8], [0, -8]], { d: 0.9 }); s.part(soft(-1.9, -53, 3.8, 9, 1), { cloth: 'elastic', lift: 0.5, round: 0.9, ink: 'fine' });
});

export const shoes = {
  'slingback-pump': { draw: ({ view }) => pair(201, slingProfile, slingPlan, { view, back: slingBack, under: slingUnder, focus: view === 'back' ? { x: 0, y: -20, w: 30 } : { x: -8, y: 20, w: 33 } }), weave: 'calf', roles: base('#D8BC97'), worn: wornOn(slingProfile, (s) => { leg(s, [-24, -26], { ankle: 10, calf: 16, len: 86, lean: -4 }); s.part(closed([[-33, -20], [-34, -30], [-29, -38], [-18, -38], [-8, -26], [6, -14], [16, -8], [10, -4], [-14, -14]]), { cloth: 'skin', lift: 0, ink: false, noLight: true }); s.line(smooth([[-18.6, -40], [-10, -28], [2, -18.6], [13, -10]]), { cloth: 'skin', ink: 'contour', weight: 3 }); s.line(smooth([[-29, -40], [-32.6, -33], [-34, -25], [-33, -20.6]]), { cloth: 'skin', ink: 'contour', weight: 3 }); }) },
  'lace-up-ankle-boot': { draw: bootPair(202, laceBootProfile, { x: 10, y: 4, w: 34 }, laceHeel), weave: 'calf', roles: base(), worn: wornOn((s) => { laceBootProfile(s, {}); s.frame = { x: 0, y: -44, h: 116 }; }, (s) => leg(s, [-14, -52], { ankle: 16, calf: 22, len: 90, lean: 2 })) },
  'knotted-loafer': { draw: ({ view }) => pair(203, loaferProfile, loaferPlan, { view, back: roundHeel(5, 9, 17), focus: view === 'back' ? { x: 0, y: -12, w: 34 } : { x: 8, y: 22, w: 32 } }), weave: 'calf', roles: base(), worn: wornOn(loaferProfile, (s) => ankle(s, -17)) },
  'suede-ballerina': { draw: ({ view }) => pair(204, ballerinaProfile, ballerinaPlan, { view, back: roundHeel(1.8, 8, 15), focus: view === 'back' ? { x: 0, y: -10, w: 30 } : { x: 14, y: 26, w: 32 } }), weave: 'suede', roles: base(), worn: wornOn(ballerinaProfile, (s) => ankle(s, -8, -11)) },
  'riding-boot': { draw: ridingPair, weave: 'calf', roles: base(), worn: wornOn((s) => { ridingProfile(s, {}); s.frame = { x: 2, y: -72, h: 168 }; }, (s) => leg(s, [-10, -98], { ankle: 24, calf: 30, len: 110, lean: 3 })) },
  'balmoral-oxford': { draw: ({ view }) => pair(206, oxfordProfile, (s) => lacedPlan(s, {}), { view, back: roundHeel(5.6, 9.4, 18), focus: view === 'back' ? { x: 0, y: -12, w: 34 } : { x: 12, y: 24, w: 34 } }), weave: 'calf', roles: base(), worn: wornOn(oxfordProfile, (s) => trouser(s, [-17, -18], { width: 26, len: 90 })) },
  'suede-chelsea-boot': { draw: bootPair(207, chelseaProfile, { x: -2, y: 6, w: 36 }, chelseaHeel), weave: 'suede', roles: base(), worn: wornOn((s) => { chelseaProfile(s); s.frame = { x: 0, y: -38, h: 108 }; }, (s) => trouser(s, [-14, -40], { width: 33, len: 90 })) },
  'court-sneaker': { draw: ({ view }) => pair(208, sneakerProfile, (s) => lacedPlan(s, { eyelets: 7, cap: false, perforated: true, edge: 'cup', toe: 6.4, collar: true, sneaker: true, toeTop: -35 }), { view, back: sneakerBack, focus: view === 'back' ? { x: 0, y: -14, w: 34 } : { x: -15, y: 22, w: 40 } }), weave: 'grained', weaveScale: 0.75, roles: (hex, code, main, c) => ({ ...base('#D9CDB8')(hex, code, main), trim: { weave: 'calf', colour: c.hex2 ?? hex }, cup: { weave: 'enamel', colour: code === 'noir' ? '#26241F' : '#EDE9DF' }, lace: { weave: 'grosgrain', colour: code === 'noir' ? '#2A2825' : '#EFEBE1' } }), worn: wornOn(sneakerProfile, (s) => trouser(s, [-18, -19], { width: 27, len: 90 })) },
};
function ankle(s, bottom, mouth = -16) {
  s.part(closed([[-23, -120, 'c'], [-25, -70], [-25, -42], [-29, -28], [-32, -16], [-30, -6], [10, -6], [14, mouth + 2], [4, mouth - 8], [-6, -30], [-10, -44], [-7, -66], [-5, -120, 'c']]), { cloth: 'skin', lift: 0.4, round: 3, puff: 0.5, drape: 0 });
  s.line(smooth([[-24, -25], [-21.4, -27.4], [-19, -25], [-20, -22]]), { cloth: 'skin', weight: 2.2, alpha: 0.6 }); void bottom;
}
