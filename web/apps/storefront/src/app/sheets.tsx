import { createContext, useContext, useState, type ReactNode } from "react";

export type SheetName = "bag" | "search" | "menu" | "place";
interface Sheets { open: SheetName | null; show: (name: SheetName | null) => void }

const SheetsContext = createContext<Sheets>({ open: null, show: () => undefined });
export const useSheets = (): Sheets => useContext(SheetsContext);

/** At most one sheet lies over the page. */
export function SheetsProvider({ children }: { children: ReactNode }) {
  const [open, show] = useState<SheetName | null>(null);
  return <SheetsContext value={{ open, show }}>{children}</SheetsContext>;
}
