import type { Schemas } from "@atelier/api";

type Payment = Schemas["TillPayment"];
/** What was taken already of a sale that is paid by several means; the sale is recorded with the last of them. */
export type Parts = readonly Payment[];
/** The contract takes so many payments a sale. */
export const MOST_PAYMENTS = 4;

const sum = (parts: Parts) => parts.reduce((all, { amount }) => all + amount.amount, 0);
/** Minor units still to be paid, before coins round them. */
export const leftOf = (total: number, parts: Parts): number => total - sum(parts);

/** What is left, as coins can pay it. For the eye: the shop rounds by the same rule when it records the sale, and its answer counts. */
export function cashLeft(left: number, parts: Parts, { step, only_if_all_is_cash }: Schemas["CashStep"]): number {
  const cash = parts.filter(({ means }) => means === "cash");
  if (only_if_all_is_cash && cash.length < parts.length) return left;
  const over = (sum(cash) + left) % step.amount;
  if (over === 0) return left;
  return left + (2 * over >= step.amount ? step.amount - over : -over);
}
