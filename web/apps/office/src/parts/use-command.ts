import { useRef, useState } from "react";
import { isProblem, newIdempotencyKey, type ApiProblem } from "@atelier/api";

/**
 * One intention of a person, sent under one key: pressed twice, or tried again after a lost answer, it happens once. A changed body is another
 * intention. `problem` is the last refusal; its fields name what was wrong.
 */
export function useCommand<Body>(send: (body: Body, key: string) => Promise<void>) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const key = useRef({ about: "", value: "" });
  const run = async (body: Body): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setProblem(null);
    const about = JSON.stringify(body);
    if (key.current.about !== about) key.current = { about, value: newIdempotencyKey() };
    try {
      await send(body, key.current.value);
      key.current = { about: "", value: "" };
      return true;
    } catch (error) {
      if (!isProblem(error)) throw error;
      setProblem(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { run, busy, problem };
}
