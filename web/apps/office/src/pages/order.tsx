import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { read, type Schemas } from "@atelier/api";
import { Notice, SkeletonText } from "@atelier/ui";
import { problemWord } from "@atelier/staff";
import { AddressLines } from "../parts/address-lines";
import { OrderDocuments } from "../parts/order-documents";
import { useMoney, useTime } from "../parts/money";
import { useSay } from "../words";

/** An order as it stands, to read. Looked at again every few seconds while it is on its way. */
export function OrderPage() {
  const say = useSay();
  const { id = "" } = useParams();
  const order = useQuery({ ...read("/v1/office/orders/{order_id}", { path: { order_id: id } }), refetchInterval: ({ state }) => (state.data && !["closed", "cancelled"].includes(state.data.status) ? 5_000 : false) });
  return (
    <main className="page-wide">
      <p className="crumb"><Link className="link" to="/orders">{say("nav.orders")}</Link></p>
      {order.isError && !order.data && <Notice kind="error">{say(problemWord(order.error))} <button type="button" className="link" onClick={() => void order.refetch()}>{say("retry")}</button></Notice>}
      {order.isPending && <SkeletonText lines={12} />}
      {order.data && <Order order={order.data} />}
    </main>
  );
}

function Order({ order }: { order: Schemas["OfficeOrder"] }) {
  const say = useSay();
  const money = useMoney();
  const time = useTime();
  const { totals, delivery } = order;
  return (
    <>
      <div className="page-head"><h1 className="numbers">{order.number}</h1><span className="status" data-status={order.status}>{say(`order.${order.status}`)}</span><span className="soft numbers">{time(order.placed_at)} · {order.market.toUpperCase()} · {order.email}</span></div>
      <div className="columns">
        <div>
          <section><h2>{say("order.lines")}</h2>
            <div className="table-frame" tabIndex={0} role="region" aria-label={say("order.lines")}><table>
              <thead><tr><th>{say("title")}</th><th>SKU</th><th className="figures">{say("quantity")}</th><th className="figures">{say("price")}</th><th className="figures">{say("tax")}</th><th className="figures">{say("total")}</th></tr></thead>
              <tbody>{order.lines.map((line) => <tr key={line.sku}><td><Link to={`/items/${line.item_id}`}>{line.title}</Link> <span className="soft">{line.options.map(({ label }) => label).join(" · ")}</span></td><td className="soft">{line.sku}</td><td className="figures">{line.quantity}</td><td className="figures">{money(line.unit_price)}</td><td className="figures soft">{line.tax_rate_percent} %</td><td className="figures">{money(line.total)}</td></tr>)}</tbody>
              <tfoot>
                <tr><td colSpan={5}>{say("order.subtotal")}</td><td className="figures">{money(totals.subtotal)}</td></tr>
                {totals.shipping && <tr><td colSpan={5}>{order.shipping_method.name}</td><td className="figures">{money(totals.shipping)}</td></tr>}
                {totals.tax_lines.map((tax, index) => <tr key={index} className="soft"><td colSpan={5}>{tax.name} {tax.rate_percent} %{tax.included ? ` (${say("order.included")})` : ""}</td><td className="figures">{money(tax.tax)}</td></tr>)}
                <tr className="sum"><td colSpan={5}>{say("total")}</td><td className="figures">{money(totals.total)}</td></tr>
              </tfoot>
            </table></div>
          </section>
          <section><h2>{say("order.payments")}</h2>
            <div className="table-frame" tabIndex={0} role="region" aria-label={say("order.payments")}><table>
              <thead><tr><th>{say("order.payment")}</th><th>{say("status")}</th><th>{say("order.reason")}</th><th className="figures">{say("order.since")}</th><th className="figures">{say("total")}</th></tr></thead>
              <tbody>{order.payments.map((payment) => <tr key={payment.id}><td className="soft">{payment.id}</td><td><span className="status" data-status={payment.status}>{say(`payment.${payment.status}`)}</span></td><td>{payment.decline_code ?? "–"}</td><td className="figures soft">{time(payment.updated_at)}</td><td className="figures">{money(payment.amount)}</td></tr>)}</tbody>
            </table></div>
          </section>
        </div>
        <aside>
          <section><h2>{say("order.progress")}</h2>
            <ol className="steps">{order.timeline.map((step, index) => <li key={`${step.code}${index}`} data-state={step.state}><span>{say(`timeline.${step.code}`)}</span><span className="soft numbers">{step.at ? time(step.at) : ""}</span></li>)}</ol>
          </section>
          <section><h2>{say("order.delivery")}</h2><AddressLines address={order.shipping_address} />{delivery.tracking_number && <p className="numbers soft">{delivery.carrier} {delivery.tracking_number}</p>}</section>
          <section><h2>{say("order.billing")}</h2><AddressLines address={order.billing_address} /></section>
          <OrderDocuments orderId={order.id} />
        </aside>
      </div>
    </>
  );
}
