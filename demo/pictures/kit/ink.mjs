// The pen: a line of varying weight, drawn as a filled outline. Heavier on the side away from the light
// (which comes from the top left), thinner towards it, and tapering at loose ends.
import { along, area, length, random, resample } from './geometry.mjs';

const fixed = (n) => Math.round(n * 1000) / 1000;
export const pathData = (path, closed = true) =>
  path.length ? 'M' + path.map((p) => `${fixed(p[0])} ${fixed(p[1])}`).join('L') + (closed ? 'Z' : '') : '';

/** A smooth noise along a line, in [-1, 1]; period in samples. */
function waver(seed, period) {
  const next = random(seed);
  const knots = Array.from({ length: 400 }, () => next() * 2 - 1);
  return (i) => {
    const k = i / period, a = Math.floor(k), t = k - a, s = t * t * (3 - 2 * t);
    return knots[a % 400] * (1 - s) + knots[(a + 1) % 400] * s;
  };
}

/**
 * SVG path data of the pen's mark along a polyline.
 * weight: widest width in the polyline's units. unit: size of one pixel in these units.
 */
export function stroke(path, { weight, unit, closed = false, seed = 1, taper = true }) {
  if (path.length < 2) return '';
  const source = closed ? [...path, path[0]] : path;
  const total = length(source);
  if (total < unit) return '';
  const step = Math.max(unit * 4.5, total / 700);
  const pts = keepCorners(source, step);
  const n = pts.length;
  const outward = closed ? (area(path) > 0 ? 1 : -1) : 0;
  const noise = waver(seed, 14), shake = waver(seed + 7, 9);
  const left = [], right = [];
  for (let i = 0; i < n; i++) {
    const a = pts[closed ? (i - 1 + n - 1) % (n - 1) : Math.max(0, i - 1)], b = pts[closed ? (i + 1) % (n - 1) : Math.min(n - 1, i + 1)];
    const l = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    const nx = -(b[1] - a[1]) / l, ny = (b[0] - a[0]) / l;
    let w = weight * (0.72 + 0.22 * noise(i));
    if (closed) w *= 0.78 + 0.5 * (-(nx * outward) * 0.6 - ny * outward * 0.8);
    if (!closed && taper) {
      const t = i / (n - 1);
      w *= 0.22 + 0.78 * Math.min(1, Math.min(t, 1 - t) * 5 + 0.02);
    }
    w = Math.max(w, unit * 0.45) / 2;
    const s = shake(i) * unit * 0.35;
    const p = [pts[i][0] + nx * s, pts[i][1] + ny * s];
    left.push([p[0] + nx * w, p[1] + ny * w]);
    right.push([p[0] - nx * w, p[1] - ny * w]);
  }
  if (closed) return pathData(left) + pathData(right.reverse());
  return pathData([...left, ...right.reverse()]);
}

/** Evenly spaced points, but sharp corners stay where they are. */
function keepCorners(path, step) {
  const out = [path[0]];
  let run = [path[0]];
  for (let i = 1; i < path.length; i++) {
    run.push(path[i]);
    const a = path[i - 1], b = path[i], c = path[i + 1];
    let sharp = !c;
    if (c) {
      const u = [b[0] - a[0], b[1] - a[1]], v = [c[0] - b[0], c[1] - b[1]];
      const m = Math.hypot(...u) * Math.hypot(...v);
      sharp = m > 0 && (u[0] * v[0] + u[1] * v[1]) / m < 0.6;
    }
    if (sharp) {
      const piece = resample(run, step);
      out.push(...piece.slice(1));
      run = [path[i]];
    }
  }
  return out;
}

/** Stitches: short dashes along a line, each a small mark that can be lit. Lengths in the line's units. */
export function stitches(path, dash, gap) {
  const total = length(path);
  const n = Math.min(1200, Math.floor(total / (dash + gap)));
  const out = [];
  for (let i = 0; i < n; i++) {
    const a = along(path, (i * (dash + gap) + gap / 2) / total), b = along(path, (i * (dash + gap) + gap / 2 + dash) / total);
    out.push(`M${fixed(a.point[0])} ${fixed(a.point[1])}L${fixed(b.point[0])} ${fixed(b.point[1])}`);
  }
  return out.join('');
}
