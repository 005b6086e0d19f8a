import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, read, unwrap, type Schemas } from "@atelier/api";
import { Button, QuietState } from "@atelier/ui";
import { isSignedOut, problemWord, SignIn } from "@atelier/staff";
import { CloseReport } from "./session/close-report";
import { Desk } from "./desk";
import { OpenSession } from "./session/open-session";
import { useSay } from "./words";

const HOUSE_NAME = "Maison Verrane";
const ME = read("/v1/till/me", {});

/** Who stands at this till decides what it shows: sign-in, the float, or the desk. */
export function App() {
  const say = useSay();
  const client = useQueryClient();
  const me = useQuery({ ...ME, staleTime: Infinity });
  const [closed, setClosed] = useState<Schemas["TillSession"] | null>(null);
  const take = (value: Schemas["TillMe"]) => client.setQueryData(ME.queryKey, value);

  if (isSignedOut(me.error)) {
    return <SignIn house={HOUSE_NAME} room={say("till")} onSignIn={async (user, password) => { take(await unwrap(api.POST("/v1/till/sign-in", { body: { user, password } }))); setClosed(null); }} />;
  }
  if (me.isError && !me.data) {
    return <main className="sign-in"><QuietState title={say("till.unreachable")} action={<Button onClick={() => void me.refetch()}>{say("retry")}</Button>}>{say(problemWord(me.error))}</QuietState></main>;
  }
  if (!me.data) return null;

  const signOut = async () => {
    await unwrap(api.POST("/v1/till/sign-out")).catch(() => undefined);
    setClosed(null);
    client.removeQueries();
    await client.resetQueries({ queryKey: ME.queryKey });
    await me.refetch();
  };
  if (closed) return <CloseReport session={closed} onNext={() => setClosed(null)} onSignOut={() => void signOut()} />;
  if (!me.data.session) return <OpenSession me={me.data} onOpened={(session) => take({ ...me.data, session })} onStale={() => void me.refetch()} onSignOut={() => void signOut()} />;
  return (
    <Desk key={me.data.session.id} me={me.data} session={me.data.session}
      onSignOut={() => void signOut()}
      onSignedOut={() => void me.refetch()}
      onClosed={(session) => { client.removeQueries({ queryKey: read("/v1/till/sales", {}).queryKey }); take({ ...me.data, session: null }); setClosed(session); }} />
  );
}
