import { useState } from "react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { api, read, unwrap, type Schemas } from "@atelier/api";
import { Button, Notice, SkeletonText } from "@atelier/ui";
import { problemWord } from "@atelier/staff";
import { useTime } from "../parts/money";
import { Rows } from "../parts/rows";
import { useCommand } from "../parts/use-command";
import { usePages } from "../parts/use-pages";
import { useSay } from "../words";
import { HEALTH_MARK, healthOf, SUBSCRIBERS, type Subscriber } from "./subscribers";

/** One subscriber: what waits, what it refused for good, and the newest tries. */
export function SubscriberPage() {
  const say = useSay();
  const { id = "" } = useParams();
  const client = useQueryClient();
  const asked = read("/v1/office/subscribers/{subscriber_id}", { path: { subscriber_id: id } });
  const one = useQuery({ ...asked, refetchInterval: 5_000 });
  return (
    <main className="page-wide">
      <p className="crumb"><Link className="link" to="/subscribers">{say("nav.subscribers")}</Link></p>
      {one.isError && !one.data && <Notice kind="error">{say(problemWord(one.error))}</Notice>}
      {one.isPending && <SkeletonText lines={8} />}
      {one.data && <Detail one={one.data} onChange={(next) => { client.setQueryData(asked.queryKey, next); void client.invalidateQueries({ queryKey: SUBSCRIBERS.queryKey }); }} />}
    </main>
  );
}

function Detail({ one, onChange }: { one: Subscriber; onChange: (one: Subscriber) => void }) {
  const say = useSay();
  const time = useTime();
  const [sent, setSent] = useState<number | null>(null);
  const path = { subscriber_id: one.id };
  const attempts = useQuery({ ...read("/v1/office/subscribers/{subscriber_id}/attempts", { path }), refetchInterval: 5_000 });
  const letters = usePages("/v1/office/subscribers/{subscriber_id}/dead-letters", {}, { path });
  const state = useCommand(async (next: "active" | "paused") => onChange(await unwrap(api.PATCH("/v1/office/subscribers/{subscriber_id}", { params: { path }, body: { state: next } }))));
  const resend = useCommand(async (at: string | null) => { setSent((await unwrap(api.POST("/v1/office/subscribers/{subscriber_id}/dead-letters/resend", { params: { path }, body: at === null ? {} : { at } }))).count); void letters.refetch(); });
  const replay = useCommand(async (from: string) => onChange(await unwrap(api.POST("/v1/office/subscribers/{subscriber_id}/replay", { params: { path }, body: { from } }))));
  const dayAgo = () => new Date(Date.now() - 86_400_000).toISOString();
  const problem = state.problem ?? resend.problem ?? replay.problem;
  const figures = [["subscribers.waiting", one.waiting], ["subscribers.set_aside", one.set_aside], ["subscribers.delivered", one.delivered], ["subscribers.failed_attempts", one.failed_attempts]] as const;
  return (
    <>
      <div className="page-head"><h1>{one.name}</h1><span className="status" data-status={HEALTH_MARK[healthOf(one)]}>{say(`subscriber.${healthOf(one)}`)}</span><span className="soft">{one.url}</span>
        <span className="page-actions">
          <Button kind="quiet" busy={replay.busy} onClick={() => void replay.run(dayAgo())}>{say("subscriber.replay_day")}</Button>
          <Button kind="secondary" busy={state.busy} onClick={() => void state.run(one.state === "active" ? "paused" : "active")}>{say(one.state === "active" ? "subscriber.pause" : "subscriber.go_on")}</Button>
        </span>
      </div>
      {problem && <Notice kind="error">{say(problemWord(problem))} {problem.message}</Notice>}
      {one.last_error && <p className="soft">{say("subscribers.last_error")}: {one.last_error}</p>}
      <dl className="levels">{figures.map(([word, value]) => <div key={word}><dt>{say(word)}</dt><dd>{value}</dd></div>)}</dl>
      <section><h2>{say("dead_letters.title")} {letters.rows.length > 0 && <button type="button" className="link" onClick={() => void resend.run(null)}>{say("dead_letters.resend_all")}</button>}</h2>
        {sent !== null && <Notice>{say("dead_letters.sent", { count: sent })}</Notice>}
        <Rows<Schemas["DeadLetter"]> label={say("dead_letters.title")} pages={letters} rows={letters.rows} columns={6} keyOf={({ at }) => at} none={say("dead_letters.none")}
          head={<><th>{say("events.type")}</th><th>{say("events.subject")}</th><th className="figures">{say("events.time")}</th><th className="figures">{say("events.attempts")}</th><th>{say("subscribers.last_error")}</th><th><span className="visually-hidden">{say("dead_letters.resend")}</span></th></>}
          row={(letter) => <>
            <td>{letter.type}</td><td className="soft">{letter.subject}</td><td className="figures soft">{time(letter.time)}</td><td className="figures">{letter.attempts}</td><td className="soft">{letter.last_error}</td>
            <td className="cell-action"><button type="button" className="link" onClick={() => void resend.run(letter.at)}>{say("dead_letters.resend")}</button></td>
          </>} />
      </section>
      <section><h2>{say("events.newest")}</h2>
        <div className="table-frame" tabIndex={0} role="region" aria-label={say("events.newest")}><table>
          <thead><tr><th className="figures">{say("events.time")}</th><th>{say("events.type")}</th><th>{say("events.subject")}</th><th className="figures">{say("events.attempt")}</th><th>{say("events.answer")}</th><th className="figures">ms</th></tr></thead>
          <tbody>{attempts.data?.items.map((one) => <tr key={`${one.event}${one.attempt}${one.at}`}><td className="figures soft">{time(one.at)}</td><td>{one.type}</td><td className="soft">{one.subject}</td><td className="figures">{one.attempt}</td><td data-low={one.error !== null || undefined}>{one.error ?? one.status}</td><td className="figures soft">{one.took_ms}</td></tr>)}</tbody>
        </table></div>
        {attempts.data?.items.length === 0 && <p className="none soft">{say("events.none")}</p>}
      </section>
    </>
  );
}
