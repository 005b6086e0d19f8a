import { Icon, Picture } from "@atelier/ui";
import { useMoney } from "../money";
import { useSay } from "../words";
import { MOST_OF_A_LINE, type Line } from "./basket";

interface BasketLineProps { line: Line; selected: boolean; onSelect: () => void; onChange: (quantity: number) => void }

export function BasketLine({ line, selected, onSelect, onChange }: BasketLineProps) {
  const say = useSay();
  const money = useMoney();
  const { title, quantity, unit } = line;
  return (
    <li className="basket-line" data-selected={selected || undefined} onPointerDown={onSelect} data-testid="basket-line">
      <Picture photo={line.photo} sizes="56px" ratio="4 / 5" decorative />
      <div className="basket-words">
        <p className="basket-title">{title}</p>
        <p className="soft text-sm">{line.options}</p>
        <p className="soft text-sm numbers">{line.sku} · {money(unit)}</p>
        {quantity > line.inShop && <p className="error-text text-sm">{say("sell.in_shop", { count: line.inShop })}</p>}
      </div>
      <div className="quantity" role="group" aria-label={say("sell.quantity", { title })}>
        <button type="button" aria-label={quantity === 1 ? say("sell.remove") : say("sell.less")} onClick={() => onChange(quantity - 1)}><Icon name={quantity === 1 ? "close" : "minus"} /></button>
        <output>{quantity}</output>
        <button type="button" aria-label={say("sell.more")} disabled={quantity >= MOST_OF_A_LINE} onClick={() => onChange(quantity + 1)}><Icon name="plus" /></button>
      </div>
      <p className="basket-total numbers">{money({ ...unit, amount: unit.amount * quantity })}</p>
    </li>
  );
}
