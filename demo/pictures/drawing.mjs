// From a piece and a view to an SVG: finds the drawing, dresses it in the colour's cloths, chooses the frame.
import { bounds } from './kit/geometry.mjs';
import { lightOf, paint } from './kit/render.mjs';
import { neckOver } from './silhouettes/garments/base.mjs';
import { drawings } from './silhouettes/registry.mjs';

export const WIDTH = 1600, HEIGHT = 2000;
const SHARE = { width: 0.76, height: 0.78 }; // how much of the paper a piece fills; the rest is air

const DEFAULT_WEAVE = {
  cashmere: 'cashmere', 'wool-flannel': 'flannel', twill: 'twill', herringbone: 'herringbone', 'cable-knit': 'chunky', 'rib-knit': 'rib', silk: 'satin',
  'silk-print': 'satin', suede: 'suede', denim: 'denim', linen: 'linen', 'calf-smooth': 'calf', 'calf-grained': 'grained', gold: 'metal', silver: 'metal', steel: 'metal', glass: 'enamel',
};

export function drawingOf(piece) {
  const found = drawings[piece.handle];
  if (found) return found;
  throw new Error(`${piece.handle}: no drawing yet; add one to silhouettes/ and list it in the registry`);
}

export function paletteOf(piece, drawing, colour) {
  const main = { weave: drawing.weave ?? DEFAULT_WEAVE[piece.cloth] ?? 'flannel', colour: colour.hex, scale: drawing.weaveScale };
  return { main, ...(drawing.roles?.(colour.hex, colour.code, main, colour) ?? {}) };
}

/** {scene, frame} of one view; the same for every colour of the piece. */
export function compose(piece, view) {
  const drawing = drawingOf(piece);
  if (view === 'detail') {
    const scene = drawing.detail ? drawing.detail({ view }) : drawing.draw({ view: 'front', worn: false });
    if (drawing.detail && !scene.focus) return { scene, frame: fit(scene, drawing) };
    const { x, y, w } = drawing.focus ?? scene.focus ?? { x: 0, y: 30, w: 34 };
    const whole = drawing.detail ? { scale: WIDTH / w / 3 } : fit(scene, drawing);
    return { scene, frame: { width: WIDTH, height: HEIGHT, scale: WIDTH / w, x, y, style: 'flat', detail: true, zoom: Math.min(3.4, WIDTH / w / whole.scale) } };
  }
  if (view === 'worn') {
    const scene = drawing.worn ? drawing.worn() : drawing.draw({ view: 'front', worn: true });
    if (scene.openNeck) neckOver(scene);
    const f = scene.frame ?? { x: 0, y: 60, h: 190 };
    const scale = f.w ? WIDTH / f.w : HEIGHT / f.h;
    return { scene, frame: { width: WIDTH, height: HEIGHT, scale, x: f.x, y: f.y, style: 'wash' } };
  }
  const scene = drawing.draw({ view, worn: false });
  return { scene, frame: fit(scene, drawing) };
}

/** Centres the drawing on the paper at the largest scale that leaves the margins. */
export function fit(scene, { fill = 1, maxScale = Infinity } = {}) {
  const b = bounds(scene.elements.filter((e) => e.path?.length && (e.type === 'part' && !e.clipTo && !e.noLight)).map((e) => e.path));
  const w = b.x1 - b.x0, h = b.y1 - b.y0;
  const scale = Math.min(maxScale, (WIDTH * SHARE.width * fill) / w, (HEIGHT * SHARE.height * fill) / h);
  return { width: WIDTH, height: HEIGHT, scale, x: (b.x0 + b.x1) / 2, y: (b.y0 + b.y1) / 2, style: 'flat' };
}

/** Composes once per view and paints per colour: `painter(piece, view)(colour)` answers the SVG. */
export function painter(piece, view) {
  const { scene, frame } = compose(piece, view);
  const drawing = drawingOf(piece);
  let light;
  return (colour) => {
    const palette = paletteOf(piece, drawing, colour);
    light ??= lightOf(scene, palette, frame);
    return paint(scene, palette, frame, light, { weaveScale: frame.zoom ?? 1 });
  };
}
