import type { Schemas } from "@atelier/api";

export interface Line {
  sku: string;
  title: string;
  /** "Camel · 38" */
  options: string;
  photo: Schemas["Photo"] | null;
  unit: Schemas["Money"];
  /** Pieces in this shop when it was scanned. */
  inShop: number;
  quantity: number;
}
export type Basket = readonly Line[];

export const MOST_OF_A_LINE = 99; // the contract's bound on a line's quantity
export const MOST_LINES = 40; // the server's bound: a sale is one commit

export function lineOf(item: Schemas["TillItem"], variant: Schemas["TillVariant"]): Line {
  return { sku: variant.sku, title: item.title, options: variant.options.map(({ label }) => label).join(" · "), photo: item.photo, unit: variant.price, inShop: variant.in_shop, quantity: 1 };
}

/** The same variant scanned again is one more of its line, at the price of the latest scan; a new one comes on top. */
export function withPiece(basket: Basket, line: Line): Basket {
  const there = basket.find(({ sku }) => sku === line.sku);
  if (!there) return basket.length >= MOST_LINES ? basket : [line, ...basket];
  return basket.map((one) => (one.sku === line.sku ? { ...line, quantity: Math.min(one.quantity + line.quantity, MOST_OF_A_LINE) } : one));
}

/** Quantity 0 takes the line away. */
export function withQuantity(basket: Basket, sku: string, quantity: number): Basket {
  if (quantity <= 0) return basket.filter((line) => line.sku !== sku);
  return basket.map((line) => (line.sku === sku ? { ...line, quantity: Math.min(quantity, MOST_OF_A_LINE) } : line));
}

export const pieces = (basket: Basket): number => basket.reduce((sum, { quantity }) => sum + quantity, 0);
export const totalAmount = (basket: Basket): number => basket.reduce((sum, { unit, quantity }) => sum + unit.amount * quantity, 0);
