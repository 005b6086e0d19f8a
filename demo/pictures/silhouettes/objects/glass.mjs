// Glass: two flacons and a candle. Glass is painted with gradients; the light map only gives it its shadow and edges.
import { Scene } from '../../kit/scene.mjs';
import { box, circle, closed, loop, move, shineDef, smooth, soft, tube, vPath, words } from './common.mjs';
import { pathData } from '../../kit/ink.mjs';
import { blend, darker, lighter } from '../../kit/colour.mjs';

const fillPath = (path, id, extra = '') => `<path d="${pathData(path)}" fill="url(#${id})" ${extra}/>`;
let serial = 0;
/** A gradient painted over an outline. stops are made from the palette. */
function glaze(s, path, stops, { deg = 0, alpha = 1 } = {}) {
  const id = `z${serial++ % 4000}`;
  s.raw((palette, cloth) => `<defs>${shineDef(id, stops((r) => cloth(r).colour), deg)}</defs>${fillPath(path, id, `opacity="${alpha}"`)}`);
}
const caustic = (s, path) => { const id = `q${serial++ % 4000}`; s.raw((p, cloth) => `<defs><radialGradient id="${id}"><stop offset="0" stop-color="${cloth('juice').colour}" stop-opacity=".2"/><stop offset="1" stop-color="${cloth('juice').colour}" stop-opacity="0"/></radialGradient></defs>${fillPath(path, id)}`); };

