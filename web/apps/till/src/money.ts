import { createContext, useContext } from "react";
import { formatMoney, languageTag, type MoneyValue } from "@atelier/ui";
import { useLocale } from "@atelier/staff";

/** The market whose habits money and times are written in: the till session's. */
export const MarketContext = createContext<string | undefined>(undefined);

export function useTag(): string {
  return languageTag(useLocale().locale, useContext(MarketContext)?.toUpperCase());
}
/** All decimals, always: figures stand under figures. */
export function useMoney(): (value: MoneyValue) => string {
  const tag = useTag();
  return (value) => formatMoney(value, tag, { exact: true });
}
