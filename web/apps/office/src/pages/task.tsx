import { useState } from "react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { api, read, unwrap, type Schemas } from "@atelier/api";
import { Button, Notice, SkeletonText, TextArea, TextField } from "@atelier/ui";
import { LOCALES, problemWord } from "@atelier/staff";
import { ME } from "../me";
import { AddressLines } from "../parts/address-lines";
import { CommandSheet } from "../parts/command-sheet";
import { useTime } from "../parts/money";
import { useCommand } from "../parts/use-command";
import { useSay } from "../words";
import { useCourierReason } from "./tasks";

type Task = Schemas["SalesTask"];

/** One call: whose parcel it is, what was said before, and what is agreed now. Whoever claimed it ends it. */
export function TaskPage() {
  const say = useSay();
  const { id = "" } = useParams();
  const client = useQueryClient();
  const asked = read("/v1/office/tasks/{task_id}", { path: { task_id: id } });
  const task = useQuery({ ...asked, refetchInterval: 15_000 });
  const take = (next: Task) => { client.setQueryData(asked.queryKey, next); void client.invalidateQueries({ queryKey: ["/v1/office/tasks"] }); };
  return (
    <main className="page-wide">
      <p className="crumb"><Link className="link" to="/tasks">{say("nav.tasks")}</Link></p>
      {task.isError && !task.data && <Notice kind="error">{say(problemWord(task.error))} <button type="button" className="link" onClick={() => void task.refetch()}>{say("retry")}</button></Notice>}
      {task.isPending && <SkeletonText lines={8} />}
      {task.data && <Call task={task.data} onChange={take} />}
    </main>
  );
}

function Call({ task, onChange }: { task: Task; onChange: (task: Task) => void }) {
  const say = useSay();
  const time = useTime();
  const reason = useCourierReason();
  const me = useQuery({ ...ME, staleTime: Infinity }).data;
  const [note, setNote] = useState("");
  const [ending, setEnding] = useState<"rescheduled" | "returned_to_sender" | null>(null);
  const path = { task_id: task.id };
  const claim = useCommand(async (kind: "claim" | "release") => onChange(await unwrap(kind === "claim" ? api.POST("/v1/office/tasks/{task_id}/claim", { params: { path } }) : api.POST("/v1/office/tasks/{task_id}/release", { params: { path } }))));
  const say_note = useCommand(async (body: Schemas["NewTaskNote"], key) => onChange(await unwrap(api.POST("/v1/office/tasks/{task_id}/notes", { params: { path, header: { "Idempotency-Key": key } }, body }))));
  const mine = task.state === "claimed" && task.claimed_by === me?.user;
  return (
    <>
      <div className="page-head"><h1 className="numbers">{task.order_number}</h1><span className="status" data-status={task.state === "done" ? "closed" : task.state === "claimed" ? "pending" : "declined"}>{say(`task.${task.state}`)}</span>
        <span className="soft">{time(task.opened_at)} · {task.market.toUpperCase()} · {LOCALES.includes(task.locale) ? task.locale : ""}{task.claimed_by && ` · ${task.claimed_by}`}</span>
        <span className="page-actions">
          {task.state === "open" && <Button busy={claim.busy} onClick={() => void claim.run("claim")}>{say("task.claim")}</Button>}
          {mine && <Button kind="quiet" busy={claim.busy} onClick={() => void claim.run("release")}>{say("task.release")}</Button>}
          {mine && <Button kind="secondary" onClick={() => setEnding("returned_to_sender")}>{say("task.return_to_sender")}</Button>}
          {mine && <Button onClick={() => setEnding("rescheduled")}>{say("task.reschedule")}</Button>}
        </span>
      </div>
      {(claim.problem ?? say_note.problem) && <Notice kind="error">{say(problemWord(claim.problem ?? say_note.problem))}</Notice>}
      {task.outcome && <Notice>{say(`task_outcome.${task.outcome}`)}</Notice>}
      <div className="columns">
        <div>
          <section><h2>{say("task.call")}</h2>
            <p className="call-number"><a href={`tel:${task.phone.replace(/[^+\d]/g, "")}`}>{task.phone}</a></p>
            <p>{task.customer} · <a className="link" href={`mailto:${task.email}`}>{task.email}</a></p>
            <p className="soft">{reason(task.reason)}</p>
          </section>
          <section><h2>{say("task.notes")}</h2>
            {task.notes.length === 0 && <p className="soft">{say("task.no_notes")}</p>}
            <ul className="movements task-notes">{task.notes.map((one, index) => <li key={index}><span className="soft numbers">{time(one.at)}</span><span>{one.text}<br /><span className="soft">{one.by}</span></span></li>)}</ul>
            {mine && (
              <form className="stack" onSubmit={(event) => { event.preventDefault(); if (note.trim() !== "") void say_note.run({ text: note.trim() }).then((done) => done && setNote("")); }}>
                <TextArea label={say("task.note")} rows={2} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />
                <Button type="submit" kind="secondary" busy={say_note.busy} disabled={note.trim() === ""}>{say("task.add_note")}</Button>
              </form>
            )}
          </section>
        </div>
        <aside>
          <section><h2>{say("order.delivery")}</h2>{task.address && <AddressLines address={task.address} />}</section>
          <section><h2>{say("order.number")}</h2><Link className="link numbers" to={`/orders/${task.order}`}>{task.order_number}</Link></section>
        </aside>
      </div>
      {ending && <Ending key={ending} task={task} outcome={ending} onDone={onChange} onClose={() => setEnding(null)} />}
    </>
  );
}

/** Tomorrow, where the reader is. */
const tomorrow = () => { const day = new Date(Date.now() + 86_400_000); return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}-${String(day.getDate()).padStart(2, "0")}`; };

function Ending({ task, outcome, onDone, onClose }: { task: Task; outcome: "rescheduled" | "returned_to_sender"; onDone: (task: Task) => void; onClose: () => void }) {
  const say = useSay();
  const [day, setDay] = useState(tomorrow);
  const command = useCommand(async (body: Schemas["TaskOutcome"], key) => onDone(await unwrap(api.POST("/v1/office/tasks/{task_id}/outcome", { params: { path: { task_id: task.id }, header: { "Idempotency-Key": key } }, body }))));
  const later = outcome === "rescheduled";
  return (
    <CommandSheet title={say(later ? "task.reschedule" : "task.return_to_sender")} submit={say("task.end")} fits={!later || day !== ""} {...command} onClose={onClose}
      onSubmit={() => void command.run({ outcome, deliver_on: later ? day : null, address: null }).then((done) => done && onClose())}>
      <p>{say(later ? "task.reschedule_text" : "task.return_text")}</p>
      {later && <TextField type="date" label={say("task.day")} value={day} min={tomorrow()} onChange={(event) => setDay(event.target.value)} />}
    </CommandSheet>
  );
}
