import { useSyncExternalStore } from "react";

const subscribe = (tell: () => void) => {
  window.addEventListener("online", tell);
  window.addEventListener("offline", tell);
  return () => { window.removeEventListener("online", tell); window.removeEventListener("offline", tell); };
};
export const useOnline = (): boolean => useSyncExternalStore(subscribe, () => navigator.onLine);
