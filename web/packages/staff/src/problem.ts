import { isProblem } from "@atelier/api";
import type { CommonKey } from "./words";

/** What each code of the contract means to the person in front of the screen. */
const WORDS: Record<string, CommonKey> = {
  network: "problem.network",
  unreadable: "problem.internal",
  internal: "problem.internal",
  unavailable: "problem.busy",
  too_many_requests: "problem.busy",
  idempotency_in_progress: "problem.busy",
  unauthenticated: "problem.signed_out",
  forbidden: "problem.forbidden",
  not_found: "problem.not_found",
  conflict: "problem.conflict",
  sold_out: "problem.sold_out",
  session_already_open: "problem.session_already_open",
  session_closed: "problem.session_closed",
  sku_taken: "problem.sku_taken",
  handle_taken: "problem.handle_taken",
  version_mismatch: "problem.version_mismatch",
  body_too_large: "problem.too_large",
  unsupported_media_type: "problem.wrong_file",
  bad_picture: "problem.bad_picture",
  validation_failed: "problem.fields",
};

/** The key of the sentence for a failed call; anything unforeseen gets an honest general one. */
export function problemWord(error: unknown): CommonKey {
  if (!isProblem(error)) return "problem.unforeseen";
  return WORDS[error.code] ?? (error.status >= 500 ? "problem.internal" : "problem.request");
}
