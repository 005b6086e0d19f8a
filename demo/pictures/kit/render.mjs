// Paints a scene: cloth tiles as patterns, ink over each part, the light map laid over all. Answers an SVG string.
// The light map depends on the drawing only: `lightOf` computes it once for all colours of a view.
import { behaviour, STOCK } from '../cloth/cloths.mjs';
import { tile } from '../cloth/tiles.mjs';
import { buttonSvg } from './buttons.mjs';
import { blend, contourInk, INK, lighter, lightness, PAPER, seamInk } from './colour.mjs';
import { form } from './form.mjs';
import { dataUri } from './png.mjs';
import { area, offset, smooth } from './geometry.mjs';
import { pathData, stitches, stroke } from './ink.mjs';

const CELL = 3; // pixels of the picture per cell of the light map: soft light needs no more

/**
 * frame: {width, height, scale (pixels per cm), x, y (cm shown at the picture's centre), style: 'flat' | 'wash'}
 */
export function lightOf(scene, palette, frame) {
  const { width, height, scale, x, y } = frame;
  const W = Math.ceil(width / CELL), H = Math.ceil(height / CELL), k = scale / CELL;
  const ox = width / CELL / 2 - x * k, oy = height / CELL / 2 - y * k;
  const place = (path) => path.map((p) => [p[0] * k + ox, p[1] * k + oy]);
  const items = [];
  for (const e of scene.elements) {
    if (e.noLight) continue;
    if (e.type === 'button') items.push({ paths: [place(e.path)], lift: Math.max(0.8, e.r * 0.4 * k), shadowOnly: true });
    if (e.type === 'shade') items.push({ paths: [place(e.path)], lift: e.lift * k, shadowOnly: true });
    if (e.type !== 'part') continue;
    const b = behaviour(cloth(palette, e.cloth).weave);
    items.push({
      paths: [place(e.path), ...(e.holes ?? []).map(place)],
      lift: e.lift * k, shade: e.shade,
      puff: b.puff * (e.puff ?? 1) * k, round: Math.max(1, (e.round ?? b.round) * k), drape: b.drape * (e.drape ?? 1) * k * (frame.style === 'wash' ? 0.5 : frame.detail ? 0.16 : 1),
      gloss: e.gloss ?? b.gloss,
      folds: (e.folds ?? []).map((f) => ({ ...f, path: thin(smooth(place(f.path), { step: 6 })), width: f.width * k, height: f.height * k })),
    });
  }
  return form(items, W, H, { seed: scene.seed, strength: frame.style === 'wash' ? 0.6 : 1, shadow: frame.style === 'wash' ? 0.35 : 1 });
}

/** Folds need few points; their distance is computed for every cell. */
function thin(path) {
  if (path.length <= 9) return path;
  return Array.from({ length: 9 }, (_, i) => path[Math.round((i * (path.length - 1)) / 8)]);
}

export function cloth(palette, role) {
  if (typeof role === 'object') return role;
  const found = palette[role] ?? STOCK[role];
  if (!found) throw new Error(`no cloth for the role ${role}`);
  return found;
}

