import { Button, Notice } from "@atelier/ui";
import { problemWord } from "@atelier/staff";
import { useMoney } from "../money";
import { useSay } from "../words";
import type { Attempt } from "./attempt";

interface OpenProps { attempt: Attempt; error: unknown; sending: boolean; onAgain: () => void }

/** Asked, not answered: it may be sold or not. Nothing else is sold until this is known; asking again cannot sell twice. */
export function Open({ attempt, error, sending, onAgain }: OpenProps) {
  const say = useSay();
  const money = useMoney();
  const amount = attempt.body.payments.reduce((sum, payment) => sum + payment.amount.amount, 0);
  const currency = attempt.body.payments[0]!.amount.currency;
  return (
    <main className="step">
      <div className="step-form" data-testid="open-attempt">
        <header className="step-head"><div><h1 className="display-md">{say("open_attempt.title")}</h1></div></header>
        <p className="figure"><span className="soft">{say("total")}</span><output className="big-figure">{money({ amount, currency })}</output></p>
        <Notice kind="error">{error === null ? say("open_attempt.reloaded") : say(problemWord(error))}</Notice>
        <p>{say("open_attempt.text")}</p>
        <Button wide busy={sending} autoFocus onClick={onAgain}>{say("open_attempt.again")}</Button>
      </div>
    </main>
  );
}
