import { useQuery } from "@tanstack/react-query";
import { useLocation } from "react-router";
import { read } from "@atelier/api";
import { Sheet } from "@atelier/ui";
import { AUTONYMS, LOCALES, MARKETS } from "../house";
import { countryName } from "./names";
import { usePlace } from "./place";
import { useSheets } from "./sheets";
import { useSay } from "./words";

/** Each choice is a plain link that loads the same page in its new market or language: two clicks from everywhere. */
export default function PlaceSheet() {
  const say = useSay();
  const { market, locale } = usePlace();
  const { show } = useSheets();
  const { pathname, search } = useLocation();
  const markets = useQuery({ ...read("/v1/markets", {}), staleTime: Infinity }).data?.items;
  const rest = pathname.split("/").slice(3).join("/");
  const to = (nextMarket: string, nextLocale: string) => `/${nextMarket}/${nextLocale}${rest ? `/${rest}` : ""}${search}`;
  const currency = (code: string) => markets?.find((one) => one.code === code)?.currency;
  return (
    <Sheet open onOpenChange={() => show(null)} title={say("place.title")} closeLabel={say("close")}>
      <h3 className="footer-title">{say("place.language")}</h3>
      <ul className="place-list" data-columns="2">
        {LOCALES.map((one) => (
          <li key={one}><a href={to(market, one)} lang={one} hrefLang={one} aria-current={one === locale || undefined}>{AUTONYMS[one]}</a></li>
        ))}
      </ul>
      <h3 className="footer-title">{say("place.market")}</h3>
      <p className="soft text-sm">{say("place.market_hint")}</p>
      <ul className="place-list">
        {MARKETS.map((one) => (
          <li key={one}>
            <a href={to(one, locale)} aria-current={one === market || undefined}>
              {countryName(one.toUpperCase(), locale)}<span className="soft text-sm">{currency(one)}</span>
            </a>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
