import { useState, type FormEvent } from "react";
import { Button, TextField } from "@atelier/ui";
import { KeyHint } from "../key-hint";
import { useMoney } from "../money";
import { useSay } from "../words";
import type { PayProps } from "./pay-cash";
import { PayProblem } from "./pay-problem";

/** The card was taken on the shop's own terminal; its reference is what ties both together. */
export function PayCard({ total, busy, problem, onPay, onBack }: PayProps) {
  const say = useSay();
  const money = useMoney();
  const [reference, setReference] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reference.trim() !== "" && !busy) onPay({ means: "card", tendered: null, terminal_reference: reference.trim() });
  };
  return (
    <main className="pay">
      <form className="pay-form" onSubmit={submit}>
        <h1 className="visually-hidden">{say("pay.card")}</h1>
        <div className="pay-figures">
          <p className="figure"><span className="soft">{say("total")}</span><output className="big-figure" data-testid="total">{money(total)}</output></p>
          <ol className="terminal-steps"><li>{say("card.step_amount", { amount: money(total) })}</li><li>{say("card.step_customer")}</li><li>{say("card.step_reference")}</li></ol>
          <PayProblem error={problem} />
        </div>
        <div className="pay-entry">
          <TextField label={say("card.reference")} hint={say("card.reference_hint")} value={reference} autoFocus autoComplete="off" autoCapitalize="characters" spellCheck={false} maxLength={64} onChange={(event) => setReference(event.target.value)} />
          <div className="step-actions">
            <Button kind="secondary" onClick={onBack}>{say("back")}<KeyHint>Esc</KeyHint></Button>
            <Button type="submit" busy={busy} disabled={reference.trim() === ""}>{say("card.submit")}<KeyHint>Enter</KeyHint></Button>
          </div>
        </div>
      </form>
    </main>
  );
}
