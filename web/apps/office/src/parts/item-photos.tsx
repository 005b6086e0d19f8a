import { useRef, useState, type DragEvent } from "react";
import { isProblem, type Schemas } from "@atelier/api";
import { IconButton, Notice, Picture } from "@atelier/ui";
import { problemWord, type Locale } from "@atelier/staff";
import { useSay } from "../words";
import type { Draft } from "./item-edit";
import { moved } from "./moved";
import { upload } from "./upload";
import { valuesOf } from "./variants";
import { useNames, useVocabulary } from "./vocabulary";

type Photo = Schemas["PhotoDocument"];
const VIEWS = ["front", "back", "detail", "worn"] as const;
/** The contract's bounds: said before a long upload is begun for nothing. */
const MOST_PHOTOS = 60, MOST_BYTES = 25 * 2 ** 20;

interface Coming { name: string; share: number; error: string | null }

/** Photos in the order of the shop. Uploaded at once, put on the item by saving it; a tile is moved by dragging or by its arrows. */
export function ItemPhotos({ draft, locale, errors, onChange }: { draft: Draft; locale: Locale; errors: Record<string, string>; onChange: (change: (draft: Draft) => Draft) => void }) {
  const say = useSay();
  const named = useNames();
  const words = useVocabulary();
  const photos = draft.photos ?? [];
  const [coming, setComing] = useState<Coming[]>([]);
  const [over, setOver] = useState(false);
  const dragged = useRef<number | null>(null);
  const colours = valuesOf(["colour"], draft.variants)[0]![1];
  const set = (change: (photos: Photo[]) => Photo[]) => onChange((now) => ({ ...now, photos: change(now.photos ?? []) }));
  const write = (index: number, change: Partial<Photo>) => set((all) => all.map((photo, at) => (at === index ? { ...photo, ...change } : photo)));

  const tell = (name: string, change: Partial<Coming>) => setComing((all) => all.map((one) => (one.name === name ? { ...one, ...change } : one)));
  /** One after another: the server makes renditions of each, and the order stays the files'. */
  const take = async (files: readonly File[]) => {
    setComing(files.map(({ name }) => ({ name, share: 0, error: null })));
    for (const file of files) {
      try {
        if (file.size > MOST_BYTES) { tell(file.name, { error: say("photos.too_large") }); continue; }
        const { hash } = await upload<Schemas["StoredPhoto"]>("/v1/office/photos", file, file.type || "application/octet-stream", (share) => tell(file.name, { share }));
        set((all) => (all.length >= MOST_PHOTOS ? all : [...all, { hash, view: VIEWS[Math.min(all.length, 3)]!, colour: null, alt: {} }]));
        setComing((all) => all.filter(({ name }) => name !== file.name));
      } catch (error) {
        // A picture that was refused: the server's own sentence says what is wrong with it.
        tell(file.name, { error: isProblem(error) && [413, 415].includes(error.status) ? error.message : say(problemWord(error)) });
      }
    }
  };
  const drop = (event: DragEvent) => { event.preventDefault(); setOver(false); const files = [...event.dataTransfer.files]; if (files.length > 0) void take(files); };

  return (
    <section>
      <h2>{say("item.pictures")} <span className="soft">{photos.length > 0 ? photos.length : ""}</span></h2>
      <ul className="photo-grid">
        {photos.map((photo, index) => (
          <li key={`${photo.hash}${index}`} data-testid="photo" draggable onDragStart={() => { dragged.current = index; }} onDragEnd={() => { dragged.current = null; }}
            onDragOver={(event) => { if (dragged.current !== null) event.preventDefault(); }} onDrop={(event) => { if (dragged.current === null) return; event.preventDefault(); event.stopPropagation(); const from = dragged.current; set((all) => moved(all, from, index)); }}>
            {photo.hash && <Picture photo={{ hash: photo.hash, width: 1600, height: 2000, alt: photo.alt?.[locale] ?? photo.alt?.en ?? "" }} sizes="160px" ratio="4 / 5" />}
            <span className="photo-tools">
              <IconButton icon="back" label={say("photos.earlier", { number: index + 1 })} disabled={index === 0} onClick={() => set((all) => moved(all, index, index - 1))} />
              <IconButton icon="forward" label={say("photos.later", { number: index + 1 })} disabled={index === photos.length - 1} onClick={() => set((all) => moved(all, index, index + 1))} />
              <IconButton icon="close" label={say("photos.remove", { number: index + 1 })} onClick={() => set((all) => all.filter((_, at) => at !== index))} />
            </span>
            <span className="pair">
              <select className="cell-input" aria-label={`${say("photos.view")} ${index + 1}`} value={photo.view ?? ""} onChange={(event) => write(index, { view: event.target.value })}>
                {[...new Set([...VIEWS, ...(photo.view ? [photo.view] : [])])].map((view) => <option key={view} value={view}>{(VIEWS as readonly string[]).includes(view) ? say(`view.${view as (typeof VIEWS)[number]}`) : view}</option>)}
              </select>
              <select className="cell-input" aria-label={`${say("option.colour")} ${index + 1}`} value={photo.colour ?? ""} onChange={(event) => write(index, { colour: event.target.value || null })}>
                <option value="">{say("photos.all_colours")}</option>
                {[...new Set([...colours, ...(photo.colour ? [photo.colour] : [])])].map((code) => <option key={code} value={code}>{named(words?.colours.find((one) => one.code === code)?.names, code)}</option>)}
              </select>
            </span>
            <input className="cell-input" aria-label={`${say("photos.alt")} ${index + 1}, ${locale}`} placeholder={`${say("photos.alt")} · ${locale}`} lang={locale} maxLength={300} value={photo.alt?.[locale] ?? ""} aria-invalid={errors[`/photos/${index}/alt/${locale}`] !== undefined || undefined}
              onChange={(event) => { const alt = { ...photo.alt, [locale]: event.target.value }; if (event.target.value === "") delete alt[locale]; write(index, { alt }); }} />
          </li>
        ))}
        <li>
          <label className="drop" data-over={over || undefined} onDragOver={(event) => { if (dragged.current === null) { event.preventDefault(); setOver(true); } }} onDragLeave={() => setOver(false)} onDrop={drop}>
            <span>{say("photos.drop")}</span><span className="soft">{say("photos.kinds")}</span>
            <input type="file" className="visually-hidden" data-testid="photo-file" accept="image/png,image/jpeg,image/webp,image/avif" multiple onChange={(event) => { void take([...(event.target.files ?? [])]); event.target.value = ""; }} />
          </label>
        </li>
      </ul>
      <div aria-live="polite">
        {coming.map((one) => one.error === null
          ? <div key={one.name} className="progress"><span>{one.name}</span><progress aria-label={one.name} max={1} value={one.share} /><span className="numbers">{Math.round(one.share * 100)} %</span></div>
          : <Notice key={one.name} kind="error">{one.name}: {one.error} <button type="button" className="link" onClick={() => setComing((all) => all.filter(({ name }) => name !== one.name))}>{say("photos.put_away")}</button></Notice>)}
      </div>
    </section>
  );
}
