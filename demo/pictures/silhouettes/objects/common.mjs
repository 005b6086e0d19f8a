// What the objects share: straps, handles, seams that follow an edge, rings, buckles, chains, the house's V.
// Objects are drawn about 80 units wide whatever their true size, so that leather and shadow read alike at every scale.
import { along, arc, area, box, circle, dist, length, mix, move, offset, resample, ribbon, smooth, soft, turn } from '../../kit/geometry.mjs';

export { along, arc, box, circle, dist, length, mix, move, offset, resample, ribbon, smooth, soft, turn };
export const ECRU = '#E6DAC0';
export const closed = (pts, step) => smooth(pts, { closed: true, step });
/** Right half (top centre to bottom centre) into a whole closed curve. */
export const whole = (half) => closed([...half, ...half.slice().reverse().filter((p) => Math.abs(p[0]) > 0.01).map((p) => [-p[0], ...p.slice(1)])]);

/** A closed outline moved inwards by d; tight corners are thinned so that it does not cross itself. */
export function inset(path, d) {
  const n = path.length, sign = area(path) > 0 ? 1 : -1;
  const out = path.map((p, i) => {
    const a = path[(i + n - 1) % n], b = path[(i + 1) % n];
    let ux = p[0] - a[0], uy = p[1] - a[1], vx = b[0] - p[0], vy = b[1] - p[1];
    const lu = Math.hypot(ux, uy) || 1, lv = Math.hypot(vx, vy) || 1;
    ux /= lu; uy /= lu; vx /= lv; vy /= lv;
    let nx = -(uy + vy), ny = ux + vx;
    const l = Math.hypot(nx, ny) || 1, k = Math.min(1.6, 1 / Math.max(0.3, Math.sqrt((1 + ux * vx + uy * vy) / 2)));
    nx = (nx / l) * k; ny = (ny / l) * k;
    return [p[0] + nx * d * sign, p[1] + ny * d * sign];
  });
  return out.filter((p, i) => { const q = path[i]; return Math.hypot(p[0] - q[0], p[1] - q[1]) > 0 && path.every((r, j) => j % 3 || dist(p, r) > Math.abs(d) * 0.8); });
}
export const loop = (path) => [...path, path[0]];

/** A row of stitches all round, inside an edge. */
export function edgeStitch(s, path, d, options = {}) {
  const line = inset(path, d);
  if (line.length > 3) s.stitch(loop(line), { dash: 0.9, gap: 0.55, thick: 0.16, ...options });
}

/** Saddle stitch: every stitch leans, as two needles and a waxed thread leave it, and sits in its own small hollow. */
export function saddleStitch(s, line, { colour = ECRU, pitch = 1.35, len = 1.02, thick = 0.26, lean = 0.13 } = {}) {
  const total = length(line), n = Math.min(900, Math.floor(total / pitch));
  let marks = '', hollows = '';
  for (let i = 0; i < n; i++) {
    const a = along(line, ((i + 0.5) * pitch - len / 2) / total), b = along(line, ((i + 0.5) * pitch + len / 2) / total);
    const q = ({ point, direction }, k) => [point[0] - direction[1] * lean * k, point[1] + direction[0] * lean * k];
    const [x0, y0] = q(a, 1), [x1, y1] = q(b, -1);
    marks += `M${x0.toFixed(3)} ${y0.toFixed(3)}L${x1.toFixed(3)} ${y1.toFixed(3)}`;
    hollows += `M${(x0 + 0.07).toFixed(3)} ${(y0 + 0.12).toFixed(3)}L${(x1 + 0.07).toFixed(3)} ${(y1 + 0.12).toFixed(3)}`;
  }
  if (!marks) return;
  s.paint(null, '#0d0805', { data: hollows, strokeWidth: thick * 1.5, alpha: 0.42 });
  s.paint(null, colour, { data: marks, strokeWidth: thick, alpha: 0.96 });
}

