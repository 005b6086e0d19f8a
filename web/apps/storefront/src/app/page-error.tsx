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
      <QuietState level={1} title={say("error.title")} action={<Button kind="secondary" onClick={() => location.reload()}>{say("retry")}</Button>}>{say("error.temporary")}</QuietState>
    </div>
  );
}

/** An area whose data did not come. */
export function LoadError({ onRetry, level = 1 }: { onRetry: () => void; level?: 1 | 2 }) {
  const say = useSay();
  return (
    <div role="alert">
      <QuietState level={level} title={say("error.title")} action={<Button kind="secondary" onClick={onRetry}>{say("retry")}</Button>}>{say("error.temporary")}</QuietState>
    </div>
  );
}
