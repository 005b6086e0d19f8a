import { useRef, useState, type FormEvent } from "react";
import { api, newIdempotencyKey, unwrap, type Schemas } from "@atelier/api";
import { Button, Notice, TextField } from "@atelier/ui";
import { isSignedOut, parseAmount, problemWord } from "@atelier/staff";
import { AmountField } from "../amount-field";
import { useMoney } from "../money";
import { useSay } from "../words";

interface CloseSessionProps { session: Schemas["TillSession"]; onClosed: (session: Schemas["TillSession"]) => void; onSignedOut: () => void; onBack: () => void }

/** The drawer is counted before the till says what should be in it, so that the count is a count. */
export function CloseSession({ session, onClosed, onSignedOut, onBack }: CloseSessionProps) {
  const say = useSay();
  const money = useMoney();
  const { currency } = session;
  const [text, setText] = useState("");
  const [note, setNote] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const key = useRef({ about: "", value: "" });
  const amount = parseAmount(text, currency);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (amount === null || busy) return;
    setBusy(true);
    setProblem(null);
    const body = { counted: { amount, currency }, note: note.trim() || null };
    const about = JSON.stringify(body);
    if (key.current.about !== about) key.current = { about, value: newIdempotencyKey() };
    try {
      onClosed(await unwrap(api.POST("/v1/till/sessions/{session_id}/close", { params: { path: { session_id: session.id }, header: { "Idempotency-Key": key.current.value } }, body })));
    } catch (error) {
      setProblem(say(problemWord(error)));
      setBusy(false);
      if (isSignedOut(error)) onSignedOut();
    }
  };
  return (
    <form className="step-form" onSubmit={(event) => void submit(event)}>
      <header className="step-head"><div><h1 className="display-md">{say("close.title")}</h1><p className="soft">{say("close.text")}</p></div></header>
      {problem && <Notice kind="error">{problem}</Notice>}
      <p className="figure" aria-live="polite"><span className="soft">{say("close.counted")}</span><strong className="big-figure">{money({ amount: amount ?? 0, currency })}</strong></p>
      <AmountField label={say("close.count")} currency={currency} value={text} onChange={setText} autoFocus error={text !== "" && amount === null ? say("amount.wrong") : undefined} />
      <TextField label={say("close.note")} value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
      <div className="step-actions">
        <Button kind="secondary" onClick={onBack}>{say("back")}</Button>
        <Button type="submit" busy={busy} disabled={amount === null}>{say("close.submit")}</Button>
      </div>
    </form>
  );
}
