import { Link, useSearchParams } from "react-router";
import { TextField } from "@atelier/ui";
import { LOCALES, useLocale } from "@atelier/staff";
import { useSay } from "../words";
import type { Draft } from "./item-edit";
import { ItemFacts } from "./item-facts";
import { ItemPhotos } from "./item-photos";
import { ItemTexts } from "./item-texts";
import { ItemVariants } from "./item-variants";
import { PriceTable } from "./price-table";

interface ItemFormProps {
  draft: Draft;
  /** By JSON pointer: what was expected there. */
  errors: Record<string, string>;
  onChange: (change: (draft: Draft) => Draft) => void;
  /** Null for an item that is not stored yet: its handle may still be chosen. */
  id: string | null;
}

/** Everything of an item that a person writes: the same for a new one and for one that is there. The language of the texts stands in the address. */
export function ItemForm({ draft, errors, onChange, id }: ItemFormProps) {
  const say = useSay();
  const { locale: own } = useLocale();
  const [search, setSearch] = useSearchParams();
  const shown = LOCALES.find((locale) => locale === search.get("texts")) ?? (draft.texts[own] ? own : "en");
  const put = (next: Draft) => onChange(() => next);
  return (
    <>
      <div className="columns">
        <div>
          {id === null && <div className="texts"><TextField label={say("handle")} hint={say("item.handle_hint")} value={draft.handle} maxLength={100} error={errors["/handle"]} data-testid="handle" autoCapitalize="none" spellCheck={false} onChange={(event) => put({ ...draft, handle: event.target.value.toLowerCase().replace(/[^a-z0-9-]+/g, "-") })} /></div>}
          <div className="chips" role="group" aria-label={say("language")}>
            {LOCALES.map((locale) => <button key={locale} type="button" aria-pressed={locale === shown} data-missing={!draft.texts[locale] || undefined} onClick={() => setSearch({ texts: locale }, { replace: true })}>{locale}</button>)}
          </div>
          <ItemTexts key={shown} locale={shown} texts={draft.texts[shown]} english={draft.texts.en} errors={errors} onChange={(texts) => put({ ...draft, texts: withTexts(draft.texts, shown, texts) })} />
          <ItemPhotos draft={draft} locale={shown} errors={errors} onChange={onChange} />
        </div>
        <aside>
          <section><h2>{say("status")}</h2>
            <div className="chips" role="group" aria-label={say("status")}>
              {(["draft", "active", "archived"] as const).map((status) => <button key={status} type="button" aria-pressed={draft.status === status} onClick={() => put({ ...draft, status })}>{say(`status.${status}`)}</button>)}
            </div>
          </section>
          <section><h2>{say("item.prices")}</h2><PriceTable prices={draft.prices} errors={errors} onChange={(prices) => put({ ...draft, prices })} /></section>
          <section><h2>{say("item.place")}</h2><ItemFacts draft={draft} errors={errors} onChange={put} /></section>
        </aside>
      </div>
      <section><h2>{say("variants")} {id !== null && <Link className="link" to={`/stock?item_id=${id}`}>{say("item.stock")}</Link>}</h2>
        <ItemVariants draft={draft} errors={errors} onChange={put} />
      </section>
    </>
  );
}

/** A language whose every field is empty is taken away; English stays, as the others fall back on it. */
function withTexts(all: Draft["texts"], locale: string, texts: Draft["texts"][string]): Draft["texts"] {
  const next = { ...all };
  if (locale !== "en" && Object.values(texts).every((text) => text === "")) delete next[locale]; else next[locale] = texts;
  return next;
}