function quai({ view }) {
  const s = new Scene({ seed: 701 });
  const back = view === 'back';
  caustic(s, circle(22, 44, 40, 24));
  const body = closed([[-23, -24, 'c'], [-19, -28, 'c'], [19, -28, 'c'], [23, -24, 'c'], [23, 50, 'c'], [19, 54, 'c'], [-19, 54, 'c'], [-23, 50, 'c']]);
  s.part(body, { cloth: 'glass', lift: 1.8, round: 1.6, puff: 1.6 });
  glaze(s, body, (c) => [[0, darker(c('glass'), 0.28)], [0.03, lighter(c('glass'), 0.3)], [0.1, lighter(c('glass'), 0.75)], [0.17, darker(c('glass'), 0.06)], [0.85, c('glass')], [0.93, lighter(c('glass'), 0.6)], [0.975, darker(c('glass'), 0.1)], [1, darker(c('glass'), 0.34)]]);
  const inner = soft(-18, -16, 36, 61, 2.4);
  const juice = closed([[-18, -10, 'c'], [0, -9.2], [18, -10, 'c'], [18, 43.4, 'c'], [16.4, 45, 'c'], [-16.4, 45, 'c'], [-18, 43.4, 'c']]);
  s.part(inner, { cloth: 'glass', lift: 0, puff: 0.2, round: 1, ink: 'fine', weight: 1.4 });
  glaze(s, juice, (c) => [[0, darker(c('juice'), 0.3)], [0.12, c('juice')], [0.32, lighter(c('juice'), 0.4)], [0.6, c('juice')], [0.9, darker(c('juice'), 0.18)], [1, darker(c('juice'), 0.45)]]);
  glaze(s, juice, (c) => [[0, '#fff6dd', 0.3], [0.35, '#fff6dd', 0], [0.75, darker(c('juice'), 0.4), 0], [1, darker(c('juice'), 0.5), 0.55]], { deg: 90 });
  s.line(smooth([[-18, -10], [0, -9.2], [18, -10]]), { cloth: 'juice', weight: 2.4, taper: false });
  s.paint(null, '#8a6a34', { data: 'M4 -16L4.6 38', strokeWidth: 0.5, alpha: 0.5 });
  // facets
  const facet = (p, colour, alpha) => s.paint(p, colour, { alpha });
  facet([[-23, -24], [-19, -28], [-18, -16], [-18, 45], [-23, 50]], '#ffffff', 0.26); facet([[23, -24], [19, -28], [18, -16], [18, 45], [23, 50]], '#2a1a08', 0.12);
  facet([[-19, -28], [19, -28], [18, -16], [-18, -16]], '#ffffff', 0.36); facet([[-23, 50], [-18, 45], [18, 45], [23, 50], [19, 54], [-19, 54]], '#2a1a08', 0.16); facet([[-16, 46], [16, 46], [17.4, 51], [-17.4, 51]], '#b8792f', 0.3);
  for (const l of [[[-23, -24], [-18, -16]], [[23, -24], [18, -16]], [[-23, 50], [-18, 45]], [[23, 50], [18, 45]], [[-19, -28], [-18, -16]], [[19, -28], [18, -16]]]) s.paint(null, '#ffffff', { data: pathData(l, false), strokeWidth: 0.3, alpha: 0.75 });
  s.paint(null, '#5a4018', { data: pathData(loop(box(-18, -16, 36, 61)), false), strokeWidth: 0.18, alpha: 0.55 });
  s.paint([[-15.4, -8], [-12.4, -8], [-12.4, 40], [-15.4, 42]], '#ffffff', { alpha: 0.34 }); s.paint([[-11.2, -8], [-10.5, -8], [-10.5, 38], [-11.2, 38]], '#ffffff', { alpha: 0.26 });
  s.paint([[-3, 47], [16, 47], [17, 49], [-2, 49]], '#fff3d0', { alpha: 0.5 });
  // neck, thread, stopper
  s.part(soft(-7, -34, 14, 7, 1), { cloth: 'glass', lift: 0.4, round: 1.2, ink: 'fine' });
  s.part(soft(-8, -33.4, 16, 3, 0.8), { cloth: 'gold', lift: 0.4, round: 1, puff: 2, ink: 'fine' });
  const cube = soft(-13, -57, 26, 24, 0.9); s.part(cube, { cloth: 'lacquer', lift: 1.4, round: 1.4, puff: 1.6 });
  s.paint([[-13, -57], [13, -57], [10.4, -54.2], [-10.4, -54.2]], '#ffffff', { alpha: 0.2 }); s.paint([[-13, -57], [-10.4, -54.2], [-10.4, -35.8], [-13, -33]], '#ffffff', { alpha: 0.1 });
  s.paint([[-9, -53], [-5.4, -53], [-5.4, -37.4], [-9, -36]], '#ffffff', { alpha: 0.18 }); s.paint(null, '#ffffff', { data: pathData(loop(box(-10.4, -54.2, 20.8, 18.4)), false), strokeWidth: 0.14, alpha: 0.3 });
  for (let i = 0; i < 4; i++) tube(s, smooth([[-7.4, -31.6 + i * 0.8], [0, -31 + i * 0.8], [7.4, -31.6 + i * 0.8]]), 0.75, { cloth: 'thread', lift: 0.12, weight: 1.2 });
  for (const pts of [[[2, -29.6], [6, -24], [5, -17], [8, -11]], [[2.6, -29.6], [8, -26], [10, -20], [9.6, -15]], [[2, -30], [6, -33], [9.6, -31], [7, -28.6], [2.6, -29.6]]]) tube(s, smooth(pts), 0.7, { cloth: 'thread', lift: 0.4, weight: 1.2 });
  if (!back) {
    const label = box(-11, 4, 22, 25); s.part(label, { cloth: 'paper', lift: 0.15, round: 0.3, ink: 'fine', weight: 1.4 }); s.paint(null, '#2b2620', { data: pathData(loop(box(-9.8, 5.2, 19.6, 22.6)), false), strokeWidth: 0.13, alpha: 0.7 });
    s.paint(null, '#1A1916', { data: vPath(0, 9.6, 3.6) }); words(s, 'QUAI DE', 0, 14.4, 1.5, { weight: 0.16, space: 0.55 }); words(s, 'SAONE', 0, 17.2, 1.5, { weight: 0.16, space: 0.55 }); words(s, 'MAISON VERRANE', 0, 22, 0.78, { weight: 0.09 }); words(s, 'LYON', 0, 24.2, 0.7, { weight: 0.08 });
  } else { words(s, 'MAISON VERRANE', 0, 26, 0.95, { colour: '#fff3d6', weight: 0.1, alpha: 0.85 }); words(s, 'LYON 1924', 0, 28.4, 0.85, { colour: '#fff3d6', weight: 0.09, alpha: 0.85 }); }
  s.focus = { x: 1, y: -14, w: 42 };
  return s;
}

