import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState, type FormEvent } from "react";
import { Link, useNavigate } from "react-router";
import { read } from "@atelier/api";
import { formatMoney, Icon, Notice, Picture, Sheet } from "@atelier/ui";
import { useCategories } from "./header";
import { usePlace } from "./place";
import { useSheets } from "./sheets";
import { useSay } from "./words";

/** Short enough to feel immediate, long enough not to ask at every stroke of a quick typist. */
const PAUSE_MS = 90;

export default function SearchOverlay() {
  const say = useSay();
  const place = usePlace();
  const { show } = useSheets();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const [asked, setAsked] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);

  const { market, locale } = place;
  const suggestions = useQuery({ ...read("/v1/suggest", { query: { q: asked, market, locale } }), enabled: asked !== "", placeholderData: keepPreviousData });
  const categories = useCategories().data?.items ?? [];
  const close = () => show(null);
  const all = (q: string) => place.href(`search?q=${encodeURIComponent(q)}`);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "") return;
    close();
    void navigate(all(text.trim()));
  };
  const found = asked === "" ? undefined : suggestions.data;
  const nothing = found && found.items.length + found.categories.length + found.queries.length === 0;

  return (
    <Sheet open onOpenChange={close} side="top" className="search-sheet" title={say("search.open")} titleHidden closeLabel={say("close")}
      head={
        <form className="search-form" role="search" onSubmit={submit}>
          <Icon name="search" />
          <input type="search" enterKeyHint="search" autoComplete="off" autoCorrect="off" spellCheck={false} maxLength={200}
            aria-label={say("search.open")} placeholder={say("search.placeholder")} value={text} onChange={(event) => setText(event.target.value)} />
        </form>
      }>
      <p className="visually-hidden" role="status">{found && say("search.status", { count: found.items.length })}</p>
      {found === undefined && !suggestions.isError && (
        <SearchList title={say("search.begin")}>
          {categories.map(({ path, name }) => <li key={path}><Link to={place.href(`c/${path}`)} onClick={close}>{name}</Link></li>)}
        </SearchList>
      )}
      {suggestions.isError && asked !== "" && <Notice kind="error">{say("error.temporary")}</Notice>}
      {nothing && <p className="soft">{say("search.nothing", { q: asked })}</p>}
      {found && !nothing && (
        <div className="search-results" aria-busy={suggestions.isFetching || undefined}>
          {found.items.length > 0 && (
            <ul className="search-items">
              {found.items.map(({ handle, title, price, photo }) => (
                <li key={handle}>
                  <Link to={place.href(`items/${handle}`)} onClick={close}>
                    <Picture photo={photo} sizes="(min-width: 60rem) 12rem, 30vw" ratio="4 / 5" decorative />
                    <span className="text-sm">{title}</span>
                    <span className="text-sm soft numbers">{formatMoney(price, place.tag)}</span>
                  </Link>
                </li>
              ))}
            </ul>
          )}
          <div className="search-words">
            {found.categories.length > 0 && (
              <SearchList title={say("search.categories")}>
                {found.categories.map(({ path, name }) => {
                  const parent = categories.find((top) => path.startsWith(`${top.path}/`))?.name;
                  return <li key={path}><Link to={place.href(`c/${path}`)} onClick={close}>{name}{parent && <span className="soft text-sm search-parent">{parent}</span>}</Link></li>;
                })}
              </SearchList>
            )}
            {found.queries.length > 0 && (
              <SearchList title={say("search.words")}>
                {found.queries.map((query) => <li key={query}><Link to={all(query)} onClick={close}>{query}</Link></li>)}
              </SearchList>
            )}
            <Link className="button" data-kind="quiet" to={all(asked)} onClick={close}>{say("search.all")}</Link>
          </div>
        </div>
      )}
    </Sheet>
  );
}

function SearchList({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="search-list">
      <h3 className="footer-title">{title}</h3>
      <ul>{children}</ul>
    </section>
  );
}
