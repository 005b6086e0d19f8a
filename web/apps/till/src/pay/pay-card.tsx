import { useState, type FormEvent } from "react";
import { Button, TextField } from "@atelier/ui";
import { amountText, parseAmount } from "@atelier/staff";
import { KeyHint } from "../key-hint";
import { useMoney } from "../money";
import { useSay } from "../words";
import type { PayProps } from "./pay-cash";
import { PayProblem } from "./pay-problem";

/** The card was taken on the shop's own terminal; its reference is what ties both together. */
export function PayCard({ due, mayBePart, taken, busy, problem, onPay, onBack }: PayProps) {
  const say = useSay();
  const money = useMoney();
  const { currency } = due;
  const [reference, setReference] = useState("");
  const [text, setText] = useState("");
  const amount = text === "" ? due.amount : parseAmount(text, currency);
  const part = amount !== null && amount < due.amount;
  const wrong = amount === null || amount <= 0 || amount > due.amount || (part && !mayBePart);
  const fits = reference.trim() !== "" && !wrong;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fits && !busy) onPay({ means: "card", tendered: null, terminal_reference: reference.trim() }, part ? amount : undefined);
  };
  const asked = money({ amount: wrong ? due.amount : amount, currency });
  return (
    <main className="pay">
      <form className="pay-form" onSubmit={submit}>
        <h1 className="visually-hidden">{say("pay.card")}</h1>
        <div className="pay-figures">
          {taken}
          <p className="figure"><span className="soft">{say(taken ? "pay.left" : "total")}</span><output className="big-figure" data-testid="total">{money(due)}</output></p>
          <ol className="terminal-steps"><li>{say("card.step_amount", { amount: asked })}</li><li>{say("card.step_customer")}</li><li>{say("card.step_reference")}</li></ol>
          <PayProblem error={problem} />
        </div>
        <div className="pay-entry">
          <TextField label={say("card.reference")} hint={say("card.reference_hint")} value={reference} autoFocus autoComplete="off" autoCapitalize="characters" spellCheck={false} maxLength={64} onChange={(event) => setReference(event.target.value)} />
          {mayBePart && <TextField label={`${say("card.amount")} · ${currency}`} hint={say("card.amount_hint")} inputMode="decimal" autoComplete="off" value={text} placeholder={amountText(due.amount, currency)} error={wrong ? say("amount.wrong") : undefined} maxLength={12} onChange={(event) => setText(event.target.value)} />}
          <div className="step-actions">
            <Button kind="secondary" onClick={onBack}>{say("back")}<KeyHint>Esc</KeyHint></Button>
            <Button type="submit" busy={busy} disabled={!fits}>{say(part ? "pay.part" : "card.submit")}<KeyHint>Enter</KeyHint></Button>
          </div>
        </div>
      </form>
    </main>
  );
}
