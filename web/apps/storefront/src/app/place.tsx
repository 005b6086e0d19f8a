import { createContext, useContext, useMemo, type ReactNode } from "react";
import { languageTag } from "@atelier/ui";
import { isLocale, isMarket, type Locale, type Market } from "../house";

export interface Place {
  market: Market;
  locale: Locale;
  country: string;
  /** For Intl: the reader's language with the market's habits. */
  tag: string;
  /** An address within this market and language: `href("c/women")`, `href("")` for the home page. */
  href: (path: string) => string;
}

export function placeOf(market: string | undefined, locale: string | undefined): Place | null {
  if (!isMarket(market) || !isLocale(locale)) return null;
  const country = market.toUpperCase();
  return { market, locale, country, tag: languageTag(locale, country), href: (path) => `/${market}/${locale}${path === "" ? "" : `/${path}`}` };
}

const PlaceContext = createContext<Place | null>(null);

export function PlaceProvider({ market, locale, children }: { market: Market; locale: Locale; children: ReactNode }) {
  const place = useMemo(() => placeOf(market, locale), [market, locale]);
  return <PlaceContext value={place}>{children}</PlaceContext>;
}

export function usePlace(): Place {
  const place = useContext(PlaceContext);
  if (place === null) throw new Error("usePlace outside of a market's pages");
  return place;
}

const KEY = "atelier.place";

export function rememberPlace(place: Place): void {
  try {
    localStorage.setItem(KEY, `${place.market}/${place.locale}`);
    // The server reads this one when it redirects "/".
    document.cookie = `atelier_place=${place.market}/${place.locale}; path=/; max-age=31536000; samesite=lax`;
  } catch { /* private windows may refuse; the address says it anyway */ }
}

/** Where a visitor of "/" goes: the last place, else by the browser's languages. */
export function guessPlace(): Place {
  let last: string[] = [];
  try { last = localStorage.getItem(KEY)?.split("/") ?? []; } catch { /* as above */ }
  const remembered = placeOf(last[0], last[1]);
  if (remembered) return remembered;
  const byLanguage: Record<string, [Market, Locale]> = { en: ["gb", "en"], fr: ["fr", "fr"], de: ["de", "de"], it: ["it", "it"], ja: ["jp", "ja"], ko: ["kr", "ko"], zh: ["cn", "zh-Hans"] };
  for (const tag of navigator.languages) {
    const { language, region } = new Intl.Locale(tag);
    const guess = byLanguage[language];
    if (guess) return placeOf(isMarket(region?.toLowerCase()) ? region?.toLowerCase() : guess[0], guess[1])!;
  }
  return placeOf("fr", "en")!;
}
