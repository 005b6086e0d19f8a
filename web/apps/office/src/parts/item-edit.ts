import { ApiProblem, baseUrl, type Schemas } from "@atelier/api";

export type OfficeItem = Schemas["OfficeItem"];
export type Texts = Schemas["ItemTextsInput"];
export const TEXT_FIELDS = ["title", "summary", "description", "material", "care", "fit"] as const;

/** An item with the tag of what was read; edits are made against that tag. */
export interface TaggedItem { item: OfficeItem; etag: string }

/** What the office may change here; everything else of the item is left alone. */
export type Draft = Pick<OfficeItem, "handle" | "status" | "texts" | "prices" | "category" | "collections" | "tax_class" | "made_in" | "hs_code" | "cloth" | "options" | "variants" | "photos">;

export const draftOf = ({ handle, status, texts, prices, category, collections, tax_class, made_in, hs_code, cloth, options, variants, photos }: OfficeItem): Draft =>
  structuredClone({ handle, status, texts, prices, category: category ?? null, collections: collections ?? [], tax_class: tax_class ?? "standard", made_in: made_in ?? null, hs_code: hs_code ?? null, cloth: cloth ?? null, options: options ?? [], variants, photos: photos ?? [] });
/** A new item: one variant without options until colours or sizes are chosen. */
export const emptyDraft = (): Draft => ({ handle: "", status: "draft", texts: { en: { title: "" } }, prices: { EUR: { amount: 0 } }, category: null, collections: [], tax_class: "standard", made_in: null, hs_code: null, cloth: null, options: [], variants: [{ sku: "", options: {} }], photos: [] });

/** RFC 7396: only what differs, `null` for what was emptied. Null when nothing differs. */
export function mergePatch(from: unknown, to: unknown): unknown | undefined {
  if (isObject(from) && isObject(to)) {
    const patch: Record<string, unknown> = {};
    for (const name of new Set([...Object.keys(from), ...Object.keys(to)])) {
      const part = to[name] === undefined ? (from[name] === undefined || from[name] === null ? undefined : null) : mergePatch(from[name], to[name]);
      if (part !== undefined) patch[name] = part;
    }
    return Object.keys(patch).length > 0 ? patch : undefined;
  }
  return JSON.stringify(from) === JSON.stringify(to) ? undefined : to;
}
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** The places of a patch as pointers: "/texts/en/title". */
export function placesOf(patch: unknown, at = ""): string[] {
  return isObject(patch) ? Object.entries(patch).flatMap(([name, part]) => placesOf(part, `${at}/${name}`)) : [at];
}
export const valueAt = (document: unknown, pointer: string): unknown => pointer.split("/").slice(1).reduce<unknown>((part, name) => (isObject(part) ? part[name] : undefined), document);

/** The patch of `mine` against `base`, put onto `theirs`: their other changes stay. */
export function applied(theirs: Draft, patch: unknown): Draft {
  const merge = (target: unknown, part: unknown): unknown => {
    if (!isObject(part)) return part;
    const result: Record<string, unknown> = isObject(target) ? { ...target } : {};
    for (const [name, value] of Object.entries(part)) { if (value === null) delete result[name]; else result[name] = merge(result[name], value); }
    return result;
  };
  return merge(theirs, patch) as Draft;
}

const url = (id: string) => `${baseUrl()}/v1/office/items/${encodeURIComponent(id)}`;
async function tagged(call: Promise<Response>): Promise<TaggedItem> {
  const response = await call.catch(() => { throw ApiProblem.network(); });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw ApiProblem.of(response.status, body);
  return { item: body as OfficeItem, etag: response.headers.get("ETag") ?? "" };
}
/** Fails with `validation_failed`, `handle_taken` and their like, each with the fields. */
export const createItem = (draft: Draft): Promise<TaggedItem> => tagged(fetch(`${baseUrl()}/v1/office/items`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(draft) }));
export const readItem = (id: string, signal?: AbortSignal): Promise<TaggedItem> => tagged(fetch(url(id), { signal: signal ?? null, cache: "no-store", headers: { Accept: "application/json" } }));
/** Fails with `version_mismatch` when another edit came first. */
export const patchItem = (id: string, patch: unknown, etag: string): Promise<TaggedItem> =>
  tagged(fetch(url(id), { method: "PATCH", headers: { "Content-Type": "application/merge-patch+json", "If-Match": etag }, body: JSON.stringify(patch) }));
