import { useCallback, useRef, useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { read, type Schemas } from "@atelier/api";
import { isSignedOut, useLocale } from "@atelier/staff";
import { lineOf, type Line } from "./basket";
import { beep } from "./beep";

export interface Asked { id: number; code: string; error: unknown }
export interface Choice { item: Schemas["TillItem"] }

/**
 * From a code to a line. Several may be under way at once; one that fails stays in `asked` with its error until it is tried again
 * or put away. An item's number opens a `choice` among its variants. Codes seen in the last minutes answer without the network.
 */
export function useLookup(onLine: (line: Line) => void) {
  const client = useQueryClient();
  const { locale } = useLocale();
  const [asked, setAsked] = useState<Asked[]>([]);
  const [choice, setChoice] = useState<Choice | null>(null);
  const next = useRef(0);

  const find = useCallback(async (text: string) => {
    const code = text.trim();
    if (code === "") return;
    const id = next.current++;
    setAsked((list) => [{ id, code, error: null }, ...list]);
    try {
      const item = await client.fetchQuery({ ...read("/v1/till/items/{code}", { path: { code }, query: { locale } }), staleTime: 2 * 60_000, gcTime: 30 * 60_000 });
      setAsked((list) => list.filter((one) => one.id !== id));
      const variant = item.matched_sku ? item.variants.find(({ sku }) => sku === item.matched_sku) : item.variants.length === 1 ? item.variants[0] : undefined;
      if (variant) onLine(lineOf(item, variant));
      else setChoice({ item });
      beep(true);
    } catch (error) {
      setAsked((list) => list.map((one) => (one.id === id ? { ...one, error } : one)));
      beep(false);
    }
  }, [client, locale, onLine]);

  const putAway = useCallback((id: number) => setAsked((list) => list.filter((one) => one.id !== id)), []);
  const again = useCallback((one: Asked) => { putAway(one.id); void find(one.code); }, [find, putAway]);
  return { asked, choice, find, again, putAway, setChoice, signedOut: asked.some(({ error }) => isSignedOut(error)) };
}
