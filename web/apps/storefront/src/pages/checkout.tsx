import "./checkout.css";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { Link, useNavigate } from "react-router";
import { Button, ButtonLook, Check, formatDateRange, formatMoney, Notice, QuietState, Skeleton, TextField } from "@atelier/ui";
import { api, ApiProblem, isProblem, newIdempotencyKey, read, unwrap, type Schemas } from "@atelier/api";
import { BagMessages } from "../app/bag-sheet";
import { useBag } from "../app/bag";
import { useCustomer } from "../app/customer";
import { LoadError } from "../app/page-error";
import { usePlace } from "../app/place";
import { useTitle } from "../app/use-title";
import { useSay } from "../app/words";
import { AddressFields, checkAddress, useAddressForm, type Address } from "../parts/address-fields";
import { below, fieldErrors, focusFirstError } from "../parts/field-errors";
import { Summary } from "../parts/summary";

type Cart = Schemas["Cart"];

export function Component() {
  const say = useSay();
  const place = usePlace();
  const bag = useBag();
  useTitle(say("checkout.title"));
  if (bag.cart && bag.cart.lines.length > 0) return <Checkout cart={bag.cart} />;
  if (bag.loading) return <div className="page"><Skeleton className="checkout-coming" /></div>;
  if (bag.failed) return <div className="page"><LoadError onRetry={bag.reload} /></div>;
  return <div className="page"><QuietState level={1} title={say("bag.empty")} action={<Link {...ButtonLook("secondary")} to={place.href("")}>{say("bag.empty_action")}</Link>}>{say("bag.empty_text")}</QuietState></div>;
}

