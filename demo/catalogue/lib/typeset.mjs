// Spaces that may not break, put in by the build so that people may type plain ones.
// French: before ; : ? ! % and inside « »; German: before %. Everywhere: between × and its numbers, a number and its unit.
const nbsp = '\u00a0';

export function typeset(text, locale) {
  let set = text.replace(/(\d) (×|cm\b|mm\b|ml\b|g\b|°C)/g, `$1${nbsp}$2`).replace(/× (\d)/g, `×${nbsp}$1`);
  if (locale === 'fr') set = set.replace(/ ([;:?!%»])/g, `${nbsp}$1`).replace(/« /g, `«${nbsp}`);
  if (locale === 'de') set = set.replace(/ %/g, `${nbsp}%`);
  return set;
}

// The same for every text by locale inside a vocabulary file, however deep it lies.
export function typeset_all(value, locales) {
  if (Array.isArray(value)) return value.map((entry) => typeset_all(entry, locales));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) =>
    [key, typeof entry === 'string' && locales.includes(key) ? typeset(entry, key) : typeset_all(entry, locales)]));
}
