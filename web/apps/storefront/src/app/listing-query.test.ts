import { expect, it } from "vitest";
import { filterCount, listingQueryOf } from "./listing-query";

const place = { market: "fr", locale: "en" } as const;
const of = (params: Record<string, string>, search = "") => listingQueryOf(place, params, new URLSearchParams(search));

it("reads the category out of the path and the facets out of the query string", () => {
  expect(of({ "*": "women/coats" }, "size=38&size=40&colour=camel&price_max=300000&in_stock=true&sort=price_asc"))
    .toEqual({ ...place, category: "women/coats", size: ["38", "40"], colour: ["camel"], price_max: 300000, in_stock: true, sort: "price_asc" });
});

it("asks for what the address says and nothing else, even when the place knows more", () => {
  const wider = { ...place, tag: "en-FR", country: "FR" };
  expect(Object.keys(listingQueryOf(wider, { handle: "autumn" }, new URLSearchParams("utm_source=x")))).toEqual(["market", "locale", "collection"]);
});

it("drops what makes no sense instead of asking the server for it", () => {
  expect(of({ "*": "women" }, "price_min=-1&price_max=abc&sort=best&in_stock=maybe")).toEqual({ ...place, category: "women" });
});

it("counts each filter that is on, a price range as one", () => {
  expect(filterCount(of({ "*": "women" }, "size=38&size=40&price_min=1&price_max=2&in_stock=true"))).toBe(4);
});
