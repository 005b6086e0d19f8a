import { useCallback, useEffect, useState } from "react";
import type { Schemas } from "@atelier/api";
import { LanguageSelect, useShortcuts } from "@atelier/staff";
import { IconButton, Notice } from "@atelier/ui";
import { KeyHint } from "./key-hint";
import { MarketContext } from "./money";
import { Open } from "./pay/open-attempt";
import { PayCard } from "./pay/pay-card";
import { PayCash, type PayProps } from "./pay/pay-cash";
import { cashLeft, leftOf, MOST_PAYMENTS, type Parts } from "./pay/parts";
import { PartsList } from "./pay/parts-list";
import { Receipt } from "./pay/receipt";
import { useSale } from "./pay/use-sale";
import { totalAmount, withPiece, type Basket, type Line } from "./sell/basket";
import { useScanner } from "./sell/scanner";
import { Sell } from "./sell/sell";
import { useKept } from "./sell/use-kept";
import { useLookup } from "./sell/use-lookup";
import { CloseSession } from "./session/close-session";
import { Sales } from "./session/sales";
import { useOnline } from "./use-online";
import { useSay } from "./words";

type View = "sell" | "cash" | "card" | "receipt" | "sales" | "close";

interface DeskProps { me: Schemas["TillMe"]; session: Schemas["TillSession"]; onSignOut: () => void; onSignedOut: () => void; onClosed: (session: Schemas["TillSession"]) => void }

/** The selling desk of one till session: which view is up, the basket, and the one attempt to sell it. */
export function Desk({ me, session, onSignOut, onSignedOut, onClosed }: DeskProps) {
  const say = useSay();
  const online = useOnline();
  const [view, setView] = useState<View>("sell");
  const [basket, setBasket] = useKept<Basket>(`atelier.till.basket.${session.id}`, []);
  // Kept like the basket: a card that the terminal has charged is not forgotten by a reload.
  const [parts, setParts] = useKept<Parts>(`atelier.till.parts.${session.id}`, []);
  const [sale, setSale] = useState<Schemas["Sale"] | null>(null);
  const selling = useSale({ sessionId: session.id, onSignedOut, onSold: (done) => { setSale(done); setBasket([]); setParts([]); setView("receipt"); } });
  const open = selling.state.step === "open";
  const locked = open || selling.state.step === "sending";

  const takeLine = useCallback((line: Line) => {
    setSale(null);
    setView("sell");
    selling.forgetRefusal();
    setBasket((before) => withPiece(before, line));
  }, [setBasket, selling.forgetRefusal]);
  const lookup = useLookup(takeLine);
  const scan = (code: string) => { if (!locked) void lookup.find(code); };
  useScanner(scan);
  useEffect(() => { if (lookup.signedOut) onSignedOut(); }, [lookup.signedOut, onSignedOut]);

  const go = (next: View) => { if (!locked) { selling.forgetRefusal(); setView(next); } };
  const total = { amount: totalAmount(basket), currency: session.currency };
  const due = { ...total, amount: leftOf(total.amount, parts) };
  const rounding = me.locations.find(({ location }) => location === session.location)?.cash_rounding;
  const canPay = basket.length > 0 && !locked && due.amount > 0;
  useShortcuts({
    F8: canPay ? () => go("cash") : undefined, F9: canPay ? () => go("card") : undefined,
    F6: () => go("sales"), F10: () => go("close"),
    Escape: view === "sell" ? undefined : () => { setSale(null); go("sell"); },
  });
  const pay: PayProps["onPay"] = (payment, part) => {
    const taken = { ...payment, amount: { ...due, amount: part ?? due.amount } };
    if (part !== undefined) { setParts([...parts, taken]); go("sell"); return; }
    selling.sell({ session_id: session.id, lines: basket.map(({ sku, quantity }) => ({ sku, quantity })), payments: [...parts, taken] });
  };
  const taken = parts.length > 0 && <PartsList total={total} parts={parts} onTakeBack={(index) => setParts(parts.filter((_, at) => at !== index))} />;
  const payProps = { due, taken, mayBePart: parts.length < MOST_PAYMENTS - 1, onPay: pay, onBack: () => go("sell"), busy: selling.state.step === "sending", problem: selling.state.step === "refused" ? selling.state.error : null };

  return (
    <MarketContext value={session.market}>
      <div className="desk">
        <header className="desk-head">
          <p className="desk-place"><span className="desk-house">Maison Verrane</span><span className="soft">{session.location_name} · {me.name}</span></p>
          <nav className="desk-nav" aria-label={say("nav")}>
            <NavButton current={["sell", "cash", "card", "receipt"].includes(view)} onPress={() => { setSale(null); go("sell"); }} hint="Esc">{say("nav.sell")}</NavButton>
            <NavButton current={view === "sales"} onPress={() => go("sales")} hint="F6">{say("nav.sales")}</NavButton>
            <NavButton current={view === "close"} onPress={() => go("close")} hint="F10">{say("nav.close")}</NavButton>
          </nav>
          <div className="desk-tools"><LanguageSelect /><IconButton icon="lock" label={say("sign_out")} onClick={onSignOut} /></div>
        </header>
        {!online && <div className="desk-notice"><Notice kind="error">{say("offline")}</Notice></div>}
        {selling.state.step === "open" ? <Open attempt={selling.state.attempt} error={selling.state.error} sending={selling.state.sending} onAgain={selling.again} />
          : view === "receipt" && sale ? <Receipt sale={sale} onNew={() => { setSale(null); setView("sell"); }} />
          : view === "cash" && due.amount > 0 ? <PayCash key={due.amount} {...payProps} inCash={rounding ? cashLeft(due.amount, parts, rounding) : due.amount} />
          : view === "card" && due.amount > 0 ? <PayCard key={due.amount} {...payProps} />
          : view === "sales" ? <Sales onSignedOut={onSignedOut} />
          : view === "close" ? <main className="step"><CloseSession session={session} onClosed={onClosed} onSignedOut={onSignedOut} onBack={() => go("sell")} /></main>
          : <Sell {...{ basket, setBasket, lookup, total, taken }} canPay={canPay} onCash={() => go("cash")} onCard={() => go("card")} onTake={takeLine} />}
      </div>
    </MarketContext>
  );
}

function NavButton({ current, hint, onPress, children }: { current: boolean; hint: string; onPress: () => void; children: string }) {
  return <button type="button" aria-current={current ? "page" : undefined} onClick={onPress}>{children}<KeyHint>{hint}</KeyHint></button>;
}
