import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { Link } from "react-router";
import { ButtonLook, Picture, Skeleton } from "@atelier/ui";
import { read, type Schemas } from "@atelier/api";
import { CardSkeleton, ItemCard } from "../app/item-card";
import { titleOf } from "../app/names";
import { LoadError } from "../app/page-error";
import { usePlace, type Place } from "../app/place";
import { HOUSE_NAME } from "../house";
import { useSay } from "../app/words";

const linkOf = (place: Place, { kind, target }: Schemas["HomeLink"]) => place.href({ category: `c/${target}`, collection: `collections/${target}`, item: `items/${target}` }[kind]);

export function Component() {
  const say = useSay();
  const place = usePlace();
  const { market, locale } = place;
  const home = useQuery(read("/v1/home", { query: { market, locale } }));
  const data = home.data;
  const season = data?.hero.title;
  useEffect(() => { if (season !== undefined) document.title = titleOf(HOUSE_NAME, season); }, [season]);
  if (home.isError) return <div className="page"><LoadError onRetry={() => void home.refetch()} /></div>;
  return (
    <>
      <section className="hero">
        <div className="hero-picture">
          {data ? <Picture photo={data.hero.photo} sizes="(min-width: 60rem) 50vw, 100vw" ratio="4 / 5" eager /> : <Skeleton ratio="4 / 5" />}
        </div>
        <div className="hero-words">
          <p className="hero-season text-sm soft">{data?.hero.title ?? "\u00a0"}</p>
          <h1 className="display-lg">{data?.hero.sentence ?? "\u00a0"}</h1>
          {data && <Link {...ButtonLook("quiet")} to={linkOf(place, data.hero.link)}>{say("home.season")}</Link>}
        </div>
      </section>

      <section className="page home-six" aria-labelledby="six">
        <h2 id="six" className="display-md">{say("home.six")}</h2>
        <div className="six-grid">
          {data ? data.featured.map((card) => <ItemCard key={card.id} card={card} level={3} sizes="(min-width: 60rem) 31vw, 46vw" />) : Array.from({ length: 6 }, (_, index) => <CardSkeleton key={index} />)}
        </div>
      </section>

      {data?.story && (
        <section className="story">
          <Picture photo={data.story.photo} sizes="(min-width: 60rem) 42vw, 100vw" ratio="4 / 5" />
          <div className="story-words">
            <h2 className="display-md">{data.story.title}</h2>
            {data.story.text.split(/\n\s*\n/).map((paragraph, index) => <p key={index}>{paragraph}</p>)}
            <Link {...ButtonLook("quiet")} to={linkOf(place, data.story.link)}>{say("home.story")}</Link>
          </div>
        </section>
      )}

      {data && data.categories.length > 0 && (
        <section className="page home-categories" aria-labelledby="rooms">
          <h2 id="rooms" className="display-md">{say("home.rooms")}</h2>
          <ul className="tile-grid">
            {data.categories.map(({ path, name, photo }) => (
              <li key={path}>
                <Link className="tile" to={place.href(`c/${path}`)}>
                  <Picture photo={photo} sizes="(min-width: 60rem) 16vw, 46vw" ratio="4 / 5" decorative />
                  <span>{name}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
