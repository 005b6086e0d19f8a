import { readFileSync } from "node:fs";
import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { expect, it } from "vitest";
import { LOCALES } from "../house";

const of = (locale: string) => JSON.parse(readFileSync(new URL(`./${locale}.json`, import.meta.url), "utf8")) as Record<string, string>;
const english = of("en");

const names = (elements: MessageFormatElement[]): string[] => elements.flatMap((element) => {
  if (element.type === TYPE.plural || element.type === TYPE.select) return [element.value, ...Object.values(element.options).flatMap(({ value }) => names(value))];
  return element.type === TYPE.literal || element.type === TYPE.pound ? [] : "value" in element ? [element.value] : [];
});
const placeholders = (text: string) => [...new Set(names(parse(text)))].sort();

it.each(LOCALES.filter((locale) => locale !== "en"))("%s says everything that English says, with the same values", (locale) => {
  const messages = of(locale);
  expect(Object.keys(messages)).toEqual(Object.keys(english));
  for (const [key, text] of Object.entries(messages)) {
    expect(text.trim(), key).not.toBe("");
    // Before a price change is announced, or where a plural has one form, a value may be unused; an unknown one never.
    expect(placeholders(english[key]!), key).toEqual(expect.arrayContaining(placeholders(text)));
  }
});

it("never raises its voice", () => {
  for (const locale of LOCALES) for (const [key, text] of Object.entries(of(locale))) expect(text, `${locale} ${key}`).not.toMatch(/[!！]/);
});

it("has a word for every state that the contract knows", () => {
  const contract = readFileSync(new URL("../../../../../api/openapi.yaml", import.meta.url), "utf8");
  const words = (schema: string, field: string) => contract.match(new RegExp(`    ${schema}:[\\s\\S]*?${field}[^\\n]*enum: \\[([^\\]]*)\\]`))![1]!.split(", ");
  const missing = [
    ...words("TimelineEntry", "code:").map((code) => `timeline.${code}`),
    ...contract.match(/    OrderStatus:\n {6}type: string\n {6}enum: \[([^\]]*)\]/)![1]!.split(", ").map((status) => `order_status.${status}`),
  ].filter((key) => !(key in english));
  expect(missing).toEqual([]);
});
