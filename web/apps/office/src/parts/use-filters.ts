import { useSearchParams } from "react-router";

/** Filters live in the address: shared by sending it, and back goes back. Empty ones are left out. */
export function useFilters<Name extends string>(...names: Name[]) {
  const [search, setSearch] = useSearchParams();
  const values = Object.fromEntries(names.map((name) => [name, search.get(name) || undefined])) as Record<Name, string | undefined>;
  const set = (name: Name, value: string) => setSearch((before) => {
    const next = new URLSearchParams(before);
    if (value === "") next.delete(name); else next.set(name, value);
    return next;
  }, { replace: true });
  return { values, set };
}
