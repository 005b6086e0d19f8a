// The pattern cutter's table: body, sleeves, lapels, collars, pockets, belts. Centimetres; (0, 0) is the middle of
// the neck line, y down. `side` is +1 for what the viewer sees at the right, -1 at the left.
// A piece gets worn = true when a figure wears it: narrower, sleeves hanging.
import { along, both, mirror, mix, offset, part, reach, ribbon, sagging, smooth, soft, turn, dist, lerp } from '../kit/geometry.mjs';

const flip = (side, pts) => (side > 0 ? pts : mirror(pts));

/** Fills in the measures of an upper body. Half widths. */
export function measures(o) {
  const m = {
    neck: 8, shoulder: 21, drop: 4.6, underarm: 25, chest: 25, waist: 24, waistY: 42, hip: 26, hipY: 62, hem: 28, length: 100,
    hemCurve: 1.2, sleeve: 46, bicep: 18, elbow: 16, cuff: 13, angle: 17, bend: -7, armhole: 'set', ...o,
  };
  m.tuck ??= { set: 0.7, drop: 0.52, raglan: 0.6, halter: 0.6 }[m.armhole];
  if (m.worn) {
    const k = m.ease ?? 0.86;
    for (const key of ['chest', 'waist', 'hip', 'hem']) m[key] *= k;
    m.shoulder *= 0.93;
    m.angle = (m.wornAngle ?? 9);
    m.bend = m.wornBend ?? -5;
    m.tuck = Math.max(m.tuck, 0.62);
    m.bicep *= 0.88; m.elbow *= 0.86; m.cuff *= 0.86;
  }
  return m;
}

/** The right edge from the neck point to the hem's corner, as curve points. */
export function sidePoints(m) {
  const armhole = {
    set: [[m.shoulder, m.drop, 'c'], [m.shoulder - 1.6, m.drop + 7], [m.shoulder - 0.6, m.underarm - 6], [m.chest, m.underarm, 'c']],
    drop: [[m.shoulder, m.drop, 'c'], [m.shoulder - 0.4, m.drop + 9], [m.chest - 0.3, m.underarm - 4], [m.chest, m.underarm, 'c']],
    raglan: [[m.shoulder - 9, m.drop - 2.6], [m.shoulder - 2, m.drop + 4], [m.chest - 2.4, m.underarm - 6], [m.chest, m.underarm, 'c']],
    halter: [[m.shoulder, m.drop, 'c'], [m.shoulder - 2.4, m.drop + 8], [m.shoulder - 0.5, m.underarm - 5], [m.chest, m.underarm, 'c']],
  }[m.armhole];
  const pts = [[m.neck, 0, 'c'], ...armhole];
  if (m.waistY < m.length - 4) pts.push([m.waist, m.waistY]);
  if (m.hipY < m.length - 6) pts.push([m.hip, m.hipY]);
  pts.push([m.hem, m.length - (m.hemRise ?? 0), 'c']);
  return pts;
}

export const sideLine = (m) => smooth(sidePoints(m));
export const armholeLine = (m, side = 1) => {
  const pts = sidePoints(m), end = pts.findIndex((p, i) => i > 0 && p[2] === 'c' && p[1] >= m.underarm - 0.01);
  return flip(side, smooth(pts.slice(m.armhole === 'raglan' ? 0 : 1, end + 1)));
};

/** x of the right side edge at height y. */
export function edgeAt(m, y) {
  const line = sideLine(m).filter((p) => p[1] >= Math.min(m.underarm, y) - 0.01);
  for (let i = 1; i < line.length; i++) if (line[i][1] >= y) return lerp(line[i - 1][0], line[i][0], (y - line[i - 1][1]) / (line[i][1] - line[i - 1][1] || 1));
  return m.hem;
}
export const hemAt = (m, x) => m.length - (m.hemRise ?? 0) + (m.hemCurve + (m.hemRise ?? 0)) * Math.max(0, 1 - (x / m.hem) ** 2);

