import { Link, NavLink } from "react-router";
import { useQuery } from "@tanstack/react-query";
import { read } from "@atelier/api";
import { Icon, IconButton } from "@atelier/ui";
import { HOUSE_NAME } from "../house";
import { useBag } from "./bag";
import { usePlace } from "./place";
import { useSheets } from "./sheets";
import { useSay } from "./words";

export const useCategories = () => {
  const { market, locale } = usePlace();
  return useQuery({ ...read("/v1/categories", { query: { market, locale } }), staleTime: 10 * 60_000 });
};

export function Header() {
  const say = useSay();
  const place = usePlace();
  const { show } = useSheets();
  const { cart } = useBag();
  const categories = useCategories().data?.items ?? [];
  const pieces = cart?.item_count ?? 0;
  return (
    <>
      <header className="header">
        <div className="header-start">
          <IconButton icon="menu" className="header-menu" label={say("menu.open")} onClick={() => show("menu")} />
          <IconButton icon="search" className="header-search-phone" label={say("search.open")} onClick={() => show("search")} />
        </div>
        <Link className="wordmark" to={place.href("")}>{HOUSE_NAME}</Link>
        <div className="header-end">
          <button type="button" className="header-place" onClick={() => show("place")} title={say("place.open")}>
            {place.country} · {place.locale.slice(0, 2).toUpperCase()}<span className="visually-hidden">, {say("place.open")}</span>
          </button>
          <IconButton icon="search" className="header-search" label={say("search.open")} onClick={() => show("search")} />
          <Link className="icon-button header-account" to={place.href("account")} aria-label={say("account.title")} title={say("account.title")}>
            <Icon name="account" />
          </Link>
          <IconButton icon="bag" className="header-bag" label={say("bag.open", { count: pieces })} onClick={() => show("bag")}>
            {pieces > 0 && <span className="bag-count" aria-hidden="true">{pieces}</span>}
          </IconButton>
        </div>
      </header>
      {/* Below the row that stays: it scrolls away with the page, so that the pictures have the height. */}
      <nav className="header-nav" aria-label={say("menu.title")}>
        {categories.map(({ path, name }) => <NavLink key={path} to={place.href(`c/${path}`)}>{name}</NavLink>)}
      </nav>
    </>
  );
}