function Checkout({ cart }: { cart: Cart }) {
  const say = useSay();
  const place = usePlace();
  const bag = useBag();
  const navigate = useNavigate();
  const markets = useQuery({ ...read("/v1/markets", {}), staleTime: Infinity });
  const everywhere = useQuery({ ...read("/v1/address-forms", {}), staleTime: Infinity });
  const countries = markets.data?.items.find(({ code }) => code === place.market)?.shipping_countries ?? [place.country];
  const { details } = cart;
  const [email, setEmail] = useState(details.email ?? "");
  const [shipping, setShipping] = useState<Address>(details.shipping_address ?? { country: place.country });
  const [billing, setBilling] = useState<Address | null>(details.billing_address ?? null);
  const [method, setMethod] = useState(details.shipping_method ?? null);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [notice, setNotice] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  // One key for one intention: a second press or a retry of the same order repeats the first answer.
  const key = useRef({ about: "", value: "" });

  const customer = useCustomer();
  useEffect(() => {
    if (!customer) return;
    setEmail((before) => before || customer.email);
    setShipping((before) => ({ ...before, family_name: before.family_name ?? customer.family_name, given_name: before.given_name ?? customer.given_name }));
  }, [customer]);

  // Not before the bag has followed to this market: the old market sends nothing here.
  const methods = useQuery({ ...read("/v1/carts/{cart_id}/shipping-methods", { path: { cart_id: cart.id }, query: { country: shipping.country, locale: place.locale } }), enabled: cart.market === place.market, staleTime: 0, placeholderData: keepPreviousData });
  useEffect(() => {
    const first = methods.data?.items[0];
    if (first && !methods.data?.items.some(({ code }) => code === method)) setMethod(first.code);
  }, [methods.data, method]);
  const chosen = methods.data?.items.find(({ code }) => code === method);
  const shippingForm = useAddressForm(shipping.country).data;
  const billingForm = useAddressForm(billing?.country ?? shipping.country).data;

  // The total beside the form before the server has the details: its own subtotal and the chosen method's price.
  const shown = cart.totals.subtotal.amount + (chosen?.price.amount ?? 0);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setNotice(null);
    const found: Record<string, string> = {};
    if (email.trim() === "") found.email = say("field.required");
    for (const [name, text] of Object.entries(checkAddress(shippingForm, shipping, say))) found[`shipping_address/${name}`] = text;
    if (billing) for (const [name, text] of Object.entries(checkAddress(billingForm, billing, say))) found[`billing_address/${name}`] = text;
    setErrors(found);
    if (Object.keys(found).length > 0) return focusFirstError();
    setBusy(true);
    try {
      await placeOrder();
    } catch (error) {
      setBusy(false);
      if (!(error instanceof ApiProblem)) throw error;
      if (error.fields.length > 0 && error.status === 422) { setErrors(fieldErrors(error, say)); setNotice(say("checkout.check_fields")); focusFirstError(); return; }
      if (isProblem(error, "total_changed") || isProblem(error, "sold_out")) bag.reload();
      setNotice(say(isProblem(error, "sold_out") ? "checkout.sold_out" : isProblem(error, "total_changed") ? "checkout.total_changed" : "error.temporary"));
    }
  };

  const placeOrder = async () => {
    const body = { email: email.trim(), shipping_address: trimmed(shipping), billing_address: billing && trimmed(billing), shipping_method: method, note: null };
    const params = { path: { cart_id: cart.id } };
    const updated = await unwrap(api.PUT("/v1/carts/{cart_id}/details", { params, body }));
    bag.replace(updated);
    if (updated.totals.total.amount !== shown || !updated.checkout.ready) {
      setBusy(false);
      setNotice(say(updated.checkout.ready ? "checkout.total_changed" : "checkout.check_fields"));
      return;
    }
    const about = JSON.stringify([cart.id, body, updated.totals.total, updated.lines.map(({ sku, quantity }) => [sku, quantity])]);
    if (key.current.about !== about) key.current = { about, value: newIdempotencyKey() };
    const placed = await unwrap(api.POST("/v1/carts/{cart_id}/checkout", {
      params: { ...params, header: { "Idempotency-Key": key.current.value } },
      body: { expected_total: updated.totals.total, payment_means: "card" },
    }));
    const orderPath = place.href(`orders/${placed.order.id}?token=${encodeURIComponent(placed.order_token)}`);
    bag.forget();
    // The PSP may not have answered yet: the order's page waits for it and goes on from there.
    if (placed.payment.redirect_url) { window.history.replaceState(null, "", orderPath); location.assign(placed.payment.redirect_url); }
    else void navigate(`${orderPath}&pay=1`, { replace: true });
  };

  return (
    <div className="page checkout">
      <h1 className="display-lg">{say("checkout.title")}</h1>
      <div className="checkout-columns">
        <form className="checkout-form" noValidate onSubmit={(event) => void submit(event)}>
          {notice && <Notice kind="error">{notice}</Notice>}
          <BagMessages messages={bag.messages} />
          <fieldset>
            <legend className="display-sm">{say("checkout.contact")}</legend>
            <div className="fields">
              <div data-width="full"><TextField type="email" inputMode="email" autoComplete="email" label={say("account.email")} hint={say("checkout.email_hint")} required maxLength={254} value={email} error={errors.email} onChange={(event) => setEmail(event.target.value)} /></div>
            </div>
          </fieldset>
          <fieldset>
            <legend className="display-sm">{say("checkout.shipping")}</legend>
            <AddressFields section="shipping" countries={countries} value={shipping} onChange={setShipping} errors={below(errors, "shipping_address")} />
          </fieldset>
          <fieldset>
            <legend className="display-sm">{say("checkout.method")}</legend>
            <div className="choice-list">
              {methods.data?.items.map((one) => (
                <Check key={one.code} type="radio" name="method" checked={one.code === method} onChange={() => setMethod(one.code)} count={one.price.amount === 0 ? say("summary.free") : formatMoney(one.price, place.tag)}>
                  {one.name}<span className="soft text-sm choice-note">{formatDateRange(one.earliest, one.latest, place.tag)}</span>
                </Check>
              ))}
              {methods.isError && <Notice kind="error">{say("error.temporary")} <Button kind="quiet" onClick={() => void methods.refetch()}>{say("retry")}</Button></Notice>}
            </div>
            {errors.shipping_method && <p className="error-text text-sm">{errors.shipping_method}</p>}
          </fieldset>
          <fieldset>
            <legend className="display-sm">{say("checkout.billing")}</legend>
            <Check checked={billing === null} onChange={(event) => setBilling(event.target.checked ? null : { country: shipping.country })}>{say("checkout.billing_same")}</Check>
            {billing && <AddressFields section="billing" countries={everywhere.data?.countries ?? countries} value={billing} onChange={setBilling} errors={below(errors, "billing_address")} />}
          </fieldset>
          <fieldset>
            <legend className="display-sm">{say("checkout.payment")}</legend>
            <p className="soft">{say("checkout.payment_text")}</p>
            <div className="checkout-action">
              <Button type="submit" wide busy={busy} disabled={!chosen}>{say("checkout.pay", { amount: formatMoney({ amount: shown, currency: cart.currency }, place.tag) })}</Button>
            </div>
          </fieldset>
        </form>
        <aside className="checkout-summary" aria-label={say("summary.title")}>
          <Summary lines={cart.lines} totals={{ ...cart.totals, shipping: chosen?.price ?? null, total: { amount: shown, currency: cart.currency } }} />
        </aside>
      </div>
    </div>
  );
}

const trimmed = (address: Address): Address => Object.fromEntries(Object.entries(address).map(([name, value]) => [name, typeof value === "string" ? value.trim() || null : value])) as Address;
