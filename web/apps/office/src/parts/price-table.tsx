import { useState } from "react";
import { IconButton } from "@atelier/ui";
import type { Schemas } from "@atelier/api";
import { amountText, parseAmount } from "@atelier/staff";
import { useSay } from "../words";

type Prices = Record<string, Schemas["PriceDocument"]>;
const CURRENCY_OF: Record<string, string> = { fr: "EUR", de: "EUR", it: "EUR", gb: "GBP", ch: "CHF", no: "NOK", jp: "JPY", kr: "KRW", cn: "CNY", hk: "HKD", sg: "SGD", th: "THB", in: "INR" };
/** A price stands under a currency, or under a market's code, which overrides it. */
const currencyOf = (key: string): string => CURRENCY_OF[key] ?? key;

const CURRENCIES = [...new Set(Object.values(CURRENCY_OF))];

export function PriceTable({ prices, errors, onChange }: { prices: Prices; errors: Record<string, string>; onChange: (prices: Prices) => void }) {
  const say = useSay();
  const others = [...CURRENCIES, ...Object.keys(CURRENCY_OF)].filter((key) => !(key in prices));
  const without = (key: string) => Object.fromEntries(Object.entries(prices).filter(([one]) => one !== key));
  return (
    <>
    <table className="prices">
      <thead><tr><th>{say("currency")}</th><th className="figures">{say("price")}</th><th className="figures">{say("item.compare_at")}</th><th><span className="visually-hidden">{say("remove")}</span></th></tr></thead>
      <tbody>
        {Object.entries(prices).map(([key, price]) => (
          <tr key={key}>
            <th scope="row">{key.length === 2 ? key.toUpperCase() : key}</th>
            <td><AmountCell label={`${say("price")} ${key}`} currency={currencyOf(key)} amount={price.amount} error={errors[`/prices/${key}/amount`]} onChange={(amount) => amount !== null && onChange({ ...prices, [key]: { ...price, amount } })} /></td>
            <td><AmountCell label={`${say("item.compare_at")} ${key}`} currency={currencyOf(key)} amount={price.compare_at ?? null} error={errors[`/prices/${key}/compare_at`]} onChange={(compare_at) => onChange({ ...prices, [key]: { ...price, compare_at } })} /></td>
            <td className="cell-action"><IconButton icon="close" label={`${say("remove")} ${key}`} disabled={Object.keys(prices).length === 1} onClick={() => onChange(without(key))} /></td>
          </tr>
        ))}
      </tbody>
    </table>
    {others.length > 0 && (
      <select className="cell-input add-price" aria-label={say("item.add_price")} value="" onChange={(event) => onChange({ ...prices, [event.target.value]: { amount: 0 } })}>
        <option value="">{say("item.add_price")}</option>
        {others.map((key) => <option key={key} value={key}>{key.length === 2 ? `${say("item.only_market")} ${key.toUpperCase()} (${currencyOf(key)})` : key}</option>)}
      </select>
    )}
    </>
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
