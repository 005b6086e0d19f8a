import { useEffect } from "react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { api, unwrap, type Schemas } from "@atelier/api";
import { Button, Icon, Notice, Skeleton } from "@atelier/ui";
import { isSignedOut, problemWord, useLocale } from "@atelier/staff";
import { useMoney, useTag } from "../money";
import { receiptUrl } from "../pay/receipt";
import { useSay } from "../words";

export function Sales({ onSignedOut }: { onSignedOut: () => void }) {
  const say = useSay();
  const money = useMoney();
  const tag = useTag();
  const { locale } = useLocale();
  const sales = useInfiniteQuery({
    queryKey: ["/v1/till/sales", "pages"], staleTime: 0, initialPageParam: null as string | null, getNextPageParam: (last: Schemas["SaleList"]) => last.next_cursor,
    queryFn: ({ pageParam }): Promise<Schemas["SaleList"]> => unwrap(api.GET("/v1/till/sales", { params: { query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } } })),
  });
  useEffect(() => { if (isSignedOut(sales.error)) onSignedOut(); }, [sales.error, onSignedOut]);
  const list = sales.data?.pages.flatMap(({ items }) => items) ?? [];
  const time = new Intl.DateTimeFormat(tag, { hour: "2-digit", minute: "2-digit" });
  return (
    <main className="step">
      <div className="step-form" data-wide>
        <header className="step-head"><div><h1 className="display-md">{say("sales.title")}</h1></div></header>
        {sales.isPending && <Skeleton style={{ height: "12rem" }} />}
        {sales.isError && <Notice kind="error">{say(problemWord(sales.error))} <Button kind="quiet" onClick={() => void sales.refetch()}>{say("retry")}</Button></Notice>}
        {sales.isSuccess && list.length === 0 && <p className="soft">{say("sales.none")}</p>}
        <ul className="sales">
          {list.map((sale) => (
            <li key={sale.id} data-testid="sale">
              <time className="soft numbers" dateTime={sale.sold_at}>{time.format(new Date(sale.sold_at))}</time>
              <div><p className="numbers">{sale.receipt_number}</p><p className="soft text-sm">{sale.lines.map(({ title, quantity }) => (quantity > 1 ? `${quantity} × ${title}` : title)).join(", ")}</p></div>
              <span className="soft text-sm">{sale.payments.map(({ means }) => say(`pay.${means}`)).join(", ")}</span>
              <strong className="numbers">{money(sale.totals.total)}</strong>
              <a className="icon-button" href={receiptUrl(sale.id, "80mm", locale)} target="_blank" rel="noopener" aria-label={say("sales.receipt", { number: sale.receipt_number })}><Icon name="print" /></a>
            </li>
          ))}
        </ul>
        {sales.hasNextPage && <Button kind="secondary" busy={sales.isFetchingNextPage} onClick={() => void sales.fetchNextPage()}>{say("more")}</Button>}
      </div>
    </main>
  );
}
