import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { guideOf } from "./size-guides";

const guides = JSON.parse(readFileSync(new URL("../../../../../demo/catalogue/size_guides.json", import.meta.url), "utf8")) as { guides: Record<string, { rows: string[][] }> };

it.each([
  ["women/coats", ["34", "36", "38"], "women-fr"],
  ["women/coats", ["XS", "S", "M"], "women-letters"],
  ["men/shirts", ["38", "39"], "men-collar"],
  ["men/tailoring", ["46", "48"], "men-it"],
  ["shoes/women", ["36", "36.5", "37"], "shoes-women"],
  ["accessories/gloves", ["6.5", "7"], "gloves-women"],
  ["accessories/gloves", ["8.5", "9"], "gloves-men"],
])("%s in %j is read from %s, which has a row for each", (category, sizes, guide) => {
  expect(guideOf(null, category, sizes)).toBe(guide);
  expect(guides.guides[guide]!.rows.map(([size]) => size)).toEqual(expect.arrayContaining(sizes));
});

it("offers none where there is nothing to choose", () => {
  expect(guideOf(null, "leather/bags", [])).toBeNull();
  expect(guideOf(null, "fragrance/perfume", ["50 ml", "100 ml"])).toBeNull();
});
