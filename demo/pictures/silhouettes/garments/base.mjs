// What garments share: fronts, backs, collars, bands, zips, plackets, and the figure that wears them.
import { both, lerp, mirror, mix, move, offset, reach, resample, ribbon, sagging, smooth, soft } from '../../kit/geometry.mjs';
import { Scene } from '../../kit/scene.mjs';
import { backCollar, bodyFolds, bodyOutline, drawSleeves, edgeAt, frontPanel, hemAt, hemLine, insideBack, lapel, measures } from '../pattern.mjs';

export const flip = (side, pts) => (side > 0 ? pts : mirror(pts));
export const line = (...pts) => smooth(pts);

/** A scene with its measures; a worn one begins with the figure. */
export function begin({ worn, view }, seed, o, { man = false, legs = man || (o.length ?? 100) < 80 ? 'trousers' : 'bare', arms = false } = {}) {
  const s = new Scene({ seed });
  s.view = view;
  const m = measures({ ...o, worn });
  if (worn) { figure(s, { man, legs, arms, top: o.figureTop }); const short = (o.length ?? 100) < 88; // a short piece is seen closer, down to the shin
    s.frame = short ? { x: 0, y: man ? 41 : 38, h: man ? 164 : 158 } : { x: 0, y: man ? 62 : 60, h: man ? 208 : 202 }; }
  s.man = man;
  return { s, m };
}

/** The figure: a pen drawing without a face. Neck at (0, 0), 172 cm tall. */
export function figure(s, { man = false, legs = 'bare', arms = false, top = true } = {}) {
  const pen = { cloth: 'skin', ink: 'fine', weight: 1.9, noLight: true, lift: 0 };
  const b = man ? 1.12 : 1;
  const foot = man ? 146 : 142;
  if (top) s.part(both(smooth([[4.6, -4], [5.4, 0.6], [man ? 12 : 11, 4.2], [man ? 18.6 : 16, 7.4], [man ? 18.4 : 15.6, 20], [man ? 16 : 12.6, 41], [man ? 17.5 : 17, 62], [8, 76], [0, 79]])), { ...pen, cloth: 'plain' });
  for (const side of [1, -1]) { // legs
    const x = 8.6 * b, leg = (pts) => s.part(flip(side, smooth(pts, { closed: true })), pen);
    if (legs === 'trousers') {
      leg([[0, 41, 'c'], [12.4 * b, 41, 'c'], [15.8 * b, 54], [16.4 * b, 66], [15 * b, 90], [12.8 * b, 116], [11.8 * b, foot - 3, 'c'], [x - 4, foot - 3, 'c'], [x - 6, 112], [1.6, 84], [0, 76, 'c']]);
      s.line(flip(side, line([x - 1, 70], [x - 0.4, 100], [x - 0.2, foot - 5])), { weight: 1.1, cloth: 'skin' });
    } else {
      leg([[0.6, 78, 'c'], [15.5, 64], [16, 80], [13.2, 100], [12, 112], [11.6, 122], [9.4, foot - 8], [9.6, foot - 4, 'c'], [6, foot - 4, 'c'], [5.8, 124], [5, 112], [4, 104]]);
    }
    const shoe = man
      ? [[6, foot - 3.4, 'c'], [13, foot - 3.4, 'c'], [14.6, foot + 2], [13.4, foot + 6.4], [10, foot + 7.6], [7, foot + 6], [6, foot + 1]]
      : [[5.6, foot - 5, 'c'], [9.8, foot - 5, 'c'], [10.8, foot + 1], [9, foot + 6], [7.6, foot + 6.4], [5.6, foot + 3]];
    s.part(flip(side, smooth(shoe, { closed: true })), { ...pen, cloth: 'shoe' });
  }
  if (arms) for (const side of [1, -1]) {
    const sh = man ? 19 : 16.6;
    s.part(flip(side, smooth([[sh - 3, 4], [sh + 1.6, 6], [sh + 4, 18], [sh + 5.2, 34], [sh + 6.6, 50], [sh + 6, 60], [sh + 3, 60], [sh + 1.8, 48], [sh - 0.2, 34], [sh - 2, 22]], { closed: true })), { ...pen, cloth: man ? 'plain' : 'skin' });
    hand(s, [side * (sh + 4.8), 59], side, 7);
  }
  s.part(both(smooth([[0, -8], [4.4, -8], [4.5, -2.6], [7, -0.2], [0, 6, 'c']])), pen); // neck
  s.part(smooth([[0, -29], [5.4, -27.4], [7.2, -21], [6.4, -13.4], [3.4, -8], [0, -6.6], [-3.4, -8], [-6.4, -13.4], [-7.2, -21], [-5.4, -27.4]], { closed: true }), pen);
  s.part(smooth(man // hair
    ? [[-7.3, -18.5, 'c'], [-8, -25], [-4, -31], [3, -31.6], [7.6, -27], [7.4, -18.5, 'c'], [6.2, -23], [2, -26], [-3.4, -25], [-6.4, -22.4]]
    : [[-7.2, -12, 'c'], [-8.4, -22], [-5, -30.4], [2, -31.6], [7.4, -28], [8.2, -20], [7.2, -12, 'c'], [6.6, -20], [3.6, -25.4], [0, -27.2], [-4.4, -24.6], [-6.6, -19]], { closed: true }), { ...pen, cloth: 'hair' });
  if (!man) s.part(smooth([[-3, -31], [-2.6, -35], [1, -36.4], [4, -34], [3.4, -30.6]], { closed: true }), { ...pen, cloth: 'hair' });
}

