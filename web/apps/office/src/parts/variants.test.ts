import { expect, it } from "vitest";
import { skuOf, stemOf, valuesOf, variantsFor, type Variant } from "./variants";

const coat: Variant = { sku: "MV-1001-CAM-38", ean: "2010010010381", options: { colour: "camel", size: "38" }, weight_g: 1500 };

it("makes a variant of every colour and size, and a SKU for each", () => {
  const { options, variants } = variantsFor([["colour", ["camel", "noir"]], ["size", ["36", "38"]]], [], "MV-1001");
  expect(options).toEqual(["colour", "size"]);
  expect(variants.map(({ sku }) => sku)).toEqual(["MV-1001-CAM-36", "MV-1001-CAM-38", "MV-1001-NOI-36", "MV-1001-NOI-38"]);
});
it("keeps what was written on a variant that stays", () => {
  const { variants } = variantsFor([["colour", ["camel"]], ["size", ["36", "38"]]], [coat], "X");
  expect(variants[1]).toBe(coat);
});
it("is one variant without options where nothing is chosen", () => {
  expect(variantsFor([["colour", []], ["size", []]], [coat], "MV-1001")).toEqual({ options: [], variants: [{ sku: "MV-1001", ean: null, options: {}, weight_g: null }] });
});
it("lets an option go with its last value", () => {
  expect(variantsFor([["colour", ["camel"]], ["size", []]], [coat], "MV-1001").variants.map(({ sku, options }) => [sku, options])).toEqual([["MV-1001-CAM", { colour: "camel" }]]);
});
it("reads the values back from the variants", () => expect(valuesOf(["colour", "size"], [coat, { ...coat, options: { colour: "camel", size: "40" } }])).toEqual([["colour", ["camel"]], ["size", ["38", "40"]]]));
it("finds what the SKUs begin with", () => {
  expect(stemOf([coat, { ...coat, sku: "MV-1001-NOI-38" }], "coat")).toBe("MV-1001");
  expect(stemOf([coat], "coat")).toBe("MV-1001");
  expect(stemOf([{ sku: "", options: {} }], "silk-scarf")).toBe("SILK-SCARF");
});
it("writes only what a SKU may have", () => expect(skuOf("A", { colour: "x/y", size: "ü1" })).toBe("A-XY-1"));
