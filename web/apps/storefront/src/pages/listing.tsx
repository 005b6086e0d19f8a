import { useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { Button, Icon, QuietState, SkeletonText } from "@atelier/ui";
import { isProblem } from "@atelier/api";
import { useCategories } from "../app/header";
import { CardSkeleton, ItemCard } from "../app/item-card";
import { filterCount, listingQueryOf, SORTS } from "../app/listing-query";
import { LoadError } from "../app/page-error";
import { usePlace } from "../app/place";
import { useListing, type Listing } from "../app/queries";
import { useSheets } from "../app/sheets";
import { useTitle } from "../app/use-title";
import { useSay } from "../app/words";
import { FacetSheet } from "../parts/facet-sheet";
import { Component as NotFound } from "./not-found";

export function Component() {
  const place = usePlace();
  const say = useSay();
  const { show } = useSheets();
  const params = useParams();
  const [search, setSearch] = useSearchParams();
  const query = listingQueryOf(place, params, search);
  if (query.q === "") {
    return <div className="page"><QuietState level={1} title={say("search.open")} action={<Button kind="secondary" onClick={() => show("search")}>{say("search.begin")}</Button>} /></div>;
  }
  // Another path is another listing: its parts start afresh. The query string changes only what is shown.
  return <ListingPage key={`${query.category ?? ""}|${query.collection ?? ""}|${query.q ?? ""}`} query={query} onSearch={(next) => setSearch(next, { replace: true, preventScrollReset: true })} />;
}

interface PageProps { query: ReturnType<typeof listingQueryOf>; onSearch: (next: URLSearchParams) => void }

function ListingPage({ query, onSearch }: PageProps) {
  const say = useSay();
  const [filtering, setFiltering] = useState(false);
  const [search] = useSearchParams();
  const listing = useListing(query);
  const first = listing.data?.pages[0];
  useTitle(query.q ?? first?.category?.name ?? first?.collection?.name);
  if (isProblem(listing.error) && listing.error.isMissing) return <NotFound />;

  const cards = listing.data?.pages.flatMap((page) => page.items) ?? [];
  const filters = filterCount(query);
  const clear = () => onSearch(new URLSearchParams(query.q === undefined ? {} : { q: query.q }));
  const sort = (value: string) => {
    const next = new URLSearchParams(search);
    if (value === "") next.delete("sort"); else next.set("sort", value);
    onSearch(next);
  };
  return (
    <div className="page">
      <Heading query={query} first={first} />
      {listing.isError && cards.length === 0 ? <LoadError level={2} onRetry={() => void listing.refetch()} /> : (
        <>
          <div className="listing-bar">
            <p className="text-sm numbers" role="status">{first ? say("listing.count", { count: first.total }) : "\u00a0"}</p>
            <label className="sort">
              <span className="visually-hidden">{say("listing.sort")}</span>
              <select value={query.sort ?? ""} onChange={(event) => sort(event.target.value)}>
                {SORTS.map((one) => one === "featured" ? <option key={one} value="">{say(query.q === undefined ? "sort.featured" : "sort.relevance")}</option> : <option key={one} value={one}>{say(`sort.${one}`)}</option>)}
              </select>
            </label>
            <button type="button" className="filter-button" onClick={() => setFiltering(true)}>
              <Icon name="filter" />{filters > 0 ? say("filter.open_count", { count: filters }) : say("filter.open")}
            </button>
          </div>
          {first && first.total === 0 ? (
            <QuietState title={say(query.q !== undefined && filters === 0 ? "search.none" : "listing.none")}
              action={filters > 0 ? <Button kind="secondary" onClick={clear}>{say("filter.clear")}</Button> : undefined}>
              {filters > 0 ? say("listing.none_filtered") : say("listing.none_text")}
            </QuietState>
          ) : (
            <div className="listing-grid" aria-busy={listing.isPlaceholderData || undefined}>
              {cards.map((card, index) => <ItemCard key={card.id} card={card} eager={index < 4} />)}
              {listing.isPending && Array.from({ length: 8 }, (_, index) => <CardSkeleton key={index} />)}
            </div>
          )}
          {listing.hasNextPage && (
            <div className="listing-more">
              <p className="text-sm soft numbers">{say("listing.seen", { seen: cards.length, total: first?.total ?? 0 })}</p>
              <Button kind="secondary" busy={listing.isFetchingNextPage} onClick={() => void listing.fetchNextPage()}>{say("listing.more")}</Button>
              {listing.isFetchNextPageError && <p className="error-text text-sm" role="alert">{say("error.temporary")}</p>}
            </div>
          )}
        </>
      )}
      {first && <FacetSheet open={filtering} onOpenChange={setFiltering} listing={first} query={query} search={search} onSearch={onSearch} onClear={clear} />}
    </div>
  );
}

function Heading({ query, first }: { query: PageProps["query"]; first: Listing | undefined }) {
  const say = useSay();
  const place = usePlace();
  const tree = useCategories().data?.items ?? [];
  if (query.q !== undefined) {
    return (
      <header className="listing-head">
        <p className="soft text-sm">{say("search.results")}</p>
        <h1 className="display-lg">{query.q}</h1>
        {first?.did_you_mean && (
          <p>{say("search.did_you_mean")} <Link className="underlined" to={place.href(`search?q=${encodeURIComponent(first.did_you_mean)}`)}>{first.did_you_mean}</Link></p>
        )}
      </header>
    );
  }
  const [top] = (query.category ?? "").split("/");
  const room = tree.find(({ path }) => path === top);
  // Before the listing is here (or when it does not come) the menu already knows the category's name.
  const name = first?.category?.name ?? first?.collection?.name ?? (room?.path === query.category ? room : room?.children.find(({ path }) => path === query.category))?.name;
  const text = first?.category?.description ?? first?.collection?.story;
  const crumbs = first?.category?.breadcrumbs.slice(0, -1) ?? [];
  const siblings = room?.children ?? [];
  return (
    <header className="listing-head">
      {crumbs.length > 0 && <p className="text-sm soft">{crumbs.map(({ path, name: crumb }) => <Link key={path} className="crumb" to={place.href(`c/${path}`)}>{crumb}</Link>)}</p>}
      <h1 className="display-lg">{name ?? <><span className="visually-hidden">{say("order.waiting")}</span><SkeletonText width="6em" /></>}</h1>
      {text && <p className="listing-text soft">{text}</p>}
      {siblings.length > 1 && (
        <nav className="siblings" aria-label={say("listing.within")}>
          {siblings.map(({ path, name: sibling }) => <Link key={path} to={place.href(`c/${path}`)} aria-current={path === query.category ? "page" : undefined}>{sibling}</Link>)}
        </nav>
      )}
      {query.collection !== undefined && first === undefined && <SkeletonText lines={2} width="20em" />}
    </header>
  );
}