/** The neck before an open collar, over whatever the collar's back drew there. */
export function neckOver(s) {
  s.part([[-4.3, -8.6], [4.3, -8.6], [4.4, -3.4], [5, -1], [2, 1.4], [-2, 1.4], [-5, -1], [-4.4, -3.4]], { cloth: 'skin', ink: false, lift: 0, puff: 0.1, drape: 0 });
  for (const k of [-1, 1]) s.line(line([k * 4.2, -9.4], [k * 4.4, -3.4], [k * 5, -0.8]), { cloth: 'skin', weight: 1.9, ink: '#1A1916' });
  s.line(line([-4.6, -9.4], [0, -6.6], [4.6, -9.4]), { cloth: 'skin', weight: 1.7, ink: '#1A1916' });
}

export function hand(s, [x, y], side, lean = 4) {
  const at = (dx, dy) => { const p = reach([x, y], side * lean, dy); return [p[0] + side * dx, p[1]]; };
  s.part(smooth([at(-1.9, -1.6), at(-2.6, 3), at(-3, 6.4), at(-1.8, 6.2), at(-1.3, 4.8), at(-1.2, 9), at(0.4, 11.4), at(1.9, 9), at(2.5, 4), at(2, -1.6)], { closed: true }), { cloth: 'skin', ink: 'fine', weight: 1.7, noLight: true, lift: 0 });
}

/** Sleeves, and hands (with a bare forearm of `m.forearm` cm) below them when worn. */
export function sleevesOf(s, m, options = {}) {
  const at = s.elements.length;
  const sleeves = drawSleeves(s, m, options);
  if (m.worn) {
    const drawn = s.elements.splice(at);
    for (const v of sleeves) {
      const lean = m.angle + m.bend, end = reach(v.wrist, v.side * lean, m.forearm ?? 0);
      if (m.forearm) s.part(ribbon([reach(v.wrist, v.side * lean, -4), reach(v.wrist, v.side * lean, m.forearm / 2), end], [8, 7, 4.4]), { cloth: 'skin', ink: 'fine', weight: 1.8, noLight: true, lift: 0 });
      hand(s, end, v.side, lean);
    }
    s.elements.push(...drawn);
  }
  return sleeves;
}

/** One whole front or back body with a neckline cut out (right half, from the centre to the neck point). */
export function whole(s, m, neckline, { folds = 1, ...options } = {}) {
  const path = bodyOutline(m, neckline);
  s.part(path, { lift: 0.8, folds: bodyFolds(m, folds), ...options });
  return path;
}

/** Two fronts; the upper one reaches `over` past the middle. which: +1 women (right over left), -1 men. */
export function fronts(s, m, { over = 1.4, stopY = 36, which = 1, lap, lapUnder = lap, folds = 1, neck = m.neck - 1, stitch = 0, cutaway = 0, cloth = 'main', edge = null }) {
  const start = [neck, -0.6, 'c'];
  const panel = (side) => frontPanel(m, side, [...(edge ?? [start]), [-over, stopY, 'c'], [-over, (stopY + m.length) / 2], ...(cutaway ? [[-over + cutaway * 0.12, m.length - cutaway * 1.3], [-over + cutaway * 0.45, m.length - cutaway * 0.35], [-over + cutaway, hemAt(m, over) - 0.1, 'c']] : [[-over - 0.3, hemAt(m, over), 'c']])]);
  const f = bodyFolds(m, folds), lower = panel(which), upper = panel(-which);
  s.part(lower, { lift: 0.6, folds: f, cloth });
  if (lapUnder) lapel(s, m, which, [-over * which, stopY], lapUnder);
  s.part(upper, { lift: 0.6, folds: f, cloth });
  if (stitch) s.stitch(offset(line([over * which, stopY + 0.5], [over * which, m.length - cutaway]), stitch * which), { clip: upper });
  const top = lap ? lapel(s, m, -which, [over * which, stopY], lap) : null;
  return { edge: over * which, upper, lower, lapel: top };
}

