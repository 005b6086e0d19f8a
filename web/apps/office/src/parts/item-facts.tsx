import { Check, Select, TextField } from "@atelier/ui";
import { useSay } from "../words";
import type { Draft } from "./item-edit";
import { useNames, useVocabulary } from "./vocabulary";

const TAX_CLASSES = ["standard", "apparel", "footwear", "childrens_apparel", "childrens_footwear", "jewellery", "books"] as const satisfies readonly Draft["tax_class"][];

/** Where the item stands in the house, and what customs and taxes ask about it. */
export function ItemFacts({ draft, errors, onChange }: { draft: Draft; errors: Record<string, string>; onChange: (draft: Draft) => void }) {
  const say = useSay();
  const named = useNames();
  const words = useVocabulary();
  const categories = words?.categories ?? [];
  const collections = draft.collections ?? [];
  // "Women / Coats": the path's own names, so that two "Coats" can be told apart.
  const pathName = (path: string) => path.split("/").map((_, at, parts) => { const code = parts.slice(0, at + 1).join("/"); return named(categories.find((one) => one.code === code)?.names, code); }).join(" / ");
  return (
    <div className="stack">
      <Select label={say("category")} value={draft.category ?? ""} error={errors["/category"]} onChange={(event) => onChange({ ...draft, category: event.target.value || null })}>
        <option value="">–</option>{categories.map(({ code }) => <option key={code} value={code}>{pathName(code)}</option>)}
      </Select>
      {words && words.collections.length > 0 && (
        <fieldset className="checks"><legend className="field-label">{say("item.collections")}</legend>
          {words.collections.map(({ code, names }) => <Check key={code} checked={collections.includes(code)} onChange={(event) => onChange({ ...draft, collections: event.target.checked ? [...collections, code] : collections.filter((one) => one !== code) })}>{named(names, code)}</Check>)}
        </fieldset>
      )}
      <Select label={say("item.cloth")} value={draft.cloth ?? ""} error={errors["/cloth"]} onChange={(event) => onChange({ ...draft, cloth: event.target.value || null })}>
        <option value="">–</option>{words?.materials.map(({ code, names }) => <option key={code} value={code}>{named(names, code)}</option>)}
      </Select>
      <Select label={say("item.tax_class")} value={draft.tax_class} error={errors["/tax_class"]} onChange={(event) => onChange({ ...draft, tax_class: event.target.value as Draft["tax_class"] })}>
        {TAX_CLASSES.map((one) => <option key={one} value={one}>{say(`tax_class.${one}`)}</option>)}
      </Select>
      <div className="pair">
        <TextField label={say("item.made_in")} hint={say("item.made_in_hint")} value={draft.made_in ?? ""} maxLength={2} error={errors["/made_in"]} onChange={(event) => onChange({ ...draft, made_in: event.target.value.toUpperCase() || null })} />
        <TextField label={say("item.hs_code")} value={draft.hs_code ?? ""} maxLength={20} error={errors["/hs_code"]} onChange={(event) => onChange({ ...draft, hs_code: event.target.value || null })} />
      </div>
    </div>
  );
}
