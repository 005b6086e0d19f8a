import { Link } from "react-router";
import { HOUSE_NAME } from "../house";
import { useCategories } from "./header";
import { usePlace } from "./place";
import { useSheets } from "./sheets";
import { useSay } from "./words";
import { countryName, placeLabel } from "./names";

export function Footer() {
  const say = useSay();
  const place = usePlace();
  const { show } = useSheets();
  const categories = useCategories().data?.items ?? [];
  return (
    <footer className="footer">
      <div className="footer-columns">
        <div className="footer-house">
          <p className="display-sm">{HOUSE_NAME}</p>
          <p className="soft text-sm">{say("footer.house")}</p>
        </div>
        <nav aria-label={say("footer.pieces")}>
          <h2 className="footer-title">{say("footer.pieces")}</h2>
          <ul>{categories.map(({ path, name }) => <li key={path}><Link to={place.href(`c/${path}`)}>{name}</Link></li>)}</ul>
        </nav>
        <div>
          <h2 className="footer-title">{say("footer.service")}</h2>
          <ul>
            <li><Link to={place.href("account")}>{say("account.title")}</Link></li>
            <li><button type="button" onClick={() => show("search")}>{say("search.open")}</button></li>
            <li><button type="button" onClick={() => show("place")}>{say("place.title")}</button></li>
          </ul>
        </div>
        <div>
          <h2 className="footer-title">{say("footer.shops")}</h2>
          <p className="soft text-sm">{say("footer.cities")}</p>
        </div>
      </div>
      <div className="footer-foot text-xs soft">
        <button type="button" onClick={() => show("place")}>{placeLabel(place)}</button>
        <span>{say("footer.prices", { country: countryName(place.country, place.locale) })}</span>
      </div>
    </footer>
  );
}
