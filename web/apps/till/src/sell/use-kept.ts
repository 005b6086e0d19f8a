import { useCallback, useState } from "react";

/** State that a reload of the page does not lose: the half-scanned basket of a till session. */
export function useKept<T>(key: string, empty: T): [T, (change: T | ((before: T) => T)) => void] {
  const [value, setValue] = useState<T>(() => {
    try { return JSON.parse(sessionStorage.getItem(key) ?? "null") as T ?? empty; } catch { return empty; }
  });
  const change = useCallback((next: T | ((before: T) => T)) => setValue((before) => {
    const after = next instanceof Function ? next(before) : next;
    try { sessionStorage.setItem(key, JSON.stringify(after)); } catch { /* it then lives as long as the page */ }
    return after;
  }), [key]);
  return [value, change];
}
