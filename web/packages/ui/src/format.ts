export interface MoneyValue {
  /** Minor units. */
  amount: number;
  currency: string;
}

/** `languageTag("en", "FR")` is `en-FR`: the reader's language with the country's habits. */
export const languageTag = (locale: string, country?: string): string => (country ? `${locale}-${country}` : locale);

const moneyFormats = new Map<string, { format: Intl.NumberFormat; digits: number }>();

/** "€3,290" and "€12.50": decimals only where there are any (`exact` keeps them, for columns of figures). */
export function formatMoney({ amount, currency }: MoneyValue, tag: string, options: { exact?: boolean } = {}): string {
  const key = `${tag} ${currency} ${options.exact ? 1 : 0}`;
  let entry = moneyFormats.get(key);
  if (entry === undefined) {
    const format = new Intl.NumberFormat(tag, {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
      useGrouping: "always", // Italian and Spanish would write 3290 beside 12.500
      ...(options.exact ? {} : { trailingZeroDisplay: "stripIfInteger" }),
    } as Intl.NumberFormatOptions);
    const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
    moneyFormats.set(key, (entry = { format, digits }));
  }
  // In Japanese CLDR writes the full-width yen sign, as wide as a kanji; beside figures it looks like a gap.
  return entry.format.format(amount / 10 ** entry.digits).replace("\uffe5", "¥");
}

/** Two days (`YYYY-MM-DD`) as "25–27 November". */
export function formatDateRange(earliest: string, latest: string, tag: string): string {
  const format = new Intl.DateTimeFormat(tag, { day: "numeric", month: "long", timeZone: "UTC" });
  const [first, last] = [new Date(`${earliest}T12:00:00Z`), new Date(`${latest}T12:00:00Z`)];
  // CLDR's ranges fall back to "11/25～11/27" in these languages, although their single days are written out.
  if (/^(ja|zh|ko)/.test(tag)) return earliest === latest ? format.format(first) : `${format.format(first)}～${format.format(last)}`;
  return format.formatRange(first, last);
}

/** An RFC 3339 time in the reader's own zone, "23 November, 14:05". */
export function formatTime(time: string, tag: string): string {
  return new Intl.DateTimeFormat(tag, { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" }).format(new Date(time));
}
