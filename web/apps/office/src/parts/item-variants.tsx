import { IconButton } from "@atelier/ui";
import { useState } from "react";
import { useSay } from "../words";
import type { Draft } from "./item-edit";
import { stemOf, valuesOf, variantsFor, type OptionValues, type Variant } from "./variants";
import { useNames, useVocabulary } from "./vocabulary";

interface Props { draft: Draft; errors: Record<string, string>; onChange: (draft: Draft) => void }

/** Colours and sizes are chosen; every combination is a variant with a SKU, an EAN and a weight to be written on it. */
export function ItemVariants({ draft, errors, onChange }: Props) {
  const say = useSay();
  const named = useNames();
  const words = useVocabulary();
  const { variants } = draft;
  const options = draft.options ?? [];
  const [sizeText, setSizeText] = useState("");
  const values = valuesOf([...new Set(["colour", "size", ...options])].sort((a, b) => place(options, a) - place(options, b)), variants);
  const of = (option: string) => values.find(([name]) => name === option)?.[1] ?? [];
  const stem = stemOf(variants, draft.handle);

  const choose = (option: string, list: readonly string[]) => {
    const next: OptionValues = values.map(([name, before]) => [name, name === option ? list : before]);
    onChange({ ...draft, ...variantsFor(next, variants, stem) });
  };
  const toggle = (option: string, value: string, order: readonly string[]) => {
    const before = of(option), next = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
    choose(option, [...next].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
  };
  const write = (index: number, change: Partial<Variant>) => onChange({ ...draft, variants: variants.map((variant, at) => (at === index ? { ...variant, ...change } : variant)) });
  const colours = words?.colours ?? [], sizes = [...new Set([...(words?.sizes ?? []), ...of("size")])];
  const addSize = () => { const size = sizeText.trim(); if (/^[A-Za-z0-9._+-]{1,64}$/.test(size)) { if (!of("size").includes(size)) choose("size", [...of("size"), size]); setSizeText(""); } };

  return (
    <>
      <div className="choices" role="group" aria-label={say("option.colour")}>
        <span className="field-label">{say("option.colour")}</span>
        {colours.map(({ code, names, swatch }) => <button key={code} type="button" className="chip-choice" aria-pressed={of("colour").includes(code)} onClick={() => toggle("colour", code, colours.map((one) => one.code))}><i className="swatch" style={{ background: swatch }} />{named(names, code)}</button>)}
      </div>
      <div className="choices" role="group" aria-label={say("option.size")}>
        <span className="field-label">{say("option.size")}</span>
        {sizes.map((size) => <button key={size} type="button" className="chip-choice" aria-pressed={of("size").includes(size)} onClick={() => toggle("size", size, sizes)}>{size}</button>)}
        <input className="cell-input" aria-label={say("item.other_size")} placeholder={say("item.other_size")} value={sizeText} maxLength={64} onChange={(event) => setSizeText(event.target.value)} onBlur={addSize} onKeyDown={(event) => { if (event.key === "Enter") { event.preventDefault(); addSize(); } }} />
      </div>
      {errors["/variants"] && <p className="field-error">{errors["/variants"]}</p>}
      <div className="table-frame" tabIndex={0} role="region" aria-label={say("variants")}><table className="variant-table">
        <thead><tr><th>SKU</th><th>EAN</th>{options.map((name) => <th key={name}>{name === "colour" || name === "size" ? say(`option.${name}`) : name}</th>)}<th className="figures">{say("item.weight_g")}</th><th><span className="visually-hidden">{say("remove")}</span></th></tr></thead>
        <tbody>{variants.map((variant, index) => {
          const wrong = (field: string) => errors[`/variants/${index}/${field}`];
          return (
            <tr key={index}>
              <td><input className="cell-input" data-testid="sku" aria-label={`SKU ${index + 1}`} value={variant.sku} maxLength={64} aria-invalid={wrong("sku") !== undefined || undefined} title={wrong("sku")} onChange={(event) => write(index, { sku: event.target.value })} /></td>
              <td><input className="cell-input numbers" aria-label={`EAN ${variant.sku}`} inputMode="numeric" value={variant.ean ?? ""} maxLength={13} aria-invalid={wrong("ean") !== undefined || undefined} title={wrong("ean")} onChange={(event) => write(index, { ean: event.target.value.replace(/\D/g, "") || null })} /></td>
              {options.map((name) => <td key={name}>{name === "colour" ? named(colours.find(({ code }) => code === variant.options[name])?.names, variant.options[name] ?? "–") : variant.options[name] ?? "–"}</td>)}
              <td className="figures"><input className="cell-input numbers" aria-label={`${say("item.weight_g")} ${variant.sku}`} inputMode="numeric" value={variant.weight_g ?? ""} maxLength={6} onChange={(event) => write(index, { weight_g: Number(event.target.value.replace(/\D/g, "")) || null })} /></td>
              <td className="cell-action">{variants.length > 1 && <IconButton icon="close" label={`${say("remove")} ${variant.sku}`} onClick={() => onChange({ ...draft, variants: variants.filter((_, at) => at !== index) })} />}</td>
            </tr>
          );
        })}</tbody>
      </table></div>
    </>
  );
}
const place = (options: readonly string[], name: string) => { const at = options.indexOf(name); return at >= 0 ? at : name === "colour" ? 8 : 9; };
