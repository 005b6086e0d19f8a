import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { IntlProvider, useIntl, type MessageFormatElement } from "react-intl";
import { guessLocale, storeLocale, type Locale } from "./locales";
import type common from "./messages/en.json";

export type CommonKey = keyof typeof common;
type Messages = Record<string, MessageFormatElement[]>;
type Loader = () => Promise<{ default: unknown }>;

const COMMON: Record<Locale, Loader> = {
  en: () => import("./messages/en.json"),
  fr: () => import("./messages/fr.json"),
  de: () => import("./messages/de.json"),
  it: () => import("./messages/it.json"),
  ja: () => import("./messages/ja.json"),
  "zh-Hans": () => import("./messages/zh-Hans.json"),
  ko: () => import("./messages/ko.json"),
};

const LocaleContext = createContext<{ locale: Locale; choose: (locale: Locale) => void } | null>(null);

/** The language of the page and how to change it; remembered on this machine. */
export function useLocale() {
  const context = useContext(LocaleContext);
  if (context === null) throw new Error("useLocale outside of WordsProvider");
  return context;
}

/** `say("retry")`; keys of the app and those that all staff pages share. */
export type Say<Key extends string = never> = (key: Key | CommonKey, values?: Record<string, string | number>) => string;

export function useSay<Key extends string = never>(): Say<Key> {
  const intl = useIntl();
  return useCallback((key, values) => intl.formatMessage({ id: key }, values), [intl]);
}

/** Shows the app once its language is here; a change of language keeps the old words until the new ones have come. */
export function WordsProvider({ loaders, children }: { loaders: Record<Locale, Loader>; children: ReactNode }) {
  const [wanted, setWanted] = useState<Locale>(guessLocale);
  const [shown, setShown] = useState<{ locale: Locale; messages: Messages } | null>(null);
  useEffect(() => {
    let current = true;
    loadFonts(wanted);
    void Promise.all([COMMON[wanted](), loaders[wanted]()]).then(([shared, own]) => {
      if (!current) return;
      document.documentElement.lang = wanted;
      setShown({ locale: wanted, messages: { ...(shared.default as Messages), ...(own.default as Messages) } });
    });
    return () => { current = false; };
  }, [wanted, loaders]);
  const choose = useCallback((locale: Locale) => { storeLocale(locale); setWanted(locale); }, []);
  const context = useMemo(() => shown && { locale: shown.locale, choose }, [shown, choose]);
  if (!shown) return null;
  return (
    <LocaleContext.Provider value={context}>
      <IntlProvider locale={shown.locale} messages={shown.messages} onError={(error) => console.warn(error.message)}>{children}</IntlProvider>
    </LocaleContext.Provider>
  );
}

/** CJK faces come beside the page, not before it: the system's face stands in until then. */
function loadFonts(locale: Locale): void {
  if (locale === "ja") void import("@atelier/ui/fonts-ja");
  if (locale === "ko") void import("@atelier/ui/fonts-ko");
  if (locale === "zh-Hans") void import("@atelier/ui/fonts-zh-Hans");
}
