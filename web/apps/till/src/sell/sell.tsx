import { lazy, Suspense, useEffect, useRef, useState, type FormEvent, type ReactNode } from "react";
import { Button, Icon, IconButton, Notice, type MoneyValue } from "@atelier/ui";
import { problemWord, useShortcuts } from "@atelier/staff";
import { isProblem } from "@atelier/api";
import { KeyHint } from "../key-hint";
import { useMoney } from "../money";
import { useSay } from "../words";
import { pieces, withQuantity, type Basket, type Line } from "./basket";
import { BasketLine } from "./basket-line";
import type { useLookup } from "./use-lookup";
import { VariantChoice } from "./variant-choice";

const Camera = lazy(() => import("./camera"));

interface SellProps {
  basket: Basket;
  setBasket: (change: (before: Basket) => Basket) => void;
  lookup: ReturnType<typeof useLookup>;
  total: MoneyValue;
  /** What was paid already by other means, if anything. */
  taken: ReactNode;
  canPay: boolean;
  onCash: () => void;
  onCard: () => void;
  onTake: (line: Line) => void;
}

export function Sell({ basket, setBasket, lookup, total, taken, canPay, onCash, onCard, onTake }: SellProps) {
  const say = useSay();
  const money = useMoney();
  const [code, setCode] = useState("");
  const [camera, setCamera] = useState(false);
  const [selected, setSelected] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const chosen = basket.find(({ sku }) => sku === selected) ?? basket[0];
  useEffect(() => setSelected(null), [basket.length]);

  const change = (sku: string, quantity: number) => setBasket((before) => withQuantity(before, sku, quantity));
  const move = (by: number) => { const at = basket.findIndex((line) => line === chosen); setSelected(basket[Math.min(Math.max(at + by, 0), basket.length - 1)]?.sku ?? null); };
  useShortcuts({
    F2: () => field.current?.focus(), F4: () => setCamera(true),
    "+": chosen && (() => change(chosen.sku, chosen.quantity + 1)), "-": chosen && (() => change(chosen.sku, chosen.quantity - 1)), Delete: chosen && (() => change(chosen.sku, 0)),
    ArrowDown: () => move(1), ArrowUp: () => move(-1),
  });
  const submit = (event: FormEvent) => { event.preventDefault(); void lookup.find(code); setCode(""); };
  const count = pieces(basket);

  return (
    <main className="sell">
      <h1 className="visually-hidden">{say("nav.sell")}</h1>
      <div className="sell-lines">
        <form className="code-form" data-takes-codes onSubmit={submit}>
          <label className="code-field"><span className="visually-hidden">{say("sell.code")}</span>
            <input ref={field} value={code} placeholder={say("sell.code")} autoComplete="off" autoCapitalize="characters" spellCheck={false} maxLength={200} enterKeyHint="go" onChange={(event) => setCode(event.target.value)} />
            <KeyHint>F2</KeyHint>
          </label>
          <IconButton icon="camera" label={say("sell.camera")} onClick={() => setCamera(true)} />
        </form>
        <div aria-live="polite">
          {lookup.asked.map((one) => (
            <div key={one.id} className="asked" data-failed={one.error !== null || undefined}>
              <span className="asked-code">{one.code}</span>
              {one.error === null ? <span className="soft">{say("sell.looking")}</span> : <>
                <span className="error-text">{say((isProblem(one.error) && one.error.status === 404) ? "sell.unknown_code" : problemWord(one.error))}</span>
                <span className="asked-actions">
                  {!(isProblem(one.error) && one.error.status === 404) && <Button kind="secondary" onClick={() => lookup.again(one)}>{say("retry")}</Button>}
                  <IconButton icon="close" label={say("sell.put_away")} onClick={() => lookup.putAway(one.id)} />
                </span>
              </>}
            </div>
          ))}
        </div>
        {basket.length === 0 && lookup.asked.length === 0 && (
          <div className="sell-empty"><Icon name="bag" /><p className="display-sm">{say("sell.empty")}</p><p className="soft">{say("sell.empty_text")}</p></div>
        )}
        <ul className="basket">
          {basket.map((line) => <BasketLine key={line.sku} line={line} selected={line === chosen} onSelect={() => setSelected(line.sku)} onChange={(quantity) => change(line.sku, quantity)} />)}
        </ul>
        {basket.length > 0 && <p className="keys soft" aria-hidden="true"><KeyHint>↑ ↓</KeyHint> {say("keys.line")} <KeyHint>+ −</KeyHint> {say("keys.quantity")} <KeyHint>Del</KeyHint> {say("keys.remove")} <KeyHint>F4</KeyHint> {say("keys.camera")}</p>}
      </div>
      <aside className="total-bar" aria-label={say("total")}>
        <div className="total-words"><span className="soft">{say("total")}</span><span className="soft">{say("sell.pieces", { count })}</span></div>
        <output className="total-figure" aria-live="polite" data-testid="total">{money(total)}</output>
        {basket.some(({ quantity, inShop }) => quantity > inShop) && <Notice kind="error">{say("sell.more_than_here")}</Notice>}
        {taken}
        {taken && !canPay && <Notice kind="error">{say("pay.too_much")}</Notice>}
        <div className="total-actions">
          <button type="button" className="pay-button" data-kind="cash" disabled={!canPay} onClick={onCash}>{say("pay.cash")}<KeyHint>F8</KeyHint></button>
          <button type="button" className="pay-button" disabled={!canPay} onClick={onCard}>{say("pay.card")}<KeyHint>F9</KeyHint></button>
        </div>
      </aside>
      {lookup.choice && <VariantChoice item={lookup.choice.item} onClose={() => lookup.setChoice(null)} onChoose={(line) => { lookup.setChoice(null); onTake(line); }} />}
      {camera && <Suspense><Camera onCode={(found) => { setCamera(false); void lookup.find(found); }} onClose={() => setCamera(false)} /></Suspense>}
    </main>
  );
}