/** The hem from x0 to x1, following its curve. */
export function hemLine(m, x0, x1, n = 14) {
  return Array.from({ length: n + 1 }, (_, i) => {
    const x = lerp(x0, x1, i / n);
    const wave = m.hemWave ? Math.sin((x / m.hem) * 9 + 0.6) * m.hemWave * (1 - Math.abs(x / m.hem)) : 0;
    return [x, hemAt(m, x) + wave];
  });
}

/** The whole body, its neck cut by `neckline` (right half, from the centre to the neck point, in curve points). */
export function bodyOutline(m, neckline) {
  const right = [...smooth(neckline), ...sideLine(m).slice(1)];
  const left = mirror(right).reverse();
  return [...right, ...hemLine(m, m.hem, -m.hem).slice(1, -1), ...left];
}

/** One front: from its neck point along `front` (curve points down to the hem) then round the side. side as seen. */
export function frontPanel(m, side, front) {
  const sideways = sideLine(m);
  const inner = smooth(front);
  const hem = hemLine(m, inner.at(-1)[0], m.hem);
  const panel = [...inner.slice(0, -1), ...hem, ...sideways.slice(0, -1).reverse()];
  return flip(side, panel);
}

export const bodyFolds = (m, amount = 1) => [
  { path: [[m.chest - 1, m.underarm + 2], [m.chest * 0.74, m.underarm + 8], [m.chest * 0.58, m.underarm + 17]], width: 2.2, height: 0.7 * amount, sharp: 1, ends: 0.45 },
  { path: [[-m.chest + 1, m.underarm + 2], [-m.chest * 0.74, m.underarm + 8], [-m.chest * 0.52, m.underarm + 17]], width: 2.2, height: 0.7 * amount, sharp: -1, ends: 0.45 },
  ...[[-0.66, 1.0, 0.62], [-0.2, 1.3, 0.75], [0.36, 1.1, 0.66], [0.75, 0.9, 0.6]].filter(() => m.length > 60).map(([x, h, from]) => ({
    path: [[m.waist * x * 0.86, m.waistY + (m.length - m.waistY) * (1 - from)], [m.hip * x, lerp(m.waistY, m.length, 0.7)], [m.hem * x * 1.06, m.length + 1]], width: 2.6, height: h * amount, sharp: x > 0 ? 1 : -1, ends: 0.45,
  })),
];

