import { useState, type FormEvent, type ReactNode } from "react";
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

export interface PayProps {
  /** What is left to pay. */
  due: Schemas["Money"];
  /** Whether another means may still come after this one. */
  mayBePart: boolean;
  taken: ReactNode;
  busy: boolean;
  problem: unknown;
  /** Without an amount: all that is left, and the sale is done. With one: a part of it. */
  onPay: (payment: Omit<Schemas["TillPayment"], "amount">, part?: number) => void;
  onBack: () => void;
}

/** An empty field means the exact sum: Enter alone takes it. Less than that is a part; the rest is paid by something else. */
export function PayCash({ due, inCash, mayBePart, taken, busy, problem, onPay, onBack }: PayProps & { inCash: number }) {
  const say = useSay();
  const money = useMoney();
  const tag = useTag();
  const { currency } = due;
  const total = { amount: inCash, currency };
  const [text, setText] = useState("");
  const tendered = text === "" ? inCash : parseAmount(text, currency);
  const enough = tendered !== null && tendered >= inCash;
  const part = !enough && mayBePart && tendered !== null && tendered > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy || tendered === null || !(enough || part)) return;
    onPay({ means: "cash", tendered: { amount: tendered, currency }, terminal_reference: null }, part ? tendered : undefined);
  };
  return (
    <main className="pay">
      <form className="pay-form" onSubmit={submit}>
        <h1 className="visually-hidden">{say("pay.cash")}</h1>
        <div className="pay-figures">
          {taken}
          <p className="figure"><span className="soft">{say(taken ? "pay.left" : "total")}</span><output className="big-figure" data-testid="total">{money(total)}</output>
            {inCash !== due.amount && <span className="soft numbers" data-testid="rounding">{say("pay.rounding")} {money({ amount: inCash - due.amount, currency })}</span>}</p>
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
            <Button type="submit" busy={busy} disabled={!enough && !part}>{say(part ? "pay.part" : "pay.take_cash")}<KeyHint>Enter</KeyHint></Button>
          </div>
        </div>
      </form>
    </main>
  );
}