function iris({ view }) {
  const s = new Scene({ seed: 702 });
  const back = view === 'back';
  caustic(s, circle(22, 34, 44, 22));
  const body = closed([[-9, -18, 'c'], [9, -18, 'c'], [22, -15], [34, -4], [38, 12], [33, 28], [22, 35], [0, 37], [-22, 35], [-33, 28], [-38, 12], [-34, -4], [-22, -15]]);
  s.part(body, { cloth: 'glass', lift: 1.8, round: 6, puff: 3.4 });
  glaze(s, body, (c) => [[0, blend(c('glass'), '#7d8a84', 0.5)], [0.14, lighter(c('glass'), 0.7)], [0.5, c('glass')], [0.86, lighter(c('glass'), 0.4)], [1, blend(c('glass'), '#6f7a74', 0.6)]]);
  const juice = closed([[-28, -4, 'c'], [0, -3], [28, -4, 'c'], [32.6, 12], [28, 25], [19, 30.4], [0, 32], [-19, 30.4], [-28, 25], [-32.6, 12]]);
  glaze(s, juice, (c) => [[0, darker(c('juice'), 0.2)], [0.16, c('juice')], [0.38, lighter(c('juice'), 0.5)], [0.7, c('juice')], [1, darker(c('juice'), 0.26)]], { alpha: 0.92 });
  glaze(s, juice, (c) => [[0, '#ffffff', 0.25], [0.4, '#ffffff', 0], [1, darker(c('juice'), 0.3), 0.4]], { deg: 90 });
  s.line(smooth([[-28.6, -4], [0, -3], [28.6, -4]]), { cloth: 'juice', weight: 2, taper: false, alpha: 0.6 });
  // flutes
  for (let i = -9; i <= 9; i++) {
    const a = (i / 10) * 84 * (Math.PI / 180), x = Math.sin(a), w = Math.cos(a);
    const line = smooth([[x * 9, -17.6], [x * 22, -14.4], [x * 34, -3.6], [x * 37.6, 12], [x * 33, 27.6], [x * 22, 34.6]]);
    s.paint(null, '#5b5650', { data: pathData(line, false), strokeWidth: 0.24 + 0.2 * w, alpha: 0.42 });
    s.paint(null, '#ffffff', { data: pathData(line.map(([p, q]) => [p + 0.5 + 0.5 * w, q]), false), strokeWidth: 0.3 + 0.55 * w, alpha: 0.5 });
  }
  s.paint(closed([[-27, -3], [-21, -9.4], [-14, -12.4], [-19, -4], [-23.6, 8], [-25, 18], [-29, 10]]), '#ffffff', { alpha: 0.3 });
  s.part(soft(-8.4, -24, 16.8, 7, 1.4), { cloth: 'gold', lift: 0.6, round: 1.8, puff: 3, ink: 'fine' });
  s.line([[-8, -20.6], [8, -20.6]], { cloth: 'gold', weight: 2, alpha: 0.7 });
  const ball = circle(0, -37.6, 14.4); s.part(ball, { cloth: 'gold', lift: 1.6, round: 9, puff: 4 });
  s.raw(() => `<defs><radialGradient id="gball" cx=".36" cy=".3" r=".78"><stop offset="0" stop-color="#fff7df" stop-opacity=".95"/><stop offset=".16" stop-color="#f4dca2" stop-opacity=".7"/><stop offset=".5" stop-color="#c89f52" stop-opacity=".1"/><stop offset=".85" stop-color="#5f4312" stop-opacity=".55"/><stop offset="1" stop-color="#8a6a2c" stop-opacity=".5"/></radialGradient></defs><path d="${pathData(ball)}" fill="url(#gball)"/>`);
  s.paint(closed([[-10.4, -33.4], [0, -30.6], [10.4, -33.4], [8.6, -29], [0, -25.6], [-8.6, -29]]), '#4d350d', { alpha: 0.08 });
  if (!back) { for (const [dx, dy, c, al] of [[0.1, 0.14, '#ffffff', 0.8], [0, 0, '#4a443c', 0.85]]) { words(s, 'IRIS DE COMO', dx, 11 + dy, 2.1, { colour: c, weight: 0.22, alpha: al, space: 0.9 }); words(s, 'MAISON VERRANE', dx, 16 + dy, 1, { colour: c, weight: 0.12, alpha: al }); } }
  else for (const [dx, dy, c, al] of [[0.1, 0.14, '#ffffff', 0.8], [0, 0, '#4a443c', 0.8]]) s.paint(null, c, { data: vPath(dx, 12 + dy, 7), alpha: al });
  s.focus = { x: 2, y: -8, w: 50 };
  return s;
}

