// Colours as [r, g, b] in 0..255 and as hex strings.
export function rgb(hex) {
  const n = parseInt(hex.slice(1), 16);
  return [n >> 16, (n >> 8) & 255, n & 255];
}
export const hex = (c) => '#' + c.map((v) => Math.round(Math.min(255, Math.max(0, v))).toString(16).padStart(2, '0')).join('');
export const blend = (a, b, t) => hex(rgb(a).map((v, i) => v + (rgb(b)[i] - v) * t));
export const darker = (a, t) => blend(a, '#15120f', t);
export const lighter = (a, t) => blend(a, '#fffaf0', t);
/** Perceived lightness, 0..1. */
export const lightness = (a) => { const [r, g, b] = rgb(a); return (0.299 * r + 0.587 * g + 0.114 * b) / 255; };

export const PAPER = '#F6F2EA';
export const INK = '#1A1916';

/** The ink that draws a seam on this cloth: dark on light cloth, a pale pencil on dark cloth. */
export const seamInk = (a) => (lightness(a) < 0.24 ? lighter(a, 0.3) : darker(a, 0.72));
export const contourInk = (a) => (lightness(a) < 0.24 ? blend('#0b0a09', a, 0.15) : darker(a, 0.86));
