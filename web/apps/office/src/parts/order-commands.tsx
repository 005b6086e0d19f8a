import { useState } from "react";
import { api, unwrap, type Schemas } from "@atelier/api";
import { Select, TextField } from "@atelier/ui";
import { amountText, parseAmount } from "@atelier/staff";
import { useSay } from "../words";
import { CommandSheet } from "./command-sheet";
import { linesOf, Quantities } from "./quantities";
import { useCommand } from "./use-command";
import { useNames, useVocabulary } from "./vocabulary";

type Order = Schemas["OfficeOrder"];
interface Props { order: Order; onDone: (order: Order) => void; onClose: () => void }
const LONGEST_REASON = 200;
const REASONS = ["too_small", "too_large", "not_as_shown", "damaged", "changed_mind"] as const satisfies readonly Schemas["ReturnReason"][];

const titles = (order: Order) => (sku: string) => { const line = order.lines.find((one) => one.sku === sku); return line ? [line.title, ...line.options.map(({ label }) => label)].join(" · ") : sku; };
const header = (order: Order, key: string) => ({ path: { order_id: order.id }, header: { "Idempotency-Key": key } });

/** Money back for lines and for shipping; the shop computes the amounts from what was paid. */
export function RefundSheet({ order, onDone, onClose }: Props) {
  const say = useSay();
  const [chosen, setChosen] = useState<Record<string, number>>({});
  const [shipping, setShipping] = useState("");
  const [reason, setReason] = useState("");
  const most = order.refundable.shipping;
  const amount = shipping === "" ? 0 : parseAmount(shipping, most.currency);
  const command = useCommand(async (body: Schemas["NewRefund"], key) => onDone(await unwrap(api.POST("/v1/office/orders/{order_id}/refunds", { params: header(order, key), body }))));
  const fits = reason.trim() !== "" && amount !== null && amount <= most.amount && (linesOf(chosen).length > 0 || amount > 0);
  const submit = () => void command.run({ lines: linesOf(chosen), shipping: amount ? { amount, currency: most.currency } : null, reason: reason.trim() }).then((done) => done && onClose());
  return (
    <CommandSheet title={say("refund.title")} submit={say("refund.submit")} {...{ fits, ...command, onClose }} onSubmit={submit}>
      <Quantities possible={order.refundable.lines} chosen={chosen} titleOf={titles(order)} onChange={setChosen} />
      {most.amount > 0 && <TextField label={`${say("refund.shipping")} · ${most.currency}`} hint={say("refund.at_most", { amount: amountText(most.amount, most.currency) })} inputMode="decimal" value={shipping} maxLength={12} onChange={(event) => setShipping(event.target.value)} />}
      <TextField label={say("order.reason")} value={reason} maxLength={LONGEST_REASON} onChange={(event) => setReason(event.target.value)} />
    </CommandSheet>
  );
}

export function CancelSheet({ order, onDone, onClose }: Props) {
  const say = useSay();
  const [reason, setReason] = useState("");
  const command = useCommand(async (body: Schemas["OrderCancellation"], key) => onDone(await unwrap(api.POST("/v1/office/orders/{order_id}/cancel", { params: header(order, key), body }))));
  return (
    <CommandSheet title={say("cancel.title")} submit={say("cancel.submit")} fits={reason.trim() !== ""} {...command} onClose={onClose} onSubmit={() => void command.run({ reason: reason.trim() }).then((done) => done && onClose())}>
      <p>{say("cancel.text")}</p>
      <TextField label={say("order.reason")} value={reason} maxLength={LONGEST_REASON} onChange={(event) => setReason(event.target.value)} />
    </CommandSheet>
  );
}

/** Some pieces now, from one place; the rest waits. */
export function ShipSheet({ order, onDone, onClose }: Props) {
  const say = useSay();
  const [chosen, setChosen] = useState<Record<string, number>>({});
  const [location, setLocation] = useState("");
  const command = useCommand(async (body: Schemas["NewShipment"], key) => onDone(await unwrap(api.POST("/v1/office/orders/{order_id}/shipments", { params: header(order, key), body }))));
  // What is in no parcel yet, and what lies in one that nobody has collected: that one is called back first.
  const waiting = order.parcels.filter(({ status }) => status === "planned" || status === "requested").flatMap(({ lines }) => lines);
  const possible = [...order.unsent, ...waiting].reduce<Schemas["SkuQuantity"][]>((all, { sku, quantity }) => { const same = all.find((one) => one.sku === sku); return same ? all.map((one) => (one === same ? { sku, quantity: one.quantity + quantity } : one)) : [...all, { sku, quantity }]; }, []);
  return (
    <CommandSheet title={say("ship.title")} submit={say("ship.submit")} fits={linesOf(chosen).length > 0} {...command} onClose={onClose} onSubmit={() => void command.run({ lines: linesOf(chosen), location: location || null }).then((done) => done && onClose())}>
      <Quantities possible={possible} chosen={chosen} titleOf={titles(order)} onChange={setChosen} />
      <LocationSelect label={say("ship.from")} empty={say("ship.anywhere")} value={location} onChange={setLocation} />
    </CommandSheet>
  );
}

