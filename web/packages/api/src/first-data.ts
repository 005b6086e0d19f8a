import { canonicalUrlOf } from "./read";

/** One answer that the server put into the page: the request's path with query, and the body it would give. */
export interface FirstData {
  path: string;
  body: unknown;
}

interface Cache {
  setQueryData(key: readonly [string], body: unknown): unknown;
}

/**
 * Fills the query cache from `<script type="application/json" id="first-data">`. A missing or broken script is fine:
 * the page then asks for what it needs.
 */
export function seedQueries(cache: Cache, document: Document): number {
  const text = document.getElementById("first-data")?.textContent;
  if (!text) return 0;
  try {
    const parsed: unknown = JSON.parse(text);
    const entries = (Array.isArray(parsed) ? parsed : [parsed]) as FirstData[];
    for (const { path, body } of entries) cache.setQueryData([canonicalUrlOf(path)], body);
    return entries.length;
  } catch {
    return 0;
  }
}
