import { parse } from "@formatjs/icu-messageformat-parser";

/**
 * Vite plug-in: `src/messages/*.json` become modules whose messages are parsed at build time, so that the browser needs
 * no ICU parser. A message that does not parse, or a language with other keys than English, stops the build.
 */
export function compiledMessages() {
  const english = { keys: null };
  return {
    name: "compiled-messages",
    enforce: "pre",
    async transform(code, id) {
      if (!/\/src\/messages\/[^/]+\.json$/.test(id)) return null;
      const messages = JSON.parse(code);
      english.keys ??= await import(new URL("./src/messages/en.json", import.meta.url), { with: { type: "json" } }).then((module) => Object.keys(module.default));
      const missing = english.keys.filter((key) => !(key in messages));
      const extra = Object.keys(messages).filter((key) => !english.keys.includes(key));
      if (missing.length || extra.length) this.error(`${id}: missing ${missing.join(", ") || "none"}; not in en.json: ${extra.join(", ") || "none"}`);
      const compiled = Object.fromEntries(Object.entries(messages).map(([key, text]) => [key, parse(text)]));
      // Still JSON: Vite's own JSON step, which comes next, makes the module of it.
      return { code: JSON.stringify(compiled), map: null };
    },
  };
}
