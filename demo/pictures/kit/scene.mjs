// A drawing before it is painted: an ordered list of parts, lines, stitches and fittings, in centimetres,
// x to the right, y down. It knows nothing of colours: cloth is named by role ('main', 'lining', 'gold', …).
import { circle, random } from './geometry.mjs';

export class Scene {
  constructor({ seed = 1 } = {}) {
    this.elements = [];
    this.random = random(seed);
    this.seed = seed;
    this.focus = null; // where the close-up looks: {x, y, w} in cm
  }

  /**
   * A piece of cloth (or leather, metal …) lying on what is below it.
   * grain: degrees the weave is turned; lift: height above the ground below, cm; puff/round/drape/gloss override
   * the cloth's own behaviour (puff and drape as factors); folds: [{path, width, height, sharp, ends}] in cm;
   * ink: 'contour' | 'fine' | false; holes: further outlines cut out.
   */
  part(path, options = {}) {
    this.elements.push({ type: 'part', path, cloth: 'main', grain: 0, lift: 0.5, ink: 'contour', ...options });
    return this;
  }

  /** A pen line. ink: 'seam' | 'contour' | hex; weight in pixels of the finished picture; clip: an outline. */
  line(path, options = {}) {
    this.elements.push({ type: 'line', path, cloth: 'main', ink: 'seam', weight: 2, ...options });
    return this;
  }

  /** A seam: pen line, and stitches beside it when `stitch` (cm away) is given. */
  stitch(path, options = {}) {
    this.elements.push({ type: 'stitch', path, cloth: 'main', dash: 0.34, gap: 0.22, weight: 1.7, ...options });
    return this;
  }

  /** A flat coloured shape with no relief and no shadow: prints, lettering, enamel, dial marks. */
  paint(path, colour, options = {}) {
    this.elements.push({ type: 'paint', path, colour, ...options });
    return this;
  }

  /** Ready-made SVG in cm, drawn as is; it throws no shadow. palette → string. */
  raw(draw, options = {}) {
    this.elements.push({ type: 'raw', draw, ...options });
    return this;
  }

  /** Only a shadow: for things whose body is drawn with raw(). */
  shade(path, lift) {
    this.elements.push({ type: 'shade', path, lift });
    return this;
  }

  /** kind: horn | covered | gold | pearl | leather | snap | corozo. r in cm. */
  button(x, y, r, kind = 'horn', options = {}) {
    this.elements.push({ type: 'button', x, y, r, kind, turn: this.random() * 360, path: circle(x, y, r), ...options });
    return this;
  }
}
