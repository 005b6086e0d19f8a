// The house's sign: the V within a saddle-stitched ring, and the application's icon made of it.
import { vPath } from '../silhouettes/objects/common.mjs';

const stitchRing = (x, y, r, n, colour, width) => Array.from({ length: n }, (_, i) => {
  const at = (t) => { const a = ((i + t) / n) * Math.PI * 2; return `${(x + Math.cos(a) * r).toFixed(2)} ${(y + Math.sin(a) * r).toFixed(2)}`; };
  return `M${at(0.2)}A${r} ${r} 0 0 1 ${at(0.8)}`;
}).join('').replace(/^/, `<path fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" d="`) + '"/>';

/** A square sign, 512 units; ground may be null for one that lies on the page's own colour. */
export function monogram({ ground = null, ink = '#1A1916', thread = '#8C857A' } = {}) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" height="512" role="img" aria-label="Maison Verrane">`
    + (ground ? `<rect width="512" height="512" fill="${ground}"/>` : '')
    + stitchRing(256, 256, 196, 44, thread, 7)
    + `<path d="${vPath(256, 260, 216)}" fill="${ink}"/></svg>\n`;
}
export const signs = [
  { name: 'monogram.svg', draw: () => monogram() },
  { name: 'icon.svg', draw: () => monogram({ ground: '#1F3B33', ink: '#F6F2EA', thread: '#C9A45A' }) },
  { name: 'icon.webp', draw: () => monogram({ ground: '#1F3B33', ink: '#F6F2EA', thread: '#C9A45A' }) },
];
