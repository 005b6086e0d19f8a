import { Button } from "@atelier/ui";
import { useSay } from "../words";
import { mergePatch, placesOf, valueAt, type Draft } from "./item-edit";

interface ConflictProps { base: Draft; theirs: Draft; patch: unknown; onTakeTheirs: () => void; onKeepMine: () => void }

/** Another edit came first. Shows both beside each other; nothing is sent until the person has looked. */
export function Conflict({ base, theirs, patch, onTakeTheirs, onKeepMine }: ConflictProps) {
  const say = useSay();
  const mine = placesOf(patch);
  const others = placesOf(mergePatch(base, theirs) ?? {}).filter((place) => place !== "" && !mine.includes(place));
  const show = (value: unknown) => (value === undefined || value === null ? "–" : typeof value === "object" ? JSON.stringify(value).slice(0, 300) : String(value));
  return (
    <section className="conflict" role="alert" aria-label={say("conflict.title")}>
      <h2>{say("conflict.title")}</h2>
      <p>{say("conflict.text")}</p>
      <table>
        <thead><tr><th>{say("conflict.field")}</th><th>{say("conflict.theirs")}</th><th>{say("conflict.mine")}</th></tr></thead>
        <tbody>
          {mine.map((place) => <tr key={place}><td><code>{place}</code></td><td>{show(valueAt(theirs, place))}</td><td>{show(valueAt(patch, place))}</td></tr>)}
          {others.map((place) => <tr key={place}><td><code>{place}</code></td><td>{show(valueAt(theirs, place))}</td><td className="soft">{say("conflict.untouched")}</td></tr>)}
        </tbody>
      </table>
      <p className="conflict-actions"><Button kind="secondary" onClick={onTakeTheirs}>{say("conflict.take_theirs")}</Button><Button onClick={onKeepMine}>{say("conflict.keep_mine")}</Button></p>
    </section>
  );
}
