import type { ApiProblem } from "@atelier/api";
import type { useSay, WordKey } from "../app/words";

const BY_CODE: Record<string, WordKey> = { required: "field.required", too_long: "field.too_long", too_short: "field.too_short", email_taken: "account.email_taken" };
const BY_FIELD: Record<string, WordKey> = { email: "field.email", phone: "field.phone", postal_code: "field.postal_code", country: "field.country", password: "account.password_hint" };

/** What kind of wrong is said first; where the code is a general one ("bad_value"), the field says what was expected. */
const wordFor = (field: string, code: string): WordKey => BY_CODE[code] ?? BY_FIELD[field.split("/").at(-1) ?? ""] ?? (code === "out_of_range" ? "field.too_long" : "field.pattern");

/** The server's answer about fields, by JSON pointer without the first slash: `shipping_address/postal_code`. */
export function fieldErrors(problem: ApiProblem, say: ReturnType<typeof useSay>): Record<string, string> {
  return Object.fromEntries(problem.fields.map(({ field, code }) => [field.replace(/^\//, ""), say(wordFor(field, code))]));
}

/** Those below `prefix/`, by their own names. */
export function below(errors: Record<string, string>, prefix: string): Record<string, string> {
  return Object.fromEntries(Object.entries(errors).filter(([name]) => name.startsWith(`${prefix}/`)).map(([name, text]) => [name.slice(prefix.length + 1), text]));
}

/** After a refused submit: to the first field that is wrong. */
export function focusFirstError(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
