import { createBrowserRouter, redirect, type LoaderFunctionArgs } from "react-router";
import { read } from "@atelier/api";
import { guessPlace, placeOf } from "./place";
import { Layout } from "./layout";
import { PageError } from "./page-error";
import { queryClient, readListing } from "./queries";
import { listingQueryOf } from "./listing-query";

/** Data is asked for while the page's code is still coming; nothing waits here, pages show their own waiting state. */
type Ask = (place: { market: never; locale: never }, args: LoaderFunctionArgs) => { queryKey: readonly [string]; queryFn: (context: { signal: AbortSignal }) => Promise<unknown> } | null;
const asking = (ask: Ask) => (args: LoaderFunctionArgs) => {
  const place = placeOf(args.params.market, args.params.locale);
  const question = place && ask({ market: place.market as never, locale: place.locale as never }, args);
  if (question) void queryClient.prefetchQuery(question);
  return null;
};

export const itemPage = () => import("../pages/item");
export const listingPage = () => import("../pages/listing");

export function createRouter() {
  const listing = { lazy: listingPage, loader: asking((place, { params, request }) => {
    const query = listingQueryOf(place, params, new URL(request.url).searchParams);
    return query.q === "" ? null : (readListing(query) as ReturnType<Ask>);
  }) };
  return createBrowserRouter([
    { path: "/", loader: () => redirect(guessPlace().href("")) },
    {
      path: "/:market/:locale",
      loader: ({ params, request }) => {
        if (placeOf(params.market, params.locale)) return null;
        const rest = new URL(request.url).pathname.split("/").slice(3).join("/");
        return redirect(guessPlace().href(rest));
      },
      // The market's own loader runs once; its children's on each navigation.
      shouldRevalidate: () => false,
      Component: Layout,
      ErrorBoundary: PageError,
      children: [
        { index: true, lazy: () => import("../pages/home"), loader: asking((query) => read("/v1/home", { query })) },
        { path: "c/*", ...listing },
        { path: "collections/:handle", ...listing },
        { path: "search", ...listing },
        { path: "items/:handle", lazy: itemPage, loader: asking((query, { params }) => read("/v1/items/{id_or_handle}", { path: { id_or_handle: params.handle! }, query })), shouldRevalidate: ({ currentParams, nextParams }) => currentParams.handle !== nextParams.handle },
        { path: "checkout", lazy: () => import("../pages/checkout") },
        { path: "orders/:id", lazy: () => import("../pages/order") },
        { path: "account", lazy: () => import("../pages/account") },
        { path: "*", lazy: () => import("../pages/not-found") },
      ],
    },
    { path: "*", loader: () => redirect(guessPlace().href("")) },
  ]);
}