/** A sleeve; answers {path, wrist, cuffLine, outer, inner}. Draw it before the body. */
export function sleeve(m, side) {
  const lean = (side > 0 ? 1 : 1.12), a1 = m.angle * lean, a2 = (m.angle + m.bend) * lean;
  const U = [m.chest, m.underarm];
  const normal = (a) => [Math.cos((a * Math.PI) / 180), -Math.sin((a * Math.PI) / 180)];
  const n1 = normal(a1), n2 = normal(a2), nm = normal((a1 + a2) / 2);
  const start = [U[0] - n1[0] * m.bicep * m.tuck + (m.bicep / 2) * n1[0], U[1] - n1[1] * m.bicep * m.tuck + (m.bicep / 2) * n1[1]];
  const elbow = reach(start, a1, m.sleeve * 0.44), wrist = reach(elbow, a2, m.sleeve * 0.56);
  const at = (p, n, d) => [p[0] + n[0] * d, p[1] + n[1] * d];
  const out1 = at(start, n1, m.bicep / 2), outE = at(elbow, nm, m.elbow / 2), outW = at(wrist, n2, m.cuff / 2);
  const inW = at(wrist, n2, -m.cuff / 2), inE = at(elbow, nm, -m.elbow / 2), in1 = at(start, n1, -m.bicep / 2);
  const S = m.armhole === 'raglan' ? [m.shoulder + 0.4, m.drop + 0.2] : [m.shoulder - 0.2, m.drop - 0.1];
  const cap = m.cap ?? 1.6;
  const topPts = m.armhole === 'raglan'
    ? [[m.neck - 2, 0.6, 'c'], [m.neck, -0.3, 'c'], [m.shoulder - 4, m.drop - 1.7], [m.shoulder + 0.4, m.drop + 0.4]]
    : [[S[0] - 4, S[1] + 1, 'c'], [S[0], S[1], 'c'], [S[0] + cap * 0.9, S[1] + cap * 0.9]];
  const full = m.full ?? 0; // a full sleeve swells above its cuff
  const low = full ? [at(mix(elbow, wrist, 0.62), n2, m.elbow / 2 + full), at(wrist, n2, m.cuff / 2 + full * 0.55)] : [];
  const lowIn = full ? [at(wrist, n2, -m.cuff / 2 - full * 0.55), at(mix(elbow, wrist, 0.62), n2, -m.elbow / 2 - full)] : [];
  const outer = smooth([...topPts.slice(1), [lerp(S[0], out1[0], 0.56) + cap * 0.7, lerp(S[1], out1[1], 0.48)], out1, outE, ...low, [...outW, 'c']]);
  const inner = smooth([[...inW, 'c'], ...lowIn, inE, in1, [m.chest - 5, m.underarm - 3], [m.chest - 9, m.underarm - 12, 'c'], ...topPts.slice(0, 1)]);
  const d2 = reach([0, 0], a2, 1);
  const mouth = smooth([outW, at(at(wrist, d2, 0.5), n2, 0), inW]);
  const path = flip(side, [...outer, ...mouth.slice(1, -1), ...inner]);
  const w = (p) => flip(side, [p])[0];
  return {
    path, side, wrist: w(wrist), elbow: w(elbow), angle: side * a2, direction: flip(side, [d2])[0],
    outW: w(outW), inW: w(inW), outE: w(outE), inE: w(inE), top: w(S), start: w(start),
    across(t, k = 1) { // a line across the lower sleeve, t cm above the wrist
      const c = [wrist[0] - d2[0] * t, wrist[1] - d2[1] * t], width = lerp(m.cuff, m.elbow, t / (m.sleeve * 0.56)) / 2 * k + (full ? full * 0.3 * Math.min(1, t / 4) : 0);
      return flip(side, smooth([at(c, n2, width), [c[0] + d2[0] * 0.6, c[1] + d2[1] * 0.6], at(c, n2, -width)]));
    },
    band(t0, t1, k = 1.02) { // a band across the lower sleeve between t0 and t1 cm above the wrist
      const a = this.across(t0, k), b = this.across(t1, k);
      return [...a, ...[...b].reverse()];
    },
    point(t, across) { // t cm above the wrist, across in -1 (inner) .. 1 (outer)
      const c = [wrist[0] - d2[0] * t, wrist[1] - d2[1] * t], width = lerp(m.cuff, m.elbow, t / (m.sleeve * 0.56)) / 2;
      return w(at(c, n2, width * across));
    },
    folds: [
      { path: flip(side, [inE, mix(inE, outE, 0.3), [mix(inE, outE, 0.62)[0], mix(inE, outE, 0.62)[1] - 3]]), width: 1.7, height: 0.8, sharp: -side, ends: 0.4 },
      { path: flip(side, [[inE[0], inE[1] + 5], [mix(inE, outE, 0.4)[0], mix(inE, outE, 0.4)[1] + 4.4], [mix(inE, outE, 0.7)[0], mix(inE, outE, 0.7)[1] + 5.4]]), width: 1.5, height: 0.55, sharp: side, ends: 0.4, ink: false },
      { path: flip(side, [mix(out1, outE, 0.1), mix(mix(out1, outE, 0.55), mix(in1, inE, 0.55), 0.3), mix(mix(elbow, wrist, 0.25), outE, 0.2)]), width: 2.6, height: 0.55, sharp: side, ends: 0.5, ink: false },
    ],
  };
}

/** Draws both sleeves and remembers them; cuffs or bands are up to the piece. grain follows the arm. */
export function drawSleeves(s, m, options = {}) {
  const sleeves = [-1, 1].map((side) => sleeve(m, side));
  for (const v of sleeves) s.part(v.path, { grain: -v.side * (m.angle + m.bend / 2), lift: 0.8, folds: options.folds === false ? [] : v.folds, ...options });
  s.sleeves = sleeves;
  s.wrists = sleeves.map((v) => ({ point: v.wrist, angle: v.angle, side: v.side }));
  return sleeves;
}

