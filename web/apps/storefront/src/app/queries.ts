import { keepPreviousData, QueryClient, useInfiniteQuery, useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { isProblem, read, type Answer } from "@atelier/api";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      gcTime: 15 * 60_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && isProblem(error) && error.isTemporary,
      retryDelay: (attempt) => 400 * 2 ** attempt,
    },
  },
});

export type Listing = Answer<"/v1/items">;
export type ListingQuery = { category?: string; collection?: string; q?: string; size?: string[]; colour?: string[]; material?: string[]; price_min?: number; price_max?: number; in_stock?: boolean; sort?: "featured" | "newest" | "price_asc" | "price_desc" | "name"; market: Place["market"]; locale: Place["locale"] };
import type { Place } from "./place";

export const LISTING_LIMIT = 24;

/** A search when there is a `q`, a listing otherwise. */
export function readListing(query: ListingQuery, cursor?: string) {
  const page = { ...query, limit: LISTING_LIMIT, ...(cursor ? { cursor } : {}) };
  return query.q !== undefined ? read("/v1/search", { query: { ...page, q: query.q } }) : read("/v1/items", { query: page });
}

/** Pages of a listing. The first comes from the cache when the server or a hover put it there; old results stay until new ones are here. */
export function useListing(query: ListingQuery) {
  const client = useQueryClient();
  const first = readListing(query);
  return useInfiniteQuery({
    queryKey: ["pages", ...first.queryKey],
    queryFn: ({ pageParam }) => client.fetchQuery<Listing, Error, Listing, readonly [string]>(readListing(query, pageParam ?? undefined)),
    initialPageParam: null as string | null,
    getNextPageParam: (last: Listing) => last.next_cursor,
    retry: false, // the page below is tried again already
    initialData: (): InfiniteData<Listing, string | null> | undefined => {
      const page = client.getQueryData<Listing>(first.queryKey);
      return page && { pages: [page], pageParams: [null] };
    },
    initialDataUpdatedAt: () => client.getQueryState(first.queryKey)?.dataUpdatedAt,
    placeholderData: keepPreviousData,
  });
}
