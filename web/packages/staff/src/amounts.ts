/** Decimals of a currency: 2 for EUR, none for JPY. */
export function currencyDigits(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** "330", "330.5", "330,50" as minor units; null when it is no amount of this currency (letters, a third decimal). */
export function parseAmount(text: string, currency: string): number | null {
  const digits = currencyDigits(currency);
  const match = /^(\d{1,9})(?:[.,](\d*))?$/.exec(text.replace(/[\s'’]/g, ""));
  const decimals = match?.[2] ?? "";
  if (!match || decimals.length > digits) return null;
  return Number(match[1]) * 10 ** digits + Number(decimals.padEnd(digits, "0") || 0);
}

/** The opposite, for a field: 33000 EUR is "330.00". */
export function amountText(amount: number, currency: string): string {
  const digits = currencyDigits(currency);
  return (amount / 10 ** digits).toFixed(digits);
}
