import { expect, it } from "vitest";
import { formatDateRange, formatMoney, languageTag } from "./format";

it("shows decimals only where there are any, and none in yen and won", () => {
  expect(formatMoney({ amount: 329000, currency: "EUR" }, "en-FR")).toBe("€3,290");
  expect(formatMoney({ amount: 1250, currency: "EUR" }, "en-FR")).toBe("€12.50");
  expect(formatMoney({ amount: 572000, currency: "JPY" }, "ja-JP")).toMatch(/^[¥￥]572,000$/);
  expect(formatMoney({ amount: 5700000, currency: "KRW" }, "ko-KR")).toBe("₩5,700,000");
});

it("keeps decimals in columns of exact figures", () => {
  expect(formatMoney({ amount: 329000, currency: "EUR" }, "en-FR", { exact: true })).toBe("€3,290.00");
});

it("writes amounts as the reader's country does", () => {
  for (const country of ["de-DE", "it-IT"]) expect(formatMoney({ amount: 329000, currency: "EUR" }, country).replace(/\s/g, " ")).toBe("3.290 €");
  expect(formatMoney({ amount: 329000, currency: "EUR" }, languageTag("de", "DE"))).toContain("€");
});

it("writes days out in every language", () => {
  expect(formatDateRange("2026-11-25", "2026-11-27", "en-FR")).toMatch(/^25.27 November$/);
  expect(formatDateRange("2026-11-25", "2026-11-27", "ja-JP")).toBe("11月25日～11月27日");
  expect(formatDateRange("2026-11-25", "2026-11-25", "ja-JP")).toBe("11月25日");
});
