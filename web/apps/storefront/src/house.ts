/** What the house is called, in one place. */
export const HOUSE_NAME = "Maison Verrane";

export const LOCALES = ["en", "fr", "de", "it", "ja", "zh-Hans", "ko"] as const;
export type Locale = (typeof LOCALES)[number];
export const MARKETS = ["fr", "de", "it", "gb", "ch", "no", "jp", "kr", "cn", "hk", "sg", "th", "in"] as const;
export type Market = (typeof MARKETS)[number];

export const isLocale = (value: string | undefined): value is Locale => LOCALES.includes(value as Locale);
export const isMarket = (value: string | undefined): value is Market => MARKETS.includes(value as Market);

/** Languages in their own words. */
export const AUTONYMS: Record<Locale, string> = { en: "English", fr: "Français", de: "Deutsch", it: "Italiano", ja: "日本語", "zh-Hans": "简体中文", ko: "한국어" };
