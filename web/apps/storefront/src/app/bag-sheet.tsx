import { Link } from "react-router";
import { Button, ButtonLook, formatMoney, Notice, Picture, QuietState, Sheet, Stepper } from "@atelier/ui";
import type { Schemas } from "@atelier/api";
import { useBag } from "./bag";
import { usePlace } from "./place";
import { useSheets } from "./sheets";
import { useSay } from "./words";

export default function BagSheet() {
  const say = useSay();
  const place = usePlace();
  const { show } = useSheets();
  const bag = useBag();
  const { cart } = bag;
  const close = () => show(null);
  const empty = !cart || cart.lines.length === 0;
  return (
    <Sheet open onOpenChange={close} title={say("bag.title")} closeLabel={say("close")}
      foot={!empty && (
        <div className="bag-foot">
          <p className="bag-total"><span>{say("bag.subtotal")}</span><span className="numbers">{formatMoney(cart.totals.subtotal, place.tag)}</span></p>
          <p className="text-xs soft">{say("bag.tax_note")}</p>
          <Link {...ButtonLook("primary", true)} to={place.href("checkout")} onClick={close}>{say("bag.checkout")}</Link>
        </div>
      )}>
      {bag.failed && <Notice kind="error">{say("error.temporary")} <Button kind="quiet" onClick={bag.reload}>{say("retry")}</Button></Notice>}
      <BagMessages messages={bag.messages} />
      {empty && !bag.failed && (
        <QuietState title={say("bag.empty")} action={<Link {...ButtonLook("secondary")} to={place.href("")} onClick={close}>{say("bag.empty_action")}</Link>}>{say("bag.empty_text")}</QuietState>
      )}
      {!empty && <ul className="bag-lines" aria-busy={bag.busy || undefined}>{cart.lines.map((line) => <BagLine key={line.id} line={line} />)}</ul>}
    </Sheet>
  );
}

export function BagMessages({ messages }: { messages: Schemas["Cart"]["messages"] }) {
  const say = useSay();
  const { tag } = usePlace();
  if (messages.length === 0) return null;
  return (
    <div className="bag-messages">
      {messages.map((message, index) => (
        <Notice key={index}>
          {message.title && <strong>{message.title}. </strong>}
          {say(`bag.message.${message.code}`, { quantity: message.quantity ?? 0, price: message.new_price ? formatMoney(message.new_price, tag) : "" })}
        </Notice>
      ))}
    </div>
  );
}

function BagLine({ line }: { line: Schemas["CartLine"] }) {
  const say = useSay();
  const place = usePlace();
  const { show } = useSheets();
  const { change } = useBag();
  const chosen = line.options.map(({ label }) => label).join(" · ");
  return (
    <li className="bag-line">
      <Link to={place.href(`items/${line.handle}`)} onClick={() => show(null)} tabIndex={-1} aria-hidden="true"><Picture photo={line.photo} sizes="7rem" ratio="4 / 5" decorative /></Link>
      <div className="bag-line-text">
        <Link to={place.href(`items/${line.handle}`)} onClick={() => show(null)}>{line.title}</Link>
        {chosen && <p className="text-sm soft">{chosen}</p>}
        <p className="numbers text-sm">{formatMoney(line.total, place.tag)}</p>
        {line.availability === "low" && <p className="text-xs soft">{say("availability.low")}</p>}
        {line.availability === "sold_out" && <p className="text-xs error-text">{say("availability.sold_out")}</p>}
        <div className="bag-line-foot">
          <Stepper value={line.quantity} max={Math.max(line.max_quantity, line.quantity)} onChange={(quantity) => change(line.id, quantity)}
            words={{ group: say("bag.quantity", { title: line.title }), less: say("bag.less"), more: say("bag.more") }} />
          <button type="button" className="text-xs underlined" onClick={() => change(line.id, 0)} aria-label={say("bag.remove_label", { title: line.title })}>{say("bag.remove")}</button>
        </div>
      </div>
    </li>
  );
}
