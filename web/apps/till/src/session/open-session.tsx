import { useState, type FormEvent } from "react";
import { api, isProblem, unwrap, type Schemas } from "@atelier/api";
import { Button, Check, formatMoney, Notice } from "@atelier/ui";
import { amountText, currencyDigits, isSignedOut, LanguageSelect, parseAmount, problemWord } from "@atelier/staff";
import { AmountField } from "../amount-field";
import { keepFocus } from "../keypad";
import { MarketContext, useTag } from "../money";
import { useSay } from "../words";

interface OpenSessionProps { me: Schemas["TillMe"]; onOpened: (session: Schemas["TillSession"]) => void; onStale: () => void; onSignOut: () => void }

export function OpenSession(props: OpenSessionProps) {
  const [code, setCode] = useState(props.me.locations[0]?.location);
  const place = props.me.locations.find(({ location }) => location === code);
  const say = useSay();
  if (!place) return <main className="sign-in"><div className="sign-in-form"><Notice kind="error">{say("open.no_location")}</Notice><Button kind="secondary" onClick={props.onSignOut}>{say("sign_out")}</Button></div></main>;
  return <MarketContext value={place.market}><Form key={place.currency} {...props} place={place} onPlace={setCode} /></MarketContext>;
}

function Form({ me, place, onPlace, onOpened, onStale, onSignOut }: OpenSessionProps & { place: Schemas["TillLocation"]; onPlace: (code: string) => void }) {
  const say = useSay();
  const tag = useTag();
  const { currency } = place;
  const unit = 10 ** currencyDigits(currency);
  const usual = (currencyDigits(currency) === 0 ? [20_000, 30_000, 50_000] : [100, 200, 300]).map((major) => major * unit);
  const [text, setText] = useState(amountText(usual[1]!, currency));
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const amount = parseAmount(text, currency);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (amount === null || busy) return;
    setBusy(true);
    setProblem(null);
    try {
      onOpened(await unwrap(api.POST("/v1/till/sessions", { body: { location: place.location, float: { amount, currency } } })));
    } catch (error) {
      setProblem(say(problemWord(error)));
      // A lost answer may have opened it all the same: ask who stands here.
      if (isSignedOut(error) || (isProblem(error) && error.status === 409)) onStale();
    }
    setBusy(false);
  };
  return (
    <main className="step">
      <form className="step-form" onSubmit={(event) => void submit(event)}>
        <header className="step-head">
          <div><p className="soft">{me.name}</p><h1 className="display-md">{say("open.title")}</h1></div>
          <div className="step-tools"><LanguageSelect /><Button kind="quiet" onClick={onSignOut}>{say("sign_out")}</Button></div>
        </header>
        {problem && <Notice kind="error">{problem}</Notice>}
        <fieldset className="choices">
          <legend className="field-label">{say("open.location")}</legend>
          {me.locations.map((one) => <Check key={one.location} type="radio" name="location" checked={one === place} onChange={() => onPlace(one.location)}>{one.name}</Check>)}
        </fieldset>
        <div>
          <div className="quick" role="group" onMouseDown={keepFocus} aria-label={say("open.usual")}>
            {usual.map((one) => <button key={one} type="button" aria-pressed={one === amount} onClick={() => setText(amountText(one, currency))}>{formatMoney({ amount: one, currency }, tag)}</button>)}
          </div>
          <AmountField label={say("open.float")} currency={currency} value={text} onChange={setText} autoFocus hint={say("open.float_hint")} error={amount === null ? say("amount.wrong") : undefined} />
        </div>
        <Button type="submit" wide busy={busy} disabled={amount === null}>{say("open.submit")}</Button>
      </form>
    </main>
  );
}