export function paint(scene, palette, frame, light, { weaveScale = 1, paper = true } = {}) {
  const { width, height, scale, x, y } = frame;
  const unit = 1 / scale;
  const defs = new Map();
  const body = [];
  let clips = 0, buttons = 0, n = 0;
  const fill = (c, grain) => {
    if (frame.style === 'wash' && !c.solid && !c.pattern) return blend(c.colour, PAPER, 0.08);
    if (c.flat) return c.colour;
    const s = weaveScale * (c.scale ?? 1);
    const id = `w${[c.weave, c.colour, c.second, grain, s].join('').replace(/[^a-z0-9]/gi, '_')}`;
    if (!defs.has(id)) {
      if (c.pattern) {
        const p = c.pattern();
        defs.set(id, `<pattern id="${id}" width="${p.width}" height="${p.height}" patternUnits="userSpaceOnUse" patternTransform="rotate(${grain})">${p.svg}</pattern>`);
      } else {
        const t = tile(c.weave, c.colour, c.second, s);
        defs.set(id, `<pattern id="${id}" width="${t.size}" height="${t.size}" patternUnits="userSpaceOnUse" patternTransform="scale(${unit}) rotate(${grain})"><use xlink:href="#t${t.size}${c.weave}${c.colour.slice(1)}${(c.second ?? '').slice(1)}${s}"/></pattern>`);
        const tid = `t${t.size}${c.weave}${c.colour.slice(1)}${(c.second ?? '').slice(1)}${s}`;
        if (!defs.has(tid)) defs.set(tid, `<image id="${tid}" width="${t.size}" height="${t.size}" xlink:href="${dataUri(t.bytes)}"/>`);
      }
    }
    return `url(#${id})`;
  };
  const clipped = (svg, outline) => {
    if (!outline) return svg;
    const id = `c${clips++}`;
    defs.set(id, `<clipPath id="${id}"><path d="${pathData(outline)}"/></clipPath>`);
    return `<g clip-path="url(#${id})">${svg}</g>`;
  };
  const detail = frame.detail ? 1.5 : 1;
  for (const e of scene.elements) {
    const seed = scene.seed + ++n * 31;
    if (e.type === 'part') {
      const c = cloth(palette, e.cloth);
      const d = [e.path, ...(e.holes ?? [])].map((p) => pathData(p)).join('');
      body.push(clipped(`<path d="${d}" fill="${fill(c, e.grain)}" fill-rule="evenodd"${e.opacity ? ` fill-opacity="${e.opacity}"` : ''}/>`, e.clipTo));
      if (e.folds && e.foldInk !== false) body.push(clipped(foldInk(e, c, unit, detail, seed), e.path));
      if (e.over) body.push(clipped(e.over(c), e.path));
      if (e.ink) {
        const weight = (e.weight ?? (e.ink === 'fine' ? 2.1 : 3.3)) * unit * detail;
        const ink = frame.style === 'wash' ? INK : contourInk(c.colour);
        for (const p of [e.path, ...(e.holes ?? [])]) body.push(`<path d="${stroke(p, { weight, unit, closed: true, seed })}" fill="${ink}" fill-rule="evenodd"/>`);
        // On dark cloth the pen disappears: a hairline of white pencil inside the contour keeps the edges apart.
        if (lightness(c.colour) < 0.24 && !e.clipTo) body.push(`<path d="${stroke(offset(e.path, (area(e.path) > 0 ? 1 : -1) * 1.6 * unit), { weight: Math.min(1.5 * unit * detail, weight), unit, closed: true, seed: seed + 5 })}" fill="${lighter(c.colour, 0.42)}" fill-opacity=".4" fill-rule="evenodd"/>`);
      }
    } else if (e.type === 'line') {
      const c = cloth(palette, e.cloth);
      const ink = e.ink === 'seam' ? seamInk(c.colour) : e.ink === 'contour' ? (frame.style === 'wash' ? INK : contourInk(c.colour)) : e.ink;
      const d = stroke(e.path, { weight: e.weight * unit * detail, unit, seed, taper: e.taper ?? true });
      body.push(clipped(`<path d="${d}" fill="${ink}" fill-opacity="${e.alpha ?? 0.85}"/>`, e.clip));
    } else if (e.type === 'stitch') {
      if (frame.style === 'wash') continue;
      const c = cloth(palette, e.cloth);
      const ink = e.colour ?? (seamInk(c.colour) === lighter(c.colour, 0.3) ? lighter(c.colour, 0.26) : blend(c.colour, '#2a221a', 0.5));
      const w = Math.max(e.weight * unit, (e.thick ?? 0.07)) ;
      const d = stitches(e.path, e.dash, e.gap);
      if (d) body.push(clipped(`<path d="${d}" stroke="${ink}" stroke-width="${w.toFixed(3)}" stroke-linecap="round" fill="none" stroke-opacity="${e.alpha ?? 0.9}"/>`, e.clip));
    } else if (e.type === 'paint') {
      const colour = typeof e.colour === 'function' ? e.colour(palette) : e.colour;
      const d = e.data ?? pathData(e.path, e.closed ?? true);
      body.push(clipped(`<path d="${d}" ${e.strokeWidth ? `fill="none" stroke="${colour}" stroke-width="${e.strokeWidth}" stroke-linecap="round" stroke-linejoin="round"` : `fill="${colour}"`} fill-rule="evenodd" opacity="${e.alpha ?? 1}"/>`, e.clip));
    } else if (e.type === 'button') {
      body.push(buttonSvg(e, cloth(palette, e.cloth ?? 'main').colour, `b${buttons++}`));
    } else if (e.type === 'raw') {
      body.push(clipped(e.draw(palette, (role) => cloth(palette, role)), e.clip));
    }
  }
  const ground = paper ? groundSvg(width, height, defs) : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`
    + `<defs>${[...defs.values()].join('')}</defs>${ground}`
    + `<g transform="translate(${(width / 2 - x * scale).toFixed(2)} ${(height / 2 - y * scale).toFixed(2)}) scale(${scale.toFixed(4)})">${body.join('\n')}</g>`
    + `<image width="${Math.ceil(width / CELL) * CELL}" height="${Math.ceil(height / CELL) * CELL}" preserveAspectRatio="none" xlink:href="${dataUri(light)}" style="mix-blend-mode:hard-light"/>`
    + '</svg>\n';
}

/** A fold's crease as the pen sees it: a short, light, tapering line along the steep flank. */
function foldInk(part, c, unit, detail, seed) {
  return part.folds.filter((f) => Math.abs(f.height) >= 0.45 && f.ink !== false).map((f, i) => {
    const line = offset(smooth(f.path), (f.sharp ?? 0) * f.width * 0.3);
    const d = stroke(line.slice(Math.floor(line.length * 0.12), Math.ceil(line.length * 0.8)), { weight: 2 * unit * detail, unit, seed: seed + i });
    return `<path d="${d}" fill="${seamInk(c.colour)}" fill-opacity=".34"/>`;
  }).join('');
}

/** The sheet of paper: ivory, faintly grained, a little brighter where the light falls. */
function groundSvg(width, height, defs) {
  const t = tile('paper', PAPER, undefined, 1);
  defs.set('ground', `<pattern id="ground" width="${t.size}" height="${t.size}" patternUnits="userSpaceOnUse"><image width="${t.size}" height="${t.size}" xlink:href="${dataUri(t.bytes)}"/></pattern>`
    + `<radialGradient id="sun" cx=".28" cy=".18" r="1.15"><stop offset="0" stop-color="#fffdf8" stop-opacity=".55"/><stop offset=".45" stop-color="#fffdf8" stop-opacity="0"/><stop offset="1" stop-color="#b9a98c" stop-opacity=".2"/></radialGradient>`);
  return `<rect width="${width}" height="${height}" fill="url(#ground)"/><rect width="${width}" height="${height}" fill="url(#sun)"/>`;
}
