import type { Schemas } from "@atelier/api";
import { useSay } from "../words";

type SkuQuantity = Schemas["SkuQuantity"];

/** How many of each line, from none to what is possible. Lines without any are not shown. */
export function Quantities({ possible, chosen, titleOf, onChange }: { possible: readonly SkuQuantity[]; chosen: Record<string, number>; titleOf: (sku: string) => string; onChange: (chosen: Record<string, number>) => void }) {
  const say = useSay();
  return (
    <ul className="quantities">
      {possible.filter(({ quantity }) => quantity > 0).map(({ sku, quantity }) => (
        <li key={sku}>
          <span>{titleOf(sku)}<br /><span className="soft">{sku}</span></span>
          <select className="cell-input" aria-label={`${say("quantity")} ${sku}`} value={chosen[sku] ?? 0} onChange={(event) => onChange({ ...chosen, [sku]: Number(event.target.value) })}>
            {Array.from({ length: quantity + 1 }, (_, count) => <option key={count} value={count}>{count}</option>)}
          </select>
        </li>
      ))}
    </ul>
  );
}
export const linesOf = (chosen: Record<string, number>): SkuQuantity[] => Object.entries(chosen).filter(([, quantity]) => quantity > 0).map(([sku, quantity]) => ({ sku, quantity }));
