import { useEffect } from "react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Navigate, Route, Routes } from "react-router";
import { api, unwrap } from "@atelier/api";
import { Button, QuietState } from "@atelier/ui";
import { isSignedOut, problemWord, SignIn } from "@atelier/staff";
import { Frame } from "./frame";
import { ME } from "./me";
import { ImportsPage } from "./pages/imports";
import { ItemPage } from "./pages/item";
import { ItemsPage } from "./pages/items";
import { NewItemPage } from "./pages/new-item";
import { OrderPage } from "./pages/order";
import { OrdersPage } from "./pages/orders";
import { StockPage } from "./pages/stock";
import { SubscriberPage } from "./pages/subscriber";
import { SubscribersPage } from "./pages/subscribers";
import { TaskPage } from "./pages/task";
import { TasksPage } from "./pages/tasks";
import { useSay } from "./words";

export const HOUSE_NAME = "Maison Verrane";

export function App() {
  const say = useSay();
  const client = useQueryClient();
  const me = useQuery({ ...ME, staleTime: Infinity });
  // Whichever page meets a "not signed in" first: who I am is asked again, and the answer shows the sign-in.
  useEffect(() => client.getQueryCache().subscribe(({ query, type }) => {
    if (type === "updated" && query.queryKey[0] !== ME.queryKey[0] && query.state.status === "error" && isSignedOut(query.state.error)) void client.resetQueries({ queryKey: ME.queryKey });
  }), [client]);

  if (isSignedOut(me.error)) {
    return <SignIn house={HOUSE_NAME} room={say("office")} onSignIn={async (user, password) => { const who = await unwrap(api.POST("/v1/office/sign-in", { body: { user, password } })); client.clear(); client.setQueryData(ME.queryKey, who); await me.refetch(); }} />;
  }
  if (me.isError && !me.data) return <main className="sign-in"><QuietState title={say("office.unreachable")} action={<Button onClick={() => void me.refetch()}>{say("retry")}</Button>}>{say(problemWord(me.error))}</QuietState></main>;
  if (!me.data) return null;
  return (
    <Frame me={me.data}>
      <Routes>
        <Route path="items" element={<ItemsPage />} />
        <Route path="items/new" element={<NewItemPage />} />
        <Route path="items/:id" element={<ItemPage />} />
        <Route path="stock" element={<StockPage />} />
        <Route path="imports" element={<ImportsPage />} />
        <Route path="orders" element={<OrdersPage />} />
        <Route path="orders/:id" element={<OrderPage />} />
        <Route path="tasks" element={<TasksPage />} />
        <Route path="tasks/:id" element={<TaskPage />} />
        <Route path="subscribers" element={<SubscribersPage />} />
        <Route path="subscribers/:id" element={<SubscriberPage />} />
        <Route path="*" element={<Navigate to="/items" replace />} />
      </Routes>
    </Frame>
  );
}
