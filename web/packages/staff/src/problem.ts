import { isProblem } from "@atelier/api";
import type { CommonKey } from "./words";

/** What each code of the contract means to the person in front of the screen. */
const WORDS: Record<string, CommonKey> = {
  network: "problem.network",
  unreadable: "problem.internal",
  idempotency_in_progress: "problem.busy",
  sold_out: "problem.sold_out",
  session_already_open: "problem.session_already_open",
  session_open: "problem.session_already_open",
  session_closed: "problem.session_closed",
  sku_taken: "problem.sku_taken",
  handle_taken: "problem.handle_taken",
  bad_picture: "problem.bad_picture",
  idempotency_key_reused: "problem.request",
};
/** For every other code: what its status means. */
const STATUS_WORDS: Record<number, CommonKey> = {
  401: "problem.signed_out",
  403: "problem.forbidden",
  404: "problem.not_found",
  409: "problem.conflict",
  412: "problem.version_mismatch",
  413: "problem.too_large",
  415: "problem.wrong_file",
  422: "problem.fields",
  429: "problem.busy",
  503: "problem.busy",
};

/** Whoever asked is not signed in (any more), whatever the code that says so. */
export const isSignedOut = (error: unknown): boolean => isProblem(error) && error.status === 401;

/** The key of the sentence for a failed call; anything unforeseen gets an honest general one. */
export function problemWord(error: unknown): CommonKey {
  if (!isProblem(error)) return "problem.unforeseen";
  return WORDS[error.code] ?? STATUS_WORDS[error.status] ?? (error.status >= 500 ? "problem.internal" : "problem.request");
}
