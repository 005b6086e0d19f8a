import { useEffect, useState } from "react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams, useSearchParams } from "react-router";
import { isProblem, type ApiProblem } from "@atelier/api";
import { Button, Notice, Picture, SkeletonText } from "@atelier/ui";
import { LOCALES, problemWord, useLocale, type Locale } from "@atelier/staff";
import { Conflict } from "../parts/conflict";
import { applied, draftOf, mergePatch, patchItem, readItem, type Draft, type TaggedItem } from "../parts/item-edit";
import { ItemTexts } from "../parts/item-texts";
import { PriceTable } from "../parts/price-table";
import { useTime } from "../parts/money";
import { useSay } from "../words";

export function ItemPage() {
  const say = useSay();
  const { id = "" } = useParams();
  const client = useQueryClient();
  const key = ["item", id];
  const read = useQuery({ queryKey: key, queryFn: ({ signal }) => readItem(id, signal), staleTime: Infinity });
  return (
    <main className="page-wide">
      <p className="crumb"><Link className="link" to="/items">{say("nav.items")}</Link></p>
      {read.isError && !read.data && <Notice kind="error">{say(problemWord(read.error))} <button type="button" className="link" onClick={() => void read.refetch()}>{say("retry")}</button></Notice>}
      {read.isPending && <SkeletonText lines={14} />}
      {read.data && <Editor key={id} read={read.data} onRead={(next) => { client.setQueryData(key, next); void client.invalidateQueries({ queryKey: ["/v1/office/items"] }); }} />}
    </main>
  );
}

/** Edits against the tag that was read. Only what differs is sent, so two people may work on different languages of one item. */
function Editor({ read, onRead }: { read: TaggedItem; onRead: (next: TaggedItem) => void }) {
  const say = useSay();
  const time = useTime();
  const { locale: own } = useLocale();
  const { item } = read;
  const [search, setSearch] = useSearchParams();
  const shown = LOCALES.find((locale) => locale === search.get("texts")) ?? (item.texts[own] ? own : "en");
  const [draft, setDraft] = useState<Draft>(() => draftOf(item));
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [conflict, setConflict] = useState<TaggedItem | null>(null);
  const patch = mergePatch(draftOf(item), draft);
  const change = (next: Draft) => { setDraft(next); setSaved(false); };
  const errors = Object.fromEntries((problem?.fields ?? []).map(({ field, expected }) => [field, expected]));

  const save = async () => {
    if (patch === undefined || busy) return;
    setBusy(true);
    setProblem(null);
    try {
      const next = await patchItem(item.id, patch, read.etag);
      onRead(next);
      setDraft(draftOf(next.item));
      setSaved(true);
    } catch (error) {
      if (isProblem(error, "version_mismatch")) await readItem(item.id).then(setConflict, setProblem);
      else if (isProblem(error)) setProblem(error);
      else throw error;
    }
    setBusy(false);
  };
  useEffect(() => {
    const press = (event: KeyboardEvent) => { if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); void save(); } };
    const leave = (event: BeforeUnloadEvent) => { if (patch !== undefined) event.preventDefault(); };
    window.addEventListener("keydown", press);
    window.addEventListener("beforeunload", leave);
    return () => { window.removeEventListener("keydown", press); window.removeEventListener("beforeunload", leave); };
  });

  return (
    <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <div className="page-head" data-sticky>
        <h1>{(draft.texts[own] ?? draft.texts.en)?.title ?? item.handle}</h1>
        <span className="soft">{item.handle} · {say("item.version", { version: item.version })} · {time(item.updated_at)}</span>
        <span className="page-actions">
          <span role="status" className="soft">{saved && patch === undefined ? say("item.saved") : patch !== undefined ? say("item.unsaved") : ""}</span>
          {patch !== undefined && <Button kind="quiet" onClick={() => change(draftOf(item))}>{say("item.discard")}</Button>}
          <Button type="submit" busy={busy} disabled={patch === undefined}>{say("save")}</Button>
        </span>
      </div>
      {problem && <Notice kind="error">{say(problemWord(problem))}{Object.entries(errors).map(([field, expected]) => <span key={field} className="problem-field"><code>{field}</code> {expected}</span>)}</Notice>}
      {conflict && patch !== undefined && (
        <Conflict base={draftOf(item)} theirs={draftOf(conflict.item)} patch={patch}
          onTakeTheirs={() => { onRead(conflict); setDraft(draftOf(conflict.item)); setConflict(null); }}
          onKeepMine={() => { onRead(conflict); setDraft(applied(draftOf(conflict.item), patch)); setConflict(null); }} />
      )}
      <div className="columns">
        <div>
          <div className="chips" role="group" aria-label={say("language")}>
            {LOCALES.map((locale) => <button key={locale} type="button" aria-pressed={locale === shown} data-missing={!draft.texts[locale] || undefined} onClick={() => setSearch({ texts: locale }, { replace: true })}>{locale}</button>)}
          </div>
          <ItemTexts key={shown} locale={shown} texts={draft.texts[shown]} english={draft.texts.en} errors={errors} onChange={(texts) => change({ ...draft, texts: withTexts(draft.texts, shown, texts) })} />
        </div>
        <aside>
          <section><h2>{say("status")}</h2>
            <div className="chips" role="group" aria-label={say("status")}>
              {(["draft", "active", "archived"] as const).map((status) => <button key={status} type="button" aria-pressed={draft.status === status} onClick={() => change({ ...draft, status })}>{say(`status.${status}`)}</button>)}
            </div>
          </section>
          <section><h2>{say("item.prices")}</h2><PriceTable prices={draft.prices} errors={errors} onChange={(prices) => change({ ...draft, prices })} /></section>
          <section><h2>{say("item.pictures")}</h2><ul className="pictures">{(item.photos ?? []).slice(0, 8).map((photo, index) => <li key={index}>{photo.hash ? <Picture photo={{ hash: photo.hash, width: 1600, height: 2000, alt: photo.alt?.en ?? "" }} sizes="72px" ratio="4 / 5" /> : null}</li>)}</ul></section>
        </aside>
      </div>
      <section><h2>{say("variants")} <Link className="link" to={`/stock?item_id=${item.id}`}>{say("item.stock")}</Link></h2>
        <div className="table-frame" tabIndex={0} role="region" aria-label={say("variants")}><table>
          <thead><tr><th>SKU</th><th>EAN</th>{(item.options ?? []).map((name) => <th key={name}>{name}</th>)}<th className="figures">{say("item.weight")}</th></tr></thead>
          <tbody>{item.variants.map((variant) => <tr key={variant.sku}><td><Link to={`/stock?sku=${encodeURIComponent(variant.sku)}`}>{variant.sku}</Link></td><td className="numbers soft">{variant.ean ?? "–"}</td>{(item.options ?? []).map((name) => <td key={name}>{variant.options[name] ?? "–"}</td>)}<td className="figures">{variant.weight_g ? `${variant.weight_g} g` : "–"}</td></tr>)}</tbody>
        </table></div>
      </section>
    </form>
  );
}

/** A language whose every field is empty is taken away. */
function withTexts(all: Draft["texts"], locale: Locale, texts: Draft["texts"][string]): Draft["texts"] {
  const next = { ...all };
  if (Object.values(texts).every((text) => text === "")) delete next[locale]; else next[locale] = texts;
  return next;
}
