import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { canonicalUrl, read, type Answer, type ReadPath } from "@atelier/api";

type Paged = { items: unknown[]; next_cursor: string | null };
/** Lists of the office that come in pages. */
type PagedPath = { [P in ReadPath]: Answer<P> extends Paged ? (P extends `/v1/office/${string}` ? P : never) : never }[ReadPath];

/** A list, page by page; while a filter changes, the old rows stay until the new ones are here. */
export function usePages<P extends PagedPath>(path: P, query: Record<string, string | undefined>, options: { enabled?: boolean; path?: Record<string, string> } = {}) {
  const asked = canonicalUrl(path, { path: options.path ?? {}, query });
  const pages = useInfiniteQuery({
    queryKey: [path, asked, "pages"], enabled: options.enabled ?? true, placeholderData: keepPreviousData, initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }): Promise<Answer<P>> => read(path, { path: options.path, query: { ...query, cursor: pageParam ?? undefined } } as never).queryFn({ signal }),
    getNextPageParam: (last: Answer<P>) => (last as Paged).next_cursor,
  });
  const rows = (pages.data?.pages ?? []).flatMap((page) => (page as Paged).items) as (Answer<P> extends { items: (infer Row)[] } ? Row : never)[];
  return { ...pages, rows };
}
