import { Link, useNavigate } from "react-router";
import { Chips } from "../parts/chips";
import { useMoney, useTime } from "../parts/money";
import { Rows } from "../parts/rows";
import { SearchField } from "../parts/search-field";
import { useFilters } from "../parts/use-filters";
import { usePages } from "../parts/use-pages";
import { useSay } from "../words";
import type { Schemas } from "@atelier/api";

const STATES = ["awaiting_payment", "paid", "in_preparation", "collected", "delivered", "closed", "cancelled"] as const satisfies readonly Schemas["OrderStatus"][];

export function OrdersPage() {
  const say = useSay();
  const money = useMoney();
  const time = useTime();
  const navigate = useNavigate();
  const { values, set } = useFilters("q", "status", "market");
  const pages = usePages("/v1/office/orders", values);
  return (
    <main className="page-wide">
      <div className="page-head">
        <h1>{say("nav.orders")}</h1>
        <SearchField label={say("orders.search")} value={values.q ?? ""} onChange={(value) => set("q", value)} />
        <Chips<Schemas["OrderStatus"]> label={say("status")} value={values.status as Schemas["OrderStatus"] | undefined} onChange={(value) => set("status", value)} options={[["", say("all")], ...STATES.map((state) => [state, say(`order.${state}`)] as const)]} />
        {values.market && <button type="button" className="chip-on" onClick={() => set("market", "")}>{values.market.toUpperCase()} ×</button>}
      </div>
      <Rows label={say("nav.orders")} pages={pages} rows={pages.rows} columns={7} keyOf={({ id }) => id} none={say("orders.none")} onOpen={({ id }) => void navigate(`/orders/${id}`)}
        head={<><th>{say("order.number")}</th><th className="figures">{say("order.placed")}</th><th>{say("status")}</th><th>{say("market")}</th><th>{say("order.email")}</th><th className="figures">{say("order.pieces")}</th><th className="figures">{say("total")}</th></>}
        row={(order) => <>
          <td className="numbers"><Link to={`/orders/${order.id}`}>{order.number}</Link></td>
          <td className="figures soft">{time(order.placed_at)}</td>
          <td><span className="status" data-status={order.status}>{say(`order.${order.status}`)}</span></td>
          <td><button type="button" className="plain" onClick={() => set("market", order.market)}>{order.market.toUpperCase()}</button></td>
          <td>{order.email}</td>
          <td className="figures">{order.item_count}</td>
          <td className="figures">{money(order.total)}</td>
        </>} />
    </main>
  );
}
