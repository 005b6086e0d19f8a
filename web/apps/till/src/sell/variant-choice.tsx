import type { Schemas } from "@atelier/api";
import { Sheet } from "@atelier/ui";
import { useMoney } from "../money";
import { useSay } from "../words";
import { lineOf, type Line } from "./basket";

interface VariantChoiceProps { item: Schemas["TillItem"]; onChoose: (line: Line) => void; onClose: () => void }

/** An item's number names no size: which one is it? Those in this shop come first. */
export function VariantChoice({ item, onChoose, onClose }: VariantChoiceProps) {
  const say = useSay();
  const money = useMoney();
  const here = (variant: Schemas["TillVariant"]) => Number(variant.in_shop > 0);
  const variants = item.variants.map((variant, index) => ({ variant, index })).sort((a, b) => here(b.variant) - here(a.variant) || a.index - b.index);
  return (
    <Sheet open onOpenChange={onClose} side="centre" title={item.title} closeLabel={say("close")}>
      <ul className="variants">
        {variants.map(({ variant }) => (
          <li key={variant.sku}>
            <button type="button" disabled={variant.in_shop <= 0} onClick={() => onChoose(lineOf(item, variant))}>
              <span>{variant.options.map(({ label }) => label).join(" · ") || variant.sku}</span>
              <span className="soft text-sm">{variant.in_shop > 0 ? say("sell.in_shop", { count: variant.in_shop }) : say("sell.not_here")}</span>
              <span className="numbers">{money(variant.price)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
