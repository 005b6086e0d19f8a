// The shop's reads, as the contract words them, from the demo catalogue.
import { market as marketOf } from "./catalogue.mjs";

const text = (names, locale) => names?.[locale] ?? names?.en ?? "";
const spread = (seed, modulo) => [...seed].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7) % modulo;

export function shopOf({ authored, items, byHandle }) {
  const { facets, categories, collections, locations, home } = authored;
  const photo = (one, item, locale) => one && { ...one, alt: text(one.alt, locale) || `${text(mapTitles(item), locale)}, ${colourName(one.colour, locale)}` };
  const mapTitles = (item) => Object.fromEntries(Object.entries(item.texts).map(([locale, texts]) => [locale, texts.title]));
  const colourName = (code, locale) => text(facets.colour[code]?.names, locale) || code || "";
  const texts = (item, locale) => ({ title: "", summary: "", description: "", material: "", care: "", fit: "", ...item.texts.en, ...item.texts[locale] });
  const price = (item, code) => {
    const { currency } = marketOf(code);
    const found = item.prices?.[code] ?? item.prices?.[currency] ?? { amount: 100000 };
    return { amount: found.amount, currency };
  };
  const availability = (sku) => ["in_stock", "in_stock", "in_stock", "low", "in_stock", "sold_out", "in_stock"][spread(sku, 7)];
  const best = (list) => (list.includes("in_stock") ? "in_stock" : list.includes("low") ? "low" : "sold_out");
  const itemAvailability = (item) => best(item.variants.map(({ sku }) => availability(sku)));
  const coloursOf = (item) => [...new Set(item.variants.map(({ options }) => options.colour).filter(Boolean))];
  const swatch = (code, locale) => ({ code, name: colourName(code, locale), swatch: facets.colour[code]?.swatch ?? null });
  const isNew = (item) => item.collections?.includes("autumn-winter-2026") && spread(item.handle, 4) === 0;

  const card = (item, m, l) => ({
    id: item.id, handle: item.handle, title: texts(item, l).title, category: item.category, price: price(item, m), price_varies: false, compare_at: null,
    photo: photo(item.photos[0] ?? null, item, l), hover_photo: photo(item.photos[1] ?? null, item, l),
    colours: coloursOf(item).map((code) => swatch(code, l)), availability: itemAvailability(item), is_new: isNew(item),
  });
  const breadcrumbs = (path, l) => (path ?? "").split("/").filter(Boolean).map((_, index, parts) => parts.slice(0, index + 1).join("/"))
    .map((one) => ({ path: one, name: text(categories.find((category) => category.path === one)?.names, l) || one }));
  const inCategory = (item, path) => item.category === path || item.category?.startsWith(`${path}/`);

  function tree(l, parent = "") {
    const depth = parent === "" ? 1 : parent.split("/").length + 1;
    return categories.filter(({ path }) => path.split("/").length === depth && (parent === "" || path.startsWith(`${parent}/`)))
      .map(({ path, names, description }) => ({ path, name: text(names, l), description: text(description, l) || null, item_count: items.filter((item) => inCategory(item, path)).length, children: tree(l, path) }))
      .filter(({ item_count }) => item_count > 0);
  }
  const collectionOf = (one, l) => {
    const members = items.filter((item) => item.collections?.includes(one.handle));
    return { handle: one.handle, name: text(one.names, l), story: text(one.story, l) || null, item_count: members.length, photo: photo(members[0]?.photos[0] ?? null, members[0], l) };
  };

  const has = {
    size: (item, values) => item.variants.some(({ options }) => values.includes(options.size)),
    colour: (item, values) => item.variants.some(({ options }) => values.includes(options.colour)),
    material: (item, values) => values.includes(item.cloth),
  };
  function listing(query) {
    const m = query.get("market"), l = query.get("locale"), category = query.get("category"), collection = query.get("collection"), q = query.get("q")?.trim().toLowerCase();
    if (category && !categories.some(({ path }) => path === category)) return null;
    const heading = collections.find(({ handle }) => handle === collection);
    if (collection && !heading) return null;
    const base = items.filter((item) => (!collection || item.collections?.includes(collection)) && (!q || matches(item, q, l)));
    const chosen = Object.fromEntries(["size", "colour", "material"].map((name) => [name, query.getAll(name)]));
    const min = Number(query.get("price_min") ?? 0), max = Number(query.get("price_max") ?? Infinity), stock = query.get("in_stock") === "true";
    const passes = (item, without) => (without === "category" || !category || inCategory(item, category)) && Object.entries(chosen).every(([name, values]) => name === without || values.length === 0 || has[name](item, values))
      && (without === "price" || (price(item, m).amount >= min && price(item, m).amount <= max)) && (!stock || without === "stock" || itemAvailability(item) !== "sold_out");
    const count = (name, valuesOf, label) => {
      const counts = new Map();
      for (const item of base.filter((one) => passes(one, name))) for (const value of new Set(valuesOf(item))) counts.set(value, (counts.get(value) ?? 0) + 1);
      return [...counts].map(([value, number]) => ({ value, name: label(value), count: number, selected: chosen[name]?.includes(value) ?? value === category, swatch: name === "colour" ? facets.colour[value]?.swatch ?? null : null }));
    };
    const found = base.filter((item) => passes(item));
    const amount = (item) => price(item, m).amount;
    const sorts = { price_asc: (a, b) => amount(a) - amount(b), price_desc: (a, b) => amount(b) - amount(a), name: (a, b) => texts(a, l).title.localeCompare(texts(b, l).title, l), newest: (a, b) => Number(isNew(b)) - Number(isNew(a)) };
    if (sorts[query.get("sort")]) found.sort(sorts[query.get("sort")]);
    const limit = Number(query.get("limit") ?? 24), from = Number(query.get("cursor") ?? 0);
    const prices = base.filter((item) => passes(item, "price")).map(amount);
    const currency = marketOf(m).currency;
    const order = facets.size.order ?? [];
    const place = (value) => { const at = order.indexOf(value); return at < 0 ? 1000 + Number.parseFloat(value) || 2000 : at; };
    const here = categories.find(({ path }) => path === category);
    return {
      items: found.slice(from, from + limit).map((item) => card(item, m, l)), next_cursor: from + limit < found.length ? String(from + limit) : null, total: found.length,
      facets: {
        size: count("size", (item) => item.variants.map(({ options }) => options.size).filter(Boolean), (value) => value).sort((a, b) => place(a.value) - place(b.value)),
        colour: count("colour", coloursOf, (value) => colourName(value, l)).sort((a, b) => b.count - a.count),
        material: count("material", (item) => [item.cloth].filter(Boolean), (value) => text(facets.material[value]?.names, l) || value).sort((a, b) => b.count - a.count),
        category: count(q ? "category" : "none", (item) => [item.category], (value) => breadcrumbs(value, l).at(-1)?.name ?? value),
        price: prices.length ? { min: { amount: Math.min(...prices), currency }, max: { amount: Math.max(...prices), currency } } : null,
        in_stock_count: base.filter((item) => passes(item, "stock") && itemAvailability(item) !== "sold_out").length,
      },
      category: here ? { path: here.path, name: text(here.names, l), description: text(here.description, l) || null, breadcrumbs: breadcrumbs(here.path, l) } : null,
      collection: heading ? collectionOf(heading, l) : null,
      did_you_mean: q && found.length === 0 && q.startsWith("cash") ? "cashmere" : null,
    };
  }
  const matches = (item, q, l) => q.split(/\s+/).every((word) => [texts(item, l).title, texts(item, "en").title, texts(item, l).summary, ...breadcrumbs(item.category, l).map(({ name }) => name), text(facets.material[item.cloth]?.names, l), ...coloursOf(item).map((code) => colourName(code, l)), ...item.variants.map(({ sku }) => sku)].join(" ").toLowerCase().includes(word));

  function suggest(query) {
    const q = (query.get("q") ?? "").trim().toLowerCase(), m = query.get("market"), l = query.get("locale");
    const found = q ? items.filter((item) => matches(item, q, l)) : [];
    const words = new Set(found.flatMap((item) => texts(item, l).title.toLowerCase().split(/\s+/)).filter((word) => word.startsWith(q)));
    return {
      items: found.slice(0, 6).map((item) => ({ handle: item.handle, title: texts(item, l).title, price: price(item, m), photo: photo(item.photos[0] ?? null, item, l) })),
      categories: categories.filter(({ names }) => q && text(names, l).toLowerCase().includes(q)).slice(0, 4).map(({ path, names }) => ({ path, name: text(names, l) })),
      queries: [...words].slice(0, 4),
    };
  }

  const day = (ahead) => new Date(Date.now() + ahead * 864e5).toISOString().slice(0, 10);
  function item(handle, m, l) {
    const one = byHandle.get(handle) ?? items.find(({ id }) => id === handle);
    if (!one) return null;
    const { country } = marketOf(m);
    const shops = locations.filter(({ kind }) => kind === "shop").sort((a, b) => Number(b.country === country) - Number(a.country === country));
    const options = (one.options ?? Object.keys(one.variants[0].options)).map((name) => ({
      name, values: [...new Set(one.variants.map((variant) => variant.options[name]).filter(Boolean))].map((value) => ({
        value, name: name === "colour" ? colourName(value, l) : text(facets[name]?.[value]?.names, l) || value, swatch: name === "colour" ? facets.colour[value]?.swatch ?? null : null,
        availability: best(one.variants.filter((variant) => variant.options[name] === value).map(({ sku }) => availability(sku))),
      })),
    })).filter(({ values }) => values.length > 0);
    return {
      ...card(one, m, l), collections: one.collections ?? [], texts: texts(one, l), made_in: one.made_in ?? null, options,
      variants: one.variants.map(({ sku, options: chosen }) => ({ sku, options: chosen, price: price(one, m), compare_at: null, availability: availability(sku), shop_stock: shops.map(({ code }) => ({ location: code, level: ["in_stock", "none", "low", "none"][spread(sku + code, 4)] })) })),
      photos: one.photos.map((each) => photo(each, one, l)), breadcrumbs: breadcrumbs(one.category, l),
      related: (one.related ?? []).map((each) => byHandle.get(each)).filter(Boolean).map((each) => card(each, m, l)), size_guide: null,
      shops: shops.map(({ code, names, address, country: where }) => ({ location: code, name: text(names, l), city: address?.city ?? "", country: where })),
      delivery_estimate: { country, earliest: day(2), latest: day(4), price: { amount: 0, currency: marketOf(m).currency } },
    };
  }
  function homePage(m, l) {
    const picture = ({ handle, colour, view }) => { const owner = byHandle.get(handle) ?? items[0]; return photo(owner.photos.find((one) => one.colour === colour && one.view === view) ?? owner.photos[0], owner, l); };
    const season = collections[0];
    const six = [...home.season_six.map((handle) => byHandle.get(handle)).filter(Boolean), ...items].filter((one, index, all) => all.indexOf(one) === index).slice(0, 6);
    return {
      hero: { title: text(season.names, l), sentence: text(home.sentence, l), photo: picture(home.picture), link: { kind: "collection", target: season.handle } },
      featured: six.map((one) => card(one, m, l)),
      story: { title: text(home.story.headline, l), text: text(home.story.text, l), photo: picture(home.story.picture), link: { kind: "category", target: "leather" } },
      categories: tree(l).slice(0, 6).map(({ path, name }) => { const first = items.find((one) => inCategory(one, path)); return { path, name, photo: photo(first.photos[0], first, l) }; }),
    };
  }
  return { listing, suggest, item, homePage, tree: (l) => tree(l), collections: (l) => collections.map((one) => collectionOf(one, l)), availability,
    variant: (sku) => { const owner = items.find(({ variants }) => variants.some((one) => one.sku === sku)); return owner && { owner, options: owner.variants.find((one) => one.sku === sku).options }; }, price, texts, photo,
    optionLabel: (name, value, l) => (name === "colour" ? colourName(value, l) : value) };
}
