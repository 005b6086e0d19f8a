import type { ApiProblem } from "@atelier/api";
import type { useSay, WordKey } from "../app/words";

const WORDS: Record<string, WordKey> = { required: "field.required", email: "field.email", phone: "field.phone", postal_code: "field.postal_code", too_long: "field.too_long", too_short: "field.too_short", country_not_served: "field.country", email_taken: "account.email_taken" };

/** The server's answer about fields, by JSON pointer without the first slash: `shipping_address/postal_code`. */
export function fieldErrors(problem: ApiProblem, say: ReturnType<typeof useSay>): Record<string, string> {
  return Object.fromEntries(problem.fields.map(({ field, code }) => [field.replace(/^\//, ""), say(WORDS[code] ?? "field.pattern")]));
}

/** Those below `prefix/`, by their own names. */
export function below(errors: Record<string, string>, prefix: string): Record<string, string> {
  return Object.fromEntries(Object.entries(errors).filter(([name]) => name.startsWith(`${prefix}/`)).map(([name, text]) => [name.slice(prefix.length + 1), text]));
}

/** After a refused submit: to the first field that is wrong. */
export function focusFirstError(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
