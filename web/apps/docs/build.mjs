// The contract as JSON, and a page to browse and try it: dist/openapi.json, dist/index.html, dist/assets/.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import yaml from "js-yaml";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const ui = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
mkdirSync(join(dist, "assets"), { recursive: true });

const contract = yaml.load(readFileSync(join(here, "../../../api/openapi.yaml"), "utf8"));
writeFileSync(join(dist, "openapi.json"), JSON.stringify(contract));

for (const file of ["swagger-ui.css", "swagger-ui-bundle.js"]) copyFileSync(join(ui, file), join(dist, "assets", file));
writeFileSync(join(dist, "assets", "start.js"), `SwaggerUIBundle({ url: "/openapi.json", dom_id: "#api", deepLinking: true, tryItOutEnabled: true });\n`);
writeFileSync(
  join(dist, "index.html"),
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Atelier API</title><meta name="viewport" content="width=device-width">` +
    `<link rel="stylesheet" href="/docs/assets/swagger-ui.css"></head><body><div id="api"></div>` +
    `<script src="/docs/assets/swagger-ui-bundle.js"></script><script src="/docs/assets/start.js"></script></body></html>\n`,
);
