import { describe, expect, it } from "vitest";
import { ApiProblem } from "@atelier/api";
import { leavesOpen, waitBeforeTry } from "./attempt";
import { cashLeft, leftOf, type Parts } from "./parts";
import { quickAmounts } from "./quick-amounts";

const problem = (status: number, code: string) => new ApiProblem({ status, code, title: code });

describe("a failed sale", () => {
  it.each([["no answer", ApiProblem.network()], ["a broken server", problem(500, "internal")], ["a busy one", problem(503, "unavailable")], ["the first try still under way", problem(409, "idempotency_in_progress")],
    ["a proxy's page", problem(413, "unreadable")], ["signed out meanwhile", problem(401, "unauthenticated")], ["anything unforeseen", new Error("?")]])("stays open after %s", (_, error) => expect(leavesOpen(error)).toBe(true));
  it.each([["sold_out", 409], ["session_closed", 409], ["validation_failed", 422], ["idempotency_key_reused", 422]])("is decided by %s", (code, status) => expect(leavesOpen(problem(status, code))).toBe(false));
  it("is asked for again soon, then calmly", () => expect([1, 2, 3, 4, 9].map(waitBeforeTry)).toEqual([800, 2000, 4000, 8000, 8000]));
});

describe("quick amounts", () => {
  it("round up to the next notes", () => expect(quickAmounts(98_700, "EUR", 2)).toEqual([99_000, 100_000]));
  it("know currencies without decimals", () => expect(quickAmounts(123_400, "JPY", 0)).toEqual([124_000, 125_000, 130_000]));
  it("never offer less than the total or the total itself", () => expect(quickAmounts(1_000_00, "EUR", 2)).toEqual([]));
});

describe("a sale paid by several means", () => {
  const chf = (amount: number) => ({ amount, currency: "CHF" });
  const card = { means: "card", amount: chf(1001), tendered: null, terminal_reference: "T-1" } as const, cash = { means: "cash", amount: chf(502), tendered: chf(502), terminal_reference: null } as const;
  const step = (amount: number, only_if_all_is_cash = false) => ({ step: chf(amount), only_if_all_is_cash });
  it("leaves what is not paid yet", () => expect(leftOf(2000, [card, cash])).toBe(497));
  it.each<[string, number, Parts, ReturnType<typeof step>, number]>([
    ["nothing where every cent is paid", 1003, [], step(1), 1003], ["down", 1002, [], step(5), 1000], ["up", 1003, [], step(5), 1005], ["a half up", 1005, [], step(10), 1010],
    ["the cash of all parts together", 501, [cash], step(5), 503], ["beside a card", 502, [card], step(5), 500], ["not beside a card in Italy", 502, [card], step(5, true), 502],
  ])("rounds %s", (_, left, parts, rule, due) => expect(cashLeft(left, parts, rule)).toBe(due));
});
