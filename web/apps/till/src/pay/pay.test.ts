import { describe, expect, it } from "vitest";
import { ApiProblem } from "@atelier/api";
import { leavesOpen, waitBeforeTry } from "./attempt";
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