/** A flat strip of leather along a line; stitched on both sides unless stitch is false. */
export function strap(s, spine, width, { stitch = true, cloth = 'main', thread, lift = 0.5, grain = 0, round, cap = false, ...rest } = {}) {
  const line = spine.length > 12 ? spine : smooth(spine);
  const path = ribbon(line, width, { round: cap });
  s.part(path, { cloth, lift, grain, round: round ?? Math.min(2, Math.max(...[width].flat()) * 0.42), puff: 0.8, drape: 0.3, ink: 'fine', ...rest });
  if (stitch) {
    const inner = (Array.isArray(width) ? Math.min(...width) : width) / 2 - 0.42;
    for (const k of [-1, 1]) s.stitch(offset(line, k * inner), { cloth, dash: 0.8, gap: 0.5, thick: 0.13, colour: thread });
  }
  return path;
}

/** A round handle or cord: rolls away to both sides. */
export function tube(s, spine, width, { cloth = 'main', lift = 1, ...rest } = {}) {
  const line = spine.length > 12 ? spine : smooth(spine);
  const w = Array.isArray(width) ? Math.max(...width) : width;
  const path = ribbon(line, width, { round: true });
  s.part(path, { cloth, lift, round: w * 0.62, puff: w * 0.62, drape: 0.15, ink: 'fine', ...rest });
  return path;
}

export function ring(s, x, y, r, thick, { cloth = 'brass', ry = r, lift = 0.35, angle = 0, ...rest } = {}) {
  const turnIt = (p) => turn(p, angle, [x, y]);
  s.part(turnIt(circle(x, y, r, ry)), { cloth, holes: [turnIt(circle(x, y, r - thick, ry - thick))], lift, round: thick * 0.5, puff: 1.6, ink: 'fine', weight: 1.8, ...rest });
}

export function bar(s, from, to, width, options = {}) {
  return tube(s, [from, to], width, { cloth: 'brass', lift: 0.3, weight: 1.8, ...options });
}

/** A pin buckle lying across a strap at `at`, the strap running in direction `deg`. */
export function buckle(s, at, deg, w, { cloth = 'brass', h = w * 1.25, thick = w * 0.16, d = false, pin = true } = {}) {
  const place = (p) => move(turn(p, deg), at[0], at[1]);
  const outer = d ? [...arc([0, 0], w * 0.62, -90, 90, 16, h / 2), [-w * 0.5, h / 2], [-w * 0.5, -h / 2]] : soft(-w / 2, -h / 2, w, h, w * 0.18);
  const inner = d ? [...arc([0, 0], w * 0.62 - thick, -90, 90, 16, h / 2 - thick), [-w * 0.5 + thick, h / 2 - thick], [-w * 0.5 + thick, -h / 2 + thick]] : soft(-w / 2 + thick, -h / 2 + thick, w - 2 * thick, h - 2 * thick, w * 0.1);
  s.part(place(outer), { cloth, holes: [place(inner)], lift: 0.4, round: thick * 0.6, puff: 1.8, ink: 'fine', weight: 2 });
  if (pin) bar(s, place([[-w * 0.42, 0]])[0], place([[w * (d ? 0.62 : 0.47), 0]])[0], thick * 0.8, { cloth });
}

export function stud(s, x, y, r, cloth = 'gold') {
  s.button(x, y, r, cloth === 'gold' || cloth === 'brass' ? 'gold' : 'silver', { });
}

/** A hole punched through: dark, with a lit lower lip. */
export function hole(s, x, y, r, ry = r) {
  s.paint(circle(x, y + r * 0.16, r * 1.12, ry * 1.12), '#ffffff', { alpha: 0.16 });
  s.paint(circle(x, y, r, ry), '#15100c', { alpha: 0.9 });
}

