import react from "@vitejs/plugin-react";
import { compiledMessages } from "@atelier/ui/compiled-messages";
import { fontsourceWoff2 } from "@atelier/ui/fontsource-woff2";
import { defineConfig } from "vite";

const api = process.env.ATELIER_API ?? "http://127.0.0.1:7710";

export default defineConfig({
  base: "/till/",
  plugins: [fontsourceWoff2(), compiledMessages(), react()],
  json: { namedExports: false, stringify: true },
  resolve: { alias: { "@formatjs/icu-messageformat-parser": "@formatjs/icu-messageformat-parser/no-parser.js" } },
  build: { target: "es2022", assetsInlineLimit: 0, chunkSizeWarningLimit: 500 },
  server: { proxy: { "/v1": api, "/media": api } },
});
