import { Link } from "react-router";
import { Button, ButtonLook, QuietState } from "@atelier/ui";
import { usePlace } from "../app/place";
import { useSheets } from "../app/sheets";
import { useTitle } from "../app/use-title";
import { useSay } from "../app/words";

export function Component() {
  const say = useSay();
  const place = usePlace();
  const { show } = useSheets();
  useTitle(say("not_found.title"));
  return (
    <div className="page">
      <QuietState level={1} title={say("not_found.title")} action={<div className="action-row"><Button kind="secondary" onClick={() => show("search")}>{say("search.open")}</Button><Link {...ButtonLook("quiet")} to={place.href("")}>{say("bag.empty_action")}</Link></div>}>
        {say("not_found.text")}
      </QuietState>
    </div>
  );
}
