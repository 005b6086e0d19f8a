// Buttons and other small round things, as SVG in cm.
import { blend, darker, lighter } from './colour.mjs';

const KINDS = {
  horn: { colour: '#5B4330', rim: true, holes: 4 },
  darkhorn: { colour: '#2B211A', rim: true, holes: 4 },
  corozo: { colour: '#8A6B47', rim: true, holes: 4 },
  pearl: { colour: '#EFE9E0', rim: true, holes: 4, sheen: '#DDE3E0' },
  gold: { colour: '#C9A053', dome: true },
  silver: { colour: '#BFC0BD', dome: true },
  copper: { colour: '#B06B42', dome: true },
  snap: { colour: '#B9B6AE', dome: true },
  covered: { dome: true, cloth: true },
  leather: { colour: '#5D3A22', knot: true },
};

/** clothColour dyes covered buttons and the thread. */
export function buttonSvg({ x, y, r, kind, turn }, clothColour, id) {
  const k = KINDS[kind] ?? KINDS.horn;
  const base = k.cloth ? clothColour : k.colour;
  const light = k.cloth ? lighter(base, 0.16) : lighter(base, 0.45), dark = darker(base, 0.45);
  const f = (n) => Math.round(n * 1000) / 1000;
  const stops = `<stop offset="0" stop-color="${light}"/><stop offset=".55" stop-color="${base}"/><stop offset="1" stop-color="${dark}"/>`;
  let out = `<radialGradient id="${id}" cx=".36" cy=".32" r=".78">${stops}</radialGradient>`
    + `<circle cx="${f(x)}" cy="${f(y)}" r="${f(r)}" fill="url(#${id})" stroke="${darker(base, 0.7)}" stroke-width="${f(Math.max(0.05, r * 0.07))}"/>`;
  if (k.rim) {
    out += `<circle cx="${f(x)}" cy="${f(y)}" r="${f(r * 0.72)}" fill="${blend(base, k.sheen ?? '#000000', k.sheen ? 0.5 : 0.14)}" stroke="${darker(base, 0.35)}" stroke-width="${f(r * 0.05)}"/>`
      + `<path d="M${f(x - r * 0.62)} ${f(y - r * 0.5)}A${f(r * 0.85)} ${f(r * 0.85)} 0 0 1 ${f(x + r * 0.2)} ${f(y - r * 0.8)}" fill="none" stroke="#fff" stroke-opacity=".5" stroke-width="${f(r * 0.08)}" stroke-linecap="round"/>`;
  }
  if (k.dome) out += `<ellipse cx="${f(x - r * 0.3)}" cy="${f(y - r * 0.36)}" rx="${f(r * 0.26)}" ry="${f(r * 0.16)}" transform="rotate(-40 ${f(x - r * 0.3)} ${f(y - r * 0.36)})" fill="#fff" fill-opacity="${k.cloth ? 0.14 : 0.65}"/>`;
  if (k.dome && !k.cloth) out += `<circle cx="${f(x)}" cy="${f(y)}" r="${f(r * 0.74)}" fill="none" stroke="${dark}" stroke-opacity=".5" stroke-width="${f(r * 0.07)}"/>`;
  if (k.holes) {
    const d = r * 0.2;
    out += `<g transform="rotate(${f(turn % 40 - 20)} ${f(x)} ${f(y)})">`
      + `<path d="M${f(x - d)} ${f(y - d)}L${f(x + d)} ${f(y + d)}M${f(x + d)} ${f(y - d)}L${f(x - d)} ${f(y + d)}" stroke="${darker(clothColour, 0.25)}" stroke-width="${f(r * 0.11)}" stroke-linecap="round"/>`
      + [[-1, -1], [1, 1], [1, -1], [-1, 1]].map(([a, b]) => `<circle cx="${f(x + a * d)}" cy="${f(y + b * d)}" r="${f(r * 0.09)}" fill="${darker(base, 0.75)}"/>`).join('') + '</g>';
  }
  if (k.knot) {
    out += [-0.42, 0, 0.42].map((o) => `<path d="M${f(x - r * 0.75)} ${f(y + o * r)}Q${f(x)} ${f(y + o * r - r * 0.25)} ${f(x + r * 0.75)} ${f(y + o * r)}" fill="none" stroke="${dark}" stroke-width="${f(r * 0.1)}"/>`).join('')
      + [-0.42, 0.05, 0.48].map((o) => `<path d="M${f(x + o * r)} ${f(y - r * 0.7)}Q${f(x + o * r + r * 0.2)} ${f(y)} ${f(x + o * r)} ${f(y + r * 0.7)}" fill="none" stroke="${lighter(base, 0.25)}" stroke-width="${f(r * 0.08)}"/>`).join('');
  }
  return out;
}
