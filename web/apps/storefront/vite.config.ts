import react from "@vitejs/plugin-react";
import { fontsourceWoff2 } from "@atelier/ui/fontsource-woff2";
import { defineConfig, type Plugin } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { compiledMessages } from "./compiled-messages.mjs";

const api = process.env.ATELIER_API ?? "http://127.0.0.1:7100";

/** The two faces that every page's first picture shows are fetched beside the script instead of after the style sheet. */
const preloadedFaces: Plugin = {
  name: "preloaded-faces",
  transformIndexHtml: {
    order: "post",
    handler: (_html, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => /(inter-latin-wght|cormorant-garamond-latin-300)-normal.*[.]woff2$/.test(file))
        .map((file) => ({ tag: "link", attrs: { rel: "preload", as: "font", type: "font/woff2", href: `/${file}`, crossorigin: true }, injectTo: "head" as const })),
  },
};

export default defineConfig({
  plugins: [
    fontsourceWoff2(),
    compiledMessages(),
    preloadedFaces,
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
