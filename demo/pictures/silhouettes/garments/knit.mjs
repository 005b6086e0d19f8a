// Knitted reliefs: cables, honeycomb, argyle. Each strand is a small part of its own, so the light finds it.
import { dist, lerp, mix, ribbon } from '../../kit/geometry.mjs';

/** A cable of two strands from a to b, w wide: a chain of leaning lobes. */
export function cable(s, a, b, w, { hand = 1, period = w * 0.8 } = {}) {
  const n = Math.max(2, Math.round(dist(a, b) / period));
  const d = [(b[0] - a[0]) / dist(a, b), (b[1] - a[1]) / dist(a, b)], q = [-d[1] * hand, d[0] * hand];
  const at = (t, x) => { const p = mix(a, b, t); return [p[0] + q[0] * x, p[1] + q[1] * x]; };
  for (let i = 0; i < n; i++) {
    const t0 = (i - 0.5) / n, t1 = (i + 1.3) / n, r = w / 2;
    const lobe = ribbon([at(t0, r * 0.5), at(lerp(t0, t1, 0.3), r * 0.52), at(lerp(t0, t1, 0.5), 0), at(lerp(t0, t1, 0.7), -r * 0.52), at(t1, -r * 0.5)], [w * 0.2, w * 0.46, w * 0.52, w * 0.46, w * 0.2], { round: true });
    s.part(lobe, { lift: 0.2, ink: 'fine', weight: 1.5, round: 1.3, puff: 0.9, drape: 0, grain: hand * 24 });
  }
}

/** Honeycomb: pairs of strands that part and meet. */
export function honeycomb(s, x, y0, y1, w, columns, clip) {
  void clip;
  const step = w / columns, p = step * 1.9, n = Math.round((y1 - y0) / p) + 1;
  for (let c = 0; c < columns; c++) for (let i = 0; i < n; i++) {
    const cx = x - w / 2 + step * (c + 0.5), cy = y0 + (i + (c % 2 ? 0.5 : 0)) * p + p / 2;
    if (cy + p / 2 > y1 + p * 0.9) continue;
    for (const k of [-1, 1]) s.part(ribbon([[cx + k * 0.1, cy - p / 2], [cx + k * step * 0.46, cy - p * 0.16], [cx + k * step * 0.46, cy + p * 0.16], [cx + k * 0.1, cy + p / 2]], [0.5, 0.85, 0.85, 0.5]), { lift: 0.14, ink: 'fine', weight: 1.2, round: 0.5, puff: 0.5, drape: 0 });
  }
}
