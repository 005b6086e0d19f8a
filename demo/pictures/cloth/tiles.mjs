// Seamless tiles of cloth, computed: each weave is a small relief, lit from the top left, over its yarn colours.
// A tile is N×N pixels; `s` scales the weave (1 for a whole piece, more for close-ups).
import { random } from '../kit/geometry.mjs';
import { rgb, lightness } from '../kit/colour.mjs';
import { png } from '../kit/png.mjs';

/** Value noise that wraps at `cells` in both directions; returns f(u, v) with u, v in 0..1. */
export function noise(cellsX, cellsY, seed) {
  const cx = Math.max(1, Math.round(cellsX)), cy = Math.max(1, Math.round(cellsY));
  const next = random(seed);
  const grid = Float32Array.from({ length: cx * cy }, () => next() * 2 - 1);
  return (u, v) => {
    const x = u * cx, y = v * cy;
    const xi = Math.floor(x), yi = Math.floor(y), fx = x - xi, fy = y - yi;
    const sx = fx * fx * (3 - 2 * fx), sy = fy * fy * (3 - 2 * fy);
    const x0 = ((xi % cx) + cx) % cx, x1 = (x0 + 1) % cx, y0 = ((yi % cy) + cy) % cy, y1 = (y0 + 1) % cy;
    const a = grid[y0 * cx + x0], b = grid[y0 * cx + x1], c = grid[y1 * cx + x0], d = grid[y1 * cx + x1];
    return (a + (b - a) * sx) * (1 - sy) + (c + (d - c) * sx) * sy;
  };
}

/** Cells (pebbles of leather, curls of fleece): distance to the nearest and second nearest wrapped point. */
function cells(n, seed, jitter = 0.9) {
  const next = random(seed);
  const pts = Array.from({ length: n * n }, (_, i) => [(i % n) + 0.5 + (next() - 0.5) * jitter, Math.floor(i / n) + 0.5 + (next() - 0.5) * jitter]);
  return (u, v) => {
    const x = u * n, y = v * n, cx = Math.floor(x), cy = Math.floor(y);
    let d1 = 9, d2 = 9;
    for (let j = -1; j <= 1; j++) for (let i = -1; i <= 1; i++) {
      const gx = (((cx + i) % n) + n) % n, gy = (((cy + j) % n) + n) % n;
      const p = pts[gy * n + gx];
      const d = Math.hypot(p[0] + (cx + i - gx) - x, p[1] + (cy + j - gy) - y);
      if (d < d1) { d2 = d1; d1 = d; } else if (d < d2) d2 = d;
    }
    return [d1, d2];
  };
}

const TAU = Math.PI * 2;
const fit = (N, period) => Math.max(1, Math.round(N / period)); // repeats of a period in a tile
const saw = (t) => t - Math.floor(t);
const bump = (t) => Math.sqrt(Math.max(0, 1 - (2 * saw(t) - 1) ** 2)); // a round yarn

/**
 * Every weave answers {relief: f(u,v), tint?: f(u,v) in -1..1 (yarn colour), second?: f(u,v) in 0..1 (share of the
 * second colour), depth, mottle}. u, v run 0..1 over the tile.
 */
