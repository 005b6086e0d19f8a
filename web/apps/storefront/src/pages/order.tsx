import "./checkout.css";
import "./order.css";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useParams, useSearchParams } from "react-router";
import { Button, formatDateRange, formatTime, Notice, Skeleton } from "@atelier/ui";
import { api, isProblem, newIdempotencyKey, read, unwrap, type Schemas } from "@atelier/api";
import { countryName } from "../app/names";
import { LoadError } from "../app/page-error";
import { usePlace } from "../app/place";
import { useTitle } from "../app/use-title";
import { useSay } from "../app/words";
import { useAddressForm } from "../parts/address-fields";
import { Summary } from "../parts/summary";
import { Component as NotFound } from "./not-found";

type Order = Schemas["Order"];
const FINAL: Order["status"][] = ["delivered", "closed", "cancelled"];
const REFUSED: Schemas["PaymentStatus"][] = ["declined", "cancelled"];

export function Component() {
  const { id = "" } = useParams();
  const [search] = useSearchParams();
  const { locale } = usePlace();
  const token = search.get("token") ?? undefined;
  const order = useQuery({
    ...read("/v1/orders/{order_id}", { path: { order_id: id }, query: { locale, ...(token ? { token } : {}) } }),
    staleTime: 0,
    // Quick while the payment is being decided, calm while the parcel travels, silent when all is done.
    refetchInterval: ({ state: { data } }) => (!data ? false : FINAL.includes(data.status) ? false : data.status === "awaiting_payment" ? (REFUSED.includes(data.payment.status) ? 15_000 : 1_500) : 5_000),
  });
  const say = useSay();
  useTitle(order.data ? say("order.number", { number: order.data.number }) : undefined);
  if (isProblem(order.error) && order.error.isMissing) return <NotFound />;
  if (order.isError && !order.data) return <div className="page"><LoadError onRetry={() => void order.refetch()} /></div>;
  if (!order.data) return <div className="page"><Skeleton style={{ height: "30rem" }} /></div>;
  return <OrderPage order={order.data} token={token} paysAtOnce={search.get("pay") === "1"} onChanged={() => void order.refetch()} />;
}

function OrderPage({ order, token, paysAtOnce, onChanged }: { order: Order; token: string | undefined; paysAtOnce: boolean; onChanged: () => void }) {
  const say = useSay();
  const { tag, locale } = usePlace();
  const { payment, delivery, shipping_address: address } = order;
  // Addresses carry the form's value of a region (a code where there are options); people read its label.
  const options = useAddressForm(address.country).data?.fields.find(({ name }) => name === "region")?.options;
  const region = options?.find(({ value }) => value === address.region)?.label ?? address.region ?? null;
  const waits = order.status === "awaiting_payment";
  const refused = waits && REFUSED.includes(payment.status);
  const title = refused ? "order.refused" : waits ? "order.waiting" : order.status === "cancelled" ? "order.cancelled" : "order.thanks";
  return (
    <div className="page checkout">
      <p className="soft text-sm numbers">{say("order.number", { number: order.number })}</p>
      <h1 className="display-lg">{say(title)}</h1>
      {!waits && order.status !== "cancelled" && <p className="soft order-lead">{say("order.mail", { email: order.email })}</p>}
      {order.status === "delivery_failed" && <Notice kind="info">{say("order.delivery_failed_text")}</Notice>}
      <div className="checkout-columns">
        <div className="checkout-form">
          {waits && <PaymentStep order={order} token={token} refused={refused} paysAtOnce={paysAtOnce} onChanged={onChanged} />}
          <section aria-labelledby="progress">
            <h2 id="progress" className="display-sm">{say("order.progress")}</h2>
            <ol className="timeline">
              {order.timeline.map(({ code, state, at }, index) => (
                <li key={`${code}${index}`} data-state={state} data-bad={["payment_declined", "cancelled", "delivery_failed"].includes(code) || undefined} aria-current={state === "current" ? "step" : undefined}>
                  <span>{say(`timeline.${code}`)}</span>
                  {at && <time className="soft text-sm numbers" dateTime={at}>{formatTime(at, tag)}</time>}
                  {state === "current" && <span className="soft text-sm">{say("timeline.now")}</span>}
                </li>
              ))}
            </ol>
          </section>
          <section aria-labelledby="delivery">
            <h2 id="delivery" className="display-sm">{say("order.delivery")}</h2>
            <div className="order-facts">
              <address>
                {[nameOf(order), address.company, ...linesOf(address, region), countryName(address.country, locale)].filter(Boolean).map((line, index) => <span key={index}>{line}</span>)}
              </address>
              <dl>
                <dt className="soft text-sm">{order.shipping_method.name}</dt>
                {delivery.earliest && delivery.latest && <dd>{formatDateRange(delivery.earliest, delivery.latest, tag)}</dd>}
                {delivery.tracking_number && (
                  <dd className="numbers">{delivery.carrier} · {delivery.tracking_url ? <a className="underlined" href={delivery.tracking_url} rel="noreferrer">{delivery.tracking_number}</a> : delivery.tracking_number}</dd>
                )}
              </dl>
            </div>
          </section>
        </div>
        <aside className="checkout-summary" aria-label={say("summary.title")}><Summary lines={order.lines} totals={order.totals} showTax />
          {!waits && order.status !== "cancelled" && <a className="underlined text-sm" href={`/v1/orders/${order.id}/invoice${token ? `?token=${encodeURIComponent(token)}` : ""}`}>{say("order.invoice")}</a>}
        </aside>
      </div>
    </div>
  );
}

