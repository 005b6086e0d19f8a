import { useQuery } from "@tanstack/react-query";
import { read } from "@atelier/api";

export const me = read("/v1/customers/me", {});

const KEY = "atelier.signed_in";

/** The session's cookie is out of the script's sight; this only says whether asking who is signed in makes sense. */
export function rememberSignIn(signedIn: boolean): void {
  try { if (signedIn) localStorage.setItem(KEY, "1"); else localStorage.removeItem(KEY); } catch { /* then nobody is asked about */ }
}

const mayBeSignedIn = (): boolean => { try { return localStorage.getItem(KEY) !== null; } catch { return false; } };

/** The signed-in customer, if there is one; never an error. */
export const useCustomer = () => useQuery({ ...me, enabled: mayBeSignedIn(), retry: false }).data;
