import { lazy, Suspense, useEffect, useRef } from "react";
import { Outlet, ScrollRestoration, useLocation, useParams } from "react-router";
import { BagProvider } from "./bag";
import { Footer } from "./footer";
import { Header } from "./header";
import { placeOf, PlaceProvider, rememberPlace } from "./place";
import { SheetsProvider, useSheets } from "./sheets";
import { useSay } from "./words";

const SHEETS = {
  bag: () => import("./bag-sheet"),
  search: () => import("./search-overlay"),
  menu: () => import("./menu-sheet"),
  place: () => import("./place-sheet"),
};
const BagSheet = lazy(SHEETS.bag);
const SearchOverlay = lazy(SHEETS.search);
const MenuSheet = lazy(SHEETS.menu);
const PlaceSheet = lazy(SHEETS.place);

/** Once the page is shown, the sheets' code comes too: whoever opens the search may type at once. */
function fetchSheetsWhenIdle(): () => void {
  const fetchAll = () => Object.values(SHEETS).forEach((load) => void load().catch(() => undefined));
  const timer = setTimeout(() => ("requestIdleCallback" in window ? requestIdleCallback(fetchAll) : fetchAll()), 800);
  return () => clearTimeout(timer);
}

export function Layout() {
  const { market, locale } = useParams();
  const place = placeOf(market, locale)!;
  useEffect(() => rememberPlace(place), [place.market, place.locale]);
  return (
    <PlaceProvider market={place.market} locale={place.locale}>
      <SheetsProvider>
        <BagProvider>
          <Frame />
        </BagProvider>
      </SheetsProvider>
    </PlaceProvider>
  );
}

function Frame() {
  const say = useSay();
  const { open, show } = useSheets();
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(fetchSheetsWhenIdle, []);
  useEffect(() => {
    show(null);
    if (first.current) { first.current = false; return; }
    // A new page is announced by moving the focus to its beginning, without scrolling.
    main.current?.focus({ preventScroll: true });
  }, [pathname, show]);

  return (
    <>
      <a className="skip-link" href="#main">{say("skip")}</a>
      <Header />
      <main id="main" ref={main} tabIndex={-1}>
        <Outlet />
      </main>
      <Footer />
      <Suspense>
        {open === "bag" && <BagSheet />}
        {open === "search" && <SearchOverlay />}
        {open === "menu" && <MenuSheet />}
        {open === "place" && <PlaceSheet />}
      </Suspense>
      {/* The first entry of a tab is always "default": its address tells a reload from a return out of the PSP's page. */}
      <ScrollRestoration getKey={({ pathname: path, key }) => (key === "default" ? path : key)} />
    </>
  );
}
