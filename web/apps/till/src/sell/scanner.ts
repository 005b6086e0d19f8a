import { useEffect, useRef } from "react";

/** A scanner types a key every 1–30 ms, a person one every 80 ms or more. */
const FASTEST_PERSON_MS = 50;
/** Shorter bursts are somebody's fingers; the shortest code in the house has 8 characters. */
const SHORTEST_CODE = 6;

/** What a burst of keys has collected so far. Pure, so that its rules are plain to read and to test. */
export interface Burst { text: string; lastAtMs: number }

export const NO_BURST: Burst = { text: "", lastAtMs: -Infinity };

export function afterKey(burst: Burst, key: string, atMs: number): { burst: Burst; code?: string } {
  const follows = atMs - burst.lastAtMs <= FASTEST_PERSON_MS;
  if (key === "Enter" || key === "Tab") return { burst: NO_BURST, ...(follows && burst.text.length >= SHORTEST_CODE ? { code: burst.text } : {}) };
  if (key === "Shift") return { burst: { ...burst, lastAtMs: follows ? atMs : burst.lastAtMs } };
  if (key.length !== 1) return { burst: NO_BURST };
  return { burst: { text: follows ? burst.text + key : key, lastAtMs: atMs } };
}

type Writable = HTMLInputElement | HTMLTextAreaElement;
const isWritable = (target: EventTarget | null): target is Writable => target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !/radio|checkbox|button/.test(target.type));

/**
 * Hears a keyboard-wedge scanner wherever the focus is. The ending Enter reaches nobody else, and a field that had the focus
 * gets back what stood in it before the burst.
 */
export function useScanner(onCode: (code: string) => void): void {
  const latest = useRef(onCode);
  latest.current = onCode;
  useEffect(() => {
    let burst = NO_BURST;
    let before: { field: Writable; value: string } | null = null;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      const next = afterKey(burst, event.key, event.timeStamp);
      if (next.burst.text.length === 1) before = isWritable(event.target) ? { field: event.target, value: event.target.value } : null;
      burst = next.burst;
      // From its second key on a burst is no shortcut and no keypad.
      if (burst.text.length > 1 && !isWritable(event.target)) event.stopPropagation();
      if (next.code === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      if (before) restore(before.field, before.value);
      latest.current(next.code);
    };
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, []);
}

/** Through the native setter, so that React hears of it. */
function restore(field: Writable, value: string): void {
  const prototype = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, "value")!.set!.call(field, value);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