const WEAVES = {
  cashmere(N, s) {
    const fibre = noise(N / (2.2 * s), N / (13 * s), 11), soft = noise(N / (26 * s), N / (60 * s), 12), fine = noise(N / (1.6 * s), N / (5 * s), 13);
    const wave = noise(N / (60 * s), N / (24 * s), 14);
    return { relief: (u, v) => fibre(u + 0.02 * wave(u, v), v) * 0.7 + fine(u, v) * 0.5 + soft(u, v) * 0.8, tint: (u, v) => fibre(u, v) * 0.5 + soft(u, v) * 0.6, depth: 0.085, mottle: 0.035 };
  },
  alpaca(N, s) {
    const wave = noise(N / (70 * s), N / (40 * s), 24), fibre = noise(N / (2.4 * s), N / (30 * s), 21), lock = noise(N / (9 * s), N / (48 * s), 22);
    return { relief: (u, v) => fibre(u + 0.05 * wave(u, v), v) + lock(u + 0.04 * wave(u, v), v) * 0.9, tint: (u, v) => lock(u + 0.04 * wave(u, v), v), depth: 0.14, mottle: 0.05 };
  },
  flannel(N, s) {
    const a = noise(N / (1.7 * s), N / (1.7 * s), 31), b = noise(N / (5 * s), N / (7 * s), 32), c = noise(N / (40 * s), N / (40 * s), 33);
    const k = fit(N, 5 * s);
    return { relief: (u, v) => a(u, v) * 0.6 + b(u, v) * 0.35 + 0.16 * Math.sin(TAU * k * (u + v)), tint: (u, v) => b(u, v) * 0.35 + a(u, v) * 0.8 + c(u, v) * 0.06, depth: 0.085, mottle: 0.06 };
  },
  felt(N, s) {
    const a = noise(N / (1.6 * s), N / (1.6 * s), 36), b = noise(N / (4 * s), N / (4 * s), 37), c = noise(N / (30 * s), N / (50 * s), 38);
    return { relief: (u, v) => a(u, v) * 0.7 + b(u, v) * 0.5, tint: (u, v) => c(u, v), depth: 0.06, mottle: 0.012 };
  },
  twill(N, s) {
    const k = fit(N, 6 * s), a = noise(N / (2.2 * s), N / (2.2 * s), 41), b = noise(N / (7 * s), N / (9 * s), 42);
    return { relief: (u, v) => bump(k * (u + v)) * 0.9 + a(u, v) * 0.3, tint: (u, v) => b(u, v), depth: 0.1, mottle: 0.014 };
  },
  hopsack(N, s) {
    const k = fit(N, 8 * s), a = noise(N / (2 * s), N / (2 * s), 43);
    return { relief: (u, v) => { const over = (Math.floor(u * k) + Math.floor(v * k)) % 2 === 0; return over ? bump(u * k) * 0.9 : bump(v * k) * 0.9; }, tint: (u, v) => a(u, v), depth: 0.13, mottle: 0.04 };
  },
  crepe(N, s) {
    const a = noise(N / (2.6 * s), N / (3.6 * s), 44), b = noise(N / (1.5 * s), N / (1.5 * s), 45), c = noise(N / (60 * s), N / (60 * s), 46);
    return { relief: (u, v) => a(u, v) * 0.7 + b(u, v) * 0.4, tint: (u, v) => c(u, v), depth: 0.055, mottle: 0.015 };
  },
  poplin(N, s) {
    const k = fit(N, 3.2 * s), a = noise(N / (1.6 * s), N / (16 * s), 47);
    return { relief: (u, v) => bump(v * k) * 0.5 + a(u, v) * 0.4, tint: (u, v) => a(u, v), depth: 0.045, mottle: 0.012 };
  },
  linen(N, s) {
    const k = fit(N, 5 * s), a = noise(N / (1.8 * s), N / (40 * s), 48), b = noise(N / (40 * s), N / (1.8 * s), 49), slub = noise(N / (90 * s), N / (4 * s), 50);
    return { relief: (u, v) => ((Math.floor(u * k) + Math.floor(v * k)) % 2 ? bump(u * k) : bump(v * k)) * 0.5 + a(u, v) * 0.7 + b(u, v) * 0.7 + Math.max(0, slub(u, v)) * 0.8, tint: (u, v) => a(u, v) + b(u, v) + slub(u, v) * 0.6, depth: 0.085, mottle: 0.035 };
  },
  denim(N, s) {
    const k = fit(N, 6 * s), a = noise(N / (2 * s), N / (50 * s), 51), b = noise(N / (1.7 * s), N / (1.7 * s), 52), c = noise(N / (70 * s), N / (90 * s), 57);
    return { relief: (u, v) => bump(k * (u + v)), tint: (u, v) => a(u, v) * 0.6 + c(u, v) * 0.6, second: (u, v) => Math.max(0, (saw(k * (u + v)) > 0.62 ? 0.34 : 0.02) + 0.1 * b(u, v) + 0.07 * a(u, v)), depth: 0.12, mottle: 0.08 };
  },
  herringbone(N, s) {
    const bands = 2 * Math.max(1, Math.round(N / (44 * s))), k = fit(N, 7.4 * s), a = noise(N / (2 * s), N / (2 * s), 53);
    const diagonal = (u, v) => { const b = u * bands, odd = Math.floor(b) % 2, x = saw(b); return v * k + (odd ? 1 - x : x) * (k / bands); };
    return { relief: (u, v) => bump(diagonal(u, v)) * 0.8 + a(u, v) * 0.25, second: (u, v) => (saw(diagonal(u, v)) < 0.5 ? 0.62 : 0) + 0.12 * a(u, v), tint: (u, v) => a(u, v), depth: 0.09, mottle: 0.05 };
  },
  boucle(N, s) {
    const c = cells(fit(N, 8 * s), 54, 1), d = cells(fit(N, 13 * s), 55, 1), a = noise(N / (7 * s), N / (7 * s), 56), n2 = noise(N / (3 * s), N / (3 * s), 58);
    return { relief: (u, v) => { const [p] = c(u, v), [q] = d(u, v); return Math.cos(Math.min(1, p) * 5.2) * 0.8 + Math.cos(Math.min(1, q) * 6) * 0.6 + n2(u, v) * 0.3; }, tint: (u, v) => a(u, v), second: (u, v) => (a(u, v) > 0.34 ? 0.5 : 0), depth: 0.24, mottle: 0.07 };
  },
  velvet(N, s) {
    const a = noise(N / (1.8 * s), N / (2.4 * s), 61), b = noise(N / (24 * s), N / (70 * s), 62);
    return { relief: (u, v) => a(u, v) * 0.6 + b(u, v) * 0.4, tint: (u, v) => b(u, v), depth: 0.05, mottle: 0.03 };
  },
  suede(N, s) {
    const a = noise(N / (1.7 * s), N / (1.7 * s), 63), b = noise(N / (18 * s), N / (26 * s), 64), c = noise(N / (5 * s), N / (5 * s), 65);
    return { relief: (u, v) => a(u, v) * 0.7 + c(u, v) * 0.35, tint: (u, v) => b(u, v) * 0.55 + c(u, v) * 0.35, depth: 0.065, mottle: 0.055 };
  },
  corduroy(N, s) {
    const k = fit(N, 15 * s), a = noise(N / (2 * s), N / (6 * s), 66);
    return { relief: (u, v) => bump(u * k) * 2.6 + a(u, v) * 0.3, tint: (u, v) => a(u, v) * 0.25 + (bump(u * k) - 0.74) * 2.2, depth: 0.19, mottle: 0.1 };
  },
  rib(N, s) {
    const k = fit(N, 13 * s), m = fit(N, 8 * s), a = noise(N / (2 * s), N / (4 * s), 67);
    return { relief: (u, v) => { const x = saw(u * k); const leg = x < 0.5 ? x * 2 : (1 - x) * 2; return bump(u * k) * 2 + bump(v * m + leg * 0.45) * 0.45 + a(u, v) * 0.2; }, tint: (u, v) => (bump(u * k) - 0.75) * 1.6 + a(u, v) * 0.3, depth: 0.13, mottle: 0.1 };
  },
  finerib(N, s) {
    const k = fit(N, 8 * s), a = noise(N / (2 * s), N / (5 * s), 68);
    return { relief: (u, v) => bump(u * k) * 1.5 + a(u, v) * 0.25, tint: (u, v) => (bump(u * k) - 0.75) * 1.4 + a(u, v) * 0.3, depth: 0.11, mottle: 0.07 };
  },
  fisherman(N, s) {
    const k = fit(N, 20 * s), m = fit(N, 12 * s), a = noise(N / (2 * s), N / (4 * s), 69);
    return { relief: (u, v) => { const x = saw(u * k); const leg = Math.abs(2 * x - 1); return bump(u * k) * 2.6 + bump(v * m + leg * 0.7) * 0.8 + a(u, v) * 0.25; }, tint: (u, v) => (bump(u * k) - 0.7) * 1.8 + a(u, v) * 0.35, depth: 0.15, mottle: 0.11 };
  },
  knit(N, s) {
    const k = fit(N, 8 * s), m = fit(N, 7 * s), a = noise(N / (2 * s), N / (2 * s), 71), b = noise(N / (40 * s), N / (40 * s), 72);
    return { relief: (u, v) => { const x = saw(u * k), leg = Math.abs(2 * x - 1); return bump(v * m - leg * 0.55) * 0.8 + bump(2 * u * k) * 0.5 + a(u, v) * 0.2; }, tint: (u, v) => a(u, v) * 0.5 + b(u, v) * 0.6, depth: 0.1, mottle: 0.03 };
  },
  chunky(N, s) {
    const k = fit(N, 15 * s), m = fit(N, 12 * s), a = noise(N / (2 * s), N / (5 * s), 73);
    return { relief: (u, v) => { const x = saw(u * k), leg = Math.abs(2 * x - 1); return bump(v * m - leg * 0.6) * 1.3 + bump(2 * u * k) * 0.9 + a(u, v) * 0.3; }, tint: (u, v) => a(u, v) * 0.5, depth: 0.13, mottle: 0.04 };
  },
  fineknit(N, s) {
    const k = fit(N, 5 * s), m = fit(N, 4.5 * s), a = noise(N / (2 * s), N / (2 * s), 74), b = noise(N / (50 * s), N / (50 * s), 75);
    return { relief: (u, v) => { const x = saw(u * k), leg = Math.abs(2 * x - 1); return bump(v * m - leg * 0.55) * 0.7 + a(u, v) * 0.25; }, tint: (u, v) => b(u, v) * 0.35, depth: 0.065, mottle: 0.025 };
  },
  satin(N, s) {
    const a = noise(N / (1.4 * s), N / (40 * s), 76), b = noise(N / (80 * s), N / (80 * s), 77);
    return { relief: (u, v) => a(u, v) * 0.5, tint: (u, v) => b(u, v) * 0.5 + a(u, v) * 0.5, depth: 0.02, mottle: 0.016 };
  },
  faille(N, s) {
    const k = fit(N, 4.5 * s), a = noise(N / (30 * s), N / (1.5 * s), 78);
    return { relief: (u, v) => bump(v * k) * 0.7 + a(u, v) * 0.3, tint: (u, v) => a(u, v), depth: 0.06, mottle: 0.02 };
  },
  grosgrain(N, s) {
    const k = fit(N, 6 * s);
    return { relief: (u) => bump(u * k) * 1.2, tint: () => 0, depth: 0.1, mottle: 0 };
  },
  grenadine(N, s) {
    const k = fit(N, 11 * s), a = noise(N / (2 * s), N / (2 * s), 79);
    return { relief: (u, v) => { const x = saw(u * k + (Math.floor(v * k) % 2) * 0.5) - 0.5, y = saw(v * k) - 0.5, d = Math.hypot(x, y * 1.2); return Math.min(1, d * 2.6) * 1.4 + a(u, v) * 0.2; }, tint: (u, v) => { const x = saw(u * k + (Math.floor(v * k) % 2) * 0.5) - 0.5, y = saw(v * k) - 0.5; return Math.hypot(x, y) < 0.26 ? -1.6 : 0.3; }, depth: 0.13, mottle: 0.14 };
  },
  canvas(N, s) {
    const k = fit(N, 8 * s), a = noise(N / (2 * s), N / (30 * s), 81), b = noise(N / (30 * s), N / (2 * s), 82);
    return { relief: (u, v) => ((Math.floor(u * k) + Math.floor(v * k)) % 2 ? bump(u * k) : bump(v * k)) * 0.9 + a(u, v) * 0.3, tint: (u, v) => a(u, v) + b(u, v), depth: 0.13, mottle: 0.05 };
  },
  calf(N, s) {
    const a = noise(N / (2 * s), N / (2 * s), 83), b = noise(N / (60 * s), N / (60 * s), 84), c = cells(fit(N, 9 * s), 85, 1);
    return { relief: (u, v) => { const [d1, d2] = c(u, v); return a(u, v) * 0.22 + Math.min(0.25, d2 - d1) * 0.9; }, tint: (u, v) => b(u, v), depth: 0.042, mottle: 0.02 };
  },
  grained(N, s) {
    const c = cells(fit(N, 12 * s), 86, 1), a = noise(N / (3 * s), N / (3 * s), 87), b = noise(N / (70 * s), N / (70 * s), 88);
    return { relief: (u, v) => { const [d1, d2] = c(u, v); return Math.min(0.4, d2 - d1) * 3 + a(u, v) * 0.2; }, tint: (u, v) => { const [d1, d2] = c(u, v); return (d2 - d1 < 0.09 ? -0.9 : 0.15) + b(u, v) * 0.4; }, depth: 0.115, mottle: 0.055 };
  },
  shearling(N, s) {
    const c = cells(fit(N, 17 * s), 89, 1), d = cells(fit(N, 9 * s), 90, 1), a = noise(N / (4 * s), N / (4 * s), 91);
    return { relief: (u, v) => { const [p] = c(u, v), [q] = d(u, v); return Math.sin(p * 9) * 0.9 - p * 2 + Math.sin(q * 8) * 0.5 + a(u, v) * 0.6; }, tint: (u, v) => { const [p] = c(u, v); return 0.7 - p * 1.9; }, depth: 0.17, mottle: 0.07 };
  },
  quilt(N, s) {
    const k = fit(N, 64 * s), a = noise(N / (2 * s), N / (30 * s), 92);
    const g = (t) => Math.abs(Math.sin(Math.PI * t));
    return { relief: (u, v) => Math.sqrt(g(k * (u + v)) * g(k * (u - v))) * 9 * s + a(u, v) * 0.2, tint: (u, v) => (Math.min(g(k * (u + v)), g(k * (u - v))) < 0.09 ? -1 : 0), depth: 0.16, mottle: 0.1 };
  },
  metal(N, s) {
    const a = noise(N / (50 * s), N / (1.3 * s), 93), b = noise(N / (90 * s), N / (20 * s), 94);
    return { relief: () => 0, tint: (u, v) => a(u, v) * 0.5 + b(u, v) * 0.6, depth: 0, mottle: 0.05 };
  },
  hammered(N, s) {
    const c = cells(fit(N, 30 * s), 95, 0.9);
    return { relief: (u, v) => { const [d1] = c(u, v); return -Math.max(0, 0.75 - d1) * 14 * s; }, tint: () => 0, depth: 0.18, mottle: 0 };
  },
  paper(N, s) {
    const a = noise(N / (2 * s), N / (2 * s), 96), b = noise(N / (9 * s), N / (7 * s), 97);
    return { relief: (u, v) => a(u, v) * 0.5 + b(u, v) * 0.5, tint: (u, v) => b(u, v), depth: 0.014, mottle: 0.006 };
  },
  enamel(N, s) {
    const b = noise(N / (90 * s), N / (90 * s), 98);
    return { relief: () => 0, tint: (u, v) => b(u, v), depth: 0, mottle: 0.012 };
  },
  stack(N, s) {
    const k = fit(N, 9 * s), a = noise(N / (60 * s), N / (2 * s), 99);
    return { relief: (u, v) => bump(v * k) * 0.5, tint: (u, v) => a(u, v) + (saw(v * k) < 0.16 ? -1.4 : 0.2), depth: 0.05, mottle: 0.09 };
  },
};
export const weaves = Object.keys(WEAVES);

