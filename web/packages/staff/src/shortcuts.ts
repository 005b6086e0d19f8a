import { useEffect, useRef } from "react";

const WRITES = 'input:not([type="radio"]):not([type="checkbox"]):not([type="button"]), textarea, select, [contenteditable="true"]';

/**
 * Keys of the whole page, by `KeyboardEvent.key`. Single characters, Delete and arrows rest while someone writes in a field or a
 * dialog is open; function keys and Escape do not rest in a field. With Ctrl, Alt or Meta a key belongs to the browser.
 */
export function useShortcuts(actions: Record<string, (() => void) | undefined>): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
      const action = latest.current[event.key];
      if (!action || document.querySelector('[role="dialog"]')) return;
      const writes = event.target instanceof Element && event.target.closest(WRITES);
      if (writes && !/^F\d/.test(event.key) && event.key !== "Escape") return;
      // Enter on a button or a link presses that.
      if (event.key === "Enter" && event.target instanceof Element && event.target.closest("button, a, summary")) return;
      event.preventDefault();
      action();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}
