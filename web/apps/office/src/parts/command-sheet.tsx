import type { FormEvent, ReactNode } from "react";
import type { ApiProblem } from "@atelier/api";
import { Button, Notice, Sheet } from "@atelier/ui";
import { problemWord } from "@atelier/staff";
import { useSay } from "../words";

interface CommandSheetProps { title: string; submit: string; fits: boolean; busy: boolean; problem: ApiProblem | null; onSubmit: () => void; onClose: () => void; children: ReactNode }

/** A form at the side for one thing that is done to what the page shows. What the server refuses is said in its own words. */
export function CommandSheet({ title, submit, fits, busy, problem, onSubmit, onClose, children }: CommandSheetProps) {
  const say = useSay();
  return (
    <Sheet open onOpenChange={onClose} title={title} closeLabel={say("close")}>
      <form className="stack" onSubmit={(event: FormEvent) => { event.preventDefault(); if (fits && !busy) onSubmit(); }}>
        {children}
        {problem && <Notice kind="error">{say(problemWord(problem))}{problem.status > 0 && problem.status < 500 && <span className="problem-field">{problem.message}</span>}{problem.fields.map(({ field, expected }) => <span key={field} className="problem-field"><code>{field}</code> {expected}</span>)}</Notice>}
        <Button type="submit" busy={busy} disabled={!fits}>{submit}</Button>
      </form>
    </Sheet>
  );
}
