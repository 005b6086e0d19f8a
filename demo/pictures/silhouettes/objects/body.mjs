// The figure that wears an object: a few calm lines, never a face. Skin is paper, so the object alone has colour.
import { Scene } from '../../kit/scene.mjs';
import { arc, closed, move, ribbon, smooth, turn } from './common.mjs';

const SKIN = { cloth: 'skin', puff: 0.5, drape: 0, round: 3 };

/** A copy of a scene's elements, scaled by k, turned and moved. */
export function placed(scene, k, dx, dy, deg = 0, flip = 1) {
  const point = (p) => { const [q] = turn([[p[0] * flip, p[1]]], deg); return [q[0] * k + dx, q[1] * k + dy, ...p.slice(2)]; };
  const path = (p) => (p ? p.map(point) : p);
  const scaled = (e, keys) => Object.fromEntries(keys.filter((n) => typeof e[n] === 'number').map((n) => [n, e[n] * k]));
  return scene.elements.map((e) => (e.type === 'raw' ? { ...e, draw: (...args) => `<g transform="translate(${dx} ${dy}) rotate(${deg}) scale(${k * flip} ${k})">${e.draw(...args)}</g>` } : {
    ...e, ...scaled(e, ['lift', 'round', 'dash', 'gap', 'thick', 'strokeWidth', 'r']), path: path(e.path), clip: path(e.clip), holes: e.holes?.map(path),
    ...(e.type === 'part' ? { puff: (e.puff ?? 1) * k, drape: (e.drape ?? 1) * k, round: (e.round ?? 2) * k } : {}),
    folds: e.folds?.map((f) => ({ ...f, path: path(f.path), width: f.width * k, height: f.height * k })),
    ...(e.data ? { data: e.data.replace(/(-?[\d.]+) (-?[\d.]+)/g, (_, a, b) => point([+a, +b]).map((v) => v.toFixed(3)).join(' ')) } : {}),
    ...(e.type === 'button' ? (([x, y]) => ({ x, y }))(point([e.x, e.y])) : {}),
    ...(e.weight ? { weight: Math.max(1.2, e.weight * Math.max(0.6, k)) } : {}),
  }));
}
export const put = (s, elements) => { s.elements.push(...elements); return s; };

/** Several overlapping outlines drawn as one body: all inked, then filled again without ink. */
export function union(s, paths, options = {}) {
  for (const p of paths) s.part(p, { lift: 0.5, ...options });
  for (const p of paths) s.part(p, { ...options, lift: 0, ink: false, noLight: true, folds: undefined });
}

/**
 * An open hand seen from its back, fingers pointing down, the wrist's middle at (0, 0), about 46 long and 20 wide.
 * thumb: +1 the thumb at the viewer's right. spread opens the fingers.
 */
export function hand({ thumb = 1, spread = 0.7, wrist = 11, fingerEase = 0.7, curl = 0 } = {}) {
  const f = (pts) => pts.map((p) => [p[0] * thumb, ...p.slice(1)]);
  const palm = closed(f([[wrist / 2, -1, 'c'], [wrist / 2 + 0.4, 3], [9, 10], [9.8, 17], [9, 23], [3, 25], [-3, 25], [-8, 22.4], [-9.2, 16], [-7.8, 8], [-wrist / 2 - 0.2, 3], [-wrist / 2, -1, 'c']]));
  const bases = [[7, 21.5, 3, 17], [2.5, 23, 1, 20], [-2.2, 22.6, -1, 18.6], [-6.3, 20.6, -3.2, 14.4]];
  const fingers = bases.map(([x, y, lean, len], i) => f(ribbon(smooth([[x - lean * 0.1, y - 4], [x + lean * 0.5 * spread, y + len * 0.5], [x + lean * spread - curl * (i - 1), y + len - Math.abs(curl)]]), [4.9 + fingerEase, 4.6 + fingerEase, 4 + fingerEase, 3.2 + fingerEase], { round: true })));
  const thumbPath = f(ribbon(smooth([[4.6, 6], [10.4, 12], [13.6, 18], [14.2 + spread, 25]]), [7, 6, 5 + fingerEase, 3.6 + fingerEase], { round: true }));
  const knuckles = bases.map(([x, y]) => [x * thumb, y - 2]);
  const tips = bases.map(([x, y, lean, len], i) => [(x + lean * spread - curl * (i - 1)) * thumb, y + len - Math.abs(curl)]);
  const joints = bases.map(([x, y, lean, len]) => [(x + lean * 0.45 * spread) * thumb, y + len * 0.42]);
  return { palm, fingers, thumb: thumbPath, knuckles, tips, joints, all: [thumbPath, ...fingers, palm] };
}