/** Oval links along a line, alternately flat and on edge. */
export function chain(s, line, { pitch = 1.5, width = 1.5, thick = 0.34, cloth = 'gold', lift = 0.25 } = {}) {
  const n = Math.max(2, Math.round(length(line) / pitch));
  for (let i = 0; i < n; i++) {
    const { point: [x, y], direction: [dx, dy] } = along(line, (i + 0.5) / n), deg = (Math.atan2(dy, dx) * 180) / Math.PI;
    const place = (p) => turn(p, deg, [x, y]);
    if (i % 2) s.part(place(soft(x - pitch * 0.74, y - thick * 0.62, pitch * 1.48, thick * 1.24, thick * 0.6)), { cloth, lift, round: thick, puff: 1.4, ink: 'fine', weight: 1.4 });
    else s.part(place(circle(x, y, pitch * 0.78, width / 2)), { cloth, holes: [place(circle(x, y, pitch * 0.78 - thick, width / 2 - thick))], lift, round: thick * 0.5, puff: 1.4, ink: 'fine', weight: 1.4 });
  }
}

/** Snake or trace chain: a scaled cord. */
export function cordChain(s, line, width, { cloth = 'gold', lift = 0.3, step = width * 0.8 } = {}) {
  tube(s, line, width, { cloth, lift, weight: 1.6 });
  const n = Math.min(400, Math.round(length(line) / step));
  const marks = [];
  for (let i = 1; i < n; i++) {
    const { point: [x, y], direction: [dx, dy] } = along(line, i / n), h = width * 0.42;
    marks.push(`M${(x - dy * h).toFixed(2)} ${(y + dx * h).toFixed(2)}Q${(x + dx * h).toFixed(2)} ${(y + dy * h).toFixed(2)} ${(x + dy * h).toFixed(2)} ${(y - dx * h).toFixed(2)}`);
  }
  s.paint(null, '#3a2a10', { data: marks.join(''), strokeWidth: Math.max(0.08, width * 0.1), alpha: 0.55 });
}

/** The house's V: a thick left stroke, a hair right stroke, flat serifs; h is its height. */
export function vPath(x, y, h) {
  const q = (a, b) => `${(x + a * h).toFixed(3)} ${(y + b * h).toFixed(3)}`;
  return `M${q(-0.52, -0.5)}L${q(-0.1, -0.5)}L${q(-0.1, -0.465)}L${q(-0.21, -0.445)}L${q(0.06, 0.3)}L${q(0.31, -0.44)}L${q(0.19, -0.465)}L${q(0.19, -0.5)}L${q(0.52, -0.5)}L${q(0.52, -0.465)}L${q(0.4, -0.44)}L${q(0.05, 0.52)}L${q(-0.02, 0.52)}L${q(-0.38, -0.445)}L${q(-0.52, -0.465)}Z`;
}
/** Pressed into leather: dark above, a light lip below. */
export function embossedV(s, x, y, h) {
  s.paint(null, '#ffffff', { data: vPath(x + h * 0.03, y + h * 0.045, h), alpha: 0.28 });
  s.paint(null, '#120d09', { data: vPath(x, y, h), alpha: 0.5 });
}
export const foilV = (s, x, y, h, colour = '#C9A45A') => s.paint(null, colour, { data: vPath(x, y, h), alpha: 0.95 });

