import "@atelier/ui/fonts.css";
import "@atelier/ui/styles.css";
import "./app/app.css";
// The pages that visitors arrive at are dressed from the first moment; the others bring their own sheets.
import "./pages/home.css";
import "./pages/listing.css";
import "./pages/item.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { QueryClientProvider } from "@tanstack/react-query";
import { IntlProvider } from "react-intl";
import { RouterProvider } from "react-router";
import { seedQueries } from "@atelier/api";
import { guessPlace, placeOf } from "./app/place";
import { queryClient } from "./app/queries";
import { createRouter } from "./app/router";
import { loadFonts, loadWords } from "./app/words";

/** The server's HTML stays on the page until the app has everything that its first picture needs. */
async function start(): Promise<void> {
  const [, market, locale] = location.pathname.split("/");
  const place = placeOf(market, locale) ?? guessPlace();
  document.documentElement.lang = place.locale;
  seedQueries(queryClient, document);
  loadFonts(place.locale);

  const router = createRouter();
  const initialised = new Promise<void>((resolve) => {
    if (router.state.initialized) return resolve();
    const stop = router.subscribe((state) => { if (state.initialized) { stop(); resolve(); } });
  });
  const [messages] = await Promise.all([loadWords(place.locale), initialised]);
  createRoot(document.getElementById("root")!).render(
    <StrictMode>
      <IntlProvider locale={place.locale} messages={messages} onError={(error) => console.warn(error.message)}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </IntlProvider>
    </StrictMode>,
  );
}

// After a new release the chunks of an old tab are gone: load the page anew, at most once in ten seconds.
window.addEventListener("vite:preloadError", (event) => {
  const key = "atelier.reloaded";
  const last = Number(sessionStorage.getItem(key) ?? 0);
  if (Date.now() - last < 10_000) return;
  sessionStorage.setItem(key, String(Date.now()));
  event.preventDefault();
  location.reload();
});

void start();
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  void import("virtual:pwa-register").then(({ registerSW }) => registerSW());
}
