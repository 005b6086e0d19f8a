import { useEffect, useRef } from "react";

/**
 * Within a field a burst must be told from typing: a scanner sends a key every 1–30 ms, a person one every 80 ms or more. Outside of
 * fields nobody types text, so a browser that stutters under load may bring the keys much later.
 */
const GAP_IN_FIELD_MS = 60;
const GAP_OUTSIDE_MS = 400;
/** Shorter bursts are somebody's fingers; the shortest code in the house has 8 characters. */
const SHORTEST_CODE = 6;

/** What a burst of keys has collected so far. Pure, so that its rules are plain to read. */
export interface Burst { text: string; lastAtMs: number }

export const NO_BURST: Burst = { text: "", lastAtMs: -Infinity };

export function afterKey(burst: Burst, key: string, atMs: number, longestGapMs: number): { burst: Burst; code?: string } {
  const follows = atMs - burst.lastAtMs <= longestGapMs;
  if (key === "Enter" || key === "Tab") return { burst: NO_BURST, ...(follows && burst.text.length >= SHORTEST_CODE ? { code: burst.text } : {}) };
  if (key === "Shift") return { burst };
  if (key.length !== 1) return { burst: NO_BURST };
  if (follows && burst.text !== "") return { burst: { text: burst.text + key, lastAtMs: atMs } };
  // Codes begin with a letter or a digit; "+" and "-" alone are the till's own keys.
  return { burst: /[0-9A-Za-z]/.test(key) ? { text: key, lastAtMs: atMs } : NO_BURST };
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
      // The code field takes a scan as what it is: text and Enter.
      if (event.target instanceof Element && event.target.closest("[data-takes-codes]")) { burst = NO_BURST; return; }
      const inField = isWritable(event.target);
      const next = afterKey(burst, event.key, event.timeStamp, inField ? GAP_IN_FIELD_MS : GAP_OUTSIDE_MS);
      if (next.burst.text.length === 1) before = isWritable(event.target) ? { field: event.target, value: event.target.value } : null;
      burst = next.burst;
      // From its second key on a burst is no shortcut and no keypad.
      if (burst.text.length > 1 && !inField) event.stopPropagation();
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
