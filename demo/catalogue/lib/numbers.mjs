// Numbers that must stay the same for ever: SKUs, EAN-13s, and the stock of the demo's first day.

// GS1 check digit of twelve digits: weights 1, 3, 1, 3 … from the left (GS1 General Specifications §7.9).
export function ean_check_digit(twelve) {
  if (!/^\d{12}$/.test(twelve)) throw new Error(`an EAN-13 needs twelve digits before its check digit, got "${twelve}"`);
  const sum = [...twelve].reduce((total, digit, at) => total + Number(digit) * (at % 2 ? 3 : 1), 0);
  return String((10 - (sum % 10)) % 10);
}

// 20 (GS1 prefix for a company's own use in its shops) · item, 5 digits · colour, 2 · size, 2 · 0 · check digit.
// Colour and size numbers are places in facets.json, where entries are only ever appended.
export function ean_of(item_number, colour_number, size_number) {
  const pad = (n, width) => String(n).padStart(width, '0');
  const twelve = `20${pad(item_number, 5)}${pad(colour_number, 2)}${pad(size_number, 2)}0`;
  return twelve + ean_check_digit(twelve);
}

export function sku_of(item_number, colour_sku, size) {
  return ['MV', item_number, colour_sku, ...(size ? [size.replace('.', '')] : [])].join('-');
}

// FNV-1a, 32 bit: a steady stand-in for chance.
export function hash(text) {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return (h ^ (h >>> 15)) >>> 0;
}

// Pieces of one variant at one place. Middle sizes are deep, end sizes shallow; one size in thirteen has gone;
// a limited piece is one or two in a shop and a handful in a warehouse. Zero means the place has none.
export function stock_of(sku, location, { run, depth, sold_out }) {
  if (sold_out || (run === 'limited' ? hash(sku) % 7 === 0 : hash(sku) % 13 === 0)) return 0;
  const luck = hash(`${sku}@${location.code}`);
  if (location.kind === 'warehouse') return run === 'limited' ? luck % 4 : 2 + (luck % 6) + Math.round(depth * 12);
  return run === 'limited' ? (luck % 5 === 0 ? 1 : 0) : Math.max(0, (luck % 5) - 1 - (depth < 0.5 ? 1 : 0));
}
