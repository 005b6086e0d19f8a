import { useSay as useAnySay, type Locale } from "@atelier/staff";
import type english from "./messages/en.json";

export type WordKey = keyof typeof english;
export const useSay = () => useAnySay<WordKey>();

export const LOADERS: Record<Locale, () => Promise<{ default: unknown }>> = {
  en: () => import("./messages/en.json"),
  fr: () => import("./messages/fr.json"),
  de: () => import("./messages/de.json"),
  it: () => import("./messages/it.json"),
  ja: () => import("./messages/ja.json"),
  "zh-Hans": () => import("./messages/zh-Hans.json"),
  ko: () => import("./messages/ko.json"),
};
