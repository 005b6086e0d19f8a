import createClient from "openapi-fetch";
import type { paths } from "./schema";
import { ApiProblem } from "./problem";

let base = "";

/** Called once, before the first request, when the API is not on the page's own origin (tests). */
export function configureApi(options: { baseUrl: string }): void {
  base = options.baseUrl;
}
export const baseUrl = (): string => base;

/** The typed client for writes; wrap a call in `unwrap` to get its body or an `ApiProblem`. Reads go through `read`. */
export const api = createClient<paths>({
  baseUrl: "",
  fetch: (request: Request) => fetch(base === "" ? request : new Request(base + new URL(request.url).pathname + new URL(request.url).search, request)),
});

type Settled<Data> = { data?: Data; error?: unknown; response: Response };

/** The body of a successful answer; throws `ApiProblem` otherwise (code `network` when no answer came). */
export async function unwrap<Data>(call: Promise<Settled<Data>>): Promise<Data> {
  let settled: Settled<Data>;
  try {
    settled = await call;
  } catch {
    throw ApiProblem.network();
  }
  if (!settled.response.ok) throw ApiProblem.of(settled.response.status, settled.error);
  return settled.data as Data;
}

/** One per intention of the user: made when a form is shown or changed, kept over retries of the same submit. */
export function newIdempotencyKey(): string {
  // randomUUID exists in secure contexts only, and a till may be opened by a plain address in the shop's network.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