export function forearm(len = 60, wrist = 11, elbow = 17) {
  return ribbon([[0, -len], [0.4, -len * 0.5], [0, 2]], [elbow, (elbow + wrist) / 2 + 1, wrist]);
}

/** Nails and knuckle creases. */
export function handMarks(s, h, place = (p) => p, nails = true) {
  h.joints.forEach((j) => s.line(place([[j[0] - 1.4, j[1]], [j[0], j[1] + 0.5], [j[0] + 1.4, j[1]]]), { cloth: 'skin', weight: 1.6, alpha: 0.5 }));
  if (nails) h.tips.forEach((t) => s.line(place(arc([t[0], t[1] - 0.6], 1.15, 180, 360, 8, 1.9)), { cloth: 'skin', weight: 1.6, alpha: 0.6 }));
}

/** A bag held: forearm from above, the fist closed over the grip; or worn on a torso (shoulder, cross). */
export function handAndArm(bag, { grip = [0, -40], cross = false, clutch = false, shoulder = false, cuff = true } = {}) {
  const s = new Scene({ seed: bag.seed + 500 });
  if (cross || shoulder) return onTorso(s, bag, { grip, cross });
  if (clutch) return underHand(s, bag, grip);
  const [gx, gy] = grip;
  const at = (p) => move(p, gx, gy);
  // sleeve and forearm
  union(s, [at(ribbon([[3, -92], [1.6, -46], [0.6, -10]], [19, 15, 11.4])), at(closed([[-6.2, -14, 'c'], [6.6, -14, 'c'], [9.4, -6], [10, 1], [8, 5], [-8, 5], [-10, 1], [-9, -6]]))], SKIN);
  if (cuff) {
    s.part(at([...smooth([[-12.6, -95], [-11.4, -46], [-10.4, -27, 'c']]), ...smooth([[-10.4, -27, 'c'], [0.6, -25.2], [12, -27.4, 'c']]), ...smooth([[12, -27.4, 'c'], [14, -56], [17, -95]])]), { cloth: 'paper', lift: 0.6, puff: 1, round: 4, drape: 0 });
    s.line(at(smooth([[-10.6, -31], [0.8, -29.2], [12.2, -31.2]])), { cloth: 'skin', weight: 2 });
    s.line(at(smooth([[-9.8, -60], [-3, -54], [2, -53]])), { cloth: 'skin', weight: 2.2, alpha: 0.6 }); s.line(at(smooth([[13, -66], [7, -58], [3, -57]])), { cloth: 'skin', weight: 2.2, alpha: 0.6 });
  }
  put(s, placed(bag, 1, 0, 0));
  // fingers over the handle
  const xs = [-6.6, -2.2, 2.3, 6.5];
  for (const [i, x] of xs.entries()) s.part(at(ribbon(smooth([[x * 1.02, -5], [x * 1.1, 0], [x, 4.6 - Math.abs(i - 1.4) * 0.5]]), [4.6, 4.7, 4], { round: true })), { ...SKIN, round: 2, puff: 1, lift: 0.5 });
  s.part(at(closed([[-7.6, -9], [7.8, -9], [9, -4], [8, -1.4], [-8, -1.4], [-9, -4]])), { ...SKIN, lift: 0, ink: false, noLight: true });
  for (const x of xs) s.line(at(arc([x * 1.05, -1.6], 1.7, 200, 340, 8, 1)), { cloth: 'skin', weight: 1.7, alpha: 0.55 });
  s.frame = fitFrame(s, gy - 52);
  return s;
}

