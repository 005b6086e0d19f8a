import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parse } from "@formatjs/icu-messageformat-parser";

/**
 * Vite plug-in: `src/messages/*.json` become modules whose messages are parsed at build time, so that the browser needs no
 * ICU parser. A message that does not parse, or a language with other keys than English, stops the build.
 */
export function compiledMessages() {
  return {
    name: "compiled-messages",
    enforce: "pre",
    async transform(code, id) {
      if (!/\/src\/messages\/[^/]+\.json$/.test(id)) return null;
      const messages = JSON.parse(code);
      const english = Object.keys(JSON.parse(await readFile(join(dirname(id), "en.json"), "utf8")));
      const missing = english.filter((key) => !(key in messages));
      const extra = Object.keys(messages).filter((key) => !english.includes(key));
      if (missing.length || extra.length) this.error(`${id}: missing ${missing.join(", ") || "none"}; not in en.json: ${extra.join(", ") || "none"}`);
      const compiled = Object.fromEntries(Object.entries(messages).map(([key, text]) => [key, parse(text)]));
      // Still JSON: Vite's own JSON step, which comes next, makes the module of it.
      return { code: JSON.stringify(compiled), map: null };
    },
  };
}
