import { useQuery } from "@tanstack/react-query";
import { read, type Schemas } from "@atelier/api";
import { useLocale } from "@atelier/staff";

/** The house's words for pickers; undefined until they are here. */
export function useVocabulary(): Schemas["OfficeVocabulary"] | undefined {
  return useQuery({ ...read("/v1/office/vocabulary", {}), staleTime: 5 * 60_000 }).data;
}
/** A word in the reader's language, else in English, else its code. */
export function useNames(): (names: Schemas["LocalisedText"] | undefined, code: string) => string {
  const { locale } = useLocale();
  return (names, code) => names?.[locale] ?? names?.en ?? code;
}
