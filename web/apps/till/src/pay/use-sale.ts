import { useCallback, useEffect, useRef, useState } from "react";
import { api, unwrap, type Schemas } from "@atelier/api";
import { isSignedOut } from "@atelier/staff";
import { ANSWER_WITHIN_MS, keepAttempt, keptAttempt, leavesOpen, newAttempt, waitBeforeTry, type Attempt } from "./attempt";

type State =
  | { step: "idle" }
  | { step: "sending"; attempt: Attempt }
  /** The answer was lost; the next try is under the same key. */
  | { step: "open"; attempt: Attempt; error: unknown; sending: boolean }
  | { step: "refused"; error: unknown };

interface Options { sessionId: string; onSold: (sale: Schemas["Sale"]) => void; onSignedOut: () => void }

/** Records a sale once. While `open`, it repeats the attempt by itself, at once when the network is back, and on `again()`. */
export function useSale({ sessionId, onSold, onSignedOut }: Options) {
  const [state, setState] = useState<State>(() => {
    const kept = keptAttempt(sessionId);
    return kept ? { step: "open", attempt: kept, error: null, sending: false } : { step: "idle" };
  });
  const failures = useRef(0);
  const flying = useRef<string | null>(null);
  const handlers = useRef({ onSold, onSignedOut });
  handlers.current = { onSold, onSignedOut };

  const send = useCallback(async (attempt: Attempt) => {
    if (flying.current === attempt.key) return;
    flying.current = attempt.key;
    setState((now) => (now.step === "open" ? { ...now, sending: true } : { step: "sending", attempt }));
    try {
      const sale = await unwrap(api.POST("/v1/till/sales", {
        params: { header: { "Idempotency-Key": attempt.key } }, body: attempt.body, signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      }));
      keepAttempt(sessionId, null);
      failures.current = 0;
      setState({ step: "idle" });
      handlers.current.onSold(sale);
    } catch (error) {
      if (leavesOpen(error)) {
        failures.current += 1;
        setState({ step: "open", attempt, error, sending: false });
        if (isSignedOut(error)) handlers.current.onSignedOut();
      } else {
        keepAttempt(sessionId, null);
        setState({ step: "refused", error });
      }
    } finally {
      flying.current = null;
    }
  }, [sessionId]);

  const sell = useCallback((body: Schemas["NewSale"]) => {
    const attempt = newAttempt(body);
    failures.current = 0;
    keepAttempt(sessionId, attempt);
    void send(attempt);
  }, [send, sessionId]);

  const again = useCallback(() => { if (state.step === "open") void send(state.attempt); }, [send, state]);
  useEffect(() => {
    if (state.step !== "open" || state.sending) return;
    const timer = setTimeout(again, waitBeforeTry(failures.current));
    window.addEventListener("online", again);
    return () => { clearTimeout(timer); window.removeEventListener("online", again); };
  }, [state, again]);

  const forgetRefusal = useCallback(() => setState((now) => (now.step === "refused" ? { step: "idle" } : now)), []);
  return { state, sell, again, forgetRefusal };
}
