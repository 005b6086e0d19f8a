import react from "@vitejs/plugin-react";
import { fontsourceWoff2 } from "@atelier/ui/fontsource-woff2";
import { defineConfig, type Plugin } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { compiledMessages } from "./compiled-messages.mjs";

const api = process.env.ATELIER_API ?? "http://127.0.0.1:7100";

/**
 * What nearly every first page needs is asked for together with the script instead of after it: the two faces of the
 * first picture, and the small chunks of the pages that visitors arrive at (some 20 KB compressed).
 */
const FACES = /(inter-latin-wght|cormorant-garamond-latin-300)-normal.*[.]woff2$/;
const ARRIVALS = /assets\/(home|listing|item|item-card|picture|use-title|disclosure|sheet|states|button|fields)-[^/]+[.]js$/;
const preloads: Plugin = {
  name: "preloads",
  transformIndexHtml: {
    order: "post",
    handler: (_html, { bundle }) =>
      Object.keys(bundle ?? {}).flatMap((file) => {
        if (FACES.test(file)) return [{ tag: "link", attrs: { rel: "preload", as: "font", type: "font/woff2", href: `/${file}`, crossorigin: true }, injectTo: "head" as const }];
        if (ARRIVALS.test(file)) return [{ tag: "link", attrs: { rel: "modulepreload", href: `/${file}`, crossorigin: true }, injectTo: "head" as const }];
        return [];
      }),
  },
};

export default defineConfig({
  plugins: [
    fontsourceWoff2(),
    compiledMessages(),
    preloads,
    react(),
    VitePWA({
      registerType: "autoUpdate",
      injectRegister: null,
      includeManifestIcons: false,
      manifest: {
        name: "Maison Verrane",
        short_name: "Verrane",
        description: "Leather and tailoring since 1924.",
        start_url: "/",
        scope: "/",
        display: "standalone",
        background_color: "#f6f2ea",
        theme_color: "#f6f2ea",
        icons: [
          { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
          { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
          { src: "/icon-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
        ],
      },
      workbox: {
        // Pages carry first data from the server: always asked from the network, with a quiet page when there is none.
        navigateFallback: null,
        globPatterns: ["offline.html", "icon.svg"],
        cleanupOutdatedCaches: true,
        runtimeCaching: [
          {
            urlPattern: ({ request, url }) => request.mode === "navigate" && !/^\/(v1|docs|till|office|media|webhooks|health|metrics|openapi)/.test(url.pathname),
            handler: "NetworkOnly",
            options: { precacheFallback: { fallbackURL: "/offline.html" } },
          },
          { urlPattern: /\/assets\//, handler: "CacheFirst", options: { cacheName: "assets", expiration: { maxEntries: 200 } } },
          { urlPattern: /\/media\//, handler: "CacheFirst", options: { cacheName: "pictures", expiration: { maxEntries: 300, purgeOnQuotaError: true } } },
        ],
      },
    }),
  ],
  json: { namedExports: false, stringify: true },
  resolve: { alias: { "@formatjs/icu-messageformat-parser": "@formatjs/icu-messageformat-parser/no-parser.js" } },
  build: { target: "es2022", assetsInlineLimit: 0, cssCodeSplit: true, chunkSizeWarningLimit: 400 },
  server: { proxy: { "/v1": api, "/media": api, "/mock-psp": api } },
});