/** Before the money is there: go to the PSP's page, wait for its answer, or try again. */
function PaymentStep({ order, token, refused, paysAtOnce, onChanged }: { order: Order; token: string | undefined; refused: boolean; paysAtOnce: boolean; onChanged: () => void }) {
  const say = useSay();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  // A key per refused payment: pressing twice makes one new payment.
  const key = useRef({ payment: "", value: "" });
  const { redirect_url, id } = order.payment;
  useEffect(() => {
    if (paysAtOnce && redirect_url && !refused) location.replace(redirect_url);
  }, [paysAtOnce, redirect_url, refused]);

  const again = async () => {
    setBusy(true);
    setFailed(false);
    if (key.current.payment !== id) key.current = { payment: id, value: newIdempotencyKey() };
    try {
      const payment = await unwrap(api.POST("/v1/orders/{order_id}/payments", {
        params: { path: { order_id: order.id }, query: token ? { token } : {}, header: { "Idempotency-Key": key.current.value } },
        body: { payment_means: "card" },
      }));
      if (payment.redirect_url) location.assign(payment.redirect_url);
      else onChanged();
    } catch {
      setFailed(true);
    }
    setBusy(false);
  };
  return (
    <section className="payment-step">
      <Notice kind={refused ? "error" : "info"}>{say(refused ? "order.refused_text" : redirect_url ? "order.unpaid_text" : "order.waiting_text")}</Notice>
      {refused && <Button busy={busy} onClick={() => void again()}>{say("order.pay_again")}</Button>}
      {!refused && redirect_url && <a className="button" data-kind="primary" href={redirect_url}>{say("order.pay")}</a>}
      {failed && <p className="error-text text-sm" role="alert">{say("error.temporary")}</p>}
    </section>
  );
}

const EASTERN = ["JP", "KR", "CN", "HK"];
function nameOf({ shipping_address: { country, family_name, given_name } }: Order): string {
  const names = [given_name, family_name].filter(Boolean);
  if (!EASTERN.includes(country) || !/[^\u0000-\u024f]/.test(names.join(""))) return names.join(" ");
  return names.reverse().join(country === "JP" ? " " : "");
}
function linesOf(address: Schemas["Address"], region: string | null): string[] {
  const { country, postal_code, city, district, line1, line2 } = address;
  const join = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(" ");
  const lines = country === "JP" ? [postal_code && `〒${postal_code}`, join(region, city), line1, line2]
    : EASTERN.includes(country) ? [join(postal_code, region), join(city === region ? null : city, district), line1, line2]
    : [line1, line2, join(postal_code, city), join(district, region)];
  return lines.filter((line): line is string => Boolean(line));
}
