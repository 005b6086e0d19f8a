import { expect, it } from "vitest";
import { amountText, parseAmount } from "./amounts";

it.each([["330", "EUR", 33_000], ["330.5", "EUR", 33_050], ["330,50", "EUR", 33_050], ["1 200", "EUR", 120_000], ["0.05", "CHF", 5], ["56000", "JPY", 56_000], ["12.", "EUR", 1200]])("%s %s is %i minor units", (text, currency, amount) => expect(parseAmount(text, currency)).toBe(amount));
it.each([["", "EUR"], ["abc", "EUR"], ["1.234", "EUR"], ["1.5", "JPY"], ["-5", "EUR"], ["12345678901", "EUR"]])("%s is no amount of %s", (text, currency) => expect(parseAmount(text, currency)).toBeNull());
it("a field shows what it would read", () => { for (const [amount, currency] of [[33_050, "EUR"], [56_000, "JPY"]] as const) expect(parseAmount(amountText(amount, currency), currency)).toBe(amount); });
