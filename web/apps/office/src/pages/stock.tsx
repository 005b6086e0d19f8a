import { useState } from "react";
import { Link } from "react-router";
import type { Schemas } from "@atelier/api";
import { Rows } from "../parts/rows";
import { SearchField } from "../parts/search-field";
import { StockSheet } from "../parts/stock-sheet";
import { useFilters } from "../parts/use-filters";
import { usePages } from "../parts/use-pages";
import { useNames, useVocabulary } from "../parts/vocabulary";
import { useSay } from "../words";

export function StockPage() {
  const say = useSay();
  const { values, set } = useFilters("sku", "location", "item_id");
  const pages = usePages("/v1/office/stock", values);
  const [open, setOpen] = useState<Schemas["StockLevel"] | null>(null);
  const named = useNames();
  const locations = useVocabulary()?.locations ?? [];
  const nameOf = (code: string) => named(locations.find((one) => one.code === code)?.names, code);
  return (
    <main className="page-wide">
      <div className="page-head">
        <h1>{say("nav.stock")}</h1>
        <SearchField label={say("stock.sku")} value={values.sku ?? ""} onChange={(value) => set("sku", value)} />
        <label className="filter"><span className="visually-hidden">{say("stock.location")}</span>
          <select value={values.location ?? ""} onChange={(event) => set("location", event.target.value)}>
            <option value="">{say("stock.all_locations")}</option>
            {locations.map(({ code }) => <option key={code} value={code}>{nameOf(code)}</option>)}
          </select>
        </label>
        {values.item_id && <><Link className="link" to={`/items/${values.item_id}`}>{say("stock.item")}</Link><button type="button" className="chip-on" onClick={() => set("item_id", "")}>{values.item_id} ×</button></>}
      </div>
      <Rows label={say("nav.stock")} pages={pages} rows={pages.rows} columns={6} keyOf={({ sku, location }) => `${sku} ${location}`} none={say("stock.none")} onOpen={setOpen}
        head={<><th>SKU</th><th>{say("stock.location")}</th><th className="figures">{say("on_hand")}</th><th className="figures">{say("stock.reserved")}</th><th className="figures">{say("stock.available")}</th><th><span className="visually-hidden">{say("stock.movements")}</span></th></>}
        row={(level) => <>
          <td className="numbers"><Link to={`/items/${level.item_id}`}>{level.sku}</Link></td>
          <td>{nameOf(level.location)}</td>
          <td className="figures">{level.on_hand}</td>
          <td className="figures soft">{level.reserved}</td>
          <td className="figures" data-low={level.available <= 0 || undefined}>{level.available}</td>
          <td className="cell-action"><button type="button" className="link" onClick={() => setOpen(level)}>{say("stock.movements")}</button></td>
        </>} />
      {open && <StockSheet level={open} locations={locations.map(({ code }) => code)} nameOf={nameOf} onClose={() => setOpen(null)} onMoved={() => void pages.refetch()} />}
    </main>
  );
}