/** The inside of the back seen through the neck, with the house's label. */
export function insideBack(s, m, depth, { role = 'lining', stand = 2.6, label = true } = {}) {
  const half = [[0, -stand + 0.4], [m.neck * 0.7, -stand * 0.75], [m.neck + 0.6, -0.2], [m.neck + 1.6, 4], [4, depth], [0, depth + 2]];
  if (m.worn) { // the wearer's neck and shirt instead of the lining
    s.part(smooth(both(half.map((p) => [...p])), { closed: true }), { cloth: depth > 16 ? 'plain' : 'skin', lift: 0.1, ink: 'fine', puff: 0.2, shade: 0.3 });
    if (depth > 16) s.part(smooth(both([[0, -stand], [m.neck * 0.7, -stand], [m.neck * 0.8, 0.5], [0, 9, 'c']]).filter((p, i, a) => !i || dist(p, a[i - 1]) > 0.01), { closed: true }), { cloth: 'skin', lift: 0.05, ink: 'fine', weight: 1.6, puff: 0.1 });
    s.openNeck = true;
    return;
  }
  s.part(smooth(both(half.map((p) => [...p])), { closed: true }), { cloth: role, lift: 0.1, ink: 'fine', puff: 0.4, shade: 0.4 });
  if (label) {
    s.part(soft(-2.7, -0.4, 5.4, 1.9, 0.1), { cloth: 'label', lift: 0.06, ink: 'fine', weight: 1, puff: 0.2 });
    s.paint(null, '#3b352c', { data: monogramPath(0, 0.55, 0.9) });
  }
}

/** A small V with a bar, the house's mark, as path data. */
export const monogramPath = (x, y, h) => `M${x - h * 0.5} ${y - h * 0.5}L${x - h * 0.3} ${y - h * 0.5}L${x + h * 0.04} ${y + h * 0.32}L${x + h * 0.36} ${y - h * 0.5}L${x + h * 0.46} ${y - h * 0.5}L${x + h * 0.03} ${y + h * 0.5}L${x - h * 0.06} ${y + h * 0.5}Z`;

/**
 * One lapel and its half of the collar. The roll line runs from the neck to `stop` (the break). side: where the lapel lies.
 * style: notch | peak | shawl | ulster; width: at the tip; tip: share of the roll line where the tip lies.
 */
