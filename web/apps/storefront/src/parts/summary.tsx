import { Link } from "react-router";
import { formatMoney, Picture } from "@atelier/ui";
import type { Schemas } from "@atelier/api";
import { usePlace } from "../app/place";
import { useSay } from "../app/words";

type Line = Pick<Schemas["CartLine"], "sku" | "handle" | "title" | "options" | "photo" | "quantity" | "total">;

/** Lines and totals, as they stand in the checkout and on the order's page. `showTax`: the exact lines of tax. */
export function Summary({ lines, totals, showTax = false }: { lines: Line[]; totals: Schemas["Totals"]; showTax?: boolean }) {
  const say = useSay();
  const place = usePlace();
  const money = (value: Schemas["Money"]) => formatMoney(value, place.tag);
  return (
    <>
      <h2 className="display-sm">{say("summary.title")}</h2>
      <ul className="summary-lines">
        {lines.map((line) => (
          <li key={line.sku}>
            <Picture photo={line.photo} sizes="4.5rem" ratio="4 / 5" decorative />
            <div>
              <Link to={place.href(`items/${line.handle}`)}>{line.title}</Link>
              <p className="text-sm soft">{[...line.options.map(({ label }) => label), ...(line.quantity > 1 ? [say("summary.quantity", { count: line.quantity })] : [])].join(" · ")}</p>
            </div>
            <p className="numbers text-sm">{money(line.total)}</p>
          </li>
        ))}
      </ul>
      <dl className="summary-totals numbers">
        <div><dt>{say("bag.subtotal")}</dt><dd>{money(totals.subtotal)}</dd></div>
        <div><dt>{say("summary.shipping")}</dt><dd>{totals.shipping === null ? "–" : totals.shipping.amount === 0 ? say("summary.free") : money(totals.shipping)}</dd></div>
        {showTax && totals.tax_lines.map((tax) => (
          <div key={`${tax.name} ${tax.rate_percent}`} className="soft"><dt>{say(tax.included ? "summary.tax_included" : "summary.tax", { name: tax.name, rate: tax.rate_percent })}</dt><dd>{formatMoney(tax.tax, place.tag, { exact: true })}</dd></div>
        ))}
        <div className="summary-total"><dt>{say("summary.total")}</dt><dd>{money(totals.total)}</dd></div>
      </dl>
      {!showTax && <p className="text-xs soft">{say("summary.tax_note")}</p>}
    </>
  );
}
