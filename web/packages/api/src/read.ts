import type { paths } from "./schema";
import { baseUrl } from "./client";
import { ApiProblem } from "./problem";

type JsonOf<Operation> = Operation extends { responses: { 200: { content: { "application/json": infer Body } } } } ? Body : never;

/** Paths that can be read with GET and answer JSON. */
export type ReadPath = { [P in keyof paths]: paths[P] extends { get: infer Get } ? (JsonOf<Get> extends never ? never : P) : never }[keyof paths];
export type Answer<P extends ReadPath> = paths[P] extends { get: infer Get } ? JsonOf<Get> : never;

type Given<T> = { [K in keyof T as K extends "path" | "query" ? (NonNullable<T[K]> extends never ? never : K) : never]: T[K] };
type ParametersOf<P extends ReadPath> = paths[P] extends { get: { parameters: infer Parameters } } ? Given<Parameters> : object;

type Values = Record<string, unknown>;

/**
 * The one spelling of a request's URL: parameters in order of name, repeated ones in the order given, empty ones left out.
 * It is the query cache's key, and what the server's first data is matched by.
 */
export function canonicalUrl(path: string, parameters: { path?: Values; query?: Values } = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(parameters.path?.[name])));
  const pairs: [string, string][] = [];
  for (const [name, value] of Object.entries(parameters.query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== "") pairs.push([name, String(one)]);
    }
  }
  pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const query = new URLSearchParams(pairs).toString();
  return query === "" ? filled : `${filled}?${query}`;
}

/** `canonicalUrl` of a URL that someone else wrote (the server's first data). */
export function canonicalUrlOf(url: string): string {
  const parsed = new URL(url, "http://localhost");
  const query: Record<string, string[]> = {};
  for (const [name, value] of parsed.searchParams) (query[name] ??= []).push(value);
  return canonicalUrl(parsed.pathname, { query });
}

/** What TanStack Query needs to read `path`; spread it into `useQuery`. Fails with `ApiProblem` only (or an abort). */
export function read<P extends ReadPath>(path: P, parameters: ParametersOf<P>) {
  const url = canonicalUrl(path, parameters as { path?: Values; query?: Values });
  return {
    queryKey: [url] as const,
    queryFn: ({ signal }: { signal: AbortSignal }): Promise<Answer<P>> => getJson<Answer<P>>(url, signal),
  };
}

async function getJson<Body>(url: string, signal: AbortSignal): Promise<Body> {
  let response: Response;
  try {
    response = await fetch(baseUrl() + url, { signal, headers: { Accept: "application/json" } });
  } catch (error) {
    if (signal.aborted) throw error;
    throw ApiProblem.network();
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw ApiProblem.of(response.status, body);
  return body as Body;
}
