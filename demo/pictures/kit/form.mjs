// Light. Every part of a drawing is a low relief; this file rasterises the parts coarsely, lights the relief from the
// top left and lets each part throw a soft shadow on what lies beneath. The result is one grey map per drawing
// (128 = unchanged), shared by all colours of it and laid over the cloth with the hard-light blend.
import { noise } from '../cloth/tiles.mjs';
import { png } from './png.mjs';

/** Cover of a polygon on a grid, 0..1, with 4 sub-rows. Answers {x0, y0, w, h, a}, padded by `pad` cells. */
export function cover(paths, W, H, pad) {
  let x0 = Infinity, y0 = Infinity, x1 = -Infinity, y1 = -Infinity;
  for (const path of paths) for (const [x, y] of path) { if (x < x0) x0 = x; if (x > x1) x1 = x; if (y < y0) y0 = y; if (y > y1) y1 = y; }
  const bx0 = Math.max(-pad, Math.floor(x0) - pad), by0 = Math.max(-pad, Math.floor(y0) - pad);
  const bx1 = Math.min(W + pad, Math.ceil(x1) + pad), by1 = Math.min(H + pad, Math.ceil(y1) + pad);
  const w = bx1 - bx0, h = by1 - by0;
  if (!(w > 0 && h > 0)) return null;
  const a = new Float32Array(w * h);
  const SUB = 4;
  const edges = [];
  for (const path of paths) for (let i = 0, j = path.length - 1; i < path.length; j = i++) {
    const p = path[j], q = path[i];
    if (p[1] !== q[1]) edges.push(p[1] < q[1] ? [p[0], p[1], q[0], q[1]] : [q[0], q[1], p[0], p[1]]);
  }
  edges.sort((p, q) => p[1] - q[1]);
  let active = [], nextEdge = 0;
  for (let row = 0; row < h * SUB; row++) {
    const y = by0 + (row + 0.5) / SUB;
    while (nextEdge < edges.length && edges[nextEdge][1] <= y) active.push(edges[nextEdge++]);
    active = active.filter((e) => e[3] > y);
    const xs = [];
    for (const e of active) if (e[1] <= y) xs.push(e[0] + ((e[2] - e[0]) * (y - e[1])) / (e[3] - e[1]));
    xs.sort((p, q) => p - q);
    const line = (row >> 2) * w;
    for (let k = 0; k + 1 < xs.length; k += 2) {
      const from = Math.max(0, xs[k] - bx0), to = Math.min(w, xs[k + 1] - bx0);
      if (to <= from) continue;
      const i0 = Math.floor(from), i1 = Math.min(w - 1, Math.floor(to));
      if (i0 === i1) { a[line + i0] += (to - from) / SUB; continue; }
      a[line + i0] += (i0 + 1 - from) / SUB;
      for (let i = i0 + 1; i < i1; i++) a[line + i] += 1 / SUB;
      a[line + i1] += (to - i1) / SUB;
    }
  }
  for (let i = 0; i < a.length; i++) if (a[i] > 1) a[i] = 1;
  return { x0: bx0, y0: by0, w, h, a };
}

/** Three box blurs: close to a Gaussian of the radius. In place of a copy; the outside counts as zero. */
export function blur(src, w, h, radius) {
  const r = Math.max(1, Math.round(radius));
  let a = Float32Array.from(src), b = new Float32Array(src.length);
  for (let pass = 0; pass < 2; pass++) {
    boxRows(a, b, w, h, r);
    boxColumns(b, a, w, h, r);
  }
  return a;
}
function boxRows(src, dst, w, h, r) {
  const k = 1 / (2 * r + 1);
  for (let y = 0; y < h; y++) {
    const o = y * w;
    let sum = 0;
    for (let x = 0; x <= Math.min(r, w - 1); x++) sum += src[o + x];
    for (let x = 0; x < w; x++) {
      dst[o + x] = sum * k;
      if (x + r + 1 < w) sum += src[o + x + r + 1];
      if (x - r >= 0) sum -= src[o + x - r];
    }
  }
}
function boxColumns(src, dst, w, h, r) {
  const k = 1 / (2 * r + 1), sums = new Float32Array(w);
  for (let y = 0; y <= Math.min(r, h - 1); y++) for (let x = 0; x < w; x++) sums[x] += src[y * w + x];
  for (let y = 0; y < h; y++) {
    const o = y * w, add = (y + r + 1) * w, sub = (y - r) * w;
    for (let x = 0; x < w; x++) dst[o + x] = sums[x] * k;
    if (y + r + 1 < h) for (let x = 0; x < w; x++) sums[x] += src[add + x];
    if (y - r >= 0) for (let x = 0; x < w; x++) sums[x] -= src[sub + x];
  }
}

