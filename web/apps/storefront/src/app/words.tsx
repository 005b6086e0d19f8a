import { useCallback } from "react";
import { useIntl, type MessageFormatElement } from "react-intl";
import type english from "../messages/en.json";
import type { Locale } from "../house";

export type WordKey = keyof typeof english;
type Messages = Record<string, MessageFormatElement[]>;

const LOADERS: Record<Locale, () => Promise<{ default: unknown }>> = {
  en: () => import("../messages/en.json"),
  fr: () => import("../messages/fr.json"),
  de: () => import("../messages/de.json"),
  it: () => import("../messages/it.json"),
  ja: () => import("../messages/ja.json"),
  "zh-Hans": () => import("../messages/zh-Hans.json"),
  ko: () => import("../messages/ko.json"),
};

export const loadWords = async (locale: Locale): Promise<Messages> => (await LOADERS[locale]()).default as Messages;

/** CJK faces come beside the page, not before it: the system's face stands in until then. */
export function loadFonts(locale: Locale): void {
  if (locale === "ja") void import("@atelier/ui/fonts-ja");
  if (locale === "ko") void import("@atelier/ui/fonts-ko");
  if (locale === "zh-Hans") void import("@atelier/ui/fonts-zh-Hans");
}

/** `const say = useSay(); say("bag.title")`. Keys are checked against the English file. */
export function useSay(): (key: WordKey, values?: Record<string, string | number>) => string {
  const intl = useIntl();
  return useCallback((key, values) => intl.formatMessage({ id: key }, values), [intl]);
}