export function rows(s, xs, y0, step, n, r, kind, options = {}) {
  for (let i = 0; i < n; i++) for (const x of xs) s.button(x, y0 + i * step, r, kind, options);
}

export function back(s, m, { folds = 1, collar, seam = true, vent = 0, sideVents = 0, yoke = 0, princess = false, neckDip = 1.4, label = false, cloth = 'main' } = {}) {
  const path = bodyOutline(m, [[0, neckDip], [m.neck * 0.7, neckDip - 0.5], [m.neck, 0, 'c']]);
  s.part(path, { lift: 0.8, folds: bodyFolds(m, folds), cloth });
  if (yoke) { const w = edgeAt(m, yoke); s.line(sagging([-w, yoke + 1], [w, yoke + 1], 0.9), { weight: 2.2, clip: path }); s.stitch(sagging([-w, yoke + 1.7], [w, yoke + 1.7], 0.9), { clip: path }); }
  if (seam) s.line(sagging([0, yoke || 3], [0.1, vent || m.length], 0.25), { weight: 1.9 });
  if (princess) for (const side of [-1, 1]) s.line(flip(side, line([m.shoulder - 3, m.underarm - 7], [m.waist * 0.52, m.waistY], [m.hem * 0.56, m.length])), { weight: 1.7, clip: path });
  if (vent) { s.line(line([0, vent], [0.3, lerp(vent, m.length, 0.5)], [0.9, m.length + 1]), { weight: 3 }); s.line([[0, vent], [-3, vent + 1.4]], { weight: 1.6 }); }
  if (sideVents) for (const side of [-1, 1]) s.line(flip(side, line([m.hem - 5.4, m.length - sideVents], [m.hem - 5, m.length - sideVents / 2], [m.hem - 5.6, m.length])), { weight: 3 });
  if (collar) backCollar(s, m, typeof collar === 'object' ? collar : { height: collar });
  return path;
}

/** A turned-down collar of two leaves. px, py: its point; depth: where it closes at the front. */
export function shirtCollar(s, m, { depth = 7, px = 6, py = 11.5, cloth = 'main', lift = 0.4, stitch = 0.5, open = 0.25, rise = 3.4, roll = 0 } = {}) {
  for (const side of [1, -1]) {
    const leaf = smooth([[0, -rise, 'c'], [m.neck * 0.7, -rise + 0.4], [m.neck + 0.9, -0.8], [lerp(m.neck, px, 0.5) + 1 + roll, lerp(0, py, 0.5) - 0.6], [px, py, 'c'], [open, depth, 'c'], [m.neck * 0.55, 2.6], [m.neck - 1.9, -0.2], [m.neck * 0.5, -rise + 1.5], [0, -rise + 1.3, 'c']], { closed: true });
    s.part(flip(side, leaf), { cloth, lift, grain: side * -28, round: 1.4, puff: 0.9, ink: 'fine', weight: 2.6 });
    if (stitch) s.stitch(flip(side, line([m.neck + 0.3, 0.4], [lerp(m.neck, px, 0.6) + 0.6 + roll - stitch, lerp(0, py, 0.6) - 0.6], [px - stitch * 0.8, py - stitch * 1.5, 'c'], [open + 1, depth + 0.1])), { cloth, clip: flip(side, leaf) });
  }
}

/** A collar standing round the neck; seen from the front (inside at the back shows). */
export function standCollar(s, m, { height = 4, depth = 4.6, cloth = 'main', gap = 0, lift = 0.5, closed = true } = {}) {
  s.openNeck = false;
  if (s.view === 'back') { backCollar(s, m, { cloth, height: height + 2.2, spread: 0.5, rise: height, point: 0.2 }); return; }
  const out = smooth([[gap, depth - height * 0.35, 'c'], [m.neck * 0.6, depth - height * 0.7 - 1], [m.neck - 0.4, -height + 0.6, 'c'], [m.neck + 0.7, 0.3], [m.neck * 0.66, depth - 0.6], [gap, depth + height * 0.55, 'c']], { closed: true });
  s.part(smooth(both([[0, -height - 0.4], [m.neck * 0.7, -height], [m.neck - 0.2, -height + 1.2], [m.neck * 0.5, 2], [0, depth]]), { closed: true }), { cloth, lift: 0.2, shade: 0.6, puff: 0.4, ink: 'fine' });
  for (const side of closed ? [1, -1] : [1, -1]) s.part(flip(side, out), { cloth, lift, ink: 'fine', weight: 2.6, round: 1.4 });
}