// Capitals as single strokes on a 0..1 box, for labels; widths vary as in old lettering.
const LETTERS = {
  A: [0.8, 'M0 1L.4 0L.8 1M.16 .62L.64 .62'], C: [0.82, 'M.8 .16Q.6 0 .45 0Q0 .02 0 .5Q0 .98 .45 1Q.62 1 .82 .84'], D: [0.82, 'M.06 0L.06 1L.3 1Q.82 .98 .82 .5Q.82 .02 .3 0Z'],
  E: [0.56, 'M.56 0L.06 0L.06 1L.56 1M.06 .48L.46 .48'], I: [0.16, 'M.08 0L.08 1'], L: [0.54, 'M.06 0L.06 1L.54 1'], M: [0.96, 'M.04 1L.12 0L.48 .8L.84 0L.92 1'], N: [0.8, 'M.06 1L.06 0L.74 1L.74 0'],
  O: [0.96, 'M.48 0Q.96 .02 .96 .5Q.96 .98 .48 1Q0 .98 0 .5Q0 .02 .48 0Z'], Q: [0.96, 'M.48 0Q.96 .02 .96 .5Q.96 .98 .48 1Q0 .98 0 .5Q0 .02 .48 0ZM.56 .78L.98 1.14'], R: [0.62, 'M.06 1L.06 0L.3 0Q.58 .02 .58 .27Q.58 .52 .3 .54L.06 .54M.32 .54L.62 1'],
  S: [0.5, 'M.47 .12Q.36 0 .25 0Q.02 .02 .03 .25Q.05 .42 .26 .49Q.5 .57 .49 .76Q.46 1 .22 1Q.08 .99 0 .86'], T: [0.7, 'M0 0L.7 0M.35 0L.35 1'], U: [0.74, 'M.06 0L.06 .62Q.07 1 .37 1Q.67 1 .68 .62L.68 0'], V: [0.8, 'M0 0L.4 1L.8 0'],
  Y: [0.72, 'M.02 0L.36 .5L.7 0M.36 .5L.36 1'],
  X: [0.7, 'M.02 0L.68 1M.66 0L0 1'], H: [0.76, 'M.06 0L.06 1M.7 0L.7 1M.06 .48L.7 .48'], P: [0.56, 'M.06 1L.06 0L.3 0Q.56 .02 .56 .28Q.56 .55 .3 .56L.06 .56'], 1: [0.3, 'M.02 .18L.2 0L.2 1'], 9: [0.56, 'M.54 .34Q.5 .6 .28 .6Q.02 .58 .02 .3Q.04 0 .28 0Q.54 .02 .54 .36Q.54 .8 .2 1'],
  2: [0.54, 'M.02 .22Q.08 0 .28 0Q.5 .02 .5 .26Q.5 .46 .02 1L.54 1'], 4: [0.6, 'M.44 1L.44 0L0 .7L.6 .7'],
};
/** Words set in those capitals, centred on x; y is the top line. */
export function words(s, text, x, y, h, { colour = '#2b2620', weight = h * 0.09, space = h * 0.26, alpha = 0.9 } = {}) {
  const glyphs = [...text].map((c) => LETTERS[c]);
  const total = glyphs.reduce((n, g) => n + (g ? g[0] * h : h * 0.3) + space, -space);
  let at = x - total / 2, d = '';
  for (const g of glyphs) {
    if (g) d += g[1].replace(/(-?[\d.]+) (-?[\d.]+)/g, (_, a, b) => `${(at + a * h).toFixed(3)} ${(y + b * h).toFixed(3)}`);
    at += (g ? g[0] * h : h * 0.3) + space;
  }
  s.paint(null, colour, { data: d, strokeWidth: weight, alpha });
}

/** A zip: tape, two rows of teeth, a slider with its pull. */
export function zip(s, line, { teeth = 1.3, cloth = 'brass', pullAt = 1, puller = true, tape = 'main' } = {}) {
  strap(s, line, teeth * 2.4, { cloth: tape, stitch: false, lift: 0, puff: 0, ink: 'fine' });
  const n = Math.min(300, Math.round(length(line) / (teeth * 0.62)));
  let d = '';
  for (let i = 0; i < n; i++) {
    const { point: [x, y], direction: [dx, dy] } = along(line, (i + 0.5) / n), k = i % 2 ? 0.62 : -0.62, h = teeth * 0.5;
    d += `M${(x - dy * h * (k - 0.4)).toFixed(2)} ${(y + dx * h * (k - 0.4)).toFixed(2)}L${(x - dy * h * (k + 0.4)).toFixed(2)} ${(y + dx * h * (k + 0.4)).toFixed(2)}`;
  }
  s.paint(null, '#2a1d0c', { data: d, strokeWidth: teeth * 0.46, alpha: 0.6 });
  s.paint(null, (p) => (p[cloth]?.colour ?? (cloth === 'silver' ? '#CFCFCA' : '#D2AB62')), { data: d, strokeWidth: teeth * 0.32 });
  if (!puller) return;
  const { point, direction } = along(line, pullAt), deg = (Math.atan2(direction[1], direction[0]) * 180) / Math.PI;
  s.part(move(turn(soft(-teeth * 1.1, -teeth * 0.8, teeth * 2.2, teeth * 1.6, teeth * 0.4), deg), ...point), { cloth, lift: 0.3, ink: 'fine', round: 0.5, puff: 2 });
}