export function lapel(s, m, side, stop, { style = 'notch', width = 10, tip = 0.3, belly = 1, cloth = 'main', grain = 0, lift = 0.55, collarCloth = cloth, buttonhole = false, stitch = 0, lean = 0 } = {}) {
  const P0 = [m.neck - 1, -0.6], B = [stop[0] * side, stop[1]]; // computed for the right, flipped for the left
  const l = dist(P0, B), u = [(B[0] - P0[0]) / l, (B[1] - P0[1]) / l], v = [-u[1], u[0]];
  if (v[0] < 0) { v[0] *= -1; v[1] *= -1; }
  const at = (t, d) => [P0[0] + u[0] * l * t + v[0] * d, P0[1] + u[1] * l * t + v[1] * d];
  const out = {};
  if (style === 'shawl') {
    const outer = smooth([[m.neck * 0.3, -3.4], [m.neck + 1.2, -2.4], at(0.12, width * 0.72), at(tip, width), at(0.62, width * 0.82 * belly), [...B, 'c']]);
    const path = [[0, -3.6], ...outer, ...smooth([[...B, 'c'], at(0.5, -0.3), at(0.2, -0.4), [m.neck - 1.4, -0.9], [0, -1.4]])];
    s.part(flip(side, path), { cloth, lift, grain: side * (grain + 14), puff: 1.1 });
    out.outer = flip(side, outer);
    out.path = flip(side, path);
    return out;
  }
  const G = at(0.1, 0.6), T = style === 'peak' ? at(tip - 0.1, width + 1.2) : at(tip, width);
  const meet = mix(at(0.1, 0.6), style === 'peak' ? at(tip + 0.02, width * 0.96) : T, style === 'ulster' ? 0.62 : 0.6);
  const outer = style === 'peak'
    ? smooth([[...T, 'c'], at(lerp(tip, 1, 0.3), width * 0.8 * belly), at(lerp(tip, 1, 0.65), width * 0.44 * belly), [...B, 'c']])
    : smooth([[...T, 'c'], at(lerp(tip, 1, 0.3), width * 0.77 * belly), at(lerp(tip, 1, 0.65), width * 0.41 * belly), [...B, 'c']]);
  const gorge = style === 'peak' ? [[...G, 'c'], [...meet, 'c'], [...T, 'c']] : [[...G, 'c'], [...T, 'c']];
  const lapelPath = [...smooth(gorge).slice(0, -1), ...outer, ...smooth([[...B, 'c'], at(0.6, -0.25), at(0.3, -0.2), [...at(0.02, 0), 'c']])];
  s.part(flip(side, lapelPath), { cloth, lift, grain: side * (grain + 16), puff: 1.1 });
  const tipOut = { notch: 0.78, peak: 0.72, ulster: 0.98 }[style] * width;
  const C = style === 'peak' ? [mix(meet, T, 0.24)[0] + 0.2, mix(meet, T, 0.24)[1] - 0.5] : at(tip - (style === 'ulster' ? 0.2 : 0.17), tipOut);
  const fall = style === 'ulster' ? 3 : 1.6;
  const collar = [
    ...smooth([[0, -3.9], [m.neck * 0.62, -3.5], [m.neck + 1.2, -1.7], [lerp(m.neck + 1, C[0], 0.55) + fall * 0.6, lerp(-1, C[1], 0.5) - 0.4], [...C, 'c'], [...meet, 'c'], [...G, 'c'], at(0.02, 0.1), [m.neck - 1.6, -1.1], [m.neck * 0.4, -2.2], [0, -2.4]]),
  ];
  s.part(flip(side, collar), { cloth: collarCloth, lift: lift * 0.9, grain: side * -30, puff: 1.1, round: 1.8 });
  if (stitch) {
    s.stitch(flip(side, offset(outer, -stitch)), { cloth, clip: flip(side, lapelPath) });
    s.stitch(flip(side, offset(smooth([[m.neck + 1.2, -1.7], [lerp(m.neck + 1, C[0], 0.55) + fall * 0.6, lerp(-1, C[1], 0.5) - 0.4], [...C, 'c']]), stitch)), { cloth: collarCloth, clip: flip(side, collar) });
  }
  if (buttonhole) {
    const c = mix(mix(G, T, 0.78), at(0.55, width * 0.8), 0.2), e = [c[0] + (T[0] - G[0]) * 0.16, c[1] + (T[1] - G[1]) * 0.16];
    s.line(flip(side, [c, e]), { weight: 3, cloth, taper: false });
  }
  return { ...out, tip: flip(side, [T])[0], outer: flip(side, outer), path: flip(side, lapelPath), collar: flip(side, collar) };
}

/** The back collar, as seen from behind: folded over the neck seam. */
export function backCollar(s, m, { cloth = 'main', height = 6.4, spread = 2.4, rise = 3.6, point = 0.8, lift = 0.45, grain = 0 } = {}) {
  const half = [[0, -rise], [m.neck * 0.66, -rise + 0.5], [m.neck + 0.9, -0.9], [m.neck + spread, 1.6, 'c'], [m.neck * 0.85, height - rise - 0.2 + point * 0.2], [0, height - rise + 0.5]];
  const path = smooth(both(half).filter((p, i, a) => i === 0 || dist(p, a[i - 1]) > 0.01), { closed: true });
  s.part(path, { cloth, lift, grain, round: 2, puff: 1.1 });
  return path;
}

