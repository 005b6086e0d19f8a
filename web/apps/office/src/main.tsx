import "@atelier/ui/fonts.css";
import "@atelier/ui/styles.css";
import "@atelier/staff/staff.css";
import "./office.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { QueryClientProvider } from "@tanstack/react-query";
import { BrowserRouter } from "react-router";
import { staffQueryClient, WordsProvider } from "@atelier/staff";
import { App } from "./app";
import { LOADERS } from "./words";

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <QueryClientProvider client={staffQueryClient()}>
      <WordsProvider loaders={LOADERS}>
        <BrowserRouter basename="/office"><App /></BrowserRouter>
      </WordsProvider>
    </QueryClientProvider>
  </StrictMode>,
);
