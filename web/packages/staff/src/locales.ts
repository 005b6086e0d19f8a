/** The languages that staff can work in. */
export const LOCALES = ["en", "fr", "de", "it", "ja", "zh-Hans", "ko"] as const;
export type Locale = (typeof LOCALES)[number];

/** Languages in their own words. */
export const AUTONYMS: Record<Locale, string> = { en: "English", fr: "Français", de: "Deutsch", it: "Italiano", ja: "日本語", "zh-Hans": "简体中文", ko: "한국어" };

const KEY = "atelier.staff.locale";

/** The one chosen last on this machine, else the first of the browser's that we speak, else English. */
export function guessLocale(): Locale {
  const stored = storedLocale();
  if (stored) return stored;
  for (const tag of navigator.languages) {
    const found = LOCALES.find((locale) => tag.toLowerCase().startsWith(locale === "zh-Hans" ? "zh" : locale));
    if (found) return found;
  }
  return "en";
}
function storedLocale(): Locale | undefined {
  try { return LOCALES.find((locale) => locale === localStorage.getItem(KEY)); } catch { return undefined; }
}
export function storeLocale(locale: Locale): void {
  try { localStorage.setItem(KEY, locale); } catch { /* chosen again next time */ }
}
