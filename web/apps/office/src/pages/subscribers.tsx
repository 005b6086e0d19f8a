import { useState } from "react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";
import { api, read, unwrap, type Schemas } from "@atelier/api";
import { Button, Notice, SkeletonText, TextField } from "@atelier/ui";
import { problemWord } from "@atelier/staff";
import { CommandSheet } from "../parts/command-sheet";
import { useTime } from "../parts/money";
import { useCommand } from "../parts/use-command";
import { useSay } from "../words";

export type Subscriber = Schemas["Subscriber"];
export const SUBSCRIBERS = read("/v1/office/subscribers", {});
/** What its line says: paused by us, silent for a while, behind, or well. */
export const healthOf = ({ state, down_since, behind_since, set_aside }: Subscriber): keyof typeof HEALTH_MARK => (state === "paused" ? "paused" : down_since ? "down" : behind_since || set_aside > 0 ? "behind" : "well");
export const HEALTH_MARK = { paused: "draft", down: "declined", behind: "pending", well: "active" } as const;

/** Who is told of events, and how that goes; looked at again every five seconds. */
export function SubscribersPage() {
  const say = useSay();
  const time = useTime();
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<Subscriber | null>(null);
  const list = useQuery({ ...SUBSCRIBERS, refetchInterval: 5_000 });
  return (
    <main className="page-wide">
      <div className="page-head"><h1>{say("nav.subscribers")}</h1><span className="soft">{say("subscribers.text")}</span><span className="page-actions"><Button kind="secondary" onClick={() => setAdding(true)}>{say("subscribers.add")}</Button></span></div>
      {list.isError && !list.data && <Notice kind="error">{say(problemWord(list.error))}</Notice>}
      {made?.secret && <Notice>{say("subscribers.secret", { name: made.name })} <code className="secret">{made.secret}</code></Notice>}
      <div className="table-frame" tabIndex={0} role="region" aria-label={say("nav.subscribers")}><table>
        <thead><tr><th>{say("subscribers.name")}</th><th>{say("status")}</th><th data-wide>{say("subscribers.url")}</th><th>{say("subscribers.types")}</th><th className="figures">{say("subscribers.waiting")}</th><th className="figures">{say("subscribers.set_aside")}</th><th className="figures">{say("subscribers.delivered")}</th><th>{say("subscribers.last_error")}</th></tr></thead>
        <tbody>{list.data?.items.map((one) => (
          <tr key={one.id}>
            <td><Link to={`/subscribers/${one.id}`}>{one.name}</Link></td>
            <td><span className="status" data-status={HEALTH_MARK[healthOf(one)]}>{say(`subscriber.${healthOf(one)}`)}</span>{(one.down_since ?? one.behind_since) && <span className="soft numbers"> · {time((one.down_since ?? one.behind_since)!)}</span>}</td>
            <td className="soft" data-wide>{one.url}</td>
            <td className="soft">{one.types.length === 0 ? say("subscribers.all_types") : one.types.join(", ")}</td>
            <td className="figures">{one.waiting}</td><td className="figures" data-low={one.set_aside > 0 || undefined}>{one.set_aside}</td><td className="figures soft">{one.delivered}</td>
            <td className="soft">{one.last_error ?? "–"}</td>
          </tr>
        ))}</tbody>
      </table>
        {list.isPending && <SkeletonText lines={4} />}
        {list.data?.items.length === 0 && <p className="none soft">{say("subscribers.none")}</p>}
      </div>
      {adding && <AddSheet onClose={() => setAdding(false)} onMade={(one) => { setMade(one); void client.invalidateQueries({ queryKey: SUBSCRIBERS.queryKey }); }} />}
    </main>
  );
}

function AddSheet({ onClose, onMade }: { onClose: () => void; onMade: (one: Subscriber) => void }) {
  const say = useSay();
  const [name, setName] = useState("");
  const [url, setUrl] = useState("");
  const [types, setTypes] = useState("");
  const command = useCommand(async (body: Schemas["NewSubscriber"]) => onMade(await unwrap(api.POST("/v1/office/subscribers", { body }))));
  const submit = () => void command.run({ name: name.trim(), url: url.trim(), types: types.split(/[\s,]+/).filter(Boolean), from: "now" }).then((done) => done && onClose());
  return (
    <CommandSheet title={say("subscribers.add")} submit={say("subscribers.add")} fits={name.trim() !== "" && url.trim() !== ""} {...command} onClose={onClose} onSubmit={submit}>
      <TextField label={say("subscribers.name")} value={name} maxLength={100} onChange={(event) => setName(event.target.value)} />
      <TextField label={say("subscribers.url")} type="url" value={url} maxLength={2000} placeholder="https://" onChange={(event) => setUrl(event.target.value)} />
      <TextField label={say("subscribers.types")} hint={say("subscribers.types_hint")} value={types} onChange={(event) => setTypes(event.target.value)} />
    </CommandSheet>
  );
}
