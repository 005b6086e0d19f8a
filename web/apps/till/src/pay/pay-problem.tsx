import { isProblem } from "@atelier/api";
import { Notice } from "@atelier/ui";
import { problemWord } from "@atelier/staff";
import { useSay } from "../words";

/** A definite no: nothing was sold, and why. */
export function PayProblem({ error }: { error: unknown }) {
  const say = useSay();
  if (error === null) return null;
  const word = isProblem(error, "validation_failed") || isProblem(error, "total_changed") ? "pay.refused_fields" : problemWord(error);
  return <Notice kind="error"><strong>{say("pay.refused")}</strong> {say(word)}</Notice>;
}
