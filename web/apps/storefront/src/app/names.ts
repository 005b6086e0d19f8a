import { AUTONYMS } from "../house";
import type { Place } from "./place";

/** A country's name in the reader's language. */
export function countryName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: "region", style: "short" }).of(code) ?? code;
  } catch {
    return code;
  }
}

export const placeLabel = (place: Place): string => `${countryName(place.country, place.locale)} · ${AUTONYMS[place.locale]}`;

/** A tab's title, spelled as the server spells it. */
export function titleOf(...parts: (string | null | undefined)[]): string {
  return parts.filter(Boolean).join(" — ");
}
