// The home page's own pictures: the tailor's table and the saddler's, laid from the drawings of the pieces and of the tools.
import { along, length, offset, saddleStitch, smooth } from '../silhouettes/objects/common.mjs';
import { placed, put } from '../silhouettes/objects/body.mjs';
import { cloth, lightOf, paint } from '../kit/render.mjs';
import { Scene } from '../kit/scene.mjs';
import { drawingOf, HEIGHT, paletteOf, WIDTH } from '../drawing.mjs';
import { awl, chalk, needle, shears, spool, thread, wax } from './tools.mjs';

/** A piece in one of its colours, as it is to lie on the table with others: every cloth is named by itself and not by its part. */
function dressed(piece, colour, view = 'front') {
  const drawing = drawingOf(piece), palette = paletteOf(piece, drawing, colour);
  const scene = drawing.draw({ view, worn: false });
  scene.elements = scene.elements.map((e) => ({
    ...e,
    ...(typeof e.cloth === 'string' || e.type === 'button' ? { cloth: cloth(palette, e.cloth ?? 'main') } : {}),
    ...(typeof e.colour === 'function' ? { colour: e.colour(palette) } : {}),
    ...(e.type === 'raw' ? { draw: () => e.draw(palette, (role) => cloth(palette, role)) } : {}),
  }));
  return scene;
}
const lay = (s, scene, { x, y, size = 1, turn = 0 }) => put(s, placed(scene, size, x, y, turn));

function photograph(scene, { width, x = 0, y = 0, zoom = 1 }) {
  const frame = { width: WIDTH, height: HEIGHT, scale: WIDTH / width, x, y, style: 'flat' };
  return paint(scene, {}, frame, lightOf(scene, {}, frame), { weaveScale: zoom });
}

/** Cloth cut and waiting: a coat's shoulder from the left, shears, chalk and thread, and the bag that goes with it. */
export function tailorsTable(pieces) {
  const piece = (handle) => pieces.find((one) => one.handle === handle);
  const colour = (handle, code) => piece(handle).colours.find((one) => one.code === code);
  const take = (handle, code) => dressed(piece(handle), colour(handle, code));
  const s = new Scene({ seed: 1924 });
  lay(s, take('double-breasted-cashmere-coat', 'bottle'), { x: -13, y: -39, turn: 9, size: 1.12 });
  lay(s, take('doctor-frame-bag', 'cognac'), { x: 22.5, y: 28, turn: -7, size: 0.46 });
  lay(s, shears({ open: 13 }), { x: 33, y: -42, turn: 27, size: 1.12 });
  lay(s, chalk(), { x: 25.6, y: -0.5, turn: 12, size: 0.95 });
  lay(s, spool({ colour: '#C9A45A' }), { x: 19.4, y: -7, turn: 66, size: 1.05 });
  thread(s, [[21, -8.2], [24.4, -10.2], [28.2, -8.2], [30.4, -11.4], [34, -10.6], [36.4, -5.6], [34.4, 0.4], [36.4, 6]], { colour: '#C9A45A', width: 0.16 });
  return photograph(s, { width: 84, x: 1, y: 1 });
}

/** Eleven stitches to the inch, in true size: a flap of saddle leather half sewn, both needles resting, the awl that pricks the holes. */
export function saddlersTable() {
  const s = new Scene({ seed: 1925 });
  const leather = { weave: 'calf', colour: '#74401F' }, under = { weave: 'calf', colour: '#4A2713' };
  const edge = smooth([[-14, -6.2], [-6.4, -6.6], [0.4, -4.4], [4.2, 0.2], [5, 6], [3.4, 11], [2.6, 16]], { step: 0.25 });
  const flap = (d) => [...offset(edge, d), [-16, 17], [-18, 4]];
  s.part(flap(-0.34), { cloth: under, lift: 0.5, round: 0.3, puff: 1.1, drape: 0.1, ink: 'fine' });
  s.part(flap(0), { cloth: leather, lift: 0.34, round: 0.8, puff: 1.5, drape: 0.3, ink: 'fine' });
  s.line(offset(edge, 0.16), { cloth: leather, weight: 1.6, alpha: 0.5, taper: false });
  const seam = offset(edge, 0.52), last = Math.floor(seam.length * 0.6);
  s.line(seam, { cloth: leather, weight: 3.2, alpha: 0.35, taper: false });
  saddleStitch(s, seam.slice(0, last), { pitch: 25.4 / 11 / 10, len: 0.185, thick: 0.066, lean: 0.03 });
  // The holes to come, pricked aslant.
  const ahead = seam.slice(last), n = Math.floor(length(ahead) / (2.54 / 11));
  let holes = '';
  for (let i = 0; i < n; i++) { const { point: [x, y], direction: [dx, dy] } = along(ahead, (i + 0.6) / n), a = [dx * 0.7 - dy * 0.7, dy * 0.7 + dx * 0.7]; holes += `M${(x - a[0] * 0.045).toFixed(3)} ${(y - a[1] * 0.045).toFixed(3)}L${(x + a[0] * 0.045).toFixed(3)} ${(y + a[1] * 0.045).toFixed(3)}`; }
  s.paint(null, '#150b05', { data: holes, strokeWidth: 0.05, alpha: 0.9 });
  const [x, y] = seam[last];
  lay(s, wax(), { x: 6, y: -8.4, turn: 14, size: 0.72 });
  lay(s, awl(), { x: 5.6, y: 4.6, turn: -14, size: 0.92 });
  const right = needle(s, [9, -6], [6.2, -1.4]), left = needle(s, [-6.2, 9.4], [-3.1, 5.6]);
  thread(s, [[x, y], [x + 0.9, y + 0.75], [x + 2.2, y + 0.9], [x + 3.3, y + 0.1], [x + 2.7, y - 0.9], [right[0] - 0.5, right[1] + 0.7], right], { width: 0.075 });
  thread(s, [[x, y], [x - 1.4, y + 1.2], [x - 3.4, y + 1.3], [x - 4.6, y + 0.2], [left[0] + 0.9, left[1] - 1], left], { width: 0.075 });
  return photograph(s, { width: 20, x: 0, y: 0.5, zoom: 2.2 });
}
