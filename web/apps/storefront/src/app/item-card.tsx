import { Link } from "react-router";
import { formatMoney, Picture, Skeleton, SkeletonText } from "@atelier/ui";
import { read, type Schemas } from "@atelier/api";
import { usePlace } from "./place";
import { queryClient } from "./queries";
import { itemPage } from "./router";
import { useSay } from "./words";

interface CardProps { card: Schemas["ItemCard"]; eager?: boolean; sizes?: string; level?: 2 | 3 }

export const CARD_SIZES = "(min-width: 60rem) 23vw, 46vw";

export function ItemCard({ card, eager = false, sizes = CARD_SIZES, level = 2 }: CardProps) {
  const say = useSay();
  const place = usePlace();
  const Heading = `h${level}` as const;
  const prepare = () => {
    void itemPage();
    void queryClient.prefetchQuery(read("/v1/items/{id_or_handle}", { path: { id_or_handle: card.handle }, query: { market: place.market, locale: place.locale } }));
  };
  return (
    <article className="card" onPointerEnter={prepare} onFocus={prepare}>
      <div className="card-picture">
        <Picture photo={card.photo} sizes={sizes} eager={eager} ratio="4 / 5" decorative />
        {card.hover_photo && <Picture className="card-hover" photo={card.hover_photo} sizes={sizes} ratio="4 / 5" decorative />}
      </div>
      <Heading className="card-title"><Link to={place.href(`items/${card.handle}`)}>{card.title}</Link></Heading>
      <p className="card-line text-sm soft">
        <span className="numbers">{card.price_varies ? say("price.from", { price: formatMoney(card.price, place.tag) }) : formatMoney(card.price, place.tag)}</span>
        {card.compare_at && <s className="numbers"><span className="visually-hidden">{say("price.before")} </span>{formatMoney(card.compare_at, place.tag)}</s>}
        {card.availability === "sold_out" && <span>{say("availability.sold_out")}</span>}
      </p>
      {card.colours.length > 1 && (
        <ul className="card-colours" aria-label={say("card.colours", { count: card.colours.length })}>
          {card.colours.slice(0, 6).map(({ code, name, swatch }) => <li key={code} title={name}><span className="dot" style={{ background: swatch ?? "var(--stone)" }} /><span className="visually-hidden">{name}</span></li>)}
        </ul>
      )}
    </article>
  );
}

export function CardSkeleton() {
  return <div className="card"><Skeleton ratio="4 / 5" /><SkeletonText width="70%" /><SkeletonText width="30%" /></div>;
}
