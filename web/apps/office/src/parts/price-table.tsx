import { useState } from "react";
import type { Schemas } from "@atelier/api";
import { amountText, parseAmount } from "@atelier/staff";
import { useSay } from "../words";

type Prices = Record<string, Schemas["PriceDocument"]>;
const CURRENCY_OF: Record<string, string> = { fr: "EUR", de: "EUR", it: "EUR", gb: "GBP", ch: "CHF", no: "NOK", jp: "JPY", kr: "KRW", cn: "CNY", hk: "HKD", sg: "SGD", th: "THB", in: "INR" };
/** A price stands under a currency, or under a market's code, which overrides it. */
const currencyOf = (key: string): string => CURRENCY_OF[key] ?? key;

export function PriceTable({ prices, errors, onChange }: { prices: Prices; errors: Record<string, string>; onChange: (prices: Prices) => void }) {
  const say = useSay();
  return (
    <table className="prices">
      <thead><tr><th>{say("currency")}</th><th className="figures">{say("price")}</th><th className="figures">{say("item.compare_at")}</th></tr></thead>
      <tbody>
        {Object.entries(prices).map(([key, price]) => (
          <tr key={key}>
            <th scope="row">{key.length === 2 ? key.toUpperCase() : key}</th>
            <td><AmountCell label={`${say("price")} ${key}`} currency={currencyOf(key)} amount={price.amount} error={errors[`/prices/${key}/amount`]} onChange={(amount) => amount !== null && onChange({ ...prices, [key]: { ...price, amount } })} /></td>
            <td><AmountCell label={`${say("item.compare_at")} ${key}`} currency={currencyOf(key)} amount={price.compare_at ?? null} error={errors[`/prices/${key}/compare_at`]} onChange={(compare_at) => onChange({ ...prices, [key]: { ...price, compare_at } })} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function AmountCell({ label, currency, amount, error, onChange }: { label: string; currency: string; amount: number | null; error: string | undefined; onChange: (amount: number | null) => void }) {
  const shown = amount === null ? "" : amountText(amount, currency);
  const [text, setText] = useState(shown);
  const [about, setAbout] = useState(amount);
  // Another value from outside (a save, a discard): the field follows, unless it already says the same.
  if (about !== amount) { setAbout(amount); if ((text === "" ? null : parseAmount(text, currency)) !== amount) setText(shown); }
  const wrong = text !== "" && parseAmount(text, currency) === null;
  return (
    <input className="amount" inputMode="decimal" aria-label={label} aria-invalid={wrong || error !== undefined || undefined} value={text} maxLength={14}
      onChange={(event) => { setText(event.target.value); const next = event.target.value === "" ? null : parseAmount(event.target.value, currency); if (event.target.value === "" || next !== null) onChange(next); }}
      onBlur={() => setText(shown)} />
  );
}