/** On the customer's behalf, after the days that the customer has, too. */
export function ReturnSheet({ order, onDone, onClose }: Props) {
  const say = useSay();
  const [chosen, setChosen] = useState<Record<string, number>>({});
  const [reason, setReason] = useState<Schemas["ReturnReason"]>("changed_mind");
  const command = useCommand(async (body: Schemas["NewReturn"], key) => onDone(await unwrap(api.POST("/v1/office/orders/{order_id}/returns", { params: header(order, key), body }))));
  const submit = () => void command.run({ lines: linesOf(chosen).map((line) => ({ ...line, reason, exchange_sku: null })) }).then((done) => done && onClose());
  return (
    <CommandSheet title={say("return.title")} submit={say("return.submit")} fits={linesOf(chosen).length > 0} {...command} onClose={onClose} onSubmit={submit}>
      <Quantities possible={order.lines.map(({ sku, quantity, cancelled }) => ({ sku, quantity: quantity - cancelled }))} chosen={chosen} titleOf={titles(order)} onChange={setChosen} />
      <Select label={say("order.reason")} value={reason} onChange={(event) => setReason(event.target.value as Schemas["ReturnReason"])}>{REASONS.map((one) => <option key={one} value={one}>{say(`return_reason.${one}`)}</option>)}</Select>
    </CommandSheet>
  );
}

type Returned = Order["return_records"][number];

/** What came back, counted on the table: to be sold again, or damaged. The exchange or the refund follows by itself. */
export function ReceiveSheet({ order, returned, onDone, onClose }: Props & { returned: Returned }) {
  const say = useSay();
  const [counts, setCounts] = useState(() => Object.fromEntries(returned.lines.map(({ sku, quantity }) => [sku, { sellable: quantity, damaged: 0 }])));
  const [location, setLocation] = useState("");
  const command = useCommand(async (body: Schemas["ReceivedReturn"], key) => onDone(await unwrap(api.POST("/v1/office/orders/{order_id}/returns/{return_id}/receive", { params: { path: { order_id: order.id, return_id: returned.id }, header: { "Idempotency-Key": key } }, body }))));
  const submit = () => void command.run({ lines: Object.entries(counts).map(([sku, count]) => ({ sku, ...count })), location }).then((done) => done && onClose());
  const count = (sku: string, kind: "sellable" | "damaged", most: number) => (
    <select className="cell-input" aria-label={`${say(`receive.${kind}`)} ${sku}`} value={counts[sku]![kind]} onChange={(event) => setCounts((all) => ({ ...all, [sku]: { ...all[sku]!, [kind]: Number(event.target.value) } }))}>
      {Array.from({ length: most + 1 }, (_, value) => <option key={value} value={value}>{value}</option>)}
    </select>
  );
  const fits = location !== "" && returned.lines.every(({ sku, quantity }) => counts[sku]!.sellable + counts[sku]!.damaged <= quantity);
  return (
    <CommandSheet title={say("receive.title")} submit={say("receive.submit")} {...{ fits, ...command, onClose }} onSubmit={submit}>
      <table><thead><tr><th>{say("title")}</th><th>{say("receive.sellable")}</th><th>{say("receive.damaged")}</th></tr></thead>
        <tbody>{returned.lines.map(({ sku, quantity }) => <tr key={sku}><td>{titles(order)(sku)}<br /><span className="soft">{sku} · {quantity}</span></td><td>{count(sku, "sellable", quantity)}</td><td>{count(sku, "damaged", quantity)}</td></tr>)}</tbody></table>
      <LocationSelect label={say("receive.into")} empty="–" value={location} onChange={setLocation} />
    </CommandSheet>
  );
}

export function RefuseSheet({ order, returned, onDone, onClose }: Props & { returned: Returned }) {
  const say = useSay();
  const [note, setNote] = useState("");
  const command = useCommand(async (body: Schemas["RefusedReturn"], key) => onDone(await unwrap(api.POST("/v1/office/orders/{order_id}/returns/{return_id}/refuse", { params: { path: { order_id: order.id, return_id: returned.id }, header: { "Idempotency-Key": key } }, body }))));
  return (
    <CommandSheet title={say("refuse.title")} submit={say("refuse.submit")} fits={note.trim() !== ""} {...command} onClose={onClose} onSubmit={() => void command.run({ note: note.trim() }).then((done) => done && onClose())}>
      <TextField label={say("order.reason")} value={note} maxLength={LONGEST_REASON} onChange={(event) => setNote(event.target.value)} />
    </CommandSheet>
  );
}

function LocationSelect({ label, empty, value, onChange }: { label: string; empty: string; value: string; onChange: (value: string) => void }) {
  const named = useNames();
  const locations = useVocabulary()?.locations ?? [];
  return <Select label={label} value={value} onChange={(event) => onChange(event.target.value)}><option value="">{empty}</option>{locations.map(({ code, names }) => <option key={code} value={code}>{named(names, code)}</option>)}</Select>;
}
