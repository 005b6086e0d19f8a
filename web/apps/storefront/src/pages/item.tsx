import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { formatMoney, Skeleton, SkeletonText } from "@atelier/ui";
import { isProblem, read, type Schemas } from "@atelier/api";
import { ItemCard } from "../app/item-card";
import { LoadError } from "../app/page-error";
import { usePlace } from "../app/place";
import { useTitle } from "../app/use-title";
import { useSay } from "../app/words";
import { BuyBox } from "../parts/buy-box";
import { Gallery } from "../parts/gallery";
import { ItemFacts } from "../parts/item-facts";
import { Component as NotFound } from "./not-found";

export type Item = Schemas["Item"];
export type Choice = Record<string, string>;

export function Component() {
  const { handle = "" } = useParams();
  const { market, locale } = usePlace();
  const item = useQuery(read("/v1/items/{id_or_handle}", { path: { id_or_handle: handle }, query: { market, locale } }));
  if (isProblem(item.error) && item.error.isMissing) return <NotFound />;
  if (item.isError) return <div className="page"><LoadError onRetry={() => void item.refetch()} /></div>;
  return item.data ? <ItemPage key={item.data.id} item={item.data} /> : <Waiting />;
}

function ItemPage({ item }: { item: Item }) {
  const say = useSay();
  const place = usePlace();
  const [search, setSearch] = useSearchParams();
  useTitle(item.texts.title);

  // The colour stands in the address, so that it can be sent to someone; other choices are the visitor's own.
  const colours = item.options.find(({ name }) => name === "colour")?.values ?? [];
  const colour = colours.find(({ value }) => value === search.get("colour"))?.value ?? colours[0]?.value;
  const [others, setOthers] = useState<Choice>(() => onlyValues(item));
  const choice: Choice = useMemo(() => ({ ...others, ...(colour ? { colour } : {}) }), [others, colour]);
  const choose = (name: string, value: string) => {
    if (name === "colour") setSearch({ colour: value }, { replace: true, preventScrollReset: true });
    else setOthers((before) => ({ ...before, [name]: value }));
  };
  const variant = item.variants.find(({ options }) => item.options.every(({ name }) => options[name] === choice[name]));
  const ofColour = item.photos.filter((photo) => photo.colour === null || photo.colour === colour);
  const photos = ofColour.length > 0 ? ofColour : item.photos;
  const column = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = column;
    if (!current) return;
    const watch = new ResizeObserver(() => current.style.setProperty("--column-height", `${current.offsetHeight}px`));
    watch.observe(current);
    return () => watch.disconnect();
  }, []);
  const price = variant?.price ?? item.price;
  const compareAt = variant ? variant.compare_at : item.compare_at;

  return (
    <>
      <div className="item">
        <Gallery key={colour} photos={photos} />
        <div className="item-column" ref={column}>
          <div className="item-sticky">
            <p className="text-sm soft">{item.breadcrumbs.map(({ path, name }) => <Link key={path} className="crumb" to={place.href(`c/${path}`)}>{name}</Link>)}</p>
            <h1 className="display-md">{item.texts.title}</h1>
            <p className="item-price numbers">
              {variant === undefined && item.price_varies ? say("price.from", { price: formatMoney(price, place.tag) }) : formatMoney(price, place.tag)}
              {compareAt && <s className="soft"><span className="visually-hidden">{say("price.before")} </span>{formatMoney(compareAt, place.tag)}</s>}
            </p>
            {item.texts.summary && <p className="item-summary">{item.texts.summary}</p>}
            <BuyBox item={item} choice={choice} variant={variant} onChoose={choose} />
            <ItemFacts item={item} variant={variant} />
          </div>
        </div>
      </div>
      {item.related.length > 0 && (
        <section className="page related" aria-labelledby="related">
          <h2 id="related" className="display-md">{say("item.related")}</h2>
          <div className="related-grid">{item.related.slice(0, 4).map((card) => <ItemCard key={card.id} card={card} level={3} />)}</div>
        </section>
      )}
    </>
  );
}

/** Options with one value need no choosing. */
function onlyValues(item: Item): Choice {
  return Object.fromEntries(item.options.filter(({ values }) => values.length === 1).map(({ name, values }) => [name, values[0]!.value]));
}

function Waiting() {
  const say = useSay();
  return (
    <div className="item" aria-busy="true">
      <div className="gallery"><Skeleton ratio="4 / 5" /></div>
      <div className="item-column"><div className="item-sticky"><SkeletonText width="8em" /><h1 className="display-md"><span className="visually-hidden">{say("order.waiting")}</span><SkeletonText width="90%" /></h1><SkeletonText lines={4} /></div></div>
    </div>
  );
}
