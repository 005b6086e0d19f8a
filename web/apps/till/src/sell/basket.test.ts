import { expect, it } from "vitest";
import { pieces, totalAmount, withPiece, withQuantity, type Line } from "./basket";

const line = (sku: string, amount: number): Line => ({ sku, title: sku, options: "", photo: null, unit: { amount, currency: "EUR" }, inShop: 5, quantity: 1 });

it("the same variant scanned twice is one line of two", () => {
  const basket = withPiece(withPiece([], line("A", 100)), line("A", 100));
  expect(basket).toHaveLength(1);
  expect([pieces(basket), totalAmount(basket)]).toEqual([2, 200]);
});
it("a later scan brings the newest price for the whole line", () => expect(totalAmount(withPiece(withPiece([], line("A", 100)), line("A", 90)))).toBe(180));
it("the latest scan stands on top", () => expect(withPiece(withPiece([], line("A", 1)), line("B", 1))[0]?.sku).toBe("B"));
it("none left takes the line away", () => expect(withQuantity(withPiece([], line("A", 1)), "A", 0)).toEqual([]));
it("a line has at most 99 pieces and a sale 40 lines", () => {
  expect(pieces(withQuantity(withPiece([], line("A", 1)), "A", 500))).toBe(99);
  expect(Array.from({ length: 60 }, (_, index) => line(`S${index}`, 1)).reduce(withPiece, [] as ReturnType<typeof withPiece>)).toHaveLength(40);
});
