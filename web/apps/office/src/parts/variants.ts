import type { Schemas } from "@atelier/api";

export type Variant = Schemas["VariantDocument"];
/** The values of each option, in the order of choice. */
export type OptionValues = readonly (readonly [option: string, values: readonly string[]])[];

/** Which values the variants have, in the order of their first variant. */
export function valuesOf(options: readonly string[], variants: readonly Variant[]): OptionValues {
  return options.map((option) => [option, [...new Set(variants.map((variant) => variant.options[option]).filter((value): value is string => value !== undefined && value !== ""))]] as const);
}

/** "MV-1001", camel, 38 → "MV-1001-CAM-38". */
export const skuOf = (stem: string, options: Variant["options"]): string => [stem, ...Object.entries(options).map(([option, value]) => (option === "colour" ? value.slice(0, 3) : value).toUpperCase())].filter(Boolean).join("-").replace(/[^\x21-\x7e]|[/,]/g, "");

/** One variant for each combination. Those that are there keep what was written on them; new ones get a SKU made of `stem`. Options without values fall away. */
export function variantsFor(values: OptionValues, before: readonly Variant[], stem: string): { options: string[]; variants: Variant[] } {
  const used = values.filter(([, list]) => list.length > 0);
  const combinations = used.reduce<Record<string, string>[]>((all, [option, list]) => all.flatMap((one) => list.map((value) => ({ ...one, [option]: value }))), [{}]);
  const same = (one: Record<string, string>, variant: Variant) => used.every(([option]) => variant.options[option] === one[option]) && Object.keys(variant.options).every((option) => option in one);
  const variants = combinations.map((options): Variant => before.find((variant) => same(options, variant)) ?? { sku: skuOf(stem, options), ean: null, options, weight_g: null });
  return { options: used.map(([option]) => option), variants };
}

/** What the SKUs begin with: their common beginning up to a dash, or the handle. */
export function stemOf(variants: readonly Variant[], handle: string): string {
  const [first = "", ...rest] = variants.map(({ sku }) => sku).filter(Boolean);
  let length = first.length;
  for (const sku of rest) while (!sku.startsWith(first.slice(0, length))) length -= 1;
  const common = rest.length > 0 ? first.slice(0, length) : first.split("-").slice(0, 2).join("-");
  return common.replace(/-[^-]*$/, (end) => (rest.length > 0 ? "" : end)).replace(/-$/, "") || handle.toUpperCase().slice(0, 24);
}