const cache = new Map();

/** A PNG tile: {size, bytes}. colour and second are hex; scale 1 for the whole piece. */
export function tile(weave, colour, second, scale) {
  const s = Math.round(Math.min(6, Math.max(0.5, scale)) * 4) / 4;
  const key = `${weave}${colour}${second}${s}`;
  if (cache.has(key)) return cache.get(key);
  if (cache.size > 60) cache.delete(cache.keys().next().value);
  const make = WEAVES[weave];
  if (!make) throw new Error(`no weave called ${weave}; there are ${weaves.join(', ')}`);
  const N = s > 2 ? 512 : 360;
  const f = make(N, s);
  const base = rgb(colour), other = rgb(second ?? colour);
  const dark = lightness(colour);
  const gain = f.depth * (dark < 0.2 ? 2.1 : dark > 0.8 ? 0.75 : 1); // relief reads weaker on black, stronger on white
  const close = s > 1 ? Math.sqrt(s) : 1; // enlarged, a relief's slopes are gentler per pixel: give back a part
  const lift = dark < 0.2 ? 26 : 0;
  const height = new Float32Array(N * N);
  for (let y = 0; y < N; y++) for (let x = 0; x < N; x++) height[y * N + x] = f.relief(x / N, y / N);
  const out = new Uint8Array(N * N * 3);
  for (let y = 0; y < N; y++) for (let x = 0; x < N; x++) {
    const i = y * N + x, left = height[y * N + ((x + N - 1) % N)], up = height[((y + N - 1) % N) * N + x];
    const slope = Math.max(-1.6, Math.min(1.6, close * ((height[i] - left) * 0.7 + (height[i] - up) * 0.8)));
    const share = f.second ? Math.min(1, Math.max(0, f.second(x / N, y / N))) : 0;
    const k = 1 + slope * gain + (f.tint(x / N, y / N)) * f.mottle * (dark < 0.2 ? 1.4 : dark > 0.8 ? 0.5 : 1);
    for (let c = 0; c < 3; c++) out[i * 3 + c] = Math.min(255, Math.max(0, (base[c] + (other[c] - base[c]) * share) * k + lift * (k - 1) * 1.4));
  }
  const made = { size: N, bytes: png(N, N, 3, out) };
  cache.set(key, made);
  return made;
}
