import "./checkout.css";
import "./account.css";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { Link } from "react-router";
import { Button, formatMoney, formatTime, Notice, Picture, QuietState, Skeleton, TextField } from "@atelier/ui";
import { api, isProblem, read, unwrap, type Answer, type Schemas } from "@atelier/api";
import { LoadError } from "../app/page-error";
import { me, rememberSignIn } from "../app/customer";
import { usePlace } from "../app/place";
import { useTitle } from "../app/use-title";
import { useSay } from "../app/words";
import { fieldErrors, focusFirstError } from "../parts/field-errors";


export function Component() {
  const say = useSay();
  useTitle(say("account.title"));
  const customer = useQuery({ ...me, staleTime: 0, retry: false });
  if (customer.isPending) return <div className="page"><Skeleton style={{ height: "20rem" }} /></div>;
  if (isProblem(customer.error) && customer.error.isUnauthenticated) return <SignIn />;
  if (!customer.data) return <div className="page"><LoadError onRetry={() => void customer.refetch()} /></div>;
  return <Account customer={customer.data} />;
}

function Account({ customer }: { customer: Schemas["Customer"] }) {
  const say = useSay();
  const place = usePlace();
  const client = useQueryClient();
  const orders = useInfiniteQuery({
    queryKey: ["my-orders"],
    queryFn: ({ pageParam, signal }) => read("/v1/customers/me/orders", { query: { limit: 20, ...(pageParam ? { cursor: pageParam } : {}) } }).queryFn({ signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last: Answer<"/v1/customers/me/orders">) => last.next_cursor,
    staleTime: 0,
  });
  const signOut = useMutation({
    mutationFn: () => unwrap(api.DELETE("/v1/customers/sessions/current", {})),
    onSuccess: () => { rememberSignIn(false); client.removeQueries({ queryKey: ["my-orders"] }); void client.resetQueries({ queryKey: me.queryKey }); },
  });
  const all = orders.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <div className="page checkout">
      <div className="account-head">
        <div><p className="soft text-sm">{customer.email}</p><h1 className="display-lg">{say("account.hello", { name: customer.given_name, family_name: customer.family_name })}</h1></div>
        <Button kind="quiet" busy={signOut.isPending} onClick={() => signOut.mutate()}>{say("account.sign_out")}</Button>
      </div>
      <h2 className="display-sm">{say("account.orders")}</h2>
      {orders.isError && <LoadError level={2} onRetry={() => void orders.refetch()} />}
      {orders.isSuccess && all.length === 0 && <QuietState title={say("account.no_orders")} action={<Link className="button" data-kind="secondary" to={place.href("")}>{say("bag.empty_action")}</Link>} />}
      <ul className="order-list">
        {all.map((order) => (
          <li key={order.id}>
            <Link to={place.href(`orders/${order.id}`)}>
              <Picture photo={order.photo} sizes="4.5rem" ratio="4 / 5" decorative />
              <span className="order-words"><span className="numbers">{say("order.number", { number: order.number })}</span><span className="soft text-sm">{formatTime(order.placed_at, place.tag)}</span></span>
              <span className="text-sm">{say(`order_status.${order.status}`)}</span>
              <span className="numbers text-sm">{formatMoney(order.total, place.tag)}</span>
            </Link>
          </li>
        ))}
      </ul>
      {orders.hasNextPage && <Button kind="secondary" busy={orders.isFetchingNextPage} onClick={() => void orders.fetchNextPage()}>{say("account.more_orders")}</Button>}
    </div>
  );
}

function SignIn() {
  const say = useSay();
  const { market, locale } = usePlace();
  const client = useQueryClient();
  const [registering, setRegistering] = useState(false);
  const [values, setValues] = useState({ email: "", password: "", given_name: "", family_name: "" });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [notice, setNotice] = useState<string | null>(null);
  const enter = useMutation({
    mutationFn: () => registering
      ? unwrap(api.POST("/v1/customers", { body: { ...values, email: values.email.trim(), market, locale } }))
      : unwrap(api.POST("/v1/customers/sessions", { body: { email: values.email.trim(), password: values.password } })),
    onSuccess: (customer) => { rememberSignIn(true); client.setQueryData(me.queryKey, customer); },
    onError: (error) => {
      if (isProblem(error, "email_taken")) setErrors({ email: say("account.email_taken") });
      else if (isProblem(error) && error.fields.length > 0) setErrors(fieldErrors(error, say));
      else setNotice(say((isProblem(error) && error.isUnauthenticated) ? "account.wrong" : (isProblem(error) && error.status === 429) ? "account.too_many" : "error.temporary"));
      focusFirstError();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setNotice(null);
    const found = Object.fromEntries(Object.entries(values).filter(([name, value]) => value.trim() === "" && (registering || name === "email" || name === "password")).map(([name]) => [name, say("field.required")]));
    if (registering && values.password !== "" && values.password.length < 10) found.password = say("account.password_hint");
    setErrors(found);
    if (Object.keys(found).length > 0) focusFirstError();
    else enter.mutate();
  };
  const field = (name: keyof typeof values) => ({ name, value: values[name], error: errors[name], required: true, onChange: (event: { target: { value: string } }) => setValues((before) => ({ ...before, [name]: event.target.value })) });
  return (
    <div className="page checkout sign-in">
      <h1 className="display-lg">{say(registering ? "account.register" : "account.sign_in")}</h1>
      <p className="soft">{say(registering ? "account.register_text" : "account.sign_in_text")}</p>
      <form className="fields" noValidate onSubmit={submit}>
        {notice && <div data-width="full"><Notice kind="error">{notice}</Notice></div>}
        {registering && <div data-width="half"><TextField label={say("address.given_name")} autoComplete="given-name" maxLength={60} {...field("given_name")} /></div>}
        {registering && <div data-width="half"><TextField label={say("address.family_name")} autoComplete="family-name" maxLength={60} {...field("family_name")} /></div>}
        <div data-width="full"><TextField label={say("account.email")} type="email" autoComplete="email" maxLength={254} {...field("email")} /></div>
        <div data-width="full"><TextField label={say("account.password")} type="password" autoComplete={registering ? "new-password" : "current-password"} maxLength={200} hint={registering ? say("account.password_hint") : undefined} {...field("password")} /></div>
        <div data-width="full" className="sign-in-actions">
          <Button type="submit" wide busy={enter.isPending}>{say(registering ? "account.register_action" : "account.sign_in_action")}</Button>
          <Button kind="quiet" onClick={() => { setRegistering(!registering); setErrors({}); setNotice(null); }}>{say(registering ? "account.have" : "account.new")}</Button>
        </div>
      </form>
    </div>
  );
}
