import { isRouteErrorResponse, useRouteError } from "react-router";
import { Button, QuietState } from "@atelier/ui";
import { useSay } from "./words";

/** A page that broke (its code did not load, or it met something unforeseen). */
export function PageError() {
  const say = useSay();
  const error = useRouteError();
  if (!isRouteErrorResponse(error)) console.error(error);
  return (
    <div className="page">
      <QuietState title={say("error.title")} action={<Button kind="secondary" onClick={() => location.reload()}>{say("retry")}</Button>}>{say("error.temporary")}</QuietState>
    </div>
  );
}

/** An area whose data did not come. */
export function LoadError({ onRetry }: { onRetry: () => void }) {
  const say = useSay();
  return (
    <div role="alert">
      <QuietState title={say("error.title")} action={<Button kind="secondary" onClick={onRetry}>{say("retry")}</Button>}>{say("error.temporary")}</QuietState>
    </div>
  );
}
