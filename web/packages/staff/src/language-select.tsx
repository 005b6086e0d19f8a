import { AUTONYMS, LOCALES, type Locale } from "./locales";
import { useLocale, useSay } from "./words";

export function LanguageSelect() {
  const say = useSay();
  const { locale, choose } = useLocale();
  return (
    <select className="language-select" aria-label={say("language")} value={locale} onChange={(event) => choose(event.target.value as Locale)}>
      {LOCALES.map((one) => <option key={one} value={one} lang={one}>{AUTONYMS[one]}</option>)}
    </select>
  );
}