function fitFrame(s, top) {
  let x0 = Infinity, x1 = -Infinity, y1 = -Infinity;
  for (const e of s.elements) for (const [x, y] of e.path ?? []) { x0 = Math.min(x0, x); x1 = Math.max(x1, x); y1 = Math.max(y1, y); }
  const h = Math.max((y1 - top) * 1.13, ((x1 - x0) * 1.25 * 5) / 4);
  return { x: (x0 + x1) / 2, y: y1 + (y1 - top) * 0.13 - h / 2, h };
}

/** The clutch in both hands' reach: held from below, fingers in front. */
function underHand(s, bag, grip) {
  const k = 1;
  union(s, [ribbon([[44, 62], [30, 34], [16, 18]], [17, 14, 11]), closed([[19, 24], [9, 26], [-4, 20], [-8, 12], [4, 6], [18, 10]])], SKIN);
  put(s, placed(bag, k, 0, 0));
  for (const [i, x] of [-9.6, -4.4, 0.8, 5.8].entries()) s.part(ribbon(smooth([[x + 5, 22], [x + 2, 17], [x - 1.4, 8 + Math.abs(i - 1.3) * 1.4]]), [5, 4.9, 3.8], { round: true }), { ...SKIN, round: 2, puff: 1, lift: 0.6 });
  s.part(closed([[-3, 21], [2, 18.4], [12, 17.4], [20, 19], [19, 27], [8, 26]]), { ...SKIN, lift: 0, ink: false, noLight: true });
  s.line(smooth([[-5.6, 21], [0, 25], [9, 28.4], [16, 29]]), { cloth: 'skin', ink: 'contour', weight: 3 });
  s.frame = { x: 2, y: 16, h: 128 };
  return s;
}

/** Neck, shoulders and body to the thigh: a plain fitted garment in line, narrow. Centre x = 0, neck pit at y = 0. */
export function torso(s, { long = 140 } = {}) {
  s.part(closed([[-5.6, -40, 'c'], [5.6, -40, 'c'], [5.6, -17], [5.8, -8], [7.4, -3], [15, 0.6, 'c'], [0, 10], [-15, 0.6, 'c'], [-7.4, -3], [-5.8, -8], [-5.6, -17]]), { ...SKIN });
  for (const k of [-1, 1]) s.part(closed([[k * 23, 66], [k * 24.6, 72], [k * 24.4, 79], [k * 22.4, 85.4], [k * 20.4, 86], [k * 19.8, 79], [k * 19.4, 72], [k * 20.4, 66]]), { ...SKIN, round: 1.6 });
  const arm = (k) => ribbon(smooth([[k * 17.4, 6], [k * 21, 26], [k * 22.6, 48], [k * 22, 69]]), [10, 9, 7.4, 5.8]);
  for (const k of [-1, 1]) s.part(arm(k), { cloth: 'paper', lift: 0.5, puff: 0.6, round: 3, drape: 0 });
  const body = closed([[-9, -3.4, 'c'], [0, 2.6], [9, -3.4, 'c'], [17, 0.8], [20.6, 4.2], [19.4, 12], [17.2, 20], [16, 32], [14.6, 42], [17.4, 56], [19.4, 70], [20.4, long, 'c'], [-20.4, long, 'c'], [-19.4, 70], [-17.4, 56], [-14.6, 42], [-16, 32], [-17.2, 20], [-19.4, 12], [-20.6, 4.2], [-17, 0.8]]);
  s.part(body, { cloth: 'paper', lift: 0.4, puff: 0.6, round: 4, drape: 0 });
  s.line(smooth([[-15.6, 36], [-8, 39], [-3, 39.4]]), { cloth: 'skin', weight: 2, alpha: 0.55 });
  s.line(smooth([[15.4, 37], [9, 41], [4, 41.6]]), { cloth: 'skin', weight: 2, alpha: 0.55 });
  return s;
}

