import { useState } from "react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { read, type Schemas } from "@atelier/api";
import { Button, Notice, SkeletonText } from "@atelier/ui";
import { problemWord } from "@atelier/staff";
import { AddressLines } from "../parts/address-lines";
import { useMoney, useTime } from "../parts/money";
import { OrderDocuments } from "../parts/order-documents";
import { CancelSheet, ReceiveSheet, RefundSheet, RefuseSheet, ReturnSheet, ShipSheet } from "../parts/order-commands";
import { useSay } from "../words";

/** An order as it stands, and what service staff may do to it. Looked at again every few seconds while it is on its way. */
export function OrderPage() {
  const say = useSay();
  const { id = "" } = useParams();
  const client = useQueryClient();
  const asked = read("/v1/office/orders/{order_id}", { path: { order_id: id } });
  const order = useQuery({ ...asked, refetchInterval: ({ state }) => (state.data && !["closed", "cancelled"].includes(state.data.status) ? 5_000 : false) });
  return (
    <main className="page-wide">
      <p className="crumb"><Link className="link" to="/orders">{say("nav.orders")}</Link></p>
      {order.isError && !order.data && <Notice kind="error">{say(problemWord(order.error))} <button type="button" className="link" onClick={() => void order.refetch()}>{say("retry")}</button></Notice>}
      {order.isPending && <SkeletonText lines={12} />}
      {order.data && <Order order={order.data} onChange={(next) => { client.setQueryData(asked.queryKey, next); void client.invalidateQueries({ queryKey: ["/v1/office/orders"] }); }} />}
    </main>
  );
}

type Command = { kind: "refund" | "cancel" | "ship" | "return" } | { kind: "receive" | "refuse"; id: string };
const SENT = ["collected", "delivered", "returned"];