/** A pocket flap, or welt, turned by `lean` degrees (the right side; flipped for the left). x, y: its upper middle. */
export function flap(s, side, x, y, w, h, { lean = 0, cloth = 'main', round = 0.6, jetted = true, lift = 0.3, stitch = 0.5, point = 0, grain = 0 } = {}) {
  const p = point ? [[-w / 2, 0, 'c'], [w / 2, 0, 'c'], [w / 2, h * 0.72, 'c'], [0, h + point, 'c'], [-w / 2, h * 0.72, 'c']] : null;
  const shape = turn(p ? smooth(p, { closed: true }) : soft(-w / 2, 0, w, h, round), lean).map((q) => [q[0] + x, q[1] + y]);
  s.part(flip(side, shape), { cloth, lift, grain: side * lean + grain, round: 1.2, puff: 0.7, ink: 'fine' });
  if (jetted) s.line(flip(side, turn([[-w / 2 - 0.3, -0.5], [w / 2 + 0.3, -0.5]], lean).map((q) => [q[0] + x, q[1] + y])), { weight: 2 });
  if (stitch) {
    const inner = p
      ? turn([[-w / 2 + stitch, 0.3], [-w / 2 + stitch, h * 0.72 - stitch * 0.5], [0, h + point - stitch * 1.2], [w / 2 - stitch, h * 0.72 - stitch * 0.5], [w / 2 - stitch, 0.3]], lean)
      : turn([[-w / 2 + stitch, 0.3], [-w / 2 + stitch, h - stitch], [w / 2 - stitch, h - stitch], [w / 2 - stitch, 0.3]], lean);
    s.stitch(flip(side, smooth(inner.map((q) => [q[0] + x, q[1] + y, 'c']))), { cloth });
  }
  return flip(side, shape);
}

export function patchPocket(s, side, x, y, w, h, { lean = 0, cloth = 'main', round = 2.2, lift = 0.3, stitch = 0.6, band = 0, grain = 0, bellows = false } = {}) {
  const place = (pts) => flip(side, turn(pts, lean).map((q) => [q[0] + x, q[1] + y]));
  const shape = place([[-w / 2, 0], [w / 2, 0], [w / 2 + 0.3, h - round], ...soft(-w / 2 - 0.3, 0, w + 0.6, h, round).slice(7, 21), [-w / 2 - 0.3, h - round]]);
  s.part(shape, { cloth, lift: lift + (bellows ? 0.4 : 0), grain: side * lean + grain, round: 2, puff: 0.8, ink: 'fine', folds: [{ path: place([[-w * 0.3, h * 0.25], [0, h * 0.5], [w * 0.2, h * 0.86]]), width: 1.6, height: 0.4, sharp: 1 }] });
  if (band) s.line(place([[-w / 2, band], [w / 2, band]]), { cloth, weight: 1.8 });
  if (stitch) s.stitch(place([[-w / 2 + stitch, 0.2], ...soft(-w / 2 - 0.3 + stitch, 0, w + 0.6 - 2 * stitch, h - stitch, round - 0.2).slice(7, 21).reverse().reverse(), [w / 2 - stitch, 0.2]].sort(() => 0).slice(0, 0).concat(pocketStitch(w, h, round, stitch))), { cloth });
  return shape;
}
const pocketStitch = (w, h, r, d) => smooth([[-w / 2 + d, 0.3, 'c'], [-w / 2 - 0.3 + d, h - r - d * 0.4, 'c'], [-w / 2 + r * 0.35 + d, h - d - r * 0.3], [-w / 2 + r + d * 0.4, h - d, 'c'], [w / 2 - r - d * 0.4, h - d, 'c'], [w / 2 - r * 0.35 - d, h - d - r * 0.3], [w / 2 + 0.3 - d, h - r - d * 0.4, 'c'], [w / 2 - d, 0.3, 'c']]);

