import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, isProblem, newIdempotencyKey, read, unwrap, type Schemas } from "@atelier/api";
import { usePlace } from "./place";

type Cart = Schemas["Cart"];
const KEY = "atelier.bag";
const BAG = ["bag"] as const;
/** After these a person decides: some two seconds. */
const MOST_REPEATS = 2;

const storedId = (): string | null => { try { return localStorage.getItem(KEY); } catch { return null; } };
const storeId = (id: string | null): void => { try { if (id) localStorage.setItem(KEY, id); else localStorage.removeItem(KEY); } catch { /* the bag then lives as long as the page */ } };

interface Bag {
  cart: Cart | null;
  loading: boolean;
  failed: boolean;
  busy: boolean;
  /** What the last change brought: sold out, fewer than asked, another price. */
  messages: Cart["messages"];
  add: (sku: string) => Promise<Cart>;
  change: (lineId: string, quantity: number) => void;
  reload: () => void;
  replace: (cart: Cart) => void;
  /** After the order stands: the next piece begins a new bag. */
  forget: () => void;
}

const BagContext = createContext<Bag | null>(null);
export function useBag(): Bag {
  const bag = useContext(BagContext);
  if (bag === null) throw new Error("useBag outside of BagProvider");
  return bag;
}

export function BagProvider({ children }: { children: ReactNode }) {
  const { market, locale } = usePlace();
  const client = useQueryClient();
  const [messages, setMessages] = useState<Cart["messages"]>([]);
  const take = useCallback((cart: Cart) => {
    storeId(cart.id);
    client.setQueryData(BAG, cart);
    setMessages(cart.messages.filter(({ code }) => code !== "added"));
    return cart;
  }, [client]);

  const query = useQuery({
    queryKey: BAG,
    queryFn: async ({ signal }): Promise<Cart | null> => {
      const id = storedId();
      if (id === null) return null;
      try {
        const found = await read("/v1/carts/{cart_id}", { path: { cart_id: id }, query: { locale } }).queryFn({ signal });
        if (found.status === "open") return found;
      } catch (error) {
        if (!(isProblem(error) && error.isMissing)) throw error;
      }
      storeId(null);
      return null;
    },
    staleTime: 30_000,
  });
  const cart = query.data ?? null;

  // The bag follows its owner to another market or language.
  useEffect(() => {
    if (cart === null || (cart.market === market && cart.locale === locale)) return;
    void unwrap(api.PATCH("/v1/carts/{cart_id}", { params: { path: { cart_id: cart.id } }, body: { market, locale } })).then(take, () => undefined);
  }, [cart, market, locale, take]);

  const add = useMutation({
    // A key for each press, kept over its repeats: an answer that was lost on its way does not put a second piece into the bag.
    mutationFn: async ({ sku, key }: { sku: string; key: string }): Promise<Cart> => {
      const begin = async () => take(await unwrap(api.POST("/v1/carts", { body: { market, locale } })));
      const addTo = ({ id }: Cart) => unwrap(api.POST("/v1/carts/{cart_id}/lines", { params: { path: { cart_id: id }, header: { "Idempotency-Key": key } }, body: { sku, quantity: 1 } }));
      const open = client.getQueryData<Cart | null>(BAG);
      if (!open) return addTo(await begin());
      try {
        return await addTo(open);
      } catch (error) {
        // Ordered in another tab, or expired: the piece begins a new bag.
        if (isProblem(error, "cart_ordered") || isProblem(error, "cart_closed") || (isProblem(error) && error.isMissing && error.fields.length === 0)) return addTo(await begin());
        throw error;
      }
    },
    retry: (failures, error) => failures < MOST_REPEATS && isProblem(error) && error.isTemporary,
    retryDelay: (failures) => 400 * 2 ** failures,
    onSuccess: take,
  });
  const change = useMutation({
    mutationFn: ({ lineId, quantity }: { lineId: string; quantity: number }) => {
      const path = { cart_id: cart!.id, line_id: lineId };
      return quantity === 0
        ? unwrap(api.DELETE("/v1/carts/{cart_id}/lines/{line_id}", { params: { path } }))
        : unwrap(api.PATCH("/v1/carts/{cart_id}/lines/{line_id}", { params: { path }, body: { quantity } }));
    },
    onSuccess: take,
    onError: () => void client.invalidateQueries({ queryKey: BAG }),
  });

  const value = useMemo<Bag>(() => ({
    cart,
    loading: query.isPending,
    failed: query.isError || change.isError,
    busy: add.isPending || change.isPending,
    messages,
    add: (sku) => add.mutateAsync({ sku, key: newIdempotencyKey() }),
    change: (lineId, quantity) => change.mutate({ lineId, quantity }),
    reload: () => { change.reset(); void query.refetch(); },
    replace: take,
    forget: () => { storeId(null); client.setQueryData(BAG, null); setMessages([]); },
  }), [cart, query, add, change, messages, take, client]);
  return <BagContext value={value}>{children}</BagContext>;
}