/** A leather tassel hanging from `at`. */
export function tassel(s, at, len, width, { deg = 0, cloth = 'main', strands = 9 } = {}) {
  const place = (p) => move(turn(p, deg), at[0], at[1]);
  for (let i = 0; i < strands; i++) {
    const t = i / (strands - 1) - 0.5, w = width / strands * 1.5;
    s.part(place(ribbon([[t * width * 0.45, len * 0.2], [t * width * 0.8, len * 0.55], [t * width * 1.1, len * (1 - Math.abs(t) * 0.06)]], w)), { cloth, lift: 0.3, round: w * 0.4, puff: 0.7, ink: 'fine', weight: 1.6, noDrape: true });
  }
  s.part(place(soft(-width * 0.34, 0, width * 0.68, len * 0.26, width * 0.14)), { cloth, lift: 0.4, round: width * 0.3, puff: 1.4, ink: 'fine' });
  s.stitch(place([[-width * 0.3, len * 0.21], [width * 0.3, len * 0.21]]), { dash: 0.5, gap: 0.35, thick: 0.12 });
}

/** A polished ball: relief from the light map, its highlight painted. */
export function bead(s, x, y, r, { cloth = 'gold', lift = 0.8 } = {}) {
  const path = circle(x, y, r), id = `bd${Math.round(x * 97 + y * 31 + r * 7 + 5000)}`;
  s.part(path, { cloth, lift, round: r * 0.6, puff: r * 0.5, ink: 'fine' });
  s.raw(() => `<defs><radialGradient id="${id}" cx=".36" cy=".3" r=".78"><stop offset="0" stop-color="#fffbee" stop-opacity=".95"/><stop offset=".2" stop-color="#fff0c8" stop-opacity=".5"/><stop offset=".5" stop-color="#fff0c8" stop-opacity="0"/><stop offset=".86" stop-color="#2c1c04" stop-opacity=".5"/><stop offset="1" stop-color="#7a5c24" stop-opacity=".35"/></radialGradient></defs><circle cx="${x}" cy="${y}" r="${r}" fill="url(#${id})"/>`);
}

let sheens = 0;
/** Polished metal: bands of light and dark across an outline; deg turns them. */
export function sheen(s, path, deg = 30, strength = 1, holes = []) {
  const id = `sh${sheens++ % 9000}`, a = (v) => (v * strength).toFixed(2);
  const d = [path, ...holes].map((p) => 'M' + p.map((q) => `${q[0].toFixed(2)} ${q[1].toFixed(2)}`).join('L') + 'Z').join('');
  s.raw(() => `<defs>${shineDef(id, [[0, '#fffdf2', a(0.55)], [0.16, '#fffdf2', a(0.1)], [0.3, '#2c2008', a(0.3)], [0.42, '#fffdf2', a(0.12)], [0.54, '#fffdf2', a(0.62)], [0.64, '#fffdf2', a(0.1)], [0.8, '#2c2008', a(0.34)], [0.92, '#fffdf2', a(0.1)], [1, '#fffdf2', a(0.35)]], deg)}</defs><path d="${d}" fill="url(#${id})" fill-rule="evenodd"/>`);
}

/** Gradient fill for round or shiny things: stops [[offset, colour, opacity?]], left to right or along `deg`. */
export function shineDef(id, stops, deg = 0) {
  return `<linearGradient id="${id}" gradientTransform="rotate(${deg} .5 .5)">${stops.map(([o, c, a]) => `<stop offset="${o}" stop-color="${c}"${a === undefined ? '' : ` stop-opacity="${a}"`}/>`).join('')}</linearGradient>`;
}
