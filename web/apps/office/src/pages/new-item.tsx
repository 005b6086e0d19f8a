import { useState, type FormEvent } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "react-router";
import { isProblem, type ApiProblem } from "@atelier/api";
import { Button, Notice } from "@atelier/ui";
import { problemWord } from "@atelier/staff";
import { createItem, emptyDraft } from "../parts/item-edit";
import { ItemForm } from "../parts/item-form";
import { useSay } from "../words";

/** A new item goes in whole or not at all; its handle is its identity, so that a repeated press meets "taken" and never a second item. */
export function NewItemPage() {
  const say = useSay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(emptyDraft);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const errors = Object.fromEntries((problem?.fields ?? []).map(({ field, expected }) => [field, expected]));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      const made = await createItem(draft);
      client.setQueryData(["item", made.item.id], made);
      void client.invalidateQueries({ queryKey: ["/v1/office/items"] });
      void navigate(`/items/${made.item.id}`, { replace: true });
    } catch (error) {
      if (!isProblem(error)) throw error;
      setProblem(error);
      scrollTo({ top: 0 });
    }
    setBusy(false);
  };
  return (
    <main className="page-wide">
      <p className="crumb"><Link className="link" to="/items">{say("nav.items")}</Link></p>
      <form onSubmit={(event) => void submit(event)}>
        <div className="page-head" data-sticky><h1>{draft.texts.en?.title || say("items.new")}</h1><span className="page-actions"><Button type="submit" busy={busy} disabled={draft.handle === "" || !draft.texts.en?.title}>{say("item.create")}</Button></span></div>
        {problem && <Notice kind="error">{say(problemWord(problem))}{Object.entries(errors).map(([field, expected]) => <span key={field} className="problem-field"><code>{field}</code> {expected}</span>)}</Notice>}
        <ItemForm draft={draft} errors={errors} id={null} onChange={setDraft} />
      </form>
    </main>
  );
}
