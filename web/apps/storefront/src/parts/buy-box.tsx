import { lazy, Suspense, useState } from "react";
import { Button, formatDateRange, formatMoney, Notice } from "@atelier/ui";
import { isProblem } from "@atelier/api";
import { useBag } from "../app/bag";
import { countryName } from "../app/names";
import { usePlace } from "../app/place";
import { useSheets } from "../app/sheets";
import { useSay, type WordKey } from "../app/words";
import type { Choice, Item } from "../pages/item";
import { guideOf } from "./size-guides";

const SizeGuide = lazy(() => import("./size-guide"));

interface BuyBoxProps { item: Item; choice: Choice; variant: Item["variants"][number] | undefined; onChoose: (name: string, value: string) => void }

export function BuyBox({ item, choice, variant, onChoose }: BuyBoxProps) {
  const say = useSay();
  const place = usePlace();
  const bag = useBag();
  const { show } = useSheets();
  const [asked, setAsked] = useState(false);
  const [problem, setProblem] = useState<WordKey | null>(null);
  const [guide, setGuide] = useState(false);
  const missing = item.options.find(({ name }) => choice[name] === undefined);
  const soldOut = variant ? variant.availability === "sold_out" : item.availability === "sold_out";
  const sizes = item.options.find(({ name }) => name === "size")?.values.map(({ value }) => value) ?? [];
  const guideKey = guideOf(item.size_guide, item.category, sizes);

  const add = async () => {
    setAsked(true);
    setProblem(null);
    if (missing || !variant) {
      document.querySelector<HTMLInputElement>(`input[name="option-${missing?.name}"]`)?.focus();
      return;
    }
    try {
      const cart = await bag.add(variant.sku);
      if (cart.lines.some(({ sku }) => sku === variant.sku)) show("bag");
      else setProblem("item.just_sold");
    } catch (error) {
      setProblem(isProblem(error, "sold_out") ? "item.just_sold" : "error.temporary");
    }
  };

  return (
    <div className="buy">
      {item.options.map(({ name, values }) => (
        <div key={name} role="radiogroup" aria-labelledby={`legend-${name}`} className="option" aria-describedby={asked && missing?.name === name ? `missing-${name}` : undefined}>
          <div className="option-legend">
            <span id={`legend-${name}`}>{say(`facet.${name}` as WordKey)}</span>
            {name === "colour" && <span className="soft">{values.find(({ value }) => value === choice[name])?.name}</span>}
            {name === "size" && guideKey && <button type="button" className="size-guide-link underlined text-sm" onClick={() => setGuide(true)}>{say("item.size_guide")}</button>}
          </div>
          <div className={name === "colour" ? "swatches" : "sizes"}>
            {values.map(({ value, name: words, swatch }) => {
              const gone = availabilityOf(item, { ...choice, [name]: value }) === "sold_out";
              return (
                <label key={value} className={name === "colour" ? "swatch" : "size"} data-gone={gone || undefined} title={name === "colour" ? words : undefined}>
                  <input type="radio" className="visually-hidden" name={`option-${name}`} value={value} checked={choice[name] === value} onChange={() => onChoose(name, value)} />
                  {name === "colour" ? <span className="swatch-paint" style={{ background: swatch ?? "var(--stone)" }}><span className="visually-hidden">{words}</span></span> : <span aria-hidden={gone || undefined}>{words}</span>}
                  {gone && <span className="visually-hidden">{words}, {say("availability.sold_out")}</span>}
                </label>
              );
            })}
          </div>
          {asked && missing?.name === name && <p id={`missing-${name}`} className="error-text text-sm" role="alert">{say("item.choose", { option: say(`facet.${name}` as WordKey) })}</p>}
        </div>
      ))}

      <div className="buy-action">
        <Button wide disabled={soldOut} busy={bag.busy} onClick={() => void add()}>{soldOut ? say("availability.sold_out") : say("item.add")}</Button>
        <p className="text-sm soft" role="status">{variant && !soldOut ? say(`availability.${variant.availability}`) : "\u00a0"}</p>
      </div>
      {problem && <Notice kind="error">{say(problem)}</Notice>}
      {item.delivery_estimate && !soldOut && (
        <p className="text-sm delivery-line">
          {say("item.delivery", { country: countryName(item.delivery_estimate.country, place.locale), dates: formatDateRange(item.delivery_estimate.earliest, item.delivery_estimate.latest, place.tag) })}
          <span className="soft"> {item.delivery_estimate.price.amount === 0 ? say("item.delivery_free") : formatMoney(item.delivery_estimate.price, place.tag)}</span>
        </p>
      )}
      <Suspense>{guide && guideKey && <SizeGuide guide={guideKey} chosen={choice.size} onClose={() => setGuide(false)} />}</Suspense>
    </div>
  );
}

/** The best among the variants that fit the choices made so far. */
function availabilityOf(item: Item, choice: Choice): Item["availability"] {
  const fitting = item.variants.filter(({ options }) => Object.entries(choice).every(([name, value]) => options[name] === undefined || options[name] === value));
  if (fitting.some(({ availability }) => availability === "in_stock")) return "in_stock";
  return fitting.some(({ availability }) => availability === "low") ? "low" : "sold_out";
}
