import { IconButton, type MoneyValue } from "@atelier/ui";
import { useMoney } from "../money";
import { useSay } from "../words";
import { leftOf, type Parts } from "./parts";

/** What was taken already, each to be given back while the sale is not recorded; and what is left. Nothing before the first part. */
export function PartsList({ total, parts, onTakeBack }: { total: MoneyValue; parts: Parts; onTakeBack: (index: number) => void }) {
  const say = useSay();
  const money = useMoney();
  if (parts.length === 0) return null;
  return (
    <dl className="figures parts" aria-label={say("pay.parts")}>
      {parts.map(({ means, amount, terminal_reference }, index) => (
        <div key={index} data-testid="part">
          <dt>{say(`pay.${means}`)}{terminal_reference && ` · ${terminal_reference}`}</dt>
          <dd><span>{money(amount)}</span><IconButton icon="close" label={say("pay.take_back", { amount: money(amount) })} onClick={() => onTakeBack(index)} /></dd>
        </div>
      ))}
      <div><dt>{say("pay.left")}</dt><dd><strong data-testid="left">{money({ ...total, amount: leftOf(total.amount, parts) })}</strong></dd></div>
    </dl>
  );
}
