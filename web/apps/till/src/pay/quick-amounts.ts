/** Notes and coins' steps that a customer is likely to hand over, smallest first, in major units. */
const NOTES: Record<string, readonly number[]> = {
  EUR: [5, 10, 20, 50, 100, 200, 500], GBP: [5, 10, 20, 50], CHF: [10, 20, 50, 100, 200, 1000], NOK: [50, 100, 200, 500, 1000],
  JPY: [1000, 5000, 10000], KRW: [1000, 5000, 10000, 50000], CNY: [5, 10, 20, 50, 100], HKD: [20, 50, 100, 500, 1000],
  SGD: [5, 10, 50, 100, 1000], THB: [20, 50, 100, 500, 1000], INR: [10, 20, 50, 100, 200, 500],
};

/** What to offer beside "exact": the total rounded up to each note, without doubles, at most `most`. In minor units. */
export function quickAmounts(total: number, currency: string, digits: number, most = 3): number[] {
  const unit = 10 ** digits;
  const rounded = (NOTES[currency] ?? [10, 50, 100]).map((note) => Math.ceil(total / (note * unit)) * note * unit);
  return [...new Set(rounded)].filter((amount) => amount > total).sort((a, b) => a - b).slice(0, most);
}