/** Adds a ridge (height > 0) or a groove along a polyline; `sharp` makes one flank steep, as cloth folds do. */
function addFold(field, box, { path, width, height, sharp = 0, ends = 0.3 }) {
  const n = path.length - 1;
  let total = 0;
  const at = [0];
  for (let i = 1; i <= n; i++) at.push((total += Math.hypot(path[i][0] - path[i - 1][0], path[i][1] - path[i - 1][1])));
  if (!(total > 0)) return;
  let x0 = Infinity, y0 = Infinity, x1 = -Infinity, y1 = -Infinity;
  for (const [x, y] of path) { x0 = Math.min(x0, x); x1 = Math.max(x1, x); y0 = Math.min(y0, y); y1 = Math.max(y1, y); }
  const m = width * 2.2;
  const ix0 = Math.max(0, Math.floor(x0 - m - box.x0)), ix1 = Math.min(box.w - 1, Math.ceil(x1 + m - box.x0));
  const iy0 = Math.max(0, Math.floor(y0 - m - box.y0)), iy1 = Math.min(box.h - 1, Math.ceil(y1 + m - box.y0));
  for (let y = iy0; y <= iy1; y++) for (let x = ix0; x <= ix1; x++) {
    const px = x + box.x0 + 0.5, py = y + box.y0 + 0.5;
    let best = Infinity, side = 1, t = 0;
    for (let i = 1; i <= n; i++) {
      const ax = path[i - 1][0], ay = path[i - 1][1], dx = path[i][0] - ax, dy = path[i][1] - ay;
      const l2 = dx * dx + dy * dy || 1;
      const k = Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / l2));
      const ex = px - ax - k * dx, ey = py - ay - k * dy, d = ex * ex + ey * ey;
      if (d < best) { best = d; side = dx * ey - dy * ex; t = (at[i - 1] + k * Math.sqrt(l2)) / total; }
    }
    const d = Math.sqrt(best);
    if (d > m) continue;
    const fade = ends <= 0 ? 1 : Math.min(1, t / ends) * Math.min(1, (1 - t) / ends);
    const w = width * (sharp && side * sharp > 0 ? 0.38 : 1);
    field[y * box.w + x] += height * fade * fade * (3 - 2 * fade) * Math.exp(-((d / w) ** 2));
  }
}

/**
 * items, bottom first, in grid cells: {paths, puff, round, lift, folds, drape, gloss, shadowOnly}
 *   puff: height of the relief in cells; round: width of its rounded edge; lift: how high it lies (its shadow);
 *   drape: amplitude of soft unevenness; gloss: 0..1 how sharply it shines.
 * Answers a grey PNG W×H.
 */
export function form(items, W, H, { strength = 1, seed = 5, shadow = 1 } = {}) {
  const grey = new Float32Array(W * H).fill(0.5);
  const wideNoise = noise(7, 8, seed), tallNoise = noise(19, 11, seed + 3);
  for (const item of items) {
    const lift = item.lift ?? 0;
    const pad = Math.ceil(Math.max(4, lift * 5, (item.round ?? 6) * 1.3)); // no rounded edge where the paper merely ends
    const box = cover(item.paths, W, H, pad);
    if (!box) continue;
    if (lift > 0 && shadow > 0) castShadow(grey, W, H, box, lift, shadow * (item.shade ?? 1));
    if (item.shadowOnly) continue;
    const height = relief(item, box, wideNoise, tallNoise, W, H);
    paint(grey, W, H, box, height, item, strength);
  }
  const bytes = new Uint8Array(W * H);
  for (let y = 0, i = 0; y < H; y++) for (let x = 0; x < W; x++, i++) {
    const dither = ((x * 7 + y * 13 + ((x * y) % 5)) % 4) / 4 - 0.375;
    bytes[i] = Math.min(255, Math.max(0, grey[i] * 255 + 0.5 + dither));
  }
  return png(W, H, 1, bytes);
}