function candle({ view }) {
  const s = new Scene({ seed: 703 });
  // the lid lies beside, leather up
  const lid = circle(26, 31, 17, 12.6);
  s.part(move(lid, 0, 3.6), { cloth: 'lidside', lift: 1, round: 1.4 }); s.part(lid, { cloth: 'lid', lift: 0.3, round: 2.2, puff: 1.4 }); s.stitch(loop(circle(26, 31, 15.4, 11.2)), { cloth: 'lid', colour: '#E6DAC0', dash: 0.8, gap: 0.5, thick: 0.16 });
  s.paint(null, '#ffffff', { data: vPath(26.15, 31.2, 6.4), alpha: 0.2 }); s.paint(null, '#160f0a', { data: vPath(26, 31, 6.4), alpha: 0.55 });
  // the tumbler
  const body = closed([[-34, -28, 'c'], [10, -28, 'c'], [9.4, 6], [8.4, 28], [4, 32.4], [-12, 33.6], [-28, 32.4], [-32.4, 28], [-33.4, 6]]);
  s.part(body, { cloth: 'main', lift: 1.8, round: 3, puff: 2 });
  glaze(s, body, (c) => [[0, darker(c('main'), 0.35)], [0.08, lighter(c('main'), 0.42)], [0.16, c('main')], [0.5, lighter(c('main'), 0.16)], [0.8, c('main')], [0.93, lighter(c('main'), 0.2)], [1, darker(c('main'), 0.45)]]);
  glaze(s, closed([[-32.8, 24, 'c'], [-12, 26.4], [8.6, 24, 'c'], [8.2, 28], [4, 32.4], [-12, 33.6], [-28, 32.4], [-32.2, 28]]), (c) => [[0, darker(c('main'), 0.5), 0.85], [0.3, lighter(c('main'), 0.35), 0.8], [0.7, lighter(c('main'), 0.1), 0.8], [1, darker(c('main'), 0.55), 0.9]]);
  const mouth = circle(-12, -28, 22, 8.6); s.part(mouth, { cloth: 'main', lift: 0.2, round: 1.2, puff: 2, ink: 'contour' }); glaze(s, mouth, (c) => [[0, lighter(c('main'), 0.5)], [0.4, lighter(c('main'), 0.2)], [1, darker(c('main'), 0.1)]]);
  const insideRim = circle(-12, -27.6, 19.6, 7); s.part(insideRim, { cloth: 'main', lift: 0, puff: 0.3, ink: 'fine' }); glaze(s, insideRim, (c) => [[0, darker(c('main'), 0.5)], [1, c('main')]], { deg: 40 });
  const wax = circle(-12, -25.6, 18.4, 5.6); s.part(wax, { cloth: 'wax', lift: 0.05, round: 2, puff: -0.6, ink: 'fine', weight: 1.4 });
  s.paint(circle(-12, -25.6, 3.6, 1.3), '#d9c7a2', { alpha: 0.6 });
  tube(s, [[-12, -25.4], [-11.8, -29], [-11.2, -32]], 0.8, { cloth: 'wick', lift: 0.3, weight: 1.2 });
  s.paint(closed([[-31, -18], [-28.6, -17.4], [-28, 10], [-29.4, 24], [-30.8, 10]]), '#ffffff', { alpha: 0.2 });
  // the paper band
  const band = closed([[-33.7, -11, 'c'], [-12, -6.4], [9.7, -11, 'c'], [9.2, 13, 'c'], [-12, 17.6], [-33.2, 13, 'c']]);
  s.part(band, { cloth: 'paper', lift: 0.2, round: 2.4, puff: 0.6, ink: 'fine' }); glaze(s, band, () => [[0, '#5a4a30', 0.42], [0.12, '#fff', 0], [0.4, '#fff', 0.25], [0.75, '#5a4a30', 0.03], [1, '#4a3a22', 0.5]]);
  s.paint(null, '#1A1916', { data: vPath(-12, -0.4, 4.4) }); words(s, 'ATELIER', -12, 4.4, 1.9, { weight: 0.19, space: 0.9 }); words(s, 'MAISON VERRANE', -12, 8.6, 0.95, { weight: 0.1 });
  for (const y of [0.8, -0.8]) s.paint(null, '#1A1916', { data: pathData(smooth([[-33.4, (y > 0 ? 12 : -10) + y * 0], [-12, (y > 0 ? 16.6 : -5.4)], [9.3, (y > 0 ? 12 : -10)]]), false), strokeWidth: 0.12, alpha: 0.6 });
  void view;
  s.focus = { x: -10, y: -20, w: 46 };
  return s;
}
export const glass = {
  'eau-de-parfum-quai-de-saone': { draw: quai, weave: 'enamel', fill: 0.96, roles: (hex) => ({ glass: { weave: 'enamel', colour: blend('#D3DAD3', hex, 0.1) }, juice: { weave: 'enamel', colour: hex }, lacquer: { weave: 'enamel', colour: '#1B1917' }, thread: { weave: 'poplin', colour: '#C9B48A' } }) },
  'eau-de-parfum-iris-de-como': { draw: iris, weave: 'enamel', fill: 0.9, roles: (hex, code, main, c) => ({ glass: { weave: 'enamel', colour: hex }, juice: { weave: 'enamel', colour: c.hex2 } }) },
  'atelier-candle': { draw: candle, weave: 'enamel', fill: 0.94, roles: (hex) => ({ wax: { weave: 'enamel', colour: '#EFE6D0' }, wick: { weave: 'poplin', colour: '#4A4034' }, lid: { weave: 'calf', colour: darker(hex, 0.1) }, lidside: { weave: 'enamel', colour: darker(hex, 0.5) } }) },
};
