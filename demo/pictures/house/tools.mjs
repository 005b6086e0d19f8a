// The tools of the two ateliers, in true centimetres, as they lie on the table: shears, spools, needles, an awl, wax, chalk.
import { circle, closed, along, offset, ribbon, sheen, smooth, soft, turn } from '../silhouettes/objects/common.mjs';
import { Scene } from '../kit/scene.mjs';

const f = (n) => n.toFixed(3);
export const THREAD = { weave: 'grosgrain', colour: '#E9DFC8' };
const WOOD = { weave: 'enamel', colour: '#9A6B3F' }, PALE_WOOD = { weave: 'enamel', colour: '#C79C69' }, BLACK = { weave: 'enamel', colour: '#26231F' };
const STEEL = { weave: 'metal', colour: '#B9BBBA' };

/** Waxed linen, two plies twisted, lying loose along a line. */
export function thread(s, path, { width = 0.13, lift = 0.16, colour = THREAD.colour } = {}) {
  const spine = smooth(path, { step: 0.25 });
  s.part(ribbon(spine, width), { cloth: { ...THREAD, colour }, lift, round: width * 0.4, puff: 0.5, drape: 0, ink: 'fine', weight: 1.1 });
  let d = '';
  const n = Math.min(700, Math.round(spine.length * 0.7));
  for (let i = 0; i < n; i++) {
    const { point: [x, y], direction: [dx, dy] } = along(spine, (i + 0.5) / n), h = width * 0.34;
    d += `M${f(x - dy * h - dx * h)} ${f(y + dx * h - dy * h)}L${f(x + dy * h + dx * h)} ${f(y - dx * h + dy * h)}`;
  }
  s.paint(null, '#8f7c58', { data: d, strokeWidth: width * 0.13, alpha: 0.5 });
}

/** Tailor's shears, 31 cm, the rivet at (0, 15.4), the bows below; `open` degrees between the blades. */
export function shears({ open = 16 } = {}) {
  const s = new Scene({ seed: 911 });
  const blade = (side, over) => {
    const place = (p) => turn(p, (side * open) / 2, [0, 15.4]).map((q, i) => [...q, ...p[i].slice(2)]);
    const edge = closed(place([[0, -4.4, 'c'], [side * 0.85, 2], [side * 1.45, 9.5], [side * 1.75, 15.2], [side * 1.3, 17.4], [side * -0.5, 16.8], [side * -0.62, 11], [side * -0.3, 2]]));
    s.part(edge, { cloth: STEEL, lift: over ? 0.9 : 0.5, round: 0.7, puff: 1.2, drape: 0, ink: 'fine', weight: 2.2 });
    sheen(s, edge, 8 * side, 0.75);
    s.line(place([[side * 0.3, 1, 'c'], [side * 0.72, 9], [side * 0.9, 15]]), { cloth: STEEL, weight: 1.2, ink: '#4a4a48', alpha: 0.6 });
    // The shank, and the bow that the hand holds: a large one for the fingers, a small one for the thumb.
    const big = side > 0, cx = side * (big ? -4.2 : -3.4), cy = big ? 24.4 : 23, rx = big ? 2.5 : 2, ry = big ? 4 : 2.6;
    s.part(closed(place([[side * 1.2, 14.8], [side * 1.1, 17.6], [side * -1.2, 20.4], [cx + side * rx * 0.7, cy - ry * 0.5], [cx + side * rx * 0.2, cy - ry], [side * -1.6, 18.2], [side * -0.8, 15.4]])), { cloth: BLACK, lift: 0.8, round: 0.9, puff: 1.4, drape: 0, ink: 'fine' });
    const ring = (k) => place(closed([[cx, cy - ry * k], [cx + rx * k, cy - ry * 0.2 * k], [cx + rx * 0.8 * k, cy + ry * 0.7 * k], [cx, cy + ry * k], [cx - rx * k, cy + ry * 0.3 * k], [cx - rx * 0.8 * k, cy - ry * 0.6 * k]]));
    s.part(ring(1.28), { cloth: BLACK, lift: 0.8, round: 0.6, puff: 1.6, drape: 0, ink: 'fine', holes: [ring(0.84).reverse()] });
    s.line(offset(ring(1.28), -0.28), { cloth: BLACK, weight: 2, ink: '#8d867a', alpha: 0.45, taper: false });
  };
  blade(1, false);
  blade(-1, true);
  s.part(circle(0, 15.4, 0.72), { cloth: STEEL, lift: 0.3, round: 0.3, puff: 1, drape: 0, ink: 'fine' });
  s.line([[-0.4, 15.1], [0.4, 15.7]], { cloth: STEEL, weight: 2.4, ink: '#3b3a38' });
  return s;
}

