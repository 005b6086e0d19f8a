/**
 * Which guide an item shows, decided without the tables themselves (they load when someone opens one): category, what
 * every size looks like, guide. The first that fits wins.
 */
const RULES: [RegExp, RegExp, string][] = [
  [/^women\//, /^(XXS|XS|S|M|L|XL|XXL)$/, "women-letters"],
  [/^women\//, /^(2[5-9]|3[01])$/, "women-jeans"],
  [/^women\//, /^(3[4-9]|4[0-6])$/, "women-fr"],
  [/^men\//, /^(XXS|XS|S|M|L|XL|XXL)$/, "men-letters"],
  [/^men\/shirts/, /^(3[7-9]|4[0-5])$/, "men-collar"],
  [/^men\//, /^(4[4-9]|5\d|60)$/, "men-it"],
  [/^shoes\/women/, /^(3[4-9]|4[0-2])(\.5)?$/, "shoes-women"],
  [/^shoes\/men/, /^(3[9]|4\d)(\.5)?$/, "shoes-men"],
  [/gloves/, /^(6|6\.5|7|7\.5|8)$/, "gloves-women"],
  [/gloves/, /^(8|8\.5|9|9\.5|10)$/, "gloves-men"],
  [/hats/, /^(5[4-9]|6[0-4])$/, "hats-cm"],
  [/jewellery/, /^(4[4-9]|5\d|6\d)$/, "rings"],
  [/^(accessories|leather)/, /^(7|8|9|10|11)[05]$/, "belt-cm"],
];

export function guideOf(key: string | null, category: string, sizes: string[]): string | null {
  if (sizes.length < 2) return null;
  if (key) return key;
  return RULES.find(([path, size]) => path.test(category) && sizes.every((one) => size.test(one)))?.[2] ?? null;
}
