import { afterEach, expect, it, vi } from "vitest";
import { ApiProblem } from "./problem";
import { seedQueries } from "./first-data";
import { canonicalUrl, canonicalUrlOf, read } from "./read";

afterEach(() => void vi.unstubAllGlobals());

it("spells a request in one way, whatever order its parameters came in", () => {
  expect(canonicalUrl("/v1/items", { query: { market: "fr", colour: ["noir", "camel"], locale: "en", category: "women/coats" } }))
    .toBe("/v1/items?category=women%2Fcoats&colour=noir&colour=camel&locale=en&market=fr");
  expect(canonicalUrlOf("/v1/items?market=fr&locale=en&category=women/coats&colour=noir&colour=camel")).toBe("/v1/items?category=women%2Fcoats&colour=noir&colour=camel&locale=en&market=fr");
});

it("leaves out what was not chosen and escapes what stands in the path", () => {
  expect(canonicalUrl("/v1/items/{id_or_handle}", { path: { id_or_handle: "a/b c" }, query: { market: "fr", q: "", sort: undefined } })).toBe("/v1/items/a%2Fb%20c?market=fr");
});

it("finds the server's first data under the question that the page asks", () => {
  const cache = new Map<string, unknown>();
  const text = JSON.stringify([{ path: "/v1/items/coat?market=jp&locale=ja", body: { handle: "coat" } }]);
  const document = { getElementById: () => ({ textContent: text }) } as unknown as Document;
  expect(seedQueries({ setQueryData: ([key], body) => cache.set(key, body) }, document)).toBe(1);
  const [key] = read("/v1/items/{id_or_handle}", { path: { id_or_handle: "coat" }, query: { market: "jp", locale: "ja" } }).queryKey;
  expect(cache.get(key)).toEqual({ handle: "coat" });
});

it("does without first data that is missing or broken", () => {
  const cache = { setQueryData: () => { throw new Error("nothing to set"); } };
  expect(seedQueries(cache, { getElementById: () => null } as unknown as Document)).toBe(0);
  expect(seedQueries(cache, { getElementById: () => ({ textContent: "[{" }) } as unknown as Document)).toBe(0);
});

const ask = () => read("/v1/markets", {}).queryFn({ signal: new AbortController().signal });

it("turns a problem+json into its code and fields", async () => {
  vi.stubGlobal("fetch", async () => Response.json({ type: "x", title: "Not valid", status: 422, code: "validation_failed", errors: [{ field: "/email", code: "email", expected: "an address" }] }, { status: 422 }));
  await expect(ask()).rejects.toMatchObject({ status: 422, code: "validation_failed", fields: [{ field: "/email" }], isTemporary: false });
});

it("says network when nothing came and unreadable when a proxy's page came", async () => {
  vi.stubGlobal("fetch", async () => { throw new TypeError("Failed to fetch"); });
  await expect(ask()).rejects.toMatchObject({ status: 0, code: "network", isTemporary: true });
  vi.stubGlobal("fetch", async () => new Response("<h1>Bad gateway</h1>", { status: 502 }));
  await expect(ask()).rejects.toMatchObject({ status: 502, code: "unreadable", isTemporary: true });
  await expect(ask()).rejects.toBeInstanceOf(ApiProblem);
});