/** A wooden spool seen from the side, 5 cm high, its middle at (0, 0). */
export function spool({ colour = THREAD.colour } = {}) {
  const s = new Scene({ seed: 913 });
  const cloth = { weave: 'grosgrain', colour };
  for (const y of [-2.55, 1.95]) { const rim = soft(-2, y, 4, 0.62, 0.26); s.part(rim, { cloth: PALE_WOOD, lift: 0.9, round: 0.5, puff: 0.9, drape: 0, ink: 'fine' }); sheen(s, rim, 0, 0.35); }
  const body = closed([[-1.5, -1.95, 'c'], [1.5, -1.95, 'c'], [1.72, 0], [1.5, 1.95, 'c'], [-1.5, 1.95, 'c'], [-1.72, 0]]);
  s.part(body, { cloth, lift: 0.5, round: 1.3, puff: 1.5, drape: 0, ink: 'fine' });
  let d = '';
  for (let i = 0; i < 34; i++) { const y = -1.9 + i * 0.115; d += `M-1.75 ${f(y)}Q0 ${f(y + 0.16 + (i % 3) * 0.03)} 1.75 ${f(y + 0.03)}`; }
  s.paint(null, '#8f7c58', { data: d, strokeWidth: 0.022, alpha: 0.55, clip: body });
  return s;
}

/** A harness needle, blunt, along a line from its point to its eye; the eye is the last point. */
export function needle(s, from, to) {
  const at = (t, w) => { const l = Math.hypot(to[0] - from[0], to[1] - from[1]), n = [-(to[1] - from[1]) / l, (to[0] - from[0]) / l]; return [from[0] + (to[0] - from[0]) * t + n[0] * w, from[1] + (to[1] - from[1]) * t + n[1] * w]; };
  const body = closed([at(0, 0), at(0.05, 0.055), at(0.5, 0.075), at(0.86, 0.1), at(0.97, 0.09), at(1, 0), at(0.97, -0.09), at(0.86, -0.1), at(0.5, -0.075), at(0.05, -0.055)], 0.1);
  s.part(body, { cloth: STEEL, lift: 0.14, round: 0.08, puff: 0.6, drape: 0, ink: 'fine', weight: 1.5 });
  s.line([at(0.08, 0.02), at(0.8, 0.03)], { cloth: STEEL, weight: 1.2, ink: '#ffffff', alpha: 0.85 });
  s.line([at(0.9, 0), at(0.965, 0)], { cloth: STEEL, weight: 2.6, ink: '#2b2926', taper: false });
  return at(0.94, 0);
}

/** An awl: a turned handle, a brass ferrule, a blade; its point at (0, 0), 14 cm along +y. */
export function awl() {
  const s = new Scene({ seed: 917 });
  const blade = closed([[0, 0, 'c'], [0.16, 1.4], [0.22, 4.6], [-0.22, 4.6], [-0.16, 1.4]], 0.15);
  s.part(blade, { cloth: STEEL, lift: 0.3, round: 0.14, puff: 0.8, drape: 0, ink: 'fine', weight: 1.8 });
  s.line([[-0.03, 0.9], [-0.05, 4.4]], { cloth: STEEL, weight: 1.4, ink: '#fff', alpha: 0.8 });
  const ferrule = closed([[-0.42, 4.4, 'c'], [0.42, 4.4, 'c'], [0.62, 6.2, 'c'], [-0.62, 6.2, 'c']], 0.2);
  const handle = closed([[-0.62, 6, 'c'], [0.62, 6, 'c'], [1.05, 8.2], [1.3, 10.6], [1.02, 13], [0, 14], [-1.02, 13], [-1.3, 10.6], [-1.05, 8.2]], 0.2);
  s.part(handle, { cloth: WOOD, lift: 0.9, round: 1, puff: 1.8, drape: 0, ink: 'fine' });
  sheen(s, handle, 0, 0.3);
  for (const x of [-0.5, 0.1, 0.55]) s.line(smooth([[x, 6.8], [x * 1.5, 10], [x * 1.1, 13]]), { cloth: WOOD, weight: 1.1, clip: handle, alpha: 0.35 });
  s.part(ferrule, { cloth: 'brass', lift: 0.5, round: 0.4, puff: 1.4, drape: 0, ink: 'fine' });
  sheen(s, ferrule, 0, 0.7);
  return s;
}

/** Half a cake of beeswax, scored by thread, about 5 cm. */
export function wax() {
  const s = new Scene({ seed: 919 });
  const cake = closed([[-2.4, 1.2, 'c'], [-2.6, -0.4], [-1.6, -1.9], [0.2, -2.4], [1.9, -1.8], [2.7, -0.2], [2.4, 1.3, 'c'], [0, 1.55]]);
  s.part(cake, { cloth: { weave: 'enamel', colour: '#C8963F' }, lift: 0.8, round: 0.9, puff: 1.6, drape: 0.2, gloss: 0.25, ink: 'fine' });
  for (const [a, b, c] of [[-1.8, 1.5, -0.3], [-0.7, 1.9, 0.1], [0.7, 1.7, 0.6]]) s.line(smooth([[a, -2], [(a + c) / 2 + 0.15, -0.2], [c, b]]), { cloth: { weave: 'enamel', colour: '#C8963F' }, weight: 2.2, clip: cake, alpha: 0.5 });
  return s;
}

/** A tailor's chalk: a thin flat piece, worn at the edges. */
export function chalk() {
  const s = new Scene({ seed: 921 });
  s.part(closed([[-2.5, -1.7], [0, -2.1], [2.3, -1.6], [2.5, 0.4], [2.1, 1.8], [0, 1.5], [-2.2, 1.9], [-2.6, 0]]), { cloth: { weave: 'paper', colour: '#F7F3EA' }, lift: 0.5, round: 0.7, puff: 8, drape: 0, ink: 'fine' });
  return s;
}
