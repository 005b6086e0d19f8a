import { useState, type FormEvent } from "react";
import type { Schemas } from "@atelier/api";
import { Button, formatMoney } from "@atelier/ui";
import { amountText, currencyDigits, parseAmount } from "@atelier/staff";
import { AmountField } from "../amount-field";
import { KeyHint } from "../key-hint";
import { keepFocus } from "../keypad";
import { useMoney, useTag } from "../money";
import { useSay } from "../words";
import { PayProblem } from "./pay-problem";
import { quickAmounts } from "./quick-amounts";

export interface PayProps { total: Schemas["Money"]; busy: boolean; problem: unknown; onPay: (payment: Omit<Schemas["TillPayment"], "amount">) => void; onBack: () => void }

/** An empty field means the exact sum: Enter alone takes it. */
export function PayCash({ total, busy, problem, onPay, onBack }: PayProps) {
  const say = useSay();
  const money = useMoney();
  const tag = useTag();
  const { currency } = total;
  const [text, setText] = useState("");
  const tendered = text === "" ? total.amount : parseAmount(text, currency);
  const enough = tendered !== null && tendered >= total.amount;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (enough && !busy) onPay({ means: "cash", tendered: { amount: tendered, currency }, terminal_reference: null });
  };
  return (
    <main className="pay">
      <form className="pay-form" onSubmit={submit}>
        <h1 className="visually-hidden">{say("pay.cash")}</h1>
        <div className="pay-figures">
          <p className="figure"><span className="soft">{say("total")}</span><output className="big-figure" data-testid="total">{money(total)}</output></p>
          <p className="figure"><span className="soft">{say("pay.tendered")}</span><output className="middle-figure">{tendered === null ? "–" : money({ amount: tendered, currency })}</output></p>
          <p className="figure" data-bad={!enough || undefined}>
            <span className="soft">{say(enough ? "pay.change" : "pay.missing")}</span>
            <output className="change-figure" aria-live="polite" data-testid="change">{tendered === null ? "–" : money({ amount: Math.abs(tendered - total.amount), currency })}</output>
          </p>
          <PayProblem error={problem} />
        </div>
        <div className="pay-entry">
          <div className="quick" role="group" onMouseDown={keepFocus} aria-label={say("pay.quick")}>
            <button type="button" aria-pressed={tendered === total.amount} onClick={() => setText("")}>{say("pay.exact")}</button>
            {quickAmounts(total.amount, currency, currencyDigits(currency)).map((amount) => (
              <button key={amount} type="button" aria-pressed={amount === tendered} onClick={() => setText(amountText(amount, currency))}>{formatMoney({ amount, currency }, tag)}</button>
            ))}
          </div>
          <AmountField label={say("pay.tendered")} currency={currency} value={text} onChange={setText} autoFocus placeholder={amountText(total.amount, currency)} error={tendered === null ? say("amount.wrong") : undefined} />
          <div className="step-actions">
            <Button kind="secondary" onClick={onBack}>{say("back")}<KeyHint>Esc</KeyHint></Button>
            <Button type="submit" busy={busy} disabled={!enough}>{say("pay.take_cash")}<KeyHint>Enter</KeyHint></Button>
          </div>
        </div>
      </form>
    </main>
  );
}