/** A tied belt at the waist: band, knot and two ends. */
export function tiedBelt(s, m, { y = m.waistY, width = 4.5, cloth = 'main', knotX = 1.5, ends = [30, 24], half = edgeAt(m, y) + 0.6, stitch = 0 } = {}) {
  const band = [...sagging([-half, y - width / 2], [half, y - width / 2], 0.7), ...sagging([half + 0.1, y + width / 2], [-half - 0.1, y + width / 2], -0.7)];
  for (const [i, len] of ends.entries()) {
    const lean = i ? -9 : 7, top = [knotX + (i ? -1 : 1), y + 1.5];
    const tail = ribbon([top, reach(top, lean, len * 0.5), reach(reach(top, lean, len * 0.5), lean * 0.2, len * 0.5)], [width * 0.72, width, width * 1.02]);
    s.part(tail, { cloth, lift: 0.7, grain: 90 + lean, folds: [{ path: [top, reach(top, lean, len * 0.4)], width: 0.8, height: 0.5, ends: 0.5 }] });
    if (stitch) s.stitch(offset(tail.slice(0, Math.floor(tail.length / 2)), stitch), { cloth });
  }
  s.part(band, { cloth, lift: 0.8, grain: 90, round: 1.6, folds: [{ path: [[knotX - 9, y + 0.4], [knotX - 2, y + 0.2]], width: 0.6, height: 0.5 }, { path: [[knotX + 2, y], [knotX + 9, y + 0.8]], width: 0.6, height: 0.5 }] });
  const knot = smooth([[knotX - 2.6, y - width * 0.5], [knotX, y - width * 0.66], [knotX + 2.8, y - width * 0.42], [knotX + 2.3, y + width * 0.35], [knotX + 0.2, y + width * 0.72], [knotX - 2.2, y + width * 0.42]], { closed: true });
  s.part(knot, { cloth, lift: 0.7, grain: 40, folds: [{ path: [[knotX - 2, y - 1], [knotX + 1.6, y + 1.8]], width: 0.7, height: 0.7, sharp: 1 }] });
}

/** A strap with its buckle. from/to: middle line ends; buckle at share t. */
export function buckleStrap(s, from, to, { width = 2.6, cloth = 'leather', metal = 'brass', t = 0.55, tip = true, stitch = true, holes = 3, size = 1.5, lift = 0.35, plain = false } = {}) {
  const a = Math.atan2(to[1] - from[1], to[0] - from[0]), l = dist(from, to), deg = (a * 180) / Math.PI;
  const place = (pts) => turn(pts, deg).map((q) => [q[0] + from[0], q[1] + from[1]]);
  const h = width / 2;
  s.part(place(tip ? [[0, -h], [l - h * 1.4, -h], [l - h * 0.4, -h * 0.6], [l, 0], [l - h * 0.4, h * 0.6], [l - h * 1.4, h], [0, h]] : [[0, -h], [l, -h], [l, h], [0, h]]), { cloth, lift, grain: deg, round: width * 0.4, ink: 'fine' });
  if (stitch) for (const k of [-1, 1]) s.stitch(place([[0.2, k * h * 0.72], [l - h * 1.5, k * h * 0.72]]), { cloth, dash: 0.26, gap: 0.16, weight: 1.4 });
  const x = l * t, b = h * size;
  for (let i = 0; i < holes; i++) s.paint(place([[0, 0]]).length ? circleAt(place([[x + b * 0.6 + (i + 1) * width * 0.55, 0]])[0], width * 0.07) : [], '#1c130c');
  if (plain) return place;
  const frame = soft(x - b * 0.75, -b * 1.05, b * 1.5, b * 2.1, b * 0.35), hole = soft(x - b * 0.45, -b * 0.75, b * 0.9, b * 1.5, b * 0.18);
  s.part(place(frame), { cloth: metal, holes: [place(hole)], lift: 0.22, ink: 'fine', grain: deg });
  s.part(place([[x - b * 0.75, -b * 0.1], [x + b * 0.62, -b * 0.1], [x + b * 0.62, b * 0.1], [x - b * 0.75, b * 0.1]]), { cloth: metal, lift: 0.12, ink: 'fine', weight: 1.4 });
  s.part(place([[x + b * 1.35, -h * 1.12], [x + b * 1.9, -h * 1.12], [x + b * 1.9, h * 1.12], [x + b * 1.35, h * 1.12]]), { cloth, lift: 0.2, ink: 'fine', grain: deg + 90 });
  return place;
}
const circleAt = (p, r) => Array.from({ length: 12 }, (_, i) => [p[0] + Math.cos((i * Math.PI) / 6) * r, p[1] + Math.sin((i * Math.PI) / 6) * r]);

/** A rib band painted over a region: close vertical ridges drawn by the cloth itself. */
export const centreSeam = (s, m, from, to, options = {}) => s.line(sagging([0, from], [0.1, to], 0.25), options);
export { along, part };
