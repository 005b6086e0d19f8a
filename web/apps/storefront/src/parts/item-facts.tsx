import { Disclosure, DisclosureGroup } from "@atelier/ui";
import { countryName } from "../app/names";
import { usePlace } from "../app/place";
import { useSay } from "../app/words";
import type { Item } from "../pages/item";

export function ItemFacts({ item, variant }: { item: Item; variant: Item["variants"][number] | undefined }) {
  const say = useSay();
  const { locale, country } = usePlace();
  const { texts } = item;
  return (
    <DisclosureGroup defaultOpen={["description"]}>
      {texts.description && (
        <Disclosure value="description" level={2} title={say("item.description")}>
          <Paragraphs text={texts.description} />
          {item.made_in && <p className="fact-line">{say("item.made_in", { country: countryName(item.made_in, locale) })}</p>}
          {variant && <p className="fact-line text-xs numbers">{say("item.number", { sku: variant.sku })}</p>}
        </Disclosure>
      )}
      {texts.fit && <Disclosure value="fit" level={2} title={say("item.fit")}><Paragraphs text={texts.fit} /></Disclosure>}
      {texts.material && <Disclosure value="material" level={2} title={say("item.material")}><Paragraphs text={texts.material} /></Disclosure>}
      {texts.care && <Disclosure value="care" level={2} title={say("item.care")}><Paragraphs text={texts.care} /></Disclosure>}
      <Disclosure value="delivery" level={2} title={say("item.delivery_title")}><p>{say("item.delivery_text", { country: countryName(country, locale) })}</p></Disclosure>
      {item.shops.length > 0 && <Disclosure value="shops" level={2} title={say("item.shops")}><ShopStock item={item} variant={variant} /></Disclosure>}
    </DisclosureGroup>
  );
}

function ShopStock({ item, variant }: { item: Item; variant: Item["variants"][number] | undefined }) {
  const say = useSay();
  const { locale } = usePlace();
  if (!variant) return <p>{say("item.shops_choose")}</p>;
  const level = new Map(variant.shop_stock.map((one) => [one.location, one.level]));
  return (
    <ul className="shop-stock">
      {item.shops.map(({ location, name, city, country }) => (
        <li key={location}>
          <span>{city || name}<span className="soft text-xs"> {countryName(country, locale)}</span></span>
          <span className="text-sm" data-level={level.get(location) ?? "none"}>{say(`shop_stock.${level.get(location) ?? "none"}`)}</span>
        </li>
      ))}
    </ul>
  );
}

function Paragraphs({ text }: { text: string }) {
  return <>{text.split(/\n+/).filter(Boolean).map((paragraph, index) => <p key={index} className="paragraph">{paragraph}</p>)}</>;
}
