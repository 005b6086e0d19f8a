export { amountText, currencyDigits, parseAmount } from "./amounts";
export { LanguageSelect } from "./language-select";
export { AUTONYMS, LOCALES, type Locale } from "./locales";
export { isSignedOut, problemWord } from "./problem";
export { staffQueryClient } from "./query-client";
export { useShortcuts } from "./shortcuts";
export { SignIn } from "./sign-in";
export { useLocale, useSay, WordsProvider, type CommonKey, type Say } from "./words";