function onTorso(s, bag, { grip, cross }) {
  torso(s);
  const k = 0.46;
  if (cross) {
    const bx = 13, by = 62;
    const strapLine = (pts) => s.part(ribbon(pts, 1.5), { lift: 0.3, round: 0.6, ink: 'fine' });
    strapLine([[-11, -2.6], [-4, 18], [bx - 13, by - 6]]); strapLine([[-12, -2.8], [4, 14], [bx + 13, by - 6]]);
    put(s, placed({ elements: bag.elements.filter((e) => !e.path || Math.min(...e.path.map((p) => p[1])) > -21) }, k, bx, by));
    s.frame = { x: 3, y: 42, h: 112 };
  } else {
    put(s, placed(bag, k, 21 - grip[0] * k, 3 - grip[1] * k, 0));
    s.part(closed([[13, -0.6, 'c'], [18, 0.4], [21.6, 4.6], [19.4, 5.4], [16, 3.4]]), { cloth: 'paper', lift: 0, ink: false, noLight: true, puff: 0.3 });
    s.frame = { x: 6, y: 36, h: 116 };
  }
  return s;
}

/** Neck and shoulders, larger: for what lies at the throat. Chin at y = -34, neck pit at (0, 0). */
export function bust(s, { shirt = false } = {}) {
  union(s, [
    closed([[-11, -44], [-12, -26], [-15, -12], [-30, -4], [-52, 4, 'c'], [-62, 60, 'c'], [62, 60, 'c'], [52, 4, 'c'], [30, -4], [15, -12], [12, -26], [11, -44]]),
    closed([[-20, -66], [-18, -50], [-10, -38], [0, -34.6], [10, -38], [18, -50], [20, -66, 'c'], [-20, -66, 'c']]),
  ], { ...SKIN, lift: 0.3 });
  s.line(smooth([[-17, -49], [-9.6, -38.4], [0, -35], [9.6, -38.4], [17, -49]]), { cloth: 'skin', ink: 'contour', weight: 3 });
  s.line(smooth([[-10.6, -30], [-6, -14], [-1.6, -1]]), { cloth: 'skin', weight: 2.2, alpha: 0.6 });
  s.line(smooth([[10.6, -30], [6, -14], [1.6, -1]]), { cloth: 'skin', weight: 2.2, alpha: 0.6 });
  s.line(smooth([[-5, 1.6], [-16, -0.4], [-30, 1.6]]), { cloth: 'skin', weight: 2.2, alpha: 0.6 });
  s.line(smooth([[5, 1.6], [16, -0.4], [30, 1.6]]), { cloth: 'skin', weight: 2.2, alpha: 0.6 });
  void shirt;
  return s;
}

/** A head from the front without a face: for hats. Chin at (0, 44), brow at about y = 0, neck below. */
export function head(s, { hair = true } = {}) {
  s.part(closed([[-10, 34], [-10.4, 54], [-16, 63], [-34, 69], [-60, 80, 'c'], [-66, 110, 'c'], [66, 110, 'c'], [60, 80, 'c'], [34, 69], [16, 63], [10.4, 54], [10, 34]]), { ...SKIN, lift: 0.3 });
  if (hair) s.part(closed([[-20, -14], [-22.6, 0], [-22, 14], [-18.6, 21], [-12, 16], [12, 16], [18.6, 21], [22, 14], [22.6, 0], [20, -14]]), { cloth: { weave: 'paper', colour: '#DDD2C1' }, lift: 0.3, drape: 0, puff: 0.6 });
  if (hair) for (const k of [-1, 1]) for (let i = 0; i < 3; i++) s.line(smooth([[k * (20.6 + i * 0.7), -8], [k * (21 + i * 0.5), 6], [k * (19.4 + i * 0.7), 17]]), { cloth: 'skin', weight: 1.5, alpha: 0.45 });
  s.part(closed([[-19.6, -10], [-20, 8], [-18.4, 24], [-11, 38], [0, 44], [11, 38], [18.4, 24], [20, 8], [19.6, -10], [0, -22]]), { ...SKIN, lift: 0.4 });
  s.line(smooth([[1.2, 10], [3.2, 19], [0.6, 21.6], [-1.4, 21]]), { cloth: 'skin', weight: 2, alpha: 0.6 });
  s.line(smooth([[-5.4, 30], [-1.8, 29], [0, 29.5], [1.8, 29], [5.4, 30]]), { cloth: 'skin', weight: 2.2, alpha: 0.7 });
  s.line(smooth([[-2.8, 32.2], [0, 33], [2.8, 32.2]]), { cloth: 'skin', weight: 1.8, alpha: 0.5 });
  for (const k of [-1, 1]) {
    s.line(smooth([[k * 12.6, 8.4], [k * 8.6, 6.8], [k * 4.6, 8]]), { cloth: 'skin', weight: 2, alpha: 0.6 });
    s.line(smooth([[k * 12.4, 12.2], [k * 8.6, 13.6], [k * 5, 12.4]]), { cloth: 'skin', weight: 2.4, alpha: 0.7 });
  }
  return s;
}

