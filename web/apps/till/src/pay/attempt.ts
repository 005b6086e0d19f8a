import { isProblem, newIdempotencyKey, type Schemas } from "@atelier/api";
import { isSignedOut } from "@atelier/staff";

/**
 * One wish to sell, from the press of "Confirm" to a definite answer. Its key never changes, so however often it is sent the shop
 * sells once. It is kept on this machine until it is decided: a reload or an empty battery does not lose it.
 */
export interface Attempt { key: string; body: Schemas["NewSale"] }

export const newAttempt = (body: Schemas["NewSale"]): Attempt => ({ key: newIdempotencyKey(), body });

/** After this long without an answer the till asks again. */
export const ANSWER_WITHIN_MS = 8_000;
const WAITS_MS = [800, 2_000, 4_000, 8_000] as const;
/** For ever, but calmly: the last wait is repeated. */
export const waitBeforeTry = (failures: number): number => WAITS_MS[Math.min(failures, WAITS_MS.length) - 1] ?? WAITS_MS[0];

/** Whether the failure leaves open if the sale stands. Only a readable "no" of the server's rules closes the question. */
export function leavesOpen(error: unknown): boolean {
  if (!isProblem(error)) return true;
  return error.isTemporary || isSignedOut(error) || ["unreadable", "idempotency_in_progress"].includes(error.code);
}

const at = (sessionId: string) => `atelier.till.attempt.${sessionId}`;
export function keptAttempt(sessionId: string): Attempt | null {
  try { return JSON.parse(localStorage.getItem(at(sessionId)) ?? "null") as Attempt | null; } catch { return null; }
}
export function keepAttempt(sessionId: string, attempt: Attempt | null): void {
  try { if (attempt) localStorage.setItem(at(sessionId), JSON.stringify(attempt)); else localStorage.removeItem(at(sessionId)); } catch { /* it then lives as long as the page */ }
}
