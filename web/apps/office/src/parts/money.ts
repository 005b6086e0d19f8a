import { formatMoney, type MoneyValue } from "@atelier/ui";
import { useLocale } from "@atelier/staff";

export function useMoney(): (value: MoneyValue) => string {
  const { locale } = useLocale();
  return (value) => formatMoney(value, locale, { exact: true });
}
/** "23/11/2026, 04:45": short and always the same width in a column. */
export function useTime(): (time: string) => string {
  const { locale } = useLocale();
  const format = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" });
  return (time) => format.format(new Date(time));
}
