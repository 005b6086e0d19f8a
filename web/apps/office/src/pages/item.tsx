import { useEffect, useState } from "react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { isProblem, type ApiProblem } from "@atelier/api";
import { Button, Notice, SkeletonText } from "@atelier/ui";
import { problemWord, useLocale } from "@atelier/staff";
import { Conflict } from "../parts/conflict";
import { applied, draftOf, mergePatch, patchItem, readItem, type Draft, type TaggedItem } from "../parts/item-edit";
import { ItemForm } from "../parts/item-form";
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
      <ItemForm draft={draft} errors={errors} id={item.id} onChange={(step) => { setDraft(step); setSaved(false); }} />
    </form>
  );
}
