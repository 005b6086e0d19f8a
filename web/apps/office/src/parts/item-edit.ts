import { ApiProblem, baseUrl, type Schemas } from "@atelier/api";

export type OfficeItem = Schemas["OfficeItem"];
export type Texts = Schemas["ItemTextsInput"];
export const TEXT_FIELDS = ["title", "summary", "description", "material", "care", "fit"] as const;

/** An item with the tag of what was read; edits are made against that tag. */
export interface TaggedItem { item: OfficeItem; etag: string }

/** What the office may change here; everything else of the item is left alone. */
export interface Draft { status: OfficeItem["status"]; texts: Record<string, Texts>; prices: Record<string, Schemas["PriceDocument"]> }

export const draftOf = ({ status, texts, prices }: OfficeItem): Draft => structuredClone({ status, texts, prices });

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
export const readItem = (id: string, signal?: AbortSignal): Promise<TaggedItem> => tagged(fetch(url(id), { signal: signal ?? null, cache: "no-store", headers: { Accept: "application/json" } }));
/** Fails with `version_mismatch` when another edit came first. */
export const patchItem = (id: string, patch: unknown, etag: string): Promise<TaggedItem> =>
  tagged(fetch(url(id), { method: "PATCH", headers: { "Content-Type": "application/merge-patch+json", "If-Match": etag }, body: JSON.stringify(patch) }));
