import { Link } from "react-router";
import { Disclosure, DisclosureGroup, Sheet } from "@atelier/ui";
import { useCategories } from "./header";
import { placeLabel } from "./names";
import { usePlace } from "./place";
import { useSheets } from "./sheets";
import { useSay } from "./words";

export default function MenuSheet() {
  const say = useSay();
  const place = usePlace();
  const { show } = useSheets();
  const categories = useCategories().data?.items ?? [];
  const close = () => show(null);
  return (
    <Sheet open onOpenChange={close} side="left" title={say("menu.title")} closeLabel={say("close")}
      foot={
        <div className="menu-foot">
          <Link className="row-link" to={place.href("account")} onClick={close}>{say("account.title")}</Link>
          <button type="button" className="row-link" onClick={() => show("place")}>{placeLabel(place)}</button>
        </div>
      }>
      <DisclosureGroup>
        {categories.map(({ path, name, children }) =>
          children.length === 0 ? (
            <Link key={path} className="menu-link" to={place.href(`c/${path}`)} onClick={close}>{name}</Link>
          ) : (
            <Disclosure key={path} value={path} title={<span className="menu-name">{name}</span>}>
              <ul className="menu-children">
                <li><Link to={place.href(`c/${path}`)} onClick={close}>{say("listing.all", { name })}</Link></li>
                {children.map((child) => <li key={child.path}><Link to={place.href(`c/${child.path}`)} onClick={close}>{child.name}</Link></li>)}
              </ul>
            </Disclosure>
          ),
        )}
      </DisclosureGroup>
    </Sheet>
  );
}
