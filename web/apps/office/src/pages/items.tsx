import { useNavigate, Link } from "react-router";
import { Picture } from "@atelier/ui";
import { useLocale } from "@atelier/staff";
import type { Schemas } from "@atelier/api";
import { Chips } from "../parts/chips";
import { useMoney, useTime } from "../parts/money";
import { Rows } from "../parts/rows";
import { SearchField } from "../parts/search-field";
import { useFilters } from "../parts/use-filters";
import { usePages } from "../parts/use-pages";
import { useSay } from "../words";

type Status = Schemas["ItemStatus"];

export function ItemsPage() {
  const say = useSay();
  const money = useMoney();
  const time = useTime();
  const navigate = useNavigate();
  const { locale } = useLocale();
  const { values, set } = useFilters("q", "status", "category");
  const pages = usePages("/v1/office/items", values);
  return (
    <main className="page-wide">
      <div className="page-head">
        <h1>{say("nav.items")}</h1>
        <SearchField label={say("items.search")} value={values.q ?? ""} onChange={(value) => set("q", value)} />
        <Chips<Status> label={say("status")} value={values.status as Status | undefined} onChange={(value) => set("status", value)} options={[["", say("all")], ["active", say("status.active")], ["draft", say("status.draft")], ["archived", say("status.archived")]]} />
        {values.category && <button type="button" className="chip-on" onClick={() => set("category", "")}>{values.category} ×</button>}
        <span className="page-actions"><Link className="link" to="/items/new">{say("items.new")}</Link><a className="link" href={`/v1/office/exports/items.csv?locale=${locale}`} download>{say("items.export")}</a><Link className="link" to="/imports">{say("items.import")}</Link></span>
      </div>
      <Rows label={say("nav.items")} pages={pages} rows={pages.rows} columns={9} keyOf={({ id }) => id} none={say("items.none")} onOpen={({ id }) => void navigate(`/items/${id}`)}
        head={<><th className="cell-picture"><span className="visually-hidden">{say("picture")}</span></th><th>{say("title")}</th><th data-wide>{say("handle")}</th><th>{say("status")}</th><th>{say("category")}</th><th className="figures">{say("variants")}</th><th className="figures">{say("on_hand")}</th><th className="figures">{say("price")}</th><th className="figures" data-wide>{say("updated")}</th></>}
        row={(item) => <>
          <td className="cell-picture"><Picture photo={item.photo} sizes="28px" ratio="4 / 5" decorative /></td>
          <td><Link to={`/items/${item.id}`}>{item.title}</Link></td>
          <td className="soft" data-wide>{item.handle}</td>
          <td><span className="status" data-status={item.status}>{say(`status.${item.status}`)}</span></td>
          <td>{item.category && <button type="button" className="plain" onClick={() => set("category", item.category!)}>{item.category}</button>}</td>
          <td className="figures">{item.variant_count}</td>
          <td className="figures">{item.on_hand}</td>
          <td className="figures">{firstPrice(item.prices, money)}</td>
          <td className="figures soft" data-wide>{time(item.updated_at)}</td>
        </>} />
    </main>
  );
}

/** The home market's price; the full list stands on the item's page. */
function firstPrice(prices: Schemas["OfficeItemSummary"]["prices"], money: (value: Schemas["Money"]) => string): string {
  const currency = "EUR" in prices ? "EUR" : Object.keys(prices).find((key) => /^[A-Z]{3}$/.test(key));
  const price = currency && prices[currency];
  return price ? money({ amount: price.amount, currency }) : "–";
}
