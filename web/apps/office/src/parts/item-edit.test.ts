import { expect, it } from "vitest";
import { emptyDraft, applied, mergePatch, placesOf, valueAt, type Draft } from "./item-edit";

const base: Draft = { ...emptyDraft(), status: "active", texts: { en: { title: "Coat", care: "Brush" }, fr: { title: "Manteau" } }, prices: { EUR: { amount: 100, compare_at: null } } };
const edited = (change: (draft: Draft) => void): Draft => { const draft = structuredClone(base); change(draft); return draft; };

it("only what differs is sent", () => expect(mergePatch(base, edited((draft) => { draft.texts.en!.title = "Long coat"; }))).toEqual({ texts: { en: { title: "Long coat" } } }));
it("nothing is sent when nothing differs", () => expect(mergePatch(base, structuredClone(base))).toBeUndefined());
it("a language that was emptied is taken away", () => expect(mergePatch(base, edited((draft) => { delete draft.texts.fr; }))).toEqual({ texts: { fr: null } }));
it("a conflict names the places by pointer", () => {
  const patch = mergePatch(base, edited((draft) => { draft.prices.EUR!.amount = 120; draft.status = "archived"; }));
  expect(placesOf(patch).sort()).toEqual(["/prices/EUR/amount", "/status"]);
  expect(valueAt(base, "/prices/EUR/amount")).toBe(100);
});
it("mine on top keeps what the other changed elsewhere", () => {
  const theirs = edited((draft) => { draft.texts.fr!.title = "Manteau long"; draft.texts.en!.title = "Theirs"; });
  const mine = applied(theirs, { texts: { en: { title: "Mine", care: null } } });
  expect(mine.texts).toEqual({ en: { title: "Mine" }, fr: { title: "Manteau long" } });
});