function castShadow(grey, W, H, box, lift, strength) {
  const tight = blur(box.a, box.w, box.h, lift * 0.55), wide = blur(box.a, box.w, box.h, lift * 1.6);
  drop(grey, W, H, box, tight, lift * 0.45, lift * 0.6, 0.24 * strength);
  drop(grey, W, H, box, wide, lift * 1.1, lift * 1.5, 0.22 * strength);
}
function drop(grey, W, H, box, mask, dx, dy, strength) {
  const ox = Math.round(dx), oy = Math.round(dy);
  for (let y = 0; y < box.h; y++) {
    const gy = y + box.y0 + oy;
    if (gy < 0 || gy >= H) continue;
    for (let x = 0; x < box.w; x++) {
      const gx = x + box.x0 + ox;
      if (gx < 0 || gx >= W) continue;
      const m = mask[y * box.w + x];
      if (m > 0.002) grey[gy * W + gx] *= 1 - strength * m;
    }
  }
}

function relief(item, box, wideNoise, tallNoise, W, H) {
  const { round = 6, puff = 4, drape = 0 } = item;
  const soft = blur(box.a, box.w, box.h, round / 2), crisp = blur(box.a, box.w, box.h, Math.max(1, round / 7));
  const height = new Float32Array(box.a.length);
  for (let i = 0; i < height.length; i++) {
    const s = Math.max(0, soft[i] * 2 - 1), c = Math.max(0, crisp[i] * 2 - 1);
    height[i] = puff * (0.5 * (1 - (1 - s) * (1 - s)) + 0.12 * c);
  }
  if (drape) for (let y = 0; y < box.h; y++) for (let x = 0; x < box.w; x++) {
    const u = (x + box.x0) / W, v = (y + box.y0) / H;
    height[y * box.w + x] += drape * (wideNoise(u, v) * 1.2 + tallNoise(u + v * 0.2, v * 0.5) * 0.55);
  }
  for (const fold of item.folds ?? []) addFold(height, box, fold);
  return height;
}

function paint(grey, W, H, box, height, item, strength) {
  const gloss = item.gloss ?? 0;
  const { w, h } = box;
  for (let y = 0; y < h; y++) {
    const gy = y + box.y0;
    if (gy < 0 || gy >= H) continue;
    for (let x = 0; x < w; x++) {
      const cov = box.a[y * w + x], gx = x + box.x0;
      if (cov <= 0 || gx < 0 || gx >= W) continue;
      const i = y * w + x;
      const hx = (height[i + (x + 1 < w ? 1 : 0)] - height[i - (x > 0 ? 1 : 0)]) / 2;
      const hy = (height[i + (y + 1 < h ? w : 0)] - height[i - (y > 0 ? w : 0)]) / 2;
      const nz = 1 / Math.sqrt(1 + hx * hx + hy * hy);
      const light = (hx * 0.5 + hy * 0.66) * nz; // > 0 turns towards the light (heights rise away from it)
      const slope = 1 - nz;
      let g = 0.5 + (light > 0 ? light * 0.2 : light * 0.34) - slope * 0.07;
      if (gloss) { const r = Math.max(0, 1 - Math.abs(light - 0.34) * 3.6); g += gloss * 0.26 * r * r * r; }
      g = 0.5 + (Math.max(0.17, Math.min(0.86, g)) - 0.5) * strength;
      const k = gy * W + gx;
      grey[k] += (g - grey[k]) * cov;
    }
  }
}
