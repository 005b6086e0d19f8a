import { Link, useNavigate } from "react-router";
import type { Schemas } from "@atelier/api";
import { useTime } from "../parts/money";
import { Rows } from "../parts/rows";
import { usePages } from "../parts/use-pages";
import { useSay, type WordKey } from "../words";

/** What the courier said, in our words where we have them; his own otherwise. */
export function useCourierReason(): (reason: string) => string {
  const say = useSay();
  const known: Record<string, WordKey> = { nobody_home: "task.nobody_home", refused: "task.refused", address_wrong: "task.address_wrong" };
  return (reason) => (known[reason] ? say(known[reason]) : reason || "–");
}

/** Calls to make because nobody took a parcel, oldest first. */
export function TasksPage() {
  const say = useSay();
  const time = useTime();
  const reason = useCourierReason();
  const navigate = useNavigate();
  const pages = usePages("/v1/office/tasks", {});
  return (
    <main className="page-wide">
      <div className="page-head"><h1>{say("nav.tasks")}</h1><span className="soft">{say("tasks.text")}</span></div>
      <Rows<Schemas["SalesTask"]> label={say("nav.tasks")} pages={pages} rows={pages.rows} columns={6} keyOf={({ id }) => id} none={say("tasks.none")} onOpen={({ id }) => void navigate(`/tasks/${id}`)}
        head={<><th>{say("order.number")}</th><th className="figures">{say("order.since")}</th><th>{say("tasks.customer")}</th><th>{say("tasks.phone")}</th><th>{say("order.reason")}</th><th>{say("tasks.with")}</th></>}
        row={(task) => <>
          <td className="numbers"><Link to={`/tasks/${task.id}`}>{task.order_number}</Link></td>
          <td className="figures soft">{time(task.opened_at)}</td>
          <td>{task.customer}</td>
          <td className="numbers"><a className="link" href={`tel:${task.phone.replace(/[^+\d]/g, "")}`}>{task.phone}</a></td>
          <td>{reason(task.reason)}</td>
          <td className="soft">{task.claimed_by || "–"}</td>
        </>} />
    </main>
  );
}
