import { useEffect, useState } from "react";
import { Button, Check, Disclosure, DisclosureGroup, Sheet, TextField } from "@atelier/ui";
import type { Schemas } from "@atelier/api";
import { FACETS, filterCount, type FacetName, type listingQueryOf } from "../app/listing-query";
import { usePlace } from "../app/place";
import { useSay } from "../app/words";

interface FacetSheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  listing: Schemas["Listing"];
  query: ReturnType<typeof listingQueryOf>;
  search: URLSearchParams;
  onSearch: (next: URLSearchParams) => void;
  onClear: () => void;
}

/** Every choice acts at once, behind the sheet; the button below says how many pieces are left. */
export function FacetSheet({ open, onOpenChange, listing, query, search, onSearch, onClear }: FacetSheetProps) {
  const say = useSay();
  const { facets, total } = listing;
  const change = (edit: (next: URLSearchParams) => void) => {
    const next = new URLSearchParams(search);
    edit(next);
    onSearch(next);
  };
  const toggle = (name: FacetName, value: string) => change((next) => {
    const values = next.getAll(name);
    next.delete(name);
    for (const one of values.includes(value) ? values.filter((each) => each !== value) : [...values, value]) next.append(name, one);
  });
  const shown = FACETS.filter((name) => facets[name].length > 0);
  const opened = [...shown.filter((name) => query[name]?.length), shown[0] ?? "price"];
  return (
    <Sheet open={open} onOpenChange={onOpenChange} side="left" title={say("filter.title")} closeLabel={say("close")}
      foot={
        <div className="filter-foot">
          <Button kind="secondary" disabled={filterCount(query) === 0} onClick={onClear}>{say("filter.clear")}</Button>
          <Button onClick={() => onOpenChange(false)}>{say("filter.show", { count: total })}</Button>
        </div>
      }>
      <DisclosureGroup defaultOpen={opened}>
        {shown.map((name) => (
          <Disclosure key={name} value={name} title={<span>{say(`facet.${name}`)}{query[name]?.length ? <span className="soft"> ({query[name].length})</span> : null}</span>}>
            <ul className={name === "size" ? "facet-sizes" : undefined}>
              {facets[name].map(({ value, name: words, count, swatch }) => (
                <li key={value}>
                  <Check checked={query[name]?.includes(value) ?? false} disabled={count === 0 && !query[name]?.includes(value)} onChange={() => toggle(name, value)} count={count}>
                    {swatch && <span className="dot" style={{ background: swatch }} />} {words}
                  </Check>
                </li>
              ))}
            </ul>
          </Disclosure>
        ))}
        {facets.price && <Disclosure value="price" title={say("facet.price")}><PriceFields range={facets.price} query={query} onChange={change} /></Disclosure>}
      </DisclosureGroup>
      <div className="facet-stock">
        <Check checked={query.in_stock ?? false} count={facets.in_stock_count} onChange={() => change((next) => (query.in_stock ? next.delete("in_stock") : next.set("in_stock", "true")))}>{say("facet.in_stock")}</Check>
      </div>
    </Sheet>
  );
}

function PriceFields({ range, query, onChange }: { range: Schemas["PriceRange"]; query: FacetSheetProps["query"]; onChange: (edit: (next: URLSearchParams) => void) => void }) {
  const say = useSay();
  const { tag } = usePlace();
  const { currency } = range.min;
  const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const unit = 10 ** digits;
  const toText = (minor: number | undefined) => (minor === undefined ? "" : String(Math.round(minor / unit)));
  const [min, setMin] = useState(toText(query.price_min));
  const [max, setMax] = useState(toText(query.price_max));
  useEffect(() => { setMin(toText(query.price_min)); setMax(toText(query.price_max)); }, [query.price_min, query.price_max]);
  const symbol = new Intl.NumberFormat(tag, { style: "currency", currency, currencyDisplay: "narrowSymbol" }).formatToParts(0).find(({ type }) => type === "currency")?.value ?? currency;
  const apply = () => onChange((next) => {
    for (const [name, text] of [["price_min", min], ["price_max", max]] as const) {
      const whole = text.replace(/\D/g, "").slice(0, 12);
      if (whole === "") next.delete(name); else next.set(name, String(Number(whole) * unit));
    }
  });
  const shared = { inputMode: "numeric" as const, onBlur: apply, onKeyDown: (event: React.KeyboardEvent) => { if (event.key === "Enter") apply(); } };
  return (
    <div className="price-fields">
      <TextField label={say("facet.price_min", { symbol })} placeholder={toText(range.min.amount)} value={min} onChange={(event) => setMin(event.target.value)} {...shared} />
      <TextField label={say("facet.price_max", { symbol })} placeholder={toText(range.max.amount)} value={max} onChange={(event) => setMax(event.target.value)} {...shared} />
    </div>
  );
}