function Order({ order, onChange }: { order: Schemas["OfficeOrder"]; onChange: (order: Schemas["OfficeOrder"]) => void }) {
  const say = useSay();
  const [command, setCommand] = useState<Command | null>(null);
  const sheet = { order, onDone: onChange, onClose: () => setCommand(null) };
  const returned = command && "id" in command ? order.return_records.find(({ id }) => id === command.id) : undefined;
  const titleOf = (sku: string) => order.lines.find((line) => line.sku === sku)?.title ?? sku;
  const lines = (all: readonly { sku: string; quantity: number }[]) => all.map(({ sku, quantity }) => `${quantity} × ${titleOf(sku)}`).join(", ");
  const refundable = order.refundable.shipping.amount > 0 || order.refundable.lines.some(({ quantity }) => quantity > 0);
  const sendable = order.unsent.some(({ quantity }) => quantity > 0) || order.parcels.some(({ status }) => status === "planned" || status === "requested");
  const cancellable = !["cancelled", "cancelling", "closed", "returned", "delivered", "collected"].includes(order.status);
  const money = useMoney();
  const time = useTime();
  const { totals, delivery } = order;
  return (
    <>
      <div className="page-head"><h1 className="numbers">{order.number}</h1><span className="status" data-status={order.status}>{say(`order.${order.status}`)}</span><span className="soft numbers">{time(order.placed_at)} · {order.market.toUpperCase()} · {order.email}</span>
        <span className="page-actions">
          {sendable && order.status !== "awaiting_payment" && <Button kind="quiet" onClick={() => setCommand({ kind: "ship" })}>{say("ship.open")}</Button>}
          {order.parcels.some(({ status }) => SENT.includes(status)) && <Button kind="quiet" onClick={() => setCommand({ kind: "return" })}>{say("return.open")}</Button>}
          {refundable && <Button kind="quiet" onClick={() => setCommand({ kind: "refund" })}>{say("refund.open")}</Button>}
          {cancellable && <Button kind="quiet" onClick={() => setCommand({ kind: "cancel" })}>{say("cancel.open")}</Button>}
        </span></div>
      {order.note && <Notice>{order.note}</Notice>}
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
          {order.parcels.length > 0 && (
            <section><h2>{say("parcels.title")}</h2>
              <div className="table-frame" tabIndex={0} role="region" aria-label={say("parcels.title")}><table>
                <thead><tr><th>{say("order.lines")}</th><th>{say("status")}</th><th>{say("parcels.from")}</th><th>{say("parcels.tracking")}</th><th className="figures">{say("order.since")}</th></tr></thead>
                <tbody>{order.parcels.map((parcel) => (
                  <tr key={parcel.id}>
                    <td>{lines(parcel.lines)}{parcel.exchange_for && <span className="soft"> · {say("parcels.exchange")}</span>}</td>
                    <td><span className="status" data-status={parcel.status}>{say(`parcel.${parcel.status}`)}</span>{parcel.task_id && <> · <Link className="link" to={`/tasks/${parcel.task_id}`}>{say("parcels.task")}</Link></>}</td>
                    <td className="soft">{parcel.location || "–"}</td>
                    <td className="numbers soft">{parcel.carrier} {parcel.tracking_number ?? "–"}</td>
                    <td className="figures soft">{parcel.history.length > 0 ? time(parcel.history.at(-1)!.at) : ""}</td>
                  </tr>
                ))}</tbody>
              </table></div>
            </section>
          )}
          {order.return_records.length > 0 && (
            <section><h2>{say("returns.title")}</h2>
              <div className="table-frame" tabIndex={0} role="region" aria-label={say("returns.title")}><table>
                <thead><tr><th>{say("order.lines")}</th><th>{say("status")}</th><th>{say("order.reason")}</th><th className="figures">{say("order.since")}</th><th><span className="visually-hidden">{say("receive.title")}</span></th></tr></thead>
                <tbody>{order.return_records.map((one) => (
                  <tr key={one.id}>
                    <td>{lines(one.lines)}</td>
                    <td><span className="status" data-status={one.state}>{say(`return.${one.state}`)}</span></td>
                    <td className="soft">{[...new Set(one.lines.map(({ reason }) => say(`return_reason.${reason}`)))].join(", ")}{one.note && ` · ${one.note}`}</td>
                    <td className="figures soft">{one.history.length > 0 ? time(one.history.at(-1)!.at) : ""}</td>
                    <td className="cell-action">{(one.state === "requested" || one.state === "label_sent") && <><button type="button" className="link" onClick={() => setCommand({ kind: "receive", id: one.id })}>{say("receive.open")}</button> <button type="button" className="link" onClick={() => setCommand({ kind: "refuse", id: one.id })}>{say("refuse.open")}</button></>}</td>
                  </tr>
                ))}</tbody>
              </table></div>
            </section>
          )}
          {order.refund_records.length > 0 && (
            <section><h2>{say("refunds.title")}</h2>
              <div className="table-frame" tabIndex={0} role="region" aria-label={say("refunds.title")}><table>
                <thead><tr><th>{say("order.lines")}</th><th>{say("status")}</th><th>{say("order.reason")}</th><th className="figures">{say("order.since")}</th><th className="figures">{say("total")}</th></tr></thead>
                <tbody>{order.refund_records.map((refund) => (
                  <tr key={refund.id}>
                    <td>{lines(refund.lines) || say("refund.shipping")}</td>
                    <td><span className="status" data-status={refund.state}>{say(`refund.${refund.state}`)}</span></td>
                    <td className="soft">{refund.reason}{refund.by && ` · ${refund.by}`}</td>
                    <td className="figures soft">{time(refund.at)}</td>
                    <td className="figures">{money(refund.total)}</td>
                  </tr>
                ))}</tbody>
              </table></div>
            </section>
          )}
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
      {command?.kind === "refund" && <RefundSheet {...sheet} />}
      {command?.kind === "cancel" && <CancelSheet {...sheet} />}
      {command?.kind === "ship" && <ShipSheet {...sheet} />}
      {command?.kind === "return" && <ReturnSheet {...sheet} />}
      {command?.kind === "receive" && returned && <ReceiveSheet {...sheet} returned={returned} />}
      {command?.kind === "refuse" && returned && <RefuseSheet {...sheet} returned={returned} />}
    </>
  );
}
