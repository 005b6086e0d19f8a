import type { ListingQuery } from "./queries";

export const FACETS = ["size", "colour", "material"] as const;
export type FacetName = (typeof FACETS)[number];
export const SORTS = ["featured", "newest", "price_asc", "price_desc", "name"] as const;

const number = (text: string | null): number | undefined => (text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined);

/** What a listing's address asks for: the path says category, collection or search; the query string says facets and order. */
export function listingQueryOf({ market, locale }: Pick<ListingQuery, "market" | "locale">, params: Record<string, string | undefined>, search: URLSearchParams): ListingQuery {
  const query: ListingQuery = { market, locale };
  if (params["*"]) query.category = params["*"].replace(/\/$/, "");
  else if (params.handle) query.collection = params.handle;
  else {
    query.q = search.get("q") ?? "";
    const category = search.get("category");
    if (category) query.category = category;
  }
  for (const name of FACETS) {
    const values = search.getAll(name);
    if (values.length > 0) query[name] = values;
  }
  const min = number(search.get("price_min")), max = number(search.get("price_max")), sort = SORTS.find((one) => one === search.get("sort"));
  if (min !== undefined) query.price_min = min;
  if (max !== undefined) query.price_max = max;
  if (search.get("in_stock") === "true") query.in_stock = true;
  if (sort && !(sort === "featured" && query.q === undefined)) query.sort = sort;
  return query;
}

/** How many filters are on, for the button's label. */
export const filterCount = (query: ListingQuery): number =>
  FACETS.reduce((sum, name) => sum + (query[name]?.length ?? 0), 0) + (query.price_min !== undefined || query.price_max !== undefined ? 1 : 0) + (query.in_stock ? 1 : 0);
