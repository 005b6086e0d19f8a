// Plane geometry for drawings, in centimetres of the piece (y grows downwards).
// A curve is an array of points; a *path* here always means a sampled polyline.
// Every function is pure; nothing throws on empty input, it answers an empty polyline.

/** A small deterministic generator: the same seed always draws the same picture. */
export function random(seed) {
  let a = typeof seed === 'string' ? hash(seed) : seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function hash(text) {
  let h = 2166136261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  return h >>> 0;
}

export const lerp = (a, b, t) => a + (b - a) * t;
export const mix = (p, q, t) => [lerp(p[0], q[0], t), lerp(p[1], q[1], t)];
export const dist = (p, q) => Math.hypot(p[0] - q[0], p[1] - q[1]);
export const mirror = (pts) => pts.map((p) => [-p[0], ...p.slice(1)]);
export const move = (pts, dx, dy) => pts.map((p) => [p[0] + dx, p[1] + dy, ...p.slice(2)]);
export const scale = (pts, sx, sy = sx) => pts.map((p) => [p[0] * sx, p[1] * sy, ...p.slice(2)]);

export function turn(pts, degrees, about = [0, 0]) {
  const a = (degrees * Math.PI) / 180, c = Math.cos(a), s = Math.sin(a);
  return pts.map(([x, y, ...rest]) => {
    const dx = x - about[0], dy = y - about[1];
    return [about[0] + dx * c - dy * s, about[1] + dx * s + dy * c, ...rest];
  });
}

/** The point `degrees` clockwise from straight down, `length` away: how arms and legs hang. */
export function reach(from, degrees, length) {
  const a = (degrees * Math.PI) / 180;
  return [from[0] + Math.sin(a) * length, from[1] + Math.cos(a) * length];
}

/** Half an outline given from the top centre to the bottom centre becomes the whole one. */
export const both = (half) => [...half, ...mirror(half).reverse()];

/**
 * A smooth line through the points (centripetal Catmull-Rom). A third entry 'c' marks a corner:
 * the line breaks its direction there; two corners in a row are joined straight.
 */
export function smooth(points, { closed = false, step = 0.5 } = {}) {
  if (points.length < 2) return points.map((p) => [p[0], p[1]]);
  const corner = (p) => p[2] === 'c';
  let pts = points;
  if (closed) {
    const first = points.findIndex(corner);
    if (first < 0) return wrapped(points, step);
    pts = [...points.slice(first), ...points.slice(0, first), points[first]];
  }
  const out = [];
  let run = [pts[0]];
  for (let i = 1; i < pts.length; i++) {
    run.push(pts[i]);
    if (corner(pts[i]) || i === pts.length - 1) {
      const piece = spline(run, step);
      out.push(...(out.length ? piece.slice(1) : piece));
      run = [pts[i]];
    }
  }
  if (closed) out.pop();
  return out;
}

function wrapped(points, step) {
  const n = points.length;
  const padded = [points[n - 2], points[n - 1], ...points, points[0], points[1]];
  const all = [];
  for (let i = 2; i < n + 2; i++) all.push(...segment(padded[i - 1], padded[i], padded[i + 1], padded[i + 2], step));
  return all;
}

function spline(run, step) {
  if (run.length === 2) return straight(run[0], run[1], step);
  const out = [];
  const n = run.length;
  for (let i = 0; i < n - 1; i++) {
    const a = run[i], b = run[i + 1];
    const before = i > 0 ? run[i - 1] : [2 * a[0] - b[0], 2 * a[1] - b[1]];
    const after = i + 2 < n ? run[i + 2] : [2 * b[0] - a[0], 2 * b[1] - a[1]];
    out.push(...segment(before, a, b, after, step));
  }
  out.push([run[n - 1][0], run[n - 1][1]]);
  return out;
}

function straight(a, b, step) {
  const n = Math.max(1, Math.ceil(dist(a, b) / (step * 3)));
  return Array.from({ length: n + 1 }, (_, i) => mix(a, b, i / n));
}

function segment(p0, p1, p2, p3, step) {
  const t01 = Math.max(1e-4, Math.sqrt(dist(p0, p1))), t12 = Math.max(1e-4, Math.sqrt(dist(p1, p2)));
  const t23 = Math.max(1e-4, Math.sqrt(dist(p2, p3)));
  const tangent = (k) => [
    p2[k] - p1[k] + t12 * ((p1[k] - p0[k]) / t01 - (p2[k] - p0[k]) / (t01 + t12)),
    p2[k] - p1[k] + t12 * ((p3[k] - p2[k]) / t23 - (p3[k] - p1[k]) / (t12 + t23)),
  ];
  const [mx1, mx2] = tangent(0), [my1, my2] = tangent(1);
  const n = Math.max(2, Math.min(60, Math.ceil(dist(p1, p2) / step)));
  const out = [];
  for (let i = 0; i < n; i++) {
    const t = i / n, t2 = t * t, t3 = t2 * t;
    const a = 2 * t3 - 3 * t2 + 1, b = t3 - 2 * t2 + t, c = -2 * t3 + 3 * t2, d = t3 - t2;
    out.push([a * p1[0] + b * mx1 + c * p2[0] + d * mx2, a * p1[1] + b * my1 + c * p2[1] + d * my2]);
  }
  return out;
}

export function length(path) {
  let sum = 0;
  for (let i = 1; i < path.length; i++) sum += dist(path[i - 1], path[i]);
  return sum;
}

/** Points spaced evenly by about `step` along a polyline, ends kept. */
export function resample(path, step) {
  const total = length(path);
  const n = Math.max(1, Math.round(total / step));
  return Array.from({ length: n + 1 }, (_, i) => along(path, i / n).point);
}

/** The point at share t (0..1) of the length, and the unit direction there. */
export function along(path, t) {
  const total = length(path);
  let left = Math.min(1, Math.max(0, t)) * total;
  for (let i = 1; i < path.length; i++) {
    const d = dist(path[i - 1], path[i]);
    if (left <= d || i === path.length - 1) {
      const k = d ? Math.min(1, left / d) : 0;
      const dir = d ? [(path[i][0] - path[i - 1][0]) / d, (path[i][1] - path[i - 1][1]) / d] : [1, 0];
      return { point: mix(path[i - 1], path[i], k), direction: dir };
    }
    left -= d;
  }
  return { point: path[0] ?? [0, 0], direction: [1, 0] };
}

/** The part of a polyline between shares a and b of its length. */
export function part(path, a, b) {
  const n = Math.max(2, Math.ceil(path.length * Math.abs(b - a)) + 2);
  return Array.from({ length: n }, (_, i) => along(path, lerp(a, b, i / (n - 1))).point);
}

/** A polyline moved sideways by d (left of its direction is negative). */
export function offset(path, d) {
  return path.map((p, i) => {
    const a = path[Math.max(0, i - 1)], b = path[Math.min(path.length - 1, i + 1)];
    const l = dist(a, b) || 1;
    const k = typeof d === 'function' ? d(i / Math.max(1, path.length - 1)) : d;
    return [p[0] - ((b[1] - a[1]) / l) * k, p[1] + ((b[0] - a[0]) / l) * k];
  });
}

/** A ribbon around a middle line; widths is one width or a list spread evenly along it. */
export function ribbon(spine, widths, { step = 0.5, round = false } = {}) {
  const line = smooth(spine, { step });
  const w = Array.isArray(widths) ? widths : [widths];
  const at = (t) => {
    const k = t * (w.length - 1), i = Math.min(w.length - 2, Math.floor(k));
    return w.length === 1 ? w[0] : lerp(w[i], w[i + 1], smoothstep(k - i));
  };
  const left = offset(line, (t) => -at(t) / 2), right = offset(line, (t) => at(t) / 2);
  if (!round) return [...left, ...right.reverse()];
  const cap = (centre, from, r) => arc(centre, r, from, from + 180, 10);
  const endDir = along(line, 1).direction, startDir = along(line, 0).direction;
  const ang = (d) => (Math.atan2(d[1], d[0]) * 180) / Math.PI;
  return [...left, ...cap(line.at(-1), ang(endDir) - 90, at(1) / 2), ...right.reverse(), ...cap(line[0], ang(startDir) + 90, at(0) / 2)];
}

export const smoothstep = (t) => { const k = Math.min(1, Math.max(0, t)); return k * k * (3 - 2 * k); };

export function arc(centre, r, from, to, n = 24, ry = r) {
  return Array.from({ length: n + 1 }, (_, i) => {
    const a = (lerp(from, to, i / n) * Math.PI) / 180;
    return [centre[0] + Math.cos(a) * r, centre[1] + Math.sin(a) * ry];
  });
}
export const circle = (x, y, r, ry = r) => arc([x, y], r, 0, 360, Math.max(20, Math.min(90, Math.ceil(r * 10))), ry).slice(0, -1);
export const box = (x, y, w, h) => [[x, y], [x + w, y], [x + w, y + h], [x, y + h]];

/** A box with rounded corners. */
export function soft(x, y, w, h, r) {
  const k = Math.min(r, w / 2, h / 2);
  return [
    ...arc([x + w - k, y + k], k, -90, 0, 6), ...arc([x + w - k, y + h - k], k, 0, 90, 6),
    ...arc([x + k, y + h - k], k, 90, 180, 6), ...arc([x + k, y + k], k, 180, 270, 6),
  ];
}

export function bounds(paths) {
  const b = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
  for (const path of paths) for (const [x, y] of path) {
    b.x0 = Math.min(b.x0, x); b.x1 = Math.max(b.x1, x); b.y0 = Math.min(b.y0, y); b.y1 = Math.max(b.y1, y);
  }
  return b;
}

export function inside(path, [x, y]) {
  let odd = false;
  for (let i = 0, j = path.length - 1; i < path.length; j = i++) {
    const [xi, yi] = path[i], [xj, yj] = path[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) odd = !odd;
  }
  return odd;
}

export function area(path) {
  let sum = 0;
  for (let i = 0, j = path.length - 1; i < path.length; j = i++) sum += path[j][0] * path[i][1] - path[i][0] * path[j][1];
  return sum / 2;
}

/** A straight line from a to b that sags by `sag` and wavers by `waver`. */
export function sagging(a, b, sag = 0, n = 12) {
  return Array.from({ length: n + 1 }, (_, i) => {
    const t = i / n, p = mix(a, b, t), l = dist(a, b) || 1, k = Math.sin(t * Math.PI) * sag;
    return [p[0] - ((b[1] - a[1]) / l) * k, p[1] + ((b[0] - a[0]) / l) * k];
  });
}