/** A band that follows a curve (right half from the centre to the neck point): neck ribs, braids. */
export function neckBand(s, half, width, { cloth = 'rib', lift = 0.25, d = 0, ink = 'fine', stitch = 0 } = {}) {
  const right = smooth(half), spine = offset([...mirror(right).reverse(), ...right.slice(1)], d);
  const path = [...offset(spine, -width / 2), ...offset(spine, width / 2).reverse()];
  s.part(path, { cloth, lift, ink, round: Math.min(1.6, width * 0.4), puff: 0.7 });
  if (stitch) s.stitch(offset(spine, stitch), { cloth });
  return path;
}

/** The hem's band. */
export function hemBand(s, m, h, { cloth = 'rib', pinch = -0.25, lift = 0.3, x0 = -1, x1 = 1, stitch = 0 } = {}) {
  const y = m.length - h, a = edgeAt(m, y) + 0.3, b = m.hem - pinch;
  const top = sagging([a * x0, y + m.hemCurve * 0.3], [a * x1, y + m.hemCurve * 0.3], m.hemCurve * 0.7);
  const low = sagging([b * x1, m.length + 0.5], [b * x0, m.length + 0.5], -m.hemCurve);
  const path = [...top, ...low];
  s.part(path, { cloth, lift, round: 1.8, puff: 0.9 });
  if (stitch) s.stitch(move(top, 0, stitch), { cloth });
  return path;
}

export function placket(s, x, y0, y1, w, { cloth = 'main', stitch = 0.45, lift = 0.22, ink = 'fine' } = {}) {
  s.part(soft(x - w / 2, y0, w, y1 - y0, 0.15), { cloth, lift, ink, puff: 0.6, round: 0.9 });
  if (stitch) for (const k of [-1, 1]) s.stitch([[x + k * (w / 2 - stitch), y0 + 0.3], [x + k * (w / 2 - stitch), y1 - 0.3]], { cloth });
}

/** A zip along a line: tape, teeth, slider and pull. */
export function zip(s, path, { metal = 'steel', width = 1.5, pull = 0, tape = 'tape', pullCloth = metal } = {}) {
  const spine = smooth(path);
  s.part(ribbon(path, width), { cloth: tape, lift: 0.12, ink: 'fine', weight: 1.4, puff: 0.4 });
  const h = width * 0.24, teeth = resample(spine, 0.4).map((q, i, all) => { // metal teeth, one by one, crosswise
    const n = all[Math.min(all.length - 1, i + 1)], o = all[Math.max(0, i - 1)], l = Math.hypot(n[0] - o[0], n[1] - o[1]) || 1, x = -(n[1] - o[1]) / l * h, y = (n[0] - o[0]) / l * h;
    return `M${(q[0] - x).toFixed(2)} ${(q[1] - y).toFixed(2)}L${(q[0] + x).toFixed(2)} ${(q[1] + y).toFixed(2)}`;
  });
  s.paint(null, metal === 'brass' ? '#d9bd83' : '#d2d1cc', { data: teeth.join(''), strokeWidth: 0.2 });
  s.line(spine, { weight: 1, ink: '#3a3733', taper: false, alpha: 0.5 });
  const p = pull ? spine.at(-1) : spine[0];
  s.part(soft(p[0] - 0.55, p[1] - 0.4, 1.1, 1.8, 0.35), { cloth: metal, lift: 0.2, ink: 'fine', weight: 1.4 });
  s.part(soft(p[0] - 0.5, p[1] + 1.3, 1, 3.6, 0.4), { cloth: pullCloth, lift: 0.2, ink: 'fine', weight: 1.4 });
}

export function cuffButtons(s, v, n, r, kind, { t0 = 3, step = r * 1.95, across = 0.62 } = {}) {
  for (let i = 0; i < n; i++) s.button(...v.point(t0 + i * step, across), r, kind);
}

export const inside = insideBack;
export { mix, hemLine, Scene };