/** Jaw, ear and neck from the side: for earrings. The lobe is at (0, 0). */
export function profile(s) {
  union(s, [closed([[-46, -62, 'c'], [-47, -30], [-44, -12], [-38, 4], [-30, 16], [-20, 21], [-8, 16], [-6, 26], [-8, 46], [-26, 70, 'c'], [52, 70, 'c'], [34, 58], [26, 40], [26, 8], [34, -24], [36, -62, 'c']])], { ...SKIN, lift: 0.3 });
  s.line(smooth([[-20, 21], [-8, 15.6], [0, 8], [4, 0]]), { cloth: 'skin', ink: 'contour', weight: 2.6 });
  const ear = closed([[0, 1.6], [-3.2, -2], [-3.8, -8], [-3, -14], [-5.4, -20], [-4.4, -27], [2, -31], [9.4, -28.6], [12.2, -21], [10, -12], [5, -6], [3, 0]]);
  s.part(ear, { ...SKIN, lift: 0.5, round: 2 });
  s.line(smooth([[-2.4, -20], [0, -26], [5, -26.6], [8.2, -21], [6, -13], [2, -8]]), { cloth: 'skin', weight: 2.2, alpha: 0.7 });
  s.line(smooth([[-1.4, -16], [2, -18.6], [4, -15], [1, -10.6], [-1.6, -10]]), { cloth: 'skin', weight: 2, alpha: 0.6 });
  for (let i = 0; i < 11; i++) s.line(smooth([[-30 + i * 6.4, -64], [-20 + i * 4.4, -50 + i * 1.2], [4 + i * 2.6, -40 + i * 2.4], [28 + i * 1.2, -24 + i * 4]]), { cloth: 'skin', weight: 2, alpha: 0.5 });
  return s;
}

/** A leg above a shoe: a ribbon from the ankle at `at` upwards, drawn before the shoe. */
export function leg(s, at, { ankle = 9, calf = 15, len = 60, lean = 0 } = {}) {
  s.part(ribbon(smooth([[at[0], at[1] + 6], [at[0] + lean * 0.2, at[1] - len * 0.2], [at[0] + lean * 0.7, at[1] - len * 0.6], [at[0] + lean, at[1] - len]]), [ankle + 1, ankle, calf, calf + 0.6]), { ...SKIN, lift: 0.4 });
  return s;
}
/** A trouser leg above a man's shoe. */
export function trouser(s, at, { width = 22, len = 62 } = {}) {
  const [x, y] = at;
  s.part([...smooth([[x - width * 0.52, y - len], [x - width * 0.5, y - len * 0.4], [x - width * 0.47, y - 1, 'c']]), ...smooth([[x - width * 0.47, y - 1, 'c'], [x, y + 2], [x + width * 0.5, y + 1.6, 'c']]), ...smooth([[x + width * 0.5, y + 1.6, 'c'], [x + width * 0.52, y - len * 0.3], [x + width * 0.6, y - len]])], { cloth: 'paper', lift: 0.8, puff: 1, round: 4, drape: 0 });
  s.line(smooth([[x + width * 0.12, y - len], [x + width * 0.1, y - len * 0.4], [x + width * 0.2, y + 1]]), { cloth: 'skin', weight: 2.4, alpha: 0.7 });
  s.line(smooth([[x - width * 0.46, y - 9], [x - width * 0.1, y - 6], [x + width * 0.14, y - 8]]), { cloth: 'skin', weight: 2, alpha: 0.5 });
  return s;
}
